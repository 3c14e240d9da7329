"""What is new for a team since its last papers, on one page for the telephone, as data for its template. Pure.

It stays in the office. Visits are numbers, times and addresses; who is visited, and why, is on it nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.cases.copy_words import ranges_words
from planner.day.difference import Change, ChangeKind, Difference
from planner.day.states import PlacedStop
from planner.documents.stamp import Stamp
from planner.documents.wording import Page, clock, date_words, short_address, sign_page, zone_of
from planner.model import Day, Plan, Shift
from planner.text import gettext as _
from planner.text import listed


@dataclass(frozen=True, slots=True)
class TeamChanges:
    """What a team has to be told.

    `replaces` is the version of its old papers, `destroy` the numbers of them. `copy` is the page's own number, and
    `renumbered` are stops that are as they were but for their number: the old and the new one; `staff` names who goes,
    where they are others than before.
    """

    shift: Shift
    changes: tuple[Change, ...]
    replaces: int
    destroy: tuple[int, ...]
    copy: int
    staff: tuple[str, ...] = ()
    renumbered: tuple[tuple[int, int], ...] = ()


def changes_of(found: Difference, shift: Shift) -> tuple[Change, ...]:
    """What of a difference a team has to be told, in the order of their times."""
    return tuple(
        change
        for change in found.changes
        if any(place.shift.id == shift.id for place in (*change.before, *change.after))
    )


def renumbered(before: Plan, after: Plan, shift: Shift, told: Sequence[Change]) -> tuple[tuple[int, int], ...]:
    """Stops of a team that nobody has to be told of but for their number, which papers and talks name."""
    had, has = (_numbers(plan, shift) for plan in (before, after))
    known = {change.visit.id for change in told}
    return tuple((had[key], has[key]) for key in has if key in had and key not in known and had[key] != has[key])


def _numbers(plan: Plan, shift: Shift) -> dict[UUID, int]:
    return {stop.visit_id: number for number, stop in enumerate(plan.stops_of(shift.id), start=1)}


def changes_page(day: Day, teams: Sequence[TeamChanges], stamp: Stamp, paper: str = "a4") -> Page:
    """The data of ``changes.typ``: a page for each team, on `paper` as Typst calls it."""
    language = stamp.language
    return {
        "language": language,
        "paper": paper,
        "demo": stamp.demo_mark,
        "anchor": stamp.anchor_words,
        "date": date_words(day.date, language),
        "teams": [_team(day, team, stamp) for team in teams],
        "words": {
            "title": _("For the phone call", language),
            "page": _("Page {page} of {pages}", language),
            "stays": _("Stays in the office", language),
            "none": _("The order and the times are as they were; what stands on the sheets is new.", language),
            "who": _("Who answered, when", language),
            "read": _("They read the new times back", language),
        },
    }


def _team(day: Day, team: TeamChanges, stamp: Stamp) -> Page:
    language, zone = stamp.language, zone_of(day)
    head = _("Version {version} replaces version {before}", language)
    phones = [" · ".join(filter(None, (each.name, each.phone))) for each in team.shift.members]
    numbers = _("As before, with another number: {pairs}", language)
    old = _("Strike the old sheets out, bring them back: No. {numbers}", language)
    return {
        "sign": sign_page(team.shift.team),
        "head": head.format(version=stamp.version, before=team.replaces),
        "copy": _("No. {number}", language).format(number=team.copy),
        "phones": phones,
        "rows": list(_rows(team, zone, language)),
        "numbers": numbers.format(pairs=", ".join(f"{had} → {has}" for had, has in team.renumbered))
        if team.renumbered
        else "",
        "staff": _("Who goes now: {names}", language).format(names=listed(team.staff, language)) if team.staff else "",
        "destroy": old.format(numbers=ranges_words(team.destroy)) if team.destroy else "",
    }


def _rows(team: TeamChanges, zone: ZoneInfo, language: str) -> Iterator[list[str]]:
    for change in team.changes:
        had, has = (_mine(team, places) for places in (change.before, change.after))
        yield [
            _kind(change, had is not None, has is not None, language),
            change.visit.reference,
            _place(had, zone),
            _place(has, zone),
            short_address(change.visit.address.text) if has else "",
        ]


def _mine(team: TeamChanges, places: Sequence[PlacedStop]) -> PlacedStop | None:
    return next((place for place in places if place.shift.id == team.shift.id), None)


def _place(place: PlacedStop | None, zone: ZoneInfo) -> str:
    return f"{place.number} · {clock(place.stop.start, zone)}" if place else "–"


def _kind(change: Change, had: bool, has: bool, language: str) -> str:
    if had and has:
        return _("another time", language)
    if has:
        return _("new for you", language)
    return _("not made any more", language) if change.kind == ChangeKind.TAKEN_OUT else _("another team", language)
