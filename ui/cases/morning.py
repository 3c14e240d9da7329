"""The morning: one sentence tells how the day stands; below, what is to be done, each with the button that does it.

Teams to ring up come first, in red. What has changed since the last look is a table of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.cases.changes import Remedy
from planner.cases.masking import sees
from planner.cases.morning import Morning, State, ToDo, morning
from planner.cases.morning_words import DOES, file_words, headline, lead
from planner.cases.taking_off import TakenOff, take_off
from planner.text import gettext as _
from planner.text import listed, ngettext
from planner.users import Right, User
from routing.worker import Worker
from ui import theme
from ui.cases.day_field import DayField
from ui.cases.desk import Desk
from ui.cases.looks import action
from ui.cases.morning_rows import ChangeRows, PaperLines, ToDoLine
from ui.cases.page import Page
from ui.cases.ringing import Rings
from ui.dialogs.frame import GAP, heading, said
from ui.dialogs.lender_file import LenderFileDialog
from ui.rights import guard

RIGHTS: Mapping[Remedy, Right] = {
    **dict.fromkeys((Remedy.IMPORT_PAYMENTS, Remedy.IMPORT_HOLDS, Remedy.IMPORT_CASES, Remedy.TAKE_OFF), Right.PLAN),
    **dict.fromkeys((Remedy.ROSTER, Remedy.REVIEW, Remedy.PLAN, Remedy.PLAN_REST), Right.PLAN),
    Remedy.COPIES: Right.ISSUE,
    **dict.fromkeys((Remedy.PHONE, Remedy.TELL, Remedy.CALLS, Remedy.OUTCOMES), Right.CONTACT),
}
IN_THE_WINDOW: Mapping[Remedy, str] = {
    Remedy.ROSTER: "roster",
    Remedy.REVIEW: "review",
    Remedy.PLAN: "plan",
    Remedy.PLAN_REST: "plan_rest",
}
"""Actions of the day's window."""
FILES = (Remedy.IMPORT_PAYMENTS, Remedy.IMPORT_HOLDS)
TONES: Mapping[State, str] = {State.READY: "better", State.ISSUED: "better", State.OPEN: "worse"}


