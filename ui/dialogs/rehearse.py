"""The plan is rehearsed before it is issued: how sure each team and stop is, and where a buffer would pay."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QLabel, QWidget

from planner.bootstrap import Office
from planner.day.rehearse import RUNS, Measured, Rehearsal, rehearse, spread_of
from planner.day.rehearse_words import all_well_words, assumed_words
from planner.model import Plan
from planner.text import gettext as _
from planner.translate import DayProblem
from planner.users import Right
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import problem_words
from ui.dialogs.rehearse_tables import StopTable, TeamTable
from ui.rights import guard

type Select = Callable[[UUID], object]


class RehearseDialog(Frame):
    """Accepted where a sturdier plan is wanted. A row that is chosen selects its visit in the window behind."""

    @staticmethod
    def ask(
        parent: QWidget | None, office: Office, problem: DayProblem | None, plan: Plan | None, select: Select
    ) -> bool:
        """Whether to look for a sturdier plan."""
        return RehearseDialog(parent, office, problem, plan, select).run()

    def __init__(
        self, parent: QWidget | None, office: Office, problem: DayProblem | None, plan: Plan | None, select: Select
    ) -> None:
        super().__init__(parent, _("Rehearse"), _("Make it &sturdier…"))
        self.found: Rehearsal | None = None
        self.teams: TeamTable | None = None
        self.stops: StopTable | None = None
        self._office, self._problem, self._select = office, problem, select
        self.cancel.setText(_("Close"))
        self.primary.setToolTip(
            _("Looks for a plan with room before its weak places. You see what it costs before you take it.")
        )
        self.note = Note()
        self.body.addWidget(self.note)
        self.body.addStretch()
        self.primary.setEnabled(False)
        self.progress.stopped.connect(self._stop)
        if problem is None or plan is None or not plan.planned:
            self.note.say(_("There is no plan yet. Plan the day (F5), then rehearse it."), "text2")
            self.primary.hide()
            open_at(self, 480, 180)
        else:
            open_at(self, 1120, 700)
            self._play(problem, plan)

    def _play(self, problem: DayProblem, plan: Plan) -> None:
        self.progress.begin(_("Playing {runs} days").format(runs=RUNS))
        self._ticket = self.background.run(
            _played, self._office, problem, plan, on_done=self._show, on_error=self._fail
        )

    def _show(self, played: tuple[Rehearsal, frozenset[Measured]]) -> None:
        self.progress.end()
        found, measured = played
        assert self._problem is not None
        day, self.found = self._problem.day, found
        self.show_title(_("Rehearse"), all_well_words(found))
        self.body.takeAt(self.body.count() - 1)
        self.note.hide()
        self.teams = TeamTable(found, day)
        self.teams.chosen.connect(self._select)
        self.body.addWidget(self.teams, 3)
        self.teams.setMaximumHeight(self.teams.whole_height())
        head = QLabel(_("Stops that are on time on fewer than 8 of 10 days"))
        bold = head.font()
        bold.setBold(True)
        head.setFont(bold)
        if found.weak:
            self.stops = StopTable(found, day)
            self.stops.chosen.connect(self._select)
            self.body.addWidget(head)
            self.body.addWidget(self.stops, 2)
        else:
            self.body.addWidget(said(_("Every stop is on time on at least 8 of 10 days.")))
        self.body.addWidget(said(assumed_words(found, measured), quiet=True))
        guard(self.primary, self._office.user, Right.PLAN, possible=bool(found.weak or found.weak_teams))
        (self.stops or self.teams).setFocus()

    def _fail(self, error: Exception) -> None:
        self.progress.end()
        self.note.say(problem_words(error))

    def _stop(self) -> None:
        self._ticket.cancel()
        self.progress.end()
        self.note.say(_("Stopped before the days were played."), "text2")


def _played(office: Office, problem: DayProblem, plan: Plan) -> tuple[Rehearsal, frozenset[Measured]]:
    with office.store.reading() as session:
        spread, measured = spread_of(session, session.day_of(office.clock()))
    return rehearse(problem, plan, spread=spread), measured
