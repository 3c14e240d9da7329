"""Rows of the visits table as text that a spreadsheet takes: tabs between, titles above, nothing that it would compute.

Pure. What the clipboard does with it is the window's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.day.states import VisitRow
from planner.text import gettext as _
from ui.workbench.visits_cells import TITLES, copied

FORMULAS = ("=", "+", "-", "@")
"""A cell that begins so is computed by spreadsheets: text from a file must never be."""


def as_spreadsheet(rows: Iterable[VisitRow], fields: Sequence[str]) -> str:
    """A line of titles, and one for each visit."""
    lines = ["\t".join(_(TITLES[field]) for field in fields)]
    lines += ["\t".join(defused(copied(row, field)) for field in fields) for row in rows]
    return "\n".join(lines) + "\n"


def defused(text: str) -> str:
    """A text as one cell: on one line, and never a formula."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(FORMULAS) else line
