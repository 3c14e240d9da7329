"""A customer called: found in a moment, and what they say takes effect at once, for all their cases and every plan.

What each request sets is one table. Whom to ring up because paper is out already is told by `planner.cases.ringing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.holding import hold
from planner.cases.model import Channel, Contact, ContactResult, CustomerFile, Hold, HoldKind, Purpose
from planner.cases.ringing import PhoneTeam, phone_teams
from planner.cases.withdrawing import Withdrawn, visits_ahead, withdraw
from planner.errors import NotFound
from planner.model import Window
from planner.storage.session import Session
from planner.users import Right, User

MOST_FOUND = 20
"""More than these are no answer: another word finds them."""


class Request(StrEnum):
    """What a customer asks for or tells."""

    CANCEL = "cancel"
    OTHER_TIME = "other_time"
    MOVED = "moved"
    ILL = "ill"
    HOSPITAL = "hospital"
    SAYS_PAID = "says_paid"
    DISPUTES = "disputes"
    COMPLAINT = "complaint"
    NO_VISITS = "no_visits"
    NO_CONTACT = "no_contact"


@dataclass(frozen=True, slots=True)
class Sets:
    """What a request sets: a hold, and of which group; None where the visit alone is called off."""

    hold: HoldKind | None = None
    group: str = ""


TABLE: Mapping[Request, Sets] = {
    Request.CANCEL: Sets(),
    Request.OTHER_TIME: Sets(),
    Request.MOVED: Sets(HoldKind.ADDRESS),
    Request.ILL: Sets(HoldKind.VULNERABLE, "serious_illness"),
    Request.HOSPITAL: Sets(HoldKind.HOSPITAL),
    Request.SAYS_PAID: Sets(HoldKind.PAYMENT_CLAIMED),
    Request.DISPUTES: Sets(HoldKind.DISPUTE, "dispute"),
    Request.COMPLAINT: Sets(HoldKind.DISPUTE, "complaint"),
    Request.NO_VISITS: Sets(HoldKind.VISIT_REFUSED),
    Request.NO_CONTACT: Sets(HoldKind.CEASE_CONTACT),
}
"""What follows from each. All of them call off the visits that are still to be made."""


@dataclass(frozen=True, slots=True)
class Found:
    """A customer as they are recognized on the telephone, and when somebody was to come next."""

    customer: CustomerFile
    next_visit: date | None


@dataclass(frozen=True, slots=True)
class Called:
    """What followed: the hold, the visits that are called off, the teams to ring up."""

    hold: Hold | None
    withdrawn: tuple[Withdrawn, ...]
    phone: tuple[PhoneTeam, ...]


def find(office: Office, words: str, *, by: User) -> tuple[Found, ...]:
    """Customers by name, last four digits of the phone, or reference; who is visited soonest comes first."""
    by.require(Right.CONTACT)
    if not words.strip():
        return ()
    with office.store.reading() as session:
        today = session.day_of(office.clock())
        ids = session.customers_by(search=words)[: MOST_FOUND * 5]
        files = session.customer_files(ids)
        found = [Found(files[each], _next_visit(session, each, today)) for each in ids if each in files]
    return tuple(sorted(found, key=lambda each: each.next_visit or date.max)[:MOST_FOUND])


def called(
    office: Office,
    customer_id: UUID,
    request: Request,
    *,
    by: User,
    group: str = "",
    wished_day: date | None = None,
    wished: Window | None = None,
) -> Called:
    """Let what a customer said take effect, in one transaction.

    Parameters
    ----------
    group
        Tells a hold more exactly, such as a group of the vulnerable.
    wished_day, wished
        When they would rather be visited (`Request.OTHER_TIME`): it goes to the next talk.

    Raises
    ------
    NotFound
        ``no_such_customer``.
    """
    by.require(Right.CONTACT)
    now = office.clock()
    with office.store.writing() as session:
        if not session.customer_files([customer_id]):
            raise NotFound("no_such_customer")
        held = _hold(session, customer_id, request, group, now, by)
        _note(session, customer_id, request, now, by, wished_day, wished)
        ahead = visits_ahead(session, customer_id, session.day_of(now))
        gone = withdraw(session, ahead, at=now, by=by.actor, why=f"called_{request.value}")
        phone_teams(session, gone, at=now, by=by.actor)
        # Also whom nobody has reached yet since an earlier word: their old paper is out still.
        phone = session.facts(PhoneTeam, customers=[customer_id], open_only=True)
        who = session.subject(customer_id)
        session.record("customer_called", by.actor, now, customer=who, request=request.value, visits=len(gone))
    return Called(held, gone, phone)


def _hold(session: Session, customer_id: UUID, request: Request, group: str, now: datetime, by: User) -> Hold | None:
    sets = TABLE[request]
    if sets.hold is None:
        return None
    told = group or sets.group
    return hold(session, Hold(customer_id=customer_id, at=now, by=by.actor, kind=sets.hold, source="call", group=told))


def _note(
    session: Session,
    customer_id: UUID,
    request: Request,
    now: datetime,
    by: User,
    day: date | None,
    window: Window | None,
) -> None:
    session.add_fact(
        Contact(
            customer_id=customer_id, at=now, by=by.actor, channel=Channel.PHONE, purpose=Purpose.INCOMING,
            result=ContactResult.TALKED, template=request.value, offered_day=day,
            offered_from=window.earliest if window else None, offered_to=window.latest if window else None,
        )
    )  # fmt: skip


def _next_visit(session: Session, customer_id: UUID, today: date) -> date | None:
    return min((when for when in session.days_of_customer(customer_id) if when >= today), default=None)
