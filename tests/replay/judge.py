"""Judges a replayed day by what the teams really did and what is kept of it, with the second oracle's law.

Nothing of the running day itself is believed: neither its forecast nor its warnings, holds, promises or papers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.copies import copies_of
from planner.cases.model import Approval, Channel, Consent, Contact, ContactResult, Hold
from planner.cases.outcomes import VisitOutcome
from planner.cases.ringing import PhoneTeam
from planner.cases.withdrawing import CalledOff
from planner.model import Plan, Visit, Window
from planner.policy.hours import moment
from planner.running.evening import DayClosed
from planner.storage.session import Session
from planner.told import Alarm, Incident
from tests.oracles.second_customer import Life
from tests.oracles.second_law import Feasts, Stay, dwell_together, forbidden_by
from tests.oracles.second_packs import second_pack
from tests.replay.crew import Made
from tests.replay.morning import MORNING, ZONE

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Record:
    """What is known of the day from outside: every visit that ever was in it, who made which, and the plans."""

    office: Office
    visits: dict[UUID, Visit]
    made: Sequence[Made]
    issued: Plan
    final: Plan
    spans: dict[UUID, list[tuple[datetime, Window]]]
    """By visit when it became known what the customer was promised."""
    paused: Sequence[tuple[UUID, datetime, datetime]]


def complaints(record: Record) -> list[str]:
    """All that is wrong, in words; nothing where the day was as it has to be."""
    with record.office.store.reading() as session:
        return [
            *_unlawful(record, session), *_twice(record), *_promises(record, session), *_without_papers(record),
            *_while_paused(record), *_plan_lies(record), *_outcomes(record, session), *_left_open(record, session),
        ]  # fmt: skip


def _unlawful(record: Record, session: Session) -> Iterator[str]:
    pack, date = second_pack(), MORNING.astimezone(ZONE).date()
    for made in record.made:
        visit = record.visits[made.visit_id]
        stay = Stay(visit, made.arrived, made.left, made.staff, date)
        for rule in sorted(forbidden_by(pack, Feasts(), _life(session, visit, made), stay)):
            yield f"{visit.reference} was made against {rule} at {made.arrived.astimezone(ZONE):%H:%M}"


def _life(session: Session, visit: Visit, made: Made) -> Life:
    # As it was known when the team was at the door: what a customer said later binds later visits.
    mine = [visit.customer.id]
    before = [each for each in session.facts(VisitOutcome, customers=mine) if each.open and each.visit_id != visit.id]
    return Life(
        ZONE,
        tries=tuple((each.at.astimezone(ZONE).date(), each.follows.met) for each in before),
        holds=tuple(each for each in session.facts(Hold, customers=mine) if each.at <= made.arrived),
        consents=session.facts(Consent, customers=mine),
        contacts=tuple(each for each in session.facts(Contact, customers=mine) if each.at <= made.arrived),
        approvals=session.facts(Approval, customers=mine),
        here=True,
        now=made.arrived,
    )  # fmt: skip


def _twice(record: Record) -> Iterator[str]:
    for one, other in combinations(record.made, 2):
        a, b = record.visits[one.visit_id], record.visits[other.visit_id]
        if a.customer.id == b.customer.id or dwell_together(a.address, b.address):
            yield f"{a.reference} and {b.reference} are one dwelling"


def _promises(record: Record, session: Session) -> Iterator[str]:
    made = {each.visit_id: each for each in record.made}
    for visit_id, spans in record.spans.items():
        visit, here = record.visits[visit_id], made.get(visit_id)
        known = [span for at, span in spans if here is None or at <= here.arrived]
        if not known:  # it was told when the team was at the door already
            continue
        kept = here and any(_within(visit, span, here.arrived) for span in known)
        last = max(moment(visit.date, span.latest, ZONE) for span in known)
        until = min(here.arrived, last) if here else last
        talked = any(
            each.channel == Channel.PHONE and each.result == ContactResult.TALKED and MORNING <= each.at <= until
            for each in session.facts(Contact, customers=[visit.customer.id])
        )
        # Whom a payment or a hold spares the visit is not called either: a hold may forbid the call itself.
        stopped = here is None and (
            bool(session.facts(CalledOff, visits=[visit_id]))
            or bool(session.facts(Hold, customers=[visit.customer.id]))
        )
        if not kept and not talked and not stopped:
            came = f"{here.arrived.astimezone(ZONE):%H:%M}" if here else "never"
            told = [f"{span.earliest:%H:%M}-{span.latest:%H:%M} at {at.astimezone(ZONE):%H:%M}" for at, span in spans]
            yield f"{visit.reference} was promised {told}, the team came {came}, and nobody called"


def _within(visit: Visit, span: Window, at: datetime) -> bool:
    first, last = (moment(visit.date, each, ZONE) for each in span)
    return first <= at < last + MINUTE


def _without_papers(record: Record) -> Iterator[str]:
    for made in record.made:
        if not made.carried:
            yield f"{record.visits[made.visit_id].reference} was made without its papers"


def _while_paused(record: Record) -> Iterator[str]:
    for shift_id, since, until in record.paused:
        for made in record.made:
            if made.shift_id == shift_id and since < made.arrived < until:
                yield f"{record.visits[made.visit_id].reference} was made by a team that stood still"


def _plan_lies(record: Record) -> Iterator[str]:
    # What the plan says of doors is what happened there, and nothing else.
    told = {(r.shift_id, s.visit_id): s.actual for r in record.final.routes for s in r.stops if s.actual}
    really = {(made.shift_id, made.visit_id): made for made in record.made}
    for key in told.keys() ^ really.keys():
        yield f"{record.visits[key[1]].reference} is in {'the plan' if key in told else 'the world'} alone"
    for key in told.keys() & really.keys():
        if (told[key].left, told[key].arrived or really[key].arrived) != (really[key].left, really[key].arrived):
            yield f"{record.visits[key[1]].reference} was at {really[key]}, the plan says {told[key]}"


def _outcomes(record: Record, session: Session) -> Iterator[str]:
    found = session.facts(VisitOutcome, visits=list(record.visits), open_only=True)
    kept = {each.visit_id: str(each.code) for each in found if each.visit_id}
    really = {made.visit_id: made.code for made in record.made}
    for visit_id in kept.keys() | really.keys():
        if kept.get(visit_id) != really.get(visit_id):
            yield f"{record.visits[visit_id].reference} ended {really.get(visit_id)}, kept is {kept.get(visit_id)}"


def _left_open(record: Record, session: Session) -> Iterator[str]:
    day = MORNING.astimezone(ZONE).date()
    for kind in (Alarm, Incident):
        yield from (f"an open {kind.KIND}" for _each in session.day_facts(kind, open_only=True))
    yield from (f"a team not rung up: {each.team}" for each in session.facts(PhoneTeam, open_only=True))
    yield from (f"copy {copy.number} is out" for copy in copies_of(session, day) if copy.open)
    if not session.day_facts(DayClosed, day, open_only=True):
        yield "the day is not closed"
    if not record.office.store.examine().whole:
        yield "the record is not whole"
