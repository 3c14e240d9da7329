"""What was told of the day, as a step of undo: gone back over, the log of the day and what followed go back too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtGui import QUndoCommand

from planner.bootstrap import Office
from planner.day.workday import Workday
from ui.keeper import Desk
from ui.undo import State

type UseCase = Callable[..., Any]
type Back = Callable[..., Workday]
"""Takes back what a use case gave: ``back(office, work, found, by=user)``."""


@dataclass(slots=True, eq=False)
class Telling:
    """A use case with what it is told; `found` is what it gave, the last time it was called."""

    use_case: UseCase
    args: Sequence[object]
    kwargs: Mapping[str, object]
    back: Back | None = None
    found: object = None


class Crossing(Protocol):
    """Goes to a state over what was told, back or forth."""

    def __call__(self, state: State, *, forth: bool) -> None:
        """Go there."""


class ToldStep(QUndoCommand):
    """One step back and forth over what was told."""

    def __init__(self, text: str, before: State, after: State, cross: Crossing) -> None:
        super().__init__(text)
        self._before, self._after, self._cross = before, after, cross
        self._made = False

    # --- Qt

    def undo(self) -> None:
        """It was never told."""
        self._cross(self._before, forth=False)

    def redo(self) -> None:
        """It was told; the first time it is so already."""
        if self._made:
            self._cross(self._after, forth=True)
        self._made = True


def work_of(found: object) -> Workday | None:
    """The day after a use case, where it gives one."""
    after = found if isinstance(found, Workday) else getattr(found, "work", None)
    return after if isinstance(after, Workday) else None


def first_told(office: Office, desk: Desk, work: Workday, telling: Telling) -> object:
    """Call a use case on the day, with all kept that was changed before. Runs on a thread."""
    desk.keep()
    telling.found = telling.use_case(office, work, *telling.args, by=office.user, **telling.kwargs)
    desk.saw(work.day.id)
    return telling.found


def told_over(office: Office, desk: Desk, work: Workday, crossed: Sequence[tuple[Telling, bool]]) -> Workday:
    """Take back, or tell again, what lies on the way to another state. Runs on a thread."""
    desk.keep()
    for telling, forth in crossed:
        if forth:
            work = work_of(first_told(office, desk, work, telling)) or work
        elif telling.back:
            work = telling.back(office, work, telling.found, by=office.user)
    desk.saw(work.day.id)
    return work
