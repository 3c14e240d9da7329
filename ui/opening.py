"""Reads a day for the window, with what went out of it. Runs on threads; shows nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from planner.bootstrap import Office
from planner.day import snapshots
from planner.day.edit import follow
from planner.day.workday import Workday, judged, open_day, work_on
from planner.model import Day, Plan, Violation
from routing.worker import Worker
from ui.keeper import Desk

type Issued = tuple[Plan | None, tuple[Violation, ...]]
"""The plan that went out last, if one did, and what it breaks."""


def opened_day(
    office: Office, when: date, worker: Worker, desk: Desk, *, on_message: Callable[[object], None]
) -> tuple[Workday, Issued, snapshots.Snapshots]:
    """A day with its newest plan, what went out of it, and what was kept aside."""
    work = open_day(office, when, worker, at_once=True, on_message=on_message)
    desk.saw(work.day.id)
    with office.store.reading() as session:
        kept_aside = snapshots.kept(session, work.day.id)
    return work, _went_out(office, work), kept_aside


def issued_day(office: Office, day: Day, plan: Plan | None, worker: Worker, desk: Desk) -> tuple[Workday, Issued]:
    """A day whose plan went out just now."""
    desk.saw(day.id)
    work = work_on(office, day, plan, worker)
    return work, _went_out(office, work)


def _went_out(office: Office, work: Workday) -> Issued:
    # The plan that was issued last, and what it breaks, as far as the day still has what it names.
    with office.store.reading() as session:
        plan = session.issued(work.day.id)
    if plan is None or work.plan is None:
        return plan, ()
    return plan, judged(office, work, follow(work.problem, plan)).violations
