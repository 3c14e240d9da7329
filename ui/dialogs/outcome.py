"""Asks how it went at one or several visits, and when: begun, done, or failed and why. Tells nobody.

Two keystrokes are enough: the one that opens it, and Enter for now.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QRadioButton, QWidget

from planner.day.importing import cells
from planner.day.importing.cells import BadCell
from planner.day.importing.problems import PROBLEMS
from planner.day.outcomes import BEGUN, DONE, FAILED, NOT_MET, REFUSED, STOPPED, Told, told_around
from planner.model import Day, Plan, Stop
from planner.policy.hours import moment
from planner.text import N_, clock, ngettext
from planner.text import gettext as _
from ui.dialogs.fields import FieldForm
from ui.dialogs.frame import Frame, said

CHOICES = (
    (BEGUN, "", N_("The team is &there")),
    (DONE, "", N_("&Done")),
    (FAILED, NOT_MET, N_("&Nobody was there")),
    (FAILED, REFUSED, N_("The visit was &refused")),
    (FAILED, STOPPED, N_("The team &ended it")),
)
STEPS = {BEGUN: N_("Begun"), DONE: N_("Done"), FAILED: N_("Failed")}


def told_words(told: Told) -> str:
    """The name of the step, for undo."""
    return _(STEPS[told.kind])


class OutcomeDialog(Frame):
    """`value` is what was told."""

    @staticmethod
    def ask(
        parent: QWidget | None, day: Day, plan: Plan, visit_ids: Sequence[UUID], now: datetime, kind: str = DONE
    ) -> Told | None:
        """Ask it of visits that have stops; None where nothing is told. `kind` is what is offered first."""
        dialog = OutcomeDialog(parent, day, plan, visit_ids, now, kind)
        return dialog.value if dialog.run() else None

    def __init__(
        self, parent: QWidget | None, day: Day, plan: Plan, visit_ids: Sequence[UUID], now: datetime, kind: str = DONE
    ) -> None:
        chosen = set(visit_ids)
        found = [(route, stop) for route in plan.routes for stop in route.stops if stop.visit_id in chosen]
        self._stop = max((stop for _route, stop in found), key=lambda stop: stop.start)
        self._day, self._now, self._zone = day, now, day.zone
        self._around = told_around(plan, self._stop.visit_id)
        count, visit = len({stop.visit_id for _route, stop in found}), day.visit(self._stop.visit_id)
        super().__init__(parent, _title(visit.customer.name, count), accept=_("Keep"))
        self.show_title(self.windowTitle(), self._lead(visit.address.text if count == 1 else ""))
        self.value: Told | None = None
        self._touched = False
        self._build(kind, several=count > len({route.shift_id for route, _stop in found}))

    def _lead(self, address: str) -> str:
        planned = _("Planned {start}–{end}").format(
            start=clock(self._stop.start, self._zone), end=clock(self._stop.departure, self._zone)
        )
        return f"{address} · {planned}" if address else ""

    def _build(self, kind: str, *, several: bool) -> None:
        self.choices = QButtonGroup(self)
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        for number, (_kind, _reason, words) in enumerate(CHOICES):
            button = QRadioButton(_(words))
            self.choices.addButton(button, number)
            grid.addWidget(button, number, 0)
        self.body.addLayout(grid)
        self.form = FieldForm()
        self.time = self.form.add("time", _("&When"), QLineEdit())
        self.body.addWidget(self.form)
        if several:
            words = _("The time is that of the last visit of each route; when the others ended is not told.")
            self.body.addWidget(said(words, quiet=True))
        self.body.addStretch(1)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        self.time.textEdited.connect(self._edited)
        self.time.textChanged.connect(self._check)
        self.choices.idToggled.connect(self._chosen)
        self._offer(kind)

    def _offer(self, kind: str) -> None:
        number = next(number for number, (each, _reason, _words) in enumerate(CHOICES) if each == kind)
        if kind == FAILED:  # why is a fact, and never taken for granted
            self._suggest(FAILED)
            self.choices.button(number).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.choices.button(number).setChecked(True)
            self.time.setFocus(Qt.FocusReason.OtherFocusReason)
        self._check()

    def _chosen(self, _number: int, on: bool) -> None:
        if not on:
            return
        kind = CHOICES[self.choices.checkedId()][0]
        if not self._touched:
            self._suggest(kind)
        self._check()

    def _suggest(self, kind: str) -> None:
        # Now; on another day as it was planned.
        today = self._now.astimezone(self._zone).date() == self._day.date
        when = self._now if today else self._stop.start if kind == BEGUN else self._stop.departure
        self.time.setText(clock(when, self._zone))
        self.time.selectAll()

    def _edited(self) -> None:
        self._touched = True

    def _check(self) -> None:
        self.primary.setEnabled(self._told() is not None)

    def _told(self) -> Told | None:
        try:
            at = moment(self._day.date, cells.read_time(self.time.text()), self._zone)
        except BadCell as bad:
            self.form.say("time", _(PROBLEMS[bad.code]))
            return None
        number = self.choices.checkedId()
        kind, reason = CHOICES[number][:2] if number >= 0 else (FAILED, "")
        wrong = self._wrong(kind, at)
        self.form.say("time", wrong or self._doubt(at), "wrong" if wrong else "worse")
        return None if wrong or number < 0 else Told(kind, at, reason)

    def _wrong(self, kind: str, at: datetime) -> str:
        arrived = _arrived(self._stop)
        if at > self._now and self._now.astimezone(self._zone).date() <= self._day.date:
            return _("That is still to come: it is {time}.").format(time=clock(self._now, self._zone))
        if kind != BEGUN and arrived and at < arrived:
            return _("The team arrived at {time}.").format(time=clock(arrived, self._zone))
        return ""

    def _doubt(self, at: datetime) -> str:
        before, after = self._around
        if before and at < before:
            return _("At {time} the team was still at a visit before it.").format(time=clock(before, self._zone))
        if after and at > after:
            return _("At {time} the team was at a visit after it already.").format(time=clock(after, self._zone))
        return ""

    def confirm(self) -> None:
        """Take what is told."""
        self.value = self._told()
        if self.value:
            self.accept()


def _title(name: str, count: int) -> str:
    if count == 1:
        return _("How did it go at {name}?").format(name=name)
    return ngettext("How did it go at {count} visit?", "How did it go at {count} visits?", count).format(count=count)


def _arrived(stop: Stop) -> datetime | None:
    return stop.actual.arrived if stop.actual else None
