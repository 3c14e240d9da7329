"""``rounds directions``: the way of each route, turn by turn. Visits are named by their references."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from planner.cli.console import at_work, say
from planner.cli.day import planned
from planner.day.direction_words import NO_WAY, route_steps
from planner.day.lines import route_directions
from planner.errors import NotFound
from planner.model import Day, Plan, Route
from planner.regions import network_spec
from planner.text import gettext as _
from planner.users import Right
from routing.roads.directions import Maneuver


def directions(options: argparse.Namespace) -> int:
    """Say the way from stop to stop."""
    with at_work(options, Right.SEE_CASE) as (office, worker):
        if network_spec(office).kind == "straight_line":
            raise NotFound("no_directions")
        workday = planned(office, options, worker)
        day, plan = workday.day, workday.plan
        assert plan is not None
        routes = _chosen(day, plan, options.team)
        found = route_directions(office, day, plan, worker)
    lost = [_tell(day, route, found[route.shift_id]) for route in routes]
    return 1 if any(lost) else 0


def _chosen(day: Day, plan: Plan, team: str | None) -> list[Route]:
    names = {shift.id: shift.team.name for shift in day.shifts}
    routes = [route for route in plan.routes if route.stops]
    if team is None:
        return routes
    chosen = [route for route in routes if names[route.shift_id].casefold() == team.casefold()]
    if not chosen:
        raise NotFound("no_route", team=team, date=day.date.isoformat())
    return chosen


def _tell(day: Day, route: Route, legs: Sequence[Sequence[Maneuver]]) -> bool:
    # Whether a leg has no directions.
    say(day.shift(route.shift_id).team.name)
    for name, told in route_steps(day, route, legs):
        say(_("  To {place}:").format(place=name))
        for step in told:
            say("    " + step.line)
        if not told:
            say("    " + _(NO_WAY))
    return not all(legs)
