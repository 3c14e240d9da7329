"""When a customer may be spoken to: hours and days, how often, and the rest after a reminder. Pure; sends nothing.

Hours and days are those of the customer's own time zone; counts are of the whole customer, whatever they were for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from planner.cases.model import Channel, Contact, ContactResult, Hold, HoldKind, Purpose
from planner.model import PlaceKind
from planner.policy.closed import ClosedDays
from planner.policy.hours import closing
from planner.policy.pack import Pack

TALKS = frozenset({ContactResult.TALKED, ContactResult.DECLINED})
WENT_OUT = frozenset({ContactResult.SENT, ContactResult.DELIVERED})
IN_WRITING = frozenset({Channel.SMS, Channel.EMAIL, Channel.LETTER})
SILENT = frozenset({Channel.LETTER})
"""Rings at nobody's bed: quiet hours and days are no matter to it."""
BY_NUMBER = frozenset({Channel.SMS, Channel.PHONE})
"""Where they go to a stranger, what a stranger must not know is told."""
WEEK, MONTH = 7, 30
FAR = 400
"""So many days ahead an open hour is looked for."""
SPEAKS_NOT = frozenset({HoldKind.CEASE_CONTACT, HoldKind.REPRESENTED, HoldKind.DECEASED, HoldKind.MORATORIUM})
"""Under these nobody writes or calls at all."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is known of one customer, to judge by.

    `zone` is that of the customer. `not_theirs` tells that somebody else answered under their number.
    """

    zone: tzinfo = UTC
    contacts: Sequence[Contact] = ()
    holds: Sequence[Hold] = ()
    closed: ClosedDays = field(default_factory=ClosedDays)
    not_theirs: bool = False

    def day(self, at: datetime) -> date:
        """The customer's day of a moment."""
        return at.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Room:
    """Whether there is room for a contact now; else a code why not, and from when on there is, where that is known."""

    open: bool
    why: str = ""
    until: datetime | None = None


OPEN = Room(True)


def room(pack: Pack, spoken: Spoken, channel: Channel, now: datetime, *, answers: bool = False) -> Room:
    """Whether this customer may be spoken to by this channel now.

    Codes: ``held``, ``wrong_number``, ``quiet_hours``, ``spared``, ``talks_spent``, ``tries_spent``, ``week_spent``,
    ``talked_lately``, ``contacts_spent``, ``messages_spent``. What answers a customer who has just called
    (`answers`) is not counted.
    """
    today = spoken.day(now)
    if any(hold.kind in SPEAKS_NOT and hold.holds_on(today) for hold in spoken.holds):
        return Room(False, "held")
    if answers:
        return OPEN
    if spoken.not_theirs and channel in BY_NUMBER:
        return Room(False, "wrong_number")
    why, first = _spent(pack, spoken, channel, today)
    if why:
        return Room(False, why, _next_open(pack, spoken, channel, _midnight(first, spoken.zone)))
    if why := _quiet(pack, spoken, channel, now):
        return Room(False, why, _next_open(pack, spoken, channel, now))
    return OPEN


def is_not_theirs(phone: str, contacts: Iterable[Contact]) -> bool:
    """Whether the last that was heard of a number, by contacts in their order, is that somebody else has it.

    Another number is another story.
    """
    digits, found = _digits(phone), False
    for contact in contacts:
        if contact.number and _digits(contact.number) == digits:
            found = True
        elif contact.channel == Channel.PHONE and contact.result in TALKS:
            found = False
    return found


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))


def in_buffer(pack: Pack, contacts: Iterable[Contact], now: datetime, zone: tzinfo) -> date | None:
    """The last day of the rest after the last reminder; None where nothing rests.

    It begins on the day after the reminder: a call and a message of one day are one reminder.
    """
    last = last_reminder(contacts)
    if last is None or not pack.days_after_reminder:
        return None
    sent = last.astimezone(zone).date()
    until = sent + timedelta(days=pack.days_after_reminder)
    return until if sent < now.astimezone(zone).date() <= until else None


def last_reminder(contacts: Iterable[Contact]) -> datetime | None:
    """When the last reminder reached the customer, or went out."""
    told = [c.at for c in contacts if c.purpose == Purpose.REMINDER and (c.result in WENT_OUT or c.result in TALKS)]
    return max(told, default=None)


# --- how often


