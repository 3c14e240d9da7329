"""How visits ended, entered in the evening in the order of the papers, by keys alone.

Rows are kept when the cursor leaves them, see `outcome_keeping`. Nothing is filled in by default.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMessageBox, QPushButton, QWidget
from shiboken6 import isValid

from planner.bootstrap import Office
from planner.cases.entering import Line, lines
from planner.cases.masking import sees
from planner.cases.outcomes import VisitOutcome
from planner.short_name import mask_name
from planner.text import gettext as _
from planner.text import ngettext
from planner.users import Right, User
from ui.cases.desk import Desk
from ui.cases.looks import scrolling
from ui.cases.outcome_draft import Draft, RowState, Told
from ui.cases.outcome_grid import OutcomeGrid
from ui.cases.outcome_keeping import OutcomeKeeping
from ui.cases.outcome_model import WORDS, OutcomeModel
from ui.cases.outcome_sheet import OutcomeSheet, busy_words
from ui.cases.outcome_side import OutcomeSide
from ui.cases.page import Page
from ui.dialogs.frame import GAP, said, say_date
from ui.dialogs.problem import problem_words

MOST_DAYS = 30


@dataclass(frozen=True, slots=True)
class Evening:
    """What the page shows: the days that were issued, the newest first, and the lines of one of them."""

    days: tuple[date, ...]
    when: date | None
    lines: tuple[Line, ...]
    zone: ZoneInfo


class OutcomesPage(Page):
    """Days and the count above, the table at the left, codes and what was told at the right."""

    NAME = "outcomes"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Outcomes"),
            _(
                "Type the time as 0930, Enter goes on. The code is one letter, then Enter. F4: what the customer told."
                " Backspace takes one back. F5: what is missing on top."
            ),
        )
        self.when: date | None = None
        self.model = OutcomeModel(self)
        self.grid = OutcomeGrid(self.model)
        self.side = OutcomeSide()
        self.side_room = scrolling(self.side)
        self.side_room.setFixedWidth(self.side.width() + self.side_room.verticalScrollBar().sizeHint().width())
        self.keeping = OutcomeKeeping(desk, self)
        self.days = QComboBox()
        self.days.setAccessibleName(_("Day"))
        self.days.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # its days come later
        self.count = QLabel()
        self.count.setProperty("tone", "worse")
        self.sheet = QPushButton(_("&Read a returned sheet…"))
        self.sheet.setToolTip(_("plan.xlsx of this day, with its sheet “Return” filled in"))
        self.reading = OutcomeSheet(desk, self.keeping, self)
        self.empty = said(quiet=True)
        self._anew = True
        self._lay_out()
        self._connect()

    # --- reading

    def refresh(self) -> None:
        """Read the chosen day, or the newest that is over."""
        if self._ticket:
            self._ticket.cancel()
        self._stale = False
        self._ticket = self.desk.background.run(
            evening, self.desk.office, self.when, self.desk.user, on_done=self.show_read, on_error=self.fail
        )

    def outdate(self, *args: object) -> None:
        """What was entered here is shown already."""
        if not self.keeping.telling:
            super().outdate(*args)

    def show_read(self, value: Evening) -> None:
        """Show it; the row that was being filled in stays under the cursor."""
        before = self._chosen
        anew = self._anew or value.when != self.when
        self.when, self._anew = value.when, False
        self._show_days(value)
        self.model.shown = sees(self.desk.user)
        self.model.show_lines(value.lines, value.zone, anew=anew)
        self._show_count()
        there = bool(value.lines)
        for widget in (self.grid, self.side_room, self.count, self.sheet):
            widget.setVisible(there)
        self.empty.setVisible(not there)
        row = self.model.row_of(before.line.visit.id) if before else -1
        if there and (row < 0 or not self.grid.currentIndex().isValid()):
            self.grid.go_to(max(0, row))
            self.grid.setFocus()

    def open_with(self, value: object) -> None:
        """Show this day."""
        if isinstance(value, date) and value != self.when:
            self._choose(value)

    def _show_days(self, value: Evening) -> None:
        self.days.blockSignals(True)
        self.days.clear()
        for day in value.days:
            self.days.addItem(say_date(day), day)
        if value.when:
            self.days.setCurrentIndex(value.days.index(value.when))
        self.days.blockSignals(False)
        self.days.setVisible(bool(value.days))
        self.empty.setText(
            _("The papers of this day name no visit that is still known.")
            if value.days
            else _("No plan was issued yet. Once one is, its visits stand here in the order of the papers.")
        )

    def _choose(self, when: date) -> None:
        self.leave(self.grid.currentIndex().row())
        self.keeping.flush()
        self.when, self._anew = when, True
        self.refresh()

    # --- filling in

    @property
    def _chosen(self) -> Draft | None:
        row = self.grid.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def leave(self, row: int) -> None:
        """The cursor leaves a row: what was typed there is kept, or said to be wrong."""
        if not 0 <= row < len(self.model.rows) or self.when is None:
            return
        draft = self.model.rows[row]
        if draft.state == RowState.TYPED:
            if entry := draft.entry():
                draft.state = RowState.WAITING
                self.keeping.want(self.when, entry)
            self.model.tell(row)
        elif draft.state == RowState.KEPT and draft.problem:
            self.model.change(row, lambda each: setattr(each, "problem", ""))
        self._show_count()

    def _kept(self, kept: Mapping[UUID, VisitOutcome | None]) -> None:
        self.model.took(kept)
        self._show_count()
        self._show_side()

    def _failed(self, ids: Sequence[UUID], problem: Exception) -> None:
        def say(draft: Draft) -> None:
            draft.problem = problem_words(problem)
            if draft.state == RowState.WAITING:
                draft.state = RowState.TYPED

        for row in map(self.model.row_of, ids):
            if row >= 0:
                self.model.change(row, say)
        self._show_count()

    def _take_back(self, row: int) -> None:
        draft = self.model.rows[row]
        who = mask_name(draft.line.visit.customer.name)
        words = _("Take back what was entered of {who}? The hold that came of it ends.").format(who=who)
        if self.when is None or QMessageBox.question(self, self.title.text(), words) != QMessageBox.StandardButton.Yes:
            return
        if not self.keeping.take_back(self.when, draft.line.visit.id):
            self.note.say(busy_words(), "worse")

    def _show_count(self) -> None:
        total, missing = len(self.model.rows), self.model.missing
        words = ngettext("{missing} of {count} missing", "{missing} of {count} missing", total)
        self.count.setText(
            words.format(missing=missing, count=total) if missing else _("All {count} are in.").format(count=total)
        )
        tone = "worse" if missing else "better"
        if self.count.property("tone") != tone:
            self.count.setProperty("tone", tone)
            self.count.style().polish(self.count)

    def _entered(self, count: int) -> None:
        self._anew = True
        words = ngettext("{count} outcome was entered.", "{count} outcomes were entered.", count)
        self.note.say(words.format(count=count), "better")

    # --- what was told

    def _show_side(self, *_args: object) -> None:
        if not self.side.isAncestorOf(self.focusWidget() or self):
            self.side.show_draft(self._chosen, self.desk.user)

    def _told(self, told: Told) -> None:
        if draft := self._chosen:
            self.model.change(self.grid.currentIndex().row(), lambda each: each.tell(told))
            self.note.say("" if draft.code else _("Told, but without a code nothing is entered yet."), "worse")

    def _back_to_grid(self) -> None:
        self.grid.setFocus()
        self.grid.go_to(self.grid.currentIndex().row(), WORDS)

    # --- how it is made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.days)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.sheet)
        self.body.addLayout(head)
        self.body.addWidget(self.empty)
        row = QHBoxLayout()
        row.addWidget(self.grid, 1)
        row.addWidget(self.side_room)
        self.body.addLayout(row, 1)
        QWidget.setTabOrder(self.grid, self.side)

    def _connect(self) -> None:
        self.days.activated.connect(lambda _row: self._choose(self.days.currentData()))
        self.sheet.clicked.connect(self.reading.choose)
        self.reading.entered.connect(self._entered)
        self.reading.said.connect(self.note.say)
        self.grid.row_left.connect(self.leave)
        self.grid.take_back.connect(self._take_back)
        self.grid.more.connect(lambda _row: self.side.begin())
        self.grid.selectionModel().currentRowChanged.connect(self._row_changed)
        self.side.edited.connect(self._told)
        self.side.done.connect(self._back_to_grid)
        self.keeping.kept.connect(self._kept)
        self.keeping.failed.connect(self._failed)
        again = QShortcut(QKeySequence(Qt.Key.Key_F5), self, self._missing_on_top)
        again.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _row_changed(self, _now: QModelIndex, before: QModelIndex) -> None:
        if before.isValid():  # else the rows were read anew
            self.note.say("")
        self.side.show_draft(self._chosen, self.desk.user)

    def _missing_on_top(self) -> None:
        self.leave(self.grid.currentIndex().row())
        self._anew = True
        self.refresh()

    # --- Qt

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if isValid(self.count):  # at the very end its parts may be gone before it
            self.leave(self.grid.currentIndex().row())
            self.keeping.flush()
            self._anew = True  # next time what is missing stands on top


def evening(office: Office, when: date | None, user: User) -> Evening:
    """The days that were issued, and the lines of one: the one asked for, or the newest that has begun."""
    user.require(Right.CONTACT)
    with office.store.reading() as session:
        zone = session.branch().zone
        days = session.issued_dates()[::-1][:MOST_DAYS]
        today = office.clock().astimezone(zone).date()
        begun = [day for day in days if day <= today]
        chosen = when if when in days else next(iter(begun), days[-1] if days else None)
        return Evening(days, chosen, lines(session, chosen) if chosen else (), zone)
