"""The route sheet of one team as data for its template: pure, worded in the paper's language.

It carries what a team needs at the door and in the street, and nothing that says why they come. Maps are drawn by
`paper_map` and `paper_stop`, rows are worded by `route_rows`, the layout is the template's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from planner.cases.outcomes import Code
from planner.documents.masking import mask_name
from planner.documents.meeting_rows import Hands
from planner.documents.paper_stop import StopMap
from planner.documents.route_rows import Row, Rows
from planner.documents.stamp import Stamp
from planner.documents.terms import PaperTerms, SheetCopy, copies_of
from planner.documents.wording import Page, clock, date_words, sign_page, zone_of
from planner.model import Day, Plan, Route, Shift
from planner.text import distance, duration, ngettext
from planner.text import gettext as _


@dataclass(frozen=True, slots=True)
class SheetMaps:
    """The maps of a sheet: the whole route, and each stop where there is a region."""

    overview: str
    stops: tuple[StopMap, ...] = ()


def overview_height(route: Route, terms: PaperTerms) -> float:
    """Millimetres the overview is high: as high as the list of the day beside it."""
    least = 72.0 if terms.is_letter else 90.0
    return min(170.0 if terms.is_letter else 185.0, max(least, 4.4 * (len(route.in_order) + len(route.breaks) + 2)))


def route_sheet(
    day: Day,
    plan: Plan,
    route: Route,
    stamp: Stamp,
    maps: SheetMaps,
    terms: PaperTerms | None = None,
    steps: Sequence[Sequence[str]] = (),
    copies: Sequence[SheetCopy] = (),
    hands: Hands | None = None,
) -> Page:
    """The data of ``route_sheet.typ``; `steps` are the directions to each stop and to the end."""
    terms, shift, language = terms or PaperTerms(), day.shift(route.shift_id), stamp.language
    stamp = replace(stamp, pack=terms.rules(stamp.pack))
    rows = list(Rows(day, plan, route, terms, language, maps.stops, steps, hands or {}).all())
    codes = _numbered_codes(rows, 2 + len(maps.stops))
    valid = valid_until(day, route)
    copies = copies or copies_of(shift, day.absent)
    return {
        "language": language,
        "demo": stamp.demo_mark,
        "paper": terms.page,
        "both_sides": terms.both_sides,
        "sign": sign_page(shift.team),
        "date": date_words(day.date, language),
        "staff": [member.name for member in shift.members if member.id not in day.absent],
        "vehicle": _vehicle_words(shift, language),
        "version": str(stamp.version),
        "replaces": _("replaces {version}", language).format(version=stamp.before) if stamp.before else "",
        "pack": stamp.pack,
        "valid": valid,
        "overview": {"height": overview_height(route, terms)},
        "pictures": [maps.overview, *(stop.svg for stop in maps.stops), *codes],
        "rows": rows,
        "list": [row["entry"] for row in rows],
        "letters": [code.value for code in Code],
        "totals": _totals(route, zone_of(day), language),
        "copies": [_copy(day, copy, stamp, valid) for copy in copies],
        "anchor": stamp.anchor_words,
        "words": _words(stamp, valid),
    }


def _numbered_codes(rows: Sequence[Row], first: int) -> list[str]:
    # The codes of the stops, which their rows then know by the number that they have among the pictures.
    found = []
    for row in rows:
        if row.get("qr"):
            found.append(row["qr"])
            row["qr"] = first + len(found) - 1
    return found


def valid_until(day: Day, route: Route) -> str:
    """When a route's papers lose their force: at the end of the shift, or of the route where that may be later."""
    shift = day.shift(route.shift_id)
    ends = f"{shift.end:%H:%M}"
    return max(ends, clock(route.end, zone_of(day))) if shift.max_overtime else ends


def _copy(day: Day, copy: SheetCopy, stamp: Stamp, valid: str) -> Page:
    language = stamp.language
    which = _("{number} of {count}", language).format(number=copy.place, count=copy.of)
    number = copy.number or which
    of = _("copy {number}", language).format(number=number)
    block = _("v{version} · copy {copy}", language).format(version=stamp.version, copy=copy.short)
    return {
        "place": copy.place,
        "number": str(number),
        "which": which if copy.number else "",
        "title": f"{of} · {copy.holder}" if copy.holder else of,
        "block": block,
        "line": of,
        "mark": _mark(day, copy, stamp, valid, of),
    }


def _mark(day: Day, copy: SheetCopy, stamp: Stamp, valid: str, of: str) -> str:
    language = stamp.language
    at = f"{stamp.issued_at.astimezone(zone_of(day)):%Y-%m-%d %H:%M}"
    by = _("printed {time} by {name}", language).format(time=at, name=mask_name(stamp.issued_by))
    parts = (
        of,
        _("carried by {name}", language).format(name=copy.holder) if copy.holder else "",
        by if stamp.issued_by else _("printed {time}", language).format(time=at),
        _("version {version}", language).format(version=stamp.version),
        stamp.pack,
        _("valid until {time}", language).format(time=valid),
    )
    return " · ".join(part for part in parts if part)


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
        "copy": _("Copy", language),
        "park": _("P", language),
        "way": _("Way to {place}", language),
        "end": _("the end", language),
        "empty": _("This page is left empty.", language),
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
