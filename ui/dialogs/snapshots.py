"""The plans of a day that were kept aside: their numbers side by side, and one of them taken again. Keeps nothing."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from planner.day.snapshots import Snapshots, free_name, named
from planner.day.states import Totals
from planner.text import clock
from planner.text import gettext as _
from ui.dialogs.frame import Frame, said
from ui.numbers import NUMBERS, Meaning, Number, ink_of
from ui.theme import colors, small

NOW_COLUMN = 0


class SnapshotsDialog(Frame):
    """`value` is the name of the snapshot to take again. Keeping and deleting are asked for at once, by functions."""

    @staticmethod
    def ask(
        parent: QWidget | None,
        read: Callable[[], tuple[Snapshots, Totals | None]],
        keep: Callable[[str], object],
        delete: Callable[[str], object],
        zone: ZoneInfo,
    ) -> str | None:
        """The name of the plan to take again, or None.

        Parameters
        ----------
        read
            The snapshots as they are, and the numbers of the plan of now.
        keep, delete
            Keep the plan of now under a name; forget the one of a name.
        """
        dialog = SnapshotsDialog(parent, read, keep, delete, zone)
        return dialog.value if dialog.run() else None

    def __init__(
        self,
        parent: QWidget | None,
        read: Callable[[], tuple[Snapshots, Totals | None]],
        keep: Callable[[str], object],
        delete: Callable[[str], object],
        zone: ZoneInfo,
    ) -> None:
        super().__init__(
            parent, _("Snapshots"), accept=_("Take this plan again"),
            lead=_("Plans of this day kept aside, compared with the plan of now. Taking one is one step of undo."),
        )  # fmt: skip
        self.value: str | None = None
        self._read, self._keep, self._delete, self._zone = read, keep, delete, zone
        self.cancel.setText(_("Close"))
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Name of a new snapshot"))
        self.name.setMaxLength(60)
        self.keep = QPushButton(_("&Keep the plan of now"))
        self.keep.setAutoDefault(False)
        self.keep.clicked.connect(self._keep_now)
        self.name.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))
        self.delete = QPushButton(_("&Delete"))
        self.delete.setAutoDefault(False)
        self.delete.clicked.connect(self._delete_chosen)
        self.footer.add_left(self.delete)
        self.table = QTableWidget()
        self.table.setAccessibleName(_("Numbers of the snapshots"))
        self.table.itemSelectionChanged.connect(self._show_can)
        self.table.cellActivated.connect(lambda *_cell: self.confirm())
        self.empty = said(_("None yet. Keep the plan of now under a name, then try something else."), quiet=True)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.keep)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectColumns)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setFont(small(self.table.font()))
        self.table.setCornerButtonEnabled(False)
        c = colors()
        self.table.setStyleSheet(
            f"QHeaderView {{ background: {c.panel}; }} QTableWidget::item {{ padding: 0 8px; }}"
            f"QTableCornerButton::section {{ background: {c.panel}; border: 0; border-bottom: 1px solid {c.line}; }}"
        )
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().setHighlightSections(False)
        self.table.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))
        self.body.addLayout(row)
        self.body.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)  # only one of the two is ever shown
        self.body.addWidget(self.table, 1)
        letters = self.fontMetrics()
        self.resize(letters.averageCharWidth() * 110, letters.height() * 32)

    # --- showing

    @property
    def chosen(self) -> str:
        """The name of the snapshot that is selected; empty where none is."""
        column = self.table.currentColumn()
        item = self.table.horizontalHeaderItem(column) if column > NOW_COLUMN else None
        return str(item.data(Qt.ItemDataRole.UserRole)) if item and self.table.selectedItems() else ""

    def _show(self) -> None:
        found, now = self._read()
        self.name.setText(free_name(found, _("Plan {letter}")))
        self.table.clear()
        self.table.setRowCount(len(NUMBERS))
        self.table.setColumnCount(1 + len(found))
        self.table.setVerticalHeaderLabels([_(number.title) for number in NUMBERS])
        self.table.setHorizontalHeaderItem(NOW_COLUMN, QTableWidgetItem(_("Now")))
        self._fill(NOW_COLUMN, now, None)
        for column, each in enumerate(reversed(found), start=1):
            head = QTableWidgetItem(f"{each.name}\n{clock(each.at, self._zone)}")
            head.setData(Qt.ItemDataRole.UserRole, each.name)
            self.table.setHorizontalHeaderItem(column, head)
            self._fill(column, each.totals, now)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        if found:
            self.table.selectColumn(1)
        self._show_can()

    def _fill(self, column: int, numbers: Totals | None, now: Totals | None) -> None:
        for row, number in enumerate(NUMBERS):
            words, ink = _cell(number, numbers, now)
            item = QTableWidgetItem(words)
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if ink:
                item.setForeground(QColor(ink))
            self.table.setItem(row, column, item)

    def _show_can(self) -> None:
        self.primary.setEnabled(bool(self.chosen))
        self.delete.setEnabled(bool(self.chosen))

    # --- asked

    def _keep_now(self) -> None:
        self._keep(self.name.text())
        self._show()

    def _delete_chosen(self) -> None:
        if self.chosen:
            self._delete(self.chosen)
            self._show()

    def confirm(self) -> None:
        """Take the selected one."""
        found, _now = self._read()
        if self.chosen and named(found, self.chosen):
            self.value = self.chosen
            self.accept()


def _cell(number: Number, numbers: Totals | None, now: Totals | None) -> tuple[str, str]:
    # What a plan comes to, and against the plan of now.
    words = f"{number.said(numbers)} {number.beside(numbers)}".rstrip()
    if now is None or numbers is None or number.value(numbers) is None:
        return words, ""
    change, meaning = number.change(numbers, now)
    return f"{words}   {change}", "" if meaning == Meaning.SAME else ink_of(meaning)
