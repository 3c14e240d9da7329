"""Lets the agreement of a repayment plan out as a PDF, and its days as a calendar: for its customer, and recorded.

No other paper goes this way: those of a day go through `planner.day.issue`. Titles in the calendar say nothing of a
debt and name nobody: others see it, on a telephone that lies on a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from planner.audit import anchor_words
from planner.bootstrap import Office
from planner.cases.drawing_up import today_of
from planner.cases.gateway import writing_out
from planner.cases.plan_tasks import AHEAD
from planner.cases.repayment import RepaymentPlan
from planner.cases.stage_words import money_words
from planner.documents.agreement import AgreementOrder, write_agreement
from planner.documents.calendar_file import calendar, escaped, utc
from planner.documents.one_paper import write_once
from planner.documents.stamp import Stamp
from planner.errors import Conflict
from planner.text import gettext as _
from planner.text import language
from planner.users import Right, User
from routing.worker import Worker

LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO"})
"""Where paper is cut as US Letter; everywhere else it is A4."""


def print_agreement(
    office: Office, plan: RepaymentPlan, file: Path, *, by: User, worker: Worker, words: str = "", paper: str = ""
) -> Path:
    """Write the agreement of a draft, or of a plan in force, to a new file.

    Parameters
    ----------
    words
        ``en`` or ``zh``; empty for the customer's language where Rounds speaks it, else the one in use.
    paper
        ``a4`` or ``us-letter``; empty for what the office's country uses.

    Raises
    ------
    NotAllowed
        ``file_exists``.
    Conflict
        ``plan_not_open``: it is neither.
    BadInput
        ``cannot_write``, ``no_chinese_font``.
    """
    by.require(Right.CONTACT)
    if not plan.open:
        raise Conflict("plan_not_open")
    order = _order(office, plan, words, paper)

    def keep(settle: Callable[[], object]) -> None:
        with office.store.writing() as session:
            session.record(
                "agreement_printed", by.actor, office.clock(), customer=session.subject(plan.customer_id),
                plan=plan.id, anchor=order.anchor,
            )  # fmt: skip
            settle()

    made_at = office.clock()
    return write_once(file, lambda target: worker.submit(write_agreement, order, target, made_at).wait(), keep)


def _order(office: Office, plan: RepaymentPlan, words: str, paper: str) -> AgreementOrder:
    settings, today = office.settings, today_of(office)
    with office.store.reading() as session:
        branch = session.branch()
        person = session.customer_files([plan.customer_id])[plan.customer_id].customer
        cases = tuple(case.case.reference for case in session.case_files(plan.cases))
    spoken = words or (person.language if person.language in ("en", "zh") else language())
    stamp = Stamp(0, office.clock(), language=spoken, is_demo=office.is_demo, anchor=anchor_words(office))
    return AgreementOrder(
        plan, person.name, cases,
        office=settings.signed_by or branch.name,
        phone=settings.office_phone,
        channels=settings.payment_channels,
        complaints=settings.complaints_to,
        advice=settings.advice_at,
        zone=branch.time_zone,
        today=today,
        cool_off_hours=office.pack.plan.cool_off_hours,
        language=spoken,
        paper=paper or ("us-letter" if branch.country in LETTER_COUNTRIES else "a4"),
        demo=stamp.demo_mark,
        anchor=stamp.anchor_words,
    )  # fmt: skip


# --- its days


def write_calendar(office: Office, plan: RepaymentPlan, file: Path, *, by: User) -> Path:
    """Write the days of a draft, or of a plan in force, in the customer's language; that it was written is recorded.

    Raises
    ------
    NotAllowed
        ``no_right``; ``file_exists``.
    Conflict
        ``plan_not_open``: it is neither.
    BadInput
        ``cannot_export``.
    """
    by.require(Right.CONTACT)
    if not plan.open:
        raise Conflict("plan_not_open")
    now = office.clock()
    with writing_out(office) as (session, write):
        customer = session.customer_files([plan.customer_id])[plan.customer_id].customer
        spoken = customer.language if customer.language in ("en", "zh") else None
        days = [line for number in range(len(plan.installments)) for line in _day(plan, number, utc(now), spoken)]
        who = session.subject(plan.customer_id)
        session.record("plan_calendar_written", by.actor, now, customer=who, plan=plan.id)
        return write(file, calendar(days))


def _day(plan: RepaymentPlan, number: int, made: str, language: str | None) -> Iterator[str]:
    each = plan.installments[number]
    title = _("Payment {number} of {count}", language).format(number=number + 1, count=len(plan.installments))
    yield "BEGIN:VEVENT"
    yield f"UID:{plan.id}-{number + 1}@rounds"
    yield f"DTSTAMP:{made}"
    yield f"DTSTART;VALUE=DATE:{each.due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{each.due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(title)}"
    yield f"DESCRIPTION:{escaped(money_words(each.amount))}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escaped(title)}"
    yield f"TRIGGER:-P{AHEAD.days}D"
    yield "END:VALARM"
    yield "END:VEVENT"
