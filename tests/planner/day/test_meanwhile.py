"""Another hand writes to the day: steps of before neither bring back what it took away nor forget what it told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from planner.day.meanwhile import alike, day_since, plan_since, same_routes
from planner.model import Actual, Day, Lock, Plan, Route, Stop
from tests.builders import day, visit

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


def planned(the_day: Day, *orders: tuple[int, ...]) -> Plan:
    """Teams with these visits, an hour each."""
    routes = []
    for shift, order in zip(the_day.shifts, orders, strict=True):
        starts = [NINE + timedelta(hours=n) for n in range(len(order))]
        stops = tuple(
            Stop(the_day.visits[v].id, s, s, s + timedelta(minutes=30)) for v, s in zip(order, starts, strict=True)
        )
        routes.append(Route(shift.id, stops, NINE, NINE + timedelta(hours=5)))
    return Plan(the_day.id, tuple(routes))


def told(plan: Plan, team: int, place: int, outcome: str = "done") -> Plan:
    """The team says how it went at a stop."""
    route = plan.routes[team]
    stops = list(route.stops)
    at = stops[place].start
    stops[place] = replace(stops[place], lock=Lock(start=at, begun=True), actual=Actual(at, at, outcome))
    return replace(plan, routes=tuple(replace(r, stops=tuple(stops)) if r is route else r for r in plan.routes))


THE_DAY = day(*(visit(n) for n in range(1, 5)))


def test_a_visit_that_was_called_off_does_not_come_back_and_one_edited_here_stays_edited() -> None:
    edited = replace(THE_DAY.visits[0], note="Bell on the left")
    before = replace(THE_DAY, visits=(edited, *THE_DAY.visits[1:]))
    after = replace(THE_DAY, visits=THE_DAY.visits[:3], version=5)
    found = day_since(before, THE_DAY, after)
    assert [each.reference for each in found.visits] == ["V-1", "V-2", "V-3"]
    assert found.visits[0].note == "Bell on the left"
    assert found.version == 5


def test_what_another_hand_changed_or_added_counts() -> None:
    moved, fresh = replace(THE_DAY.visits[1], priority=90, version=7), visit(9)
    after = replace(THE_DAY, visits=(THE_DAY.visits[0], moved, *THE_DAY.visits[2:], fresh))
    assert day_since(THE_DAY, THE_DAY, after).visits == after.visits


def test_versions_alone_make_no_other_day() -> None:
    saved = replace(THE_DAY, version=3, visits=tuple(replace(v, version=2) for v in THE_DAY.visits))
    assert alike(THE_DAY, saved)
    assert not alike(THE_DAY, replace(saved, visits=saved.visits[1:]))


def test_what_was_told_meanwhile_is_told_in_the_plan_of_before_as_well() -> None:
    before = planned(THE_DAY, (0, 1), (2, 3))
    turned = planned(THE_DAY, (1, 0), (2, 3))
    found = plan_since(turned, before, told(before, 0, 0))
    assert [stop.outcome for stop in found.routes[0].stops] == ["done", ""]
    assert found.routes[0].stops[0].visit_id == THE_DAY.visits[0].id, "what has begun comes first"
    assert found.routes[1] == turned.routes[1]


def test_what_was_taken_back_meanwhile_is_free_again() -> None:
    plain = planned(THE_DAY, (0, 1), (2, 3))
    found = plan_since(told(plain, 1, 0), told(plain, 1, 0), plain)
    assert not found.routes[1].stops[0].begun
    assert same_routes(found, plain)
    assert not same_routes(plain, told(plain, 0, 0))
