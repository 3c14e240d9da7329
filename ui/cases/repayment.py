"""A repayment plan with one customer: what they can spare, ways to pay, the terms in words, and their agreement.

Sums and dates are the planner's; what is shown here becomes a plan only by the customer's consent.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.bootstrap import Office
from planner.cases.affordability import Means, tell_means
from planner.cases.agreeing import Agreed, agree, change_mind, end_as_broken
from planner.cases.drawing_up import Variant, draw_up, variants
from planner.cases.offering import Offer, offer_for
from planner.cases.paper import print_agreement
from planner.cases.plan_terms import Term, terms
from planner.cases.repayment import RepaymentPlan
from planner.cases.stage_words import money_words
from planner.cases.talking import Paused, begin_pause
from planner.text import gettext as _
from planner.text import listed
from planner.users import User
from routing.worker import Worker
from ui.cases.case_page import CasePage
from ui.cases.desk import Desk
from ui.cases.looks import action, button_row, nothing_here, scrolling
from ui.cases.plan_terms_view import TermsView
from ui.cases.repayment_agree import AgreeDialog, called_off_words
from ui.cases.repayment_cards import VariantCards
from ui.cases.repayment_form import RepaymentForm
from ui.cases.repayment_plan import PlanInForce
from ui.dialogs.frame import GAP, heading, said, say_date


class RepaymentPage(CasePage):
    """One case; `open_with` takes its id."""

    NAME = "repayment"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Repayment plan"))
        self.offer: Offer | None = None
        self.form = RepaymentForm()
        self.cards = VariantCards()
        self.terms, self.nothing_fits = TermsView(), said(quiet=True)
        self.in_force = PlanInForce()
        self.draft = QPushButton(_("&Keep as draft"))
        self.paper = QPushButton(_("&Print…"))
        self.pause = action(
            _("A pa&use instead"), _("Nothing goes on for a while; visits are called off."), self._pause
        )
        self.resting = said()
        self.agreed = QPushButton(_("They a&gree…"))
        self.agreed.setProperty("primary", True)
        self.sheets = QStackedWidget()
        self._lay_out()
        self._connect()

    # --- reading

    read_case = staticmethod(offer_for)

    def show_read(self, value: Offer) -> None:
        """Show it."""
        self.offer = value
        if not value.cases:
            self._show_nothing(_("Nothing is owed by {name} any more.").format(name=value.customer.customer.name))
            return
        self.title.setText(_("Repayment plan: {name}").format(name=value.customer.customer.name))
        about = listed(f"{case.case.reference}, {money_words(case.balance)}" for case in value.cases)
        self.lead.setText(about)
        self.lead.setVisible(True)
        self.to_case.show()
        self.in_force.show_offer(value)
        self._show_pause(value)
        self.form.show_offer(value)
        self.sheets.setCurrentIndex(1)
        self._vary()

    def show_nothing(self) -> None:
        """No case is open."""
        self._show_nothing()

    def _show_nothing(self, words: str = "") -> None:
        self.offer = None if not words else self.offer
        self.title.setText(_("Repayment plan"))
        self.lead.setVisible(False)
        self.to_case.hide()
        self.empty.setText(words or _("No case is open. Choose one on the board, or one of the plans to follow up."))
        self.sheets.setCurrentIndex(0)

    def _show_pause(self, value: Offer) -> None:
        words = _("A pause runs until {day}: nothing goes on until then. Installments may be agreed meanwhile.")
        self.resting.setText(words.format(day=say_date(value.pause)) if value.pause else "")
        self.resting.setVisible(bool(value.pause))
        self.pause.setVisible(value.pause is None and value.plan is None)

    # --- choosing

    @property
    def variant(self) -> Variant | None:
        """The way that is chosen."""
        return self.cards.value

    def _vary(self) -> None:
        offer, wanted = self.offer, self.form.wanted
        if offer is None or wanted is None or not wanted.terms.total:
            self.cards.show_variants((), 0)
            return
        means = self.form.means
        months = offer.rules.max_months
        self.cards.show_variants(variants(wanted.terms, means.affordable if means else None, months), months)

    def _told(self) -> tuple[Term, ...]:
        plan, offer, wanted = self._planned(), self.offer, self.form.wanted
        if plan is None or offer is None or wanted is None:
            return ()
        names = tuple(case.case.reference for case in offer.cases if case.id in wanted.cases)
        return terms(plan, names, say_date, cool_off_hours=offer.rules.cool_off_hours, zone=offer.zone)

    def _planned(self) -> RepaymentPlan | None:
        # As it would be: to say its terms before anything is kept.
        offer, variant, wanted = self.offer, self.variant, self.form.wanted
        if offer is None or variant is None or wanted is None:
            return None
        return RepaymentPlan(
            customer_id=offer.customer.id, at=self.desk.office.clock(), by="", cases=wanted.cases,
            installments=variant.installments, rhythm=variant.terms.rhythm, rest_on=variant.terms.rest_on,
            balance_at=min(case.balance_at for case in offer.cases),
        )  # fmt: skip

    def _say_terms(self, *_args: object) -> None:
        told = self._told()
        self.terms.show_terms(told)
        words = _("Nothing fits yet. Smaller amounts over a longer time, a pause or advice may help.")
        if self.form.wanted is None:
            words = _("Choose what is to be paid off, and correct what is marked.")
        self.nothing_fits.setText("" if told else words)
        self.nothing_fits.setVisible(not told)
        for button in (self.draft, self.paper, self.agreed):
            button.setEnabled(bool(told))

    # --- doing

    def _keep(self) -> None:
        self._act(_kept, on_done=lambda _plan: self.note.say(_("The draft is kept."), "better"))

    def _print(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, _("Print the agreement"), "agreement.pdf", "PDF (*.pdf)")
        if name:
            self._act(_printed, Path(name), on_done=lambda file: self.note.say(_say_file(file), "better"))

    def _agree(self) -> None:
        offer, means = self.offer, self.form.means
        if offer is None:
            return
        known = bool(means and means.affordable)
        answer = AgreeDialog.ask(self, offer.customer.customer.name, self._told(), means_known=known)
        if answer:
            self._act(_agreed, answer, on_done=self._say_agreed, days=True)

    def _say_agreed(self, done: Agreed) -> None:
        words = _("The plan is agreed. No visit is made while it is kept.")
        words = called_off_words(words, done.withdrawn, done.phone)
        self.note.say(words, "worse" if done.phone else "better")

    def _act(self, function: Any, *args: object, on_done: Any, days: bool = False) -> None:
        variant, wanted = self.variant, self.form.wanted
        if variant is None or wanted is None:
            return
        self.note.say("")
        self.desk.act(
            function, self.desk.office, self.desk.user, self.form.means, variant, wanted.cases, *args,
            on_done=on_done, on_error=self.fail, days=days,
        )  # fmt: skip

    def _pause(self) -> None:
        if self.offer:
            who = self.offer.customer.id
            self.note.say("")
            self.desk.act(
                begin_pause, self.desk.office, who, by=self.desk.user, on_done=self._say_paused, on_error=self.fail,
                days=True,
            )  # fmt: skip

    def _say_paused(self, done: Paused) -> None:
        day = say_date(done.hold.until) if done.hold.until else ""
        self.note.say(called_off_words(_("The pause lasts until {day}.").format(day=day), done.withdrawn, done.phone),
                      "worse" if done.phone else "better")  # fmt: skip

    def _end(self, function: Any) -> None:
        if self.offer and self.offer.plan:
            self.note.say("")
            self.desk.act(
                function, self.desk.office, self.offer.plan, by=self.desk.user, on_error=self.fail,
                on_done=lambda _plan: self.note.say(_("The plan has ended. The next step is a talk."), "text"),
            )  # fmt: skip

    # --- how it is made

    def _lay_out(self) -> None:
        self.to_case = QPushButton(_("To t&he case file"))
        self.to_case.setProperty("link", True)
        self.to_case.clicked.connect(lambda: self.desk.called.emit(("case", self.case_id)))
        self.body.insertWidget(0, self.to_case, 0, Qt.AlignmentFlag.AlignLeft)
        board = QPushButton(_("To the &board"))
        board.clicked.connect(lambda: self.desk.called.emit(("board", None)))
        nothing = nothing_here(_("Nothing to agree on"), "", button=board)
        *_title, self.empty = nothing.findChildren(QLabel)
        self.sheets.addWidget(nothing)
        self.sheets.addWidget(self._sheet())
        self.body.addWidget(self.sheets, 1)

    def _sheet(self) -> QWidget:
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.in_force)
        right.addWidget(self.resting)
        right.addWidget(heading(_("Ways to pay it off")))
        right.addWidget(self.cards)
        right.addWidget(heading(_("The terms, in words")))
        right.addWidget(self.nothing_fits)
        right.addWidget(self.terms)
        right.addStretch(1)
        across = QWidget()
        row = QHBoxLayout(across)
        row.setSpacing(GAP * 2)
        row.setContentsMargins(0, 0, 0, 0)
        self.form.setFixedWidth(self.fontMetrics().averageCharWidth() * 48)
        row.addWidget(self.form)
        row.addLayout(right, 1)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(across), 1)
        column.addLayout(button_row(self.agreed, self.paper, self.draft, right=(self.pause,)))
        return sheet

    def _connect(self) -> None:
        self.form.changed.connect(self._vary)
        self.cards.chosen.connect(self._say_terms)
        self.draft.clicked.connect(self._keep)
        self.paper.clicked.connect(self._print)
        self.agreed.clicked.connect(self._agree)
        self.in_force.mind.clicked.connect(lambda: self._end(change_mind))
        self.in_force.broken.clicked.connect(lambda: self._end(end_as_broken))


def _kept(
    office: Office, user: User, means: Means | None, variant: Variant, cases: tuple[UUID, ...]
) -> RepaymentPlan:  # fmt: skip
    if means:
        tell_means(office, replace(means, at=office.clock(), by=user.actor), by=user)
    return draw_up(office, cases, variant.terms, variant.installments, by=user)


def _printed(
    office: Office, user: User, means: Means | None, variant: Variant, cases: tuple[UUID, ...], file: Path
) -> Path:
    plan = _kept(office, user, means, variant, cases)
    file.unlink(missing_ok=True)  # the dialog has asked
    with Worker() as worker:
        return print_agreement(office, plan, file, by=user, worker=worker)


def _agreed(
    office: Office, user: User, means: Means | None, variant: Variant, cases: tuple[UUID, ...], answer: Any
) -> Agreed:
    plan = _kept(office, user, means, variant, cases)
    return agree(
        office, plan, by=user, understood=answer.understood, consent_form=answer.form, recording=answer.recording,
        says_affordable=answer.says_affordable,
    )  # fmt: skip


def _say_file(file: Path) -> str:
    return _("Written: {file}").format(file=file)
