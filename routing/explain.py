"""Why a job is in no route: the most basic reason that holds, and what stands against it on each vehicle's route.

What could be done about it is told in `routing.relaxations`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from routing.inquiry import Against as Against
from routing.inquiry import Inquiry, Legal
from routing.inquiry import Obstacle as Obstacle
from routing.insertion import Known, best_in_order, cheapest_insertions
from routing.placing import may_have, may_serve
from routing.problem import Job, Problem, Vehicle
from routing.room import ALWAYS, EVER, Lane, Span, common, spans_of
from routing.solution import Reason, Solution
from routing.travel import UNREACHABLE


def explain(problem: Problem, solution: Solution, job_id: str, known: Known | None = None) -> Reason:
    """The reason, found by trying: vehicles, skills, then roads, then an empty day, then these routes.

    `known` is as in `cheapest_insertions`.
    """
    job = problem.job(job_id)
    if basic := basic_reason(problem, job):
        return basic
    able = [vehicle for vehicle in problem.vehicles if may_serve(vehicle, job)]
    if not any(best_in_order(problem, vehicle, [], job) for vehicle in able):
        return Reason.WINDOW_OUTSIDE_SHIFTS
    return Reason.STOPPED_EARLY if cheapest_insertions(problem, solution, job_id, known) else Reason.NO_ROOM


def basic_reason(problem: Problem, job: Job) -> Reason | None:
    """The reason that holds whatever the routes are, found without timing any; None where there is none."""
    named = [vehicle for vehicle in problem.vehicles if may_have(vehicle, job)]
    if not named:
        return Reason.NO_VEHICLE
    able = [vehicle for vehicle in named if may_serve(vehicle, job)]
    if not able:
        return Reason.NO_SKILL
    return None if any(_reachable(problem, vehicle, job) for vehicle in able) else Reason.UNREACHABLE


def _reachable(problem: Problem, vehicle: Vehicle, job: Job) -> bool:
    durations = problem.travel[vehicle.travel_mode].durations
    there = vehicle.start_place is None or durations[vehicle.start_place, job.place] < UNREACHABLE
    back = vehicle.end_place is None or durations[job.place, vehicle.end_place] < UNREACHABLE
    return bool(there and back)


# --- on every route


def obstacles(problem: Problem, solution: Solution, job_id: str, *, legal: Legal = None) -> tuple[Obstacle, ...]:
    """What stands against an unassigned job on each vehicle's route as it is, in the order of the vehicles.

    Each of a vehicle's is one that, taken away alone, lets the job in. Where none is, they are those that hold whatever
    the time, and beside them those of which one more would have to go. A vehicle without any has room for the job.
    `legal` is as in `routing.relaxations.ways_out`.
    """
    return obstacles_of(Inquiry(problem, solution, problem.job(job_id), legal))


def obstacles_of(inquiry: Inquiry) -> tuple[Obstacle, ...]:
    """The same, for who has more questions about this job."""
    return tuple(each for lane in inquiry.lanes.values() for each in _on_lane(inquiry, lane))


def _on_lane(inquiry: Inquiry, lane: Lane) -> list[Obstacle]:
    bars = inquiry.bars(lane, inquiry.job)
    fits = inquiry.best(lane, inquiry.job, inquiry.windows) is not None
    if len(bars) == 1 and fits:
        return bars
    if bars:
        return [replace(each, alone=False) for each in (*bars, *([] if fits else _untimely(inquiry, lane)))]
    return _apart(inquiry, lane) if fits else _untimely(inquiry, lane)


def _untimely(inquiry: Inquiry, lane: Lane) -> list[Obstacle]:
    # It finds no time in this route: each rule that would give it some, if it alone were otherwise.
    job, vehicle = inquiry.job, lane.vehicle
    if not lane.with_vehicle(replace(vehicle, max_travel_time=None)).detours(replace(job, position=None)):
        return [Obstacle(Against.UNREACHABLE, vehicle.id, alone=False)]
    rules = (_window, _shift_end, _break, _after, _max_travel, _position, _max_moved)
    if found := [each for rule in rules for each in rule(inquiry, lane)]:
        return found
    return [Obstacle(Against.NO_TIME, vehicle.id, max(0, lane.short_of(job) or 0), alone=False)]


def _window(inquiry: Inquiry, lane: Lane) -> Iterator[Obstacle]:
    spans = [common(gap.spans, [(inquiry.floor, EVER)]) for gap in inquiry.gaps(lane, inquiry.job)]
    lawful = ALWAYS if inquiry.legal is None else spans_of(inquiry.legal.get(inquiry.job.id, inquiry.job.windows))
    within = [both for each in spans if (both := common(each, lawful))]
    if within:
        missed = (_between(each, spans_of(inquiry.job.windows)) for each in within)
        yield Obstacle(Against.WINDOW, lane.vehicle.id, min(missed))
    elif missed_law := [_between(each, lawful) for each in spans if each and lawful]:
        yield Obstacle(Against.LEGAL, lane.vehicle.id, min(missed_law))


def _shift_end(inquiry: Inquiry, lane: Lane) -> Iterator[Obstacle]:
    tried = lane.with_vehicle(lane.vehicle, EVER)
    gaps = inquiry.gaps(tried, inquiry.job)
    backs = (tried.back_at(gap.position, inquiry.job, inquiry.windows) for gap in gaps)
    if over := [back - lane.deadline for back in backs if back is not None]:
        yield Obstacle(Against.SHIFT_END, lane.vehicle.id, max(1, min(over)))


def _break(inquiry: Inquiry, lane: Lane) -> Iterator[Obstacle]:
    vehicle, rest = lane.vehicle, sum(each.duration for each in lane.vehicle.breaks)

    def fits(later: int) -> bool:
        breaks = tuple(replace(each, latest=each.latest + later) for each in vehicle.breaks)
        tried = lane.with_vehicle(replace(vehicle, breaks=breaks))
        return inquiry.best(tried, inquiry.job, inquiry.windows) is not None

    def fits_without() -> bool:
        tried = lane.with_vehicle(replace(vehicle, breaks=()))
        return inquiry.best(tried, inquiry.job, inquiry.windows) is not None

    if not vehicle.breaks or not fits_without():
        return
    enough = max(lane.deadline - min(each.latest for each in vehicle.breaks), 0)
    yield Obstacle(Against.BREAK, vehicle.id, _least(fits, enough) if fits(enough) else rest)


def _least(fits: Callable[[int], bool], enough: int) -> int:
    # The fewest seconds that do, of which `enough` are known to.
    few = 0
    while enough - few > 1:
        middle = (few + enough) // 2
        few, enough = (few, middle) if fits(middle) else (middle, enough)
    return enough


def _after(inquiry: Inquiry, lane: Lane) -> Iterator[Obstacle]:
    job = inquiry.job
    windows = spans_of(job.windows)
    if not job.after or not (gap := inquiry.best(lane, replace(job, after=""), windows)):
        return
    last = max(end for _begin, end in common(gap.spans, windows))
    amount = inquiry.floor - last if inquiry.floor < EVER else 0
    yield Obstacle(Against.AFTER, lane.vehicle.id, max(0, amount), others=(job.after,))


def _max_travel(inquiry: Inquiry, lane: Lane) -> Iterator[Obstacle]:
    most = lane.vehicle.max_travel_time
    if most is None:
        return
    tried = lane.with_vehicle(replace(lane.vehicle, max_travel_time=None))
    if gap := inquiry.best(tried, inquiry.job, inquiry.windows):
        yield Obstacle(Against.MAX_TRAVEL, lane.vehicle.id, lane.travel + gap.added - most)


def _position(inquiry: Inquiry, lane: Lane) -> Iterator[Obstacle]:
    anywhere = replace(inquiry.job, position=None)
    if anywhere != inquiry.job and inquiry.best(lane, anywhere, inquiry.windows):
        yield Obstacle(Against.POSITION, lane.vehicle.id)


def _max_moved(inquiry: Inquiry, lane: Lane) -> Iterator[Obstacle]:
    most = inquiry.problem.max_moved
    if most is None or _moved(inquiry) < most:
        return
    for other in inquiry.movable(lane):
        room = inquiry.without(lane, other)
        fits = inquiry.best(room, inquiry.job, inquiry.windows) and not inquiry.bars(room, inquiry.job)
        if fits and inquiry.elsewhere(lane, other):
            yield Obstacle(Against.MAX_MOVED, lane.vehicle.id, 1, others=(other.id,))
            return


def _moved(inquiry: Inquiry) -> int:
    at = {job.id: lane.vehicle.id for lane in inquiry.lanes.values() for job in lane.jobs}
    jobs = {job.id for job in inquiry.problem.jobs}
    return sum(at.get(job) != before.vehicle for job, before in inquiry.problem.before.items() if job in jobs)


def _apart(inquiry: Inquiry, lane: Lane) -> list[Obstacle]:
    # Alone it would fit here: is there another vehicle that can be there in the same second?
    partner = inquiry.partner
    if partner is None:
        return []
    own = [common(gap.spans, inquiry.windows) for gap in inquiry.gaps(lane, inquiry.job)]
    others = [
        common(gap.spans, spans_of(partner.windows))
        for other in inquiry.lanes.values()
        if other is not lane and not inquiry.bars(other, partner)
        for gap in inquiry.gaps(other, partner)
    ]
    missed = [_between(a, b) for a in own for b in others if a and b]
    if missed and min(missed) == 0:
        return []
    return [Obstacle(Against.JOINT, lane.vehicle.id, min(missed, default=0), others=(partner.id,))]


def _between(spans: Sequence[Span], windows: Sequence[Span]) -> int:
    # Seconds from the one to the other where they are nearest; 0 where they meet.
    return min(max(0, begin - last, first - end) for begin, end in spans for first, last in windows)
