"""A team is without its car: it goes on on foot, by bicycle or with another car, or its day ends where it is.

What it cannot make any more others may take over, with its papers. What lies behind it stays as it was driven
(`planner.day.past_roads`), so the whole shift takes the new way to travel.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from planner.day.teams import edit_shift
from planner.day.workday import judged
from planner.errors import BadInput
from planner.model import Day, Plan, Shift, ShiftBreak, TravelMode
from planner.running.happened import Happened, Kind
from planner.running.scene import Draft, Scene
from planner.running.stops_here import ended, gains, handed, open_stops

AT_ONCE = frozenset({TravelMode.FOOT})
"""Nobody waits for their own feet."""
GRACE = timedelta(minutes=5)
"""So long after now, or after its present stop, the wait begins at the latest."""


def car_out(scene: Scene, happened: Happened) -> Iterator[Draft]:
    """Each way to travel in the same order and, where that is another one, in the best; then the end of its day."""
    assert happened.shift_id is not None
    shift = scene.work.day.shift(happened.shift_id)
    if open_stops(scene.plan, shift.id, scene):
        for mode in happened.modes:
            yield from _on(scene, shift, happened, mode)
    yield from ended(scene, shift.id)


def _on(scene: Scene, shift: Shift, happened: Happened, mode: TravelMode) -> Iterator[Draft]:
    delay = timedelta(0) if mode in AT_ONCE else happened.delay
    day = _travelling(scene, shift, mode, happened.vehicle, delay)
    as_was = scene.on(day, _stranded(scene.plan, shift.id))
    kept = scene.fitted(as_was)
    yield Draft(Kind.TRAVEL, kept, mode, delay)
    if not gains(scene.work, kept):
        return
    other = scene.fitted(scene.reordered(as_was, {shift.id}))
    if gains(other, kept):
        yield Draft(Kind.TRAVEL_REORDERED, other, mode, delay)
    assert kept.plan is not None
    lost = [stop.visit_id for stop in scene.plan.stops_of(shift.id) if kept.plan.route_of(stop.visit_id) is None]
    over = scene.fitted(judged(scene.office, kept, handed(scene, kept, shift.id, lost)))
    if gains(over, kept):
        yield Draft(Kind.TRAVEL_HANDED, over, mode, delay)


def _travelling(scene: Scene, shift: Shift, mode: TravelMode, vehicle: str, delay: timedelta) -> Day:
    changed = replace(shift, travel_mode=mode, vehicle=vehicle)
    route = next((route for route in scene.plan.routes if route.shift_id == shift.id), None)
    if route is None or not (route.begun or route.start <= scene.now):  # it has not set out: it does later
        ready = (scene.now + delay).astimezone(scene.work.day.zone)
        late = ready.date() == shift.date and shift.start < _whole(ready.time()) < shift.end
        return edit_shift(scene.work.day, replace(changed, start=_whole(ready.time())) if late else changed)
    if not delay:
        return edit_shift(scene.work.day, changed)
    try:
        return edit_shift(scene.work.day, replace(changed, breaks=(*shift.breaks, _wait(scene, shift, delay))))
    except BadInput:  # so near to the end of its shift there is no room for a wait
        return edit_shift(scene.work.day, changed)


def _stranded(plan: Plan, shift_id: UUID) -> Plan:
    # It is on the way to nobody any more, however near that was.
    ahead = {stop.visit_id for stop in plan.stops_of(shift_id) if not stop.begun}
    return replace(plan, on_the_way=plan.on_the_way - ahead)


def _wait(scene: Scene, shift: Shift, delay: timedelta) -> ShiftBreak:
    # It stands still from now on, or from the end of the visit it is at.
    zone = scene.work.day.zone
    first = max([scene.now, *_leaving(scene.plan, shift.id)]).astimezone(zone)
    latest = min((first + GRACE).replace(tzinfo=None), datetime.combine(shift.date, shift.end) - delay)
    begin = _whole(first.time())
    return ShiftBreak(begin, max(begin, _whole(latest.time())), delay)


def _leaving(plan: Plan, shift_id: UUID) -> list[datetime]:
    # When it leaves the door at which it is.
    return [stop.departure for stop in plan.stops_of(shift_id) if stop.begun and not stop.outcome][-1:]


def _whole(at: time) -> time:
    return at.replace(second=0, microsecond=0)
