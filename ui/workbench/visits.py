"""The visits of a day in a table: who, where, when, with which team and in what state. Changes nothing.

Found by a search, narrowed by chips, sorted, copied and dragged from; what is selected is told by ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.day.states import VisitRow, VisitState
from planner.model import Day, Plan
from planner.text import gettext as _
from planner.text import ngettext
from ui.words import STATES
from ui.workbench.columns import Columns, Wants
from ui.workbench.visits_cells import AT_FIRST_HIDDEN, BREAKS_LAW, SIEVES, TITLES, sieve_word
from ui.workbench.visits_chips import ALL, ChipRow
from ui.workbench.visits_copy import as_spreadsheet
from ui.workbench.visits_empty import EmptyVisits
from ui.workbench.visits_gates import GateWatch, Marks
from ui.workbench.visits_head import VisitsFoot, VisitsHead
from ui.workbench.visits_model import FIELDS, VisitsModel
from ui.workbench.visits_table import VisitsTable

MOST_LETTERS = {"reference": 11, "name": 16, "window": 16, "cases": 14, "skills": 16, "note": 24}
"""What these columns show by themselves at most; the place has what is left."""
YIELDING = ("minutes", "reference", "window")
"""What gives way in a narrow panel, the first first."""
SORT_KEY = "visits/sort"

type Index = QModelIndex | QPersistentModelIndex


class VisitsView(QWidget):
    """The table with its head, a chip per state that occurs, and a line of numbers below.

    `head` is for whoever puts the view into a dock: it may stand there in place of a title bar.
    """

    selected = Signal(object)
    """The ids of the selected visits, as a tuple."""
    opened = Signal(object)
    """A visit was double-clicked, or Enter was pressed on it."""
    asked = Signal(object)
    """A menu for the selected visits is wanted at this global point."""
    drag_wanted = Signal(object)
    """The ids of visits that are about to be dragged."""
    hovered = Signal(object)
    """The id of the visit under the mouse, or None."""
    wanted = Signal(str)
    """The name of an action of the window that was asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = VisitsModel(self)
        self.table = VisitsTable(self.model, self)
        self._recall_sort()
        wants = Wants("place", MOST_LETTERS, {"team": ("00/00",), "state": _states()}, AT_FIRST_HIDDEN, YIELDING)
        self.columns = Columns(self.table, "visits", FIELDS, wants)
        self.head = VisitsHead(self.columns.fill, self._fill_menu, self)
        self.search = self.head.search
        self.chips = ChipRow(self)
        self.gates = GateWatch(self)
        self.empty = EmptyVisits(self)
        self.foot = VisitsFoot(self)
        self._chosen: tuple[UUID, ...] = ()
        self._gates_problem = ""
        self._telling = self._has_day = False
        self._lay_out()
        self._wire()
        self._show_state()

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.chips)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)

    def _wire(self) -> None:
        table = self.table
        table.selectionModel().selectionChanged.connect(self._tell)
        table.activated.connect(self._open)
        table.customContextMenuRequested.connect(self._ask)
        table.drag_wanted.connect(self.drag_wanted)
        table.hovered.connect(self.hovered)
        table.copy_wanted.connect(self.copy)
        table.resized.connect(self.columns.fold)
        table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.search.textChanged.connect(self._narrow)
        self.search.left.connect(self._go_to_rows)
        self.chips.chosen.connect(self._narrow)
        self.gates.known.connect(self._show_gates)
        self.gates.failed.connect(self._say_gates_failed)
        self.empty.cleared.connect(self.show_all)
        self.empty.wanted.connect(self.wanted)
        QShortcut(QKeySequence.StandardKey.Find, self, self.go_to_search)

    # --- showing

    def show_rows(self, rows: tuple[VisitRow, ...], teams: Iterable[UUID] = ()) -> None:
        """Show a day anew; what was selected stays selected. `teams` are its shifts in the order of the timeline."""
        self._has_day = True
        with self._selection_kept(scroll=False):
            others = self.model.show(rows, teams)
        if others:
            self.columns.fit()
        self.chips.show_counts(self.model.counts, len(rows))
        self._show_state()

    def watch_gates(self, office: Office, day: Day, plan: Plan | None) -> None:
        """Mark the visits that gates of their cases keep in, once that is known."""
        self.gates.watch(office, day, plan)

    def _show_gates(self, gates: Marks) -> None:
        self._gates_problem = ""
        with self._selection_kept(scroll=False):
            other = self.model.show_gates(gates)
        if other:
            self.chips.show_counts(self.model.counts, len(self.model.all_rows))
            self._show_state()
        else:
            self._show_count()

    def _say_gates_failed(self, words: str) -> None:
        self._gates_problem = words
        self._show_count()

    def show_only(self, state: VisitState) -> None:
        """Show the visits in one state, as a press on its chip does."""
        self.search.clear()
        self.chips.choose(str(state))
        self._narrow()

    def show_all(self) -> None:
        """Clear search and chip."""
        self.chips.choose(ALL)
        self.search.clear()
        self._narrow()
        self.search.setFocus()

    def go_to_search(self) -> None:
        """Go to the search field; what is in it is selected, to be typed over."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def highlight(self, visit_id: UUID | None) -> None:
        """Mark the row of a visit that the mouse is on in another view."""
        self.table.light(visit_id)

    def _narrow(self) -> None:
        with self._selection_kept(scroll=True):
            self.model.narrow(self.search.text(), self.chips.sieve)
        self._show_state()

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        descending = order == Qt.SortOrder.DescendingOrder
        with self._selection_kept(scroll=True):
            self.model.order_by(FIELDS[column], descending)
        QSettings().setValue(SORT_KEY, f"{FIELDS[column]} {'down' if descending else 'up'}")
        self._show_state()

    def _recall_sort(self) -> None:
        field, _space, way = str(QSettings().value(SORT_KEY, "")).partition(" ")
        if field not in FIELDS:
            field, way = "state", "up"
        order = Qt.SortOrder.DescendingOrder if way == "down" else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(FIELDS.index(field), order)
        self.model.order_by(field, way == "down")

    def _show_state(self) -> None:
        known, seen = len(self.model.all_rows), len(self.model.rows)
        if not self._has_day:
            self.empty.show_nothing()
        elif not known:
            self.empty.show_none()
        elif not seen:
            sieve = self.chips.sieve
            self.empty.show_no_match(self.search.text().strip(), sieve_word(sieve) if sieve in SIEVES else "")
        self.stack.setCurrentWidget(self.table if seen else self.empty)
        self.chips.setVisible(known > 0)
        self._show_count()

    def _show_count(self) -> None:
        known, seen = len(self.model.all_rows), len(self.model.rows)
        if seen == known:
            parts = [ngettext("{count} visit", "{count} visits", known).format(count=known)]
        else:
            parts = [_("{shown} of {count} visits").format(shown=seen, count=known)]
        parts.append(_("{count} planned").format(count=self.model.counts[VisitState.PLANNED]))
        if self._chosen:
            parts.append(_("{count} selected").format(count=len(self._chosen)))
            hidden = sum(self.model.place_of(key) is None for key in self._chosen)
            if hidden and self.model.is_narrowed:
                parts.append(_("{count} of them hidden by the search").format(count=hidden))
        words = " · ".join(filter(None, (self._gates_problem, *parts)))
        self.foot.say(words if known else "", self._sort_words() if seen else "")

    def _sort_words(self) -> str:
        fields = {"state": ("state", "team"), "team": ("team",)}.get(self.model.field, (self.model.field,))
        words = [_(TITLES[field]) for field in fields] + ([_("Stop")] if "team" in fields else [])
        template = _("Sorted by {columns}, descending") if self.model.descending else _("Sorted by {columns}")
        return template.format(columns=_(", ").join(words))

    # --- selecting

    def select(self, visit_ids: Iterable[UUID]) -> None:
        """Select visits, without telling that they were."""
        self._chosen = tuple(visit_ids)
        self._choose(scroll=True)
        self._show_count()

    def selection(self) -> tuple[UUID, ...]:
        """The ids of the selected visits that are shown."""
        return self.table.chosen()

    def _choose(self, *, scroll: bool) -> None:
        self._telling = True
        self.table.choose(self._chosen, scroll=scroll)
        self._telling = False

    @contextmanager
    def _selection_kept(self, *, scroll: bool) -> Iterator[None]:
        # The model takes all rows away and puts others there: for Qt nothing is selected then, for people it still is.
        bar = self.table.verticalScrollBar()
        at = bar.value()
        self._telling = True
        yield
        self._telling = False
        bar.setValue(at if not scroll else 0)
        if self._chosen:
            self._choose(scroll=scroll)

    def _tell(self) -> None:
        if not self._telling:
            self._chosen = self.table.chosen()
            self._show_count()
            self.selected.emit(self._chosen)

    def _open(self, index: Index) -> None:
        self.opened.emit(self.model.rows[index.row()].visit.id)

    def _ask(self, at: QPoint) -> None:
        self.asked.emit(self.table.viewport().mapToGlobal(at))

    def _go_to_rows(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.table.selectionModel().hasSelection() and self.model.rows:
            self.table.selectRow(0)

    # --- copying

    def copy(self) -> None:
        """Put the selected visits, or all that are shown, into the clipboard for a spreadsheet."""
        chosen = set(self.selection())
        rows = [row for row in self.model.rows if not chosen or row.visit.id in chosen]
        if rows:
            QGuiApplication.clipboard().setText(as_spreadsheet(rows, self.columns.shown()))

    def _fill_menu(self, menu: QMenu) -> None:
        for words, key, act in (
            (_("Copy for a spreadsheet"), QKeySequence.StandardKey.Copy, self.copy),
            (_("Select all that are shown"), QKeySequence.StandardKey.SelectAll, self.table.selectAll),
        ):  # the keys are the table's own: here they are only told
            menu.addAction(f"{words}\t{QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}", act)
        menu.addSeparator()
        menu.addAction(_("Sort as at first: what needs you first"), self._sort_as_at_first)
        menu.addAction(_("All columns as at first"), self.columns.reset)

    def _sort_as_at_first(self) -> None:
        self.table.horizontalHeader().setSortIndicator(FIELDS.index("state"), Qt.SortOrder.AscendingOrder)

    def _follow_font(self) -> None:
        for part in (self.table, self.chips, self.foot):
            part.follow_font(self.font())
        self.columns.fit()

    # --- Qt

    def changeEvent(self, event: QEvent) -> None:
        """Another size of letters: all parts follow, once the style has done so."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._follow_font)


def _states() -> list[str]:
    return [f"{_(state)} §" for state in (*STATES.values(), BREAKS_LAW)]  # with room for the mark of a gate
