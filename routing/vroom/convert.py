"""Makes a VROOM problem into ours. VROOM's windows bound the moment before set-up; see the package for the bridge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from routing.problem import Break, Job, Problem, TimeWindow, Vehicle
from routing.vroom.ground import Ground, mode
from routing.vroom.request import ALWAYS, AskedJob, AskedVehicle
from routing.weights import Costs

HORIZON = datetime(1970, 1, 1, tzinfo=UTC)
"""VROOM's times may be relative to anything: no second is another one here."""
type Orders = Mapping[int, Sequence[int]]
"""Job ids by vehicle id."""


class Moved(NamedTuple):
    """How the windows of a job are moved where it is not known beforehand whether its set-up is paid."""

    opens: bool
    """Whether they open later by the set-up."""
    closes: bool


FIRST, LATER = Moved(True, True), Moved(False, False)
"""Right for the first of a row at one place, which pays; right for those behind it, which do not."""
SURE, LOOSE = Moved(True, False), Moved(False, True)
"""Right for both, though they lose what only one of them could have; wrong for some, though they lose nothing."""


def make_problem(ground: Ground, moved: Mapping[int, Moved] | None = None, others: Moved = FIRST) -> Problem:
    """The problem to search.

    Where a place has one job, and no vehicle starts there, its set-up is always paid: it counts as service, and the
    windows mean what VROOM means. Where jobs share a place their windows are `moved`, by job id, or as those of all
    `others`; what is wrong by that is wrong by a set-up at most.
    """
    shared, moved = _sharing(ground), moved or {}

    def place(job: AskedJob) -> Job:
        if job.id not in shared:
            return _job(ground, job, job.setup)
        return _shared(ground, job, moved.get(job.id, others))

    return _problem(ground, place)


def moved_windows(ground: Ground) -> bool:
    """Whether the problem to search has windows that may be wrong by a set-up."""
    shared = _sharing(ground)
    return any(job.id in shared and job.windows != (ALWAYS,) for job in ground.request.jobs)


def _sharing(ground: Ground) -> frozenset[int]:
    # Jobs whose set-up may not have to be paid.
    count = Counter(job.spot.place for job in ground.request.jobs)
    count.update({vehicle.start.place for vehicle in ground.request.vehicles if vehicle.start})
    return frozenset(job.id for job in ground.request.jobs if job.setup and count[job.spot.place] > 1)


def exact_problem(ground: Ground, orders: Orders) -> Problem:
    """The problem for these orders alone, in which windows, set-up and breaks mean exactly what VROOM means."""
    paid = set_up_paid(ground, orders)
    return _problem(ground, lambda job: _job(ground, job, paid.get(job.id, job.setup)))


def set_up_paid(ground: Ground, orders: Orders) -> dict[int, int]:
    """The set-up that each job takes in these orders: none where the stop before was at its place."""
    jobs = {job.id: job for job in ground.request.jobs}
    paid = {}
    for vehicle in ground.request.vehicles:
        before = vehicle.start.place if vehicle.start else None
        for number in orders.get(vehicle.id, ()):
            job = jobs[number]
            paid[number] = 0 if job.spot.place == before else job.setup
            before = job.spot.place
    return paid


def _problem(ground: Ground, place: Callable[[AskedJob], Job]) -> Problem:
    jobs = tuple(place(job) for job in ground.request.jobs)
    vehicles = tuple(_vehicle(ground, vehicle) for vehicle in ground.request.vehicles)
    return Problem(HORIZON, jobs, vehicles, ground.travel)


def _job(ground: Ground, job: AskedJob, setup: int) -> Job:
    windows = (ground.window(window) for window in job.windows)
    return Job(
        id=str(job.id),
        place=job.spot.place,
        service_time=(job.service + setup) * ground.ticks,
        windows=tuple(TimeWindow(*window) for window in windows),
        skills=frozenset(map(str, job.skills)),
        priority=job.priority,
        amount=job.amount,
    )


def _shared(ground: Ground, job: AskedJob, moved: Moved) -> Job:
    exact, setup = _job(ground, job, 0), job.setup * ground.ticks
    windows, free = [], 0
    for window in exact.windows:
        first = window.earliest + setup * (moved.opens and window.earliest > 0)  # nobody arrives before second 0
        first = max(first, free)
        last = max(first, window.latest + setup * moved.closes)
        windows.append(TimeWindow(first, last))
        free = last + 1
    return replace(exact, windows=tuple(windows), setup_time=setup)


def _vehicle(ground: Ground, vehicle: AskedVehicle) -> Vehicle:
    first, last = ground.window(vehicle.window)
    breaks = ((rest, ground.window(rest.window)) for rest in vehicle.breaks)
    costs = vehicle.costs
    if ground.matrices[vehicle.profile].costs is not None:
        costs = Costs(costs.fixed, per_hour=0, per_km=1000)  # the costs stand where metres do
    costs = replace(costs, fixed=costs.fixed * ground.ticks, per_km=costs.per_km * ground.ticks)
    return Vehicle(
        id=str(vehicle.id),
        start_place=vehicle.start.place if vehicle.start else None,
        end_place=vehicle.end.place if vehicle.end else None,
        shift_start=first,
        shift_end=last,
        breaks=tuple(Break(str(rest.id), *window, rest.service * ground.ticks) for rest, window in breaks),
        skills=frozenset(map(str, vehicle.skills)),
        travel_mode=mode(vehicle),
        max_jobs=vehicle.max_tasks,
        max_travel_time=None if vehicle.max_travel_time is None else vehicle.max_travel_time * ground.ticks,
        costs=costs,
        capacity=vehicle.capacity,
    )
