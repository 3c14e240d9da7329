"""Shows the way of one route, turn by turn. Looks for no way itself."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from planner.bootstrap import Office
from planner.day.direction_words import NO_WAY, route_steps
from planner.day.lines import Directions, route_directions
from planner.model import Day, Plan
from planner.text import gettext as _
from planner.text import sentence
from routing.worker import Worker
from ui.dialogs.frame import Frame, said


class DirectionsDialog(Frame):
    """All legs of a route in one text, which begins at a stop of it."""

    @staticmethod
    def ask(parent: QWidget | None, office: Office, day: Day, plan: Plan, visit_id: UUID, worker: Worker) -> None:
        """Show the route that a visit is on, if it is on one."""
        if route := plan.route_of(visit_id):
            DirectionsDialog(parent, office, day, replace(plan, routes=(route,)), visit_id, worker).run()

    def __init__(
        self, parent: QWidget | None, office: Office, day: Day, plan: Plan, visit_id: UUID, worker: Worker
    ) -> None:
        (route,) = plan.routes
        super().__init__(parent, _("Directions for {team}").format(team=day.shift(route.shift_id).team.name))
        self._day, self._route, self._visit_id = day, route, visit_id
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setPlaceholderText(_("Looking for the way…"))
        self.text.setAccessibleName(self.windowTitle())
        self.body.addWidget(self.text, 1)
        self.wrong = said(wrong=True)
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self.resize(560, 620)
        self.background.run(route_directions, office, day, plan, worker, on_done=self._show, on_error=self._fail)

    def _show(self, found: Directions) -> None:
        wanted, begins = self._day.visit(self._visit_id).reference, 0
        for name, told in route_steps(self._day, self._route, found[self._route.shift_id]):
            if name == wanted:
                begins = self.text.document().characterCount() - 1
            lines = [step.line for step in told] or [_(NO_WAY)]
            self.text.appendPlainText("\n".join((_("To {place}").format(place=name), *lines, "")))
        cursor = self.text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.text.setTextCursor(cursor)
        cursor.setPosition(begins)
        self.text.setTextCursor(cursor)

    def _fail(self, problem: Exception) -> None:
        self.wrong.setText(sentence(problem))
        self.wrong.show()
