"""Routes timed, checked, judged and made a plan's, each once for the same order: an edit changes one or two of them.

What is kept follows from values alone, and is dropped when there is too much of it. What a plan breaks is
`planner.day.edit`'s.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from uuid import UUID

from planner import model
from planner.day.conditions import NO_LOCKS, Locks
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack
from planner.translate import DayProblem, to_plan, visit_of
from routing import check as checker
from routing import schedule
from routing.problem import Problem
from routing.solution import Route, Solution, Violation

MOST_KEPT = 4096
MOST_RULES = 8

type Orders = Mapping[str, Sequence[str]]
type Judged = tuple[tuple[model.Violation, ...], ...]


class _Once[Found]:
    # Some values of a key are known by their id alone: they are kept with what was found, so no other has it.

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[object, Found]] = {}

    def of(self, key: Hashable, by_id: object, find: Callable[[], Found]) -> Found:
        known = self._kept.get(key)
        if known is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            known = self._kept[key] = by_id, find()
        return known[1]


class _First[Value]:
    # Rules are read again after every write, and are mostly as they were: the first of those that are equal.

    def __init__(self) -> None:
        self._seen: deque[tuple[Value, Value]] = deque(maxlen=MOST_RULES)

    def of(self, value: Value) -> Value:
        seen = tuple(self._seen)
        found = next((first for each, first in seen if each is value), None)
        if found is None:
            found = next((first for _each, first in seen if first == value), value)
            self._seen.append((value, found))
        return found


_PACKS, _CLOSED = _First[Pack](), _First[ClosedDays]()
_TIMED = _Once[dict[str, Route]]()
_CHECKED = _Once[tuple[Violation, ...]]()
_JUDGED = _Once[Judged]()
_AS_PLANNED = _Once[model.Route]()


def time_all(problem: Problem, orders: Orders) -> tuple[Route, ...]:
    """As `routing.schedule.time_all`; a route whose order was timed before is the very same value."""
    groups = schedule.groups_of(problem, orders)
    linked = frozenset[str]().union(*groups)
    found: dict[str, Route] = {}
    for group in groups:
        found |= _timed(problem, {each.id: orders[each.id] for each in problem.vehicles if each.id in group})
    for vehicle in problem.vehicles:
        if vehicle.id not in linked:
            found |= _timed(problem, {vehicle.id: orders.get(vehicle.id, ())})
    return tuple(found[vehicle.id] for vehicle in problem.vehicles)


def check(problem: Problem, solution: Solution) -> tuple[Violation, ...]:
    """As `routing.check.check`: what hangs together is looked at anew, each route by itself once."""
    return checker.check(problem, solution, _checked)


def judge(pack: Pack, closed: ClosedDays, day: model.Day, plan: model.Plan) -> tuple[model.Violation, ...]:
    """As `planner.policy.gate.judge`: the stops of each route once, what concerns others anew."""
    return gate.judge(_PACKS.of(pack), _CLOSED.of(closed), day, plan, _judged)


def to_routes(dp: DayProblem, routes: Iterable[Route], locks: Locks = NO_LOCKS) -> tuple[model.Route, ...]:
    """The routes as `planner.translate.to_plan` has them."""
    return tuple(_as_planned(dp, route, locks) for route in routes)


def _timed(problem: Problem, orders: Orders) -> dict[str, Route]:
    def find() -> dict[str, Route]:
        if len(orders) == 1:
            return {key: schedule.time_route(problem, key, order) for key, order in orders.items()}
        routes = schedule.time_all(problem, orders)
        return {route.vehicle: route for route in routes if route.vehicle in orders}

    key = tuple((*_of(problem, vehicle, order), _aims(problem, order)) for vehicle, order in orders.items())
    return _TIMED.of((key, problem.joint_wait), problem.travel, find)


def _checked(problem: Problem, route: Route) -> tuple[Violation, ...]:
    key = id(route), problem.joint_wait, _of(problem, route.vehicle, [stop.job for stop in route.stops])
    return _CHECKED.of(key, (route, problem.travel), lambda: checker.check_route(problem, route))


def _judged(pack: Pack, closed: ClosedDays, day: model.Day, route: model.Route) -> Judged:
    by_id = pack, closed, day, route
    return _JUDGED.of(tuple(map(id, by_id)), by_id, lambda: gate.judge_stops(pack, closed, day, route))


def _as_planned(dp: DayProblem, route: Route, locks: Locks) -> model.Route:
    def find() -> model.Route:
        return to_plan(dp, Solution((route,), ()), locks=locks).routes[0]

    mine = tuple(locks.get(visit_of(stop.job), {}).get(UUID(route.vehicle)) for stop in route.stops) if locks else ()
    start = dp.problem.horizon_start
    key = (
        id(route),
        start,
        mine if any(mine) else (),
        _of(dp.problem, route.vehicle, [stop.job for stop in route.stops]),
    )
    return _AS_PLANNED.of(key, (route, dp.problem.travel), find)


def _of(problem: Problem, vehicle_id: str, order: Iterable[str]) -> tuple[Hashable, ...]:
    # All that the times of a route and what it breaks depend on, but for what it aims at and how long it may wait.
    vehicle = problem.vehicle(vehicle_id)
    return vehicle, id(problem.travel[vehicle.travel_mode]), tuple(problem.job(job) for job in order)


def _aims(problem: Problem, order: Iterable[str]) -> tuple[Hashable, ...]:
    return tuple(problem.before.get(job) for job in order) if problem.before else ()
