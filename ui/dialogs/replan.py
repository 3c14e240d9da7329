"""Asks how much a new plan may change, and says first what is at stake. Searches nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QWidget

from planner.day.from_now import LEAD, Stakes, stakes
from planner.model import Day, Plan
from planner.text import clock, ngettext
from planner.text import gettext as _
from ui.dialogs.frame import Frame, said

MOST = 20
"""The budget that the slider can say; one further is any number."""
USUAL = 6


@dataclass(frozen=True, slots=True)
class Chosen:
    """From now on or the whole day; so many visits may go to another team, None for any number."""

    from_now: bool
    max_moved: int | None


class ReplanDialog(Frame):
    """`value` is what was chosen."""

    @staticmethod
    def ask(parent: QWidget | None, day: Day, plan: Plan, now: datetime, *, from_now: bool) -> Chosen | None:
        """Ask for this plan at this moment; `from_now` is what is offered. None where it is not re-planned."""
        dialog = ReplanDialog(parent, day, plan, now, from_now=from_now)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, day: Day, plan: Plan, now: datetime, *, from_now: bool) -> None:
        super().__init__(
            parent, _("Re-plan"), accept=_("Re-plan"),
            lead=_("The search keeps near the plan there is. Nothing changes before you accept the difference."),
        )  # fmt: skip
        self.value: Chosen | None = None
        self._day, self._plan, self._now = day, plan, now
        zone = day.zone
        self.from_now = QCheckBox(_("&From now on: nothing before {time} changes").format(time=clock(now + LEAD, zone)))
        self.from_now.setChecked(from_now)
        self.from_now.toggled.connect(self._say)
        self.budget = QSlider(Qt.Orientation.Horizontal)
        self.budget.setRange(0, MOST + 1)
        self.budget.setPageStep(2)
        self.budget.setTickInterval(2)
        self.budget.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.budget.setAccessibleName(_("Most visits that may go to another team"))
        self.budget.valueChanged.connect(self._say)
        self.said = QLabel()
        self.said.setMinimumWidth(self.fontMetrics().averageCharWidth() * 34)
        self.price = said(quiet=True)
        self._lay_out()
        self.budget.setValue(min(USUAL, self.budget.maximum()))
        self._say()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        label = QLabel(_("&Change budget"))
        label.setBuddy(self.budget)
        row.addWidget(label)
        row.addWidget(self.budget, 1)
        row.addWidget(self.said)
        self.body.addWidget(self.from_now)
        self.body.addLayout(row)
        self.body.addWidget(self.price)
        self.body.addStretch(1)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 100)

    @property
    def max_moved(self) -> int | None:
        """The budget as it stands."""
        return None if self.budget.value() > MOST else self.budget.value()

    def _say(self) -> None:
        most = self.max_moved
        if most is None:
            words = _("as many as it takes")
        elif most == 0:
            words = _("no visit changes its team")
        else:
            words = ngettext("move at most {count} visit", "move at most {count} visits", most).format(count=most)
        self.said.setText(words)
        self.budget.setAccessibleDescription(words)
        at_stake = stakes(self._day, self._plan, self._now if self.from_now.isChecked() else None)
        self.price.setText(price_words(at_stake))
        self.primary.setEnabled(at_stake.free > 0)

    def confirm(self) -> None:
        """Take the choice."""
        self.value = Chosen(self.from_now.isChecked(), self.max_moved)
        self.accept()


def price_words(at_stake: Stakes) -> str:
    """What could change, and what stays, in sentences."""
    if not at_stake.free:
        return _("Nothing is left that could change.")
    free = ngettext("{count} visit could change", "{count} visits could change", at_stake.free)
    promised = ngettext(
        "{count} of them has a promised time, which stays within the promise",
        "{count} of them have promised times, which stay within the promise",
        at_stake.promised,
    )
    parts = [free.format(count=at_stake.free)]
    if at_stake.promised:
        parts.append(promised.format(count=at_stake.promised))
    lines = [_("{what}.").format(what=_("; ").join(parts))]
    if at_stake.frozen:
        stay = ngettext(
            "{count} visit stays: it has begun, or is too near.",
            "{count} visits stay: they have begun, or are too near.",
            at_stake.frozen,
        )
        lines.append(stay.format(count=at_stake.frozen))
    if at_stake.locked:
        held = ngettext(
            "{count} visit is locked to its team.", "{count} visits are locked to their teams.", at_stake.locked
        )
        lines.append(held.format(count=at_stake.locked))
    lines.append(_("Starts may shift by some minutes besides; the difference shows which."))
    return "\n".join(lines)
