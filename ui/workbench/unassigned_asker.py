"""Asks for the ways out of unassigned visits beside the window, one visit at a time, and keeps what was answered.

Answers hold while the plan and its day are the same; with another plan everything is asked anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from planner.bootstrap import Office
from planner.day.ways_out import Answer, ways_out_of_day
from planner.model import Plan
from planner.text import gettext as _
from planner.translate import DayProblem
from ui.background import Background, Ticket
from ui.dialogs.problem import problem_words


class Asker(QObject):
    """`want` says for which visits ways out are wanted now, the most wanted first."""

    answered = Signal(object)
    """The id of a visit that there is an answer for, or a fault."""

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._background = Background(self)
        self._about: tuple[DayProblem, Plan] | None = None
        self._wanted: tuple[UUID, ...] = ()
        self._ticket: Ticket | None = None
        self._paused = False
        self.answers: dict[UUID, Answer] = {}
        self.faults: dict[UUID, str] = {}

    def show_plan(self, problem: DayProblem | None, plan: Plan | None) -> bool:
        """Ask about this plan from now on; whether it is another one."""
        same = self._about is not None and self._about[0] is problem and self._about[1] is plan
        if same or (self._about is None and (problem is None or plan is None)):
            return False
        self._give_up()
        self._about = (problem, plan) if problem is not None and plan is not None else None
        self.answers.clear()
        self.faults.clear()
        return True

    @property
    def can_answer(self) -> bool:
        """Whether it is told about a plan, and not paused."""
        return self._about is not None and not self._paused

    def want(self, visit_ids: Iterable[UUID]) -> None:
        """What is under way is finished first: it will be wanted again."""
        self._wanted = tuple(visit_ids)
        self._go_on()

    def pause(self, paused: bool) -> None:
        """Ask nothing while the window is busy with something else."""
        self._paused = paused
        if paused:
            self._give_up()
        else:
            self._go_on()

    def close_down(self) -> None:
        """Want nothing any longer."""
        self._wanted = ()
        self._give_up()
        self._background.close()

    def _go_on(self) -> None:
        if self._ticket or self._paused or self._about is None:
            return
        unknown = (each for each in self._wanted if each not in self.answers and each not in self.faults)
        visit_id = next(unknown, None)
        if visit_id is None:
            return
        problem, plan = self._about
        self._ticket = self._background.run(
            ways_out_of_day, self._office, problem, plan, (visit_id,),
            on_done=partial(self._take, visit_id), on_error=partial(self._fail, visit_id),
        )  # fmt: skip

    def _take(self, visit_id: UUID, found: tuple[Answer, ...]) -> None:
        (self.answers[visit_id],) = found
        self._done(visit_id)

    def _fail(self, visit_id: UUID, error: Exception) -> None:
        self.faults[visit_id] = problem_words(error) or _("The ways out could not be worked out.")
        self._done(visit_id)

    def _done(self, visit_id: UUID) -> None:
        self._ticket = None
        self.answered.emit(visit_id)
        self._go_on()

    def _give_up(self) -> None:
        if self._ticket:
            self._ticket.cancel()
        self._ticket = None
