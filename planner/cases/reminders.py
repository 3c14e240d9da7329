"""Who is to be reminded, in which tone and by which way; a pure answer, and the reading that it is asked with.

One customer has one reminder, whichever of their cases are due: the longest of them sets the tone, and the first words
are friendly however late they come. What is held, in its rest or spent is not among them. What else customers are to be
told is the business of `notices`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from planner.cases.around import Around, spoken_of
from planner.cases.contacts import IN_WRITING, TALKS, WENT_OUT, Room, Spoken, in_buffer, last_reminder, room
from planner.cases.model import CaseFile, Channel, Contact, ContactResult, CustomerFile, HoldKind, Purpose, Stage
from planner.model import Visit, Window
from planner.policy.pack import Pack

if TYPE_CHECKING:
    from planner.cases.plan_tasks import Task
    from planner.storage.session import Session

TONE_FROM = (1, 8, 22)
"""Days past due from which on a reminder has the first, second and third tone."""
STAGES = (Stage.OVERDUE, Stage.REMINDED)
UNREPORTED = timedelta(days=7)
"""So long it is waited for what the gateway says of a message; then the customer may be reminded again."""
REMINDED_STILL = frozenset(
    {HoldKind.VISIT_REFUSED, HoldKind.SAFETY, HoldKind.ADDRESS, HoldKind("inconvenient_time_or_place")}
)
"""Holds of the door alone: who does not want a visit may be written to."""
WAYS: Mapping[int, tuple[Channel, ...]] = {
    1: (Channel.SMS, Channel.EMAIL, Channel.LETTER, Channel.PHONE),
    2: (Channel.PHONE, Channel.SMS, Channel.EMAIL, Channel.LETTER),
    3: (Channel.LETTER, Channel.EMAIL, Channel.SMS, Channel.PHONE),
}
"""By tone: the ways to remind, the one to begin with first."""


class DueState(StrEnum):
    """What a reminder waits for."""

    DUE = "due"
    FAILED = "failed"
    """It did not arrive; another way is to be tried."""
    SENT = "sent"
    """It went out, and nobody has said yet what became of it."""
    LATER = "later"
    """Nothing of it may be done at this hour or on this day."""


@dataclass(frozen=True, slots=True)
class Due:
    """One customer to remind, or to be told something else: what for is its `purpose`.

    `rooms` tells of each way they can be reached by whether it is open now. `visit` with its `span` is what a notice of
    a visit tells of, `task` the installment that a follow-up is about.
    """

    customer: CustomerFile
    cases: tuple[CaseFile, ...]
    tone: int
    days_past_due: int
    state: DueState
    rooms: Mapping[Channel, Room] = field(default_factory=dict)
    sent: Contact | None = None
    """What was sent last, where it waits for its result or has failed."""
    purpose: Purpose = Purpose.REMINDER
    visit: Visit | None = None
    span: Window | None = None
    task: Task | None = None

    @property
    def day(self) -> date | None:
        """The day that it tells of: of the visit, or on which an installment is due."""
        return self.visit.date if self.visit else self.task.due if self.task else None

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The ways that are open now, the one to take first."""
        return tuple(channel for channel, room in self.rooms.items() if room.open)

    @property
    def until(self) -> datetime | None:
        """When the first way is open again, where none is now."""
        moments = [room.until for room in self.rooms.values() if room.until]
        return None if self.channels else min(moments, default=None)


def due_of(pack: Pack, spoken: Spoken, file: CustomerFile, cases: Sequence[CaseFile], now: datetime) -> Due | None:
    """The reminder of a customer, from their cases that may be reminded; None where nothing is to be done."""
    today = spoken.day(now)
    owed = tuple(case for case in cases if case.stage in STAGES and case.days_past_due(today) >= TONE_FROM[0])
    held = any(hold.holds_on(today) and hold.kind not in REMINDED_STILL for hold in spoken.holds)
    if not owed or held or in_buffer(pack, spoken.contacts, now, spoken.zone):
        return None
    late = max(case.days_past_due(today) for case in owed)
    sent = waiting(spoken.contacts, Purpose.REMINDER, now)
    if sent and sent.result == ContactResult.SENT:
        return Due(file, owed, _tone_of(sent), late, DueState.SENT, sent=sent)
    last = last_reminder(spoken.contacts)
    tone = _tone(pack, spoken, owed, late, now)
    if tone is None or (last and spoken.day(last) == today):
        return None
    rooms = {way: room(pack, spoken, way, now) for way in _ways(tone, file, spoken, sent)}
    state = DueState.FAILED if sent else DueState.DUE
    if not any(each.open for each in rooms.values()):
        state = DueState.LATER
    return Due(file, owed, tone, late, state, rooms, sent)


