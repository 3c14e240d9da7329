"""The teams of a day as they could be formed from who is here: look at who would move, and take them or not."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from planner.bootstrap import Office
from planner.day.crew_words import team_change, unmet_sentence
from planner.day.crews import Fate, Proposal, ProposedTeam, form_teams
from planner.model import Day, Staff
from planner.text import gettext as _
from planner.text import listed
from routing.worker import Worker
from ui import theme
from ui.background import Ticket
from ui.dialogs.fields import Note, WholeRows, open_at
from ui.dialogs.frame import GAP, Frame, said
from ui.dialogs.problem import problem_words
from ui.signs import sign_icon

TYPING_MS = 400
"""A number is taken once nobody has changed it for so long."""


class FormTeamsDialog(Frame):
    """`proposal` is what is shown; None while it is being worked out."""

    @staticmethod
    def ask(parent: QWidget | None, office: Office, day: Day, worker: Worker) -> Day | None:
        """The day with the teams that were taken; None where none were."""
        dialog = FormTeamsDialog(parent, office, day, worker)
        return dialog.proposal.day if dialog.run() and dialog.proposal else None

    def __init__(self, parent: QWidget | None, office: Office, day: Day, worker: Worker) -> None:
        lead = _(
            "From everyone who is here: as many teams as you want, with what visits ask for, nobody in training alone, "
            "and people where they were. Nothing changes before you take the teams."
        )
        super().__init__(parent, _("Form the teams"), _("&Take these teams"), lead)
        self._office, self._day, self._worker = office, day, worker
        self._ticket: Ticket | None = None
        self.proposal: Proposal | None = None
        self.teams, self.size = QSpinBox(), QSpinBox()
        self.table = TeamsTable()
        self.reserve = said("", quiet=True)
        self.unmet, self.note = Note(), Note()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._form)
        self.teams.setValue(len(day.shifts))
        self._lay_out()
        self.progress.stopped.connect(self._stop)
        open_at(self, 860, 560)
        self._form()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for label, box, most in ((_("&How many teams"), self.teams, 99), (_("&People in each"), self.size, 9)):
            words = QLabel(label)
            words.setBuddy(box)
            box.setAccessibleName(label.replace("&", ""))
            box.setRange(0, most)
            box.setSpecialValueText(_("as before"))
            box.valueChanged.connect(lambda _value: self._retype())
            row.addWidget(words)
            row.addWidget(box)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        for below in (self.reserve, self.unmet, self.note):
            self.body.addWidget(below)

    # --- working it out

    def _retype(self) -> None:
        if self._ticket:
            self._ticket.cancel()
        self.proposal = None
        self.primary.setEnabled(False)
        self._typing.start()

    def _form(self) -> None:
        self.primary.setEnabled(False)
        self.note.say("")
        self.progress.begin(_("Forming teams"))
        self._ticket = self.background.run(
            form_teams,
            self._office,
            self._day,
            self._worker,
            teams=self.teams.value() or None,
            size=self.size.value() or None,
            on_done=self._show,
            on_error=self._fail,
            on_message=self.progress.take,
        )

    def _show(self, proposal: Proposal) -> None:
        self.progress.end()
        self.proposal = proposal
        self.table.show_teams(proposal.teams)
        self.reserve.setText(_("In the reserve: {people}").format(people=_names(proposal.day.reserve) or _("nobody")))
        self.unmet.say("\n".join(map(unmet_sentence, proposal.unmet)), "worse")
        changes = proposal.day != self._day
        self.primary.setEnabled(changes)
        if not changes:
            self.note.say(_("The teams there are already are the best that these people make."), "better")
        elif not proposal.proven:
            self.note.say(_("Time was over: there may be better teams."), "text2")

    def _fail(self, error: Exception) -> None:
        self.progress.end()
        self.note.say(problem_words(error))

    def _stop(self) -> None:
        if self._ticket:
            self._ticket.cancel()
        self.progress.end()
        self.note.say(_("Stopped before there were teams to show."), "text2")


class TeamsTable(QTableWidget):
    """Proposed teams, each with who would be in it, and what would be other than before."""

    def __init__(self) -> None:
        super().__init__()
        titles = (_("Team"), _("People"), _("Change"))
        self.setColumnCount(len(titles))
        self.setHorizontalHeaderLabels(titles)
        self.setItemDelegate(WholeRows(self))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setStyleSheet("QTableView::item { padding: 0 3px; }")
        self.setTabKeyNavigation(False)

    def show_teams(self, teams: tuple[ProposedTeam, ...]) -> None:
        """Show them, those that do not go out last."""
        self.setRowCount(len(teams))
        for row, team in enumerate(sorted(teams, key=lambda each: each.fate == Fate.GONE)):
            for column, item in enumerate(_cells(team)):
                item.setToolTip(item.text())
                self.setItem(row, column, item)


def _cells(team: ProposedTeam) -> Iterator[QTableWidgetItem]:
    c, gone = theme.colors(), team.fate == Fate.GONE
    yield QTableWidgetItem(sign_icon(team.shift.team, 20), team.shift.team.name)
    yield _word("–" if gone else _names(team.shift.members), c.text2 if gone else c.text)
    change = team_change(team)
    yield _word(change or _("as before"), c.worse if gone else c.accent if change else c.text2)


def _word(text: str, ink: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setForeground(QColor(ink))
    return item


def _names(people: tuple[Staff, ...]) -> str:
    return listed(person.name for person in people)
