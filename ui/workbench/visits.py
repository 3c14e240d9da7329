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
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.day.states import VisitRow, VisitState
from planner.text import gettext as _
from ui.theme import small
from ui.words import STATES, state_icon
from ui.workbench.columns import Columns
from ui.workbench.visits_model import FIELDS, SORT, VisitsModel, searched

MOST_LETTERS = {"reference": 12, "name": 14, "window": 16}
"""What these columns show by themselves at most; the place has what is left."""

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
        self._counts: Counter[VisitState] = Counter()
        self.table = self._make_table()
        letters = {FIELDS.index(name): most for name, most in MOST_LETTERS.items()}
        samples = {FIELDS.index("team"): ("00",), FIELDS.index("state"): self._states()}
        self.columns = Columns(self.table, "visits", FIELDS.index("place"), letters, samples)
        self._count = QLabel()
        self._count.setProperty("quiet", True)
        self._count.setContentsMargins(12, 4, 12, 4)
        self._lay_out()
        self._telling = False

    @staticmethod
    def _states() -> list[str]:
        return [*(_(state) for state in STATES.values()), f"{_(STATES[VisitState.LOCKED])} · 00:00"]

    def _make_table(self) -> QTableView:
        table = QTableView(sortingEnabled=True, showGrid=False, wordWrap=False)
        table.setModel(self._filter)
        table.setFont(small(table.font()))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 9)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
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
        column.addWidget(self._make_chips())
        column.addWidget(self.table, 1)
        column.addWidget(self._count)

    def show_rows(self, rows: tuple[VisitRow, ...]) -> None:
        """Show a day anew; what was selected stays selected."""
        chosen = self.selection()
        others = self.model.show(rows)
        if others:
            self.columns.fit()
        self._show_chips(rows)
        self._show_count()
        if chosen:
            self.select(chosen)

    def select(self, visit_ids: Iterable[UUID]) -> None:
        """Select visits, without telling that they were."""
        wanted = set(visit_ids)
        chosen = QItemSelection()
        first: QModelIndex | None = None
        for number, row in enumerate(self.model.rows):
            if row.visit.id in wanted and (index := self._filter.mapFromSource(self.model.index(number, 0))).isValid():
                chosen.select(index, index.siblingAtColumn(len(FIELDS) - 1))
                first = index if first is None or index.row() < first.row() else first
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
        counts = self._counts = Counter(row.state for row in rows)
        if self._state not in counts:
            self._state = None
        for state, chip in self._chips.items():
            chip.setVisible(state is None or counts[state] > 0)
            chip.setChecked(state == self._state)
            if state:
                chip.setIcon(state_icon(state))
        self._filter.narrow(self.search.text(), self._state)
        self._word_chips()

    def _word_chips(self) -> None:
        # Where not all words fit, marks and numbers stay; the one that is chosen keeps its word.
        for short in (False, True):
            for state, chip in self._chips.items():
                name = _("All") if state is None else _(STATES[state])
                count = self._counts.total() if state is None else self._counts[state]
                chip.setText(str(count) if short and state and state != self._state else f"{name} {count}")
                chip.setToolTip(name if short else "")
                chip.setAccessibleName(f"{name} {count}")
            if self._chip_row.sizeHint().width() <= self.width():
                return

    def show_only(self, state: VisitState) -> None:
        """Show the visits in one state, as a press on its chip does."""
        self.search.clear()
        self._choose(state)
        self._chips[state].setChecked(True)

    def _make_chips(self) -> QWidget:
        self._chip_row = QWidget()
        self._chip_row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self._chip_row)
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
        return self._chip_row

    def _choose(self, state: VisitState | None) -> None:
        self._state = state
        self._word_chips()
        self._narrow()

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say on the chips as much as there is room for."""
        super().resizeEvent(event)
        self._word_chips()
