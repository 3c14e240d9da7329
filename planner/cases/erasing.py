"""A person is erased: files, facts, documents and names go for good, and the key by which the record knows them.

Refused while anything of them still runs, and for as long as the rules ask to keep records. Where no rule names a time,
whoever erases says that theirs is over.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.copies import copies_of, open_days
from planner.cases.installments import add_months
from planner.cases.model import Stage
from planner.cases.repayment import plans_of
from planner.day.geocoding.keys import keys_of
from planner.errors import NotAllowed, NotFound
from planner.signing_in import acting
from planner.storage.case_board import facts_about
from planner.storage.erasing import Gone, erase_rows
from planner.storage.session import Session
from planner.users import Right, User


def erase(office: Office, customer_id: UUID, *, by: User) -> Gone:
    """Erase a customer. It cannot be taken back; backups made before still hold them.

    The chain of the record stays whole: its entries about them can be told from others no more.

    Raises
    ------
    NotFound
        ``no_such_customer``.
    NotAllowed
        ``no_right``; ``erase_case``: a case is not closed; ``erase_visit``: one is today or later; ``erase_plan``: a
        plan is in force; ``erase_paper``: a paper with them on it is out; ``erase_records``: the rules ask to keep
        their records until a day.
    """
    actor, now = acting(office, Right.SETTLE, by), office.clock()
    years = office.pack.records_years
    with office.store.writing() as session:
        _require_over(session, customer_id, session.day_of(now))
        until = kept_until(session, customer_id, years)
        if until and session.day_of(now) < until:
            raise NotAllowed("erase_records", date=until.isoformat())
        who = session.subject(customer_id)
        gone = erase_rows(session, customer_id)
        session.forget_locations(key for address in gone.addresses for key in keys_of(address))
        session.record(
            "customer_erased", actor, now, customer=who, visits=gone.visits, cases=gone.cases, facts=gone.facts,
            attachments=gone.attachments,
        )  # fmt: skip
        session.erase_subject(customer_id)
    return gone


def kept_until(session: Session, customer_id: UUID, years: int | None) -> date | None:
    """The first day on which a customer may be erased, where records are kept for so many years; None for any day.

    They count from the last that happened: a message, a talk, a payment, a step of a case, a visit.
    """
    zone = session.branch().zone
    days = [line.at.astimezone(zone).date() for line in facts_about(session, customer_id)]
    days += session.days_of_customer(customer_id)
    return add_months(max(days), years * 12) if years and days else None


def _require_over(session: Session, customer_id: UUID, today: date) -> None:
    if customer_id not in session.customer_files([customer_id]):
        raise NotFound("no_such_customer")
    files = session.case_files(customers=[customer_id])
    if running := [file for file in files if file.stage != Stage.CLOSED]:
        raise NotAllowed("erase_case", reference=running[0].case.reference)
    if soon := [when for when in session.days_of_customer(customer_id) if when >= today]:
        raise NotAllowed("erase_visit", date=min(soon).isoformat())
    if any(plan.in_force for plan in plans_of(session, [customer_id])):
        raise NotAllowed("erase_plan")
    copies = (copy for when in open_days(session) for copy in copies_of(session, when) if copy.open)
    for copy in copies:
        if any(held.customer_id == customer_id for held in copy.held):
            raise NotAllowed("erase_paper", number=copy.number)
