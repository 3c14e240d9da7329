"""Head and foot of the visits: title, search field and buttons above the table, numbers and order below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from planner.text import gettext as _
from ui.icons import icon
from ui.search_field import SearchField
from ui.theme import small

type Fill = Callable[[QMenu], None]


class VisitsHead(QWidget):
    """A thin bar above the table. `columns` and `more` fill the menus of its buttons when they open."""

    def __init__(self, columns: Fill, more: Fill, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panelHead", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel(_("Visits"))
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.search = SearchField(
            _("Search name, case, address, team"), QKeySequence(QKeySequence.StandardKey.Find), self
        )
        self.search.setAccessibleName(_("Search visits"))
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 12)
        self.search.setMaximumWidth(self.fontMetrics().averageCharWidth() * 48)
        self.columns = self._button("columns", _("Choose columns"), columns)
        self.more = self._button("more", _("More for visits"), more)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 6, 3)
        row.setSpacing(4)
        row.addWidget(self.title)
        row.addSpacing(6)
        row.addWidget(self.search, 8)
        row.addStretch(1)
        row.addWidget(self.columns)
        row.addWidget(self.more)

    def _button(self, name: str, words: str, fill: Fill) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAutoRaise(True)
        button.setIcon(icon(name))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(button)
        menu.setToolTipsVisible(True)

        def refill() -> None:
            menu.clear()
            fill(menu)

        menu.aboutToShow.connect(refill)
        button.setMenu(menu)
        return button

    # --- Qt

    def changeEvent(self, event: QEvent) -> None:
        """The icons have the color of the words."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for button in self.findChildren(QToolButton):
                if button.objectName() in ("columns", "more"):
                    button.setIcon(icon(button.objectName()))


class VisitsFoot(QWidget):
    """How many at the left; at the right, where there is room, how they are sorted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panelFoot", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.count, self.order = QLabel(), QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        for label in (self.count, self.order):
            label.setProperty("quiet", True)
            label.setFont(small(label.font()))
            label.setMinimumWidth(1)
        row.addWidget(self.count, 1)
        row.addWidget(self.order)

    def say(self, count: str, order: str) -> None:
        """Say other numbers, and another order."""
        self.count.setText(count)
        self.count.setToolTip(count)
        self.order.setText(order)
        self._fold()

    def follow_font(self, font: QFont) -> None:
        """Both are a little smaller than the window's own font."""
        for label in (self.count, self.order):
            label.setFont(small(font))
        self._fold()

    def _fold(self) -> None:
        needed = self.count.sizeHint().width() + self.order.sizeHint().width() + 36
        self.order.setVisible(needed <= self.width())

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: say as much as there is room for."""
        super().resizeEvent(event)
        self._fold()
