"""What deliveries and pickups take of a capacity over a whole route, where one sum per route can say it.

All deliveries are loaded at the start and all pickups are brought to the end (VROOM, docs/API.md). Where every job
picks up at most what it delivers, the vehicle is fullest at its start; where every job picks up at least as much, at
its end. A mix of both is fullest somewhere on the way, which depends on the order: that is refused.
"""

from __future__ import annotations

from dataclasses import replace

from routing.errors import BadProblem
from routing.vroom.request import AskedJob, Request


def loads_over_a_route(request: Request) -> tuple[AskedJob, ...]:
    """The jobs with their `amount`, and both parts in full length.

    Raises
    ------
    BadProblem
        ``amounts_differ``: a capacity or an amount has another length than the first vehicle's capacity.
        ``mixed_loads``: at the first job that makes the mix.
    """
    size = request.dimensions
    for number, vehicle in enumerate(request.vehicles):
        _check_length(f"vehicles[{number}].capacity", len(vehicle.capacity), size)
    jobs = []
    for number, job in enumerate(request.jobs):
        for key, amount in (("delivery", job.delivery), ("pickup", job.pickup)):
            if amount:
                _check_length(f"jobs[{number}].{key}", len(amount), size)
        nothing = (0,) * size
        jobs.append(replace(job, delivery=job.delivery or nothing, pickup=job.pickup or nothing))
    fuller_at_end = [_fuller_at_end(jobs, dimension) for dimension in range(size)]
    return tuple(
        replace(job, amount=tuple((job.delivery, job.pickup)[late][d] for d, late in enumerate(fuller_at_end)))
        for job in jobs
    )


def _check_length(where: str, length: int, size: int) -> None:
    if length and not size:
        raise BadProblem("key_missing", "vehicles[0].capacity is missing.", where="vehicles[0].capacity")
    if length != size:
        raise BadProblem("amounts_differ", f"{where} must have {size} numbers.", where=where, size=size)


def _fuller_at_end(jobs: list[AskedJob], dimension: int) -> bool:
    kind = 0
    for number, job in enumerate(jobs):
        more = job.pickup[dimension] - job.delivery[dimension]
        if more * kind < 0:
            where = f"jobs[{number}].{'pickup' if more > 0 else 'delivery'}"
            raise BadProblem("mixed_loads", f"{where} mixes loads.", where=where)
        kind = kind or more
    return kind > 0
