"""A visit that needs two teams: one visit, two stops, one moment; wherever it is planned, moved, taken out or split."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from planner.bootstrap import Office
from planner.day import edit, locking
from planner.day.absence import ways_out
from planner.day.asks import asks_of
from planner.day.optimize import Planning, prepare
from planner.day.states import VisitState, totals, visit_rows
from planner.model import Day, Plan, Visit
from planner.policy.closed import ClosedDays
from planner.translate import DayProblem
from routing.worker import Worker
from tests.builders import day, visit

OPEN = ClosedDays()


@pytest.fixture
def town() -> Day:
    """Three teams, four visits, and one that needs two teams."""
    return day(*(visit(n, north=700 * n) for n in range(1, 5)), replace(visit(9, north=900), two_teams=True), teams=3)


def joint(the_day: Day) -> Visit:
    return the_day.visits[-1]


def planned(office: Office, worker: Worker, the_day: Day) -> tuple[DayProblem, Plan]:
    plan = Planning(office, the_day, None, worker, time_limit_s=0.3).wait()
    return prepare(office, the_day, worker), plan


def kinds(office: Office, dp: DayProblem, plan: Plan) -> set[str]:
    return {broken.kind for broken in edit.violations(dp, plan, office.pack, OPEN)}


def teams(the_day: Day, plan: Plan, visit_id: UUID) -> set[str]:
    return {the_day.shift(route.shift_id).team.name for route in plan.routes_of(visit_id)}


def test_two_teams_go_in_at_the_same_moment(office: Office, worker: Worker, town: Day) -> None:
    dp, plan = planned(office, worker, town)
    starts = {stop.start for route in plan.routes for stop in route.stops if stop.visit_id == joint(town).id}
    assert (len(plan.routes_of(joint(town).id)), len(starts)) == (2, 1)
    assert (plan.planned, plan.unassigned, kinds(office, dp, plan)) == (5, (), set())
    row = visit_rows(town, plan)[-1]
    assert (row.state, len(row.places)) == (VisitState.PLANNED, 2)
    assert totals(town, plan).planned == 5


def test_with_one_team_only_it_is_left_out_once(office: Office, worker: Worker, town: Day) -> None:
    alone = replace(town, shifts=town.shifts[:1])
    dp, plan = planned(office, worker, alone)
    assert [left.visit_id for left in plan.unassigned] == [joint(town).id]
    assert kinds(office, dp, plan) == set()


def test_put_on_one_route_it_brings_the_second_team_along(office: Office, worker: Worker, town: Day) -> None:
    dp, plan = planned(office, worker, town)
    out = edit.take_out(dp, plan, joint(town).id)
    assert (out.routes_of(joint(town).id), [left.reason for left in out.unassigned]) == ((), ["taken_out"])
    for position in (None, 0):
        back = edit.move(dp, out, joint(town).id, town.shifts[2].id, position)
        assert "Team 3" in teams(town, back, joint(town).id)
        assert len(back.routes_of(joint(town).id)) == 2
        assert (back.unassigned, kinds(office, dp, back)) == ((), set())


def test_moved_to_a_third_team_one_of_the_two_gives_way(office: Office, worker: Worker, town: Day) -> None:
    dp, plan = planned(office, worker, town)
    had = teams(town, plan, joint(town).id)
    third = next(shift for shift in town.shifts if shift.team.name not in had)
    moved = edit.move(dp, plan, joint(town).id, third.id)
    assert third.team.name in (now := teams(town, moved, joint(town).id))
    assert len(now & had) == 1
    within = edit.move(dp, moved, joint(town).id, third.id, 0)
    assert teams(town, within, joint(town).id) == now
    assert next(r for r in within.routes if r.shift_id == third.id).stops[0].visit_id == joint(town).id


def test_one_team_alone_is_reported(office: Office, worker: Worker, town: Day) -> None:
    single = replace(town, visits=(*town.visits[:-1], replace(joint(town), two_teams=False)))
    _, plan = planned(office, worker, single)
    dp = prepare(office, town, worker)
    followed = edit.follow(dp, plan)
    assert followed.unassigned == ()
    assert kinds(office, dp, followed) == {"joint_alone"}


def test_needing_one_team_only_from_now_on_the_second_goes_home(office: Office, worker: Worker, town: Day) -> None:
    _, plan = planned(office, worker, town)
    single = replace(town, visits=(*town.visits[:-1], replace(joint(town), two_teams=False)))
    dp = prepare(office, single, worker)
    followed = edit.follow(dp, plan)
    assert len(followed.routes_of(joint(town).id)) == 1
    assert kinds(office, dp, followed) == set()


def test_locked_it_stays_with_both(office: Office, worker: Worker, town: Day) -> None:
    dp, plan = planned(office, worker, town)
    out = edit.take_out(dp, plan, joint(town).id)
    chosen = locking.lock(edit.move(dp, out, joint(town).id, town.shifts[2].id), [joint(town).id])
    again = Planning(office, town, chosen, worker, time_limit_s=0.3).wait()
    assert teams(town, again, joint(town).id) == teams(town, chosen, joint(town).id)
    assert all(stop.locked for route in again.routes for stop in route.stops if stop.visit_id == joint(town).id)


def test_where_one_of_its_teams_falls_ill_another_comes(office: Office, worker: Worker, town: Day) -> None:
    _, plan = planned(office, worker, town)
    ill = town.shift(plan.routes_of(joint(town).id)[0].shift_id).members[0]
    ways = ways_out(office, town, plan, ill.id, worker)
    assert ways
    for way in ways:
        assert way.plan
        count = len(way.plan.routes_of(joint(town).id))
        assert count in (0, 2)
        assert (joint(town).id in way.price.lost) == (count == 0)
        assert "joint_alone" not in kinds(office, prepare(office, way.arrangement.day, worker), way.plan)


def test_teams_are_formed_so_that_two_can_do_it(town: Day) -> None:
    signed = replace(town, visits=(replace(joint(town), skills=frozenset({"sign"})),))
    assert [(ask.skills, ask.crews) for ask in asks_of(signed, signed.shifts)] == [({"sign"}, 2)]
