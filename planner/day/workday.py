"""Opens a day to work on: read, framed by law and roads, its plan followed and judged. Searches for no plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.day.edit import follow, violations
from planner.day.geocoding import locate_visits
from planner.day.optimize import prepare
from planner.model import Day, Depot, Plan, Shift, Staff, Violation, Visit
from planner.translate import DayProblem
from routing.worker import Worker

type Listener = Callable[[object], None] | None


@dataclass(frozen=True, slots=True, eq=False)
class Workday:
    """A day with everything that editing it needs."""

    day: Day
    plan: Plan | None
    problem: DayProblem
    violations: tuple[Violation, ...]


def day_at(office: Office, when: date) -> Day:
    """The stored day; an empty one, with the branch's people, where nothing is known of it."""
    with office.store.reading() as session:
        return session.day(when) or Day(session.branch(), when, staff=session.staff(), depots=session.depots())


def opening_date(office: Office) -> date:
    """The day to begin with: the next one that has visits, else the newest, else today."""
    with office.store.reading() as session:
        dates, zone = session.dates(), ZoneInfo(session.branch().time_zone)
    today = office.clock().astimezone(zone).date()
    return next((day for day in dates if day >= today), dates[-1] if dates else today)


def open_day(office: Office, when: date, worker: Worker, *, on_message: Listener = None) -> Workday:
    """Read a day with its newest plan, and locate what has no place yet."""
    day = day_at(office, when)
    if any(visit.location is None for visit in day.visits):
        day = locate_visits(office, day, on_progress=on_message)
    with office.store.reading() as session:
        plan = session.draft(day.id)
    return work_on(office, day, plan, worker, on_message=on_message)


def work_on(office: Office, day: Day, plan: Plan | None, worker: Worker, *, on_message: Listener = None) -> Workday:
    """Frame a day, and bring a plan of it up to what the day is now."""
    problem = prepare(office, day, worker, on_message)
    if plan is None:
        return Workday(day, None, problem, ())
    return judged(office, Workday(day, None, problem, ()), follow(problem, plan))


def judged(office: Office, work: Workday, plan: Plan) -> Workday:
    """The same day with another plan of it, and every rule that this one breaks."""
    found = violations(work.problem, plan, office.pack, office.closed(work.day))
    return Workday(work.day, plan, work.problem, found)


def keep(
    office: Office, day: Day, plan: Plan | None, current: Day, worker: Worker, *, on_message: Listener = None
) -> Workday:
    """Save an edited day over the current one, and let its plan follow."""
    return work_on(office, save_over(office, day, current), plan, worker, on_message=on_message)


def save_over(office: Office, day: Day, current: Day) -> Day:
    """Keep a day in place of the current one: an edit of it, or an earlier state that is undone to.

    Raises
    ------
    Conflict
        ``changed_meanwhile``: what is stored is no longer the current day.
    """
    teams = {shift.team.id: shift.team.version for shift in current.shifts}
    shifts = (replace(s, team=replace(s.team, version=teams.get(s.team.id, s.team.version))) for s in day.shifts)
    edited = replace(
        day,
        version=current.version,
        visits=_as_edits(day.visits, current.visits),
        shifts=_as_edits(shifts, current.shifts),
        staff=(*_as_edits(day.staff, current.staff), *_retired(day.staff, current.staff)),
        depots=(*_as_edits(day.depots, current.depots), *_retired(day.depots, current.depots)),
    )
    with office.store.writing() as session:
        return session.save_day(edited)


def _as_edits[Row: (Visit, Shift, Staff, Depot)](rows: Iterable[Row], current: Iterable[Row]) -> tuple[Row, ...]:
    # Each is an edit of what is there now, or new again.
    known = {row.id: row.version for row in current}
    return tuple(replace(row, version=known.get(row.id, 0)) for row in rows)


def _retired[Base: (Staff, Depot)](bases: Iterable[Base], current: Iterable[Base]) -> tuple[Base, ...]:
    # Who came with what is being undone.
    kept = {base.id for base in bases}
    return tuple(replace(base, retired=True) for base in current if base.id not in kept)


def neighbor(office: Office, when: date, step: int) -> date:
    """The next (or, with step -1, the former) date that has visits; else the calendar's."""
    with office.store.reading() as session:
        dates = session.dates()
    others = [each for each in dates if (each > when if step > 0 else each < when)]
    if others:
        return others[0] if step > 0 else others[-1]
    return when + timedelta(days=step)
