"""The part of a day that a hand touches: some routes and what hangs on them, timed and judged as if alone.

What hangs together is joined by visits for two teams, by order, by one team for several visits, or by people who are in
two teams. Where nothing does, each route stands for itself, and whatever was worked out for an order is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from uuid import UUID

from planner.day import by_hand, once
from planner.day.by_hand import Orders
from planner.day.edit import violations, violations_in
from planner.day.facts import as_it_went, as_told
from planner.day.locks import freed, held, locks_of, within_reach
from planner.day.meetings import with_meetings
from planner.model import Plan, Route, Stop, Violation
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack
from planner.translate import DayProblem, orders_of, visit_of
from routing import solution as numbers
from routing.objective import imbalance, route_costs, working_time
from routing.solution import Reason, Solution

type Vehicles = frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """Some routes as they are or would be: what they break, what they cost in seconds of travel, seconds of work."""

    routes: tuple[Route, ...]
    broken: tuple[Violation, ...]
    costs: float
    work: Mapping[str, int]


class Touched:
    """A plan of a day, in parts, for visits in hand; `broken` is everything it breaks, where that is known."""

    def __init__(
        self,
        dp: DayProblem,
        plan: Plan,
        in_hand: Collection[UUID],
        pack: Pack,
        closed: ClosedDays,
        broken: Iterable[Violation] | None = None,
    ) -> None:
        self.dp = dp = with_meetings(dp, plan)
        self.plan = plan
        self.held = held(dp, plan, free=in_hand)
        self._told = as_told(dp, plan)
        self.orders = by_hand.known(dp, by_hand.orders_once(dp, plan))
        self.as_planned = by_hand.known(dp, orders_of(dp, plan))
        self.locks = locks_of(plan, dp.day)
        self.vehicle_of = {job: vehicle for vehicle, order in self.orders.items() for job in order}
        self._rules = pack, closed
        self._routes = {str(route.shift_id): route for route in plan.routes}
        self._links = _Links(self.dp, self.held)
        self._near = _united({vehicle: frozenset({vehicle}) for vehicle in self.orders}, self._ties(self.vehicle_of))
        self._broken = None if broken is None else _by_shift(broken)
        self._known: dict[tuple[tuple[str, tuple[str, ...]], ...], Judged] = {}
        self._now: dict[Vehicles, Judged] = {}
        # With the whole it is a part of: as long as that is kept no other has its id.
        self._parts: dict[tuple[int, Vehicles, frozenset[str]], tuple[DayProblem, DayProblem]] = {}
        self._worked: dict[str, int] | None = None
        self._in_hand: dict[UUID, DayProblem] = {}

    def in_hand(self, visit_id: UUID) -> DayProblem:
        """The problem within the locks, as `planner.day.locks.held` has it with this visit in hand."""
        if visit_id not in self._in_hand:
            self._in_hand[visit_id] = freed(self.held, self._within_reach, visit_id)
        return self._in_hand[visit_id]

    @cached_property
    def _within_reach(self) -> DayProblem:
        return within_reach(self.dp, self.plan)

    # --- what hangs together

    def near(self, vehicles: Iterable[str]) -> Vehicles:
        """Some vehicles, and all whose routes hang on theirs."""
        return frozenset[str]().union(*(self._near[vehicle] for vehicle in vehicles))

    @property
    def widest(self) -> int:
        """How many routes hang together at most."""
        return max(map(len, self._near.values()), default=0)

    def linked(self, jobs: Iterable[str]) -> set[str]:
        """The jobs that hang on some jobs, wherever they are."""
        return {other for job in jobs for other in self._links.of(job)}

    def parts(self, changed: Iterable[str], moved: Collection[str], orders: Orders) -> Iterable[Vehicles]:
        """The changed vehicles and what hangs on them, now or with these orders: in as many parts as there are."""
        near = self._near
        if links := [(job, other) for job in moved for other in self._links.of(job)]:
            where = {job: vehicle for vehicle, order in orders.items() for job in order}
            then = [(where[a], where[b]) for a, b in links if a in where and b in where]
            now = [(self.vehicle_of[a], self.vehicle_of[b]) for a, b in links if {a, b} <= self.vehicle_of.keys()]
            gone = [(where[a], self.vehicle_of[a]) for a, _ in links if a in where and a in self.vehicle_of]
            near = _united(near, (*then, *now, *gone))
        return dict.fromkeys(near[vehicle] for vehicle in changed)

    def _ties(self, where: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        yield from ((where[a], where[b]) for a, b in self._links.pairs() if a in where and b in where)
        teams: dict[UUID, list[str]] = defaultdict(list)
        for shift in self.dp.day.shifts:
            for member in shift.members:
                teams[member.id].append(str(shift.id))
        yield from (pair for shifts in teams.values() for pair in pairwise(shifts))

    # --- a part alone

    def part(self, dp: DayProblem, vehicles: Iterable[str], orders: Orders, more: Iterable[str] = ()) -> DayProblem:
        """The problem, this day's or within locks, of some vehicles with these orders and some jobs more."""
        jobs = self._links.closed({*more, *(job for vehicle in vehicles for job in orders[vehicle])})
        key = id(dp), frozenset(vehicles), frozenset(jobs)
        if key not in self._parts:
            problem = replace(
                dp.problem,
                jobs=tuple(dp.problem.job(job) for job in sorted(jobs, key=self._links.number.__getitem__)),
                vehicles=tuple(vehicle for vehicle in dp.problem.vehicles if vehicle.id in vehicles),
            )
            self._parts[key] = dp, replace(dp, problem=problem, blocked={})
        return self._parts[key][1]

    def as_it_is(self, vehicles: Vehicles) -> Judged:
        """A part as it is planned."""
        if vehicles not in self._now:
            routes = [self._routes[vehicle] for vehicle in self.orders if vehicle in vehicles & self._routes.keys()]
            if self._broken is None:
                broken = self._violations(vehicles, self.orders, routes)
            else:
                broken = tuple(each for vehicle in vehicles for each in self._broken.get(vehicle, ()))
            timed = [self._in_numbers(route) for route in routes]
            self._now[vehicles] = self._judged(routes, broken, timed)
        return self._now[vehicles]

    def then(self, vehicles: Vehicles, orders: Orders) -> Judged:
        """A part as it would be with these orders."""
        key = tuple((vehicle, tuple(order)) for vehicle, order in orders.items() if vehicle in vehicles)
        if key not in self._known:
            part = self.part(self.held, vehicles, orders)
            mine = {vehicle: orders[vehicle] for vehicle in vehicles}
            timed = once.time_all(part.problem, mine)
            made = Plan(self.plan.day_id, once.to_routes(part, timed, by_hand.carried(self.locks, mine)))
            made = as_it_went(made, Plan(self.plan.day_id, self.as_it_is(vehicles).routes))
            broken = self._violations(vehicles, orders, made.routes, timed)
            self._known[key] = self._judged(made.routes, broken, timed)
        return self._known[key]

    def unfairness(self, work: Mapping[str, int]) -> float:
        """What it adds to the costs of imbalance that some vehicles would work so long."""
        if not self.dp.problem.weights.fair_days:
            return 0.0
        if self._worked is None:
            routes = (self._in_numbers(route) for key, route in self._routes.items() if key in self.orders)
            self._worked = {route.vehicle: working_time(self.dp.problem, route) for route in routes}
        problem = self.dp.problem
        return imbalance(problem, {**self._worked, **work}) - imbalance(problem, self._worked)

    def _violations(
        self, vehicles: Vehicles, orders: Orders, routes: Iterable[Route], timed: tuple[numbers.Route, ...] = ()
    ) -> tuple[Violation, ...]:
        plan = replace(self.plan, routes=tuple(routes), unassigned=())
        if not timed:
            return violations(self.part(self.dp, vehicles, orders), plan, *self._rules)
        part = self.part(self._told, vehicles, orders)
        # Of two sides the first team's is told.
        timed = tuple(_sided(route, order) for route, order in zip(timed, orders_of(part, plan).values(), strict=True))
        placed = {stop.job for route in timed for stop in route.stops}
        left = (numbers.Unassigned(job.id, Reason.NO_ROOM) for job in part.problem.jobs if job.id not in placed)
        return violations_in(part, plan, Solution(timed, tuple(left)), *self._rules)

    def _judged(
        self, routes: Iterable[Route], broken: tuple[Violation, ...], timed: Collection[numbers.Route]
    ) -> Judged:
        problem = self.held.problem
        costs = sum(route_costs(problem, route).total for route in timed)
        return Judged(tuple(routes), broken, costs, {each.vehicle: working_time(problem, each) for each in timed})

    def _in_numbers(self, route: Route) -> numbers.Route:
        # As it stands in the plan, without timing it again.
        vehicle, seconds = str(route.shift_id), self.dp.seconds
        ends = (each.departure if isinstance(each, Stop) else each.end for each in route.in_order)
        stops = tuple(
            numbers.Stop(job, seconds(each.arrival), seconds(each.start), seconds(end))
            for job, each, end in zip(self.as_planned[vehicle], route.in_order, ends, strict=False)
        )
        travel = round(route.travel_time.total_seconds())
        return numbers.Route(vehicle, stops, seconds(route.start), seconds(route.end), (), travel, route.distance)


