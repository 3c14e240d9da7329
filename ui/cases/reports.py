"""How the office is doing, in numbers and bars: of this week, of four weeks, or of days of one's own choice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.bootstrap import Office
from planner.cases.report_tables import KINDS, Kind, by_part, export
from planner.cases.reports import FUNNEL, Report, report
from planner.cases.stage_words import STAGES, STEPS
from planner.plan_words import PARTS
from planner.text import gettext as _
from planner.text import ngettext
from planner.users import User
from ui.cases.charts import Bar, BarChart, Fill, Legend, Part, plain_bar
from ui.cases.desk import Desk
from ui.cases.page import Page
from ui.dialogs.frame import GAP, heading, said, say_date

FILLS = {Kind.DONE: Fill.FULL, Kind.NOT_MET: Fill.PALE, Kind.REFUSED: Fill.STRIPED, Kind.STOPPED: Fill.EMPTY}
WEEK, FOUR_WEEKS, OWN = range(3)
type Span = Callable[[date], tuple[date, date]]


class ReportsPage(Page):
    """Days above; below them how cases stand, how visits ended, what was promised, and who did the work."""

    NAME = "reports"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, _("Reports"), _("Counts of what was entered. What matters is that people were met, heard and helped.")
        )
        self.report: Report | None = None
        self.span = QComboBox()
        self.span.addItems([_("This week"), _("The last four weeks"), _("Days of your choice")])
        self.span.setCurrentIndex(FOUR_WEEKS)  # on a Monday nothing has happened this week
        self.first, self.last = _day_field(_("First day")), _day_field(_("Last day"))
        self.till = QLabel("–")
        self.days = said(quiet=True)
        self.days.setWordWrap(False)
        self.export = QPushButton(_("&Export…"))
        self.export.setToolTip(_("As a workbook or as CSV; this is recorded"))
        self.stages = BarChart(_("Cases by stage, now"))
        self.steps = BarChart(_("Cases that took a step in these days"))
        self.outcomes = BarChart(_("Outcomes by time of day"))
        self.load = BarChart(_("Visits by staff"))
        self.kept = Figure(_("Visited in the time that was told"))
        self.complaints = Figure(_("Complaints"))
        self.refusals = Figure(_("Want no visits or no contact"))
        self.no_outcomes = said(
            _("No outcome was entered of these days. In the evening they are entered on the page Outcomes."), quiet=True
        )
        self.no_cases = said(
            _("No case is kept here yet. Bring in the lender's file of overdue cases on the board."), quiet=True
        )
        self.no_load = said(_("No plan went out in these days."), quiet=True)
        self._lay_out()
        self._connect()

    # --- reading

    def refresh(self) -> None:
        """Count the chosen days."""
        if self._ticket:
            self._ticket.cancel()
        self._stale = False
        self._ticket = self.desk.background.run(
            counted, self.desk.office, self._span_of(), by=self.desk.user, on_done=self.show_read, on_error=self.fail
        )

    def show_read(self, value: Report) -> None:
        """Show the numbers."""
        self.report = value
        for field, day in ((self.first, value.first), (self.last, value.last)):
            field.blockSignals(True)
            field.setDate(QDate(day.year, day.month, day.day))
            field.blockSignals(False)
        self.days.setText(f"{say_date(value.first)} – {say_date(value.last)}")
        self.stages.show_bars([plain_bar(_(words), value.stages.get(each, 0)) for each, words in STAGES.items()])
        self.stages.setVisible(bool(sum(value.stages.values())))
        self.no_cases.setVisible(not sum(value.stages.values()))
        self.steps.show_bars([plain_bar(_(STEPS[each]), value.steps.get(each, 0)) for each in FUNNEL])
        self._show_outcomes(value)
        told, kept = value.promises.told, value.promises.kept
        self.kept.show_figure(_("{kept} of {told}").format(kept=kept, told=told) if told else "–")
        self.complaints.show_figure(str(value.complaints))
        self.refusals.show_figure(str(value.refusals))
        self.load.show_bars([plain_bar(each.name, each.visits, _load_words(each.visits, each.days, each.minutes))
                             for each in value.load])  # fmt: skip
        self.load.setVisible(bool(value.load))
        self.no_load.setVisible(not value.load)
        self.export.setEnabled(True)

    def _show_outcomes(self, value: Report) -> None:
        bars = [
            Bar(_(PARTS[part]), tuple(Part(counts.get(kind, 0), FILLS[kind]) for kind in Kind))
            for part, counts in by_part(value).items()
        ]
        self.outcomes.show_bars(bars, [Legend(_(words), FILLS[kind]) for kind, words in KINDS.items()])
        self.outcomes.setVisible(bool(value.visits))
        self.no_outcomes.setVisible(not value.visits)

    # --- days

    def _span_of(self) -> Span:
        chosen = self.span.currentIndex()
        if chosen == WEEK:
            return _this_week
        if chosen == FOUR_WEEKS:
            return _four_weeks
        first, last = (date(*field.date().getDate()) for field in (self.first, self.last))
        return lambda _today: (min(first, last), max(first, last))

    def _chosen(self) -> None:
        own = self.span.currentIndex() == OWN
        for widget in (self.first, self.till, self.last):
            widget.setVisible(own)
        self.days.setVisible(not own)
        self.refresh()

    # --- a file

    def choose_file(self) -> None:
        """Ask where to, and write."""
        if self.report is None:
            return
        name = f"report-{self.report.first.isoformat()}-{self.report.last.isoformat()}.xlsx"
        file, _kind = QFileDialog.getSaveFileName(
            self, _("Export the report"), name, _("Workbook (*.xlsx);;CSV (*.csv)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if file:
            self.write(Path(file))

    def write(self, file: Path) -> None:
        """Write the report that is shown."""
        desk, file = self.desk, file if file.suffix else file.with_suffix(".xlsx")
        words = _("The report is in {file}.").format(file=file.name)
        desk.act(
            export, desk.office, self.report, file, by=desk.user,
            on_done=lambda _none: self.note.say(words, "better"), on_error=self.fail,
        )  # fmt: skip

    # --- how it is made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        for widget in (self.span, self.first, self.till, self.last, self.days):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.export)
        self.body.addLayout(head)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, GAP, GAP, 0)
        column.setSpacing(GAP * 2)
        figures, sides = QHBoxLayout(), QHBoxLayout()
        for figure in (self.kept, self.complaints, self.refusals):
            figures.addWidget(figure, 1)
        left = _column(
            _titled(_("Outcomes by time of day"), self.outcomes, self.no_outcomes),
            _titled(_("Cases by stage, now"), self.stages, self.no_cases),
            _titled(_("Cases that took a step in these days"), self.steps),
        )
        sides.setSpacing(GAP * 3)
        sides.addWidget(left, 1)
        sides.addWidget(_column(_titled(_("Staff"), self.load, self.no_load)), 1)
        column.addLayout(figures)
        column.addLayout(sides)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inner)
        self.body.addWidget(scroll, 1)

    def _connect(self) -> None:
        self.span.setAccessibleName(_("Days"))
        self.export.setEnabled(False)
        self.span.currentIndexChanged.connect(lambda _row: self._chosen())
        for field in (self.first, self.last):
            field.setVisible(False)
            field.dateChanged.connect(lambda _day: self.refresh())
        self.till.setVisible(False)
        self.export.clicked.connect(self.choose_file)


class Figure(QWidget):
    """One number with its words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.number = QLabel("–")
        self.number.setProperty("headline", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.number)
        column.addWidget(said(words, quiet=True))

    def show_figure(self, number: str) -> None:
        """Show it."""
        self.number.setText(number)
        self.number.setAccessibleName(f"{self._words}: {number}")


def counted(office: Office, span: Span, *, by: User) -> Report:
    """The report of a span, which is asked for by today's date."""
    with office.store.reading() as session:
        zone = session.branch().zone
    first, last = span(office.clock().astimezone(zone).date())
    return report(office, first, last, by=by)


def _this_week(today: date) -> tuple[date, date]:
    first = today - timedelta(days=today.weekday())
    return first, first + timedelta(days=6)


def _four_weeks(today: date) -> tuple[date, date]:
    return today - timedelta(days=27), today


def _load_words(visits: int, days: int, minutes: int) -> str:
    count = ngettext("{visits} in {count} day", "{visits} in {count} days", days).format(visits=visits, count=days)
    return f"{count}, {minutes // 60}:{minutes % 60:02} h"


def _day_field(name: str) -> QDateEdit:
    field = QDateEdit()
    field.setCalendarPopup(True)
    field.setDisplayFormat("yyyy-MM-dd")
    field.setAccessibleName(name)
    return field


def _column(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP * 2)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return box


def _titled(title: str, *widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP // 2)
    column.addWidget(heading(title))
    for widget in widgets:
        column.addWidget(widget)
    return box
