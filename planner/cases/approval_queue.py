"""Visits that wait for a second person: their gates as they stand now, who proposed them, and who may not decide.

Read as one value, for the page, the command line and the approval itself. Decides nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cases.evidence import is_reviewed
from planner.cases.gates import At, CaseGate, Light, case_gates
from planner.cases.model import Consent, Contact, ContactResult, Fact, HoldKind, Purpose, Step, StepKind
from planner.cases.standing import standings
from planner.model import Day, Visit
from planner.policy.closed import ClosedDays
from planner.policy.gate import is_approved
from planner.policy.pack import Pack
from planner.policy.personal import holding
from planner.policy.standing import Decided, Standing
from planner.storage.session import Session
from planner.users import RIGHTS, Right, User, staff_of

HOUR = timedelta(hours=1)
REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Fact):
    """A second person has decided that a hold need not stop one visit; `why` is a code of `planner.cases.approving`."""

    KIND: ClassVar[str] = "hold_review"

    hold: HoldKind
    why: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A visit that nobody has approved yet.

    Parameters
    ----------
    gates
        Every gate at approval; what a review has let pass is green.
    reviews
        Holds on which a second person may decide, and nobody has yet.
    decided
        The reviews there are, as evidence of the approval.
    proposed_by, proposer, since
        Who proposed it (as the record names them, and by name) and when; empty where nobody knows.
    own, goes
        Whether it is the proposal of who asks, or their way: they may not approve it.
    talk
        The last talk before the visit.
    """

    visit: Visit
    gates: tuple[CaseGate, ...]
    reviews: tuple[HoldKind, ...] = ()
    decided: tuple[tuple[str, str], ...] = ()
    proposed_by: str = ""
    proposer: str = ""
    since: datetime | None = None
    own: bool = False
    goes: bool = False
    talk: Contact | None = None
    wishes: tuple[Consent, ...] = ()

    @property
    def green(self) -> bool:
        """Whether every gate is."""
        return all(gate.light == Light.GREEN for gate in self.gates)

    @property
    def shut(self) -> tuple[CaseGate, ...]:
        """Gates that are red or unknown: none of them can be approved away."""
        return tuple(gate for gate in self.gates if gate.light != Light.GREEN)

    @property
    def refusal(self) -> str:
        """Why whoever asks may not approve it, as a code of `planner.sentences`; empty where they may."""
        if self.own:
            return "own_proposal"
        if not self.proposer:
            return "proposer_unknown"
        if self.goes:
            return "approver_goes"
        return "" if self.green else "gate_shut"


@dataclass(frozen=True, slots=True)
class Terms:
    """By what it is judged: read before a transaction begins, for rules are remembered by connections of their own."""

    now: datetime
    today: date
    zone: ZoneInfo
    pack: Pack
    outsourced: bool
    closed: Mapping[date, ClosedDays]


def terms_of(office: Office, dates: Iterable[date] | None = None) -> Terms:
    """As it is now, for these days, or for all from today on."""
    now = office.clock()
    with office.store.reading() as session:
        branch = session.branch()
        today = now.astimezone(zone := branch.zone).date()
        wanted = {when for when in (session.dates() if dates is None else dates) if when >= today}
    closed = {when: office.closed_around(branch, when) for when in wanted}
    return Terms(now, today, zone, office.pack, office.settings.outsourced, closed)


def queue(office: Office, *, by: User) -> tuple[Proposed, ...]:
    """Every visit from today on that nobody has approved yet, the soonest first.

    Raises
    ------
    NotAllowed
        ``no_right``, ``sign_in_first``.
    """
    by.require(Right.SEE_CASE)
    terms = terms_of(office)
    with office.store.reading() as session:
        return tuple(
            each
            for when in sorted(terms.closed)
            if (day := session.day(when))
            for each in proposed_on(session, terms, day, by)
        )


