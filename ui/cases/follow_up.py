"""Following up repayment plans: what is to be done today, and which plans may be in danger, each with its facts.

Keys: D done, C talked, N not reached, A other terms, W writes, Enter the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.cases.follow_up import Followed, follow, note_done
from planner.cases.follow_up_words import TASKS, risk_words, task_words
from planner.cases.masking import sees
from planner.cases.model import Purpose
from planner.cases.plan_tasks import Done, NextStep, Task, TaskKind
from planner.cases.risk import Risk, risks_among
from planner.text import gettext as _
from planner.text import listed, ngettext
from planner.users import User
from ui import theme
from ui.background import Ticket
from ui.cases.desk import Desk
from ui.cases.follow_up_side import FollowUpSide
from ui.cases.looks import as_rows, nothing_here, side_by_side
from ui.cases.page import Page
from ui.dialogs.frame import GAP, heading, said, say_date

ROW = Qt.ItemDataRole.UserRole
LETTERS = "DCNAW"
type Shown = tuple[Followed, Task | None]


@dataclass(frozen=True, slots=True)
class FollowUps:
    """What the page shows."""

    plans: tuple[Followed, ...]
    risks: tuple[Risk, ...]
    shown: bool


class FollowUpPage(Page):
    """Tasks above, plans in danger below, the chosen one at the right."""

    NAME = "follow_up"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, _("Follow-up"), _("Who keeps to a plan is left alone. Who cannot is asked how things are.")
        )
        self._noting: Ticket | None = None
        self._wanted: UUID | None = None
        self.tasks = _tree(_("What is to be done today"), [_("What"), _("Customer"), _("Of what")])
        self.risks = _tree(_("Plans in danger, and why"), [_("Customer"), _("Facts")])
        self.risks.setWordWrap(True)
        self.side = FollowUpSide()
        self.count = heading(_("Today"))
        self.danger = heading(_("May be in danger"))
        self.calm = said(quiet=True)
        self.safe = said(_("No fact says that a plan is in danger."), quiet=True)
        self._lay_out()
        self._connect()

    # --- reading

    @staticmethod
    def read(office: Office, user: User) -> FollowUps:
        """All plans in force, and why some of them may be in danger."""
        plans = follow(office, by=user)
        return FollowUps(plans, risks_among(office, plans), sees(user))

    def show_read(self, value: FollowUps) -> None:
        """Show it; the row that was chosen stays so."""
        before = self.chosen
        self.tasks.clear()
        self.risks.clear()
        tasks = [(plan, task) for plan in value.plans for task in plan.to_do]
        for plan, task in tasks:
            self.tasks.addTopLevelItem(_task_item(plan, task))
        for risk in value.risks:
            self.risks.addTopLevelItem(_risk_item(risk, shown=value.shown))
        self.count.setText(ngettext("Today: {count}", "Today: {count}", len(tasks)).format(count=len(tasks)))
        self._say_empty(value, bool(tasks))
        self._choose_again(before)

    def _say_empty(self, value: FollowUps, busy: bool) -> None:
        count = len(value.plans)
        words = ngettext(
            "Nothing is to be done today. {count} plan is in force, and kept.",
            "Nothing is to be done today. {count} plans are in force, and kept.",
            count,
        )
        self.calm.setText(words.format(count=count))
        self.calm.setVisible(not busy)
        self.tasks.setVisible(busy)
        self.risks.setVisible(bool(value.risks))
        self.safe.setVisible(not value.risks)
        self.sheets.setCurrentIndex(0 if value.plans else 1)
        self.side.setVisible(busy or bool(value.risks))

    def open_with(self, value: object) -> None:
        """Choose the plan of this customer, once it is read."""
        if isinstance(value, UUID):
            self._wanted = value
            self.outdate()

    # --- choosing

    @property
    def chosen(self) -> Shown | None:
        """The plan that is chosen, with its task where one is."""
        tree = self.risks if self.risks.selectedItems() else self.tasks
        items = tree.selectedItems()
        found: Shown | None = items[0].data(0, ROW) if items else None
        return found

    def _choose_again(self, before: Shown | None) -> None:
        who, self._wanted = self._wanted, None
        wanted = before[0].plan.id if before else None
        for tree in (self.tasks, self.risks):
            for row in range(tree.topLevelItemCount()):
                item = tree.topLevelItem(row)
                plan = item.data(0, ROW)[0] if item else None
                if item and plan and (plan.customer.id == who if who else wanted in (None, plan.plan.id)):
                    tree.setCurrentItem(item)
                    return
        self._show_side()

    def _picked(self, tree: QTreeWidget, other: QTreeWidget) -> None:
        if tree.selectedItems():
            other.blockSignals(True)
            other.clearSelection()
            other.blockSignals(False)
        self._show_side()

    def _show_side(self) -> None:
        self.side.show_chosen(self.chosen)

    # --- doing

    def _done(self, done: Done | None) -> None:
        chosen = self.chosen
        if chosen is None or chosen[1] is None:
            return
        task = chosen[1]
        if done is None:
            done = Done.REMINDED if task.kind == TaskKind.REMIND else Done.LEFT
        if done in (Done.TALKED, Done.NOT_REACHED) and NextStep.SUPERVISOR in task.steps:
            self.note.say(_("This customer is not to be called now."), "worse")
            return
        if self._noting and not self._noting.finished:
            return
        self.note.say("")
        self._noting = self.desk.act(note_done, self.desk.office, task, done, by=self.desk.user, on_error=self.fail)

    def _adapt(self) -> None:
        if chosen := self.chosen:
            self.desk.called.emit(("repayment", chosen[0].plan.cases[0]))

    def _write(self) -> None:
        if chosen := self.chosen:
            self.desk.called.emit(("reminders", (Purpose.FOLLOW_UP, chosen[0].customer.id)))

    def _open(self, *_args: object) -> None:
        if chosen := self.chosen:
            self.desk.called.emit(("case", chosen[0].plan.cases[0]))

    # --- how it is made

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.count)
        column.addWidget(self.calm)
        column.addWidget(self.tasks, 3)
        column.addSpacing(GAP)
        column.addWidget(self.danger)
        column.addWidget(self.safe)
        column.addWidget(self.risks, 2)
        column.addStretch(0)
        words = _("No plan is in force yet. Open a case and agree one: it will be followed up here.")
        self.sheets = QStackedWidget()
        self.sheets.addWidget(side_by_side(left, self.side))
        self.sheets.addWidget(nothing_here(_("Nobody to follow up"), words))
        self.body.addWidget(self.sheets, 1)

    def _connect(self) -> None:
        self.tasks.itemSelectionChanged.connect(lambda: self._picked(self.tasks, self.risks))
        self.risks.itemSelectionChanged.connect(lambda: self._picked(self.risks, self.tasks))
        side = self.side
        buttons = dict(zip(LETTERS, (side.done, side.talked, side.missed, side.adapt, side.write), strict=True))
        for tree in (self.tasks, self.risks):
            tree.itemActivated.connect(self._open)
            tree.pressed_letter.connect(lambda letter: buttons[letter].click())
        for letter, button in buttons.items():
            button.setToolTip(f"{button.text().replace('&', '')} ({letter})")
        side.done.clicked.connect(lambda: self._done(None))
        side.talked.clicked.connect(lambda: self._done(Done.TALKED))
        side.missed.clicked.connect(lambda: self._done(Done.NOT_REACHED))
        side.adapt.clicked.connect(self._adapt)
        side.write.clicked.connect(self._write)


class KeyTree(QTreeWidget):
    """A list whose letters act at once, instead of searching in it."""

    pressed_letter = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """D, C, N, A and W are keys of the page."""
        letter = event.text().upper()
        if letter and letter in LETTERS and not event.modifiers():
            self.pressed_letter.emit(letter)
        else:
            super().keyPressEvent(event)


def _tree(name: str, heads: list[str]) -> KeyTree:
    tree = as_rows(KeyTree())
    tree.setHeaderLabels(heads)
    tree.setRootIsDecorated(False)
    tree.setAccessibleName(name)
    header = tree.header()
    header.setStretchLastSection(True)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)
    return tree


def _task_item(plan: Followed, task: Task) -> QTreeWidgetItem:
    item = QTreeWidgetItem([_(TASKS[task.kind]), plan.customer.customer.name, task_words(task, say_date)])
    item.setData(0, ROW, (plan, task))
    tone = "worse" if task.alert else "text2" if task.kind == TaskKind.CHECK else "text"
    item.setForeground(0, QColor(getattr(theme.colors(), tone)))
    item.setToolTip(2, item.text(2))
    return item


def _risk_item(risk: Risk, *, shown: bool) -> QTreeWidgetItem:
    facts = [risk_words(fact, say_date, shown=shown) for fact in risk.facts]
    item = QTreeWidgetItem([risk.followed.customer.customer.name, "\n".join(facts)])
    item.setData(0, ROW, (risk.followed, next(iter(risk.followed.to_do), None)))
    item.setTextAlignment(0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    item.setToolTip(1, listed(facts))
    return item
