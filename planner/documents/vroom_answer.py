"""An issued plan in the form of VROOM's answer (its docs/API.md), for programs that read such. It computes nothing.

Ids count the visits and teams of the day from 1; what they stand for is in ``description``, by reference.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from planner.documents.wording import zone_of
from planner.model import Coordinates, Day, Plan, Route, place_of


def vroom_answer(day: Day, plan: Plan, *, with_places: bool) -> str:
    """As JSON text; times are seconds since the day's midnight where the office is. Locations only `with_places`."""
    numbers = {visit.id: number for number, visit in enumerate(day.visits, start=1)}
    routes = [_route(day, route, numbers, with_places) for route in plan.routes if route.stops]
    left = [
        {"id": numbers[each.visit_id], "type": "job", "description": day.visit(each.visit_id).reference}
        for each in plan.unassigned
    ]
    total = {key: sum(route[key] for route in routes) for key in ("service", "duration", "waiting_time", "distance")}
    summary = {"cost": total["duration"], "routes": len(routes), "unassigned": len(left), "setup": 0, **total}
    answer = {"code": 0, "summary": summary, "unassigned": left, "routes": routes}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _route(day: Day, route: Route, numbers: dict[Any, int], with_places: bool) -> dict[str, Any]:
    shift = day.shift(route.shift_id)
    staying = sum(round((stop.departure - stop.start).total_seconds()) for stop in route.stops)
    driving = round(route.travel_time.total_seconds())
    return {
        "vehicle": next(number for number, each in enumerate(day.shifts, start=1) if each.id == shift.id),
        "description": shift.team.name,
        "cost": driving,
        "setup": 0,
        "service": staying,
        "duration": driving,
        "waiting_time": sum(round(stop.waiting.total_seconds()) for stop in route.stops),
        "distance": route.distance,
        "steps": list(_steps(day, route, numbers, with_places)),
        "violations": [],
    }


def _steps(day: Day, route: Route, numbers: dict[Any, int], with_places: bool) -> Iterator[dict[str, Any]]:
    shift, driven, length = day.shift(route.shift_id), 0, 0
    yield {"type": "start", **_at(place_of(shift.start_at), with_places), "arrival": _seconds(day, route.start),
           "duration": 0, "distance": 0}  # fmt: skip
    rests = {after: [rest for rest in route.breaks if rest.after == after] for after in range(len(route.stops) + 1)}
    for rest in rests[0]:
        yield _break(day, rest.start, rest.end, 0, 0)
    for number, stop in enumerate(route.stops, start=1):
        visit = day.visit(stop.visit_id)
        driven, length = driven + round(stop.travel_time.total_seconds()), length + stop.distance
        yield {
            "type": "job",
            "id": numbers[visit.id],
            "description": visit.reference,
            **_at(visit.location.coordinates if visit.location else None, with_places),
            "arrival": _seconds(day, stop.arrival),
            "setup": 0,
            "service": round((stop.departure - stop.start).total_seconds()),
            "waiting_time": round(stop.waiting.total_seconds()),
            "duration": driven,
            "distance": length,
        }
        for rest in rests[number]:
            yield _break(day, rest.start, rest.end, driven, length)
    yield {"type": "end", **_at(place_of(shift.end_at), with_places), "arrival": _seconds(day, route.end),
           "duration": round(route.travel_time.total_seconds()), "distance": route.distance}  # fmt: skip


def _break(day: Day, start: datetime, end: datetime, driven: int, length: int) -> dict[str, Any]:
    return {
        "type": "break",
        "id": 1,
        "arrival": _seconds(day, start),
        "service": round((end - start).total_seconds()),
        "waiting_time": 0,
        "duration": driven,
        "distance": length,
    }


def _at(place: Coordinates | None, with_places: bool) -> dict[str, Any]:
    return {"location": [place.lon, place.lat]} if place and with_places else {}


def _seconds(day: Day, moment: datetime) -> int:
    midnight = datetime.combine(day.date, time(), tzinfo=zone_of(day))
    return round((moment - midnight).total_seconds())