class MorningPage(Page):
    """Alt and a letter does the next thing; F5 looks again."""

    NAME = "morning"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Morning"))
        self.seen: Morning | None = None
        self._begun = False
        self._when: date | None = None
        self.headline = QLabel()
        self.headline.setProperty("headline", True)
        self.headline.setWordWrap(True)
        self.day = DayField()
        self.day.chosen.connect(self.open_with)
        theme.following().changed.connect(self.outdate)
        self.files = said(quiet=True)
        self.newer = {remedy: self._newer(remedy) for remedy in FILES}
        """A newer file of the same day, while the one before is fresh."""
        self.rings = Rings(desk)
        self.rows: list[ToDoLine] = []
        self.changes = ChangeRows()
        self.changes.opened.connect(lambda case: desk.called.emit(("case", case)))
        self.changed_head = heading("")
        self.calm = said(quiet=True)
        self.papers = PaperLines()
        self._lay_out()

    # --- reading

    @staticmethod
    def read(office: Office, user: User) -> Morning:
        """How today stands."""
        return morning(office, by=user)

    def refresh(self) -> None:
        """Read the day that is chosen; today's at first."""
        if self._ticket:
            self._ticket.cancel()
        self._stale = False
        self._ticket = self.desk.background.run(
            morning, self.desk.office, self._when, by=self.desk.user, on_done=self.show_read, on_error=self.fail
        )

    def open_with(self, value: object) -> None:
        """Show this day."""
        if isinstance(value, date) and value != self._when:
            self._when = value
            self.outdate()

    # --- showing

    def show_read(self, value: Morning) -> None:
        """Show how it stands."""
        self.seen, self._when = value, value.day
        self.day.show_day(value.day)
        self.headline.setText(headline(value))
        self.headline.setProperty("tone", TONES.get(value.state, ""))
        self.headline.style().polish(self.headline)
        self.lead.setText(lead(value))
        self.lead.show()
        self.files.setText("   ·   ".join(file_words(value, file) for file in value.files))
        self.files.setVisible(bool(value.files))
        asked = {todo.remedy for todo in value.to_do}
        for remedy, button in self.newer.items():
            button.setVisible(remedy not in asked)
            guard(button, self.desk.user, RIGHTS[remedy])
        self.rings.show_rings(value.phones)
        self._show_rows(value)
        count, since = len(value.changes), f"{value.since.astimezone(value.zone):%Y-%m-%d %H:%M}"
        words = ngettext("{count} change since {time}", "{count} changes since {time}", count)
        self.changed_head.setText(words.format(count=count, time=since) if count else _("Changes"))
        self.calm.setText(_("Nothing has changed since {time}.").format(time=since))
        self.calm.setVisible(not count)
        self.changes.setVisible(bool(count))
        self.changes.show_changes(value.changes, shown=sees(self.desk.user))
        self.papers.show_papers(value.papers)
        if not self._begun and self.isVisible():  # keys begin at the first thing to do
            self._begun = True
            (self.rows[0].button if self.rows else self.again).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self, value: Morning) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        rest = [todo for todo in value.to_do if not todo.blocks and todo.remedy != Remedy.PHONE]
        for todo in (*value.blocking, *rest):
            row = ToDoLine(todo, self.desk.user, RIGHTS.get(todo.remedy, Right.SEE_CASE))
            row.wanted.connect(self.do)
            self.rows.append(row)
            self._lines.addWidget(row)
        self.also.setVisible(bool(rest) and not value.blocking)

    # --- doing

    def do(self, todo: ToDo) -> None:
        """Do one thing, or lead to where it is done."""
        self.note.say("")
        does: dict[Remedy, Callable[[], Any]] = {
            Remedy.IMPORT_PAYMENTS: lambda: self._import("payments"),
            Remedy.IMPORT_HOLDS: lambda: self._import("holds"),
            Remedy.IMPORT_CASES: self._import_cases,
            Remedy.TAKE_OFF: self._take_off,
            Remedy.APPROVE: lambda: self.desk.called.emit(("approvals", self._when)),
            Remedy.TELL: lambda: self.desk.called.emit(("promises", self._when)),
            Remedy.CALLS: lambda: self.desk.called.emit(("evening", date.fromisoformat(todo.named[0]))),
            Remedy.OUTCOMES: lambda: self.desk.called.emit(("outcomes", date.fromisoformat(todo.named[0]))),
            Remedy.COPIES: lambda: self.desk.called.emit(("copies", date.fromisoformat(todo.named[0]))),
            Remedy.PREPARE: lambda: self._open_file(todo),
        }
        if todo.remedy in IN_THE_WINDOW:
            self.desk.window_wanted.emit(IN_THE_WINDOW[todo.remedy], self._when)
        elif todo.remedy in does:
            does[todo.remedy]()

    def _import(self, kind: str) -> None:
        if said_ := LenderFileDialog.ask(self, self.desk, kind):
            self.note.say(said_, "better")

    def _import_cases(self) -> None:
        from ui.cases.board_import import import_cases

        import_cases(self, self.desk)

    def _open_file(self, todo: ToDo) -> None:
        found = self.seen.changes if self.seen else ()
        case = next((each.case_id for each in found if each.remedy == todo.remedy and each.case_id), None)
        if case:
            self.desk.called.emit(("case", case))

    def _take_off(self) -> None:
        for row in self.rows:
            row.setEnabled(False)
        self.note.say(_("The plan is timed again…"), "text2")
        self.desk.act(
            _take_off, self.desk.office, self._when, self.desk.user, on_done=self._taken_off, on_error=self._failed,
            days=True,
        )  # fmt: skip

    def _taken_off(self, done: TakenOff) -> None:
        words = _("Off the plan: {named}.").format(named=listed(done.references))
        if done.phone:
            words += " " + _("Paper is out: their teams are on the list above.")
        self.note.say(words, "worse" if done.phone else "better")

    def _failed(self, problem: Exception) -> None:
        self.fail(problem)
        self.refresh()

    # --- building

    def _newer(self, remedy: Remedy) -> QPushButton:
        button = action(_(DOES[remedy]), _("The lender has sent a newer file."), lambda: self.do(ToDo(remedy)))
        button.setAutoDefault(False)
        button.setProperty("link", True)
        return button

    def _lay_out(self) -> None:
        self.body.removeWidget(self.title)
        self.title.hide()
        top = QHBoxLayout()
        top.addWidget(self.headline, 1)
        top.addWidget(self.day)
        self.again = QPushButton(_("Look again"))
        self.again.setShortcut("F5")
        self.again.setToolTip(_("Judge everything as it is now. F5"))
        self.again.clicked.connect(self.refresh)
        top.addWidget(self.again)
        self.body.insertLayout(0, top)
        files = QHBoxLayout()
        files.addWidget(self.files, 1)
        for button in self.newer.values():
            files.addWidget(button)
        self.body.addLayout(files)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(GAP)
        self.also = said(_("This can wait, but not long:"), quiet=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        for part in (self.rings, self.also, self._lines, self.changed_head, self.calm, self.changes, self.papers):
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(middle)
        self.body.addWidget(area, 1)


def _take_off(office: Office, when: date, user: User) -> TakenOff:
    with Worker() as worker:
        return take_off(office, when, worker, by=user)