def waiting(
    contacts: Sequence[Contact], purpose: Purpose, now: datetime, *, day: date | None = None
) -> Contact | None:  # fmt: skip
    """The last message of a purpose (about a day), where it has failed or it is still waited for what became of it."""
    about = [c for c in contacts if c.purpose == purpose and day in (None, c.offered_day)]
    last = max((c for c in about if c.channel in IN_WRITING), key=lambda c: c.at, default=None)
    if last is None or last.result == ContactResult.DELIVERED:
        return None
    if any(c.channel not in IN_WRITING and c.result in TALKS and c.at > last.at for c in about):
        return None
    if last.result == ContactResult.SENT:
        return last if now - last.at < UNREPORTED else None
    return last if last.result == ContactResult.FAILED else None


def _tone(pack: Pack, spoken: Spoken, cases: Sequence[CaseFile], late: int, now: datetime) -> int | None:
    # The tone whose turn it is: that of the days, but never before a friendlier one was used. None where it was.
    by_days = sum(late >= first for first in TONE_FROM)
    since = min(case.overdue_since for case in cases)
    told = [
        c
        for c in spoken.contacts
        if c.purpose == Purpose.REMINDER and (c.result in WENT_OUT or c.result in TALKS) and spoken.day(c.at) >= since
    ]
    unreminded = any(not any(c.concerns(case.id) for c in told) for case in cases)
    if unreminded:
        return min(by_days, 1 + len(told))
    terms = pack.gates.get("reminder_sent")
    if terms and terms.max_days and now - max(c.at for c in told) > timedelta(days=terms.max_days):
        return by_days
    tone = min(by_days, 1 + len(told))
    return tone if tone > max(len(told), *map(_tone_of, told)) else None


def _tone_of(contact: Contact) -> int:
    tail = contact.template.rpartition("-")[2]
    return int(tail) if tail.isdigit() else 1


def _ways(tone: int, file: CustomerFile, spoken: Spoken, sent: Contact | None) -> list[Channel]:
    has = reached_by(file, spoken)
    ways = [way for way in WAYS[min(tone, max(WAYS))] if way in has]
    last = last_reminder(spoken.contacts)
    called = any(c.channel == Channel.PHONE and (last is None or c.at > last) for c in spoken.contacts)
    # What has failed comes last, and so does a call that nobody took.
    return sorted(ways, key=lambda way: (sent is not None and way == sent.channel, way == Channel.PHONE and called))


def reached_by(file: CustomerFile, spoken: Spoken) -> tuple[Channel, ...]:
    """The ways that a customer can be reached by at all."""
    doubted = any(h.kind == HoldKind.ADDRESS and h.open for h in spoken.holds)
    has = {
        Channel.SMS: bool(file.customer.phone),
        Channel.EMAIL: bool(file.email),
        Channel.LETTER: bool(file.address.text) and not doubted,
        Channel.PHONE: bool(file.customer.phone),
    }
    return tuple(way for way, there in has.items() if there)


# --- reading


def read_dues(session: Session, office: Around, customers: Collection[UUID] | None = None) -> tuple[Due, ...]:
    """Whoever is to be reminded, of these customers or of all; the longest overdue first."""
    by_customer: dict[UUID, list[CaseFile]] = defaultdict(list)
    for case in session.case_files(customers=customers, stages=STAGES):
        by_customer[case.customer_id].append(case)
    files = session.customer_files(by_customer)
    known = spoken_of(session, office, files)
    found = (due_of(office.pack, known[key], file, by_customer[key], office.now) for key, file in files.items())
    return tuple(
        sorted((due for due in found if due), key=lambda due: (-due.days_past_due, due.customer.customer.reference))
    )
