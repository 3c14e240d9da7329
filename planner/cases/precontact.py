"""Whether a customer was spoken to before anybody may come, and the visit that is proposed then; nobody is sent by it.

Who was not reached is offered a conversation by a sealed letter: after tries on different days and at different hours,
and where the rules allow that nobody has said yes. Silence is no refusal; one word is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from planner.cases.around import Around, around
from planner.cases.model import (
    CaseFile,
    Channel,
    Contact,
    ContactResult,
    CustomerFile,
    Fact,
    Hold,
    HoldKind,
    Purpose,
    Stage,
    StepKind,
)
from planner.cases.way import take
from planner.day.factors import read_factors
from planner.errors import NotAllowed, NotFound
from planner.model import Address, Day, PlaceKind, Visit, Window
from planner.policy.hours import closing
from planner.policy.pack import GateTerms, Pack
from planner.policy.schema import Access
from planner.users import Right, User

if TYPE_CHECKING:
    from planner.bootstrap import Office
    from planner.storage.session import Session

GATE = "pre_contact"
USUAL_TRIES = 2
APART = timedelta(hours=1)
"""Tries at hours that lie closer together are tries at the same hour."""
REFUSING = frozenset({HoldKind.VISIT_REFUSED, HoldKind.CEASE_CONTACT})
SOURCE = "rounds"
"""Of visits that are proposed here."""
AHEAD = 14
"""Days ahead that a visit may be proposed for."""


class ReachState(StrEnum):
    """How far the talk before a visit has come."""

    NOT_YET = "not_yet"
    TALKED = "talked"
    WAITING = "waiting"
    """A letter has gone out; its time is not over."""
    BY_LETTER = "by_letter"
    REFUSED = "refused"
    NOT_ALLOWED = "not_allowed"
    """A letter is not enough here: somebody must have said yes."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Where it stands, since and until when. `why` tells of what is missing.

    ``no_try``, ``one_day`` (all tries on one day), ``one_hour``, ``letter_missing``, ``letter_over``, ``talk_over``.
    """

    state: ReachState
    since: datetime | None = None
    until: datetime | None = None
    why: str = ""
    offered_day: date | None = None
    offered: Contact | None = None
    """The talk or letter that told of a day, a span and a place."""

    @property
    def green(self) -> bool:
        """Whether a visit may be proposed as far as this goes."""
        return self.state in (ReachState.TALKED, ReachState.BY_LETTER)


def reached(
    facts: Iterable[Fact], pack: Pack, now: datetime, *, zone: tzinfo = UTC, place: PlaceKind = PlaceKind.HOME
) -> Reached:
    """Where the talk before a visit stands, from a customer's contacts and holds.

    Parameters
    ----------
    zone
        The customer's own: by it days and hours of tries are told apart.
    """
    facts = tuple(facts)
    contacts = sorted((fact for fact in facts if isinstance(fact, Contact)), key=lambda contact: contact.at)
    terms = pack.gates.get(GATE, GateTerms(attempts=USUAL_TRIES))
    talk = _last(contacts, _is_talk)
    if refused := _refused(facts, contacts, talk, now, zone):
        return Reached(ReachState.REFUSED, refused)
    age = timedelta(days=terms.max_days) if terms.max_days else None
    if talk and (age is None or now - talk.at <= age):
        return Reached(ReachState.TALKED, talk.at, talk.at + age if age else None, "", talk.offered_day, talk)
    tries = [c for c in contacts if _is_try(c) and (not talk or c.at > talk.at)]
    if why := _untried(tries, terms.attempts or USUAL_TRIES, zone):
        return Reached(ReachState.NOT_YET, why="talk_over" if talk and not tries else why)
    if pack.access(place) != Access.ALLOW or "permission_asked" in pack.gates:
        return Reached(ReachState.NOT_ALLOWED, tries[-1].at)
    return _by_letter(_last(contacts, lambda c: is_offer(c) and c.at >= tries[-1].at), letter_lead(pack), now, zone)


def letter_lead(pack: Pack) -> timedelta:
    """How long before its day a letter must have gone out."""
    hours = [pack.gates[gate].lead_hours for gate in (GATE, "visit_notice") if gate in pack.gates]
    return timedelta(hours=max(hours, default=0))


def is_offer(contact: Contact) -> bool:
    """Whether it is a letter that offers a conversation on a day, and has gone out."""
    return (
        contact.channel == Channel.LETTER
        and contact.purpose in (Purpose.PRE_CONTACT, Purpose.VISIT_NOTICE)
        and contact.offered_day is not None
        and contact.result in (ContactResult.SENT, ContactResult.DELIVERED)
    )


def _by_letter(letter: Contact | None, lead: timedelta, now: datetime, zone: tzinfo) -> Reached:
    if letter is None or letter.offered_day is None:
        return Reached(ReachState.NOT_YET, why="letter_missing")
    day = letter.offered_day
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    if now >= end:
        return Reached(ReachState.NOT_YET, why="letter_over")
    if now < letter.at + lead:
        return Reached(ReachState.WAITING, letter.at, letter.at + lead, offered_day=day)
    return Reached(ReachState.BY_LETTER, letter.at, end, "", day, letter)


def _refused(
    facts: Sequence[Fact], contacts: Sequence[Contact], talk: Contact | None, now: datetime, zone: tzinfo
) -> datetime | None:
    today = now.astimezone(zone).date()
    held = [f.at for f in facts if isinstance(f, Hold) and f.kind in REFUSING and f.holds_on(today)]
    declined = _last(contacts, lambda c: c.result == ContactResult.DECLINED)
    later = declined.at if declined and (talk is None or declined.at >= talk.at) else None
    return max((*held, *([later] if later else [])), default=None)


def _untried(tries: Sequence[Contact], least: int, zone: tzinfo) -> str:
    # What is missing of enough tries; empty where nothing is.
    if not tries:
        return "no_try"
    moments = [each.at.astimezone(zone) for each in tries]
    if len({moment.date() for moment in moments}) < least:
        return "one_day"
    clocks = [timedelta(hours=m.hour, minutes=m.minute, seconds=m.second) for m in moments]
    return "one_hour" if max(clocks) - min(clocks) < APART else ""


def _is_talk(contact: Contact) -> bool:
    return (
        contact.purpose == Purpose.PRE_CONTACT
        and contact.result == ContactResult.TALKED
        and contact.reason is not None
        and contact.willingness is not None
    )


def _is_try(contact: Contact) -> bool:
    missed = contact.result in (ContactResult.NO_ANSWER, ContactResult.FAILED)
    return contact.purpose == Purpose.PRE_CONTACT and contact.channel == Channel.PHONE and missed


def _last(contacts: Sequence[Contact], fits: object) -> Contact | None:
    assert callable(fits)
    return next((each for each in reversed(contacts) if fits(each)), None)


# --- proposing


def propose(
    office: Office,
    case_ids: Collection[UUID],
    day: date,
    windows: Sequence[Window],
    place: PlaceKind,
    *,
    by: User,
    address: Address | None = None,
) -> Visit:
    """Propose one visit for all cases of a customer that have come so far: it stands on its day, unapproved.

    `address` is where, if not at the customer's own.

    Raises
    ------
    NotAllowed
        ``no_right``; ``not_reached`` where nobody was spoken to; ``day_closed``; ``day_not_offered`` where a letter
        offered another; ``held``; ``visit_there`` where one is on its way.
    NotFound
        ``no_such_case``.
    """
    by.require(Right.PROPOSE)
    known = around(office)
    with office.store.writing() as session:
        file, cases = _whose(session, case_ids)
        _require(session, known, file, day, place)
        (visit,) = read_factors(session).stays([_visit(file, cases, day, windows, place, address)], known.pack.longest)
        there = session.day(day) or Day(session.branch(), day, staff=session.staff(), depots=session.depots())
        session.save_day(replace(there, visits=(*there.visits, visit)))
        for case in cases:
            if case.stage == Stage.PREPARED:  # by a letter: nobody was spoken to
                case = take(session, case, StepKind.CONTACTED, at=known.now, by=by.actor, why="by_letter")
            take(session, case, StepKind.PROPOSED, at=known.now, by=by.actor, visit_id=visit.id)
        who = session.subject(file.id)
        session.record("visit_proposed", by.actor, known.now, visit=visit.id, day=day, customer=who, cases=len(cases))
        saved = session.day(day)
    assert saved
    return saved.visit(visit.id)


def _whose(session: Session, case_ids: Collection[UUID]) -> tuple[CustomerFile, tuple[CaseFile, ...]]:
    # The customer, and all of their cases that a visit may be about: never one visit for each.
    named = session.case_files(case_ids)
    owners = {case.customer_id for case in named}
    if len(owners) != 1:
        raise NotFound("no_such_case")
    files = session.customer_files(owners)
    if not files:
        raise NotFound("no_such_case")
    every = session.case_files(customers=owners, stages=(Stage.PREPARED, Stage.CONTACTED))
    if not every:
        raise NotAllowed("wrong_stage", stage=named[0].stage.value, step=StepKind.PROPOSED.value)
    return next(iter(files.values())), every


def _require(session: Session, office: Around, file: CustomerFile, day: date, place: PlaceKind) -> None:
    zone = office.zone_of(file)
    holds = session.facts(Hold, customers=[file.id], open_only=True)
    found = reached(
        (*session.facts(Contact, customers=[file.id]), *holds), office.pack, office.now, zone=zone, place=place
    )
    if not found.green:
        raise NotAllowed("not_reached", why=found.why or found.state.value)
    if found.state == ReachState.BY_LETTER and day != found.offered_day:
        raise NotAllowed("day_not_offered", date=found.offered_day.isoformat() if found.offered_day else "")
    if any(stops(hold) and hold.holds_on(day) for hold in holds):
        raise NotAllowed("held")
    closed = closing(office.pack, office.closed, day, place)
    if not office.today <= day <= office.today + timedelta(days=AHEAD) or (closed and not _by_consent(closed.key)):
        raise NotAllowed("day_closed", date=day.isoformat())
    if any(when >= office.today for when in session.days_of_customer(file.id)):
        raise NotAllowed("visit_there")


def stops(hold: Hold) -> bool:
    """Whether a hold stops the way; what is spared of times and places is judged by the rules of the day."""
    return hold.kind.value != "inconvenient_time_or_place"


def _by_consent(key: str) -> bool:
    # What a recorded consent may outdo is judged at the approval, with the consent.
    return key.startswith(("places", "hours"))


def _visit(
    file: CustomerFile,
    cases: Sequence[CaseFile],
    day: date,
    windows: Sequence[Window],
    place: PlaceKind,
    address: Address | None,
) -> Visit:
    key = uuid4()
    return Visit(
        source=SOURCE,
        reference=f"R-{key.hex[:8].upper()}",
        customer=file.customer,
        cases=tuple(case.case for case in cases),
        address=address or file.address,
        date=day,
        place_kind=place,
        windows=tuple(windows),
        id=key,
    )
