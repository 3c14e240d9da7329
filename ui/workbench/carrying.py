"""Carries what is dragged with the mouse over the views of this program: they hear the events of any other drag.

A drag of the system's takes every key to itself, and on some systems tells none; here Tab, Alt and Ctrl are heard
everywhere alike. What is carried never leaves the program, so nothing else of a system's drag is missed.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QEventLoop, QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QCursor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QLabel, QWidget

Key = Qt.Key
MODIFIERS = {
    Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
    Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
}
MOVE = Qt.DropAction.MoveAction
LEFT = Qt.MouseButton.LeftButton


class Carrying(QWidget):
    """Holds the mouse and the keys from `run` until the button is let go, or Escape."""

    stepped = Signal(int)
    """Tab forward (1) or back (-1)."""

    def __init__(self, window: QWidget, mime: QMimeData, picture: QPixmap, hold: QPoint) -> None:
        super().__init__(window)
        self._window, self._mime, self._hold = window, mime, hold
        self._loop = QEventLoop(self)
        self._over: QWidget | None = None
        self._taken = False
        self._at = QCursor.pos()
        self._picture = QLabel(window)
        self._picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._picture.setPixmap(picture)
        self._picture.adjustSize()
        self.setGeometry(0, 0, 1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def run(self) -> None:
        """Carry it; returns once it is let go. Where no button is pressed any more, at once."""
        if not QApplication.mouseButtons() & LEFT:
            self.deleteLater()
            return
        before = QApplication.focusWidget()
        self.show()
        self._picture.show()
        self.setFocus()
        self.grabMouse()
        QApplication.setOverrideCursor(Qt.CursorShape.ClosedHandCursor)
        self._move(self._at, QApplication.keyboardModifiers())
        self._loop.exec()
        QApplication.restoreOverrideCursor()
        self.releaseMouse()
        self._picture.deleteLater()
        self.deleteLater()
        if before is not None:
            before.setFocus()

    def give_up(self) -> None:
        """Leave it where it was."""
        self._leave()
        self._loop.quit()

    # --- what the views hear

    def _move(self, at: QPoint, mods: Qt.KeyboardModifier) -> None:
        self._at = at
        self._picture.move(self._window.mapFromGlobal(at) - self._hold)
        self._picture.raise_()
        under = self._under(at)
        if under is not self._over:
            self._leave()
            if under is not None:
                enter = QDragEnterEvent(QPointF(under.mapFromGlobal(at)), MOVE, self._mime, LEFT, mods)
                enter.ignore()
                QApplication.sendEvent(under, enter)
                self._over = under if enter.isAccepted() else None
        if self._over is not None:
            move = QDragMoveEvent(QPointF(self._over.mapFromGlobal(at)), MOVE, self._mime, LEFT, mods)
            move.ignore()
            QApplication.sendEvent(self._over, move)
            self._taken = move.isAccepted()
        shape = Qt.CursorShape.ClosedHandCursor if self._taken else Qt.CursorShape.ForbiddenCursor
        QApplication.changeOverrideCursor(shape)

    def _leave(self) -> None:
        over, self._over, self._taken = self._over, None, False
        if over is not None:
            QApplication.sendEvent(over, QDragLeaveEvent())

    def _let_go(self, at: QPoint, mods: Qt.KeyboardModifier) -> None:
        self._move(at, mods)
        over, self._over = self._over, None
        self._picture.hide()
        if over is not None and self._taken:
            drop = QDropEvent(QPointF(over.mapFromGlobal(at)), MOVE, self._mime, LEFT, mods)
            QApplication.sendEvent(over, drop)
        elif over is not None:
            QApplication.sendEvent(over, QDragLeaveEvent())
        self._loop.quit()

    def _under(self, at: QPoint) -> QWidget | None:
        found = QApplication.widgetAt(at)
        while found is not None and not (found.acceptDrops() and found.isEnabled()):
            found = None if found.isWindow() else found.parentWidget()
        return found

    # --- Qt

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The hand moves; a button that was let go elsewhere means nothing."""
        if event.buttons() & LEFT:
            self._move(event.globalPosition().toPoint(), event.modifiers())
        else:
            self.give_up()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It is let go."""
        if event.button() == LEFT:
            self._let_go(event.globalPosition().toPoint(), event.modifiers())

    def event(self, event: QEvent) -> bool:
        """No key does anything else meanwhile; not even Tab."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab goes on, Escape leaves it, Alt and Ctrl mean another place or a lock."""
        key = Key(event.key())
        if key in (Key.Key_Tab, Key.Key_Backtab):
            self.stepped.emit(-1 if key == Key.Key_Backtab else 1)
        elif key == Key.Key_Escape:
            self.give_up()
        elif key in MODIFIERS:
            self._move(self._at, event.modifiers() | MODIFIERS[key])

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Alt or Ctrl no more."""
        if (key := Key(event.key())) in MODIFIERS:
            self._move(self._at, event.modifiers() & ~MODIFIERS[key])

    def hideEvent(self, event: QHideEvent) -> None:
        """The window went away."""
        super().hideEvent(event)
        if self._loop.isRunning():
            self.give_up()
