"""VROOM through pyvroom, on both cores. It has no seed: the same problem gives the same plan, unless time ends it."""

from __future__ import annotations

from datetime import timedelta

import vroom

from benchmarks.solver.peers import Answer
from routing.problem import Job, Problem, Vehicle


def warm(*_: object) -> None:
    """Nothing to do: it is compiled."""


def solve(problem: Problem, seconds: float, seed: int, exploration: int, limited: bool) -> Answer:
    """Its plan after so many seconds, or, where not limited, whenever it is ready."""
    numbers = {skill: n for n, skill in enumerate(sorted({s for each in problem.jobs for s in each.skills}))}
    asked = vroom.Input()
    for mode, times in problem.travel.items():
        asked.set_durations_matrix(mode, times.durations)
    asked.add_vehicle([_vehicle(number, each, numbers) for number, each in enumerate(problem.vehicles)])
    asked.add_job([_job(number, each, numbers) for number, each in enumerate(problem.jobs)])
    timeout = timedelta(seconds=seconds) if limited else None
    found = asked.solve(exploration_level=exploration, nb_threads=2, timeout=timeout)
    answer = Answer({vehicle.id: [] for vehicle in problem.vehicles})
    steps = found.routes[found.routes["type"] == "job"]
    for vehicle, job in zip(steps["vehicle_id"], steps["id"], strict=True):
        answer.orders[problem.vehicles[int(vehicle)].id].append(problem.jobs[int(job)].id)
    return answer


def _vehicle(number: int, vehicle: Vehicle, numbers: dict[str, int]) -> vroom.Vehicle:
    return vroom.Vehicle(
        number,
        start=vehicle.start_place,
        end=vehicle.end_place,
        profile=vehicle.travel_mode,
        capacity=list(vehicle.capacity),
        skills={numbers[skill] for skill in vehicle.skills if skill in numbers},
        time_window=(vehicle.shift_start, vehicle.shift_end),
        breaks=[
            vroom.Break(n, time_windows=[(rest.earliest, rest.latest)], service=rest.duration)
            for n, rest in enumerate(vehicle.breaks)
        ],
    )


def _job(number: int, job: Job, numbers: dict[str, int]) -> vroom.Job:
    return vroom.Job(
        number,
        location=job.place,
        default_setup=job.setup_time,
        default_service=job.service_time,
        delivery=list(job.amount),
        skills={numbers[skill] for skill in job.skills},
        priority=100 if job.must else job.priority,
        time_windows=[(window.earliest, window.latest) for window in job.windows],
    )
