"""``plan.xlsx`` and ``plan.json``: the issued plan for other programs, by reference; names only where asked for.

Of the workbook one sheet is filled in and read back, see `return_sheet`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.documents.cells import Value, fill, sheet_title
from planner.documents.return_sheet import add_return_sheets
from planner.documents.stamp import Stamp
from planner.documents.wording import company, zone_of
from planner.model import Day, Plan, Route, Stop, Visit
from planner.text import gettext as _
from planner.text import reason_sentence

UNITS = {
    "times": "ISO 8601 with the offset of the branch's time zone",
    "durations": "seconds",
    "distances": "metres",
    "coordinates": "latitude and longitude in degrees, WGS-84",
}


def write_workbook(file: Path, day: Day, plan: Plan, stamp: Stamp, *, with_names: bool) -> None:
    """Every stop in order, what has none with the reason, what comes back filled in, its codes, and a sheet per team.

    Times are local to the branch.
    """
    book = Workbook()
    book.properties.creator = "Rounds"
    book.properties.created = book.properties.modified = stamp.issued_at.replace(tzinfo=None)
    stops = book.active
    assert isinstance(stops, Worksheet)
    language = stamp.language
    stops.title = _("Stops", language)
    fill(stops, _stop_heads(language, with_names), [*_stop_rows(day, plan, stamp, with_names)])
    left = book.create_sheet(_("Unassigned", language))
    rows: list[Sequence[Value]] = [
        (*_references(visit), reason_sentence(each.reason, language), *_personal(visit, with_names))
        for each in plan.unassigned
        for visit in [day.visit(each.visit_id)]
    ]
    heads = (*_reference_heads(language), _("Reason", language), *_personal_heads(language, with_names))
    fill(left, heads, rows)
    add_return_sheets(book, day, plan, stamp)
    for route in plan.routes:
        if route.stops:
            alone = replace(plan, routes=(route,))
            sheet = book.create_sheet(sheet_title(book, day.shift(route.shift_id).team.name))
            fill(sheet, _stop_heads(language, with_names), [*_stop_rows(day, alone, stamp, with_names)])
    book.save(file)


def _stop_heads(language: str, with_names: bool) -> tuple[str, ...]:
    return (
        _("Date", language),
        _("Version", language),
        _("Team", language),
        _("Stop number", language),
        *_reference_heads(language),
        _("Arrival at the place", language),
        _("Start of stay", language),
        _("End of stay", language),
        _("Stay (min)", language),
        _("Travel from the place before (min)", language),
        _("Distance from the place before (km)", language),
        *_personal_heads(language, with_names),
    )


def _stop_rows(day: Day, plan: Plan, stamp: Stamp, with_names: bool) -> Iterator[Sequence[Value]]:
    zone = zone_of(day)
    for route in plan.routes:
        team = day.shift(route.shift_id).team.name
        for number, stop in enumerate(route.stops, start=1):
            visit = day.visit(stop.visit_id)
            times = (
                moment.astimezone(zone).replace(tzinfo=None) for moment in (stop.arrival, stop.start, stop.departure)
            )
            yield (
                day.date.isoformat(),
                stamp.version,
                team,
                number,
                *_references(visit),
                *times,
                round((stop.departure - stop.start).total_seconds() / 60),
                round(stop.travel_time.total_seconds() / 60, 1),
                round(stop.distance / 1000, 2),
                *_personal(visit, with_names),
            )


def _reference_heads(language: str) -> tuple[str, ...]:
    return _("Visit", language), _("Customer", language), _("Cases", language)


def _references(visit: Visit) -> tuple[str, ...]:
    return visit.reference, visit.customer.reference, ", ".join(case.reference for case in visit.cases)


def _personal_heads(language: str, with_names: bool) -> tuple[str, ...]:
    if not with_names:
        return ()
    return (
        _("Name", language),
        _("Phone", language),
        _("Address", language),
        _("Inner address", language),
        _("Note", language),
    )


def _personal(visit: Visit, with_names: bool) -> tuple[str, ...]:
    if not with_names:
        return ()
    return visit.customer.name, visit.customer.phone, visit.address.text, visit.address.inner, visit.note


def plan_json(day: Day, plan: Plan, stamp: Stamp, *, with_names: bool) -> str:
    """The plan as JSON text that says its own units."""
    zone = zone_of(day)
    page = {
        "format": "rounds-plan",
        "format_version": 1,
        "units": UNITS,
        "demo": stamp.is_demo,
        "branch": day.branch.name,
        "date": day.date.isoformat(),
        "time_zone": day.branch.time_zone,
        "version": stamp.version,
        "issued_at": _iso(stamp.issued_at.astimezone(zone)),
        "rules": stamp.pack,
        "record": stamp.anchor,
        "travel_source": plan.travel_source,
        "with_names": with_names,
        "routes": [_route(day, plan, route, with_names) for route in plan.routes if route.stops],
        "unassigned": [
            {**_visit(visit, with_names), "reason": each.reason}
            for each in plan.unassigned
            for visit in [day.visit(each.visit_id)]
        ],
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _route(day: Day, plan: Plan, route: Route, with_names: bool) -> dict[str, Any]:
    shift, zone = day.shift(route.shift_id), zone_of(day)
    return {
        "team": shift.team.name,
        "staff": [member.reference for member in shift.members if member.id not in day.absent],
        "travel_mode": str(shift.travel_mode),
        **({"slow_factor": shift.slow_factor} if shift.slow_factor != 1 else {}),
        "start": _iso(route.start.astimezone(zone)),
        "end": _iso(route.end.astimezone(zone)),
        "travel_time": round(route.travel_time.total_seconds()),
        "distance": route.distance,
        "breaks": [
            {"start": _iso(rest.start.astimezone(zone)), "end": _iso(rest.end.astimezone(zone)), "after": rest.after}
            for rest in route.breaks
        ],
        "stops": [
            _stop(day, number, stop, day.visit(stop.visit_id), with_names) | _company(day, plan, route, stop)
            for number, stop in enumerate(route.stops, start=1)
        ],
    }


def _company(day: Day, plan: Plan, route: Route, stop: Stop) -> dict[str, Any]:
    others = company(day, plan, route, stop)
    return {"together_with": others} if others else {}


def _stop(day: Day, number: int, stop: Stop, visit: Visit, with_names: bool) -> dict[str, Any]:
    zone = zone_of(day)
    return {
        "number": number,
        **_visit(visit, with_names),
        "arrival": _iso(stop.arrival.astimezone(zone)),
        "start": _iso(stop.start.astimezone(zone)),
        "departure": _iso(stop.departure.astimezone(zone)),
        "waiting": round(stop.waiting.total_seconds()),
        "travel_time": round(stop.travel_time.total_seconds()),
        "distance": stop.distance,
        "locked": stop.locked,
    }


def _visit(visit: Visit, with_names: bool) -> dict[str, Any]:
    references = {
        "visit": visit.reference,
        "customer": visit.customer.reference,
        "cases": [case.reference for case in visit.cases],
    }
    if not with_names:
        return references
    place = visit.location.coordinates if visit.location else None
    return references | {
        "name": visit.customer.name,
        "phone": visit.customer.phone,
        "address": visit.address.text,
        "inner_address": visit.address.inner,
        "note": visit.note,
        "coordinates": [place.lat, place.lon] if place else None,
    }


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
