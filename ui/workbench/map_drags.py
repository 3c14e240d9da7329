"""Visits that are dragged over the map: from a pin of its own, or from another view. Moves nothing.

The page knows what is where: it is asked, and answers a moment later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from planner.model import Plan
from ui.workbench.dragging import VISITS, unpack
from ui.workbench.map_drops import place_in_route
from ui.workbench.map_head import MapHead

type Target = tuple[UUID | None, int | None] | None
"""A shift (None: out of its route) and a position; None where nothing can be let go."""


class MapDrags(QObject):
    """A pin that is pulled is carried by the page, until somebody answers `wanted` with a drag of the window's."""

    wanted = Signal(object)
    over = Signal(object, object, object)
    left = Signal()
    dropped = Signal()
    """The window's drag ended where it was told to be over last."""
    moved = Signal(object, object, object)

    def __init__(
        self,
        owner: QWidget,
        page: QWidget,
        head: MapHead,
        send: Callable[[str, object], None],
        plan: Callable[[], Plan | None],
    ) -> None:
        super().__init__(owner)
        self._owner, self._page, self._head, self._send, self._plan = owner, page, head, send, plan
        self._ids: tuple[UUID, ...] = ()
        self._told: Target = None
        self._inside = self._led = self._asking = False
        self._next: QPoint | None = None
        self.hear: Mapping[str, Callable[..., object]] = {
            "lifted": self._lifted,
            "over": self._carried,
            "landed": self._landed,
            "probed": self._answered,
        }

    # --- the page leads

    def _lifted(self, keys: list[str]) -> None:
        self._ids = tuple(UUID(key) for key in keys)
        # Not from within the page's message: a drag has a loop of its own, and the page goes on talking meanwhile.
        QTimer.singleShot(0, self, self._offer)

    def _offer(self) -> None:
        self._led = False
        self.wanted.emit(self._ids)
        if self._led:  # the window led it; it is over by now, and the page has not heard of the button's release
            self._send("let_go", None)
            self._release()

    def _release(self) -> None:
        target = self._page.focusProxy() or self._page
        outside, left = QPointF(-1, -1), Qt.MouseButton.LeftButton
        kind, none = QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton
        event = QMouseEvent(kind, outside, target.mapToGlobal(outside), left, none, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(target, event)

    def _carried(self, shift: str, before: str, onto: bool, x: float, y: float) -> None:
        if not self._led:
            self._tell(self._target(shift, before, onto, self._ids), QPoint(round(x), round(y)))

    def _landed(self, keys: list[str], shift: str, before: str, onto: bool) -> None:
        ids = tuple(UUID(key) for key in keys)
        target = self._target(shift, before, onto, ids)
        if target is None:
            self.left.emit()
        else:
            self.moved.emit(ids, *target)

    # --- the window leads

    def enter(self, event: QDragEnterEvent) -> None:
        """Visits come over the map."""
        if event.mimeData().hasFormat(VISITS):
            self._ids, self._inside, self._led, self._told = unpack(event.mimeData()), True, True, None
            event.acceptProposedAction()

    def move(self, event: QDragMoveEvent) -> None:
        """They are somewhere else over it."""
        event.acceptProposedAction()
        at = event.position().toPoint()
        out = self._head.unassigned_box.contains(self._head.mapFrom(self._owner, at))
        self._head.mark_drop(out)
        if out:
            self._next, self._told = None, (None, None)
            self.over.emit(None, None, self._owner.mapToGlobal(at))
        else:
            self._ask(self._page.mapFrom(self._owner, at))

    def leave(self) -> None:
        """They have left it."""
        self._end()
        self.left.emit()

    def drop(self, event: QDropEvent) -> None:
        """They are let go: where they were said to be, so that what was seen before is what happens."""
        event.acceptProposedAction()
        told = self._told
        self._end()
        if told is None:
            self.left.emit()
        else:
            self.dropped.emit()

    def _end(self) -> None:
        self._inside, self._told, self._next = False, None, None
        self._head.mark_drop(False)
        self._send("probe", None)

    def _ask(self, at: QPoint) -> None:
        # One question at a time; when it is answered the newest place is asked for.
        if self._asking:
            self._next = at
        else:
            self._asking = True
            self._send("probe", [at.x(), at.y()])

    def _answered(self, shift: str, before: str, onto: bool, x: float, y: float) -> None:
        self._asking = False
        if self._next is not None:
            at, self._next = self._next, None
            self._ask(at)
        elif self._inside:
            self._tell(self._target(shift, before, onto, self._ids), QPoint(round(x), round(y)))

    # --- both

    def came(self) -> None:
        """The page is a new one: it owes no answer."""
        self._asking, self._next = False, None

    def _target(self, shift: str, before: str, onto: bool, ids: tuple[UUID, ...]) -> Target:
        plan = self._plan()
        if not shift or plan is None:
            return None
        position = place_in_route(plan, UUID(shift), UUID(before) if before else None, ids, onto=onto)
        return None if position is None else (UUID(shift), position)

    def _tell(self, target: Target, at: QPoint) -> None:
        self._told = target
        if target is None:
            self.left.emit()
        else:
            self.over.emit(*target, self._page.mapToGlobal(at))
