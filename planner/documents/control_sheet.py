"""The control sheet as data for its template: who is where when, for those who stay in the office.

A row for each team that goes out; visits are numbers and references, never people. Pure; the layout is the template's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from planner.documents.stamp import Stamp
from planner.documents.terms import PaperTerms, SheetCopy, copies_of
from planner.documents.wording import Page, clock, date_words, sign_page, zone_of
from planner.model import Day, Plan, Route, Staff
from planner.text import gettext as _
from planner.text import ngettext, reason_sentence

type Copies = Mapping[UUID, Sequence[SheetCopy]]


def control_sheet(
    day: Day,
    plan: Plan,
    stamp: Stamp,
    terms: PaperTerms | None = None,
    copies: Copies | None = None,
    still_out: Sequence[str] = (),
) -> Page:
    """The data of ``control_sheet.typ``. Times on the axis are minutes since the day's midnight.

    `copies` are those of each team's route sheet, `still_out` those of earlier days that are not back, a line each.
    """
    routes, terms, language = [route for route in plan.routes if route.stops], terms or PaperTerms(), stamp.language
    rows = [_row(day, route, (copies or {}).get(route.shift_id, ())) for route in routes]
    return {
        "language": language,
        "demo": stamp.demo_mark,
        "paper": terms.page,
        "date": date_words(day.date, language),
        "branch": day.branch.name,
        "counts": _counts(len(routes), plan.planned, sum(len(row["copies"]) for row in rows), language),
        "stamp": _stamp_words(day, stamp),
        "anchor": stamp.anchor_words,
        "hours": [min(row["start"] for row in rows) // 60, -(-max(row["end"] for row in rows) // 60)],
        "rows": rows,
        "references": [_references(day, route) for route in routes],
        "unassigned": [
            {"reference": day.visit(left.visit_id).reference, "why": reason_sentence(left.reason, language)}
            for left in plan.unassigned
        ],
        "alarm": _alarm(terms, language),
        "still_out": list(still_out),
        "words": _words(terms, language),
    }


def _row(day: Day, route: Route, copies: Sequence[SheetCopy]) -> dict[str, Any]:
    shift, zone = day.shift(route.shift_id), zone_of(day)

    def minutes(moment: datetime) -> int:
        local = moment.astimezone(zone)
        return (local.date() - day.date).days * 1440 + local.hour * 60 + local.minute

    return {
        "sign": sign_page(shift.team),
        "members": [_person(member) for member in shift.members if member.id not in day.absent],
        "vehicle": shift.vehicle,
        "start": minutes(route.start),
        "end": minutes(route.end),
        "leave": clock(route.start, zone),
        "back": clock(route.end, zone),
        "stops": [[minutes(stop.start), minutes(stop.departure), clock(stop.departure, zone)] for stop in route.stops],
        "breaks": [[minutes(rest.start), minutes(rest.end)] for rest in route.breaks],
        "copies": [
            {"number": str(copy.number or copy.place), "holder": copy.holder}
            for copy in copies or copies_of(shift, day.absent)
        ],
    }


def _person(member: Staff) -> dict[str, str]:
    return {"name": member.name, "phone": member.phone}


def _references(day: Day, route: Route) -> dict[str, Any]:
    return {
        "team": day.shift(route.shift_id).team.name,
        "stops": [day.visit(stop.visit_id).reference for stop in route.stops],
    }


def _counts(teams: int, visits: int, copies: int, language: str) -> str:
    return " · ".join(
        (
            ngettext("{count} team", "{count} teams", teams, language).format(count=teams),
            ngettext("{count} visit", "{count} visits", visits, language).format(count=visits),
            ngettext("{count} copy", "{count} copies", copies, language).format(count=copies),
        )
    )


def _stamp_words(day: Day, stamp: Stamp) -> str:
    issued = f"{stamp.issued_at.astimezone(zone_of(day)):%Y-%m-%d %H:%M}"
    parts = (
        _("version {version}", stamp.language).format(version=stamp.version),
        _("issued {time}", stamp.language).format(time=issued),
        stamp.issued_by,
        stamp.pack,
    )
    return " · ".join(part for part in parts if part)


def _alarm(terms: PaperTerms, language: str) -> list[str]:
    # In this order, each with a box for the time; the police last, so that it is there without looking.
    return [
        _("Ring up whoever carries the first copy.", language),
        _("Ring up the others of the team.", language),
        *terms.contacts,
        _("Police, {number}: where they are now, from the bar above.", language).format(number=terms.emergency),
    ]


def _words(terms: PaperTerms, language: str) -> dict[str, Any]:
    late = ngettext(
        "No call {count} minute after it was due", "No call {count} minutes after it was due", terms.check_in_minutes,
        language,
    )  # fmt: skip
    return {
        "sheet": _("Control sheet", language),
        "about": _("Who is where when. Visits are numbers, not people.", language),
        "back": _("Due back", language),
        "came": _("came back", language),
        "copies": _("Copies", language),
        "marks": [_("out", language), _("back", language), _("destroyed", language), _("lost", language)],
        "stay": _("visit 2 and its stay", language),
        "break": _("break", language),
        "check": _("time of the check-in call, due at the time above", language),
        "alarm": late.format(count=terms.check_in_minutes),
        "still_out": _("Still out from earlier days", language),
        "accounted": _("All copies accounted for, at", language),
        "name": _("Name", language),
        "numbers": _("Visits by number", language),
        "unassigned": _("Not visited today", language),
        "page": _("Page {page} of {pages}", language),
        "stays": _("Stays in the office", language),
    }
