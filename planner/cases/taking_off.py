"""Takes visits that may no longer be made off a plan, and has their teams rung up where paper is out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.audit import keep_plan_in
from planner.bootstrap import Office
from planner.cases.changes import Remedy
from planner.cases.day_at_once import read_day
from planner.cases.morning import morning
from planner.cases.ringing import PhoneTeam, phone_about
from planner.day.edit import take_all_out
from planner.users import Right, User
from routing.worker import Worker


@dataclass(frozen=True, slots=True)
class TakenOff:
    """What came off the plan, by reference, and the teams to ring up."""

    references: tuple[str, ...]
    phone: tuple[PhoneTeam, ...]


def take_off(office: Office, when: date, worker: Worker, *, by: User) -> TakenOff:
    """Take every visit off the plan of a day that the morning says must come off; they stay in the day, unassigned.

    Raises
    ------
    NotFound
        ``no_day``: it has no plan.
    Conflict
        ``changed_meanwhile``: somebody else has changed the day or its plan just now; nothing came off.
    """
    by.require(Right.PLAN)
    off = [each for each in morning(office, when, by=by).changes if each.remedy == Remedy.TAKE_OFF and each.visit_id]
    read = read_day(office, when, worker)
    pack, now = office.pack, office.clock()
    ids = [each.visit_id for each in off if each.visit_id]
    plan = take_all_out(read.problem, read.plan, ids)
    with office.store.writing() as session:
        read.require_same(session)
        phone = phone_about(session, ids, at=now, by=by.actor, why="closed")
        session.record("visits_taken_off", by.actor, now, date=when, visits=ids)
        keep_plan_in(session, plan, pack, by.actor, now)
    return TakenOff(tuple(each.reference for each in off), phone)
