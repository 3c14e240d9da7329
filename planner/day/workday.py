"""Opens a day to work on: read, framed by law and roads, its plan followed and judged. Searches for no plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.bootstrap import Office
from planner.cases.approved import as_approved
from planner.day.bases import locate_bases, location_of, unsure_bases
from planner.day.edit import follow, violations
from planner.day.framing import terms_of
from planner.day.geocoding import locate_visits
from planner.day.geocoding.surroundings import examine
from planner.day.optimize import prepare
from planner.day.papers import at_moment
from planner.day.travel import is_quick, remembered
from planner.model import Day, Depot, Plan, Shift, Staff, Violation, Visit
from planner.regions import network_spec
from planner.signing_in import acting
from planner.translate import DayProblem
from planner.users import Right
from routing.worker import Worker

type Listener = Callable[[object], None] | None


@dataclass(frozen=True, slots=True, eq=False)
class Workday:
    """A day with everything that editing it needs.

    While it `waits`, its travel times are not all there: without a plan nothing can be timed yet, and with one it is
    timed by a quick estimate or, where a road was closed just now, by the ways that teams may take
    (`planner.day.detours`).
    """

    day: Day
    plan: Plan | None
    problem: DayProblem
    violations: tuple[Violation, ...]
    waits: bool = False


def day_at(office: Office, when: date) -> Day:
    """The stored day; an empty one, with the branch's people, where nothing is known of it."""
    with office.store.reading() as session:
        return session.day(when) or Day(session.branch(), when, staff=session.staff(), depots=session.depots())


def opening_date(office: Office) -> date:
    """The day to begin with: the next one that has visits, else the newest, else today."""
    with office.store.reading() as session:
        dates, visited, zone = session.dates(), session.dates_of_visits(), session.branch().zone
    today = office.clock().astimezone(zone).date()
    return next((day for day in (*visited, *dates) if day >= today), dates[-1] if dates else today)


def open_day(
    office: Office, when: date, worker: Worker, *, at_once: bool = False, on_message: Listener = None
) -> Workday:
    """Read a day with its newest plan, and locate what has no place yet, bases of its teams too."""
    day = day_at(office, when)
    if any(visit.location is None for visit in day.visits):
        day = locate_visits(office, day, on_progress=on_message)
    if any(location_of(base) is None for _shift, base in unsure_bases(day)):
        day = locate_bases(office, day)  # people may have come before the region did
    with office.store.reading() as session:
        plan = session.draft(day.id)
    return work_on(office, day, plan, worker, at_once=at_once, on_message=on_message)


def work_on(
    office: Office,
    day: Day,
    plan: Plan | None,
    worker: Worker,
    *,
    at_once: bool = False,
    on_message: Listener = None,
) -> Workday:
    """Frame a day, and bring a plan of it up to what the day is now; first look around its places.

    At once means not to wait for travel times without need, see `Workday.waits`.
    """
    day = examine(office, day, worker, on_message=on_message)
    if at_once and (early := _waiting(office, day, plan)):
        return early
    problem = prepare(office, day, worker, on_message)
    if plan is None:
        return Workday(day, None, problem, ())
    return judged(office, Workday(day, None, problem, ()), follow(problem, plan))


def _waiting(office: Office, day: Day, plan: Plan | None) -> Workday | None:
    if network_spec(office).kind == "straight_line" or (plan and not is_quick(plan.travel_source)):
        return None
    if remembered(office, day).complete:
        return None
    travel = remembered(office, day, quick=plan is not None)
    if plan and not travel.complete:
        return None
    work = Workday(day, None, terms_of(office, day).frame(day, travel), (), waits=True)
    return judged(office, work, follow(work.problem, plan)) if plan else work


def judged(office: Office, work: Workday, plan: Plan) -> Workday:
    """The same day with another plan of it, and every rule that this one breaks."""
    problem = at_moment(work.problem, office.clock())
    found = violations(problem, plan, office.pack, office.closed(work.day))
    return replace(work, plan=plan, problem=problem, violations=found)


def keep(
    office: Office,
    day: Day,
    plan: Plan | None,
    current: Day,
    worker: Worker,
    *,
    at_once: bool = False,
    on_message: Listener = None,
) -> Workday:
    """Save an edited day over the current one, and let its plan follow."""
    return work_on(office, save_over(office, day, current), plan, worker, at_once=at_once, on_message=on_message)


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
    actor = acting(office, Right.PLAN)
    with office.store.writing() as session:
        session.record("day_changed", actor, office.clock(), date=day.date)
        for kind, before, after in (("road_closed", current, edited), ("road_opened", edited, current)):
            if count := len({road.id for road in after.closed} - {road.id for road in before.closed}):
                session.record(kind, actor, office.clock(), date=day.date, count=count)
        visits = as_approved(session, edited.visits, current.visits, actor, office.clock())
        return session.save_day(replace(edited, visits=visits))


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
