"""The route sheet of one team as data for its template: pure, worded in the paper's language.

It carries what a team needs at the door and in the street, and nothing that says why they come. Maps are drawn by
`paper_map`, the layout is the template's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest
from typing import Any
from zoneinfo import ZoneInfo

from planner.documents.masking import HAN, mask_name, mask_numbers, mask_phone
from planner.documents.stamp import Stamp
from planner.documents.wording import (
    Page,
    base_words,
    clock,
    company,
    date_words,
    short_address,
    sign_page,
    travel_words,
    window_words,
    zone_of,
)
from planner.model import Day, Plan, Route, RouteBreak, Shift, Stop
from planner.text import distance, duration, listed, ngettext
from planner.text import gettext as _


@dataclass(frozen=True, slots=True)
class SheetMaps:
    """The maps of a sheet as SVG: the whole route, and each stop where there is a region."""

    overview: str
    stops: tuple[str, ...] = ()


def overview_height(route: Route) -> float:
    """Millimetres the overview is high: as high as the list of the day beside it."""
    return min(200.0, max(90.0, 4.4 * (len(route.stops) + len(route.breaks) + 2)))


def route_sheet(day: Day, plan: Plan, route: Route, stamp: Stamp, maps: SheetMaps) -> Page:
    """The data of ``route_sheet.typ``."""
    shift, language = day.shift(route.shift_id), stamp.language
    rows = list(_rows(day, plan, route, maps, language))
    valid = f"{shift.end:%H:%M}"
    if shift.max_overtime:
        valid = max(valid, clock(route.end, zone_of(day)))
    return {
        "language": language,
        "demo": stamp.demo_mark,
        "sign": sign_page(shift.team),
        "date": date_words(day.date, language),
        "staff": [member.name for member in shift.members if member.id not in day.absent],
        "vehicle": _vehicle_words(shift, language),
        "version": str(stamp.version),
        "replaces": _("replaces {version}", language).format(version=stamp.version - 1) if stamp.version > 1 else "",
        "pack": stamp.pack,
        "valid": valid,
        "overview": {"svg": maps.overview, "height": overview_height(route)},
        "rows": rows,
        "list": [row["entry"] for row in rows],
        "totals": _totals(route, zone_of(day), language),
        "mark": _mark(day, shift, stamp, valid),
        "anchor": stamp.anchor_words,
        "words": _words(stamp, valid),
    }


def _rows(day: Day, plan: Plan, route: Route, maps: SheetMaps, language: str) -> Iterator[dict[str, Any]]:
    shift, zone = day.shift(route.shift_id), zone_of(day)
    yield _start_row(route, shift, zone, language)
    yield from (_break_row(rest, zone, language) for rest in route.breaks if rest.after == 0)
    for number, (stop, picture) in enumerate(zip_longest(route.stops, maps.stops, fillvalue=""), start=1):
        assert isinstance(stop, Stop)
        yield _stop_row(day, route, number, str(picture), _company(day, plan, route, stop, language), language)
        yield from (_break_row(rest, zone, language) for rest in route.breaks if rest.after == number)
    yield _end_row(route, shift, zone, language)


def _start_row(route: Route, shift: Shift, zone: ZoneInfo, language: str) -> dict[str, Any]:
    name, address = base_words(shift.start_at, language)
    time = clock(route.start, zone)
    first = route.stops[0]
    return {
        "kind": "start",
        "time": time,
        "title": _("Leave {place}", language).format(place=name) if name else _("Begin at the first stop", language),
        "text": address,
        "travel": _travel(first.travel_time, first.distance, language) if shift.start_at else None,
        "entry": {"kind": "base", "time": time, "text": _("set out", language), "tail": False},
    }


def _end_row(route: Route, shift: Shift, zone: ZoneInfo, language: str) -> dict[str, Any]:
    name, address = base_words(shift.end_at, language)
    time = clock(route.end, zone)
    return {
        "kind": "end",
        "time": time,
        "title": _("Back at {place}", language).format(place=name) if name else _("End after the last stop", language),
        "text": address,
        "travel": None,
        "entry": {"kind": "base", "time": time, "text": _("return", language), "tail": False},
    }


def _break_row(rest: RouteBreak, zone: ZoneInfo, language: str) -> dict[str, Any]:
    length, time = duration((rest.end - rest.start).total_seconds(), language), clock(rest.start, zone)
    until = clock(rest.end, zone)
    return {
        "kind": "break",
        "time": time,
        "title": _("Break {length}, until {time}", language).format(length=length, time=until),
        "text": "",
        "travel": None,
        "entry": {
            "kind": "break",
            "time": time,
            "text": _("break {length}", language).format(length=length),
            "tail": False,
        },
    }


def _company(day: Day, plan: Plan, route: Route, stop: Stop, language: str) -> str:
    # They have to know it before they ring.
    others = company(day, plan, route, stop)
    words = _("Meet {team} at the door and go in together.", language)
    return words.format(team=listed(others, language)) if others else ""


def _stop_row(day: Day, route: Route, number: int, picture: str, company: str, language: str) -> dict[str, Any]:
    stop = route.stops[number - 1]
    visit, zone = day.visit(stop.visit_id), zone_of(day)
    time, phone = clock(stop.start, zone), mask_phone(visit.customer.phone)
    return {
        "kind": "stop",
        "number": str(number),
        "time": time,
        "leave": clock(stop.departure, zone),
        "wait": _waiting(stop, language),
        "stay": duration((stop.departure - stop.start).total_seconds(), language),
        "windows": window_words(visit, language),
        "address": visit.address.text,
        "inner": visit.address.inner,
        "name": mask_name(visit.customer.name),
        "phone": _("phone ends {digits}", language).format(digits=phone) if phone else "",
        "reference": visit.reference,
        "note": " ".join(filter(None, (company, mask_numbers(visit.note)))),
        "travel": _travel_after(day, route, number, language),
        "map": picture,
        "entry": {
            "kind": "stop",
            "number": str(number),
            "time": time,
            "text": short_address(visit.address.text),
            "tail": HAN.search(visit.address.text) is not None,
        },
    }


def _waiting(stop: Stop, language: str) -> str:
    if stop.waiting < timedelta(minutes=1):
        return ""
    return _("wait {length}", language).format(length=duration(stop.waiting.total_seconds(), language))


def _travel_after(day: Day, route: Route, number: int, language: str) -> dict[str, str] | None:
    if number < len(route.stops):
        following = route.stops[number]
        return _travel(following.travel_time, following.distance, language)
    if day.shift(route.shift_id).end_at is None:
        return None
    return _travel(route.last_travel_time, route.last_distance, language)


def _travel(travel_time: timedelta, metres: int, language: str) -> dict[str, str] | None:
    if not travel_time:
        return None
    return {"time": travel_words(travel_time, language), "distance": distance(metres, language)}


def _totals(route: Route, zone: ZoneInfo, language: str) -> list[list[str]]:
    staying = sum((stop.departure - stop.start for stop in route.stops), timedelta())
    count = len(route.stops)
    road = _("on the road, {distance}", language).format(distance=distance(route.distance, language))
    return [
        [str(count), ngettext("visit", "visits", count, language)],
        [duration(staying.total_seconds(), language), _("at the door", language)],
        [duration(route.travel_time.total_seconds(), language), road],
        [clock(route.end, zone), _("expected back", language)],
    ]


def _mark(day: Day, shift: Shift, stamp: Stamp, valid: str) -> str:
    language = stamp.language
    issued = f"{stamp.issued_at.astimezone(zone_of(day)):%Y-%m-%d %H:%M}"
    parts = (
        _("version {version}", language).format(version=stamp.version),
        _("valid until {time}", language).format(time=valid),
        shift.team.name,
        date_words(day.date, language),
        _("issued {time}", language).format(time=issued),
        stamp.pack,
    )
    return " · ".join(part for part in parts if part)


def _vehicle_words(shift: Shift, language: str) -> str:
    words = {
        "car": _("car", language),
        "scooter": _("scooter", language),
        "bicycle": _("bicycle", language),
        "foot": _("on foot", language),
    }
    vehicle = shift.vehicle or words[shift.travel_mode]
    if shift.slow_factor == 1:
        return vehicle
    text = _("{vehicle}, slow day: ways × {factor}", language)
    return text.format(vehicle=vehicle, factor=f"{shift.slow_factor:g}")


def _words(stamp: Stamp, valid: str) -> dict[str, str]:
    language = stamp.language
    return {
        "sheet": _("Route sheet", language),
        "staff": _("Staff", language),
        "vehicle": _("Vehicle", language),
        "valid": _("Valid until end of shift", language),
        "version": _("Version", language),
        "pack": _("Rules", language),
        "stay": _("stay", language),
        "window": _("Window", language),
        "visit": _("Visit", language),
        "arrived": _("Arrived", language),
        "left": _("Left at", language),
        "note": _("Note", language),
        "return": _("Return or destroy by {time}", language).format(time=valid),
        "page": _("Page {page} of {pages}", language),
        "version_line": _("version {version}", language).format(version=stamp.version),
        "valid_line": _("valid until {time}", language).format(time=valid),
    }