def proposed_on(
    session: Session, terms: Terms, day: Day, by: User, only: Collection[UUID] | None = None
) -> Iterator[Proposed]:
    """Those of a day, or those of them that are wanted, as this transaction sees them."""
    waiting = [v for v in day.visits if not is_approved(v) and (only is None or v.id in only)]
    if not waiting:
        return
    ids, people = [visit.id for visit in waiting], {visit.customer.id for visit in waiting}
    standing = standings(session, people, terms.zone.key, outsourced=terms.outsourced)
    # What cannot be done before the hour is over cannot be done any more, as `Office.closed` has it.
    hour = terms.now.replace(minute=0, second=0, microsecond=0) + HOUR
    closed = replace(terms.closed[day.date], standings=standing, now=hour)
    proposers, names = proposers_of(session, ids), session.user_names()
    reviews, goes = session.facts(Review, visits=ids), on_their_way(session, day, by)
    contacts, consents = session.facts(Contact, customers=people), session.facts(Consent, customers=people)
    for visit in waiting:
        who, since = proposers.get(visit.id, ("", None))
        own = tuple(each for each in reviews if each.visit_id == visit.id)
        gates, left, decided = _judged(terms, closed, visit, own)
        yield Proposed(
            visit,
            gates,
            left,
            decided,
            who,
            names.get(who, ""),
            since,
            is_own(by, who, terms.today),
            visit.id in goes,
            _talk(contacts, visit),
            tuple(c for c in consents if c.customer_id == visit.customer.id and c.open),
        )


def is_own(user: User, proposed_by: str, today: date) -> bool:
    """Whether a proposal is somebody's own, or that of the one in whose place alone they could approve it."""
    away = user.stands_in(today)
    in_place = away is not None and str(away) == proposed_by and Right.APPROVE not in RIGHTS[user.role]
    return user.actor == proposed_by or in_place


def on_their_way(session: Session, day: Day, user: User) -> frozenset[UUID]:
    """Visits of a day that a team makes of which this user is a member."""
    who = staff_of(user, (member for shift in day.shifts for member in shift.members))
    theirs = {shift.id for shift in day.shifts if who and who in {member.id for member in shift.members}}
    plans = (session.draft(day.id), session.issued(day.id)) if theirs else ()
    routes = (route for plan in plans if plan for route in plan.routes if route.shift_id in theirs)
    return frozenset(stop.visit_id for route in routes for stop in route.stops)


def proposers_of(session: Session, ids: Collection[UUID]) -> dict[UUID, tuple[str, datetime]]:
    """Who proposed visits and when: by the step of their cases, or by having made a further visit."""
    steps = session.facts(Step, visits=ids)
    found = {s.visit_id: (s.by, s.at) for s in steps if s.kind == StepKind.PROPOSED and s.visit_id}
    left = {str(each): each for each in ids if each not in found}
    for row in session.records_of("follow_up") if left else ():
        if key := left.get(json.loads(row["details"]).get("made", "")):
            found[key] = row["actor"], datetime.fromisoformat(row["at"])
    return found


def _judged(
    terms: Terms, closed: ClosedDays, visit: Visit, reviews: Collection[Review]
) -> tuple[tuple[CaseGate, ...], tuple[HoldKind, ...], tuple[tuple[str, str], ...]]:
    # The gates as they would stand if it were approved now with these reviews, and the reviews that count.
    pack, standing = terms.pack, closed.standings.get(visit.customer.id)
    counting = {f"holds.{each.hold.value}": each.why for each in reviews if standing and _counts(standing, each)}
    if standing and counting:
        would = Decided(visit.id, terms.now, True, REVIEW, "", counting)
        standing = replace(standing, decided=(*standing.decided, would))
        closed = replace(closed, standings={**closed.standings, visit.customer.id: standing})
    gates = case_gates(pack, closed, standing, visit, At.APPROVAL, zone=terms.zone)
    left = tuple(dict.fromkeys(HoldKind(h.kind) for key, h in holding(pack, standing, visit) if is_reviewed(pack, key)))
    return gates, left, tuple(counting.items())


def _counts(standing: Standing, review: Review) -> bool:
    # A hold that was told after it was decided on is another one.
    told = [held.at for held in standing.held if held.kind == review.hold.value]
    return all(review.at >= at for at in told)


def _talk(contacts: Iterable[Contact], visit: Visit) -> Contact | None:
    talks = [
        c for c in contacts
        if c.customer_id == visit.customer.id and c.purpose == Purpose.PRE_CONTACT and c.result == ContactResult.TALKED
    ]  # fmt: skip
    return talks[-1] if talks else None
