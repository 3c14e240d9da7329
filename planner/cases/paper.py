"""Lets the agreement of a repayment plan out as a PDF: for its customer, and recorded. No other paper goes this way.

Papers of a day go through `planner.day.issue`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from planner.audit import anchor_words
from planner.bootstrap import Office
from planner.cases.drawing_up import today_of
from planner.cases.repayment import RepaymentPlan
from planner.documents.agreement import AgreementOrder, write_agreement
from planner.documents.one_paper import write_once
from planner.documents.stamp import Stamp
from planner.errors import Conflict
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
