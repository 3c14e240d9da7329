"""What customers are told of when somebody comes: the call list after planning, and the promise that follows.

A promise is hard once told (`Visit.promised`): outside it nobody comes, but by a new agreement that is recorded again.
How long before its day it must be told is the policy's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.gates import DAY, HOURS, At
from planner.cases.gates_of_day import gates_of_visit
from planner.cases.model import Channel, Contact, ContactResult, Purpose
from planner.cases.whole_span import require_whole
from planner.errors import BadInput, NotAllowed, NotFound
from planner.model import Day, Stop, Visit, Window
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.hours import Moments, is_as_promised, lawful_starts
from planner.policy.pack import Pack
from planner.storage.session import Session
from planner.users import Right, User

SPAN = timedelta(minutes=90)
"""How long a span is that a customer is told, where nothing else is wished."""
AHEAD = timedelta(days=14)
"""How far ahead days are planned."""
NEEDED = frozenset({"four_eyes", "visit_not_refused", "holds_clear", "visit_notice", DAY, HOURS})
"""Gates that are open before a customer is on the list of whom to tell of a visit."""
AT_ANY_RATE = NEEDED - {"four_eyes", "visit_notice"}
"""What the law or the customer forbids: asked once more for the very span that is told."""
MINUTES = range(30, 241)
"""How long a span may be, in minutes: a shorter one is not kept, a longer one tells nobody anything."""
CHOSEN = "promise_minutes"
TELLS = frozenset({Purpose.PROMISE, Purpose.VISIT_NOTICE})
"""What customers are told when by."""


@dataclass(frozen=True, slots=True)
class ToTell:
    """A planned visit whose customer is to be told when: the span that would be told, and what was told already."""

    visit: Visit
    date: date
    stop: Stop
    span: Window
    told: Window | None
    team: str = ""
    not_reached: int = 0
    """How often somebody called in vain, to tell."""
    lost: bool = False
    """Whether the last message that told it did not arrive."""
    kept: bool = False
    """Whether what was told is still true."""

    @property
    def says(self) -> Window:
        """The span to name: what was told while it is kept, else another one."""
        return self.told if self.told and self.kept else self.span


def call_list(session: Session, when: date) -> tuple[ToTell, ...]:
    """The planned visits of a day, in the order in which they begin; who was told nothing true comes first.

    Whether anybody may go there is not asked here, see `to_tell`.
    """
    day = session.day(when)
    plan = session.draft(day.id) if day else None
    if day is None or plan is None:
        return ()
    stops = {stop.visit_id: (stop, route.shift_id) for route in plan.routes for stop in route.stops}
    planned = [visit for visit in day.visits if visit.id in stops]
    spoken = session.facts(Contact, visits=list(stops))
    tries = Counter(each.visit_id for each in spoken if _in_vain(each, when))
    last = {each.visit_id: each.result for each in spoken if each.offered_day == when and each.purpose in TELLS}
    teams, length = {shift.id: shift.team.name for shift in day.shifts}, span_length(session)
    found = []
    for visit in planned:
        stop, shift = stops[visit.id]
        local = replace(stop, start=stop.start.astimezone(day.zone))
        span, lost = span_of(day, visit, stop, length), last.get(visit.id) == ContactResult.FAILED
        kept = visit.promised is not None and is_as_promised(visit, stop.start, day.zone)
        found.append(
            ToTell(visit, when, local, span, visit.promised, teams.get(shift, ""), tries[visit.id], lost, kept)
        )
    return tuple(sorted(found, key=lambda each: (each.kept, each.stop.start)))


@dataclass(frozen=True, slots=True)
class PromiseList:
    """Whom to tell when, on one day. `shut` counts planned visits that nobody may make: nobody is told of those."""

    day: date
    calls: tuple[ToTell, ...]
    shut: int
    length: timedelta
    today: date


def to_tell(office: Office, when: date, *, by: User) -> PromiseList:
    """The call list of a day, without those to whom nobody may come as things are now."""
    by.require(Right.CONTACT)
    with office.store.reading() as session:
        day, found, length = session.day(when), call_list(session, when), span_length(session)
        today = session.day_of(office.clock())
    if day is None:
        return PromiseList(when, (), 0, length, today)
    pack, closed = office.pack, office.closed(day)
    found = tuple(_within_law(pack, closed, day, each, length) for each in found)
    shut = {each.visit.id for each in found if gate.closed_by(pack, closed, day, each.visit)}
    for each in found:
        asked = gates_of_visit(office, day, each.visit, At.PLAN)
        if any(one.id in NEEDED and not one.open for one in asked):
            shut.add(each.visit.id)
    calls = tuple(each for each in found if each.visit.id not in shut)
    return PromiseList(when, calls, len(found) - len(calls), length, today)


def _within_law(pack: Pack, closed: ClosedDays, day: Day, each: ToTell, length: timedelta) -> ToTell:
    starts = lawful_starts(pack, closed, each.visit, day.zone)
    return replace(each, span=span_of(day, each.visit, each.stop, length, starts))


def next_planned(office: Office) -> date:
    """The first day after today that has a plan; else today."""
    with office.store.reading() as session:
        today = session.day_of(office.clock())
        for when in session.dates():
            if when > today and (day := session.day(when)) and session.draft(day.id):
                return when
    return today


def _in_vain(contact: Contact, when: date) -> bool:
    return contact.purpose == Purpose.PROMISE and contact.result == ContactResult.NO_ANSWER and (
        contact.offered_day == when
    )  # fmt: skip


def span_length(session: Session) -> timedelta:
    """How long the spans of this office are."""
    return timedelta(minutes=session.setting(CHOSEN, int(SPAN / timedelta(minutes=1))))


def choose_span(office: Office, minutes: int, *, by: User) -> None:
    """Tell spans of another length from now on; what was told stays.

    Raises
    ------
    BadInput
        ``bad_span_length``: not within `MINUTES`.
    """
    by.require(Right.PLAN)
    if minutes not in MINUTES:
        raise BadInput("bad_span_length", least=MINUTES[0], most=MINUTES[-1])
    with office.store.writing() as session:
        session.set_setting(CHOSEN, minutes)
        session.record("span_chosen", by.actor, office.clock(), minutes=minutes)


def span_of(day: Day, visit: Visit, stop: Stop, length: timedelta = SPAN, lawful: Iterable[Moments] = ()) -> Window:
    """The span to tell: about the planned start, in whole quarters, within the customer's windows where it can be.

    It is cut by the `lawful` starts too: nobody is told of a time at which nobody may come.
    """
    start = stop.start.astimezone(day.zone).replace(tzinfo=None)
    begin = _quarter(start - length / 3)
    first, last = begin, begin + length
    bounds = [tuple(datetime.combine(start.date(), each) for each in window) for window in visit.windows]
    bounds += [tuple(each.astimezone(day.zone).replace(tzinfo=None) for each in span) for span in lawful]
    for low, high in bounds:
        if low <= start <= high:
            first, last = max(first, low), min(last, high)
    midnight = datetime.combine(start.date(), time(0))
    first, last = max(first, midnight), min(last, midnight + timedelta(hours=23, minutes=59))
    return Window(min(first, start).time(), max(last, start).time())


def tell(
    office: Office, visit_id: UUID, when: date, span: Window, *, by: User, channel: Channel = Channel.PHONE
) -> Visit:
    """A customer was told, and agreed: from now on the visit keeps to this span.

    Another span than one told before is a new agreement; both stay in the history.

    Raises
    ------
    NotFound
        ``no_such_visit``.
    BadInput
        ``bad_span``: it ends before it begins.
    NotAllowed
        ``not_to_tell``: a gate of `AT_ANY_RATE` is shut to the visit, or no lawful time lies in the span.
        ``span_partly_lawful``: at some of it nobody may come.
    Conflict
        ``changed_meanwhile``.
    """
    by.require(Right.CONTACT)
    if span.latest < span.earliest:
        raise BadInput("bad_span")
    _require_tellable(office, visit_id, when, span)
    now = office.clock()
    with office.store.writing() as session:
        day = session.day(when)
        if day is None or not _has(day, visit_id):
            raise NotFound("no_such_visit", reference="")
        _note(session, day.visit(visit_id), when, span, channel, now, by)
        return promise(session, day, {visit_id: span}).visit(visit_id)


def _require_tellable(office: Office, visit_id: UUID, when: date, span: Window) -> None:
    # Of a visit that nobody may make, or not then, nobody is told: they would wait for nothing.
    with office.store.reading() as session:
        day = session.day(when)
    if day is None or not _has(day, visit_id):
        raise NotFound("no_such_visit", reference="")
    visit = day.visit(visit_id)
    for one in gates_of_visit(office, day, replace(visit, windows=(span,), promised=span), At.PLAN):
        if one.id in AT_ANY_RATE and not one.open:
            rule = (one.rules or (one.key,))[0]
            raise NotAllowed("not_to_tell", reference=visit.reference, first=one.id, rule=rule)
    require_whole(office, day, visit, span)


def agree(session: Session, day: Day, visit: Visit, now: datetime, *, by: User) -> Day:
    """The day in which a customer has agreed by telephone to a visit as it is here: its promise, and when they are in.

    Kept and recorded in this transaction.

    Raises
    ------
    Conflict
        ``changed_meanwhile``.
    """
    by.require(Right.CONTACT)
    assert visit.promised
    _note(session, visit, day.date, visit.promised, Channel.PHONE, now, by)
    visits = tuple(visit if each.id == visit.id else each for each in day.visits)
    return session.save_day(replace(day, visits=visits))


def not_reached(office: Office, visit_id: UUID, when: date, *, by: User) -> None:
    """Somebody called to tell, and nobody answered: the visit is as before.

    Raises
    ------
    NotFound
        ``no_such_visit``.
    """
    by.require(Right.CONTACT)
    now = office.clock()
    with office.store.writing() as session:
        day = session.day(when)
        if day is None or not _has(day, visit_id):
            raise NotFound("no_such_visit", reference="")
        visit = day.visit(visit_id)
        session.add_fact(
            Contact(
                customer_id=visit.customer.id, visit_id=visit.id, at=now, by=by.actor, channel=Channel.PHONE,
                purpose=Purpose.PROMISE, result=ContactResult.NO_ANSWER, offered_day=when,
            )
        )  # fmt: skip
        who = session.subject(visit.customer.id)
        session.record("promise_not_reached", by.actor, now, visit=visit.id, customer=who, date=when)


def promise(session: Session, day: Day, told: Mapping[UUID, Window | None]) -> Day:
    """The day in which these visits keep to what their customers were told, or to nothing; kept in this transaction."""
    visits = tuple(replace(each, promised=told.get(each.id, each.promised)) for each in day.visits)
    return session.save_day(replace(day, visits=visits))


def _note(session: Session, visit: Visit, when: date, span: Window, channel: Channel, now: datetime, by: User) -> None:
    result = ContactResult.TALKED if channel == Channel.PHONE else ContactResult.SENT
    cases = tuple(file.id for file in session.case_files([case.id for case in visit.cases]))
    session.add_fact(
        Contact(
            customer_id=visit.customer.id, case_id=cases[0] if len(cases) == 1 else None,
            about=cases if len(cases) > 1 else (), visit_id=visit.id, at=now, by=by.actor, channel=channel,
            purpose=Purpose.PROMISE, result=result, offered_day=when, offered_from=span.earliest,
            offered_to=span.latest,
        )
    )  # fmt: skip
    who = session.subject(visit.customer.id)
    session.record("promised", by.actor, now, visit=visit.id, customer=who, date=when, channel=channel.value)


def _has(day: Day, visit_id: UUID) -> bool:
    return any(visit.id == visit_id for visit in day.visits)


def _quarter(moment: datetime) -> datetime:
    # The quarter of an hour that it lies in.
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
