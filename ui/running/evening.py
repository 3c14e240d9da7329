"""The evening of a day: what still stands open, each with the button that leads there, the numbers, and the closing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.bootstrap import Office
from planner.errors import NotFound
from planner.running.day_report import print_report
from planner.running.evening import MUST, Evening, Open, close_day, evening, open_again
from planner.running.evening_words import figures, lead, next_rows, open_words
from planner.text import N_
from planner.text import gettext as _
from planner.users import Right, User
from ui.cases.charts import BarChart, plain_bar
from ui.cases.day_field import DayField
from ui.cases.desk import Desk
from ui.cases.looks import action
from ui.cases.page import Page
from ui.cases.reports import Figure
from ui.dialogs.frame import GAP, heading, said
from ui.rights import guard
from ui.running.evening_teams import TeamTable

LEADS: Mapping[Open, tuple[str, str]] = {
    Open.INCIDENT: (N_("Go to it"), "running"),
    Open.ALARM: (N_("Go to it"), "running"),
    Open.TEAM_OUT: (N_("Check in"), "check_in"),
    Open.RING_TEAM: (N_("Ring up"), "morning"),
    Open.CALLS: (N_("Call them"), "calls_due"),
    Open.OUTCOMES: (N_("Enter outcomes"), "outcomes"),
    Open.COPIES: (N_("Tick off copies"), "copies"),
}
"""The words of the button, and where it leads: a page of the cases, or an action of the day's window."""
CLOSES = N_("Everybody is back; what is open goes on to the morning.")
IN_THE_WINDOW = frozenset({"running", "check_in", "calls_due"})


