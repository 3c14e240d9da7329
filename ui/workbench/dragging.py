"""Visits in the hand: what letting go would come to, told while they move. Changes no plan, and draws only the bubble.

Views begin a drag of the type `VISITS` and say over which row it is; whoever owns the plan hears where it was dropped.
What a place comes to is worked out in `ui.workbench.foresight`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from uuid import UUID

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from planner.day.effect import Effect
from planner.day.effect_words import others, parts, teams, where
from planner.day.preview import Preview
from planner.text import gettext as _
from ui.workbench.bubble import Bubble
from ui.workbench.carrying import Carrying
from ui.workbench.foresight import Foresight, Target
from ui.workbench.lifted import lifted

VISITS = "application/x-rounds-visits"
"""What is dragged: ids of visits. Only this program understands it."""

type Box = Callable[[UUID | None], QRect]


def pack(visit_ids: Iterable[UUID]) -> QMimeData:
    """Visits as what a drag carries."""
    mime = QMimeData()
    mime.setData(VISITS, json.dumps([str(visit_id) for visit_id in visit_ids]).encode("ascii"))
    return mime


def unpack(mime: QMimeData) -> tuple[UUID, ...]:
    """The visits that a drag carries; none where it carries something else."""
    if not mime.hasFormat(VISITS):
        return ()
    return tuple(UUID(text) for text in json.loads(bytes(mime.data(VISITS).data())))


class Dragging(QObject):
    """One drag at a time, from `begin` to `ended`. Tab goes to the next cheapest row, Ctrl drops and locks.

    Moved by keys alone there is no mouse: after `begin`, Tab chooses, Enter drops, and Escape leaves it.
    """

    effect_changed = Signal(object)
    """The `Effect` of letting go now, or None."""
    prices_changed = Signal(object)
    """The cheapest place of each row by shift, as far as they are known; an empty mapping when it is over."""
    dropped = Signal(object, object, object)
    """Ids of the visits, a shift's id or None, a position or None."""
    lock_wanted = Signal(object)
    """Right after `dropped`: ids of visits that were dropped with Ctrl and are to be locked where they are now."""
    ended = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.bubble = Bubble(window)
        self._window = window
        self._foresight = Foresight(self)
        self._foresight.came.connect(self._came)
        self._foresight.prices_came.connect(self._priced)
        self._box_of: Box = lambda _shift_id: QRect()
        self._preview: Preview | None = None
        self._words = ""
        self._target: Target | None = None
        self._at: QPoint | None = None
        self._tabbed_at: QPoint | None = None
        self._effect: Effect | None = None
        self._by_mouse, self._step = False, 0
        self._heard: tuple[QObject, ...] = ()

    def know_rows(self, box_of: Box) -> None:
        """Where a shift's row lies on the screen (global, null where it is not in view): the bubble covers none."""
        self._box_of = box_of

    @property
    def active(self) -> bool:
        """Whether anything is in the hand."""
        return self._preview is not None

    # --- from begin to end

    def begin(self, preview: Preview, words: str) -> None:
        """Take visits into the hand; `words` name them."""
        self.cancel()
        self._preview, self._words = preview, words
        self._target = self._effect = self._at = self._tabbed_at = None
        self._by_mouse, self._step = False, 0
        self._foresight.begin(preview)
        self._listen()

    def carry(self, view: QWidget) -> None:
        """Let the mouse carry what was taken, until it is let go anywhere; returns then."""
        if self._preview is None:
            return
        picture = lifted(self._preview, self._words, view.font(), view.devicePixelRatioF())
        hold = QPoint(view.fontMetrics().height(), round(picture.deviceIndependentSize().height() * 0.7))
        carrying = Carrying(self._window, pack(self._preview.moving), picture, hold)
        carrying.stepped.connect(self.cheapest_next)
        self.ended.connect(carrying.give_up)
        self._by_mouse = True
        carrying.run()
        self.cancel()  # let go where nothing was meant, or Escape; nothing where it was dropped

    def hover(self, shift_id: UUID | None, position: int | None, at_global: QPoint | None) -> None:
        """It is over a row now (None: over the unassigned); without a position its cheapest place is meant."""
        if self._preview is None or self._rests(at_global):
            return
        self._by_mouse = self._by_mouse or at_global is not None
        self._at, self._tabbed_at = at_global, None
        self._aim(Target(shift_id, position))

    def leave(self) -> None:
        """It is over no row any more."""
        if self._target is not None and self._tabbed_at is None:
            self._target = self._effect = None
            self._show()

    def cheapest_next(self, step: int = 1) -> None:
        """Mean the next cheapest row, whatever is under the pointer; after the last the first again."""
        if self._preview is not None and not self._foresight.complete:
            self._step = step  # once all prices are there
            return
        rows, self._step = [effect.shift_id for effect in self._foresight.ranked()], 0
        if not rows:
            return
        now = self._target.shift_id if self._target else None
        place = (rows.index(now) + step) % len(rows) if now in rows else 0 if step > 0 else -1
        self._tabbed_at = self._at or QPoint()
        self._aim(Target(rows[place]))

    def drop(self) -> None:
        """Let go. Nothing is told where nothing would change."""
        preview, target = self._preview, self._target
        if preview is None or target is None:
            self.cancel()
            return
        locks = bool(QGuiApplication.queryKeyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
        effect = self._effect
        self.cancel()
        if effect is None or effect.changes:
            self.dropped.emit(preview.moving, *target)
        if locks and target.shift_id:
            self.lock_wanted.emit(preview.moving)

    def cancel(self) -> None:
        """Leave everything as it is."""
        if self._preview is None:
            return
        self._preview = self._target = self._effect = None
        self._foresight.end()
        for heard in self._heard:
            heard.removeEventFilter(self)
        self._heard = ()
        self.bubble.hide()
        self.effect_changed.emit(None)
        self.prices_changed.emit({})
        self.ended.emit()

    def _rests(self, at: QPoint | None) -> bool:
        # A drag tells its place again and again: what Tab has chosen stays until the hand moves.
        if self._tabbed_at is None or at is None:
            return False
        return (at - self._tabbed_at).manhattanLength() < QApplication.startDragDistance()

    def _aim(self, target: Target) -> None:
        if target == self._target and self._effect:
            self._place()
            return
        self._target, self._effect = target, self._foresight.effect(target)
        self._show()

    def _came(self, target: Target) -> None:
        if target == self._target:
            self._effect = self._foresight.effect(target)
            self._show()

    def _priced(self, prices: object) -> None:
        self.prices_changed.emit(prices)
        if self._step and self._foresight.complete:
            self.cheapest_next(self._step)

    # --- showing it

    def _show(self) -> None:
        preview, target, effect = self._preview, self._target, self._effect
        self.effect_changed.emit(effect)
        if preview is None or target is None:
            self.bubble.hide()
            return
        if effect is None:
            self.bubble.show_waiting(_("Working it out…"))
        else:
            zone, until = preview.day.zone, preview.lawful_until() if effect.shift_id else None
            places = (where(effect, preview.moving, preview.day), teams(effect, preview.day))
            self.bubble.show_words(parts(effect, until, zone), " · ".join(filter(None, places)), others(effect))
        self._place()

    def _place(self) -> None:
        preview, target = self._preview, self._target
        if preview is None or target is None:
            return
        box = self._local(self._box_of(target.shift_id))
        at = self._window.mapFromGlobal(self._at) if self._at and self._tabbed_at is None else box.center()
        if box.isNull():  # as much as a hand hides
            unit = self.bubble.fontMetrics().height()
            box = QRect(0, at.y() - 2 * unit, self._window.width(), 4 * unit)
        homes = (self._local(self._box_of(home)) for home in preview.homes if home != target.shift_id)
        self.bubble.show_beside(box, [home for home in homes if not home.isNull()], at)

    def _local(self, box: QRect) -> QRect:
        return QRect(self._window.mapFromGlobal(box.topLeft()), box.size()) if not box.isNull() else box

    # --- keys

    def _listen(self) -> None:
        # Of the window alone: a filter of Python on the whole application crashes with the web engine's own objects.
        handle = self._window.window().windowHandle()
        self._heard = tuple(each for each in (handle, self._window.window()) if each is not None)
        for heard in self._heard:
            heard.removeEventFilter(self)
            heard.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab while something is in the hand; without a mouse also Enter and Escape."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.cheapest_next(-1 if key == Qt.Key.Key_Backtab else 1)
            return True
        if not self._by_mouse and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.drop()
            return True
        if not self._by_mouse and key == Qt.Key.Key_Escape:
            self.cancel()
            return True
        return False
