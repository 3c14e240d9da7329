"""A plan in numbers: what it plans, what that costs, what it breaks, and what it changes of what went out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from planner.model import Day, Plan, Route, Violation
from planner.policy.hours import moment

USUAL_PRIORITY = 50
"""What a visit has that nobody gave another; above it lies what matters more."""
NOTICED = timedelta(minutes=15)
"""A start is another one only when it is further away than this."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a plan comes to.

    Parameters
    ----------
    spread
        The longest working time over the shortest, of the teams with stops.
    priority_left
        Visits without a stop that must be made or matter more than usual.
    late
        Visits that start after the agreed time.
    overtime
        Over all teams, after the end of their shifts.
    legal
        Broken rules of the law, which are counted in `broken` as well.
    fairness
        The mean load over the highest, in percent: 100 where all teams with stops fill the same share of their shifts.
    changes
        Visits that are otherwise than in the issued plan (see `changed_visits`); None where none was issued.
    """

    planned: int
    visits: int
    travel_time: timedelta
    distance: int
    broken: int
    spread: timedelta
    priority_left: int = 0
    late: int = 0
    overtime: timedelta = timedelta(0)
    legal: int = 0
    fairness: int = 100
    changes: int | None = None


def totals(day: Day, plan: Plan | None, violations: Iterable[Violation] = (), issued: Plan | None = None) -> Totals:
    """The plan in numbers; `issued` is the plan that went out last, if one did."""
    broken = tuple(violations)
    shifts = {shift.id for shift in day.shifts}  # an older plan may name a team that is gone
    routes = [route for route in (plan.routes if plan else ()) if route.stops and route.shift_id in shifts]
    lengths = [route.end - route.start for route in routes]
    placed = {stop.visit_id for route in routes for stop in route.stops}
    return Totals(
        planned=plan.planned if plan else 0,
        visits=len(day.visits),
        travel_time=plan.travel_time if plan else timedelta(0),
        distance=plan.distance if plan else 0,
        broken=len(broken),
        spread=max(lengths) - min(lengths) if lengths else timedelta(0),
        priority_left=sum(
            visit.id not in placed and (visit.must_do or visit.priority > USUAL_PRIORITY) for visit in day.visits
        ),
        late=len({violation.visit_id for violation in broken if violation.kind == "late"}),
        overtime=sum((overtime(day, route) for route in routes), timedelta(0)),
        legal=sum(violation.legal for violation in broken),
        fairness=_fairness(day, routes),
        changes=len(changed_visits(issued, plan)) if issued else None,
    )


def overtime(day: Day, route: Route) -> timedelta:
    """How long after the end of its shift a team comes back."""
    return max(timedelta(0), route.end - _clock(day, route)[1]) if route.stops else timedelta(0)


def load(day: Day, route: Route) -> float:
    """The share of its shift that a team works."""
    start, end = _clock(day, route)
    return (route.end - route.start) / (end - start) if end > start else 0.0


def changed_visits(before: Plan, after: Plan | None) -> frozenset[UUID]:
    """Visits that gained or lost a stop, go with another team, or start more than `NOTICED` earlier or later."""
    had, has = _stops(before), _stops(after)
    return frozenset(key for key in had.keys() | has.keys() if _differ(had.get(key, {}), has.get(key, {})))


def _differ(had: dict[UUID, datetime], has: dict[UUID, datetime]) -> bool:
    return had.keys() != has.keys() or any(abs(has[key] - start) > NOTICED for key, start in had.items())


def _stops(plan: Plan | None) -> dict[UUID, dict[UUID, datetime]]:
    # Of each visit, with which teams and from when.
    found: dict[UUID, dict[UUID, datetime]] = {}
    for route in plan.routes if plan else ():
        for stop in route.stops:
            found.setdefault(stop.visit_id, {})[route.shift_id] = stop.start
    return found


def _fairness(day: Day, routes: Sequence[Route]) -> int:
    loads = [load(day, route) for route in routes]
    return round(100 * sum(loads) / len(loads) / max(loads)) if loads and max(loads) > 0 else 100


def _clock(day: Day, route: Route) -> tuple[datetime, datetime]:
    shift, zone = day.shift(route.shift_id), day.zone
    return moment(shift.date, shift.start, zone), moment(shift.date, shift.end, zone)
