"""Whom to call today and in what order, what the caller needs for it, and what a call leaves behind.

How a call goes is `call_steps`; whether anybody may be called, `contacts`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from planner.cases.around import Around, around, spoken_of
from planner.cases.call_answers import SPANS
from planner.cases.call_steps import Talk
from planner.cases.contacts import Room, Spoken, in_buffer, room
from planner.cases.message_values import owed_values, usual_values
from planner.cases.model import CaseFile, Channel, CustomerFile, Purpose, Stage
from planner.cases.precontact import AHEAD, Reached, ReachState, letter_lead, reached, stops
from planner.cases.reminders import REMINDED_STILL
from planner.cases.templates import fill
from planner.errors import BadInput, NotAllowed, NotFound
from planner.model import PlaceKind, Window
from planner.policy.hours import closing
from planner.policy.pack import Pack
from planner.users import Right, User

if TYPE_CHECKING:
    from planner.bootstrap import Office
    from planner.storage.session import Session

STAGES = (Stage.PREPARED, Stage.CONTACTED)
SAME_HOUR_MIN = 60


class CallGroup(StrEnum):
    """What is next with a customer, in the order in which a list shows it."""

    NOW = "now"
    LATER = "later"
    WRITE = "write"
    """Not reached: a letter may offer a conversation."""
    WAITING = "waiting"
    PROPOSE = "propose"


@dataclass(frozen=True, slots=True)
class CallDue:
    """One customer to speak with before anybody may come."""

    customer: CustomerFile
    cases: tuple[CaseFile, ...]
    group: CallGroup
    room: Room
    reached: Reached
    tries: int
    last: datetime | None
    same_hour: bool
    """The last try was at about this hour: others come first."""


@dataclass(frozen=True, slots=True)
class CallSheet:
    """What a caller has before them: the number, the script piece by piece, and the days that may be wished for."""

    customer: CustomerFile
    cases: tuple[CaseFile, ...]
    purpose: Purpose
    language: str
    script: Mapping[str, str] = field(default_factory=dict)
    days: tuple[date, ...] = ()
    closed_spans: frozenset[tuple[date, Window, PlaceKind]] = frozenset()

    def talk(self) -> Talk:
        """The call before anybody has answered."""
        return Talk(self.purpose, self.days, closed_spans=self.closed_spans)


def call_list(office: Office, *, by: User) -> tuple[CallDue, ...]:
    """Who is to be spoken with before a visit; nobody who is held or in their rest. Raises ``no_right``."""
    by.require(Right.CONTACT)
    known = around(office)
    with office.store.reading() as session:
        return read_calls(session, known)


def read_calls(session: Session, office: Around, customers: Collection[UUID] | None = None) -> tuple[CallDue, ...]:
    """The same in a transaction, of these customers or of all."""
    by_customer: dict[UUID, list[CaseFile]] = defaultdict(list)
    for case in session.case_files(customers=customers, stages=STAGES):
        by_customer[case.customer_id].append(case)
    files = session.customer_files(by_customer)
    spoken = spoken_of(session, office, files)
    found = (call_of(office, spoken[key], file, by_customer[key]) for key, file in files.items())
    return tuple(sorted((call for call in found if call), key=lambda call: _order(call, office.today)))


def call_of(office: Around, spoken: Spoken, file: CustomerFile, cases: Sequence[CaseFile]) -> CallDue | None:
    """What is next with one customer; None where nothing is, or may be."""
    today = spoken.day(office.now)
    if any(stops(hold) and hold.holds_on(today) for hold in spoken.holds):
        return None
    if in_buffer(office.pack, spoken.contacts, office.now, spoken.zone):
        return None
    facts = (*spoken.contacts, *spoken.holds)
    found = reached(facts, office.pack, office.now, zone=spoken.zone)
    if found.state == ReachState.REFUSED:
        return None
    if found.state == ReachState.TALKED and found.offered_day is None:
        return None  # they were spoken with, and wish for no visit
    space = room(office.pack, spoken, Channel.PHONE, office.now)
    if not file.customer.phone:
        space = Room(False, "no_way")
    tries = [c for c in spoken.contacts if c.channel == Channel.PHONE and c.purpose == Purpose.PRE_CONTACT]
    last = max((c.at for c in tries), default=None)
    same = last is not None and _minutes_apart(last, office.now) < SAME_HOUR_MIN
    return CallDue(file, tuple(cases), _group(found, space), space, found, len(tries), last, same)


def _group(found: Reached, space: Room) -> CallGroup:
    if found.green:
        return CallGroup.PROPOSE
    if found.state == ReachState.WAITING:
        return CallGroup.WAITING
    if found.why in ("letter_missing", "letter_over"):
        return CallGroup.WRITE
    return CallGroup.NOW if space.open else CallGroup.LATER


def _order(call: CallDue, today: date) -> tuple[object, ...]:
    # Who was tried at this hour already comes later; then who waits longest.
    late = max(case.days_past_due(today) for case in call.cases)
    return list(CallGroup).index(call.group), call.same_hour, call.tries, -late, call.customer.customer.reference


def _minutes_apart(one: datetime, other: datetime) -> int:
    # On the clock, whatever the day.
    apart = abs((one.hour * 60 + one.minute) - (other.hour * 60 + other.minute))
    return min(apart, 24 * 60 - apart)


# --- before a call


def begin(office: Office, customer_id: UUID, purpose: Purpose, *, by: User) -> CallSheet:
    """What is needed to call somebody now; the number is given to nobody whose calls are spent.

    Raises
    ------
    NotAllowed
        ``no_right``; ``held_call``; ``not_now`` with why, and until when.
    NotFound
        ``no_such_customer``.
    """
    by.require(Right.CONTACT)
    known = around(office)
    with office.store.reading() as session:
        file = session.customer_files([customer_id]).get(customer_id)
        if file is None:
            raise NotFound("no_such_customer")
        spoken = spoken_of(session, known, {customer_id: file})[customer_id]
        cases = tuple(c for c in session.case_files(customers=[customer_id]) if c.stage != Stage.CLOSED)
    if held_from(purpose, spoken, known.now):
        raise NotAllowed("held_call")
    space = room(known.pack, spoken, Channel.PHONE, known.now)
    resting = in_buffer(known.pack, spoken.contacts, known.now, spoken.zone)
    if not space.open or resting or not file.customer.phone:
        raise NotAllowed("not_now", why=space.why or ("resting" if resting else "no_way"))
    language = known.language_of(file)
    days = wish_days(known.pack, known)
    return CallSheet(
        file, cases, purpose, language, script_of(known, file, cases, purpose, by), days, closed_spans(known, days)
    )  # fmt: skip


def held_from(purpose: Purpose, spoken: Spoken, now: datetime) -> bool:
    """Whether a hold stops calls of ours for a purpose: of reminding, or of asking before a visit."""
    spared = REMINDED_STILL if purpose == Purpose.REMINDER else frozenset()
    today = spoken.day(now)
    return any(stops(hold) and hold.holds_on(today) and hold.kind not in spared for hold in spoken.holds)


def script_of(
    office: Around, file: CustomerFile, cases: Sequence[CaseFile], purpose: Purpose, by: User
) -> Mapping[str, str]:
    """Every piece of the script for this customer, in their language, by its name; those of the purpose go before.

    Raises
    ------
    BadInput
        ``template_value``: the office has not said how it is reached.
    """
    language = office.language_of(file)
    caller = by.name or {"en": "…", "zh": "……"}[language]
    values = usual_values(office, file, language) | owed_values(cases, language) | {"caller": caller}
    found: dict[str, str] = {}
    for template in office.templates:
        spoken = template.channel == Channel.PHONE and template.purpose in (purpose, Purpose.PRE_CONTACT)
        if spoken and template.part and (template.part not in found or template.purpose == purpose):
            found[template.part] = fill(template, language, values).text
    if not found:
        raise BadInput("no_template", channel=Channel.PHONE.value)
    return found


def wish_days(pack: Pack, office: Around) -> tuple[date, ...]:
    """The next days on which a visit may be wished for: late enough for the notice, open, and not too far."""
    first = (office.now + letter_lead(pack) + timedelta(days=1)).astimezone(office.zone).date()
    last = office.today + timedelta(days=AHEAD)
    days = (first + timedelta(days=ahead) for ahead in range(max(0, (last - first).days + 1)))
    return tuple(d for d in days if closing(pack, office.closed, d, PlaceKind.AGREED) is None)[:9]


def closed_spans(office: Around, days: Sequence[date]) -> frozenset[tuple[date, Window, PlaceKind]]:
    """What of them needs the customer's consent: outside the hours of the place, or a place that is not open."""
    return frozenset(
        (day, span, place)
        for day in days
        for span in SPANS
        for place in PlaceKind
        if not _is_open(office, day, span, place)
    )


def _is_open(office: Around, day: date, span: Window, place: PlaceKind) -> bool:
    if closing(office.pack, office.closed, day, place) is not None:
        return False
    return any(begin <= span.earliest and span.latest <= end for begin, end in office.pack.hours[place, day.weekday()])
