"""The table widget of the visits: its rows, lines and keys, and the drag that begins in it. Knows no day.

What is dragged is told by the ids alone; what becomes of it is decided where it is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from planner.text import gettext as _
from ui.theme import colors, small
from ui.workbench.visits_delegate import Places, StateChips, TeamSigns
from ui.workbench.visits_model import FIELDS, Index, VisitsModel

BAR = 3
"""Width of the bar before a selected row."""


class VisitsTable(QTableView):
    """Rows as wide as the panel, thin lines between, a bar before what is selected."""

    drag_wanted = Signal(object)
    """The ids of visits that are about to be dragged."""
    hovered = Signal(object)
    """The id of the visit under the mouse, or None."""
    copy_wanted = Signal()
    """The selected visits are wanted in the clipboard."""
    resized = Signal()

    def __init__(self, model: VisitsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._over, self._lit = model, None, None
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(_("Visits"))
        self.setStyleSheet("QTableView { outline: 0; } QTableView::item { padding: 0 4px; }")
        self._paint_cells()
        self._set_up_headers()
        self.follow_font(self.font())

    _over: UUID | None
    _lit: UUID | None

    def _paint_cells(self) -> None:
        painters = {"state": StateChips(self), "team": TeamSigns(self), "place": Places(self)}
        for field, delegate in painters.items():
            self.setItemDelegateForColumn(FIELDS.index(field), delegate)

    def _set_up_headers(self) -> None:
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def follow_font(self, font: QFont) -> None:
        """Rows are as high as their letters; `font` is the window's own."""
        self.setFont(small(font))
        self.horizontalHeader().setFont(self.font())
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 9)

    def choose(self, visit_ids: Iterable[UUID], *, scroll: bool) -> None:
        """Select the rows of these visits, and no others."""
        places = sorted(place for key in visit_ids if (place := self._rows.place_of(key)) is not None)
        chosen = QItemSelection()
        last = len(FIELDS) - 1
        for first, end in _runs(places):
            chosen.append(QItemSelectionRange(self._rows.index(first, 0), self._rows.index(end, last)))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if places:
            index = self._rows.index(places[0], FIELDS.index("place"))
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            if scroll:
                self.scrollTo(index)

    def chosen(self) -> tuple[UUID, ...]:
        """The ids of the selected visits, from top to bottom."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(number) for number in range(selection.count())]
        places = sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})
        return tuple(self._rows.rows[place].visit.id for place in places)

    def light(self, visit_id: UUID | None) -> None:
        """Mark the row of a visit that the mouse is on in another view."""
        if visit_id == self._lit:
            return
        before, self._lit = self._lit, visit_id
        for key in (before, visit_id):  # two rows alone: the mouse may pass many visits in a second
            place = self._rows.place_of(key) if key else None
            if place is not None:
                self._redraw(place)

    def _redraw(self, place: int) -> None:
        self.viewport().update(0, self.rowViewportPosition(place), self.viewport().width(), self.rowHeight(place))

    def draggable(self) -> tuple[UUID, ...]:
        """Of the selected visits those that may go elsewhere: where a team has begun, it stays."""
        chosen = set(self.chosen())
        return tuple(
            row.visit.id
            for row in self._rows.rows
            if row.visit.id in chosen and not any(place.stop.begun for place in row.places)
        )

    # --- Qt

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Tell what is dragged; who hears of it begins the drag."""
        if visit_ids := self.draggable():
            self.drag_wanted.emit(visit_ids)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what is current on every system; copying takes whole rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which visit the mouse is on."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is on none."""
        super().leaveEvent(event)
        self._hover(QModelIndex())

    def _hover(self, index: QModelIndex) -> None:
        over = self._rows.rows[index.row()].visit.id if index.isValid() else None
        if over != self._over:
            self._over = over
            self.hovered.emit(over)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold other columns."""
        super().resizeEvent(event)
        self.resized.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The frame of the current row is as wide as the row; Qt draws one cell anew."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                self._redraw(index.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Frame the current row."""
        super().focusInEvent(event)
        self._redraw(self.currentIndex().row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys are elsewhere: no row is framed."""
        super().focusOutEvent(event)
        self._redraw(self.currentIndex().row())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Over the cells: lines between the rows, a bar before what is selected, and where the keys are."""
        super().paintEvent(event)
        painter, c, wide = QPainter(self.viewport()), colors(), self.viewport().width()
        current = self.currentIndex().row() if self.hasFocus() else -1
        seen = self._seen()
        chosen = self._chosen_of(seen)
        for row in seen:
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            painter.fillRect(0, top + height - 1, wide, 1, QColor(c.faint))
            if row in chosen:
                painter.fillRect(0, top, BAR, height, QColor(c.accent))
            if row == current or self._rows.rows[row].visit.id == self._lit:
                painter.setPen(QColor(c.accent if row == current else c.text3))
                painter.drawRect(0, top, wide - 1, height - 2)

    def _seen(self) -> range:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return range(max(0, first), (last if last >= 0 else len(self._rows.rows) - 1) + 1)

    def _chosen_of(self, seen: range) -> set[int]:
        # Qt's own `isRowSelected` asks for every cell of the row.
        selection = self.selectionModel().selection()
        ranges = map(selection.at, range(selection.count()))
        spans = ((max(each.top(), seen.start), min(each.bottom() + 1, seen.stop)) for each in ranges)
        return {row for start, stop in spans for row in range(start, stop)}


def _runs(places: list[int]) -> list[tuple[int, int]]:
    # Rows that follow each other are one range: a thousand single ones would take Qt a while.
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
