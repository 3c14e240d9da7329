"""What one customer is told: put into words, and judged again at the last moment. Keeps nothing, and sends nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from planner.cases.around import Around, around
from planner.cases.message_values import due_values
from planner.cases.model import CaseFile, Channel, CustomerFile, Purpose
from planner.cases.plan_tasks import Task
from planner.cases.queues import read_queue
from planner.cases.reminders import Due, DueState
from planner.cases.templates import Filled, Template, choose, fill
from planner.errors import BadInput
from planner.model import Window
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
    visit_id: UUID | None = None
    """The visit that it tells of; its span is promised with it."""
    task: Task | None = None
    """What of a repayment plan it is about."""

    @property
    def to(self) -> str:
        """The number, address or place it goes to."""
        if self.channel == Channel.EMAIL:
            return self.customer.email
        if self.channel == Channel.LETTER:
            return self.customer.address.whole
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


def template_of(office: Around, due: Due, channel: Channel) -> Template:
    """The words of a reminder, or of whatever it is for.

    Raises
    ------
    BadInput
        ``no_template``.
    """
    part = "matter" if channel == Channel.PHONE else ""
    found = choose(office.templates, due.purpose, channel, due.tone, part)
    if found is None:
        raise BadInput("no_template", channel=channel.value)
    return found


def compose(office: Around, due: Due, channel: Channel) -> Message:
    """A message as it would go to this customer now; nothing is kept.

    Raises
    ------
    BadInput
        ``no_template``; ``template_value`` where the office has not said its telephone number.
    NotAllowed
        ``visit_not_approved``.
    """
    spoken = office.language_of(due.customer)
    values = due_values(office, due, spoken)
    filled = fill(template_of(office, due, channel), spoken, values, visit=due.visit)
    offered = (due.visit.date, due.span) if due.visit and due.span else None
    visit_id = due.visit.id if due.visit else None
    return Message(
        uuid4().hex[:16], due.customer, due.cases, channel, due.purpose, filled, offered, visit_id, due.task
    )  # fmt: skip


def preview(office: Office, due: Due, channel: Channel, *, by: User) -> Message:
    """The same, for the screen."""
    by.require(Right.CONTACT)
    return compose(around(office), due, channel)


def batch(
    session: Session, office: Around, wanted: Iterable[Wanted], purpose: Purpose = Purpose.REMINDER
) -> Batch:  # fmt: skip
    """Messages to go out now, judged again in this very transaction: holds, rests, caps, hours and approvals."""
    ways = dict(wanted)
    dues: dict[UUID, Due] = {}
    for due in read_queue(session, office, purpose, ways):
        dues.setdefault(due.customer.id, due)
    files = session.customer_files(ways)
    messages: list[Message] = []
    left: list[LeftOut] = []
    for key, channel in ways.items():
        found = dues.get(key)
        why = _why_not(found, channel)
        if found and not why:
            messages.append(compose(office, found, channel))
        elif key in files:
            left.append(LeftOut(key, files[key].customer.reference, why))
    return Batch(tuple(messages), tuple(left))


def _why_not(due: Due | None, channel: Channel) -> str:
    if due is None or due.state == DueState.SENT:
        return "not_due"
    room = due.rooms.get(channel)
    return "" if room and room.open else room.why if room else "no_way"
