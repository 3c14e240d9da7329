"""A look at one case: all that is known of it, masked by role. Every look is recorded; nothing else is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.audit_words import ACTORS
from planner.bootstrap import Office
from planner.cases.board import AFTER, Next, next_day, waits_for
from planner.cases.erasing import kept_until
from planner.cases.fact_words import fact_words
from planner.cases.masking import masked_balance, masked_phone, sees
from planner.cases.model import CaseFile, CustomerFile, Hold, Stage, Step
from planner.cases.preparation import Checklist, case_of, read_checklist
from planner.cases.seeing import see
from planner.cases.stage_words import money_words
from planner.cases.way import TABLE
from planner.errors import NotFound
from planner.model import Visit
from planner.storage.case_board import facts_about, visits_about
from planner.storage.session import Session
from planner.text import gettext as _
from planner.users import Right, User


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened: when, of what kind, in words, and who did it, in words too.

    `case` is the lender's reference of the case it was about, empty where it is of the customer.
    """

    at: datetime
    kind: str
    words: str
    who: str
    case: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """A case, opened. `phone` and `balance` are as this role may see them; `reached` are the stages behind it.

    `others` are the customer's other cases, `visits` are (id, reference, date), the newest first.
    """

    case: CaseFile
    customer: CustomerFile
    phone: str
    balance: str
    today: date
    zone: ZoneInfo
    reached: frozenset[Stage]
    holds: tuple[Hold, ...]
    next_step: Next
    next_day: date | None
    lines: tuple[Line, ...]
    preparation: Checklist
    others: tuple[CaseFile, ...]
    visits: tuple[tuple[UUID, str, date], ...]
    names: dict[str, str]
    shown: bool
    """Whether this role sees balance, health and family notes."""
    kept_until: date | None = None
    """The first day on which the rules let the customer be erased; None where they name no time."""


def look(office: Office, case_id: UUID, *, by: User) -> Look:
    """Open the file of a case, which is recorded.

    Raises
    ------
    NotAllowed
        ``no_right``.
    NotFound
        ``no_such_case``.
    """
    by.require(Right.SEE_CASE)
    now, pack = office.clock(), office.pack
    with office.store.writing() as session:
        case = case_of(session, case_id)
        see(session, by, case.customer_id, case.id, now)
        customer = session.customer_files([case.customer_id]).get(case.customer_id)
        if customer is None:
            raise NotFound("no_such_customer")
        zone = session.branch().zone
        today = now.astimezone(zone).date()
        holds = [hold for hold in session.facts(Hold, customers=[customer.id], open_only=True) if hold.holds_on(today)]
        files = session.case_files(customers=[customer.id])
        lines = _lines(session, customer.id, files, by)
        waits = any(waits_for(hold.kind, case.stage) for hold in holds)
        until = max((hold.until for hold in holds if hold.until), default=None)
        endless = any(hold.until is None for hold in holds)
        day = next_day(session, case, today, pack.days_after_reminder)
        return Look(
            case,
            replace(customer, id_hash="", customer=replace(customer.customer, phone="")),
            masked_phone(by, customer.customer.phone),
            masked_balance(by, money_words(case.balance)),
            today,
            zone,
            _reached(case, session),
            tuple(holds),
            Next.WAIT if waits else AFTER[case.stage],
            (None if endless else until) if waits else day,
            lines,
            read_checklist(session, office, pack.gates, case),
            tuple(file for file in files if file.id != case.id),
            tuple(visits_about(session, customer.id)),
            session.user_names(),
            sees(by),
            kept_until(session, customer.id, pack.records_years),
        )


def history(office: Office, visit: Visit, by: User) -> tuple[Line, ...]:
    """What is known of a visit's customer and its cases, the newest first; that somebody looked is recorded.

    Nothing where no case file lies here.

    Raises
    ------
    NotAllowed
        ``no_right``.
    """
    by.require(Right.SEE_CASE)
    now = office.clock()
    with office.store.writing() as session:
        files = session.case_files([case.id for case in visit.cases])
        if not files:
            return ()
        for file in files:
            see(session, by, file.customer_id, file.id, now)
        return _lines(session, files[0].customer_id, files, by)


@dataclass(frozen=True, slots=True)
class LastEvent:
    """The newest line of a file, and the case whose file it is; `zone` is that of the office."""

    case_id: UUID
    line: Line | None
    zone: ZoneInfo


def last_event(office: Office, visit: Visit, by: User) -> LastEvent | None:
    """What happened last with a visit's customer, as this role may see it: a line, and no look into the file yet.

    None where no case file lies here, or who asks may see none.
    """
    if not by.may(Right.SEE_CASE):
        return None
    with office.store.reading() as session:
        files = session.case_files([case.id for case in visit.cases])
        if not files:
            return None
        lines = _lines(session, files[0].customer_id, files, by)
        return LastEvent(files[0].id, next(iter(lines), None), session.branch().zone)


def _lines(session: Session, customer_id: UUID, files: Iterable[CaseFile], by: User) -> tuple[Line, ...]:
    references = {str(file.id): file.case.reference for file in files}
    names, shown = session.user_names(), sees(by)
    person = session.customer_files([customer_id]).get(customer_id)
    zone = ZoneInfo((person.time_zone if person else "") or session.branch().time_zone)
    facts = [fact for fact in facts_about(session, customer_id) if not fact.case_id or fact.case_id in references]
    lines = (
        Line(
            fact.at,
            fact.kind,
            fact_words(fact, shown=shown, zone=zone),
            names.get(fact.by) or (_(ACTORS[fact.by]) if fact.by in ACTORS else ""),
            references.get(fact.case_id, ""),
            fact.open,
        )
        for fact in facts
    )
    return tuple(reversed(tuple(lines)))


def _reached(case: CaseFile, session: Session) -> frozenset[Stage]:
    # Those it has stood at: a case may come to a plan without any visit.
    steps = session.facts(Step, cases=[case.id])
    return frozenset({Stage.OVERDUE, case.stage} | {TABLE[step.kind][1] for step in steps if step.kind in TABLE})
