"""Whom a lost copy concerns: what was on it, the visits ahead, how long there is to notify. A supervisor decides."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from planner.cases.copy_words import clock_words, field_words
from planner.cases.lost_copies import CopyDesk, Loss, decide
from planner.text import gettext as _
from planner.text import listed
from ui import theme
from ui.cases.desk import Desk
from ui.dialogs.frame import GAP, heading, said, say_date

ROW = Qt.ItemDataRole.UserRole


class Losses(QWidget):
    """Hidden while nothing was lost."""

    def __init__(self, desk: Desk, fail: Callable[[Exception], None]) -> None:
        super().__init__()
        self._desk, self._fail, self._may = desk, fail, False
        self.list = QTreeWidget()
        self.list.setHeaderLabels([_("No."), _("Customer"), _("On it"), _("Visits ahead"), _("Time")])
        self.list.setRootIsDecorated(False)
        self.list.setWordWrap(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setAccessibleName(_("Whom lost copies concern"))
        header = self.list.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        self.go_on = QPushButton(_("Visits go o&n"))
        self.call_off = QPushButton(_("Call visits o&ff"))
        self.who = said(_("A supervisor decides whether these visits go on."), quiet=True)
        row = QHBoxLayout()
        row.setSpacing(GAP // 2)
        for part in (self.go_on, self.call_off):
            row.addWidget(part)
        row.addWidget(self.who, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, 0)
        column.addWidget(heading(_("Lost: whom it concerns")))
        column.addWidget(self.list)
        column.addLayout(row)
        self.list.itemSelectionChanged.connect(self._enable)
        self.go_on.clicked.connect(lambda: self._decide(go_on=True))
        self.call_off.clicked.connect(lambda: self._decide(go_on=False))
        self.hide()

    def show_losses(self, value: CopyDesk, *, may: bool) -> None:
        """Show what waits; `may` is whether who sits here decides."""
        self._may = may
        self.list.clear()
        for loss in value.losses:
            self.list.addTopLevelItem(_item(loss, value))
        if first := self.list.topLevelItem(0):
            self.list.setCurrentItem(first)
        self.setVisible(bool(value.losses))
        self.who.setVisible(not may)
        self._enable()

    def _enable(self) -> None:
        for button in (self.go_on, self.call_off):
            button.setEnabled(self._may and bool(self.list.selectedItems()))

    def _decide(self, *, go_on: bool) -> None:
        if items := self.list.selectedItems():
            loss: Loss = items[0].data(0, ROW)
            desk = self._desk
            desk.act(
                decide, desk.office, loss.lost, go_on=go_on, by=desk.user, on_error=self._fail, days=not go_on
            )  # fmt: skip


def _item(loss: Loss, value: CopyDesk) -> QTreeWidgetItem:
    ahead = listed(map(say_date, loss.ahead)) or _("none")
    time = clock_words(loss.lost.notify_by, value.now)
    item = QTreeWidgetItem(
        [str(loss.lost.copy), loss.customer.name, field_words(loss.lost.fields), ahead, time]
    )  # fmt: skip
    item.setData(0, ROW, loss)
    item.setForeground(4, QColor(theme.colors().worse))
    item.setToolTip(2, item.text(2))
    return item
