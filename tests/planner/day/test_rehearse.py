"""A plan is rehearsed: as planned where all goes as planned, as a second and plain telling of the same days says, and
weak where it is weak."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from random import Random

import pytest

from planner.bootstrap import Office
from planner.cases.outcomes import Code, VisitOutcome
from planner.day import edit, locking, once
from planner.day.by_hand import orders_once
from planner.day.due import DueKind
from planner.day.locks import held
from planner.day.optimize import prepare
from planner.day.rehearse import MEASURED_FROM, STATED, Measured, rehearse, replayed, spread_of
from planner.day.rehearse_words import days_words, why_words
from planner.day.searches import sturdier
from planner.day.workday import Workday, judged
from planner.model import Plan, Visit, Window, Wish
from planner.translate import DayProblem
from routing.drawn_days import Spread, draw, nothing, steps_of
from routing.rehearsed import Cause
from routing.solution import Route
from routing.worker import Worker
from tests.builders import TUESDAY, day, visit
from tests.oracles.plain_rehearsal import Key, OneDay
from tests.planner.day.handmade import SOME, any_day, any_plan, framed, planned

ROUGH = Spread(day=0.2, travel=0.4, stay=0.5, called_off=0.2, nobody_home=0.3, moment=300)


def timed(dp: DayProblem, plan: Plan) -> tuple[DayProblem, tuple[Route, ...]]:
    within = held(dp, plan)
    return within, once.time_all(within.problem, orders_once(dp, plan))


@pytest.mark.parametrize("seed", range(24))
def test_any_plan_goes_as_planned_or_as_the_plain_telling_says(seed: int) -> None:
    random = Random(seed)
    dp, plan = neighbors(random)
    within, routes = timed(dp, plan)
    steps = steps_of(within.problem, routes)
    starts = replayed(dp, plan, nothing(steps)).starts[0].tolist()
    told = [second for r in routes if r.stops for second in (*(stop.start for stop in r.stops), r.end)]
    assert starts == told, "with all factors 1 it is the plan, to the second"

    drawn = draw(steps, ROUGH, 2, seed)
    played = replayed(dp, plan, drawn)
    facts = {
        (str(route.shift_id), job.job): None
        for route, timed_route in ((r, t) for r in plan.routes for t in routes if t.vehicle == str(r.shift_id))
        for stop, job in zip(route.stops, timed_route.stops, strict=False)
        if stop.begun
    }
    plain = OneDay(within.problem, routes, nothing(steps), 0, facts)
    floors = floors_of(plain)
    for run in range(2):
        other = OneDay(within.problem, routes, drawn, run, facts)
        expected, _ready = other.starts(floors)
        for key, column in other.columns.items():
            made = bool(played.made[run, column])
            assert made == (not other.off(key) or steps[column].job is None)
            assert not made or played.starts[run, column] == expected[key], (key, steps[column])


def neighbors(random: Random) -> tuple[DayProblem, Plan]:
    """Any day on which some live at one place, and one team has been at two doors."""
    the_day = any_day(random, 14, 4)
    near = (
        replace(each, location=the_day.visits[number % 3].location) for number, each in enumerate(the_day.visits[:9])
    )
    dp = framed(replace(the_day, visits=(*near, *the_day.visits[9:])))
    plan = any_plan(random, dp)
    route = random.choice(plan.routes)
    begun = [stop.visit_id for stop in route.stops[:2]] if random.random() < 0.5 else []
    return dp, edit.follow(dp, locking.begin(plan, begun))


def floors_of(plain: OneDay) -> dict[Key, int]:
    """The starts that the plan puts later than need be: found one after the other, the earliest first."""
    floors: dict[Key, int] = {}
    for key, second in sorted(plain.planned.items(), key=lambda each: each[1]):
        if plain.starts(floors)[0][key] < second:
            floors[key] = second
    return floors


def one_team(*visits: Visit, overtime: int = 0, end: str = "17:30") -> tuple[DayProblem, Plan]:
    """One team that makes the visits in this order."""
    the_day = day(*visits, teams=1)
    shift = replace(the_day.shifts[0], breaks=(), end=time.fromisoformat(end), max_overtime=timedelta(minutes=overtime))
    dp = framed(replace(the_day, shifts=(shift,)))
    return dp, planned(dp, {shift.id: [each.id for each in visits]})


def test_a_stop_behind_a_long_stay_is_weak_and_says_so() -> None:
    long_stay = visit(1, ("10:00", "10:15"), north=500, minutes=120)
    dp, plan = one_team(long_stay, visit(2, ("09:00", "12:20"), north=900), visit(3, north=200))
    found = rehearse(dp, plan)
    assert [stop.visit_id for stop in found.weak] == [dp.day.visits[1].id]
    weak = found.weak[0]
    assert (weak.number, weak.due.kind, weak.why.cause, weak.why.visit_id) == (
        2, DueKind.WINDOW, Cause.STAY, dp.day.visits[0].id,
    )  # fmt: skip
    assert 0.5 < weak.on_time < 0.8, "the stay is as likely too short as too long, and there are minutes to spare"
    assert why_words(weak.why, dp.day, weak.visit_id).startswith("On late days the stay at V-1 takes ")
    assert found == rehearse(dp, plan), "the same seed is the same days"
    assert found != rehearse(dp, plan, seed=2)
    assert found.all_well == pytest.approx(weak.on_time, abs=0.03), "it alone makes days late, where it is made"


def test_what_a_stop_is_due_for() -> None:
    whole = visit(1, north=100)
    promised = replace(visit(2, ("09:00", "16:00"), north=200), promised=Window(time(10), time(10, 20)))
    wish = replace(visit(3, ("09:00", "16:00"), north=300), wish=Wish(None, time(15)))
    given_up = replace(visit(4, ("10:00", "16:00"), north=300), wish=Wish(None, time(9)))
    twice = visit(5, ("09:00", "15:00"), ("15:30", "16:30"), north=300)
    dp, plan = one_team(whole, promised, wish, given_up, twice)
    due = {dp.day.visit(stop.visit_id).reference: stop.due for stop in rehearse(dp, plan, runs=2).stops}
    assert [each.kind for each in due.values()] == [
        DueKind.LAW, DueKind.PROMISE, DueKind.WISH, DueKind.WINDOW, DueKind.WINDOW,
    ]  # fmt: skip
    assert f"{due['V-5'].at:%H:%M}" == "15:00", "to come in the next window is too late"


def test_a_team_may_be_back_late_within_its_overtime() -> None:
    dp, plan = one_team(*(visit(n, north=300 * n, minutes=60) for n in range(1, 5)), overtime=120, end="12:55")
    team = rehearse(dp, plan).teams[0]
    assert team.in_shift < 0.8 < team.in_overtime
    assert team.late > timedelta(0)
    assert rehearse(dp, Plan(dp.day.id)).stops == (), "nobody goes anywhere"


def test_sturdier_is_late_less_often_and_tells_its_price(office: Office, worker: Worker) -> None:
    dp, plan = one_team(
        visit(1, north=500, minutes=45), visit(2, ("09:00", "10:06"), north=900), visit(3, north=300, minutes=20)
    )
    dp = prepare(office, dp.day, worker)
    plan = edit.follow(dp, plan)
    work = judged(office, Workday(dp.day, None, dp, ()), plan)
    after, problem, words = sturdier(
        office, worker, work, plan, None, lambda: False, on_message=lambda _m: None, cancelled=lambda: False
    )
    assert after.plan
    assert problem is None
    assert words.startswith("Weak places: 1 → 0.")
    assert " Price: " in words
    assert after.plan.planned == 3
    assert not rehearse(after.problem, after.plan).weak
    again = sturdier(
        office, worker, after, after.plan, None, lambda: False, on_message=lambda _m: None, cancelled=lambda: False
    )
    assert again == (after, None, ""), "where no place is weak there is nothing to look for"


def test_shares_are_measured_once_there_are_enough_outcomes(office: Office) -> None:
    with office.store.writing() as session:
        assert spread_of(session, TUESDAY) == (STATED, frozenset())
        someone = session.save_day(day(visit(1))).visits[0]
        session.add_facts(
            VisitOutcome(
                customer_id=someone.customer.id, at=SOME, by="-", code=Code.NOT_AT_HOME if n % 4 == 0 else Code.TALKED
            )
            for n in range(MEASURED_FROM)
        )
        spread, measured = spread_of(session, TUESDAY)
    assert (spread.nobody_home, spread.called_off, measured) == (0.25, 0.0, {Measured.SHARES})


def test_chances_are_told_as_days() -> None:
    told = {share: days_words(share) for share in (0.0, 0.04, 0.79, 0.8, 0.93, 0.97, 1.0)}
    assert list(told.values()) == [
        *("nearly never", "fewer than 1 of 10 days", "7 of 10 days", "8 of 10 days", "9 of 10 days"),
        *("more than 9 of 10 days", "nearly always"),
    ]
