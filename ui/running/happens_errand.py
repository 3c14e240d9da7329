"""Something happened: asked, answered and done, as one step of undo; then whoever has to be called is on a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, QTimer

from planner.model import ClosedRoad, Coordinates
from planner.running.closures import lift
from planner.running.happened import Answer, Happened, What
from planner.text import gettext as _
from ui.document import Document
from ui.proposal import Proposal

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def something_happened(window: Any, shift_id: UUID | None = None) -> None:
    """Ask what happened, to this team first or to the one that is chosen, and do what is chosen about it."""
    _ask(window, shift_id or window.gestures.team, None)


def day_ended(window: Any, shift_id: UUID | None) -> None:
    """A team is back: ask what is done about the stops that it has left open."""
    _ask(window, None, Happened(What.STOPS_HERE, shift_id=shift_id))


def road_closed(window: Any) -> None:
    """A road is closed: let it be drawn on the map, then ask what is done about it."""
    from ui.running.closure_map import draw_ring

    if not _is_free(window.document):
        return

    def drawn(ring: tuple[Coordinates, ...]) -> None:
        # Not from within the page's message: a dialog has a loop of its own.
        QTimer.singleShot(0, window, lambda: _ask(window, None, Happened(What.ROAD_CLOSED, ring=ring)))

    window.workbench.go_to("map")
    draw_ring(window.map, window.gestures.places(), drawn)


def closed_asked(window: Any, road_id: UUID, at: QPoint) -> None:
    """A closed road was clicked on the map: offer to open it again."""
    from ui.running.closure_map import ask_to_open

    day = window.document.day
    road = next((each for each in day.closed if each.id == road_id), None) if day else None
    if road:
        ask_to_open(window.map, road, at, lambda chosen: open_again(window.document, chosen))


def open_again(document: Document, road: ClosedRoad) -> None:
    """The road is open again: every way may lead through it from now on."""
    if day := document.day:
        document.change_day(_("Road open again"), lift(day, road.id))


def _ask(window: MainWindow, shift_id: UUID | None, happened: Happened | None) -> None:
    from ui.running.happens import HappensDialog

    document = window.document
    if not _is_free(document):
        return
    chosen = HappensDialog.ask(window, document, shift_id, happened)
    if chosen is None:
        return
    if chosen.draw:
        road_closed(window)
    elif chosen.road:
        open_again(document, chosen.road)
    elif chosen.answer:
        calls = bool(chosen.answer.customers)
        take(document, chosen.answer, chosen.text, lambda: _call(window) if calls else None)


def take(document: Document, answer: Answer, text: str, then: Callable[[], object]) -> None:
    """Take an answer as one step of undo, and go on `then`, once the plan is this one."""
    if work := document.work:
        _Taking(document, answer, then)
        document.proposal = Proposal(text, work, answer.after, answer.change)
        document.accept()


class _Taking(QObject):
    # Waits until the day is kept beside the window: only then does it say whom to call.

    def __init__(self, document: Document, answer: Answer, then: Callable[[], object]) -> None:
        super().__init__(document)
        self._document, self._answer, self._then, self._over = document, answer, then, False
        document.changed.connect(self._look)

    def _look(self) -> None:
        if self._over or self._document.busy:
            return
        self._over = True
        self.deleteLater()
        if self._document.plan == self._answer.after.plan:
            QTimer.singleShot(0, self._document, self._then)


def _call(window: MainWindow) -> None:
    from ui.running.call_list import CallListDialog

    CallListDialog.show_calls(window, window.document)


def _is_free(document: Document) -> bool:
    work = document.work
    return not document.busy and work is not None and work.plan is not None
