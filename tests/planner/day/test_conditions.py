"""What visits ask of a plan comes true: promises, wishes, an order, certain teams, one team for one house."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from planner.bootstrap import Office
from planner.day import edit, locking
from planner.day.optimize import Planning, prepare
from planner.model import Day, Plan, Visit, Window, Wish
from planner.policy.closed import ClosedDays
from routing.worker import Worker
from tests.builders import TUESDAY, day, visit

OPEN = ClosedDays()


def planned(office: Office, worker: Worker, the_day: Day, start: Plan | None = None) -> Plan:
    """Planned, and within every rule."""
    planning = Planning(office, the_day, start, worker, time_limit_s=0.3)
    plan = planning.wait()
    assert planning.day_problem
    assert edit.violations(planning.day_problem, plan, office.pack, OPEN) == ()
    return plan


def teams(the_day: Day, plan: Plan) -> dict[str, list[str]]:
    return {
        the_day.shift(route.shift_id).team.name: [the_day.visit(stop.visit_id).reference for stop in route.stops]
        for route in plan.routes
        if route.stops
    }


def start_of(plan: Plan, wanted: Visit) -> datetime:
    return next(stop.start for route in plan.routes for stop in route.stops if stop.visit_id == wanted.id)


def reason_of(plan: Plan, wanted: Visit) -> str:
    return next((left.reason for left in plan.unassigned if left.visit_id == wanted.id), "")


def house(number: int, *windows: tuple[str, str], of: int = 70, inner: str = "", minutes: int = 30) -> Visit:
    """A visit in one house of Maple Road."""
    there = visit(of, *windows, north=500, minutes=minutes)
    return replace(visit(number), address=replace(there.address, inner=inner), location=there.location,
                   windows=there.windows, service_time=there.service_time)  # fmt: skip


# --- times


def test_what_was_promised_is_kept(office: Office, worker: Worker) -> None:
    promised = replace(visit(1, ("09:00", "17:00")), promised=Window(time(14), time(14, 15)))
    plan = planned(office, worker, day(promised, visit(2)))
    assert time(14) <= start_of(plan, promised).time() <= time(14, 15)


def test_a_promise_outside_the_hours_is_no_plan_but_a_reason(office: Office, worker: Worker) -> None:
    promised = replace(visit(1, ("09:00", "11:00")), promised=Window(time(14), time(15)))
    assert reason_of(planned(office, worker, day(promised)), promised) == "promise_outside"


def test_a_wish_is_met_where_it_costs_little_and_missed_where_it_must(office: Office, worker: Worker) -> None:
    wish = Wish(time(15), None)
    wished = replace(visit(1), wish=wish)
    assert start_of(planned(office, worker, day(wished, visit(2))), wished).time() >= time(15)
    hard = replace(visit(1, ("09:00", "10:00")), wish=wish)
    assert start_of(planned(office, worker, day(hard)), hard).time() <= time(10)


# --- what goes first


def test_what_must_be_done_goes_before_a_higher_priority(office: Office, worker: Worker) -> None:
    must = replace(visit(1, ("10:00", "10:05")), priority=1, must_do=True)
    other = replace(visit(2, ("10:00", "10:05"), north=400), priority=100)
    the_day = day(must, other, teams=1)
    assert teams(the_day, planned(office, worker, the_day)) == {"Team 1": ["V-1"]}


def test_a_visit_waits_for_the_one_it_comes_after(office: Office, worker: Worker) -> None:
    first = visit(1, ("14:00", "14:30"))
    second = replace(visit(2, north=3000), after="V-1")
    plan = planned(office, worker, day(first, second))
    assert start_of(plan, second) >= start_of(plan, first) + timedelta(minutes=30)


def test_what_comes_after_something_that_is_not_planned_is_not_either(office: Office, worker: Worker) -> None:
    closed = replace(visit(1), approved_by="")
    after = [replace(visit(2), after="V-1"), replace(visit(3), after="V-2"), replace(visit(4), after="V-99")]
    round_ = [replace(visit(5), after="V-6"), replace(visit(6), after="V-5"), replace(visit(7), after="V-6")]
    the_day = day(closed, *after, *round_, visit(8))
    plan = planned(office, worker, the_day)
    assert [reason_of(plan, each) for each in after] == ["after_missing"] * 3
    assert [reason_of(plan, each) for each in round_] == ["after_circle", "after_circle", "after_missing"]
    assert plan.planned == 1


# --- who goes


def test_only_and_excluded_teams_hold_whatever_their_case(office: Office, worker: Worker) -> None:
    only = replace(visit(1), only_teams=frozenset({"team 2 "}))
    never = replace(visit(2, north=300), excluded_teams=frozenset({"TEAM 1"}))
    the_day = day(only, never, replace(visit(3), only_teams=frozenset({"Heron"})), teams=2)
    plan = planned(office, worker, the_day)
    assert {name: set(stops) for name, stops in teams(the_day, plan).items()} == {"Team 2": {"V-1", "V-2"}}
    assert reason_of(plan, the_day.visits[2]) == "no_vehicle"


def test_a_preferred_team_goes_where_it_can(office: Office, worker: Worker) -> None:
    the_day = day(*(replace(visit(n, north=100 * n), preferred_teams=frozenset({"Team 2"})) for n in (1, 2)))
    assert teams(the_day, planned(office, worker, the_day)).keys() == {"Team 2"}


def test_one_visit_goes_with_the_team_of_another(office: Office, worker: Worker) -> None:
    one = replace(visit(1, ("09:00", "09:30")), only_teams=frozenset({"Team 1"}))
    other = replace(visit(2, ("15:00", "15:30"), north=2000), same_team_as="V-1")
    the_day = day(one, other)
    assert teams(the_day, planned(office, worker, the_day)) == {"Team 1": ["V-1", "V-2"]}


def test_there_are_never_two_teams_at_one_house(office: Office, worker: Worker) -> None:
    the_day = day(*(house(n, ("09:00", "10:00"), inner=f"Flat {n}", minutes=40) for n in (1, 2)), visit(3))
    plan = planned(office, worker, the_day)
    assert any({"V-1", "V-2"} <= set(stops) for stops in teams(the_day, plan).values())
    dp = prepare(office, the_day, worker)
    split = plan
    for each, shift in zip(the_day.visits, the_day.shifts, strict=False):
        split = edit.move(dp, split, each.id, shift.id)
    assert {broken.kind for broken in edit.violations(dp, split, office.pack, OPEN)} == {"group_split"}
    settled = locking.lock(split, [each.id for each in the_day.visits])
    assert edit.violations(dp, settled, office.pack, OPEN) == (), "who locks it means it"
    assert planned(office, worker, the_day, settled).planned == 3


def test_a_house_binds_nobody_where_one_team_could_not_do_it(office: Office, worker: Worker) -> None:
    morning, evening = house(1, ("09:00", "09:30"), inner="1"), house(2, ("16:00", "16:30"), inner="2")
    signing = replace(house(3, ("12:00", "12:30"), of=71, inner="1"), skills=frozenset({"sign"}))
    speaking = replace(house(4, ("12:00", "12:30"), of=71, inner="2"), skills=frozenset({"speak"}))
    the_day = day(morning, evening, signing, speaking)
    one, two = the_day.shifts
    early = replace(one, end=time(15), members=tuple(replace(m, skills=frozenset({"sign"})) for m in one.members))
    late = replace(two, start=time(11), members=tuple(replace(m, skills=frozenset({"speak"})) for m in two.members))
    plan = planned(office, worker, replace(the_day, shifts=(early, late)))
    assert plan.planned == 4


def test_a_tower_block_keeps_nobody_from_being_visited(office: Office, worker: Worker) -> None:
    homes = [house(n, inner=f"Flat {n}") for n in range(30)]
    assert planned(office, worker, day(*homes, teams=3)).planned == 30


def test_two_customers_of_one_dwelling_never_share_a_day(office: Office, worker: Worker) -> None:
    one, other = house(1, inner="Flat 2"), house(2, inner="flat  2")
    plan = planned(office, worker, day(one, other))
    assert plan.planned == 1
    assert reason_of(plan, other) == "rule:one_household"


# --- the team's own limits


def test_a_team_works_overtime_only_where_it_may(office: Office, worker: Worker) -> None:
    late = visit(1, ("17:20", "17:25"), north=300)
    the_day = day(late, teams=1)
    assert reason_of(planned(office, worker, the_day), late) == "window_outside_shifts"
    longer = replace(the_day.shifts[0], max_overtime=timedelta(minutes=45))
    plan = planned(office, worker, replace(the_day, shifts=(longer,)))
    assert plan.routes[0].end > datetime(TUESDAY.year, TUESDAY.month, TUESDAY.day, 17, 30, tzinfo=UTC)


def test_a_team_is_not_longer_on_the_road_than_it_may(office: Office, worker: Worker) -> None:
    the_day = day(visit(1, north=15_000), visit(2, north=300), teams=1)
    near = replace(the_day.shifts[0], max_travel_time=timedelta(minutes=10))
    assert teams(the_day, planned(office, worker, replace(the_day, shifts=(near,)))) == {"Team 1": ["V-2"]}
