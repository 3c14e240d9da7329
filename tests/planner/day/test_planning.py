"""From a day to a plan and back: within the law, remembered, edited by hand, always complete."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.bootstrap import Office
from planner.day import edit, locking
from planner.day.optimize import Planning, prepare
from planner.model import Day, Plan
from planner.policy.closed import ClosedDays
from routing.travel import UNREACHABLE
from routing.worker import Progress, Worker
from tests.builders import day, visit

OPEN = ClosedDays()


@pytest.fixture
def town() -> Day:
    """Twelve visits around the office, one that the law forbids, one not located, one for nobody's skills."""
    around = [visit(n, north=400 * n, east=300 * (n % 4) - 600) for n in range(12)]
    odd = (visit(20, ("19:40", "20:00"), minutes=40), replace(visit(21), location=None))
    return day(*around, *odd, replace(visit(22), skills=frozenset({"sign"})))


def reasons(the_day: Day, plan: Plan) -> dict[str, str]:
    return {the_day.visit(left.visit_id).reference: left.reason for left in plan.unassigned}


def plan_day(office: Office, the_day: Day, worker: Worker, start: Plan | None = None) -> tuple[Planning, Plan]:
    planning = Planning(office, the_day, start, worker, time_limit_s=0.5)
    return planning, planning.wait()


def test_a_day_is_planned_and_what_does_not_fit_says_why(office: Office, worker: Worker, town: Day) -> None:
    planning, plan = plan_day(office, town, worker)
    assert plan.planned == 12
    assert reasons(town, plan) == {"V-20": "rule:visiting_hours", "V-21": "not_located", "V-22": "no_skill"}
    assert planning.day_problem
    assert edit.violations(planning.day_problem, plan, office.pack, OPEN) == ()
    assert plan.travel_source.startswith("straight_line")


def test_better_plans_stream_in_while_it_searches(office: Office, worker: Worker, town: Day) -> None:
    seen: list[object] = []
    Planning(office, town, None, worker, time_limit_s=0.5).wait(seen.append)
    assert any(isinstance(message, Plan) for message in seen)


def test_stopped_at_once_there_is_still_a_plan(office: Office, worker: Worker, town: Day) -> None:
    planning = Planning(office, town, None, worker)
    planning.stop()
    assert planning.finished
    assert planning.best
    assert {left.reason for left in planning.best.unassigned} == {"stopped_early"}


def test_travel_times_are_asked_for_once(office: Office, worker: Worker, town: Day) -> None:
    first = prepare(office, town, worker)
    heard: list[object] = []
    again = prepare(office, town, worker, heard.append)
    assert (again.problem.travel["car"].durations == first.problem.travel["car"].durations).all()
    assert not any(isinstance(message, Progress) for message in heard)
    more = replace(town, visits=(*town.visits, visit(30, north=5000)))
    grown = prepare(office, more, worker).problem.travel["car"].durations
    assert (grown < UNREACHABLE).all()
    with office.store.reading() as session:
        assert session.travel_rows("straight_line:1.35", "car", ["nowhere"]) == {}


def test_a_visit_is_moved_taken_out_and_put_back_where_it_is_cheapest(
    office: Office, worker: Worker, town: Day
) -> None:
    planning, plan = plan_day(office, town, worker)
    dp = planning.day_problem
    assert dp
    visit_id = plan.routes[0].stops[0].visit_id
    out = edit.take_out(dp, plan, visit_id)
    assert reasons(town, out)[town.visit(visit_id).reference] == "taken_out"
    other = edit.move(dp, out, visit_id, town.shifts[1].id)
    assert other.route_of(visit_id) == other.routes[1]
    assert other.planned == plan.planned
    front = edit.move(dp, plan, visit_id, town.shifts[1].id, 0)
    assert front.routes[1].stops[0].visit_id == visit_id


def test_an_unlawful_edit_is_made_and_reported(office: Office, worker: Worker) -> None:
    the_day = day(visit(1, ("10:00", "10:30")), visit(2, ("10:00", "10:30"), north=9000), teams=1)
    planning, plan = plan_day(office, the_day, worker)
    assert plan.planned == 1
    left = plan.unassigned[0].visit_id
    dp = planning.day_problem
    assert dp
    forced = edit.move(dp, plan, left, the_day.shifts[0].id)
    assert forced.planned == 2
    assert {violation.kind for violation in edit.violations(dp, forced, office.pack, OPEN)} == {"late"}


def test_a_locked_visit_stays_with_its_team_when_planned_again(office: Office, worker: Worker, town: Day) -> None:
    planning, plan = plan_day(office, town, worker)
    dp = planning.day_problem
    assert dp
    visit_id = plan.routes[0].stops[0].visit_id
    locked = locking.lock(edit.move(dp, plan, visit_id, town.shifts[1].id), [visit_id])
    _, again = plan_day(office, town, worker, locked)
    route = again.route_of(visit_id)
    assert route
    assert route.shift_id == town.shifts[1].id
    assert next(stop for stop in route.stops if stop.visit_id == visit_id).locked


def test_a_changed_day_keeps_its_routes(office: Office, worker: Worker, town: Day) -> None:
    _, plan = plan_day(office, town, worker)
    gone = plan.routes[0].stops[0].visit_id
    changed = replace(town, visits=(*(each for each in town.visits if each.id != gone), visit(30, north=800)))
    followed = edit.follow(prepare(office, changed, worker), plan)
    assert followed.planned == plan.planned - 1
    assert reasons(changed, followed)["V-30"] == "new"
    assert [s.visit_id for s in followed.routes[1].stops] == [s.visit_id for s in plan.routes[1].stops]


def test_where_there_is_room_for_one_it_is_the_locked_one(office: Office, worker: Worker) -> None:
    at_ten = [replace(visit(n, ("10:00", "10:10"), north=300 * n), priority=90) for n in range(3)]
    the_day = day(*at_ten, replace(visit(9, ("10:00", "10:10")), priority=0), teams=1)
    dp = prepare(office, the_day, worker)
    chosen = the_day.visits[-1].id
    locked = locking.lock(edit.move(dp, Plan(the_day.id), chosen, the_day.shifts[0].id), [chosen])
    _, plan = plan_day(office, the_day, worker, locked)
    assert [stop.visit_id for stop in plan.routes[0].stops] == [chosen]


def test_a_team_that_is_too_few_gets_nothing_to_do(office: Office, worker: Worker, town: Day) -> None:
    ill = replace(town, absent=frozenset({town.shifts[0].members[0].id}))
    planning, plan = plan_day(office, ill, worker)
    assert [bool(route.stops) for route in plan.routes] == [False, True]
    assert planning.day_problem
    assert edit.violations(planning.day_problem, plan, office.pack, OPEN) == ()
    by_hand = edit.move(planning.day_problem, plan, town.visits[0].id, town.shifts[0].id)
    kinds = {broken.kind for broken in edit.violations(planning.day_problem, by_hand, office.pack, OPEN)}
    assert kinds == {"least_staff"}