class EveningPage(Page):
    """F5 looks again; Enter on a line's button leads to where it is done."""

    NAME = "evening"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Evening"), " ")
        self.found: Evening | None = None
        self._when: date | None = None
        self.lines: list[OpenLine] = []
        self.day = DayField()
        self.day.chosen.connect(self.open_with)
        self.figures: dict[str, Figure] = {}
        self.teams = TeamTable()
        self.next = BarChart(_("What comes next"))
        self.no_next = said(_("No outcome was entered of this day."), quiet=True)
        self.shut = action(_("C&lose the day"), _(CLOSES), self.close_)
        self.open_again = action(_("&Open again"), _("Something was found later. This is recorded."), self.reopen)
        self.report = action(_("&Report…"), _("One page of counts, as a PDF; this is recorded"), self.ask_file)
        self._lay_out()

    # --- reading

    @staticmethod
    def read(office: Office, user: User) -> Evening | None:
        """How today stands; None where nothing went out."""
        return _read(office, None, by=user)

    def refresh(self) -> None:
        """Read the day that is chosen; the newest that went out at first."""
        if self._ticket:
            self._ticket.cancel()
        self._stale = False
        run = self.desk.background.run
        self._ticket = run(
            _read, self.desk.office, self._when, by=self.desk.user, on_done=self.show_read, on_error=self.fail
        )

    def open_with(self, value: object) -> None:
        """Show this day."""
        if isinstance(value, date) and value != self._when:
            self._when = value
            self.outdate()

    # --- showing

    def show_read(self, value: Evening | None) -> None:
        """Show how it stands."""
        self.found = value
        self.rest.setVisible(value is not None)
        for button in (self.shut, self.open_again, self.report):
            button.setVisible(value is not None)
        if value is None:
            self.lead.setText(_("No plan went out for this day. Choose another one above."))
            self._show_lines({})
            return
        self._when = value.day.date
        self.day.show_day(value.day.date)
        self.lead.setText(lead(value))
        self._show_lines(value.left)
        for words, number in figures(value):
            self.figures[words].show_figure(number)
        self.teams.show_teams(value)
        rows = next_rows(value)
        self.next.show_bars([plain_bar(words, count) for words, count in rows])
        self.next.setVisible(bool(rows))
        self.no_next.setVisible(not rows)
        self.open_again.setVisible(value.closed is not None)
        self.shut.setVisible(value.closed is None)
        guard(self.shut, self.desk.user, Right.PLAN)
        if self.shut.isEnabled():
            self.shut.setEnabled(value.may_close)
            self.shut.setToolTip(_(CLOSES) if value.may_close else lead(value))

    def _show_lines(self, left: Mapping[Open, int]) -> None:
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [OpenLine(what, count) for what, count in left.items()]
        for line in self.lines:
            line.wanted.connect(self.lead_to)
            if LEADS[line.what][1] != "copies":  # which papers are out is also for those who only read
                guard(line.button, self.desk.user, Right.CONTACT)
            self._lines.addWidget(line)

    # --- doing

    def lead_to(self, what: Open) -> None:
        """Lead to where something open is seen to."""
        place = LEADS[what][1]
        if place in IN_THE_WINDOW:
            self.desk.window_wanted.emit(place, self._when)
        else:
            self.desk.called.emit((place, self._when))

    def close_(self) -> None:
        """Close the day."""
        self._do(close_day, _("The day is closed. Its report is one page."))

    def reopen(self) -> None:
        """Open it again."""
        self._do(open_again, _("The day is open again."))

    def _do(self, use_case: Callable[..., object], words: str) -> None:
        self.desk.act(
            use_case, self.desk.office, self._when, by=self.desk.user,
            on_done=lambda _done: self.note.say(words, "better"), on_error=self.fail,
        )  # fmt: skip

    def ask_file(self) -> None:
        """Ask where the report goes, and write it."""
        name = f"day-{self._when.isoformat()}.pdf" if self._when else "day.pdf"
        file, _kind = QFileDialog.getSaveFileName(self, _("Report of the day"), name, _("PDF (*.pdf)"))
        if file:
            self.write(Path(file))

    def write(self, file: Path) -> None:
        """Write the report of the day that is shown."""
        desk, file = self.desk, file if file.suffix else file.with_suffix(".pdf")
        words = _("The report is in {file}.").format(file=file.name)
        desk.act(
            print_report, desk.office, self._when, file, by=desk.user, worker=desk.worker,
            on_done=lambda _file: self.note.say(words, "better"), on_error=self.fail,
        )  # fmt: skip

    # --- building

    def _lay_out(self) -> None:
        self.body.removeWidget(self.title)
        again = action(_("Look again"), _("Judge everything as it is now. F5"), self.refresh)
        again.setShortcut("F5")
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        for part in (self.day, again, self.report, self.open_again, self.shut):
            top.addWidget(part)
        self.body.insertLayout(0, top)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)
        self.rest = QScrollArea()
        self.rest.setWidgetResizable(True)
        self.rest.setFrameShape(QScrollArea.Shape.NoFrame)
        self.rest.setWidget(self._numbers())
        self.body.addWidget(self.rest, 1)

    def _numbers(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(GAP)
        grid = QGridLayout()
        grid.setVerticalSpacing(GAP)
        names = (
            _("Planned"), _("Done"), _("Met"), _("Begun in the time that was told"), _("Begun late"), _("Not visited"),
            _("Changes on the road"), _("Alarms"), _("Incidents"),
        )  # fmt: skip
        for place, words in enumerate(names):
            self.figures[words] = Figure(words)
            grid.addWidget(self.figures[words], place // 3, place % 3)
        column.addLayout(grid)
        column.addWidget(heading(_("Teams")))
        column.addWidget(self.teams)
        column.addWidget(heading(_("What comes next")))
        column.addWidget(self.next)
        column.addWidget(self.no_next)
        column.addStretch(1)
        return inner


class OpenLine(QFrame):
    """A sentence of what stands open, and the button that leads to where it is seen to."""

    wanted = Signal(object)

    def __init__(self, what: Open, count: int) -> None:
        super().__init__()
        self.what = what
        self.setProperty("card", True)
        mark = QLabel("●" if what in MUST else "○")
        mark.setProperty("tone", "worse" if what in MUST else "text3")
        mark.setToolTip(_("The day is not closed before.") if what in MUST else _("It goes on to the morning."))
        words = said(open_words(what, count))
        self.button = QPushButton(_(LEADS[what][0]))
        self.button.setAutoDefault(False)
        self.button.setAccessibleDescription(words.text())
        self.button.clicked.connect(self._press)  # a method: what hears a row that goes must go with it
        row = QHBoxLayout(self)
        row.addWidget(mark)
        row.addWidget(words, 1)
        row.addWidget(self.button)

    def _press(self) -> None:
        self.wanted.emit(self.what)


def _read(office: Office, when: date | None, *, by: User) -> Evening | None:
    try:
        return evening(office, when or _newest(office), by=by)
    except NotFound:
        return None


def _newest(office: Office) -> date:
    # The newest day up to today that went out, else today.
    with office.store.reading() as session:
        today = session.day_of(office.clock())
        return max((day for day in session.issued_dates() if day <= today), default=today)
