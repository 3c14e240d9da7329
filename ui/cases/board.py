"""The case board: all cases by stage or as a table, found by name, digits or reference. Changes nothing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QModelIndex, QSettings, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QWidget,
)

from planner.bootstrap import Office
from planner.cases.board import Board, read_board
from planner.cases.masking import sees
from planner.cases.matching import count_doubles
from planner.cases.model import Stage
from planner.cases.stage_words import STAGES
from planner.text import gettext as _
from planner.text import ngettext
from planner.users import Right, User
from ui.cases.board_lanes import Lanes
from ui.cases.board_model import BRANCH, CUSTOMER, DAYS, BoardModel, Narrow
from ui.cases.desk import Desk
from ui.cases.looks import as_rows, button_row, nothing_here
from ui.cases.page import Page
from ui.dialogs.frame import said
from ui.rights import guard
from ui.search_field import SearchField

LANES, TABLE, EMPTY = range(3)
VIEW = "cases/board_view"
LATER_MS = 25
"""Typing is answered once the fingers rest for so long."""
CALM_MS = 250
"""So long after the board was read doubles are counted."""
SPANS = ((0, 30), (31, 60), (61, 90), (91, 1_000_000))


class BoardPage(Page):
    """Two views of the same cases. Ctrl+F searches, Enter opens a case."""

    NAME = "board"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Board"))
        self.board: Board | None = None
        self.model = BoardModel(self)
        self.lanes = Lanes()
        self.table = self._table()
        self.search = SearchField(_("Name, last four digits, reference"), QKeySequence("Ctrl+F"))
        self.stage, self.days, self.hold, self.source = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.count = said(quiet=True)
        self.count.setWordWrap(False)
        self.doubles = QPushButton()
        self.views = QStackedWidget()
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self._narrow)
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._calm.timeout.connect(self._count)
        desk.closing.connect(self._calm.stop)
        self._fill_choices()
        self._lay_out()
        self._connect()

    # --- reading

    @staticmethod
    def read(office: Office, user: User) -> Board:
        """All cases, as rows."""
        return read_board(office, by=user)

    def show_read(self, value: Board) -> None:
        """Show them; where there are none, how they come in."""
        self.board = value
        chosen = self._chosen()
        self._fill_sources(value)
        self.table.setColumnHidden(BRANCH, len(value.sources) < 2)
        self._bar.setVisible(bool(value.rows))
        self.add.setVisible(bool(value.rows))
        for button in (self.add, self.first):
            guard(button, self.desk.user, Right.PLAN)
        self._turn()
        self._narrow()
        if chosen and self.as_table.isChecked():
            self._choose(chosen)
        self._calm.start()

    def _count(self) -> None:
        # Once the board is there, and nothing has changed for a moment: it takes about as long again.
        self.desk.background.run(count_doubles, self.desk.office, on_done=self._show_doubles, on_error=self.fail)

    def _show_doubles(self, count: int) -> None:
        words = ngettext(
            "{count} pair of customers may be one person. &Decide…",
            "{count} pairs of customers may be one person each. &Decide…",
            count,
        )
        self.doubles.setText(words.format(count=count))
        self.doubles.setVisible(count > 0 and self.desk.user.may(Right.PLAN))

    def open_with(self, value: object) -> None:
        """Search for a text, or choose a case."""
        if isinstance(value, str):
            self.search.setText(value)
        elif isinstance(value, UUID):
            self._choose(value)

    # --- what is shown

    def _narrow(self) -> None:
        wanted = Narrow(
            self.search.text(),
            self.stage.currentData(),
            self.hold.currentData(),
            self.days.currentData(),
            self.source.currentData() or "",
        )
        board = self.board or Board((), date.min)
        if self.views.currentIndex() == LANES:
            rows = wanted.of(board.waiting)
            self.lanes.show_rows(rows, shown=sees(self.desk.user))
        else:
            self.model.show_rows(board.rows, wanted, shown=sees(self.desk.user))
            rows = self.model.rows
        every = len(board.rows)
        words = ngettext("{shown} of {count} case", "{shown} of {count} cases", every)
        self.count.setText(words.format(shown=f"{len(rows):,}", count=f"{every:,}") if every else "")

    def _turn(self) -> None:
        wanted = LANES if self.as_lanes.isChecked() else TABLE
        self.views.setCurrentIndex(wanted if self.board and self.board.rows else EMPTY)
        QSettings().setValue(VIEW, wanted)

    def _switch(self) -> None:
        self._turn()
        self._narrow()

    def _chosen(self) -> UUID | None:
        place = self.table.currentIndex().row()
        return self.model.rows[place].case_id if 0 <= place < len(self.model.rows) else None

    def _choose(self, case_id: UUID) -> None:
        if self.views.currentIndex() == LANES:
            self.lanes.choose(case_id)
        elif (place := self.model.row_of(case_id)) >= 0:
            self.table.selectRow(place)

    def begin_here(self) -> None:
        """At the search, unless something else on the board had the keys last."""
        if self.focusWidget() is None and self._bar.isVisibleTo(self):
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        super().begin_here()

    def _enter(self) -> None:
        if self.views.currentIndex() == LANES:
            self.lanes.enter()
        elif self.model.rows:
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    # --- what is done

    def _open(self, case_id: UUID) -> None:
        self.desk.called.emit(("case", case_id))

    def _open_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self._open(self.model.rows[index.row()].case_id)

    def import_cases(self) -> None:
        """Bring the lender's file in."""
        from ui.cases.board_import import import_cases

        import_cases(self, self.desk)

    def _decide(self) -> None:
        from ui.cases.board_doubles import DoublesDialog

        DoublesDialog.ask(self, self.desk)

    # --- how it is made

    def _fill_choices(self) -> None:
        self.stage.addItem(_("All stages"), None)
        for stage in Stage:
            self.stage.addItem(_(STAGES[stage]), stage)
        self.days.addItem(_("Any days past due"), None)
        for least, most in SPANS:
            words = _("{least} to {most} days") if most < 1_000_000 else _("more than {before} days")
            self.days.addItem(words.format(least=least, most=most, before=least - 1), (least, most))
        for words, held in ((_("With and without a hold"), None), (_("Held"), True), (_("Free of holds"), False)):
            self.hold.addItem(words, held)
        named = ((self.stage, _("Stage")), (self.days, _("Days past due")), (self.hold, _("Hold")))
        for box, name in (*named, (self.source, _("Branch"))):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def _fill_sources(self, board: Board) -> None:
        kept = self.source.currentData()
        self.source.blockSignals(True)
        self.source.clear()
        self.source.addItem(_("All branches"), "")
        for source in board.sources:
            self.source.addItem(source, source)
        self.source.setCurrentIndex(max(0, self.source.findData(kept)))
        self.source.blockSignals(False)
        self.source.setVisible(len(board.sources) > 1)

    def _table(self) -> QTableView:
        table = as_rows(_Table())
        table.setModel(self.model)
        table.setAccessibleName(_("Cases"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in enumerate((26, 14, 16, 21, 18, 18, 18, 26, 14)):
            header.resizeSection(column, letters * letter)
        header.setSectionResizeMode(CUSTOMER, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(DAYS, Qt.SortOrder.DescendingOrder)
        table.setSortingEnabled(True)
        return table

    def _empty(self) -> QWidget:
        self.first = QPushButton(_("&Import cases…"))
        self.first.setProperty("primary", True)
        return nothing_here(
            _("No cases yet"),
            _("Import the lender's file of overdue cases: one row per case, from a spreadsheet."),
            _("To look around first, open the demo: menu File, Open the demo."),
            button=self.first,
        )

    def _lay_out(self) -> None:
        self.as_lanes, self.as_table = QPushButton(_("Sta&ges")), QPushButton(_("&Table"))
        self.add = QPushButton(_("&Import cases…"))
        group = QButtonGroup(self)
        for button in (self.as_lanes, self.as_table):
            button.setCheckable(True)
            group.addButton(button)
        at_table = str(QSettings().value(VIEW, LANES)) == str(TABLE)
        (self.as_table if at_table else self.as_lanes).setChecked(True)
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.search, 1)
        for widget in (self.stage, self.days, self.hold, self.source, self.as_lanes, self.as_table):
            row.addWidget(widget)
        self.doubles.setProperty("link", True)
        self.doubles.hide()
        foot = button_row(self.count, right=(self.add,))
        for view in (self.lanes, self.table, self._empty()):
            self.views.addWidget(view)
        self.body.addWidget(self._bar)
        self.body.addWidget(self.doubles, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.views, 1)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._later.start())
        self.search.left.connect(self._enter)
        for box in (self.stage, self.days, self.hold, self.source):
            box.currentIndexChanged.connect(lambda _place: self._narrow())
        self.as_lanes.toggled.connect(lambda _on: self._switch())
        self.lanes.opened.connect(self._open)
        self.table.activated.connect(self._open_row)
        for button in (self.add, self.first):
            button.clicked.connect(self.import_cases)
        self.doubles.clicked.connect(self._decide)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)


class _Table(QTableView):
    # Enter opens on every system, not only where a double click does.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
