"""The numbers of a plan as they would be, before a hand lets go. Times and judges nothing: `Effect` has done that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from planner.day.effect import Effect
from planner.day.totals import Totals, totals
from planner.model import Day, Plan, Violation


def foreseen(
    day: Day, plan: Plan, violations: Iterable[Violation], effect: Effect, issued: Plan | None = None
) -> Totals:
    """What the plan would come to after the move.

    Parameters
    ----------
    violations
        Everything that the plan breaks now.
    issued
        The plan that went out last, if one did.
    """
    routes = {route.shift_id: route for route in plan.routes} | {route.shift_id: route for route in effect.routes}
    broken = Counter(violations)
    broken.subtract(effect.broken_now)
    left = +broken + Counter(effect.broken_then)
    return totals(day, replace(plan, routes=tuple(routes.values())), left.elements(), issued)
