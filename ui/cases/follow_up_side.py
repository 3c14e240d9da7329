"""The plan that is followed up: how it stands, what would be kind to do next, and what can be done with a key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from planner.cases.contact_words import why_words
from planner.cases.follow_up import Followed
from planner.cases.follow_up_words import STEPS, task_words
from planner.cases.notices import WRITTEN
from planner.cases.plan_tasks import NextStep, Task, TaskKind, steps_in_danger
from planner.text import gettext as _
from planner.text import listed
from ui.cases.plan_bars import PlanBars
from ui.cases.repayment_plan import bars_of, progress_words
from ui.dialogs.frame import heading, said, say_date


class FollowUpSide(QFrame):
    """Shows one; connect to its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.name, self.phone = heading(""), said(quiet=True)
        self.what, self.stands = said(), said(quiet=True)
        self.bars = PlanBars(_("Installments paid and to be paid"))
        self.next, self.steps = QLabel(_("What would be kind")), said()
        font = self.next.font()
        font.setBold(True)
        self.next.setFont(font)
        self.done = QPushButton(_("&Done"))
        self.talked = QPushButton(_("&Called and talked"))
        self.missed = QPushButton(_("&Not reached"))
        self.write = QPushButton(_("&Write…"))
        self.adapt = QPushButton(_("&Adapt the plan…"))
        self.adapt.setProperty("primary", True)
        self.empty = said(_("Choose a line: here stands how the plan goes, and what would be kind to do."), quiet=True)
        self._lay_out()

    def show_chosen(self, chosen: tuple[Followed, Task | None] | None) -> None:
        """Show this plan and task; nothing where none is chosen."""
        parts = (self.name, self.phone, self.stands, self.bars, self.adapt)
        for part in parts:
            part.setVisible(chosen is not None)
        self.empty.setVisible(chosen is None)
        task = chosen[1] if chosen else None
        for part in (self.what, self.done, self.talked, self.missed, self.write):
            part.setVisible(task is not None)
        for part in (self.next, self.steps):
            part.setVisible(chosen is not None)
        if chosen is None:
            return
        plan = chosen[0]
        self.name.setText(plan.customer.customer.name)
        cases = listed(case.case.reference for case in plan.cases)
        self.phone.setText("  ·  ".join(filter(None, (plan.customer.customer.phone, cases))))
        self.stands.setText(progress_words(plan.plan, plan.progress))
        self.bars.show_bars(bars_of(plan.progress))
        self.bars.setAccessibleDescription(self.stands.text())
        if task:
            self._show_task(plan, task)
        else:  # in danger, and nothing is due: a call now is better than one too late
            self._say_steps(plan, steps_in_danger(plan.holds))

    def _show_task(self, plan: Followed, task: Task) -> None:
        self.what.setText(task_words(task, say_date))
        self._say_steps(plan, task.steps)
        silent = NextStep.SUPERVISOR in task.steps
        # A call that was had, or that they made themselves, is a fact; only who wants none is never called.
        self.talked.setEnabled(not silent)
        self.missed.setEnabled(not silent and plan.room.open)
        self.write.setVisible(task.kind in WRITTEN)
        self.write.setEnabled(not silent)
        self.done.setText(_("&Reminded") if task.kind == TaskKind.REMIND else _("&Done"))

    def _say_steps(self, plan: Followed, steps: Sequence[NextStep]) -> None:
        lines = [_(STEPS[step]) for step in steps]
        if not plan.room.open and NextStep.CALL in steps:
            lines.insert(0, _("Not yet: {why}").format(why=why_words(plan.room.why)))
        self.steps.setText("\n".join(f"•  {line}" for line in lines))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for part in (self.empty, self.name, self.phone, self.what, self.stands, self.bars, self.next, self.steps):
            column.addWidget(part)
        column.addSpacing(6)
        calls = QHBoxLayout()
        for button in (self.talked, self.missed, self.done):
            button.setAutoDefault(False)
            calls.addWidget(button)
        calls.addStretch(1)
        column.addLayout(calls)
        row = QHBoxLayout()
        row.addWidget(self.adapt)
        row.addWidget(self.write)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
