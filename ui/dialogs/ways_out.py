"""One visit without a stop: why, team by team, and the ways out, each with its price and its Apply. Changes nothing."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.day.states import VisitRow, VisitState
from planner.day.way_words import reasons, team_words, way_others, way_place, way_title
from planner.day.ways_out import Answer, Way, ways_out_of_day
from planner.model import Day, Plan
from planner.text import duration, listed
from planner.text import gettext as _
from planner.translate import DayProblem
from ui import theme
from ui.background import Ticket
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import problem_words
from ui.dialogs.team_signs import TeamSigns
from ui.dialogs.way_rows import signed_distance, signed_time
from ui.words import when_open, why


class Address:
    """The way out of a visit whose address is not sure: to look at it."""


class WaysOutDialog(Frame):
    """`value` is the way out that was chosen."""

    @staticmethod
    def ask(
        parent: QWidget | None, office: Office, problem: DayProblem, plan: Plan, row: VisitRow
    ) -> Way | Address | None:
        """The way out that is taken for an unassigned visit; None where none is."""
        dialog = WaysOutDialog(parent, office, problem, plan, row)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, office: Office, problem: DayProblem, plan: Plan, row: VisitRow) -> None:
        visit = row.visit
        lead = (visit.reference, visit.address.text, when_open(visit), duration(visit.service_time.total_seconds()))
        super().__init__(parent, _("Unassigned: {name}").format(name=visit.customer.name), lead=" · ".join(lead))
        self._day: Day = problem.day
        self._row = row
        self.value: Way | Address | None = None
        self.rows: list[WayRow] = []
        self.reason = Note()
        self.reason.say(why(row), "legal" if row.state == VisitState.BLOCKED else "text")
        self.body.addWidget(self.reason)
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(8)
        self.body.addWidget(_scrolling(self._inside), 1)
        self.note = Note()
        self.body.addWidget(self.note)
        self.progress.stopped.connect(self._stop)
        open_at(self, 760, 560 if row.state == VisitState.UNASSIGNED else 300)
        self.progress.begin(_("Looking for ways out"))
        self._ticket: Ticket = self.background.run(
            ways_out_of_day, office, problem, plan, (visit.id,),
            on_done=self._show, on_error=self._fail, on_message=self.progress.take,
        )  # fmt: skip

    def _show(self, answers: tuple[Answer, ...]) -> None:
        self.progress.end()
        (answer,) = answers
        if self._row.state == VisitState.NOT_LOCATED:
            self._show_address()
            return
        self._show_teams(answer)
        for number, way in enumerate(answer.ways, start=1):
            self.rows.append(WayRow(number, way, self._day))
            self.rows[-1].apply.clicked.connect(lambda _on=False, way=way: self._take(way))
            self._inside.addWidget(self.rows[-1])
        self._inside.addStretch(1)
        if self.rows:
            first = self.rows[0].apply
            first.setProperty("primary", True)
            first.setDefault(True)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            words = _("No way out breaks a legal rule. Each does exactly what it says, and can be undone.")
        else:
            words = _("No way out was found that keeps every rule.")
        self.note.say(words, "text2")

    def _show_address(self) -> None:
        self.address = QPushButton(_("&Review its address…"))
        self.address.setProperty("primary", True)
        self.address.setDefault(True)
        self.address.clicked.connect(lambda: self._take(Address()))
        self._inside.addWidget(self.address, 0, Qt.AlignmentFlag.AlignLeft)
        self._inside.addStretch(1)
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)
        self.note.say(_("Once its place is sure, the visit can be planned."), "text2")

    def _show_teams(self, answer: Answer) -> None:
        for words, obstacles in reasons(answer.obstacles, self._day):
            known = ((each, self._day.shift(each.shift_id).team) for each in obstacles if each.shift_id)
            if teams := [(team, team_words(each, self._day)) for each, team in known]:
                self._inside.addWidget(TeamSigns(words, teams, legal=obstacles[0].legal))

    def _take(self, way: Way | Address) -> None:
        self.value = way
        self.accept()

    def _stop(self) -> None:
        self._ticket.cancel()
        self.progress.end()
        self.note.say(_("Stopped before the ways out were known."), "text2")

    def _fail(self, error: Exception) -> None:
        self.progress.end()
        self.note.say(problem_words(error))


class WayRow(QFrame):
    """A way out: what is done, what comes of it, what it adds to the road, and a button."""

    def __init__(self, number: int, way: Way, day: Day) -> None:
        super().__init__()
        self.setStyleSheet(f"WayRow {{ border: 0; border-top: 1px solid {theme.colors().line}; }}")
        self.title = said(way_title(way, day))
        self.effect = said(listed((way_place(way, day), way_others(way))), quiet=True)
        self.apply = QPushButton(_("Apply"))
        self.apply.setAutoDefault(False)
        self.apply.setMinimumWidth(self.apply.fontMetrics().horizontalAdvance(self.apply.text()) + 52)
        self.apply.setAccessibleName(_("Apply: {way}").format(way=self.title.text()))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 4, 2)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.addWidget(said(str(number), quiet=True), 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.effect, 1, 1)
        travel = _number(signed_time(way.travel_time), quiet=abs(way.travel_time) < timedelta(seconds=30))
        grid.addWidget(travel, 0, 2, 2, 1)
        grid.addWidget(_number(signed_distance(way.distance), quiet=True), 0, 3, 2, 1)
        grid.addWidget(self.apply, 0, 4, 2, 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, travel.fontMetrics().horizontalAdvance("+0 h 00 min "))
        grid.setColumnMinimumWidth(3, travel.fontMetrics().horizontalAdvance("+00.0 km "))


def _number(text: str, *, quiet: bool) -> QLabel:
    label = said(text, quiet=quiet)
    label.setWordWrap(False)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
    return label


def _scrolling(inside: QVBoxLayout) -> QScrollArea:
    # What is inside is as wide as there is room, and never wider.
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    holder = _AsHighAsItsLines()
    holder.setLayout(inside)
    area.setWidget(holder)
    return area


class _AsHighAsItsLines(QWidget):
    # Text is as high as its lines at this width, not as at the narrowest.

    # --- Qt

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)
