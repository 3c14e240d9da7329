"""What a row of the visits table says, is found by and sorts by, field by field. Pure: no Qt, no colors."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from planner.day.lock_words import lock_words
from planner.day.states import PlacedStop, VisitRow, VisitState
from planner.model import Visit
from planner.policy.gate import is_approved
from planner.text import N_, clock, listed, span_words
from planner.text import gettext as _
from ui.words import STATES, when_open, why

TITLES: Mapping[str, str] = {
    "reference": N_("Visit"),
    "name": N_("Name"),
    "place": N_("Place"),
    "window": N_("Window"),
    "minutes": N_("Min"),
    "start": N_("Start"),
    "priority": N_("Priority"),
    "cases": N_("Cases"),
    "skills": N_("Skills"),
    "note": N_("Note"),
    "team": N_("Team"),
    "state": N_("State"),
}
"""The columns from left to right, and what they are called."""
FIELDS = tuple(TITLES)
AT_FIRST_HIDDEN = frozenset({"start", "priority", "cases", "skills", "note"})
NUMBERS = frozenset({"minutes", "priority"})
NONE = "—"
BREAKS_LAW = N_("Breaks the law")

APPROVED, GATE_CLOSED = "approved", "gate_closed"
SIEVES: tuple[str, ...] = (
    APPROVED,
    GATE_CLOSED,
    *(VisitState.BROKEN, VisitState.BLOCKED, VisitState.NOT_LOCATED, VisitState.UNASSIGNED, VisitState.FAILED),
    *(VisitState.PLANNED, VisitState.LOCKED, VisitState.BEGUN, VisitState.ISSUED, VisitState.DONE),
)
"""By what the table can be narrowed, in the order of the chips."""

_ATTENTION = (
    VisitState.BROKEN, VisitState.FAILED, VisitState.UNASSIGNED, VisitState.BLOCKED, VisitState.NOT_LOCATED,
)  # fmt: skip
_RANK = {state: number for number, state in enumerate(_ATTENTION)}
_DIGITS = re.compile(r"(\d+)")
_LAST = ((1, ""),)


def sieve_word(sieve: str) -> str:
    """What a chip is called."""
    words = {APPROVED: _("Approved"), GATE_CLOSED: _("Gate closed")}
    return words.get(sieve) or _(STATES[VisitState(sieve)])


def sieves_of(row: VisitRow, *, gated: bool = False) -> tuple[str, ...]:
    """All that a visit is: one that is locked, issued or done is planned as well; `gated` where a gate keeps it in."""
    found = [str(row.state), GATE_CLOSED] if gated else [str(row.state)]
    if is_approved(row.visit):
        found.append(APPROVED)
    if row.places and row.state is not VisitState.PLANNED:
        found.append(str(VisitState.PLANNED))
    if row.issued and row.state is not VisitState.ISSUED:
        found.append(str(VisitState.ISSUED))
    if row.places and row.state is not VisitState.LOCKED and all(_is_locked(place) for place in row.places):
        found.append(str(VisitState.LOCKED))
    return tuple(found)


def _is_locked(place: PlacedStop) -> bool:
    return place.stop.locked and not place.stop.begun


def shown(row: VisitRow, field: str) -> str:
    """What a cell says."""
    return _SHOWN[field](row)


def state_words(row: VisitRow) -> str:
    """The state, with what is locked beside the team."""
    words = lock_words(row.stop.lock, row.zone) if row.stop and row.state == VisitState.LOCKED else ""
    state = BREAKS_LAW if breaks_law(row) else STATES[row.state]
    return " · ".join(part for part in (_(state), words) if part)


def breaks_law(row: VisitRow) -> bool:
    """Whether what it breaks is a legal rule: that has a mark and a color of its own, and blocks issuing."""
    return row.state is VisitState.BROKEN and any(each.legal for each in row.violations)


def _window(row: VisitRow) -> str:
    windows = row.visit.windows
    if not windows:
        return _("any")
    more = f" +{len(windows) - 1}" if windows[1:] else ""
    return span_words(windows[0]) + more


_SHOWN: Mapping[str, Callable[[VisitRow], str]] = {
    "reference": lambda row: row.visit.reference,
    "name": lambda row: row.visit.customer.name,
    "place": lambda row: row.visit.address.text,
    "window": _window,
    "minutes": lambda row: str(round(row.visit.service_time.total_seconds() / 60)),
    "start": lambda row: clock(row.stop.start, row.zone) if row.stop else NONE,
    "priority": lambda row: _("must") if row.visit.must_do else str(row.visit.priority),
    "cases": lambda row: listed(case.reference for case in row.visit.cases),
    "skills": lambda row: listed(sorted(row.visit.skills)),
    "note": lambda row: " ".join(row.visit.note.split()),
    "team": lambda row: f"{row.places[0].number}{'+' if row.places[1:] else ''}" if row.places else NONE,
    "state": state_words,
}


def explained(row: VisitRow, field: str) -> str | None:
    """What a cell says when the mouse rests on it."""
    visit = row.visit
    if field == "state":
        return why(row) or None
    if field == "team" and row.places:
        return "\n".join(f"{place.shift.team.name} {place.number}" for place in row.places)
    if field == "window":
        return when_open(visit)
    if field in ("place", "name"):
        parts = (visit.customer.name, visit.address.text, visit.address.inner, visit.note)
        return "\n".join(part for part in parts if part)
    return shown(row, field) if field in ("cases", "skills", "note") else None


def spoken(row: VisitRow, field: str) -> str | None:
    """What a screen reader says of a cell whose meaning is in a mark; None where it is in its words."""
    if field == "team" and row.places:
        return listed(f"{place.shift.team.name} {place.number}" for place in row.places)
    return None


def copied(row: VisitRow, field: str) -> str:
    """What a cell says in a spreadsheet: the whole of it, as it has no marks."""
    if field == "window":
        return when_open(row.visit)
    return spoken(row, field) or shown(row, field)


def natural(text: str) -> tuple[tuple[int, Any], ...]:
    """A key that puts "Team 2" before "Team 10", whatever the case."""
    parts = (part for part in _DIGITS.split(text.casefold()) if part)
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts)


type Teams = Mapping[UUID, int]
"""The place of each shift among the rows of the timeline, by its id."""


def attention_first(row: VisitRow, teams: Teams) -> Any:
    """The order of the table by itself: what needs a person, then team by team along their routes."""
    return (_RANK.get(row.state, len(_RANK)), not breaks_law(row), *by_team(row, teams))


def by_team(row: VisitRow, teams: Teams) -> Any:
    """Along the routes, the teams as on the timeline; what has none comes last."""
    if not row.places:
        return (1, 0, _LAST, 0)
    shift, _stop, number = row.places[0]
    return (0, teams.get(shift.id, len(teams)), natural(shift.team.name), number)


def sort_key(field: str, teams: Teams) -> Callable[[VisitRow], Any]:
    """By what a column is sorted."""
    if field in ("state", "team"):
        of_teams = attention_first if field == "state" else by_team
        return lambda row: of_teams(row, teams)
    return _KEYS.get(field) or (lambda row: natural(shown(row, field)))


_KEYS: Mapping[str, Callable[[VisitRow], Any]] = {
    "minutes": lambda row: row.visit.service_time,
    "priority": lambda row: (row.visit.must_do, row.visit.priority),
    "start": lambda row: (0, row.stop.start.timestamp()) if row.stop else (1, 0.0),
    "window": lambda row: tuple(window.earliest for window in row.visit.windows),
}


class Haystacks:
    """The words a visit is found by, made once for each visit and its teams."""

    def __init__(self) -> None:
        self._visits: dict[UUID, tuple[Visit, str]] = {}

    def text(self, row: VisitRow) -> str:
        """All of them, in small letters."""
        visit = row.visit
        kept = self._visits.get(visit.id)
        if kept is None or kept[0] is not visit:
            kept = self._visits[visit.id] = (visit, _words(visit))
        teams = " ".join(place.shift.team.name.casefold() for place in row.places)
        return f"{kept[1]} {teams}" if teams else kept[1]


def _words(visit: Visit) -> str:
    parts = (
        visit.reference, visit.customer.name, visit.customer.reference, visit.address.text, visit.address.inner,
        *(case.reference for case in visit.cases), visit.note,
    )  # fmt: skip
    return " ".join(parts).casefold()
