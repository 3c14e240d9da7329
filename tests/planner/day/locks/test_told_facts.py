"""What was told of a day stays in searches, edits and ways out, whatever else changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from planner.bootstrap import Office
from planner.day import edit, outcomes
from planner.day.absence import ways_out
from planner.day.optimize import prepare
from planner.day.outcomes import REFUSED
from planner.model import Day, Plan, Stop, Window
from planner.translate import DayProblem
from routing.worker import Worker
from tests.planner.day.locks.conftest import Settled, broken, ids, searched, stop_of, where


def test_facts_stay_in_searches_and_edits_and_when_somebody_is_ill(
    office: Office, worker: Worker, settled: Settled
) -> None:
    dp, plan = settled.dp, settled.plan
    first, second = settled.begun
    start = where(plan, first)[2]
    told = outcomes.failed(dp, plan, [first], start + timedelta(minutes=3), REFUSED)
    told = outcomes.done(dp, told, [second], start + timedelta(minutes=33))
    facts = [(stop_of(told, key)[2].actual, where(told, key)) for key in settled.begun]
    assert all(actual for actual, _place in facts)

    def holds(after: Plan) -> bool:
        return [(stop_of(after, key)[2].actual, where(after, key)) for key in settled.begun] == facts

    again = searched(office, worker, settled.day, told)
    assert holds(again)
    assert broken(office, dp, again) == []
    assert edit.move(dp, told, first, settled.day.shifts[1].id) == told
    assert holds(edit.move(dp, told, told.routes[1].stops[1].visit_id, settled.day.shifts[0].id, 0))
    ill = settled.day.shifts[1].members[0].id
    assert all(holds(way.plan) for way in ways_out(office, settled.day, told, ill, worker) if way.plan)


def test_two_teams_at_one_door_were_there_when_each_was(office: Office, worker: Worker, town: Day) -> None:
    both = replace(town.visits[0], two_teams=True, windows=(Window(time(10), time(12)),))
    the_day = replace(town, visits=(both, *town.visits[1:]))
    dp, plan = prepare(office, the_day, worker), searched(office, worker, the_day)
    start = where(plan, both.id)[2]
    told = outcomes.done(dp, plan, [both.id], start + timedelta(minutes=20))
    shifts = {route.shift_id for route in told.routes_of(both.id)}
    assert len(shifts) == 2
    other = told.routes_of(both.id)[1]
    later = _arrived(dp, told, both.id, other.shift_id, start + timedelta(minutes=4))
    assert broken(office, dp, later) == []
    assert {stop.start for route in later.routes for stop in route.stops if stop.visit_id == both.id} == {
        start,
        start + timedelta(minutes=4),
    }
    assert ids(searched(office, worker, the_day, later).routes[0])


def _arrived(dp: DayProblem, plan: Plan, visit_id: UUID, shift_id: UUID, when: datetime) -> Plan:
    # One of the two teams tells its own time.
    def told(stop: Stop) -> Stop:
        assert stop.lock
        assert stop.actual
        return replace(stop, lock=replace(stop.lock, start=when), actual=replace(stop.actual, arrived=when))

    routes = tuple(
        replace(route, stops=tuple(told(s) if s.visit_id == visit_id and route.shift_id == shift_id else s
                                   for s in route.stops))
        for route in plan.routes
    )  # fmt: skip
    return edit.follow(dp, replace(plan, routes=routes))
