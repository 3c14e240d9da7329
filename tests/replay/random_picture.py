"""All that the panels of a running day show, as a value that can be compared, and in words what is otherwise."""

from __future__ import annotations

from typing import Any

from planner.model import Plan
from planner.running.needs import needs
from planner.running.situation import Situation, TeamNow

type Picture = dict[str, Any]


def picture_of(found: Situation) -> Picture:
    """Everything but what saving alone makes another, such as versions of rows."""
    return {
        "runs": found.runs,
        "routes": _routes(found.plan),
        "unassigned": {each.visit_id: each.reason for each in (found.plan.unassigned if found.plan else ())},
        "needs": tuple((need.kind, need.key, need.at) for need in needs(found)),
        "missed": found.missed,
        "closed": found.day.closed,
        **{f"team {team.shift.team.name}": _team(team) for team in found.teams},
    }


def otherwise(one: Picture, other: Picture) -> str:
    """What is not the same, in words; empty where all is."""
    return "; ".join(
        f"{key}: {_differs(one.get(key), other.get(key))}"
        for key in one.keys() | other.keys()
        if one.get(key) != other.get(key)
    )


def _routes(plan: Plan | None) -> Picture:
    return {
        str(route.shift_id): tuple((stop.visit_id, stop.start, stop.actual, stop.lock) for stop in route.stops)
        for route in (plan.routes if plan else ())
        if route.stops
    }


def _team(team: TeamNow) -> tuple[Any, ...]:
    held = team.held
    return (
        dict(team.numbers), team.next, team.due, team.forecast, team.untold,
        held and (held.visits, held.starts, held.issue, dict(held.meetings)),
        team.pending and team.pending.steps, team.alarm and team.alarm.id, team.incident and team.incident.id,
    )  # fmt: skip


def _differs(one: object, other: object) -> str:
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return "(" + ", ".join(f"[{n}] {_differs(a, b)}" for n, (a, b) in pairs if a != b) + ")"
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [key for key in one.keys() | other.keys() if one.get(key) != other.get(key)]
        return "{" + ", ".join(f"{str(key)[:6]}: {_differs(one.get(key), other.get(key))}" for key in keys) + "}"
    return f"{one!s:.300} became {other!s:.300}"
