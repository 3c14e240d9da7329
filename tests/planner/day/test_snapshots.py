"""Plans kept aside under a name: kept with the day, replaced by name, the oldest forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from planner.bootstrap import Office
from planner.day import edit, locking
from planner.day.snapshots import MOST, Snapshot, added, free_name, keep, kept, named, restored, without
from planner.day.totals import Totals
from planner.model import Plan
from tests.builders import day, visit
from tests.conftest import NOW
from tests.planner.day.handmade import framed, planned

NUMBERS = Totals(5, 6, timedelta(hours=2), 40_000, 1, timedelta(minutes=20), fairness=92)


def snapshot(name: str) -> Snapshot:
    return Snapshot(name, NOW, Plan(uuid4()), NUMBERS)


def test_snapshots_are_kept_with_their_day_and_with_no_other(office: Office) -> None:
    mine, other = uuid4(), uuid4()
    both = added(added((), snapshot("Plan A")), snapshot("before noon"))
    with office.store.writing() as session:
        keep(session, mine, both)
    with office.store.reading() as session:
        assert kept(session, mine) == both
        assert kept(session, other) == ()


def test_one_of_the_same_name_takes_its_place() -> None:
    first, again = snapshot("Plan A"), snapshot("Plan A")
    assert added(added((), first), again) == (again,)
    assert without((again,), "Plan A") == ()
    assert named((again,), "Plan A") is again
    assert named((again,), "Plan B") is None


def test_one_more_than_there_is_room_for_drives_out_the_oldest() -> None:
    many: tuple[Snapshot, ...] = ()
    for number in range(MOST + 1):
        many = added(many, snapshot(f"Plan {number}"))
    assert len(many) == MOST
    assert many[0].name == "Plan 1"


def test_a_free_name_is_offered() -> None:
    assert free_name((), "Plan {letter}") == "Plan A"
    assert free_name((snapshot("Plan A"),), "Plan {letter}") == "Plan B"


def test_what_is_told_no_more_to_have_begun_comes_back_as_an_open_stop() -> None:
    town = day(*(visit(n, north=300 * n) for n in range(3)))
    ids = [each.id for each in town.visits]
    problem = framed(town)
    now = planned(problem, {town.shifts[0].id: ids})
    wanted = locking.begin(now, ids[:1])
    back = restored(problem, wanted, now)
    assert [stop.visit_id for stop in back.routes[0].stops] == ids
    assert not any(stop.begun for stop in back.routes[0].stops)


def test_a_plan_of_before_comes_back_on_a_day_that_has_other_visits_and_teams() -> None:
    town = day(*(visit(n, north=300 * n) for n in range(4)))
    first, second = town.shifts
    ids = [each.id for each in town.visits]
    wanted = planned(framed(town), {first.id: ids[:2], second.id: ids[2:]})
    fresh = visit(9)
    changed = replace(town, visits=(*town.visits[1:], fresh), shifts=(first,))
    problem = framed(changed)
    back = restored(problem, wanted, edit.follow(problem, wanted))
    assert [[stop.visit_id for stop in route.stops] for route in back.routes] == [[ids[1]]]
    assert {each.visit_id: each.reason for each in back.unassigned} == {ids[2]: "new", ids[3]: "new", fresh.id: "new"}
