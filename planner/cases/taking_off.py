"""Takes visits that may no longer be made off a plan, and has their teams rung up where paper is out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.audit import keep_plan
from planner.bootstrap import Office
from planner.cases.changes import Remedy
from planner.cases.morning import morning
from planner.cases.ringing import PhoneTeam, phone_about
from planner.day.edit import take_all_out
from planner.day.workday import open_day
from planner.errors import NotFound
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
    """
    by.require(Right.PLAN)
    off = [each for each in morning(office, when, by=by).changes if each.remedy == Remedy.TAKE_OFF and each.visit_id]
    work = open_day(office, when, worker)
    if work.plan is None:
        raise NotFound("no_day", date=when.isoformat())
    ids = [each.visit_id for each in off if each.visit_id]
    now = office.clock()
    with office.store.writing() as session:
        phone = phone_about(session, ids, at=now, by=by.actor, why="closed")
        session.record("visits_taken_off", by.actor, now, date=when, visits=ids)
    keep_plan(office, take_all_out(work.problem, work.plan, ids), by=by)
    return TakenOff(tuple(each.reference for each in off), phone)
