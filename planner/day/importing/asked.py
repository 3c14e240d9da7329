"""The columns that say what a visit asks of a plan: must it be, when better, what was promised, who goes. No others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import time
from typing import Any

from planner.day.importing import cells
from planner.day.importing.cells import BadCell
from planner.day.importing.row import Row
from planner.model import Visit, Window, Wish

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "must_do": ("must_do",),
    "wish": ("wish_from", "wish_to"),
    "promised": ("promised_from", "promised_to"),
    "preferred_teams": ("preferred_teams",),
    "excluded_teams": ("excluded_teams",),
    "only_teams": ("only_teams",),
    "after": ("after",),
    "same_team_as": ("same_team_as",),
    "two_teams": ("teams_needed",),
}
"""The columns that a field of `Visit` is read from."""


def with_asked(row: Row, visit: Visit) -> Visit:
    """The visit with what its row asks."""
    return replace(
        visit,
        must_do=row.text("must_do").casefold() in cells.YES,
        wish=_wish(row),
        promised=_promised(row),
        preferred_teams=frozenset(cells.words(row.one("preferred_teams"))),
        excluded_teams=frozenset(cells.words(row.one("excluded_teams"))),
        only_teams=frozenset(cells.words(row.one("only_teams"))),
        after=_other(row, "after"),
        same_team_as=_other(row, "same_team_as"),
        two_teams=row.take("teams_needed", _two_teams, False),
    )


def untold(old: Visit, columns: Collection[str]) -> Mapping[str, Any]:
    """What the office has said of a visit itself, as far as a file with these columns says nothing of it."""
    return {field: getattr(old, field) for field, told in COLUMNS.items() if not set(told) & set(columns)}


def _wish(row: Row) -> Wish | None:
    nothing: time | None = None
    earliest, latest = (row.take(name, cells.read_time, nothing) for name in ("wish_from", "wish_to"))
    try:
        return cells.wish_of(earliest, latest)
    except BadCell as bad:
        row.tell("wish_from", bad.code, f"{row.text('wish_from')}-{row.text('wish_to')}")
        return None


def _promised(row: Row) -> Window | None:
    told = [row.text("promised_from"), row.text("promised_to")]
    if not any(told):
        return None
    if not all(told):
        row.tell("promised_to" if told[0] else "promised_from", "missing_value")
        return None
    try:
        return cells.read_window(row.one("promised_from"), row.one("promised_to"))
    except BadCell as bad:
        row.tell("promised_from", bad.code, "-".join(told))
        return None


def _other(row: Row, name: str) -> str:
    other = row.text(name)
    if other and other == row.text("reference"):
        row.tell(name, "names_itself", other)
    return other


def _two_teams(cell: Any) -> bool:
    count = cells.text(cell)
    if count not in ("1", "2"):
        raise BadCell("bad_teams_needed")
    return count == "2"
