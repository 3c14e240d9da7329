"""What can stand of given orders: within every rule, with as little left out as a simple look finds. Adds nothing.

What cannot stand takes with it what hangs on it: the other side of a joint, and whatever comes after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from routing.labels import best_timing, legs_of
from routing.placing import may_serve, stands_wrong
from routing.problem import Job, Problem
from routing.schedule import groups_of, lateness, lateness_all
from routing.together import Together

type Orders = dict[str, list[str]]
type Harm = tuple[int, int, int]
"""What leaving jobs out costs: how many that must be done, their priorities, their number."""


def standing(problem: Problem, orders: Mapping[str, Sequence[str]]) -> Orders:
    """The orders (job ids by vehicle id) of all vehicles, without what breaks a rule."""
    return _Standing(problem, orders).orders


class _Standing:
    def __init__(self, problem: Problem, orders: Mapping[str, Sequence[str]]) -> None:
        self._problem = problem
        self._followers: dict[str, list[str]] = {}
        self._sides: dict[str, list[str]] = {}
        self._groups: dict[str, list[str]] = {}
        for job in problem.jobs:
            for key, members in ((job.after, self._followers), (job.joint, self._sides), (job.group, self._groups)):
                if key:
                    members.setdefault(key, []).append(job.id)
        self._troubles: dict[tuple[str, tuple[str, ...]], int] = {}
        self.orders: Orders = {}
        seen: set[str] = set()
        for vehicle in problem.vehicles:
            served = [job for job in orders.get(vehicle.id, ()) if may_serve(vehicle, problem.job(job))]
            self.orders[vehicle.id] = [job for job in dict.fromkeys(served) if job not in seen]
            seen.update(served)
        while gone := self._astray() or self._too_much() or self._too_late():
            self.orders = self._without(self.orders, gone)

    def _without(self, orders: Mapping[str, Sequence[str]], gone: str) -> Orders:
        out = self._hanging_on(gone)
        return {vehicle: [job for job in order if job not in out] for vehicle, order in orders.items()}

    def _hanging_on(self, job_id: str) -> set[str]:
        found, waiting = set[str](), [job_id]
        while waiting:
            job = self._problem.job(waiting.pop())
            if job.id not in found:
                found.add(job.id)
                waiting += self._followers.get(job.id, [])
                waiting += self._sides[job.joint] if job.joint else []
        return found

    def _harm(self, job_ids: Collection[str]) -> Harm:
        jobs = [self._problem.job(job) for job in job_ids]
        return sum(job.must for job in jobs), sum(job.priority for job in jobs), len(jobs)

    def _astray(self) -> str | None:
        # One that is not where the others let it be, whatever the times are; positions are put right on the way.
        route_of = {job: vehicle for vehicle, order in self.orders.items() for job in order}
        for sides in self._sides.values():
            placed = [job for job in sides if job in route_of]
            if placed and len({route_of[job] for job in placed}) < 2:
                return placed[0]
        for before, followers in self._followers.items():
            if before not in route_of and (placed := [job for job in followers if job in route_of]):
                return placed[0]
        return self._split(route_of) or self._misplaced()

    def _split(self, route_of: Mapping[str, str]) -> str | None:
        for group in self._groups.values():
            parts: dict[str, list[str]] = {}
            for job in group:
                if job in route_of:
                    parts.setdefault(route_of[job], []).append(job)
            if len(parts) > 1:
                return min(parts.values(), key=self._harm)[0]
        return None

    def _misplaced(self) -> str | None:
        for vehicle, order in self.orders.items():
            if any(self._problem.job(job).position is not None for job in order):
                order, gone = self._in_position(order)
                self.orders[vehicle] = order
                if gone:
                    return gone
            if wrong := stands_wrong(self._problem, order):
                return wrong[0]
        return None

    def _in_position(self, order: Sequence[str]) -> tuple[list[str], str | None]:
        # Each at its place, the others around them as they were; or one for which there is no place.
        fixed: dict[int, str] = {}
        placed = [job for job in map(self._problem.job, order) if job.position is not None]
        for job in sorted(placed, key=lambda job: self._harm(self._hanging_on(job.id)), reverse=True):
            number = _number(job, len(order))
            if number in fixed or not 0 <= number < len(order):
                return list(order), job.id
            fixed[number] = job.id
        free = iter([job for job in order if job not in fixed.values()])
        return [fixed[number] if number in fixed else next(free) for number in range(len(order))], None

    def _too_much(self) -> str | None:
        # One on a route that cannot be driven, or is beyond its vehicle's limits, even alone.
        for vehicle, order in self.orders.items():
            if self._trouble(vehicle, order):
                return min(order, key=lambda job: self._helps(vehicle, job))
        return None

    def _helps(self, vehicle: str, job: str) -> tuple[int, Harm]:
        # The stop whose absence helps most goes, among equals the least important.
        out = self._hanging_on(job)
        return self._trouble(vehicle, [each for each in self.orders[vehicle] if each not in out]), self._harm(out)

    def _trouble(self, vehicle_id: str, order: Sequence[str]) -> int:
        key = vehicle_id, tuple(order)
        if key not in self._troubles:
            vehicle = self._problem.vehicle(vehicle_id)
            legs = legs_of(self._problem, vehicle, order)
            over = [best_timing(vehicle, legs).late if order else 0]
            if vehicle.max_jobs is not None:
                over.append(len(order) - vehicle.max_jobs)
            if vehicle.max_travel_time is not None and order:
                over.append(sum(leg.travel for leg in legs) - vehicle.max_travel_time)
            amounts = [amount for job in order if (amount := self._problem.job(job).amount)] if vehicle.capacity else []
            loads = zip(zip(*amounts, strict=True), vehicle.capacity, strict=False)
            over += [sum(taken) - room for taken, room in loads]
            self._troubles[key] = sum(max(0, each) for each in over)
        return self._troubles[key]

    def _too_late(self) -> str | None:
        # One of those by which routes that hang on each other cannot be driven.
        for group in groups_of(self._problem, self.orders):
            orders = {vehicle: order for vehicle, order in self.orders.items() if vehicle in group}
            if lateness_all(self._problem, orders):
                return min(self._suspects(orders), key=lambda job: self._helps_all(orders, job))
        return None

    def _suspects(self, orders: Orders) -> Iterator[str]:
        asked = Together(self._problem, orders, aims=False).asked
        for vehicle, order in orders.items():
            late = lateness(self._problem, vehicle, order, asked)
            for job in map(self._problem.job, order):
                if late or job.joint or job.after or job.id in self._followers:
                    yield job.id

    def _helps_all(self, orders: Orders, job: str) -> tuple[int, Harm]:
        return lateness_all(self._problem, self._without(orders, job)), self._harm(self._hanging_on(job))


def _number(job: Job, stops: int) -> int:
    # Where in a route of so many stops its position is.
    position = job.position or 0
    return position if position >= 0 else stops + position
