"""Whatever has begun stays as it is, and nothing comes before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from planner.bootstrap import Office
from planner.day import edit, locking
from planner.day.absence import absent, ways_out
from planner.day.locking import FIRST
from planner.day.optimize import prepare
from planner.day.replacements import Kind
from planner.day.urgent import insert_urgent
from planner.day.ways_out import why
from planner.model import Day, Plan, Window
from routing.worker import Worker
from tests.builders import day, person, visit
from tests.planner.day.locks.conftest import Settled, at, broken, ids, searched, where


def test_what_has_begun_is_not_moved_and_nothing_comes_before_it(office: Office, settled: Settled) -> None:
    dp, plan, (one, two, _three) = settled.dp, settled.plan, settled.day.shifts
    assert edit.move(dp, plan, settled.begun[0], two.id) == plan
    assert edit.take_out(dp, plan, settled.begun[1]) == plan
    other = plan.routes[2].stops[0].visit_id
    assert where(edit.move(dp, plan, other, one.id, 0), other)[1] == 2
    first = locking.lock_end(dp, plan, plan.routes[0].stops[3].visit_id, FIRST)
    assert where(first, plan.routes[0].stops[3].visit_id)[1] == 2
    assert broken(office, dp, first) == []


def test_a_team_that_began_late_has_the_rest_planned_anew(office: Office, worker: Worker, town: Day) -> None:
    dp, plan = prepare(office, town, worker), searched(office, worker, town)
    first = plan.routes[0].stops[0]
    late = first.start + timedelta(minutes=50)
    begun = locking.lock_start(dp, locking.begin(plan, [first.visit_id]), [first.visit_id], late)
    assert begun.routes[0].stops[0].start == late
    assert begun.routes[0].stops[1].start >= late + timedelta(minutes=30)
    again = searched(office, worker, town, begun)
    assert again.routes[0].stops[0] == begun.routes[0].stops[0]
    assert broken(office, dp, again) == []


def test_there_is_room_before_what_has_begun_and_nobody_takes_it(office: Office, worker: Worker) -> None:
    the_day = day(visit(1, ("11:00", "11:30")), visit(2, north=300), visit(3, north=-300), teams=1)
    dp, (late, one, other) = prepare(office, the_day, worker), the_day.visits
    plan = edit.move(dp, edit.follow(dp, Plan(the_day.id)), late.id, the_day.shifts[0].id)
    plan = edit.move(dp, locking.begin(plan, [late.id]), one.id, the_day.shifts[0].id)
    assert where(plan, one.id)[1] == 1
    found = insert_urgent(office, the_day, plan, [other.id], worker)
    assert ids(found.plan.routes[0])[0] == late.id
    assert ids(searched(office, worker, the_day, plan).routes[0])[0] == late.id


def test_what_has_begun_stays_though_its_window_is_another_now(office: Office, worker: Worker) -> None:
    the_day = day(visit(1, ("09:30", "10:00")), visit(2, north=300), visit(3, north=-300), teams=1)
    plan = locking.begin(searched(office, worker, the_day), [the_day.visits[0].id])
    afternoon = replace(the_day.visits[0], windows=(Window(time(14), time(15)),))
    changed = replace(the_day, visits=(afternoon, *the_day.visits[1:]))
    dp = prepare(office, changed, worker)
    assert where(edit.follow(dp, plan), afternoon.id) == where(plan, afternoon.id)
    again = searched(office, worker, changed, plan)
    assert where(again, afternoon.id) == where(plan, afternoon.id)
    assert again.planned == 3
    assert broken(office, dp, again) == []


def test_what_has_begun_stays_though_the_team_is_over_its_hours(office: Office, worker: Worker, town: Day) -> None:
    dp, plan = prepare(office, town, worker), searched(office, worker, town)
    first = plan.routes[0].stops[0].visit_id
    begun = locking.lock_start(dp, locking.begin(plan, [first]), [first], at(17, 20))
    again = searched(office, worker, town, begun)
    assert where(again, first) == (town.shifts[0].id, 0, at(17, 20))
    assert again.planned > 10, "the others go on with the rest"


def test_it_stays_though_a_person_with_its_skill_has_left(office: Office, worker: Worker, town: Day) -> None:
    signing = replace(town.visits[0], skills=frozenset({"sign"}))
    signer, spare = person(90, "sign"), person(91)
    one = replace(town.shifts[0], members=(*town.shifts[0].members, signer))
    the_day = replace(
        town, visits=(signing, *town.visits[1:]), shifts=(one, *town.shifts[1:]), staff=(*town.staff, signer, spare)
    )
    dp = prepare(office, the_day, worker)
    plan = edit.move(dp, searched(office, worker, the_day), signing.id, one.id, 0)
    plan = locking.begin(plan, [signing.id])
    ill = absent(the_day, signer.id)
    gone = prepare(office, ill, worker)
    assert where(searched(office, worker, ill, plan), signing.id) == where(plan, signing.id)
    assert broken(office, gone, edit.follow(gone, plan)) == []
    way = next(way for way in ways_out(office, the_day, plan, signer.id, worker))
    assert way.plan
    assert where(way.plan, signing.id) == where(plan, signing.id)


def test_a_team_that_has_begun_is_not_dissolved(office: Office, worker: Worker, settled: Settled) -> None:
    ill = settled.day.shifts[0].members[0].id
    assert not any(
        settled.day.shifts[0] in way.arrangement.dissolved or way.arrangement.kind == Kind.DISSOLVE
        for way in ways_out(office, settled.day, settled.plan, ill, worker)
    )
    few = absent(settled.day, ill)
    again = searched(office, worker, few, settled.plan)
    one = next(route for route in again.routes if route.shift_id == settled.day.shifts[0].id)
    assert ids(one) == settled.begun, "and alone it is given nothing more"


def test_to_say_that_one_has_begun_says_so_of_all_before_it(settled: Settled) -> None:
    plan = locking.begin(settled.plan, [settled.plan.routes[2].stops[2].visit_id])
    assert [stop.begun for stop in plan.routes[2].stops[:4]] == [True, True, True, False]
    back = locking.unlock(plan, [plan.routes[2].stops[1].visit_id])
    assert [stop.begun for stop in back.routes[2].stops[:4]] == [True, False, False, False]
    assert [stop.locked for stop in back.routes[2].stops[:4]] == [True, False, True, False]


def test_two_teams_have_begun_at_the_same_door(office: Office, worker: Worker, town: Day) -> None:
    both = replace(town.visits[0], two_teams=True, windows=(Window(time(10), time(12)),))
    the_day = replace(town, visits=(both, *town.visits[1:]))
    dp, plan = prepare(office, the_day, worker), searched(office, worker, the_day)
    begun = locking.begin(plan, [both.id])
    routes = begun.routes_of(both.id)
    assert len(routes) == 2
    assert all(stop.begun for route in routes for stop in route.stops[: ids(route).index(both.id) + 1])
    again = searched(office, worker, the_day, begun)
    for route in routes:
        kept = next(each for each in again.routes if each.shift_id == route.shift_id)
        assert kept.stops[: route.begun] == route.stops[: route.begun]
    assert broken(office, dp, again) == []


def test_no_way_out_touches_what_has_begun(office: Office, worker: Worker) -> None:
    low = replace(visit(1, ("10:00", "10:10")), priority=0)
    wanted = replace(visit(2, ("10:00", "10:10"), north=300), priority=90)
    the_day = day(low, wanted, teams=1)
    dp = prepare(office, the_day, worker)
    plan = edit.move(dp, edit.follow(dp, Plan(the_day.id)), low.id, the_day.shifts[0].id)
    assert any(way.out.dropped for way in why(office, dp, plan, wanted.id).ways)
    begun = locking.begin(plan, [low.id])
    assert not any(way.out.dropped for way in why(office, dp, begun, wanted.id).ways)
    for way in why(office, dp, begun, wanted.id).ways:
        assert where(way.plan, low.id) == where(begun, low.id)
