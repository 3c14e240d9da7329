"""What the locks of a plan ask of searches and edits: the day's problem within them, and what a plan breaks of them.

How locks are put on and taken off is told in `planner.day.locking`. Pure, and solves nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from uuid import UUID

from planner.day.conditions import Locks, Windows, one_team
from planner.day.facts import as_told
from planner.day.job_ids import is_meeting
from planner.day.meetings import brought, papers_of, with_meetings
from planner.day.same_windows import in_same_windows
from planner.model import Day, Lock, Plan, Route, Violation
from planner.translate import DayProblem, orders_of, sides_of, visit_of
from routing.problem import Job, TimeWindow
from routing.schedule import time_all
from routing.solution import Solution

SETTLED = 100
"""The priority of what a person has settled: it is the last to be left out."""


def locks_of(plan: Plan | None, day: Day) -> Locks:
    """The locks of a plan, for the visits and shifts that the day has."""
    visits, shifts = {visit.id for visit in day.visits}, {shift.id for shift in day.shifts}
    found: dict[UUID, dict[UUID, Lock]] = {}
    for route in plan.routes if plan else ():
        for stop in route.stops:
            if stop.lock and stop.visit_id in visits and route.shift_id in shifts:
                found.setdefault(stop.visit_id, {})[route.shift_id] = stop.lock
    return found


def held(
    dp: DayProblem,
    plan: Plan | None,
    *,
    in_hand: UUID | None = None,
    told: DayProblem | None = None,
    free: Collection[UUID] | None = (),
) -> DayProblem:
    """The day's problem within the locks of a plan: teams, places and starts, what has begun, and what is past.

    A start that the law or the visit does not allow is not asked for; `broken_locks` tells of it. What has begun is a
    fact: it is allowed whatever the day says now. The visit `in_hand` may go to another team. `told` is what
    `planner.day.facts.as_told` makes of the two, where it is known already. Beside them it has the plan's meetings, and
    sends no team that is out to a visit whose papers do not reach it. The visits in `free`, None for all, and that in
    hand may come in any of their windows, see `planner.day.same_windows`.
    """
    locks = locks_of(plan, dp.day)
    dp = within_reach(with_meetings(told or dp, plan), plan)
    if plan is None or not (locks or plan.not_before):
        return dp
    dp = dp if told else as_told(dp, plan)
    jobs = {job.id: job for job in dp.problem.jobs}
    if free is not None:
        jobs |= in_same_windows(dp, plan, jobs, {*free, *((in_hand,) if in_hand else ())})
    jobs |= _under_way(dp, plan, jobs.values())
    if any(job.group for job in jobs.values()):
        groups = one_team(dp.day, _windows(dp), locks)
        named = {key: groups.get(visit_of(key), "") for key in jobs}
        jobs = {key: job if job.group == named[key] else replace(job, group=named[key]) for key, job in jobs.items()}
    for vehicle, order in orders_of(dp, plan).items():
        jobs |= _held_in(dp, jobs, vehicle, order, locks)
    found = replace(dp, problem=replace(dp.problem, jobs=tuple(jobs.values())))
    return freed(found, dp, in_hand) if in_hand else found


def freed(within: DayProblem, dp: DayProblem, visit_id: UUID) -> DayProblem:
    """The day's problem within locks, but that a visit may go to any team that the day's own lets go there."""
    mine = {job: dp.problem.job(job).vehicles for job in sides_of(dp, visit_id)}
    jobs = (replace(job, vehicles=mine[job.id]) if job.id in mine else job for job in within.problem.jobs)
    return replace(within, problem=replace(within.problem, jobs=tuple(jobs)))


def within_reach(dp: DayProblem, plan: Plan | None) -> DayProblem:
    """The same problem in which a team that is out gets no visit whose papers do not reach it."""
    papers = papers_of(dp, plan)
    if papers is None or not (out := papers.out):
        return dp
    teams = [(vehicle.id, UUID(vehicle.id)) for vehicle in dp.problem.vehicles]
    home = frozenset(key for key, shift in teams if shift not in out)
    reached = brought(dp, plan)
    able: dict[UUID, frozenset[str]] = {}
    for key, shift in teams:
        for visit in papers.carried.get(shift, frozenset()) | {each for to, each in reached if to == shift}:
            able[visit] = able.get(visit, home) | {key}

    def kept(job: Job) -> Job:
        if is_meeting(job.id):
            return job
        mine = able.get(visit_of(job.id), home)
        return replace(job, vehicles=mine if job.vehicles is None else job.vehicles & mine)

    return replace(dp, problem=replace(dp.problem, jobs=tuple(map(kept, dp.problem.jobs))))


def _under_way(dp: DayProblem, plan: Plan, jobs: Iterable[Job]) -> dict[str, Job]:
    # What starts no sooner than the plan was made for.
    if plan.not_before is None:
        return {}
    first = dp.seconds(plan.not_before)
    begun = {stop.visit_id for route in plan.routes for stop in route.stops if stop.begun}
    later = (from_then(job, first) for job in jobs if visit_of(job.id) not in begun | plan.on_the_way)
    return {job.id: job for job in later if job}


def waiting(made: Plan, before: Plan) -> Plan:
    """The plan that starts nothing sooner than the one before it, but what a team is on the way to still.

    Whoever gets a visit that was taken off its route is only told of it now.
    """
    placed = {stop.visit_id for route in made.routes for stop in route.stops}
    return replace(made, not_before=before.not_before, on_the_way=before.on_the_way & placed)


def from_then(job: Job, first: int) -> Job | None:
    """The job that starts at this second or later; None where it no longer can."""
    windows = tuple(TimeWindow(max(w.earliest, first), w.latest) for w in job.windows if w.latest >= first)
    return replace(job, windows=windows) if windows else None


def _windows(dp: DayProblem) -> Windows:
    return {
        visit_of(job.id): tuple((dp.moment(window.earliest), dp.moment(window.latest)) for window in job.windows)
        for job in dp.problem.jobs
    }


def _held_in(
    dp: DayProblem, jobs: Mapping[str, Job], vehicle: str, order: Sequence[str], locks: Locks
) -> dict[str, Job]:
    # The jobs of one route that are locked to it.
    here = {job: lock for job in order if (lock := locks.get(visit_of(job), {}).get(UUID(vehicle)))}
    found = {job: _locked(dp, jobs[job], lock, vehicle) for job, lock in here.items()}
    begun = [job for job in order if job in here and here[job].begun]
    head = [job for job in order[: order.index(begun[-1])] if is_meeting(job) or job in begun] if begun else []
    for number, job in enumerate([*head, *begun[-1:]]):
        if is_meeting(job):
            found[job] = replace(jobs[job], position=number)
        else:
            found[job] = replace(found[job], position=number, must=True, skills=frozenset(), after="", wish=None)
    return _among_meetings(found, order, begun)


def _among_meetings(found: dict[str, Job], order: Sequence[str], begun: Sequence[str]) -> dict[str, Job]:
    # A place is counted among the visits: those behind a meeting stand one further from the start, or from the end.
    if not any(map(is_meeting, order)):
        return found
    for number, job in enumerate(order):
        place = found[job].position if job in found and job not in begun and not is_meeting(job) else None
        if place is not None:
            beside = order[:number] if place >= 0 else order[number + 1 :]
            count = sum(map(is_meeting, beside))
            found[job] = replace(found[job], position=place + count if place >= 0 else place - count)
    return found


def _locked(dp: DayProblem, job: Job, lock: Lock, vehicle: str) -> Job:
    place = lock.place if lock.place is None or lock.place < 0 else lock.place - 1
    windows, start = job.windows, dp.seconds(lock.start) if lock.start else None
    fits = start is not None and any(window.earliest <= start <= window.latest for window in windows)
    if start is not None and fits and not lock.begun:  # what has begun was settled by `as_told`
        windows = (TimeWindow(start, start),)
    # What both sides weigh together is what the visit weighs.
    priority = SETTLED // 2 if job.joint else SETTLED
    return replace(job, vehicles=frozenset({vehicle}), position=place, windows=windows, priority=priority)


def as_begun(dp: DayProblem, plan: Plan | None, solution: Solution) -> Solution:
    """The solution with everything that has begun at the head of its routes, also where no rule would allow it."""
    begun = _begun(dp, plan)
    orders = {route.vehicle: [stop.job for stop in route.stops] for route in solution.routes}
    if all(orders.get(vehicle, [])[: len(head)] == head for vehicle, head in begun.items()):
        return solution
    gone = {job for head in begun.values() for job in head}
    orders = {key: [*begun.get(key, ()), *(job for job in order if job not in gone)] for key, order in orders.items()}
    left = tuple(each for each in solution.unassigned if each.job not in gone)
    return Solution(time_all(dp.problem, orders), left)


def _begun(dp: DayProblem, plan: Plan | None) -> dict[str, list[str]]:
    # What has begun in each route, by vehicle.
    if plan is None:
        return {}
    begun = {(route.shift_id, stop.visit_id) for route in plan.routes for stop in route.stops if stop.begun}
    orders = {v.id: order for v in dp.problem.vehicles if (order := orders_of(dp, plan).get(v.id))} if begun else {}
    return {key: head for key, order in orders.items() if (head := _head(key, order, begun))}


def _head(vehicle: str, order: Sequence[str], begun: Set[tuple[UUID, UUID]]) -> list[str]:
    # What has begun of a route, with the meetings between.
    last = max((n for n, job in enumerate(order) if (UUID(vehicle), visit_of(job)) in begun), default=-1)
    return [job for job in order[: last + 1] if is_meeting(job) or (UUID(vehicle), visit_of(job)) in begun]


def broken_locks(plan: Plan) -> Iterator[Violation]:
    """Where a plan is not as its locks say."""
    for route in plan.routes:
        yield from _broken_in(route)


def _broken_in(route: Route) -> Iterator[Violation]:
    for number, stop in enumerate(route.stops):
        if not stop.begun and any(later.begun for later in route.stops[number + 1 :]):
            yield Violation("before_begun", route.shift_id, stop.visit_id)
        if stop.lock is None:
            continue
        if (place := stop.lock.place) is not None:
            wanted = place - 1 if place > 0 else len(route.stops) + place
            if wanted != number:
                yield Violation("position", route.shift_id, stop.visit_id, abs(wanted - number))
        if stop.lock.start and (away := abs((stop.start - stop.lock.start).total_seconds())):
            yield Violation("locked_start", route.shift_id, stop.visit_id, round(away))