def _spent(pack: Pack, spoken: Spoken, channel: Channel, today: date) -> tuple[str, date]:
    # Which count leaves no room, and the first day on which it does again.
    found: list[tuple[date, str]] = []
    told = [(spoken.day(c.at), c) for c in _told(spoken.contacts)]
    for why, most, days, counts in _counted(pack, channel):
        if most is None:
            continue
        since = today - timedelta(days=days)
        within = sorted(day for day, c in told if since < day <= today and counts(c))
        if len(within) >= most:
            # As many as may be leave room only when the one before them has gone.
            found.append(
                (within[len(within) - most] + timedelta(days=days) if most else today + timedelta(days=days), why)
            )
    rest = pack.calls.quiet_days_after_talk
    talks = [spoken.day(c.at) for c in spoken.contacts if _is_call(c) and c.result in TALKS]
    if (
        channel == Channel.PHONE
        and rest
        and talks
        and (free := max(talks) + timedelta(days=rest + 1)) > today >= max(talks)
    ):
        found.append((free, "talked_lately"))
    if not found:
        return "", today
    first, why = max(found)
    return why, first


def _counted(pack: Pack, channel: Channel) -> Iterable[tuple[str, int | None, int, Callable[[Contact], bool]]]:
    calls = pack.calls
    if channel == Channel.PHONE:
        yield "talks_spent", calls.connected_per_day, 1, lambda c: _is_call(c) and c.result in TALKS
        yield "tries_spent", calls.tries_per_day, 1, lambda c: _is_call(c) and c.result not in TALKS
        yield "week_spent", calls.tries_per_week, WEEK, _is_call
    else:
        yield "messages_spent", calls.messages_per_day, 1, _is_message
        yield "messages_spent", calls.messages_per_week, WEEK, _is_message
    yield "contacts_spent", calls.contacts_per_week, WEEK, _any
    yield "contacts_spent", calls.contacts_per_month, MONTH, _any


def _told(contacts: Iterable[Contact]) -> list[Contact]:
    # A message that never went out has disturbed nobody; who calls us is not disturbed by it.
    return [
        c
        for c in contacts
        if c.purpose != Purpose.INCOMING and not (c.channel in IN_WRITING and c.result == ContactResult.FAILED)
    ]


def _is_call(contact: Contact) -> bool:
    return contact.channel == Channel.PHONE and contact.purpose != Purpose.INCOMING


def _is_message(contact: Contact) -> bool:
    return contact.channel in IN_WRITING and contact.purpose == Purpose.REMINDER


def _any(_contact: Contact) -> bool:
    return True


# --- at what hours


def _quiet(pack: Pack, spoken: Spoken, channel: Channel, at: datetime) -> str:
    if channel in SILENT:
        return ""
    local = at.astimezone(spoken.zone)
    if not any(begin <= local.time() < end for begin, end in _hours(pack, spoken, local.date())):
        return "quiet_hours"
    return "spared" if any(_spares(hold, local) for hold in spoken.holds) else ""


def _hours(pack: Pack, spoken: Spoken, day: date) -> Sequence[tuple[time, time]]:
    # Those in which homes may be visited: nobody is rung at an hour at which nobody may stand at the door. Whether
    # homes may be visited at all is another matter.
    shut = closing(pack, spoken.closed, day, PlaceKind.HOME)
    if shut and not shut.key.startswith(("places", "calendar")):
        return ()
    return pack.hours[PlaceKind.HOME, day.weekday()]


def _spares(hold: Hold, local: datetime) -> bool:
    # The customer has said that these hours do not suit them.
    if hold.kind.value != "inconvenient_time_or_place" or not hold.holds_on(local.date()):
        return False
    earliest, latest = getattr(hold, "earliest", None), getattr(hold, "latest", None)
    if earliest is None and latest is None:
        return False
    return (earliest or time.min) <= local.time() < (latest or time.max)


def _next_open(pack: Pack, spoken: Spoken, channel: Channel, after: datetime) -> datetime | None:
    # The first moment from then on at which nothing is quiet, to the quarter of an hour.
    if not _quiet(pack, spoken, channel, after):
        return after
    first = spoken.day(after)
    for ahead in range(FAR):
        day = first + timedelta(days=ahead)
        for begin, end in _hours(pack, spoken, day):
            at = max(datetime.combine(day, begin, spoken.zone).astimezone(UTC), after.astimezone(UTC))
            close = datetime.combine(day, end, spoken.zone).astimezone(UTC)
            while at < close:
                if not _quiet(pack, spoken, channel, at):
                    return at
                at += timedelta(minutes=15)
    return None


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
