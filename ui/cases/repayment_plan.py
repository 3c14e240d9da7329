"""The plan in force with a customer: since when, how far it is kept, installment by installment as a picture."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from planner.cases.offering import Offer
from planner.cases.progress import Paid, PlanProgress
from planner.cases.repayment import RepaymentPlan
from planner.cases.stage_words import money_words
from planner.text import gettext as _
from planner.text import ngettext
from ui.cases.plan_bars import PlanBars
from ui.dialogs.frame import heading, said, say_date

TONES = {
    Paid.ON_TIME: "better", Paid.LATE: "worse", Paid.PARTLY: "worse", Paid.MISSED: "wrong", Paid.OPEN: "text3",
}  # fmt: skip


class PlanInForce(QFrame):
    """Hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.title, self.words = heading(_("The plan in force")), said()
        self.bars = PlanBars(_("Installments paid and to be paid"))
        self.mind = QPushButton(_("They have &changed their mind"))
        self.broken = QPushButton(_("&End the plan"))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        for widget in (self.title, self.words, self.bars):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.mind)
        row.addWidget(self.broken)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def show_offer(self, offer: Offer) -> None:
        """Show it."""
        plan, now = offer.plan, offer.progress
        self.setVisible(bool(plan and now))
        if plan is None or now is None:
            return
        self.words.setText(progress_words(plan, now))
        self.bars.show_bars(bars_of(now))
        self.bars.setAccessibleDescription(self.words.text())
        self.mind.setVisible(offer.thinking)
        needed = offer.rules.missed_before_visit_again
        self.broken.setEnabled(now.missed >= needed)
        words = ngettext(
            "A plan may be ended once {count} installment was missed. Talk first.",
            "A plan may be ended once {count} installments were missed. Talk first.",
            needed,
        )
        self.broken.setToolTip(words.format(count=needed))


def progress_words(plan: RepaymentPlan, now: PlanProgress) -> str:
    """How far it is kept: paid of all, what is missed, what is due next."""
    count = len(now.standings)
    done = now.count(Paid.ON_TIME, Paid.LATE)
    parts = [_("{done} of {count} paid, {paid} of {total}.").format(
        done=done, count=count, paid=money_words(now.paid), total=money_words(plan.total)
    )]  # fmt: skip
    if now.missed:
        parts.append(ngettext("{count} missed.", "{count} missed.", now.missed).format(count=now.missed))
    if each := next((each for each in now.standings if each.state == Paid.OPEN), None):
        day, amount = say_date(each.installment.due), money_words(each.left)
        parts.append(_("Next: {amount} on {day}.").format(amount=amount, day=day))
    return " ".join(parts)


def bars_of(now: PlanProgress) -> list[tuple[float, float, str]]:
    """A picture of it."""
    most = max(each.installment.amount.minor for each in now.standings)
    return [
        (
            each.installment.amount.minor / most,
            _filled(each.paid.minor, each.installment.amount.minor),
            TONES[each.state],
        )
        for each in now.standings
    ]


def _filled(paid: int, amount: int) -> float:
    return paid / amount
