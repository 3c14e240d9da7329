"""The regions as rows: which is in use, from when its data are, how large it is. Changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from planner.regions import Region
from planner.text import file_size
from planner.text import gettext as _
from ui import theme
from ui.dialogs.fields import WholeRows

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
FIRST_NUMBER = 3
"""From this column on numbers stand, at the right."""


class RegionTable(QTableWidget):
    """One row a region; the one in use is chosen first."""

    def __init__(self) -> None:
        super().__init__(0, 5)
        self.setHorizontalHeaderLabels(["", _("Region"), _("Data of"), _("Addresses"), _("Size")])
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(WholeRows(self))
        self.setAccessibleName(_("Regions"))
        self._regions: tuple[Region, ...] = ()
        self._build_header()

    def _build_header(self) -> None:
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column in range(self.columnCount()):
            item = self.horizontalHeaderItem(column)
            if item and column >= FIRST_NUMBER:
                item.setTextAlignment(RIGHT)
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def show_regions(self, regions: Sequence[Region], faulty: Sequence[str], chosen: str = "") -> None:
        """Show these; `faulty` are the ids of those that cannot be used, `chosen` the one to choose."""
        self._regions = tuple(regions)
        wanted = chosen if any(region.id == chosen for region in regions) else ""
        self.setRowCount(len(regions))
        for row, region in enumerate(regions):
            for column, text in enumerate(_cells(region)):
                item = QTableWidgetItem(text)
                if column >= FIRST_NUMBER:
                    item.setTextAlignment(RIGHT)
                if region.id in faulty:
                    item.setForeground(QColor(theme.colors().wrong))
                self.setItem(row, column, item)
            if region.id == wanted or (not wanted and region.active):
                self.selectRow(row)

    @property
    def chosen(self) -> Region | None:
        """The region whose row is selected."""
        rows = self.selectionModel().selectedRows()
        return self._regions[rows[0].row()] if rows and rows[0].row() < len(self._regions) else None


def _cells(region: Region) -> tuple[str, ...]:
    return (
        _("in use") if region.active else "",
        region.name,
        region.data_date or _("unknown"),
        f"{region.addresses:,}",
        file_size(region.size_bytes),
    )
