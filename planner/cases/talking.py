"""What a call leaves behind, in one transaction: the contact, and at once what the customer said. Asks nothing itself.

A refusal holds for the whole customer from that moment. Whom hardship, illness or a dispute is told of is not visited:
what was proposed or planned for them is called off.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from planner.cases.around import Around, around
from planner.cases.call_answers import At, Follow, Refusal
from planner.cases.call_steps import Talk
from planner.cases.holding import hold
from planner.cases.model import (
    ArrearsReason,
    CaseFile,
    Channel,
    Consent,
    Contact,
    ContactResult,
    CustomerFile,
    Hold,
    HoldKind,
    Purpose,
    Stage,
    StepKind,
)
from planner.cases.ringing import PhoneTeam, phone_teams
from planner.cases.way import may_take, take
from planner.cases.withdrawing import Withdrawn, visits_ahead, withdraw
from planner.errors import NotAllowed, NotFound
from planner.policy.schema import Access
from planner.users import Right, User

if TYPE_CHECKING:
    from planner.bootstrap import Office
    from planner.storage.session import Session

PAUSE_DAYS = 30
"""So long nothing goes on where a plan or a pause was agreed, unless the rules ask for longer."""
REFUSED = {Refusal.VISIT: HoldKind.VISIT_REFUSED, Refusal.CONTACT: HoldKind.CEASE_CONTACT}
TOLD = {
    ArrearsReason.ILLNESS: HoldKind.VULNERABLE,
    ArrearsReason.VULNERABLE: HoldKind.VULNERABLE,
    ArrearsReason.DISPUTE: HoldKind.DISPUTE,
}
"""Reasons that stop the way by themselves."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What followed. Where `phone` is not empty, paper is out, and those teams are to be rung up now."""

    contact: Contact
    holds: tuple[Hold, ...] = ()
    consent: Consent | None = None
    withdrawn: tuple[Withdrawn, ...] = ()
    phone: tuple[PhoneTeam, ...] = ()
    follow: Follow = Follow.NOTHING


def note_call(office: Office, customer_id: UUID, talk: Talk, *, by: User) -> Noted:
    """Keep a call as it went, with all that follows from it.

    Raises
    ------
    NotAllowed
        ``no_right``; ``call_unfinished``.
    NotFound
        ``no_such_customer``.
    """
    by.require(Right.CONTACT)
    if talk.at != At.CLOSE:
        raise NotAllowed("call_unfinished")
    known = around(office)
    with office.store.writing() as session:
        file = session.customer_files([customer_id]).get(customer_id)
        if file is None:
            raise NotFound("no_such_customer")
        cases = session.case_files(customers=[customer_id], stages=set(Stage) - {Stage.CLOSED})
        contact = session.add_fact(_contact(file, cases, talk, known.now, by))
        holds = tuple(_hold(session, known, customer_id, kind, group, by) for kind, group in _holds(talk))
        consent = _consent(session, known, customer_id, talk, by)
        gone = _withdrawn(session, known, customer_id, talk, bool(holds), by)
        for case in session.case_files([case.id for case in cases]):
            _step(session, case, talk, known.now, by)
        who = session.subject(customer_id)
        session.record(
            "call_noted", by.actor, known.now, customer=who, purpose=talk.purpose.value, result=talk.result.value,
            consent=bool(consent), visits=len(gone),
        )  # fmt: skip
        teams = phone_teams(session, gone, at=known.now, by=by.actor)
    return Noted(contact, holds, consent, gone, teams, talk.follow)


@dataclass(frozen=True, slots=True)
class Paused:
    """A pause, until its last day, and what it has called off; where `phone` is not empty, those teams are rung up."""

    hold: Hold
    withdrawn: tuple[Withdrawn, ...] = ()
    phone: tuple[PhoneTeam, ...] = ()


def begin_pause(office: Office, customer_id: UUID, *, by: User) -> Paused:
    """Let everything rest for a customer who needs time, as a call does that ends with a pause.

    Raises
    ------
    NotAllowed
        ``no_right``.
    NotFound
        ``no_such_customer``.
    """
    by.require(Right.CONTACT)
    known = around(office)
    with office.store.writing() as session:
        if not session.customer_files([customer_id]):
            raise NotFound("no_such_customer")
        made = _hold(session, known, customer_id, HoldKind.ADVISER, Follow.PAUSE.value, by)
        ahead = visits_ahead(session, customer_id, known.today)
        gone = withdraw(session, ahead, at=known.now, by=by.actor, why=Follow.PAUSE.value)
        return Paused(made, gone, phone_teams(session, gone, at=known.now, by=by.actor))


