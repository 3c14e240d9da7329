"""The cheapest places for both sides of a joint visit at once, on two routes, starting in the same second."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product

from routing.insertion import Insertion, gaps
from routing.labels import best_timing, legs_of
from routing.objective import route_costs
from routing.placing import Placing, other_side
from routing.problem import Job, Problem
from routing.schedule import lateness
from routing.solution import Solution

MOST_TRIED = 300
"""So many pairs of places, the cheapest first, are timed with everything that hangs on them."""


@dataclass(frozen=True, slots=True)
class JointInsertion:
    """Where both sides could go, by job id, the second at which both would start, and what the objective adds.

    The imbalance is not in `added_cost`.
    """

    sides: tuple[tuple[str, Insertion], tuple[str, Insertion]]
    start: int
    added_cost: float


def cheapest_joint(
    problem: Problem, solution: Solution, job_id: str, homes: Mapping[str, str] | None = None
) -> JointInsertion | None:
    """The cheapest two places for a joint job and its other side; None where no two go together.

    Where one side is served already it is as if it were not: both may go elsewhere. A side that is in `homes` goes to
    that vehicle only.
    """
    job = problem.job(job_id)
    other = other_side(problem, job)
    if other is None or (job.group and job.group == other.group):
        return None
    placing = Placing(problem, solution, {job.id, other.id})
    for one, two in islice(_pairs(placing, job, other, homes or {}), MOST_TRIED):
        changed = {one.vehicle: one.order, two.vehicle: two.order}
        if placing.fits(changed):
            now, then = placing.routes(changed)
            start = next(stop.start for route in then for stop in route.stops if stop.job == job_id)
            added = sum(route_costs(problem, route).total for route in then)
            added -= sum(route_costs(problem, route).total for route in now)
            return JointInsertion(((job.id, one.place), (other.id, two.place)), start, added)
    return None


@dataclass(slots=True)
class _Side:
    # One side at one place, as far as its own route says: when it could start, at the earliest and the latest.
    placing: Placing
    job: Job
    place: Insertion
    order: list[str]
    earliest: int
    _latest: int | None = field(default=None)

    @property
    def vehicle(self) -> str:
        return self.place.vehicle

    @property
    def latest(self) -> int:
        if self._latest is None:
            self._latest, late = self.earliest, self.job.windows[-1].latest + 1
            while late - self._latest > 1:
                middle = (self._latest + late) // 2
                self._latest, late = (middle, late) if self._can_wait(middle) else (self._latest, middle)
        return self._latest

    def _can_wait(self, until: int) -> bool:
        floors = {**self.placing.asked, self.job.id: until}
        return lateness(self.placing.problem, self.vehicle, self.order, floors) == 0


def _pairs(placing: Placing, job: Job, other: Job, homes: Mapping[str, str]) -> Iterator[tuple[_Side, _Side]]:
    # The cheapest first: both on different vehicles, at places where they could start at the same time.
    ones, twos = (list(_sides(placing, *pair, homes)) for pair in ((job, other), (other, job)))
    for one, two in sorted(product(ones, twos), key=lambda pair: pair[0].place.added_cost + pair[1].place.added_cost):
        if one.vehicle != two.vehicle and max(one.earliest, two.earliest) <= min(one.latest, two.latest):
            yield one, two


def _sides(placing: Placing, job: Job, beside: Job, homes: Mapping[str, str]) -> Iterator[_Side]:
    problem = placing.problem
    for vehicle in problem.vehicles:
        if vehicle.id not in placing.orders or homes.get(job.id, vehicle.id) != vehicle.id:
            continue
        if not placing.may_join(vehicle, job, beside.id):
            continue
        order = placing.orders[vehicle.id]
        for place in gaps(problem, vehicle, order, job):
            tried = [*order[: place.position], job.id, *order[place.position :]]
            timing = best_timing(vehicle, legs_of(problem, vehicle, tried), placing.asked, {job.id})
            if timing.late == 0:
                yield _Side(placing, job, place, tried, timing.starts[place.position])
