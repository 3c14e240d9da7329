"""The control sheet as data for its template: who is where when, for those who stay in the office.

A row for each team that goes out; visits are numbers and references, never people. Pure; the layout is the template's.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from planner.documents.stamp import Stamp
from planner.documents.wording import Page, clock, date_words, sign_page, zone_of
from planner.model import Day, Plan, Route
from planner.text import gettext as _
from planner.text import ngettext, reason_sentence


def control_sheet(day: Day, plan: Plan, stamp: Stamp) -> Page:
    """The data of ``control_sheet.typ``. Times on the axis are minutes since the day's midnight."""
    routes = [route for route in plan.routes if route.stops]
    rows = [_row(day, route) for route in routes]
    language = stamp.language
    return {
        "language": language,
        "demo": stamp.demo_mark,
        "date": date_words(day.date, language),
        "branch": day.branch.name,
        "counts": _counts(len(routes), plan.planned, language),
        "stamp": _stamp_words(day, stamp),
        "anchor": stamp.anchor_words,
        "hours": [min(row["start"] for row in rows) // 60, -(-max(row["end"] for row in rows) // 60)],
        "rows": rows,
        "references": [_references(day, route) for route in routes],
        "unassigned": [
            {"reference": day.visit(left.visit_id).reference, "why": reason_sentence(left.reason, language)}
            for left in plan.unassigned
        ],
        "words": _words(language),
    }


def _row(day: Day, route: Route) -> dict[str, Any]:
    shift, zone = day.shift(route.shift_id), zone_of(day)

    def minutes(moment: datetime) -> int:
        local = moment.astimezone(zone)
        return (local.date() - day.date).days * 1440 + local.hour * 60 + local.minute

    return {
        "sign": sign_page(shift.team),
        "members": [member.name for member in shift.members if member.id not in day.absent],
        "vehicle": shift.vehicle,
        "start": minutes(route.start),
        "end": minutes(route.end),
        "leave": clock(route.start, zone),
        "back": clock(route.end, zone),
        "stops": [[minutes(stop.start), minutes(stop.departure), clock(stop.departure, zone)] for stop in route.stops],
        "breaks": [[minutes(rest.start), minutes(rest.end)] for rest in route.breaks],
    }


def _references(day: Day, route: Route) -> dict[str, Any]:
    return {
        "team": day.shift(route.shift_id).team.name,
        "stops": [day.visit(stop.visit_id).reference for stop in route.stops],
    }


def _counts(teams: int, visits: int, language: str) -> str:
    return " · ".join(
        (
            ngettext("{count} team", "{count} teams", teams, language).format(count=teams),
            ngettext("{count} visit", "{count} visits", visits, language).format(count=visits),
        )
    )


def _stamp_words(day: Day, stamp: Stamp) -> str:
    parts = (
        _("version {version}", stamp.language).format(version=stamp.version),
        _("issued {time}", stamp.language).format(time=f"{stamp.issued_at.astimezone(zone_of(day)):%Y-%m-%d %H:%M}"),
        stamp.pack,
    )
    return " · ".join(part for part in parts if part)


def _words(language: str) -> dict[str, str]:
    return {
        "sheet": _("Control sheet", language),
        "about": _("Who is where when. Visits are numbers, not people.", language),
        "back": _("Due back", language),
        "came": _("came back", language),
        "phone": _("Phone", language),
        "out": _("given out", language),
        "in": _("returned", language),
        "stay": _("visit 2 and its stay", language),
        "break": _("break", language),
        "check": _("time of the check-in call, due at the time above", language),
        "numbers": _("Visits by number", language),
        "unassigned": _("Not visited today", language),
        "page": _("Page {page} of {pages}", language),
        "stays": _("Stays in the office", language),
    }
