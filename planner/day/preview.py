"""What moving visits would come to, before a hand lets go. Only what is touched is timed and judged anew.

`planner.day.edit` makes the same routes of the same move afterwards; nothing is changed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from planner.day import by_hand
from planner.day.by_hand import Orders
from planner.day.effect import Cost as Cost
from planner.day.effect import Effect as Effect
from planner.day.effect import newly_broken
from planner.day.job_ids import is_meeting
from planner.day.locks import held
from planner.day.meetings import without_moot
from planner.day.meetings_again import laid_again
from planner.day.touched import Judged, Touched
from planner.model import Day, Plan, Route, Stop, Violation
from planner.policy.closed import ClosedDays
from planner.policy.hours import lawful_stays
from planner.policy.pack import Pack
from planner.translate import DayProblem, sides_of, visit_of

HEAVY = 40
"""So many routes times visits, timed and judged for one place, take some 20 ms."""


class Preview:
    """Visits in hand, as a drag begins: what each place for them would come to.

    Parameters
    ----------
    visit_ids
        In the order in which they would go.
    broken
        Everything the plan breaks now, as `planner.day.edit.violations` says; worked out where it is not known.
    """

    def __init__(
        self,
        dp: DayProblem,
        plan: Plan,
        visit_ids: Iterable[UUID],
        pack: Pack,
        closed: ClosedDays,
        broken: Iterable[Violation] | None = None,
    ) -> None:
        self.day: Day = dp.day
        self.plan = plan
        self.visit_ids = tuple(dict.fromkeys(visit_ids))
        self.moving = tuple(by_hand.movable(dp, plan, self.visit_ids))
        """Those that can be moved: a team may be sent to them, and none has been there yet."""
        self._rules = pack, closed
        self._touched = Touched(dp, plan, self.moving, pack, closed, broken)
        self._dp = self._touched.dp
        self._jobs = {visit_id: sides_of(dp, visit_id) for visit_id in self.moving}
        self._moved_jobs = frozenset(job for jobs in self._jobs.values() for job in jobs)
        self._linked = self._touched.linked(self._moved_jobs)
        self._effects: dict[tuple[UUID | None, int | None], Effect] = {}

    def best(self, shift_id: UUID) -> Effect:
        """At the cheapest place of a route; of several visits each goes where it costs least, one after the other."""
        return self._at(shift_id, None)

    def at(self, shift_id: UUID, position: int) -> Effect:
        """At a position of a route, among the stops that stay."""
        return self._at(shift_id, position)

    def out(self) -> Effect:
        """Off their routes."""
        if (None, None) not in self._effects:
            left = by_hand.without(self._touched.orders, self._moved_jobs)
            self._effects[None, None] = self._effect(None, left)
        return self._effects[None, None]

    def prices(self) -> dict[UUID, Effect]:
        """The cheapest place of every route, by shift."""
        return {shift.id: self.best(shift.id) for shift in self.day.shifts}

    @property
    def heavy(self) -> bool:
        """Whether one place may take longer to work out than a hand likes to wait."""
        alone = any(len(jobs) > 1 and not self._touched.vehicle_of.keys() & jobs for jobs in self._jobs.values())
        return alone or len(self.moving) * self._touched.widest > HEAVY

    @property
    def homes(self) -> tuple[UUID, ...]:
        """The shifts whose routes the visits are on now."""
        moving = set(self.moving)
        return tuple(r.shift_id for r in self.plan.routes if any(stop.visit_id in moving for stop in r.stops))

    def lawful_until(self) -> datetime | None:
        """When the lawful hours for the visit in hand end; None for several, or where there are none."""
        visit = self.day.visit(self.visit_ids[0]) if len(self.visit_ids) == 1 else None
        stays = lawful_stays(*self._rules, visit, self.day.zone) if visit else ()
        return stays[-1][1] if stays else None

    # --- where they would go

    def _at(self, shift_id: UUID, position: int | None) -> Effect:
        key = shift_id, position
        if key not in self._effects:
            self._effects[key] = self._effect(shift_id, self._put_all(str(shift_id), position))
        return self._effects[key]

    def _put_all(self, vehicle: str, position: int | None) -> Orders:
        orders: Orders = self._touched.orders
        for number, visit_id in enumerate(self.moving):
            route = [visit_of(job) for job in orders.get(vehicle, ()) if not is_meeting(job)]
            at = None if position is None else by_hand.place_among(route, self.moving, number, position)
            orders = self._put(orders, number, visit_id, vehicle, at)
        return orders

    def _put(self, orders: Orders, number: int, visit_id: UUID, vehicle: str, at: int | None) -> Orders:
        if vehicle not in orders:
            return orders
        near, jobs = self._asked(orders, visit_id, vehicle), self._jobs[visit_id]
        part = self._touched.part(self._held(orders, number), near, orders, jobs)
        mine = {each: orders[each] for each in orders if each in near}
        found = by_hand.put(part, mine, visit_id, vehicle, at, self._begun.get(vehicle, 0))
        gone = {job for job in jobs if any(job in order for order in found.values())}
        others = {
            each: [job for job in order if job not in gone] if not gone.isdisjoint(order) else order
            for each, order in orders.items()
        }
        return {**others, **found}

    def _asked(self, orders: Orders, visit_id: UUID, vehicle: str) -> Iterable[str]:
        # Whose routes have a say in where it goes: a second team may come from anywhere.
        jobs = self._jobs[visit_id]
        if len(jobs) > 1 and not all(any(job in order for order in orders.values()) for job in jobs):
            return orders.keys()
        hung = [each for each, order in orders.items() if not self._linked.isdisjoint(order)] if self._linked else []
        return self._touched.near((vehicle, *hung))

    @cached_property
    def _begun(self) -> Mapping[str, int]:
        return {str(route.shift_id): route.begun for route in self.plan.routes}

    # --- locks of what is in hand

    def _held(self, orders: Orders, number: int) -> DayProblem:
        visit_id, locks = self.moving[number], self._touched.locks
        if any(each in locks and each in self._grouped for each in self.moving[:number]):
            return held(self._dp, self._as_far(orders), in_hand=visit_id)
        return self._touched.in_hand(visit_id) if visit_id in locks else self._touched.held

    @cached_property
    def _grouped(self) -> frozenset[UUID]:
        # Whose locks have a say in who goes to the team of others.
        jobs = (*self._dp.problem.jobs, *self._touched.held.problem.jobs)
        return frozenset(visit_of(job.id) for job in jobs if job.group)

    def _as_far(self, orders: Orders) -> Plan:
        # The plan with these orders, as far as locks ask: where they are, and when it was that something began.
        stops = {(str(r.shift_id), stop.visit_id): stop for r in self.plan.routes for stop in r.stops}
        locks, some = by_hand.carried(self._touched.locks, orders), self._dp.problem.horizon_start

        def stop(vehicle: str, job: str) -> Stop:
            visit_id = visit_of(job)
            lock = locks.get(visit_id, {}).get(UUID(vehicle))
            return stops.get((vehicle, visit_id)) or Stop(visit_id, some, some, some, lock=lock)

        routes = (
            Route(UUID(vehicle), tuple(stop(vehicle, job) for job in order if not is_meeting(job)), some, some)
            for vehicle, order in orders.items()
        )
        return replace(self.plan, routes=tuple(routes), unassigned=())

    # --- what it would come to

    def _effect(self, shift_id: UUID | None, orders: Orders) -> Effect:
        orders = without_moot(laid_again(self._touched.held, self.plan, orders), self._touched.held)
        now, then = self._sides(orders)
        if not now.routes and not then.routes:
            return Effect(shift_id, self._position(shift_id, orders))
        before, after = ({route.shift_id: route for route in side.routes} for side in (now, then))
        changed = [key for key in after if after[key] != before.get(key)]
        broken = newly_broken(now.broken, then.broken)
        return Effect(
            shift_id,
            self._position(shift_id, orders),
            travel=_sum(r.travel_time for r in then.routes) - _sum(r.travel_time for r in now.routes),
            distance=sum(route.distance for route in then.routes) - sum(route.distance for route in now.routes),
            late=timedelta(seconds=_late(then.broken) - _late(now.broken)),
            overtime=timedelta(seconds=self._overtime(then.routes) - self._overtime(now.routes)),
            fairness=_spread({**self._lengths, **_lengths(after.values())}) - _spread(self._lengths),
            work={key: timedelta(seconds=then.work[str(key)] - now.work.get(str(key), 0)) for key in changed},
            roads={key: after[key].travel_time - _road(before.get(key)) for key in changed},
            shifted=self._shifted(before, after),
            broken=broken,
            routes=tuple(after[key] for key in changed),
            seconds=then.costs - now.costs + self._touched.unfairness(then.work),
            broken_now=now.broken,
            broken_then=then.broken,
        )

    def _sides(self, orders: Orders) -> tuple[Judged, Judged]:
        # All that is touched, now and then.
        planned = self._touched.as_planned
        changed = [vehicle for vehicle, order in orders.items() if order != planned.get(vehicle)]
        parts = self._touched.parts(changed, self._moved_jobs, orders)
        pairs = [(self._touched.as_it_is(part), self._touched.then(part, orders)) for part in parts]
        return _together(now for now, _ in pairs), _together(then for _, then in pairs)

    def _position(self, shift_id: UUID | None, orders: Orders) -> int:
        order = [job for job in orders.get(str(shift_id), ()) if not is_meeting(job)]
        return next((number for number, job in enumerate(order) if job in self._moved_jobs), 0)

    def _shifted(self, before: Mapping[UUID, Route], after: Mapping[UUID, Route]) -> dict[UUID, timedelta]:
        starts = {(key, stop.visit_id): stop.start for key, route in before.items() for stop in route.stops}
        found = {
            stop.visit_id: stop.start - starts[key, stop.visit_id]
            for key, route in after.items()
            for stop in route.stops
            if (key, stop.visit_id) in starts and stop.visit_id not in self.moving
        }
        return {visit_id: by for visit_id, by in found.items() if by}

    def _overtime(self, routes: Iterable[Route]) -> int:
        vehicle, seconds = self._dp.problem.vehicle, self._dp.seconds
        used = (route for route in routes if route.stops)
        return sum(max(0, seconds(route.end) - vehicle(str(route.shift_id)).shift_end) for route in used)

    @cached_property
    def _lengths(self) -> dict[UUID, timedelta]:
        return _lengths(self.plan.routes)


def _lengths(routes: Iterable[Route]) -> dict[UUID, timedelta]:
    return {route.shift_id: route.end - route.start if route.stops else timedelta(0) for route in routes}


def _spread(lengths: Mapping[UUID, timedelta]) -> timedelta:
    # As `planner.day.totals` has it.
    used = [length for length in lengths.values() if length]
    return max(used) - min(used) if used else timedelta(0)


def _together(sides: Iterable[Judged]) -> Judged:
    all_of = list(sides)
    return Judged(
        tuple(route for side in all_of for route in side.routes),
        tuple(broken for side in all_of for broken in side.broken),
        sum(side.costs for side in all_of),
        {vehicle: seconds for side in all_of for vehicle, seconds in side.work.items()},
    )


def _sum(durations: Iterator[timedelta]) -> timedelta:
    return sum(durations, timedelta(0))


def _late(broken: Iterable[Violation]) -> int:
    return sum(violation.amount for violation in broken if violation.kind == "late")


def _road(route: Route | None) -> timedelta:
    return route.travel_time if route else timedelta(0)
