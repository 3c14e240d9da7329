"""Puts a visit that failed on another day: as a visit of its own, kept at once, which must be approved anew."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import uuid4

from planner.bootstrap import Office
from planner.day.next_slot import Slot, next_slots
from planner.day.workday import day_at
from planner.errors import NotAllowed
from planner.model import Day, Stop, Visit
from planner.policy import gate
from planner.signing_in import acting
from planner.users import Right

NUMBERED = re.compile(r"(.+)/(\d+)")


def proposals(office: Office, day: Day, visit: Visit, stop: Stop) -> tuple[Slot, ...]:
    """When a visit of this day that failed at this stop may lawfully be tried again."""
    actual = stop.actual
    tried = (actual and (actual.arrived or actual.left)) or stop.start
    zone = day.zone
    return next_slots(office.pack, office.closed(day), visit, zone, tried, actual.reason if actual else "")


def follow_up(office: Office, day: Day, visit: Visit, slot: Slot) -> Visit:
    """Keep the follow-up of a visit of this day in a slot; nobody is sent there before it is approved anew.

    Its reference is the visit's with a number behind, under which the lender approves it. What names other visits of
    the old day, and what was promised or wished for then, is left behind.

    Raises
    ------
    NotAllowed
        ``follow_up_there``: there is one already. ``slot_unlawful``: the rules do not allow a visit then.
    Conflict
        ``changed_meanwhile``: somebody else saved that day just now.
    """
    made = replace(
        visit, id=uuid4(), version=0, reference=next_reference(visit.reference), date=slot.date, windows=(slot.window,),
        approved_by="", approved_at=None, promised=None, wish=None, after="", same_team_as="",
    )  # fmt: skip
    with office.store.reading() as session:
        there = session.visit_dates([made.reference], made.source)
    if there:
        raise NotAllowed("follow_up_there", reference=made.reference, date=there[made.reference].isoformat())
    other = day_at(office, slot.date)
    _require_lawful(office, other, made)
    actor = acting(office, Right.PLAN)
    with office.store.writing() as session:
        saved = session.save_day(replace(other, visits=(*other.visits, made)))
        who = session.subject(visit.customer.id)
        session.record("follow_up", actor, office.clock(), visit=visit.id, made=made.id, day=slot.date, who=who)
    return saved.visit(made.id)


def take_back(office: Office, made: Visit) -> None:
    """Take a follow-up out of its day again.

    Raises
    ------
    Conflict
        ``changed_meanwhile``: somebody else has changed it, or its day, since.
    """
    day, actor = day_at(office, made.date), acting(office, Right.PLAN)
    with office.store.writing() as session:
        session.save_day(replace(day, visits=tuple(visit for visit in day.visits if visit.id != made.id)))
        who = session.subject(made.customer.id)
        session.record("follow_up_taken_back", actor, office.clock(), made=made.id, day=made.date, who=who)


def next_reference(reference: str) -> str:
    """The reference of a visit's follow-up: ``V-7`` is followed by ``V-7/2``, and that by ``V-7/3``."""
    found = NUMBERED.fullmatch(reference)
    return f"{found[1]}/{int(found[2]) + 1}" if found else f"{reference}/2"


def _require_lawful(office: Office, day: Day, visit: Visit) -> None:
    # As the gate will judge it once it is approved, and located.
    alone = replace(day, visits=(replace(visit, approved_by="later"),))
    _allowed, refused = gate.windows(office.pack, office.closed(alone), alone)
    if refused.get(visit.id, "not_located") != "not_located":
        raise NotAllowed("slot_unlawful", date=visit.date.isoformat())
