"""``rounds plans propose``: what a customer tells of their means, ways to pay it off, and one of them as a draft."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from planner.bootstrap import Office
from planner.cases.affordability import Means, tell_means
from planner.cases.drawing_up import Variant, draw_up, owed_by, variants
from planner.cases.installments import FORTNIGHTLY, MONTHLY, WEEKLY, Terms, by_count, per_installment
from planner.cases.model import CaseFile
from planner.cases.money import Money
from planner.cases.offering import Offer
from planner.cases.plan_terms import rhythm_words
from planner.cases.stage_words import money_words
from planner.cli.console import opened, read_date, say, show_table
from planner.cli.plans import case_named, offer_of, say_terms
from planner.day.importing.case_cells import read_amount
from planner.day.importing.cells import BadCell
from planner.errors import BadInput
from planner.sentences import SENTENCES
from planner.text import gettext as _
from planner.users import Right

RHYTHMS = {"month": MONTHLY, "fortnight": FORTNIGHTLY, "week": WEEKLY}
TOLD = ("income", "expenses", "debts", "offer")


def propose(options: argparse.Namespace) -> int:
    """Show ways to pay it off; keep one where it is named. 1 where none can be agreed."""
    with opened(options, Right.CONTACT) as office:
        offer = offer_of(office, options.case)
        cases = _cases(office, offer, options.others)
        total = owed_by(cases)
        means = _means(office, offer, options, total.currency)
        first = read_date(office, options.first) if options.first else offer.first
        terms = Terms(total, first, RHYTHMS[options.every], offer.today, closed=offer.closed)
        spare = means.affordable if means else None
        found = variants(terms, spare, offer.rules.max_months)
        _show(found, spare, offer.rules.max_months)
        if options.keep:
            chosen = _chosen(found, options.keep, terms, spare, offer.rules.max_months)
            if means:
                tell_means(office, means, by=office.user)
            ids = [case.id for case in cases]
            plan = draw_up(office, ids, chosen.terms, chosen.installments, by=office.user)
            say(_("The draft is kept."))
            say_terms(offer, plan)
        return int(all(each.refused for each in found))


def _cases(office: Office, offer: Offer, others: Sequence[str]) -> tuple[CaseFile, ...]:
    return (offer.cases[0], *(case_named(office, reference) for reference in dict.fromkeys(others)))


def _means(office: Office, offer: Offer, options: argparse.Namespace, currency: str) -> Means | None:
    # What is told now, and of the rest what was told before.
    told: dict[str, Any] = {n: _amount(n, written, currency) for n in TOLD if (written := getattr(options, n))}
    if not told:
        return offer.means
    before = {name: getattr(offer.means, name) for name in TOLD} if offer.means else {}
    return Means(customer_id=offer.customer.id, at=office.clock(), by=office.user.actor, **before | told)


def _amount(name: str, written: str, currency: str) -> Money:
    try:
        return Money(0, currency) if not written.strip("0.,") else read_amount(written, currency)
    except BadCell:
        raise BadInput("bad_means_amount", name=f"--{name}", value=written) from None


def _show(found: Sequence[Variant], spare: Money | None, max_months: int) -> None:
    if spare is not None:
        say(_("Can be spared: {amount} a month.").format(amount=money_words(spare)))
    heads = (_("Way"), _("Installments"), _("How often"), _("Until"))
    show_table(heads, [_cells(each, max_months) for each in found])


def _cells(each: Variant, max_months: int) -> Sequence[str]:
    if each.refused:
        return each.code, "-", _(SENTENCES[each.refused]).format(months=max_months, count=each.code), ""
    most = max(one.amount for one in each.installments)
    last = each.installments[-1].due.isoformat()
    return each.code, f"{len(each.installments)} × {money_words(most)}", rhythm_words(each.terms.rhythm), last


def _chosen(found: Sequence[Variant], code: str, terms: Terms, spare: Money | None, max_months: int) -> Variant:
    # One of the list, or another number of installments.
    named = next((each for each in found if each.code == code), None)
    if named and named.refused:
        raise BadInput("way_closed", value=code)
    if named:
        return named
    if not code.isdecimal():
        raise BadInput("no_such_way", value=code)
    most = per_installment(spare, terms.rhythm) if spare is not None else None
    return Variant(code, terms, by_count(terms, int(code), most=most, max_months=max_months))