def pause_until(holds: Iterable[Hold], today: date) -> date | None:
    """The last day of a pause that was agreed, if one runs."""
    ends = (
        each.until
        for each in holds
        if each.kind == HoldKind.ADVISER and each.group == Follow.PAUSE.value and each.holds_on(today) and each.until
    )
    return max(ends, default=None)


def _contact(file: CustomerFile, cases: tuple[CaseFile, ...], talk: Talk, now: datetime, by: User) -> Contact:
    ids = tuple(case.id for case in cases)
    template = "reminder-phone-1" if talk.purpose == Purpose.REMINDER else f"call-{talk.part}" if talk.part else ""
    return Contact(
        customer_id=file.id,
        case_id=ids[0] if len(ids) == 1 else None,
        about=ids if len(ids) > 1 else (),
        at=now,
        by=by.actor,
        channel=Channel.PHONE,
        purpose=talk.purpose,
        result=talk.result,
        template=template,
        reason=talk.reason,
        willingness=talk.willingness,
        offered_day=talk.day,
        offered_from=talk.span.earliest if talk.span else None,
        offered_to=talk.span.latest if talk.span else None,
        offered_place=talk.place if talk.day else None,
        settled_at=now,
        number=file.customer.phone if talk.result == ContactResult.FAILED else "",
    )


def _holds(talk: Talk) -> list[tuple[HoldKind, str]]:
    found: list[tuple[HoldKind, str]] = []
    if talk.refusal:
        found.append((REFUSED[talk.refusal], ""))
    if talk.reason in TOLD:
        group = "dispute" if talk.reason == ArrearsReason.DISPUTE else talk.group
        found.append((TOLD[talk.reason], group))
    if talk.follow in (Follow.PLAN, Follow.PAUSE):
        found.append((HoldKind.ADVISER, talk.follow.value))
    return found


def _hold(session: Session, office: Around, customer_id: UUID, kind: HoldKind, group: str, by: User) -> Hold:
    days = max(PAUSE_DAYS, office.pack.hold_days.get(kind.value, 0))
    until = office.today + timedelta(days=days) if kind == HoldKind.ADVISER else None
    wanted = Hold(
        customer_id=customer_id, at=office.now, by=by.actor, kind=kind, source="call", group=group, until=until
    )  # fmt: skip
    return hold(session, wanted)


def _consent(session: Session, office: Around, customer_id: UUID, talk: Talk, by: User) -> Consent | None:
    if not (talk.consent and talk.day and talk.span and not talk.refusal):
        return None
    covers = _covered(office, talk)
    consent = Consent(
        customer_id=customer_id, at=office.now, by=by.actor, covers=frozenset(covers), form=talk.consent,
        expires=office.today + timedelta(days=office.pack.consent_days or PAUSE_DAYS), invited=True,
        place_kind=talk.place, first_day=talk.day, last_day=talk.day,
        earliest=talk.span.earliest, latest=talk.span.latest,
    )  # fmt: skip
    who = session.subject(customer_id)
    session.record("consent_given", by.actor, office.now, customer=who, covers=sorted(covers), form=consent.form)
    return session.add_fact(consent)


def _covered(office: Around, talk: Talk) -> set[str]:
    # The rules that what was wished for is outside of.
    assert talk.day
    assert talk.span
    hours = office.pack.hours[talk.place, talk.day.weekday()]
    inside = any(begin <= talk.span.earliest and talk.span.latest <= end for begin, end in hours)
    place = set() if office.pack.access(talk.place) == Access.ALLOW else {f"places.{talk.place.value}"}
    return place | (set() if inside else {"hours"}) or {"hours"}


def _withdrawn(
    session: Session, office: Around, customer_id: UUID, talk: Talk, held: bool, by: User
) -> tuple[Withdrawn, ...]:
    # Whatever holds the customer makes a visit needless, or forbids it.
    if not held:
        return ()
    why = f"refused_{talk.refusal.value}" if talk.refusal else talk.follow.value or "held"
    ahead = visits_ahead(session, customer_id, office.today)
    return withdraw(session, ahead, at=office.now, by=by.actor, why=why)


def _step(session: Session, case: CaseFile, talk: Talk, now: datetime, by: User) -> None:
    if talk.result != ContactResult.TALKED or talk.reason is None:
        return
    kind = StepKind.REMINDED if talk.purpose == Purpose.REMINDER else StepKind.CONTACTED
    if may_take(case.stage, kind):
        take(session, case, kind, at=now, by=by.actor, why="phone")
