"""What lies over a whole window while it is locked: nothing behind it can be read or reached."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.text import gettext as _
from ui import theme
from ui.icons import paint_icon


class Cover(QWidget):
    """Opaque, over everything in its window, as large as that, whatever comes into the window later.

    With `below` it begins under that part of the window.
    """

    def __init__(self, window: QWidget, words: str = "", below: QWidget | None = None) -> None:
        super().__init__(window)
        self._below = below
        self._words = words or _("Locked")
        self.setAccessibleName(self._words)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        window.installEventFilter(self)
        self._fit()
        self.show()

    def lift(self) -> None:
        """Show again what it covers."""
        self.parent().removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def _fit(self) -> None:
        top = self._below.height() if self._below else 0
        self.setGeometry(self.parentWidget().rect().adjusted(0, top, 0, 0))
        self.raise_()
        for other in self.parentWidget().findChildren(Cover, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not other._below:  # one over the whole window stays on top of one that leaves the menus free
                other.raise_()

    # --- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ChildPolished, QEvent.Type.LayoutRequest):
            self._fit()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme.colors()
        painter.fillRect(self.rect(), QColor(colors.panel))
        side = self.fontMetrics().height() * 2.5
        middle = self.rect().center()
        paint_icon(painter, QRectF(middle.x() - side / 2, middle.y() - side, side, side), "lock", colors.text2)
        painter.setPen(QColor(colors.text2))
        below = self.rect().adjusted(0, round(middle.y() + side / 3), 0, 0)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self._words)
