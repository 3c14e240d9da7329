"""Meetings of teams under way, as the numbers see them: jobs of the routes they lie in, beside the visits. Pure.

Where papers are, and so who needs a meeting, is `planner.day.papers`' business; how one is found is told in
`planner.running.handover`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from uuid import UUID

from planner.day.job_ids import is_meeting, meeting_job, visit_of
from planner.day.papers import MISSED, PAPERS, Papers
from planner.day.travel import rounded
from planner.model import Meeting, Plan, Violation
from planner.translate import DayProblem
from routing.problem import Job, Problem, TimeWindow, Vehicle

MUST = 100
"""The priority of a meeting: who was told of one is waited for."""
A_DAY_S = 86_400


def with_meetings(dp: DayProblem, plan: Plan | None) -> DayProblem:
    """The day's problem with a job for each team that has to be at a meeting, and its visits after it.

    The two teams of one meet in the same second. One whose place the day no longer knows is none. Those that rested
    are among them as soon as they can be driven to again.
    """
    return dp if dp.meetings or plan is None else with_these(dp, (*coming_of(plan), *resting(plan)))


def with_these(dp: DayProblem, meetings: Iterable[Meeting]) -> DayProblem:
    """The same with these, whatever a plan says of them."""
    coming = [each for each in meetings if _has(dp, each)]
    if not coming:
        return dp
    jobs = {job.id: job for job in dp.problem.jobs}
    # Whoever is there first waits, however long: they were told to. Two teams at one customer's door do not.
    patience = dp.problem.joint_wait if any(job.joint for job in jobs.values()) else A_DAY_S
    for meeting in coming:
        jobs |= _brought(jobs, meeting)
        jobs |= {job.id: job for job in jobs_of(dp, meeting)}
    vehicles = tuple(_with_room(vehicle, coming) for vehicle in dp.problem.vehicles)
    known = {meeting_job(each.id, shift): (each, shift) for each in coming for shift in each.shifts}
    problem = replace(dp.problem, jobs=tuple(jobs.values()), vehicles=vehicles, joint_wait=patience)
    return replace(dp, problem=problem, meetings=known)


def coming_of(plan: Plan) -> tuple[Meeting, ...]:
    """The meetings that still have to be driven to: behind one that is over somebody has told of a stop."""
    return tuple(
        each for each in plan.meetings
        if is_wanted(plan, each) and not is_over(plan, each) and _is_in(plan, each)
    )  # fmt: skip


def resting(plan: Plan) -> tuple[Meeting, ...]:
    """The meetings that nobody drives to while one of their teams stands still: when it goes on they come back."""
    if not plan.meetings:
        return ()
    coming = coming_of(plan)
    other = {(each.to_shift, visit) for each in coming for visit in each.visits}
    return tuple(
        each for each in plan.meetings
        if each not in coming and is_wanted(plan, each) and not is_over(plan, each)
        and any((each.to_shift, visit) not in other for visit in each.visits)
    )  # fmt: skip


def is_over(plan: Plan, meeting: Meeting) -> bool:
    """Whether it has been: it was marked so, or one of its teams told of a stop behind it."""
    return meeting.over or any(
        stop.actual and stop.start >= mine.start
        for route in plan.routes if route.shift_id in meeting.shifts
        for mine in route.meetings if mine.meeting_id == meeting.id
        for stop in route.stops
    )  # fmt: skip


def brought(dp: DayProblem, plan: Plan | None) -> frozenset[tuple[UUID, UUID]]:
    """The papers that still reach a team by a meeting, as shift and visit.

    One that nobody can time brings nothing: the door has left the day, or a team.
    """
    if plan is None or not plan.meetings:
        return frozenset()
    timed = {meeting.id for meeting, _shift in dp.meetings.values()} or {
        each.id for each in coming_of(plan) if _has(dp, each)
    }
    return frozenset((each.to_shift, visit) for each in plan.meetings if each.id in timed for visit in each.visits)


def papers_of(dp: DayProblem, plan: Plan | None) -> Papers | None:
    """Who carries what by now: what changed hands at a meeting that is over is with the other team."""
    past = [each for each in plan.meetings if is_over(plan, each)] if plan else []
    if dp.papers is None or not past:
        return dp.papers
    carried = dict(dp.papers.carried)
    for each in past:
        carried[each.to_shift] = carried.get(each.to_shift, frozenset()).union(each.visits)
        if each.from_shift:
            carried[each.from_shift] = carried.get(each.from_shift, frozenset()).difference(each.visits)
    return replace(dp.papers, carried=carried)


def is_wanted(plan: Plan, meeting: Meeting) -> bool:
    """Whether a visit whose papers it brings is on the route of the team that gets them."""
    return any(stop.visit_id in meeting.visits
               for route in plan.routes if route.shift_id == meeting.to_shift for stop in route.stops)  # fmt: skip


def kept(made: Plan, before: Plan, dp: DayProblem) -> Plan:
    """A plan made anew on a day, with the meetings of the one before that it still needs.

    One that is over is marked so, as it is in no route any more, and stays: it says where papers are. One that is not,
    and is driven to by nobody, rests while one of its teams stands still. Else it is gone: its place has left the day,
    perhaps because nobody is to stand at that door.
    """
    if not before.meetings:
        return made
    still = (replace(each, over=True) if not each.over and is_over(before, each) else each for each in before.meetings)
    made = replace(made, meetings=tuple(still))
    rests = {each.id for each in resting(made) if _rests(dp, each)}
    wanted = tuple(
        each for each in made.meetings
        if each.over or each.id in rests or (is_wanted(made, each) and _is_in(made, each))
    )  # fmt: skip
    made, here = replace(made, meetings=wanted), {each.id for each in wanted if not each.over}
    if all(each.meeting_id in here for route in made.routes for each in route.meetings):
        return made
    routes = (
        replace(route, meetings=tuple(each for each in route.meetings if each.meeting_id in here))
        if route.meetings else route
        for route in made.routes
    )  # fmt: skip
    return replace(made, routes=tuple(routes))


def index_of(order: Sequence[str], position: int) -> int:
    """The index in an order of jobs that is a position among its visits: before that one, behind any meeting."""
    places = [index for index, job in enumerate(order) if not is_meeting(job)]
    return places[max(position, 0)] if position < len(places) else len(order)


def without_moot(orders: Mapping[str, list[str]], dp: DayProblem) -> dict[str, list[str]]:
    """The orders without the meetings that nobody needs any more, as one of their visits has gone elsewhere."""
    if not dp.meetings:
        return dict(orders)
    moot = {job for job, (meeting, _shift) in dp.meetings.items()
            if not any(visit_of(each) in meeting.visits for each in orders.get(str(meeting.to_shift), ()))}  # fmt: skip
    return {vehicle: [job for job in order if job not in moot] for vehicle, order in orders.items()}


def of_visits(dp: DayProblem, found: Iterable[Violation]) -> list[Violation]:
    """What is broken, told of visits: of a meeting it is told of the first that waits for it."""
    meetings = {meeting.id: meeting for meeting, _shift in dp.meetings.values()}
    waiting = {visit for meeting in meetings.values() for visit in meeting.visits}
    return [_of_visit(each, meetings, waiting) for each in found]


def _of_visit(found: Violation, meetings: Mapping[UUID, Meeting], waiting: Set[UUID]) -> Violation:
    if found.visit_id and found.visit_id in meetings:
        kind = found.kind if found.kind == "joint_wait" else MISSED
        return replace(found, kind=kind, visit_id=meetings[found.visit_id].visits[0])
    if found.visit_id in waiting and found.kind in ("too_soon", "nothing_before"):
        return replace(found, kind=PAPERS, amount=0)
    return found


def _is_in(plan: Plan, meeting: Meeting) -> bool:
    # Whether every team of it drives there.
    there = {route.shift_id for route in plan.routes for each in route.meetings if each.meeting_id == meeting.id}
    return there.issuperset(meeting.shifts)


def _rests(dp: DayProblem, meeting: Meeting) -> bool:
    papers = dp.papers
    if papers is None or rounded(meeting.place) in papers.shut:
        return False
    return not papers.paused.isdisjoint(meeting.shifts)


def _has(dp: DayProblem, meeting: Meeting) -> bool:
    # Where somebody may still go: at the door of who has called off, or was held, nobody stands about.
    problem, papers, place = dp.problem, dp.papers, rounded(meeting.place)
    if papers and (place in papers.shut or not papers.paused.isdisjoint(meeting.shifts)):
        return False
    used = {job.place for job in problem.jobs} | {p for v in problem.vehicles for p in (v.start_place, v.end_place)}
    return dp.places.get(place, -1) in used and {str(shift) for shift in meeting.shifts} <= {
        vehicle.id for vehicle in problem.vehicles
    }


def jobs_of(dp: DayProblem, meeting: Meeting) -> Iterator[Job]:
    """The part of each team in a meeting whose place the day knows."""
    first, both, place = dp.seconds(meeting.soonest), meeting.from_shift is not None, dp.places[rounded(meeting.place)]
    last = max(each.shift_end + each.max_overtime for each in _of(dp.problem, meeting))
    # Who goes on to a door there has parked already.
    setup = max((job.setup_time for job in dp.problem.jobs if job.place == place), default=0)
    for shift in meeting.shifts:
        yield Job(
            id=meeting_job(meeting.id, shift),
            place=place,
            service_time=round(meeting.lasts.total_seconds()),
            setup_time=setup,
            windows=(TimeWindow(first, max(first, last)),),
            priority=MUST // 2 if both else MUST,
            vehicles=frozenset({str(shift)}),
            must=True,
            joint=str(meeting.id) if both else "",
        )


def _of(problem: Problem, meeting: Meeting) -> list[Vehicle]:
    return [problem.vehicle(str(shift)) for shift in meeting.shifts]


def _brought(jobs: Mapping[str, Job], meeting: Meeting) -> dict[str, Job]:
    # What it brings goes with who gets it as well, and there only afterwards.
    return {
        key: replace(jobs[key], after=meeting_job(meeting.id, meeting.to_shift))
        for key in map(str, meeting.visits)
        if key in jobs and not jobs[key].after
    }


def _with_room(vehicle: Vehicle, coming: Iterable[Meeting]) -> Vehicle:
    # A meeting is none of the visits that a team takes at most.
    count = sum(vehicle.id in map(str, each.shifts) for each in coming)
    if vehicle.max_jobs is None or not count:
        return vehicle
    return replace(vehicle, max_jobs=vehicle.max_jobs + count)
