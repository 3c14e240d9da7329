"""Somebody is ill: the day without them, and the ways out, each with what it costs in visits, time and people.

A price is no estimate: for each way out the new day is made, the plan is fitted to it, and the two plans are compared.
A team that stays too small is no way out; the legal gate keeps it from being sent.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from planner.bootstrap import Office
from planner.day.edit import follow
from planner.day.framing import terms_of
from planner.day.locks import held
from planner.day.refit import Refit
from planner.day.replacements import Draft, Kind, drafts, joined, partner
from planner.day.teams import join, leave, short_teams
from planner.day.travel import DayTravel, TravelSearch
from planner.model import Day, Plan
from planner.policy.crew import unfit
from planner.translate import DayProblem
from routing.errors import Cancelled
from routing.worker import Progress, Worker

type Listener = Callable[[object], None]
type Question = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Price:
    """What a way out costs, against the plan as it was.

    Parameters
    ----------
    lost
        Visits that would no longer be planned, the most important first.
    priorities
        Theirs, in the same order.
    travel_time, distance
        Extra time and metres on the road over all routes; negative where fewer are driven.
    moved
        People whose team changes, besides the absent one.
    skills_lost
        Skills that no team has any more.
    """

    lost: tuple[UUID, ...] = ()
    priorities: tuple[int, ...] = ()
    travel_time: timedelta = timedelta(0)
    distance: int = 0
    moved: int = 0
    skills_lost: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WayOut:
    """One arrangement (see `Draft`), the plan fitted to it, and its price. `plan` is None where there was none."""

    arrangement: Draft
    plan: Plan | None
    price: Price


def absent(day: Day, staff_id: UUID) -> Day:
    """The day without a person: out of every team, and marked as not here."""
    return replace(leave(day, staff_id), absent=day.absent | {staff_id})


def returned(day: Day, staff_id: UUID, shift_id: UUID | None = None, *, least_staff: int = 0) -> Day:
    """The day with a person back: in the team they were in where it is still short of people, else in the reserve."""
    day = replace(day, absent=day.absent - {staff_id})
    if any(shift.id == shift_id for shift in short_teams(day, least_staff)):
        assert shift_id is not None
        day = join(day, staff_id, shift_id)
    return day


def take(way_out: WayOut) -> tuple[Day, Plan | None]:
    """The day and the plan of a way out."""
    return way_out.arrangement.day, way_out.plan


def ways_out(
    office: Office,
    day: Day,
    plan: Plan | None,
    staff_id: UUID,
    worker: Worker,
    *,
    on_message: Listener | None = None,
    cancelled: Question | None = None,
) -> tuple[WayOut, ...]:
    """What can be done when a person does not come, cheapest first: by visits lost, then time on the road.

    Blocks; meant for a thread. Nothing where the person is in no team.

    Raises
    ------
    Cancelled
        `cancelled` said so.
    """
    least = office.pack.least_staff
    without = absent(day, staff_id)
    hit = tuple(without.shift(s.id) for s in day.shifts if any(member.id == staff_id for member in s.members))
    if not hit:
        return ()
    gone = frozenset().union(*(day.shift(shift.id).skills - shift.skills for shift in hit))
    busy = {route.shift_id for route in plan.routes if route.begun} if plan else set()
    found = [draft for draft in drafts(without, hit, least, gone) if busy.isdisjoint(s.id for s in draft.dissolved)]
    found = [draft for draft in found if _may_go(office, draft)]
    pricing = _Pricing(day, staff_id) if plan is None else _PlanPricing(office, day, staff_id, plan)
    pricing.prepare([draft.day for draft in found], worker, on_message, cancelled)
    priced = list(_priced(pricing, found, on_message))
    spread = next((way for way in priced if way.arrangement.kind == Kind.DISSOLVE), None)
    if spread and len(hit) == 1 and hit[0].members:
        priced = _fewer_joins(priced, spread)
        other = partner(without, hit[0], plan, spread.plan, least)
        if other and all(way.arrangement.kind != Kind.JOIN for way in priced):
            last = joined(without, hit[0], other)
            priced += [pricing.price(last)] if _may_go(office, last) else []
    return tuple(sorted(priced, key=_rank))


def _may_go(office: Office, draft: Draft) -> bool:
    # Whether the teams that take people in may be sent out with them: trained, and not too many.
    return unfit(office.pack, draft.day).isdisjoint(shift.id for shift in draft.into)


def _priced(pricing: _Pricing, found: list[Draft], on_message: Listener | None) -> Iterator[WayOut]:
    for number, draft in enumerate(found, start=1):
        yield pricing.price(draft)
        if on_message:
            on_message(Progress(number / len(found), "ways_out"))


def _fewer_joins(ways: list[WayOut], spread: WayOut) -> list[WayOut]:
    # Joining a team is worth a line of its own where it beats going to the reserve.
    return [way for way in ways if way.arrangement.kind != Kind.JOIN or _cost(way) < _cost(spread)]


def _cost(way: WayOut) -> tuple[object, ...]:
    # The most important lost visit decides, then the next, then how many; then the road.
    return way.price.priorities, way.price.travel_time


def _rank(way: WayOut) -> tuple[object, ...]:
    kind, people = list(Kind).index(way.arrangement.kind), [person.name for person in way.arrangement.people]
    return *_cost(way), len(way.price.skills_lost), way.price.moved, kind, people


class _Pricing:
    # Without a plan: only people and skills count.

    def __init__(self, day: Day, staff_id: UUID) -> None:
        self.day = day
        self.staff_id = staff_id

    def prepare(self, days: list[Day], worker: Worker, on_message: Listener | None, cancelled: Question | None) -> None:
        pass

    def price(self, draft: Draft) -> WayOut:
        before, after = (_teams_of(day, self.staff_id) for day in (self.day, draft.day))
        moved = sum(before.get(person) != after.get(person) for person in before.keys() | after.keys())
        return WayOut(draft, None, Price(moved=moved, skills_lost=_skills(self.day) - _skills(draft.day)))


class _PlanPricing(_Pricing):
    # With one: routes are fitted to each day, over travel times that know all its places.

    def __init__(self, office: Office, day: Day, staff_id: UUID, plan: Plan) -> None:
        super().__init__(day, staff_id)
        self.office = office
        self.plan = plan
        self.terms = terms_of(office, day)

    def prepare(self, days: list[Day], worker: Worker, on_message: Listener | None, cancelled: Question | None) -> None:
        every = tuple(shift for each in (self.day, *days) for shift in each.shifts)
        self.travel = _travel(self.office, replace(self.day, shifts=every), worker, on_message, cancelled)
        before = self._problem(self.day)
        self.before = follow(before, self.plan)

        def pause() -> None:
            if cancelled and cancelled():
                raise Cancelled
            time.sleep(0)  # lets the window's thread in

        self.refit = Refit(before, self.before, pause)

    def price(self, draft: Draft) -> WayOut:
        plan = self.refit.to(self._problem(draft.day))
        planned = {stop.visit_id for route in plan.routes for stop in route.stops}
        had = dict.fromkeys(stop.visit_id for route in self.before.routes for stop in route.stops)
        lost = [visit_id for visit_id in had if visit_id not in planned]
        lost.sort(key=lambda visit_id: -self.day.visit(visit_id).priority)
        price = replace(
            super().price(draft).price,
            lost=tuple(lost),
            priorities=tuple(self.day.visit(visit_id).priority for visit_id in lost),
            travel_time=plan.travel_time - self.before.travel_time,
            distance=plan.distance - self.before.distance,
        )
        return WayOut(draft, plan, price)

    def _problem(self, day: Day) -> DayProblem:
        return held(self.terms.frame(day, self.travel), self.plan, free=None)


def _travel(
    office: Office, day: Day, worker: Worker, on_message: Listener | None, cancelled: Question | None
) -> DayTravel:
    return TravelSearch(office, day, worker).wait(on_message, cancelled)


def _teams_of(day: Day, but: UUID) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    for shift in day.shifts:
        for member in shift.members:
            if member.id != but:
                found.setdefault(member.id, set()).add(shift.id)
    return found


def _skills(day: Day) -> frozenset[str]:
    return frozenset().union(*(shift.skills for shift in day.shifts))
