"""The least late place for a job in one order, where no place is in time. What a good place costs is `insertion`."""

from __future__ import annotations

from collections.abc import Sequence

from routing.labels import Tries
from routing.problem import Problem


def least_late(problem: Problem, vehicle_id: str, order: Sequence[str], job_id: str, first: int = 0) -> int:
    """The position, from `first` on, at which the route comes least late; among equals the shortest, then the first.

    Each route is looked at alone.
    """
    job, tries = problem.job(job_id), Tries(problem, problem.vehicle(vehicle_id), order)
    best: tuple[int, int, int] | None = None
    for position in range(first, len(order) + 1):
        late = tries.lateness(position, job, best[0] if best else None)
        if late is not None:
            place = late, tries.travel(position, job), position
            best = min(best or place, place)
    return best[2] if best else first
