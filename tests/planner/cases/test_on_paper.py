"""What the paper had and the plan has let go since, put back where a team was: one stop, or both of two teams."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from planner.cases.on_paper import put_back
from planner.model import Day, Plan, Route, Stop
from tests.builders import day, visit

TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)
HALF, LATER = timedelta(minutes=30), timedelta(minutes=7)


def town() -> tuple[Day, Plan]:
    """A visit at which two teams go in together, and one of each team alone."""
    visits = replace(visit(1), two_teams=True), visit(2), visit(3)
    made = day(*visits, teams=2)
    stops = [
        [Stop(visits[0].id, TEN, TEN, TEN + HALF), Stop(each.id, TEN + 2 * HALF, TEN + 2 * HALF, TEN + 3 * HALF)]
        for each in visits[1:]
    ]
    routes = [Route(s.id, tuple(its), TEN, TEN + 3 * HALF) for s, its in zip(made.shifts, stops, strict=True)]
    return made, Plan(made.id, tuple(routes))


def without(plan: Plan, *gone: object) -> Plan:
    routes = (replace(r, stops=tuple(s for s in r.stops if s.visit_id not in gone)) for r in plan.routes)
    return replace(plan, routes=tuple(routes))


def test_both_teams_that_went_in_together_are_put_back() -> None:
    made, issued = town()
    both = made.visits[0].id
    plan = put_back(made, without(issued, both), issued, {both: TEN + LATER})
    assert [route.stops[0].visit_id for route in plan.routes] == [both, both]
    for route in plan.routes:
        assert (route.stops[0].start, route.stops[0].begun) == (TEN + LATER, True)
        assert not route.stops[1].begun


def test_a_team_that_is_not_here_today_is_not_put_back_and_one_still_planned_is_left() -> None:
    made, issued = town()
    both, alone = made.visits[0].id, made.visits[1].id
    fewer = replace(made, shifts=made.shifts[:1])
    routes = without(issued, both, alone).routes[:1]
    plan = put_back(fewer, replace(issued, routes=routes), issued, {both: None, alone: None, made.visits[2].id: None})
    assert [[stop.visit_id for stop in route.stops] for route in plan.routes] == [[both, alone]]
    assert put_back(made, issued, issued, {both: TEN}) == issued
