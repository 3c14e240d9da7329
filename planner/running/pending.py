"""What teams under way do not know yet: how their routes in the plan differ from what they have. Pure.

Times alone that moved by the road are forecast, and nobody is rung up for them. What of a route was told is a fact, and
is compared no more. Before a team has set out, a change is a new version of its papers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from planner.day.from_now import LEAD
from planner.day.meetings import coming_of, resting
from planner.day.totals import NOTICED
from planner.model import Day, Meeting, Plan, Route, Shift, Stop
from planner.policy.hours import is_as_promised
from planner.running.held import Held

LATER = timedelta(minutes=10)
"""Another team waits at a meeting: it is told anew when it has moved by more than this."""


class StepKind(StrEnum):
    """What has to be said, in this order."""

    DROP = "drop"
    NO_MEETING = "no_meeting"
    MEET = "meet"
    NEW = "new"
    TIME = "time"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be read out.

    Parameters
    ----------
    number, visit_id
        The stop by its number on the team's paper; new ones are counted on. 0 for none.
    at
        When it begins now; None where it is not made.
    was
        When it was to begin.
    near
        The team may be there, or on the way, already.
    order
        The numbers of all stops that are still to be made.
    meeting
        Where papers change hands.
    """

    kind: StepKind
    visit_id: UUID | None = None
    number: int = 0
    at: datetime | None = None
    was: datetime | None = None
    near: bool = False
    order: tuple[int, ...] = ()
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """What a team has to be told. `since` is when it came into the plan, where that is known."""

    shift: Shift
    held: Held
    steps: tuple[Step, ...]
    since: datetime | None = None

    @property
    def people(self) -> tuple[tuple[str, str], ...]:
        """Who can be rung up: name and number."""
        return tuple((member.name, member.phone) for member in self.shift.members)

    @property
    def near(self) -> tuple[UUID, ...]:
        """Visits that were changed though the team may be at their doors already: ring it up at once."""
        return tuple(step.visit_id for step in self.steps if step.near and step.visit_id)

    @property
    def touched(self) -> tuple[UUID, ...]:
        """Visits that something is said of."""
        return tuple(step.visit_id for step in self.steps if step.visit_id)


def pending_of(day: Day, plan: Plan | None, held: Mapping[UUID, Held], now: datetime) -> tuple[Pending, ...]:
    """Every team under way that has to be told something, in the order of the day."""
    if plan is None:
        return ()
    plan = as_the_day_has_it(day, plan)
    routes = {route.shift_id: route for route in plan.routes}
    found = []
    for shift in day.shifts:
        mine = held.get(shift.id)
        if mine and mine.leaves and mine.leaves <= now and not mine.home:
            steps = tuple(_steps(day, plan, routes.get(shift.id), mine, now))
            if steps:
                found.append(Pending(shift, mine, steps))
    return tuple(found)


def papers_due(day: Day, plan: Plan | None, held: Mapping[UUID, Held], now: datetime) -> tuple[Shift, ...]:
    """Teams where papers are printed, whose route is another one than on their papers: these are issued anew.

    Of a team that is back again only what it has no paper of counts.
    """
    if plan is None or not held:
        return ()
    routes = {route.shift_id: route for route in as_the_day_has_it(day, plan).routes}
    found = []
    for shift in day.shifts:
        mine, route = held.get(shift.id), routes.get(shift.id)
        stops = route.stops if route else ()
        if mine and mine.home:
            if not {stop.visit_id for stop in stops if not stop.begun} <= set(mine.printed):
                found.append(shift)
            continue
        is_out = (mine and mine.leaves and mine.leaves <= now) or any(stop.begun for stop in stops)
        if not is_out and tuple(stop.visit_id for stop in stops) != (mine.visits if mine else ()):
            found.append(shift)
    return tuple(found)


def as_the_day_has_it(day: Day, plan: Plan) -> Plan:
    """A plan without what was taken off the day since: it follows when it is opened next."""
    visits = {visit.id for visit in day.visits}
    if all(stop.visit_id in visits for route in plan.routes for stop in route.stops):
        return plan
    routes = (
        replace(route, stops=tuple(stop for stop in route.stops if stop.visit_id in visits)) for route in plan.routes
    )
    return replace(plan, routes=tuple(routes))


def numbers_of(held: Held, route: Route | None) -> dict[UUID, int]:
    """Visits by the number the team knows them by: as printed, and behind the last one what came by telephone."""
    ids = (*held.printed, *held.visits, *(stop.visit_id for stop in (route.stops if route else ())))
    return {visit_id: number for number, visit_id in enumerate(dict.fromkeys(ids), start=1)}


def _steps(day: Day, plan: Plan, route: Route | None, held: Held, now: datetime) -> Iterator[Step]:
    stops = {stop.visit_id: stop for stop in (route.stops if route else ())}
    numbers, was = numbers_of(held, route), dict(zip(held.visits, held.starts, strict=True))
    told = {key for key, stop in stops.items() if stop.actual or stop.begun}
    for visit_id in held.visits:
        if visit_id not in stops:
            near = was[visit_id] < now + LEAD
            yield Step(StepKind.DROP, visit_id, numbers[visit_id], was=was[visit_id], near=near)
    yield from _meetings(plan, route, held)
    ahead = [stop for key, stop in stops.items() if key not in told]
    for stop in ahead:
        if stop.visit_id not in was:
            yield Step(StepKind.NEW, stop.visit_id, numbers[stop.visit_id], stop.start)
        elif _is_promised_anew(day, stop, was[stop.visit_id]):
            yield Step(StepKind.TIME, stop.visit_id, numbers[stop.visit_id], stop.start, was[stop.visit_id])
    yield from _order([stop.visit_id for stop in ahead], held, numbers, was, now)


def _order(
    ahead: list[UUID], held: Held, numbers: Mapping[UUID, int], was: Mapping[UUID, datetime], now: datetime
) -> Iterator[Step]:
    # Also where a new one comes in between: it is told where.
    known = [visit_id for visit_id in held.visits if visit_id in ahead]
    fresh = [visit_id for visit_id in ahead if visit_id not in was]
    if ahead == known + fresh:
        return
    kept = [visit_id for visit_id in ahead if visit_id in was]
    first = next((a for a, b in zip(known, kept, strict=True) if a != b), None)
    near = first is not None and was[first] < now + LEAD
    yield Step(StepKind.ORDER, first if near else None, order=tuple(numbers[each] for each in ahead), near=near)


def _meetings(plan: Plan, route: Route | None, held: Held) -> Iterator[Step]:
    here = {each.meeting_id: each.start for each in (route.meetings if route else ())}
    coming = [each for each in coming_of(plan) if each.id in here]
    known = {each.id for each in plan.meetings} - {each.id for each in resting(plan)}
    for key, at in held.meetings.items():
        if key not in known:
            yield Step(StepKind.NO_MEETING, was=at)
    for meeting in coming:
        was = held.meetings.get(meeting.id)
        if was is None or abs(here[meeting.id] - was) > LATER:
            yield Step(StepKind.MEET, at=here[meeting.id], was=was, meeting=meeting)


def _is_promised_anew(day: Day, stop: Stop, was: datetime) -> bool:
    # A time that a person has settled since, with the customer or by hand.
    if abs(stop.start - was) <= NOTICED:
        return False
    visit = day.visit(stop.visit_id)
    locked = stop.lock is not None and stop.lock.start is not None
    return locked or not is_as_promised(visit, was, day.zone)


def ids_of(pending: Iterable[Pending]) -> frozenset[UUID]:
    """The shifts of teams that have to be told something."""
    return frozenset(each.shift.id for each in pending)
