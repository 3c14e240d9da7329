"""Li is ill: what can be done, what each way costs, and that nobody is sent out alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.bootstrap import Office
from planner.day import edit, locking, teams
from planner.day.absence import WayOut, absent, returned, take, ways_out
from planner.day.issue import issue
from planner.day.optimize import prepare
from planner.day.replacements import Kind
from planner.day.staff import edit_person
from planner.day.workday import save_over
from planner.errors import NotAllowed
from planner.model import Address, Day, Plan, Staff
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.translate import to_plan, to_solution
from routing.check import check
from routing.errors import Cancelled
from routing.solvers.settle import settle
from routing.worker import Worker
from tests.builders import at, day, person, visit

OPEN = ClosedDays()


@pytest.fixture
def town() -> Day:
    """Three pairs and a reserve; eighteen visits in three streets, one for an interpreter, whom only Li is."""
    streets = [visit(n, north=900 * (n % 3) + 200, east=400 * (n // 3), minutes=45) for n in range(18)]
    asking = replace(visit(30, north=500, east=500), skills=frozenset({"interpreter"}), priority=90)
    made = day(*streets, asking, teams=3)
    li = replace(made.shifts[0].members[0], skills=frozenset({"interpreter"}))
    made = edit_person(made, li)
    return replace(made, staff=(*made.staff, person(90)))


def li_of(the_day: Day) -> Staff:
    return the_day.shifts[0].members[0]


def planned(office: Office, the_day: Day, worker: Worker) -> Plan:
    """Every visit at its cheapest place, without a search."""
    dp = prepare(office, the_day, worker)
    return to_plan(dp, settle(dp.problem, {}))


def kinds(ways: tuple[WayOut, ...]) -> list[Kind]:
    return [way.arrangement.kind for way in ways]


def test_the_price_of_each_way_is_what_comes_of_it(office: Office, worker: Worker, town: Day) -> None:
    plan = planned(office, town, worker)
    ways = ways_out(office, town, plan, li_of(town).id, worker)
    assert set(kinds(ways)) == {Kind.RESERVE, Kind.JOIN, Kind.DISSOLVE}
    for way in ways:
        after, new = take(way)
        assert new
        dp = prepare(office, after, worker)
        assert check(dp.problem, to_solution(dp, new)) == ()
        assert edit.violations(dp, new, office.pack, OPEN) == ()
        assert edit.follow(dp, new).routes == new.routes
        assert len(way.price.lost) == plan.planned - new.planned
        extra = sum(r.distance for r in new.routes) - sum(r.distance for r in plan.routes)
        assert way.price.distance == extra
        assert not teams.short_teams(after, 2)
    costs = [(way.price.priorities, way.price.travel_time) for way in ways]
    assert costs == sorted(costs)


def test_only_li_interprets_so_the_visit_that_asks_for_it_is_lost_and_says_why(
    office: Office, worker: Worker, town: Day
) -> None:
    plan = planned(office, town, worker)
    asking = town.visits[-1]
    ways = ways_out(office, town, plan, li_of(town).id, worker)
    stepping_in = next(way for way in ways if way.arrangement.kind == Kind.RESERVE)
    assert stepping_in.price.lost == (asking.id,)
    assert stepping_in.price.priorities == (90,)
    assert stepping_in.price.skills_lost == {"interpreter"}
    assert stepping_in.price.moved == 1
    assert stepping_in.plan
    assert {u.visit_id: u.reason for u in stepping_in.plan.unassigned}[asking.id] == "no_skill"


def test_a_reserve_who_can_do_the_same_costs_nothing(office: Office, worker: Worker, town: Day) -> None:
    town = edit_person(town, replace(town.staff[-1], skills=frozenset({"interpreter"})))
    plan = planned(office, town, worker)
    best = ways_out(office, town, plan, li_of(town).id, worker)[0]
    assert best.arrangement.kind == Kind.RESERVE
    assert (best.price.lost, best.price.travel_time.total_seconds(), best.price.distance) == ((), 0, 0)
    assert best.plan
    assert [[s.visit_id for s in r.stops] for r in best.plan.routes] == [
        [s.visit_id for s in r.stops] for r in plan.routes
    ]


def test_locks_stay_and_what_was_taken_out_by_hand_stays_out(office: Office, worker: Worker, town: Day) -> None:
    plan = planned(office, town, worker)
    dp = prepare(office, town, worker)
    kept = plan.routes[1].stops[0].visit_id
    out = plan.routes[2].stops[0].visit_id
    plan = edit.take_out(dp, locking.lock(plan, [kept]), out)
    for way in ways_out(office, town, plan, li_of(town).id, worker):
        assert way.plan
        route = way.plan.route_of(kept)
        assert route
        assert route.shift_id == town.shifts[1].id
        assert next(s for s in route.stops if s.visit_id == kept).locked
        assert {u.visit_id: u.reason for u in way.plan.unassigned}[out] == "taken_out"


def test_a_route_from_lis_home_begins_at_the_depot_now_and_the_way_is_counted(
    office: Office, worker: Worker, town: Day
) -> None:
    homely = replace(li_of(town), home=Address("Maple Road 7"), home_location=at(-8000))
    town = edit_person(town, homely)
    town = teams.edit_shift(town, replace(town.shifts[0], start_at=homely))
    plan = planned(office, town, worker)
    way = next(w for w in ways_out(office, town, plan, homely.id, worker) if w.arrangement.kind == Kind.RESERVE)
    assert take(way)[0].shifts[0].start_at == town.depots[0]
    assert plan.routes[0].stops
    assert way.price.distance < -5000


def test_a_team_of_three_carries_on_and_can_spare_one(office: Office, worker: Worker, town: Day) -> None:
    third = town.staff[-1]
    town = teams.join(town, third.id, town.shifts[1].id)
    plan = planned(office, town, worker)
    assert kinds(ways_out(office, town, plan, third.id, worker)) == [Kind.CARRY_ON]
    borrowed = [
        way for way in ways_out(office, town, plan, li_of(town).id, worker) if way.arrangement.kind == Kind.BORROW
    ]
    assert {way.arrangement.people[0] for way in borrowed} == set(town.shifts[1].members)
    assert all(len(shift.members) == 2 for shift in take(borrowed[0])[0].shifts)


def test_two_who_are_left_alone_can_pair_up(office: Office, worker: Worker, town: Day) -> None:
    first = absent(town, town.shifts[1].members[0].id)
    first = replace(first, absent=first.absent | {town.staff[-1].id})
    plan = planned(office, town, worker)
    ways = ways_out(office, first, plan, li_of(town).id, worker)
    pairs = [way for way in ways if way.arrangement.kind == Kind.PAIR_UP]
    assert len(pairs) == 2
    for way in pairs:
        assert len(take(way)[0].shifts) == 2
        assert not teams.short_teams(take(way)[0], 2)


def test_without_a_plan_people_and_skills_still_count(office: Office, worker: Worker, town: Day) -> None:
    ways = ways_out(office, town, None, li_of(town).id, worker)
    assert kinds(ways) == [Kind.RESERVE, Kind.JOIN, Kind.DISSOLVE]
    assert {way.plan for way in ways} == {None}


def test_somebody_of_the_reserve_is_missed_by_no_team(office: Office, worker: Worker, town: Day) -> None:
    assert ways_out(office, town, None, town.staff[-1].id, worker) == ()


def test_pricing_can_be_given_up(office: Office, worker: Worker, town: Day) -> None:
    plan = planned(office, town, worker)
    with pytest.raises(Cancelled):
        ways_out(office, town, plan, li_of(town).id, worker, cancelled=lambda: True)


def test_nothing_is_issued_for_a_team_of_one_until_a_way_out_is_taken(
    office: Office, worker: Worker, town: Day
) -> None:
    plan = planned(office, town, worker)
    alone = absent(town, li_of(town).id)
    followed = edit.follow(prepare(office, alone, worker), plan)
    refused = [v for v in gate.judge(office.pack, OPEN, alone, followed) if v.legal]
    assert [(v.kind, v.shift_id, v.amount) for v in refused] == [(gate.LEAST_STAFF, town.shifts[0].id, 1)]
    for way in ways_out(office, town, plan, li_of(town).id, worker):
        after, new = take(way)
        assert new
        assert gate.judge(office.pack, OPEN, after, new) == ()


def test_nobody_steps_in_of_whom_no_training_is_known(office: Office, worker: Worker, town: Day) -> None:
    plan, (spare,) = planned(office, town, worker), [p for p in town.staff if p in town.reserve]
    untaught = edit_person(town, replace(spare, trained_on=None))
    assert Kind.RESERVE in kinds(ways_out(office, town, plan, li_of(town).id, worker))
    assert Kind.RESERVE not in kinds(ways_out(office, untaught, plan, li_of(town).id, worker))


def test_the_door_stays_shut_until_then(office: Office, worker: Worker, town: Day, tmp_path: Path) -> None:
    with office.store.writing() as session:
        town = session.save_day(town)
    plan = planned(office, town, worker)
    with office.store.writing() as session:
        alone = session.save_day(absent(town, li_of(town).id))
    followed = edit.follow(prepare(office, alone, worker), plan)
    with pytest.raises(NotAllowed) as shut:
        issue(office, alone, followed, tmp_path / "out", worker=worker)
    assert (shut.value.code, shut.value.details["first"]) == ("breaks_rules", gate.LEAST_STAFF)
    assert not (tmp_path / "out").exists()
    after, new = take(ways_out(office, town, plan, li_of(town).id, worker)[0])
    assert new
    after = save_over(office, after, alone)
    assert issue(office, after, new, tmp_path / "out", worker=worker).files


def test_li_is_back_in_the_old_team_if_it_is_still_short_else_in_the_reserve(town: Day) -> None:
    li, team = li_of(town), town.shifts[0]
    ill = absent(town, li.id)
    assert li not in ill.reserve
    back = returned(ill, li.id, team.id, least_staff=2)
    assert {m.id for m in back.shifts[0].members} == {m.id for m in team.members}
    filled = teams.join(ill, town.staff[-1].id, team.id)
    assert li in returned(filled, li.id, team.id, least_staff=2).reserve
    assert li in returned(teams.dissolve(ill, team.id), li.id, team.id, least_staff=2).reserve
