"""The control sheet as data for its template: who is where when, for those who stay in the office.

A row for each team that goes out; visits are numbers and references, never people. Pure; the layout is the template's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from planner.cases.copy_model import Copy, Paper
from planner.cases.copy_words import ranges_words
from planner.documents.stamp import Stamp
from planner.documents.terms import PaperTerms, SheetCopy, copies_of
from planner.documents.wording import Page, clock, date_words, sign_page, zone_of
from planner.model import Day, Plan, Route, Staff
from planner.text import N_, ngettext, reason_sentence
from planner.text import gettext as _

type Copies = Mapping[UUID, Sequence[SheetCopy]]


def control_sheet(
    day: Day,
    plan: Plan,
    stamp: Stamp,
    terms: PaperTerms | None = None,
    copies: Copies | None = None,
    still_out: Sequence[str] = (),
    *,
    carried: Sequence[Copy] = (),
    held: Mapping[UUID, str] | None = None,
    heard: Mapping[UUID, Mapping[int, str]] | None = None,
    numbers: Mapping[UUID, Mapping[UUID, int]] | None = None,
) -> Page:
    """The data of ``control_sheet.typ``. Times on the axis are minutes since the day's midnight.

    Parameters
    ----------
    copies
        Of each team's route sheet.
    still_out
        Copies of earlier days that are not back, a line each.
    carried
        All numbered copies that hold now: their envelopes stand beside the visits.
    held
        By shift what a team has in hand, worded, where that is known better than from `carried`.
    heard
        By shift and place of its stop when the team checked in after it, as ``09:24``.
    numbers
        By shift and visit the numbers on the team's own paper, where they are not simply the places in its route.
    """
    routes, terms, language = [route for route in plan.routes if route.stops], terms or PaperTerms(), stamp.language
    held = held if held is not None else held_versions(carried, language)
    rows = [
        _row(day, route, (copies or {}).get(route.shift_id, ())) | {"held": held.get(route.shift_id, "")}
        for route in routes
    ]
    for route, row in zip(routes, rows, strict=True):
        told = (heard or {}).get(route.shift_id, {})
        own = _numbers(route, numbers)
        row["stops"] = [
            [*stop, told.get(place, ""), own[place - 1]] for place, stop in enumerate(row["stops"], start=1)
        ]
    numbered = len(carried) or sum(len(row["copies"]) for row in rows)
    return {
        "language": language,
        "demo": stamp.demo_mark,
        "paper": terms.page,
        "date": date_words(day.date, language),
        "branch": day.branch.name,
        "counts": _counts(len(routes), plan.planned, numbered, language),
        "stamp": _stamp_words(day, stamp),
        "anchor": stamp.anchor_words,
        "hours": [min(row["start"] for row in rows) // 60, -(-max(row["end"] for row in rows) // 60)],
        "rows": rows,
        "references": [_references(day, route, carried, _numbers(route, numbers)) for route in routes],
        "office": _in_office(carried, language),
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


def held_versions(carried: Sequence[Copy], language: str) -> dict[UUID, str]:
    """By shift the version of the papers that a team has, by what was printed for it last."""
    issues: dict[UUID, int] = {}
    for copy in carried:
        if copy.shift_id and copy.paper != Paper.CHANGES:
            issues[copy.shift_id] = max(copy.issue, issues.get(copy.shift_id, 0))
    text = _("version {version}", language)
    return {shift_id: text.format(version=issue) for shift_id, issue in issues.items()}


def _numbers(route: Route, known: Mapping[UUID, Mapping[UUID, int]] | None) -> list[str]:
    mine = (known or {}).get(route.shift_id, {})
    return [str(mine.get(stop.visit_id, place)) for place, stop in enumerate(route.stops, start=1)]


def _references(day: Day, route: Route, carried: Sequence[Copy], numbers: Sequence[str]) -> dict[str, Any]:
    own = [copy for copy in carried if copy.shift_id == route.shift_id]

    def number(paper: Paper, stop: int = 0) -> str:
        return next((str(copy.number) for copy in own if copy.paper == paper and copy.stop == stop), "")

    return {
        "team": day.shift(route.shift_id).team.name,
        "packing": number(Paper.PACKING_LIST),
        "stops": [
            [
                day.visit(stop.visit_id).reference,
                number(Paper.TEAM_ENVELOPE, int(mine)),
                number(Paper.CUSTOMER_ENVELOPE, int(mine)),
                mine,
            ]
            for mine, stop in zip(numbers, route.stops, strict=True)
        ],
    }


def _in_office(carried: Sequence[Copy], language: str) -> str:
    # What never leaves it, by number.
    texts = {Paper.CONTROL_SHEET: N_("control sheet {numbers}"), Paper.CHANGES: N_("for the phone call {numbers}")}
    found = ((text, [copy.number for copy in carried if copy.paper == paper]) for paper, text in texts.items())
    return " · ".join(_(text, language).format(numbers=ranges_words(numbers)) for text, numbers in found if numbers)


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
        "stay": _("visit 2 and its stay", language),
        "break": _("break", language),
        "check": _("check-in call, and when it is due", language),
        "alarm": late.format(count=terms.check_in_minutes),
        "still_out": _("Still out from earlier days", language),
        "accounted": _("All copies accounted for, at", language),
        "name": _("Name", language),
        "envelopes": _(
            "Beside each visit its two envelopes, the team's and the customer's. Tick what is back; H handed over,"
            " D destroyed, L lost.",
            language,
        ),
        "packing": _("packing list", language),
        "here": _("Stays here: {papers}", language),
        "unassigned": _("Not visited today", language),
        "page": _("Page {page} of {pages}", language),
        "stays": _("Stays in the office", language),
    }
