"""The agreement of a repayment plan as data for its template: for the customer first, and a copy for the office.

It is the one paper that speaks of money; it goes to the customer alone, and no team carries it open. Pure but for
`write_agreement`, which runs in the child process.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from planner.cases.plan_terms import terms
from planner.cases.repayment import RepaymentPlan
from planner.cases.stage_words import money_words
from planner.documents.pdf import PdfJob, compile_pdfs
from planner.documents.wording import Page, date_words
from planner.text import gettext as _
from routing.worker import Report


@dataclass(frozen=True, slots=True)
class AgreementOrder:
    """What to write about.

    Parameters
    ----------
    cases
        The lender's references of what the plan is about.
    channels, complaints, advice
        The office's own words; empty leaves a line to write on.
    paper
        ``a4`` or ``us-letter``.
    anchor
        Where the record stood, worded.
    """

    plan: RepaymentPlan
    name: str
    cases: tuple[str, ...]
    office: str
    phone: str
    channels: str
    complaints: str
    advice: str
    zone: str
    today: date
    cool_off_hours: int
    language: str = "en"
    paper: str = "a4"
    demo: str = ""
    anchor: str = ""


def agreement(order: AgreementOrder) -> Page:
    """The data of ``agreement.typ``."""
    language = order.language

    def say_day(day: date) -> str:
        return date_words(day, language)

    told = terms(
        order.plan, order.cases, say_day, cool_off_hours=order.cool_off_hours, language=language,
        zone=ZoneInfo(order.zone),
    )  # fmt: skip
    return {
        "language": language,
        "paper": order.paper,
        "demo": order.demo,
        "anchor": order.anchor,
        "office": order.office,
        "phone": order.phone,
        "name": order.name,
        "date": say_day(order.today),
        "terms": [[each.about, each.words] for each in told],
        "rows": _rows(order.plan, language),
        "total": money_words(order.plan.total),
        "contacts": [
            [_("Pay only by these ways", language), order.channels],
            [_("Questions, or if you cannot pay", language), " · ".join(filter(None, (order.office, order.phone)))],
            [_("Complaints", language), order.complaints],
            [_("Free and independent advice", language), order.advice],
        ],
        "words": _words(language),
    }


def write_agreement(order: AgreementOrder, target: str, made_at: datetime, *, report: Report) -> str:
    """Write the file. Raises as `planner.documents.pdf.compile_pdfs`."""
    return compile_pdfs([PdfJob("agreement", agreement(order), target)], made_at, report=report)[0]


def _rows(plan: RepaymentPlan, language: str) -> list[list[str]]:
    # Number, day, amount, and what is left after it.
    left, rows = plan.total, []
    for number, each in enumerate(plan.installments, start=1):
        left = left - each.amount
        rows.append([str(number), _short_day(each.due, language), f"{each.amount.amount:,}", f"{left.amount:,}"])
    return rows


def _short_day(day: date, language: str) -> str:
    return (
        f"{day.year} 年 {day.month} 月 {day.day} 日" if language == "zh" else date_words(day, language).split(" ", 1)[1]
    )


def _words(language: str) -> dict[str, str]:
    return {
        "title": _("Repayment plan", language),
        "lead": _("Ask about every word that is not clear. Take your time.", language),
        "between": _("For", language),
        "copies": "|".join((_("For you", language), _("Copy for the office", language))),
        "table": _("Your installments", language),
        "number": _("No.", language),
        "day": _("Due on", language),
        "amount": _("Amount", language),
        "left": _("Left after it", language),
        "total": _("Total", language),
        "contacts": _("Good to know", language),
        "consent": _(
            "Every term was explained to me. I understood it, and I agree of my own free will. I can pay this without"
            " going short on what I need. I got my own copy of this paper.",
            language,
        ),
        "customer": _("Customer: day, signature", language),
        "staff": _("For the office: day, signature", language),
        "page": _("Page {page} of {pages}", language),
        "private": _("Private. For the customer alone.", language),
        "none": _("We take no cash. Please give none to anybody.", language),
    }
