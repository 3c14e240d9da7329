"""What a plan costs, in the whole numbers OR-Tools counts with. No library is called here.

A second of travel costs `PRICE`. Whatever is left out costs so much more than any plan can that the order of
`routing.problem` holds: must-do jobs, then priorities, then how many, then the rest.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from routing.objective import away_costs, moved_costs, shift_length
from routing.problem import Job, Problem, Vehicle
from routing.travel import UNREACHABLE
from routing.weights import SHIFTED, Costs

PRICE = 100
"""Whole units that a second of travel costs, so that a price of a hundredth can be told."""
MOST = 2**61
"""What all jobs left out may cost together; the library adds up in 63 bits."""


class Prices:
    """The prices of one problem.

    Attributes
    ----------
    overtime
        Units per second of overtime.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.overtime = round(problem.weights.overtime * PRICE)
        jobs = problem.jobs
        count, priorities = len(jobs), sum(job.priority for job in jobs)
        musts = sum(job.must for job in jobs)
        # No must-do job is worth all priorities; no priority is worth any number; no number is worth any cost.
        levels = count + (count + 1) * (priorities + (priorities + 1) * musts)
        self._one = max(1, min(self._dearest(), MOST // max(1, levels)))
        self._priority = self._one * (count + 1)
        self._must = self._priority * (priorities + 1)

    def of_leaving_out(self, job: Job) -> int:
        """What it costs not to serve a job."""
        return self._one + self._priority * job.priority + (self._must if job.must else 0)

    def of_legs(
        self, costs: Costs, seconds: npt.NDArray[np.int64], metres: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.int64]:
        """What legs cost a vehicle."""
        return (seconds * (PRICE * costs.per_hour) + 1800) // 3600 + (metres * (PRICE * costs.per_km) + 500) // 1000

    def of_choice(self, job: Job, vehicle: Vehicle) -> int:
        """What it costs that this vehicle serves the job, and not one it would better be served by, or was before."""
        return round((away_costs(self.problem, vehicle, job) + moved_costs(self.problem, vehicle, job)) * PRICE)

    def of_starting(self, job: Job) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        """Before and after which second a start costs, each with its units per second.

        The library holds one bound on either side; where the wish of a job and its time in the plan before ask for
        two, the dearer is taken.
        """
        before, weights = self.problem.before.get(job.id), self.problem.weights
        shifted = round(SHIFTED * weights.keep_plan * PRICE)
        earliest, latest = [], []
        if before is not None and before.start is not None:
            earliest.append((before.start, shifted))
            latest.append((before.start, shifted))
        if job.wish is not None:
            price = round(job.wish.price * weights.wishes * PRICE)
            earliest += [(job.wish.earliest, price)] if job.wish.earliest is not None else []
            latest += [(job.wish.latest, price)] if job.wish.latest is not None else []
        return _dearest(earliest), _dearest(latest)

    def _dearest(self) -> int:
        # More than any plan can cost.
        problem, weights = self.problem, self.problem.weights
        by_leg = max((_dearest_leg(problem, vehicle) for vehicle in problem.vehicles), default=0)
        cost = by_leg * (len(problem.jobs) + len(problem.vehicles))
        first = min((vehicle.shift_start for vehicle in problem.vehicles), default=0)
        last = max((vehicle.shift_end + vehicle.max_overtime for vehicle in problem.vehicles), default=0)
        for job in problem.jobs:
            cost += max((self.of_choice(job, vehicle) for vehicle in problem.vehicles), default=0)
            for bound in self.of_starting(job):
                if bound is not None:
                    cost += bound[1] * max(abs(bound[0] - first), abs(bound[0] - last))
        for vehicle in problem.vehicles:
            longest = vehicle.shift_end - vehicle.shift_start + vehicle.max_overtime
            cost += PRICE * vehicle.costs.fixed + self.overtime * vehicle.max_overtime
            cost += round(2 * PRICE * weights.fair_days * longest**2 / shift_length(vehicle))
        return cost + 1


def _dearest(bounds: list[tuple[int, int]]) -> tuple[int, int] | None:
    return max((bound for bound in bounds if bound[1] > 0), key=lambda bound: bound[1], default=None)


def _dearest_leg(problem: Problem, vehicle: Vehicle) -> int:
    travel = problem.travel[vehicle.travel_mode]
    seconds, metres = (
        int(np.max(cells, where=cells < UNREACHABLE, initial=0)) for cells in (travel.durations, travel.distances)
    )
    return PRICE * (seconds * vehicle.costs.per_hour // 3600 + metres * vehicle.costs.per_km // 1000 + 2)
