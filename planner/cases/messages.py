"""One message to one customer: composed, kept as a contact, and settled when it is known what became of it.

By which way it leaves is not here: `gateway` writes files, `outbox` sends through Apprise, `letters` prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from planner.cases.around import Around, around
from planner.cases.contacts import TALKS, WENT_OUT
from planner.cases.holding import hold
from planner.cases.message_values import owed_values, usual_values
from planner.cases.model import (
    CaseFile,
    Channel,
    Contact,
    ContactResult,
    CustomerFile,
    Hold,
    HoldKind,
    Purpose,
    StepKind,
)
from planner.cases.reminders import Due, DueState, read_dues
from planner.cases.ringing import phone_about
from planner.cases.templates import Filled, Template, choose, fill
from planner.cases.way import may_take, take
from planner.cases.withdrawing import visits_ahead
from planner.errors import BadInput, NotAllowed
from planner.model import PlaceKind, Window
from planner.users import Right, User

if TYPE_CHECKING:
    from planner.bootstrap import Office
    from planner.storage.session import Session

type Wanted = tuple[UUID, Channel]
"""A customer, and by which way."""


@dataclass(frozen=True, slots=True)
class Message:
    """What one customer is told, where it goes, and of which cases."""

    id: str
    customer: CustomerFile
    cases: tuple[CaseFile, ...]
    channel: Channel
    purpose: Purpose
    filled: Filled
    offered: tuple[date, Window] | None = None
    """The conversation that it offers."""

    @property
    def to(self) -> str:
        """The number, address or place it goes to."""
        if self.channel == Channel.EMAIL:
            return self.customer.email
        if self.channel == Channel.LETTER:
            address = self.customer.address
            return ", ".join(part for part in (address.text, address.inner) if part)
        return self.customer.customer.phone


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Whom nothing was sent to after all, and why: a code of `contacts.room`, ``not_due``, or of an error."""

    customer_id: UUID
    reference: str
    why: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What goes out together, and who was left out at the last moment."""

    messages: tuple[Message, ...]
    left_out: tuple[LeftOut, ...] = ()


# --- composing


def reminder_template(office: Around, due: Due, channel: Channel) -> Template:
    """The words of a reminder.

    Raises
    ------
    BadInput
        ``no_template``.
    """
    part = "matter" if channel == Channel.PHONE else ""
    found = choose(office.templates, Purpose.REMINDER, channel, due.tone, part)
    if found is None:
        raise BadInput("no_template", channel=channel.value)
    return found


def compose(office: Around, due: Due, channel: Channel) -> Message:
    """A reminder as it would go to this customer now; nothing is kept.

    Raises
    ------
    BadInput
        ``no_template``; ``template_value`` where the office has not said its telephone number.
    """
    spoken = office.language_of(due.customer)
    values = usual_values(office, due.customer, spoken) | owed_values(due.cases, spoken)
    filled = fill(reminder_template(office, due, channel), spoken, values)
    return Message(uuid4().hex[:16], due.customer, due.cases, channel, Purpose.REMINDER, filled)


def preview(office: Office, due: Due, channel: Channel, *, by: User) -> Message:
    """The same, for the screen."""
    by.require(Right.CONTACT)
    return compose(around(office), due, channel)


def batch(session: Session, office: Around, wanted: Iterable[Wanted]) -> Batch:
    """Reminders to go out now, judged again in this very transaction: holds, rests, caps and hours."""
    ways = dict(wanted)
    dues = {due.customer.id: due for due in read_dues(session, office, ways)}
    files = session.customer_files(ways)
    messages: list[Message] = []
    left: list[LeftOut] = []
    for key, channel in ways.items():
        due = dues.get(key)
        why = _why_not(due, channel)
        if due and not why:
            messages.append(compose(office, due, channel))
        elif key in files:
            left.append(LeftOut(key, files[key].customer.reference, why))
    return Batch(tuple(messages), tuple(left))


def _why_not(due: Due | None, channel: Channel) -> str:
    if due is None or due.state == DueState.SENT:
        return "not_due"
    room = due.rooms.get(channel)
    return "" if room and room.open else room.why if room else "no_way"


# --- keeping


def keep(session: Session, message: Message, result: ContactResult, at: datetime, by: User) -> Contact:
    """Keep that a message went out, with this result; the step is taken where it has reached the customer."""
    ids = tuple(case.id for case in message.cases)
    contact = session.add_fact(
        Contact(
            customer_id=message.customer.id,
            case_id=ids[0] if len(ids) == 1 else None,
            about=ids if len(ids) > 1 else (),
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
        )
    )
    _follow(session, contact, message.cases, at, by)
    return contact


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
    _follow(session, known, about, at, by)
    return True


def _follow(session: Session, contact: Contact, cases: Sequence[CaseFile], at: datetime, by: User) -> None:
    reached = contact.result == ContactResult.DELIVERED or contact.result in TALKS
    if contact.purpose == Purpose.REMINDER and reached:
        for case in cases:
            if may_take(case.stage, StepKind.REMINDED):
                take(session, case, StepKind.REMINDED, at=at, by=by.actor, why=contact.channel.value)


# --- by hand


def tick(office: Office, wanted: Sequence[Wanted], result: ContactResult, *, by: User) -> Batch:
    """Keep that reminders were given by hand: written from the office's own telephone, posted, or spoken.

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
        made = batch(session, known, wanted)
        for message in made.messages:
            keep(session, message, result, known.now, by)
        record_batch(session, "reminded_by_hand", made, known.now, by)
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
