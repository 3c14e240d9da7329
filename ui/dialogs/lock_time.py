"""Asks for the moment at which a visit shall start, or did where it has begun. Locks nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtWidgets import QLineEdit, QWidget

from planner.day.importing import cells
from planner.day.importing.cells import BadCell
from planner.day.importing.problems import PROBLEMS
from planner.day.locking import starts_of
from planner.day.states import VisitRow
from planner.policy.hours import moment
from planner.text import clock, listed
from planner.text import gettext as _
from planner.translate import DayProblem
from ui.dialogs.fields import FieldForm
from ui.dialogs.frame import Frame


class LockTimeDialog(Frame):
    """`value` is the moment."""

    @staticmethod
    def ask(parent: QWidget | None, problem: DayProblem, row: VisitRow) -> datetime | None:
        """Ask it of a visit that has a stop; None where it stays as it is."""
        dialog = LockTimeDialog(parent, problem, row)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, problem: DayProblem, row: VisitRow) -> None:
        visit, stop = row.visit, row.stop
        assert stop is not None
        title = _("When it began: {name}") if stop.begun else _("Lock the start: {name}")
        super().__init__(parent, title.format(name=visit.customer.name), accept=_("Lock"), lead=visit.address.text)
        self._zone, self._visit, self._begun = problem.day.zone, visit, stop.begun
        self._starts = starts_of(problem, visit.id)
        self.value: datetime | None = None
        self.form = FieldForm()
        self.time = self.form.add("time", _("&Start"), QLineEdit(clock(_whole_minute(stop.start), self._zone)))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.setMinimumWidth(420)
        self.time.textChanged.connect(self._check)
        self.time.selectAll()
        self.time.setFocus()
        self._check()

    def _check(self) -> None:
        start = self._typed()
        self.primary.setEnabled(start is not None)

    def _typed(self) -> datetime | None:
        try:
            start = moment(self._visit.date, cells.read_time(self.time.text()), self._zone)
        except BadCell as bad:
            self.form.say("time", _(PROBLEMS[bad.code]))
            return None
        spans = listed(f"{clock(first, self._zone)}–{clock(last, self._zone)}" for first, last in self._starts)
        allowed = self._begun or any(first <= start <= last for first, last in self._starts)
        words = _("It may start at {spans}.") if allowed else _("By law and by the visit it may start at {spans} only.")
        self.form.say("time", "" if self._begun else words.format(spans=spans), "text2" if allowed else "wrong")
        return start if allowed else None

    def confirm(self) -> None:
        """Take the moment."""
        self.value = self._typed()
        if self.value:
            self.accept()


def _whole_minute(start: datetime) -> datetime:
    # The next one: before it nobody can be there.
    return start + timedelta(seconds=-start.second % 60)
