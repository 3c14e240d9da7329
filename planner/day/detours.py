"""Travel times with a road just closed, of the ways that each team may take to what it has: soon known.

Between places of different teams they are those from before it was closed, until all ways are known
(`planner.day.travel`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from planner.bootstrap import Office
from planner.day.travel import DayTravel, remembered, rounded, spec_of
from planner.model import Coordinates, Day, Plan, Route, Shift, place_of
from routing.problem import Coordinates as Point
from routing.roads import Asked, compute_parts, network_name
from routing.worker import Worker


def detours(
    office: Office,
    day: Day,
    plan: Plan,
    worker: Worker,
    *,
    on_message: Callable[[object], None],
    cancelled: Callable[[], bool],
) -> DayTravel | None:
    """The travel times of a day whose last closed road is new, not `complete`; None where all are known as soon.

    Blocks for half a second. Raises `Cancelled` where `cancelled` says so.
    """
    spec = spec_of(office, day)
    if spec.kind == "straight_line":
        return None
    usual = remembered(office, replace(day, closed=()))
    was = remembered(office, replace(day, closed=day.closed[:-1])) if len(day.closed) > 1 else usual
    if not (was.complete and usual.complete):
        return None
    asked = tuple(_asked(day, plan, usual.places))
    points = tuple(Point(*place) for place in usual.places)
    # In the child that is there: so few ways take no memory worth one of their own, and half a second to start it.
    found = worker.submit(compute_parts, spec, points, asked, usual.by_mode).wait(on_message, cancelled)
    by_mode = {
        mode: times.with_parts(part for each, part in zip(asked, found, strict=True) if each.mode == mode)
        for mode, times in was.by_mode.items()
    }
    return DayTravel(usual.places, by_mode, network_name(spec), complete=False)


def _asked(day: Day, plan: Plan, places: tuple[Coordinates, ...]) -> Iterator[Asked]:
    # From where a team is to all that it has ahead, and between those: so its order may change as well.
    known = {place: number for number, place in enumerate(places)}
    for route in plan.routes:
        shift = day.shift(route.shift_id)
        touched = {known[place] for each in _touched(day, plan, route, shift) if (place := rounded(each)) in known}
        if len(touched) > 1:
            some = tuple(sorted(touched))
            yield Asked(str(shift.travel_mode), some, some)


def _touched(day: Day, plan: Plan, route: Route, shift: Shift) -> Iterator[Coordinates]:
    yield from (place for end in (shift.start_at, shift.end_at) if (place := place_of(end)))
    yield from (each.place for each in plan.meetings if shift.id in each.shifts)
    for stop in route.stops[max(0, route.begun - 1) :]:
        if location := day.visit(stop.visit_id).location:
            yield location.coordinates
