"""One message to one customer: kept as a contact, and settled when it is known what became of it.

Its words are `composing`'s. By which way it leaves is not here: `gateway` writes files, `outbox` sends through Apprise,
`letters` prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from planner.cases.around import around
from planner.cases.composing import Batch as Batch
from planner.cases.composing import LeftOut as LeftOut
from planner.cases.composing import Message as Message
from planner.cases.composing import Wanted as Wanted
from planner.cases.composing import batch as batch
from planner.cases.composing import preview as preview
from planner.cases.contacts import TALKS, WENT_OUT
from planner.cases.holding import hold
from planner.cases.model import CaseFile, Channel, Contact, ContactResult, Hold, HoldKind, Purpose, StepKind
from planner.cases.plan_tasks import Done, FollowedUp
from planner.cases.promises import promise
from planner.cases.ringing import phone_about
from planner.cases.taking_back import take_back
from planner.cases.way import may_take, take
from planner.cases.withdrawing import visits_ahead
from planner.errors import NotAllowed
from planner.model import PlaceKind, Window
from planner.users import Right, User

if TYPE_CHECKING:
    from planner.bootstrap import Office
    from planner.storage.session import Session

# --- keeping


def keep(
    session: Session, message: Message, result: ContactResult, at: datetime, by: User, *, repeats: bool = False
) -> Contact:
    """Keep that a message went out, with this result; the step is taken where it has reached the customer."""
    ids = tuple(case.id for case in message.cases)
    contact = session.add_fact(
        Contact(
            customer_id=message.customer.id,
            case_id=ids[0] if len(ids) == 1 else None,
            about=ids if len(ids) > 1 else (),
            visit_id=message.visit_id,
            at=at,
            by=by.actor,
            channel=message.channel,
            purpose=message.purpose,
            result=result,
            template=message.filled.template,
            language=message.filled.language,
            message=message.id,
            settled_at=None if result == ContactResult.SENT else at,
            offered_place=PlaceKind.HOME if message.offered else None,
            offered_day=message.offered[0] if message.offered else None,
            offered_from=message.offered[1].earliest if message.offered else None,
            offered_to=message.offered[1].latest if message.offered else None,
            repeats=repeats,
        )
    )
    _follow(session, contact, message.cases, at, by)
    if task := message.task:
        session.add_fact(
            FollowedUp(
                customer_id=message.customer.id, case_id=task.plan.case_id, at=at, by=by.actor, plan_id=task.plan.id,
                task=task.kind, done=Done.REMINDED, due=task.due, message=message.id,
            )
        )  # fmt: skip
    return contact


def keep_all(
    session: Session, messages: Iterable[Message], result: ContactResult, at: datetime, by: User
) -> tuple[Contact, ...]:
    """Keep what went out together; what it tells of visits is promised from then on."""
    told: dict[date, dict[UUID, Window | None]] = {}
    messages = tuple(messages)
    for message in messages:
        if message.visit_id and message.offered:
            told.setdefault(message.offered[0], {})[message.visit_id] = message.offered[1]
    before: set[UUID] = set()
    for when, spans in told.items():
        if day := session.day(when):
            before |= {visit.id for visit in day.visits if visit.promised and visit.promised == spans.get(visit.id)}
            promise(session, day, spans)
    return tuple(keep(session, each, result, at, by, repeats=each.visit_id in before) for each in messages)


def settle(session: Session, contact: Contact, result: ContactResult, at: datetime, by: User) -> bool:
    """Keep what became of a message that was sent; whether that was not known yet.

    Who declines by answering is not written to again (`HoldKind.CEASE_CONTACT`), also where it had arrived long ago.
    """
    answers = result == ContactResult.DECLINED and contact.result in WENT_OUT
    if not answers and (contact.settled_at is not None or contact.result != ContactResult.SENT):
        return False
    known = session.change_fact(replace(contact, result=result, settled_at=at))
    cases = session.case_files(customers=[contact.customer_id])
    about = [case for case in cases if contact.concerns(case.id)]
    who = session.subject(contact.customer_id)
    session.record("message_settled", by.actor, at, customer=who, message=contact.message, result=result.value)
    if result == ContactResult.DECLINED:
        kind = HoldKind.CEASE_CONTACT
        hold(session, Hold(customer_id=contact.customer_id, at=at, by=by.actor, kind=kind, source="message"))
        ahead = visits_ahead(session, contact.customer_id, session.day_of(at))
        phone_about(session, ahead, at=at, by=by.actor, why="held")  # paper may be out
    if result == ContactResult.FAILED:
        take_back(session, known, at=at, by=by.actor)
    _follow(session, known, about, at, by)
    return True


def _follow(session: Session, contact: Contact, cases: Sequence[CaseFile], at: datetime, by: User) -> None:
    reached = contact.result == ContactResult.DELIVERED or contact.result in TALKS
    if contact.purpose == Purpose.REMINDER and reached:
        for case in cases:
            if may_take(case.stage, StepKind.REMINDED):
                take(session, case, StepKind.REMINDED, at=at, by=by.actor, why=contact.channel.value)


# --- by hand


def tick(
    office: Office,
    wanted: Sequence[Wanted],
    result: ContactResult,
    *,
    by: User,
    purpose: Purpose = Purpose.REMINDER,
) -> Batch:
    """Keep that messages were given by hand: written from the office's own telephone, posted, or spoken.

    Raises
    ------
    NotAllowed
        ``no_right``; ``no_contact_result`` where this way knows no such result.
    """
    by.require(Right.CONTACT)
    spoken = {ContactResult.TALKED, ContactResult.NO_ANSWER}
    if any((result in spoken) != (channel == Channel.PHONE) for _key, channel in wanted):
        raise NotAllowed("no_contact_result", result=result.value)
    known = around(office)
    with office.store.writing() as session:
        made = batch(session, known, wanted, purpose)
        keep_all(session, made.messages, result, known.now, by)
        if purpose == Purpose.REMINDER:
            record_batch(session, "reminded_by_hand", made, known.now, by)
        else:
            record_batch(session, "told_by_hand", made, known.now, by)
    return made


def report(office: Office, contact_ids: Iterable[UUID], result: ContactResult, *, by: User) -> int:
    """Keep by hand what became of messages that were sent; of how many it was not known yet."""
    by.require(Right.CONTACT)
    now = office.clock()
    with office.store.writing() as session:
        found = [session.fact(Contact, key) for key in contact_ids]
        return sum(settle(session, contact, result, now, by) for contact in found if contact)


def record_batch(session: Session, kind: str, made: Batch, at: datetime, by: User, **details: object) -> None:
    """Put into the record what went out together: how many by which way, to whom by their hashes."""
    if not made.messages:
        return
    ways = {way.value: sum(m.channel == way for m in made.messages) for way in Channel}
    told = [session.subject(message.customer.id) for message in made.messages]
    counts = {way: count for way, count in ways.items() if count}
    ids = [message.id for message in made.messages]
    details = {"purpose": made.messages[0].purpose.value, **details}
    session.record(
        kind,
        by.actor,
        at,
        count=len(ids),
        ways=counts,
        messages=ids,
        customers=told,
        left=len(made.left_out),
        **details,
    )
