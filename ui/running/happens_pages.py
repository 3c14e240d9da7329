"""The pages of "Something happened": what it was, and whom it happened to. Each tells its choice; none works it out."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QSpinBox, QVBoxLayout, QWidget

from planner.model import ClosedRoad, Day, Plan, Shift, Staff
from planner.running.happened import USUAL_DELAY, What
from planner.running.happens_words import WHAT
from planner.text import clock, ngettext
from planner.text import gettext as _
from ui.dialogs.fields import FieldForm
from ui.dialogs.frame import heading
from ui.running.choice_card import ChoiceCard
from ui.signs import sign_icon

SIGN = 1.7
"""A team's sign against the height of its name."""


class WhatPage(QWidget):
    """Five things that happen, each with a digit, and the roads that can be opened again."""

    chosen = Signal(object)
    """A `What`."""
    opened = Signal(object)
    """The `ClosedRoad` that is open again."""

    def __init__(self, day: Day) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.cards: dict[str, ChoiceCard] = {}
        for what, (title, detail) in WHAT.items():
            card = self._add(_(title), _(detail))
            card.taken.connect(lambda what=what: self.chosen.emit(what))
        if day.closed:
            column.addSpacing(8)
            column.addWidget(heading(_("Closed today")))
        for road in day.closed:
            since = clock(road.at, day.zone)
            card = self._add(_("Open the road again"), _("closed since {time}").format(time=since))
            card.taken.connect(lambda road=road: self._open(road))
        column.addStretch(1)

    def _add(self, title: str, detail: str) -> ChoiceCard:
        key = str(len(self.cards) + 1) if len(self.cards) < 9 else f"#{len(self.cards)}"
        card = self.cards[key] = ChoiceCard(key if len(key) == 1 else "", title, detail)
        layout = self.layout()
        assert layout
        layout.addWidget(card)
        return card

    def _open(self, road: ClosedRoad) -> None:
        self.opened.emit(road)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if card := self.cards.get(event.text()):
            card.taken.emit()
        else:
            super().keyPressEvent(event)


class WhoPage(QWidget):
    """Which team, or which person; and for a car how long the team waits for another."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Whom it happened to"))
        self.list.itemActivated.connect(lambda _item: self.chosen.emit())
        self.form = FieldForm()
        self.delay = self.form.add("delay", _("Another car or a bicycle is there &in"), QSpinBox())
        self.delay.setRange(0, 240)
        self.delay.setSingleStep(5)
        self.delay.setSuffix(_(" min"))
        self.delay.setValue(round(USUAL_DELAY.total_seconds() / 60))
        self.vehicle = self.form.add("vehicle", _("Its &label"), QLineEdit())
        self.vehicle.setPlaceholderText(_("If you know it: gray van, or its plate"))
        self.none = QLabel(_("No team has an open visit today."))
        self.none.setProperty("quiet", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.none)
        column.addWidget(self.form)

    def show_for(self, what: What, day: Day, plan: Plan, shift_id: UUID | None) -> None:
        """List whom it can have happened to; this team first in the hand."""
        self.list.clear()
        self.form.setVisible(what == What.CAR_OUT)
        if what == What.STAFF_ILL:
            for shift, person in _people(day):
                self._add(shift, f"{person.name} · {shift.team.name}", person.id, mine=shift.id == shift_id)
        else:
            ahead = {r.shift_id: sum(not stop.begun for stop in r.stops) for r in plan.routes}
            for shift in day.shifts:
                if count := ahead.get(shift.id):
                    words = ngettext("{team}, {count} open visit", "{team}, {count} open visits", count)
                    text = words.format(team=shift.team.name, count=count)
                    self._add(shift, text, shift.id, mine=shift.id == shift_id)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.none.setVisible(not self.list.count())
        self.list.setVisible(bool(self.list.count()))

    def _add(self, shift: Shift, text: str, key: UUID, *, mine: bool) -> None:
        item = QListWidgetItem(sign_icon(shift.team, round(self.fontMetrics().height() * SIGN)), text)
        item.setData(Qt.ItemDataRole.UserRole, key)
        self.list.addItem(item)
        if mine and self.list.currentRow() < 0:
            self.list.setCurrentItem(item)

    @property
    def key(self) -> UUID | None:
        """The team's or the person's id."""
        item = self.list.currentItem()
        key: UUID | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        return key


def _people(day: Day) -> list[tuple[Shift, Staff]]:
    return [(shift, member) for shift in day.shifts for member in shift.members if member.id not in day.absent]
