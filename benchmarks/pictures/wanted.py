"""Which pictures are made, and which of them stand in the documents under which name. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

IN_DOCS = {
    "light-en-1600-selected": "window-light",
    "dark-en-1600-selected": "window-dark",
    "light-en-1600-dragging": "window-dragging",
    "light-en-cases-board": "cases-board",
    "dark-en-cases-board": "cases-board-dark",
    "light-en-cases-case": "cases-case",
    "light-en-cases-call": "cases-call",
    "light-en-cases-approvals": "cases-approvals",
    "light-en-cases-morning": "cases-morning",
    "light-en-cases-outcomes": "cases-outcomes",
    "light-en-cases-repayment": "cases-repayment",
    "light-zh-cases-follow_up": "cases-follow-up-zh",
    "light-en-running-window": "running-window",
    "dark-en-running-window": "running-window-dark",
    "light-zh-running-window": "running-window-zh",
    "light-en-running-call": "running-call",
    "light-en-running-change": "running-change",
    "light-en-running-alarm": "running-alarm",
    "light-en-running-ways": "running-ways",
    "light-en-running-happened": "running-happened",
    "light-en-running-customers": "running-customers",
    "light-en-running-evening": "running-evening",
    "light-en-running-report": "running-report",
    "light-en-running-control": "running-control",
    "light-en-running-card": "case-card",
    "light-en-running-route": "route-sheet",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The pictures whose names begin with `only`; or, `in_docs`, those of the documents that have it in their names."""

    folder: Path
    only: str = ""
    in_docs: bool = False

    def of(self, kind: str) -> bool:
        """Whether one of this kind is wanted: workbench, welcome, cases or running."""
        if not self.in_docs:
            parts = self.only.split("-")
            return len(parts) < 3 or kind == (parts[2] if parts[2] in ("cases", "running") else "workbench")
        return any(self.file(name) for name in IN_DOCS if kind_of(name) == kind)

    def any(self, start: str) -> bool:
        """Whether one is wanted whose whole name begins so."""
        if self.in_docs:
            return any(name.startswith(start) and self.file(name) for name in IN_DOCS)
        return start.startswith(self.only) or self.only.startswith(start)

    def file(self, name: str) -> Path | None:
        """Where the picture of this whole name goes; None where it is not wanted."""
        shown = IN_DOCS.get(name, "") if self.in_docs else name
        is_meant = self.only in shown if self.in_docs else shown.startswith(self.only)
        return self.folder / f"{shown}.png" if shown and is_meant else None


def kind_of(name: str) -> str:
    """Which kind of picture a whole name is of: its third part says so, or how large the window is."""
    third, *rest = name.split("-")[2:]
    return third if third in ("cases", "running") else "welcome" if rest == ["welcome"] else "workbench"