class _Links:
    # Which jobs hang on each other, wherever they are served.

    def __init__(self, dp: DayProblem, held: DayProblem) -> None:
        self.number = {job.id: number for number, job in enumerate(dp.problem.jobs)}
        self._others: dict[str, set[str]] = defaultdict(set)
        self._needs: dict[str, set[str]] = defaultdict(set)
        together: dict[tuple[str, str], list[str]] = defaultdict(list)
        for kind, problem in (("", dp.problem), ("held", held.problem)):
            for job in problem.jobs:
                if job.joint:
                    together["joint", job.joint].append(job.id)
                if job.group:
                    together["group" + kind, job.group].append(job.id)
                if job.after:
                    self._needs[job.id].add(job.after)
                    together[job.id, job.after] = [job.id, job.after]
        for (kind, _), jobs in together.items():
            for each in jobs:
                self._others[each] |= {other for other in jobs if other != each}
                if kind == "joint":
                    self._needs[each] |= set(jobs)

    def of(self, job: str) -> Iterable[str]:
        return self._others.get(job, ())

    def pairs(self) -> Iterator[tuple[str, str]]:
        return ((job, other) for job, others in self._others.items() for other in others)

    def closed(self, jobs: Iterable[str]) -> set[str]:
        # With all that a problem of these jobs must have as well.
        found, waiting = set[str](), list(jobs)
        while waiting:
            job = waiting.pop()
            if job not in found:
                found.add(job)
                waiting += self._needs.get(job, ())
        return found


def _united(groups: Mapping[str, Vehicles], pairs: Iterable[tuple[str, str]]) -> dict[str, Vehicles]:
    found = dict(groups)
    for one, other in pairs:
        if one in found and other in found and found[one] is not found[other]:
            both = found[one] | found[other]
            found |= dict.fromkeys(both, both)
    return found


def _sided(route: numbers.Route, order: Sequence[str]) -> numbers.Route:
    # With the sides of visits as the plan's own orders name them.
    if [stop.job for stop in route.stops] == order:
        return route
    return replace(route, stops=tuple(replace(stop, job=job) for stop, job in zip(route.stops, order, strict=True)))


def _by_shift(broken: Iterable[Violation]) -> dict[str, list[Violation]]:
    found: dict[str, list[Violation]] = defaultdict(list)
    for violation in broken:
        found[str(violation.shift_id)].append(violation)
    return found


def jobs_of(dp: DayProblem, visit_ids: Iterable[UUID]) -> set[str]:
    """The jobs of some visits."""
    wanted = set(visit_ids)
    return {job.id for job in dp.problem.jobs if visit_of(job.id) in wanted}
