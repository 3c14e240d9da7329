"""Where a visit that is let go comes to stand in a route, and how it would get there. Knows no map and no window."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from planner.day.effect import Effect
from planner.model import Coordinates, Day, Plan, place_of


def place_in_route(
    plan: Plan, shift_id: UUID, before: UUID | None, visit_ids: Collection[UUID], *, onto: bool
) -> int | None:
    """A position among the stops that stay, those that are not dragged; None where the route is not known.

    Parameters
    ----------
    before
        The stop that it was let go on, or to which the leg leads that it was let go on; None for the way back.
    onto
        It was let go on the stop itself: it takes that stop's number, also from before it.
    """
    route = next((route for route in plan.routes if route.shift_id == shift_id), None)
    if route is None:
        return None
    order = [stop.visit_id for stop in route.stops]
    at = order.index(before) if before in order else len(order)
    ahead = sum(visit_id not in visit_ids for visit_id in order[:at])
    from_before = onto and ahead < at
    return ahead + (1 if from_before else 0)


def effect_path(day: Day, plan: Plan, effect: Effect) -> list[Coordinates]:
    """The places that a previewed move joins: the one before, those that come, the one after."""
    route = next((route for route in effect.routes if route.shift_id == effect.shift_id), None)
    if route is None or effect.shift_id is None or not effect.position < len(route.stops):
        return []
    there = {stop.visit_id for stop in plan.stops_of(effect.shift_id)}
    order = [stop.visit_id for stop in route.stops]
    past = effect.position + 1
    while past < len(order) and order[past] not in there:
        past += 1
    shift = day.shift(effect.shift_id)
    ends = place_of(shift.start_at), place_of(shift.end_at)
    places = [location.coordinates if (location := day.visit(key).location) else None for key in order]
    around = [ends[0], *places, ends[1]][effect.position : past + 2]
    return [place for place in around if place]
