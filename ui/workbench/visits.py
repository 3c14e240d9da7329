"""The table of visits: who, where, when, with which team and in what state; searched and filtered. Changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.day.states import VisitRow, VisitState
from planner.text import gettext as _
from ui.words import STATES, state_icon
from ui.workbench.visits_model import FIELDS, SORT, VisitsModel, searched

type Index = QModelIndex | QPersistentModelIndex


class _Filter(QSortFilterProxyModel):
    text = ""
    state: VisitState | None = None

    def narrow(self, text: str, state: VisitState | None) -> None:
        self.beginFilterChange()
        self.text, self.state = text.casefold(), state
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    # --- Qt

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, VisitsModel)
        row = model.rows[source_row]
        if self.state is not None and row.state != self.state:
            return False
        return all(word in searched(row) for word in self.text.split())


class VisitsView(QWidget):
    """The table with its search field and a chip per state that occurs."""

    selected = Signal(object)
    """The ids of the selected visits, as a tuple."""
    opened = Signal(object)
    """A visit was double-clicked, or Enter was pressed on it."""
    asked = Signal(object)
    """A menu for the selected visits is wanted at this global point."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = VisitsModel(self)
        self._filter = _Filter(self)
        self._filter.setSourceModel(self.model)
        self._filter.setSortRole(SORT)
        self._filter.setDynamicSortFilter(True)
        self.search = QLineEdit(placeholderText=_("Search name, case, address, team"), clearButtonEnabled=True)
        self.search.setAccessibleName(_("Search visits"))
        self.search.textChanged.connect(self._narrow)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self._chips: dict[VisitState | None, QToolButton] = {}
        self._state: VisitState | None = None
        self.table = self._make_table()
        self._count = QLabel()
        self._count.setProperty("quiet", True)
        self._count.setContentsMargins(12, 4, 12, 4)
        self._lay_out()
        self._telling = False

    def _make_table(self) -> QTableView:
        table = QTableView(sortingEnabled=True, showGrid=False, wordWrap=False)
        table.setModel(self._filter)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 9)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((62, 112, 120, 92, 38, 52, 104)):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(FIELDS.index("place"), QHeaderView.ResizeMode.Stretch)
        table.sortByColumn(FIELDS.index("state"), Qt.SortOrder.AscendingOrder)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(lambda at: self.asked.emit(table.viewport().mapToGlobal(at)))
        table.activated.connect(lambda index: self.opened.emit(self._visit_id(index)))
        table.selectionModel().selectionChanged.connect(self._tell)
        table.setAccessibleName(_("Visits"))
        return table

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 4)
        top.setSpacing(12)
        title = QLabel(_("Visits"))
        title.setStyleSheet("font-weight: 600")
        top.addWidget(title)
        top.addWidget(self.search, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(self._make_chips())
        column.addWidget(self.table, 1)
        column.addWidget(self._count)

    def show_rows(self, rows: tuple[VisitRow, ...]) -> None:
        """Show a day anew; what was selected stays selected."""
        chosen = self.selection()
        self.model.show(rows)
        self._filter.invalidate()
        self._show_chips(rows)
        self._show_count()
        if chosen:
            self.select(chosen)

    def select(self, visit_ids: Iterable[UUID]) -> None:
        """Select visits, without telling that they were."""
        wanted = set(visit_ids)
        chosen = QItemSelection()
        first: QModelIndex | None = None
        for number in range(self._filter.rowCount()):
            index = self._filter.index(number, 0)
            if self._visit_id(index) in wanted:
                chosen.select(index, self._filter.index(number, len(FIELDS) - 1))
                first = first or index
        self._telling = True
        self.table.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if first:
            self.table.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.table.scrollTo(first)
        self._telling = False

    def selection(self) -> tuple[UUID, ...]:
        """The ids of the selected visits."""
        return tuple(self._visit_id(index) for index in self.table.selectionModel().selectedRows())

    def _visit_id(self, index: Index) -> UUID:
        return self.model.rows[self._filter.mapToSource(self._filter.index(index.row(), 0)).row()].visit.id

    def _tell(self) -> None:
        if not self._telling:
            self.selected.emit(self.selection())

    def _narrow(self) -> None:
        self._filter.narrow(self.search.text(), self._state)
        self._show_count()

    def _show_count(self) -> None:
        shown, known = self._filter.rowCount(), len(self.model.rows)
        text = _("{shown} of {count} visits") if shown != known else _("{count} visits")
        self._count.setText(text.format(shown=shown, count=known))

    def _show_chips(self, rows: tuple[VisitRow, ...]) -> None:
        counts = Counter(row.state for row in rows)
        if self._state not in counts:
            self._state = None
        for state, chip in self._chips.items():
            count = len(rows) if state is None else counts[state]
            name = _("All") if state is None else _(STATES[state])
            chip.setText(f"{name} {count}")
            chip.setVisible(state is None or count > 0)
            chip.setChecked(state == self._state)
            if state:
                chip.setIcon(state_icon(state))
        self._filter.narrow(self.search.text(), self._state)

    def _make_chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 2, 12, 6)
        row.setSpacing(4)
        group = QButtonGroup(self, exclusive=True)
        for state in (None, *VisitState):
            chip = QToolButton(checkable=True, autoRaise=True)
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.clicked.connect(lambda _on=False, state=state: self._choose(state))
            group.addButton(chip)
            row.addWidget(chip)
            self._chips[state] = chip
        row.addStretch(1)
        return row

    def _choose(self, state: VisitState | None) -> None:
        self._state = state
        self._narrow()
