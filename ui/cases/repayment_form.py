"""What a customer chooses to tell of their means, when and how often they want to pay. Nothing must be filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from planner.cases.affordability import Means
from planner.cases.installments import FORTNIGHTLY, LEAST_DAYS, MONTHLY, WEEKLY, RestOn, Rhythm, Terms
from planner.cases.money import Money
from planner.cases.offering import Offer
from planner.cases.stage_words import money_words
from planner.day.importing.case_cells import read_amount
from planner.day.importing.cells import BadCell
from planner.day.importing.problems import PROBLEMS
from planner.text import N_
from planner.text import gettext as _
from ui.dialogs.fields import FieldForm, Note, grown
from ui.dialogs.frame import heading, said

FIELDS = (
    ("income", N_("&Income")),
    ("expenses", N_("Needed to &live on")),
    ("debts", N_("&Other debts")),
    ("offer", N_("Can p&ay, they say")),
)
LABELS = 120
"""Pixels that the labels of both forms have, so that their fields stand below each other."""
RHYTHMS = ((MONTHLY, N_("Every month")), (FORTNIGHTLY, N_("Every two weeks")), (WEEKLY, N_("Every week")))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form holds: amounts by name, or None where one cannot be read."""

    amounts: dict[str, Money]
    terms: Terms
    cases: tuple[UUID, ...]


class RepaymentForm(QWidget):
    """Speaks when something was changed. `wanted` is None while something cannot be read."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offer: Offer | None = None
        self.cases: dict[UUID, QCheckBox] = {}
        self._cases = QVBoxLayout()
        self.form = FieldForm()
        self.amounts = {name: self.form.add(name, _(words), QLineEdit()) for name, words in FIELDS}
        self.spare = Note()
        self.first = self._date()
        self.rhythm = QComboBox()
        for _rhythm, words in RHYTHMS:
            self.rhythm.addItem(_(words))
        self.rhythm.addItem(_("Every so many days"))
        self.days = QSpinBox()
        self.days.setRange(LEAST_DAYS, 92)
        self.days.setValue(10)
        self.days.setSuffix(" " + _("days"))
        self.rest = QComboBox()
        self.rest.addItems([_("on the last one"), _("on the first one")])
        self._lay_out()
        self._connect()

    def show_offer(self, offer: Offer) -> None:
        """Show what is known; what somebody typed for this customer stays."""
        fresh = self._offer is None or self._offer.customer.id != offer.customer.id
        self._offer = offer
        self.blockSignals(True)
        self._show_cases(offer)
        if fresh:
            for name, field in self.amounts.items():
                amount = getattr(offer.means, name) if offer.means else None
                field.setText(str(amount.amount) if amount is not None else "")
            self.first.setDate(_qdate(offer.first))
        self.first.setMinimumDate(_qdate(offer.today))
        self.blockSignals(False)
        self._say()

    @property
    def wanted(self) -> Wanted | None:
        """What the form holds."""
        offer = self._offer
        chosen = [case for case in offer.cases if self.cases[case.id].isChecked()] if offer else []
        if offer is None or not chosen or len({case.balance.currency for case in chosen}) > 1:
            return None
        currency = chosen[0].balance.currency
        amounts = {name: self._amount(name, currency) for name in self.amounts}
        if any(self.form.said(name) for name in self.amounts):
            return None
        total = Money(sum(case.balance.minor for case in chosen), currency)
        terms = Terms(
            total, self._day(), self._rhythm(), offer.today, list(RestOn)[1 - self.rest.currentIndex()], offer.closed
        )  # fmt: skip
        return Wanted({n: a for n, a in amounts.items() if a is not None}, terms, tuple(case.id for case in chosen))

    @property
    def means(self) -> Means | None:
        """What is told of the means, as it would be kept; None where nothing is."""
        wanted, offer = self.wanted, self._offer
        if wanted is None or offer is None or not wanted.amounts:
            return None
        told = wanted.amounts
        return Means(
            customer_id=offer.customer.id, at=offer.cases[0].balance_at, by="", income=told.get("income"),
            expenses=told.get("expenses"), debts=told.get("debts"), offer=told.get("offer"),
        )  # fmt: skip

    # --- parts

    def _amount(self, name: str, currency: str) -> Money | None:
        written = self.amounts[name].text().strip()
        self.form.say(name, "")
        if not written:
            return None
        try:
            return Money(0, currency) if not written.strip("0.,") else read_amount(written, currency)
        except BadCell as bad:
            self.form.say(name, _(PROBLEMS[bad.code]))
            return None

    def _day(self) -> date:
        day = self.first.date()
        return date(day.year(), day.month(), day.day())

    def _rhythm(self) -> Rhythm:
        at = self.rhythm.currentIndex()
        return RHYTHMS[at][0] if at < len(RHYTHMS) else Rhythm(days=self.days.value())

    def _say(self) -> None:
        means = self.means
        spare = means.affordable if means else None
        words = _("Can be spared: {amount} a month.").format(amount=money_words(spare)) if spare is not None else ""
        self.spare.say(words or _("Nothing has to be said. Then the customer says that they can pay it."), "text2")
        self.days.setVisible(self.rhythm.currentIndex() == len(RHYTHMS))

    def _heard(self, *_args: object) -> None:
        self._say()
        self.changed.emit()

    # --- how it is made

    def _show_cases(self, offer: Offer) -> None:
        if list(self.cases) == [case.id for case in offer.cases]:
            for case in offer.cases:
                self.cases[case.id].setText(f"{case.case.reference}   {money_words(case.balance)}")
            return
        while item := self._cases.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self.cases = {}
        for number, case in enumerate(offer.cases):
            box = QCheckBox(f"{case.case.reference}   {money_words(case.balance)}")
            box.setChecked(number == 0 or bool(offer.plan and case.id in offer.plan.cases))
            box.toggled.connect(self._heard)
            self.cases[case.id] = box
            self._cases.addWidget(box)

    def _date(self) -> QDateEdit:
        field = QDateEdit()
        field.setCalendarPopup(True)
        field.setDisplayFormat("yyyy-MM-dd")
        return field

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(_("What they want to tell")))
        column.addWidget(said(_("For a month, and only what they offer themselves. Needs come first."), quiet=True))
        column.addLayout(self._cases)
        column.addWidget(self.form)
        column.addWidget(self.spare)
        column.addSpacing(8)
        column.addWidget(heading(_("When they want to pay")))
        when = FieldForm()
        when.add("first", _("&First on"), self.first)
        often = QWidget()
        row = QHBoxLayout(often)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.rhythm, 1)
        row.addWidget(self.days)
        when.add("rhythm", _("Ho&w often"), often)
        often.setFocusProxy(self.rhythm)
        when.add("rest", _("The &smaller one"), self.rest)
        self.rhythm.setAccessibleName(_("How often"))
        self.days.setAccessibleName(_("Every so many days"))
        for part in (self.form, when):
            part.make_room(grown(self, LABELS))
        column.addWidget(when)
        column.addStretch(1)

    def _connect(self) -> None:
        for field in self.amounts.values():
            field.textEdited.connect(self._heard)
        self.first.dateChanged.connect(self._heard)
        self.rhythm.currentIndexChanged.connect(self._heard)
        self.days.valueChanged.connect(self._heard)
        self.rest.currentIndexChanged.connect(self._heard)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
