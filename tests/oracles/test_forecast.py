"""`planner.running.forecast` against the clock: on random days, at random moments, with whatever was told by then."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from planner.day import outcomes
from planner.model import Day, Plan, ShiftBreak, Visit, Window
from planner.running.forecast import forecast
from planner.running.forecast_model import Forecast, State
from planner.translate import DayProblem, orders_of, visit_of
from tests.builders import TUESDAY, day, visit
from tests.oracles.plain_forecast import Walk
from tests.planner.day.handmade import framed, planned

MINUTE = timedelta(minutes=1)


def any_visit(random: Random, number: int, *, linked: bool) -> Visit:
    made = visit(number, north=random.gauss(0, 3000), east=random.gauss(0, 3000), minutes=random.choice((5, 20, 40)))
    windows = random.choice(
        ((), (), (Window(time(9, 30), time(10)),), (Window(time(10), time(10, 30)), Window(time(14), time(18))))
    )
    made = replace(made, windows=windows)
    if linked and number and random.random() < 0.3:
        return replace(made, after=f"V-{random.randrange(number)}")
    return replace(made, two_teams=linked and random.random() < 0.25)


def any_town(random: Random, *, linked: bool) -> tuple[DayProblem, Plan]:
    """A day and a plan of it; where its routes hang on each other there are no breaks."""
    rest = ShiftBreak(time(12), time(13, random.choice((0, 30))), timedelta(minutes=30))
    the_day: Day = day(*(any_visit(random, number, linked=linked) for number in range(8)), teams=3)
    shifts = (
        replace(
            s, breaks=() if linked or random.random() < 0.3 else (rest,), start_at=random.choice((s.start_at, None))
        )
        for s in the_day.shifts
    )
    dp = framed(replace(the_day, shifts=tuple(shifts)))
    dp = replace(dp, problem=replace(dp.problem, joint_wait=10**6))
    orders: dict[UUID, list[UUID]] = {shift.id: [] for shift in dp.day.shifts}
    for each in dp.day.visits:  # in one order everywhere: nobody waits for each other in a circle
        for shift_id in random.sample(list(orders), 2 if each.two_teams else 1):
            orders[shift_id].append(each.id)
    return dp, planned(dp, orders)


def at_some_time(random: Random, dp: DayProblem, plan: Plan, last: int) -> tuple[Plan, datetime]:
    """What teams have told by then: most stops that should be over, each a little otherwise than planned."""
    now = datetime.fromisoformat(f"{TUESDAY}T08:20+00:00") + random.randrange(last) * MINUTE
    for shift in dp.day.shifts:
        clock = now - timedelta(hours=4)
        for number in range(8):
            route = next(route for route in plan.routes if route.shift_id == shift.id)
            if number >= len(route.stops):
                break
            stop = route.stops[number]
            arrived = max(stop.start + random.randint(-10, 25) * MINUTE, clock + 5 * MINUTE)
            left = arrived + random.randint(1, 50) * MINUTE
            if arrived > now or dp.day.visit(stop.visit_id).two_teams or random.random() < 0.2:
                break
            plan, clock = outcomes.begin(dp, plan, [stop.visit_id], arrived), left
            if left > now or random.random() < 0.2:
                break
            plan = outcomes.done(dp, plan, [stop.visit_id], left)
    return plan, now


def starts_ahead(found: Forecast, dp: DayProblem) -> dict[UUID, dict[UUID, int]]:
    return {
        team.shift_id: {mark.visit_id: dp.seconds(mark.start) for mark in team.marks if mark.state is State.AHEAD}
        for team in found.teams
    }


def test_each_route_goes_on_as_the_clock_says_with_its_break_where_it_costs_least() -> None:
    random, told = Random(11), 0
    for _ in range(120):
        dp, plan = any_town(random, linked=False)
        plan, now = at_some_time(random, dp, plan, 200)  # before noon: the break is ahead
        told += sum(route.begun for route in plan.routes)
        walk, found = Walk(dp, plan, now, orders_of(dp, plan)), forecast(dp, plan, now)
        ahead = starts_ahead(found, dp)
        for route in plan.routes:
            if route.stops:
                ways = walk.alone(route)
                team = found.team(route.shift_id)
                assert team
                assert dp.seconds(team.back) == max(ways[0].back, walk.now)
                mine = ahead[route.shift_id]
                assert any(mine == {visit_of(job): start for job, start in way.starts.items()} for way in ways)
    assert told > 150


def test_teams_that_wait_for_each_other_go_on_as_the_clock_says() -> None:
    random, waited = Random(12), 0
    for _ in range(120):
        dp, plan = any_town(random, linked=True)
        plan, now = at_some_time(random, dp, plan, 500)
        orders = orders_of(dp, plan)
        walk, found = Walk(dp, plan, now, orders), forecast(dp, plan, now)
        starts = walk.together()
        waited += any(walk.waits[job] > 0 and dp.problem.job(job).joint for job in starts)
        for route in plan.routes:
            jobs = orders[str(route.shift_id)][route.begun :]
            expected = {visit_of(job): starts[job] for job in jobs}
            assert starts_ahead(found, dp).get(route.shift_id, {}) == expected
    assert waited > 40


def test_nothing_told_is_moved_and_nothing_else_lies_in_the_past() -> None:
    random = Random(13)
    for _ in range(100):
        dp, plan = any_town(random, linked=random.random() < 0.5)
        plan, now = at_some_time(random, dp, plan, 700)
        found = forecast(dp, plan, now)
        assert orders_of(dp, found.plan) == orders_of(dp, plan)
        for team in found.teams:
            ends = [mark.end for mark in team.marks]
            assert ends == sorted(ends)
            assert team.back >= now
            for mark in team.marks:
                if mark.state is State.AHEAD:
                    assert mark.start >= now
                elif mark.state is State.THERE:
                    assert mark.end >= now
                if mark.actual:
                    assert mark.actual.arrived in (None, mark.start)
                    assert mark.actual.left in (None, mark.end)
