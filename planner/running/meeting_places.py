"""Where two teams can meet, or one can fetch papers: at doors they go to anyway, and where their routes begin or end.

Pure, and times nothing: how much a way round costs is told by the roads alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from planner.day.job_ids import is_meeting, visit_of
from planner.day.travel import rounded
from planner.model import Coordinates, Day, Depot, Meeting, Plan, place_of
from planner.short_address import short_address
from planner.translate import DayProblem
from routing.problem import Problem
from routing.travel import UNREACHABLE

TO_BE_TOLD = timedelta(minutes=10)
"""Nobody can be anywhere sooner than this: two teams have to be rung up first."""
MOST_PLACES = 6
"""So many places are looked at, those with the least way round."""


class Spot(NamedTuple):
    """A place to meet, in words that name no customer, and whose door it is; None for a base."""

    place: Coordinates
    where: str
    visit_id: UUID | None = None


class Trial(NamedTuple):
    """A meeting, and behind how many jobs of each route it would lie."""

    meeting: Meeting
    gaps: Mapping[str, Sequence[int]]
    detour: int


def trials(
    dp: DayProblem,
    plan: Plan,
    visit_ids: tuple[UUID, ...],
    giver: UUID | None,
    taker: UUID,
    orders: Mapping[str, Sequence[str]],
    heads: Mapping[str, int],
    now: datetime,
    *,
    still: bool = False,
) -> list[Trial]:
    """The places that are worth a closer look, those with the least way round first.

    `heads` says behind how many jobs of each route something may still change. A giver that stands `still` is met at
    its last door, and nowhere else.
    """
    teams = [each for each in (taker, giver) if each is not None]
    mine = {str(each): heads.get(str(each), 0) for each in teams}
    spots, found = _spots(dp, plan, teams, set(visit_ids)), []
    if still:
        order = orders.get(str(giver), ())
        mine[str(giver)], spots = len(order), _last_door(dp, order)
    shut = dp.papers.shut if dp.papers else frozenset()
    for spot in (each for each in dict.fromkeys(spots) if each.place not in shut):
        meeting = Meeting(visit_ids, taker, giver, spot.place, spot.where, now + TO_BE_TOLD)
        trial = _trial(dp, meeting, spot, orders, mine)
        if trial:
            found.append(trial)
    return sorted(found, key=lambda trial: trial.detour)[:MOST_PLACES]


def _spots(dp: DayProblem, plan: Plan, teams: list[UUID], but: set[UUID]) -> Iterator[Spot]:
    # A door is left out where its visit may be gone from the route by then.
    seen: set[Coordinates] = set()
    for spot in (*_bases(dp.day, teams), *(_doors(dp.day, plan, teams, but) if len(teams) > 1 else ())):
        if spot.place in dp.places and spot.place not in seen:
            seen.add(spot.place)
            yield spot


def _bases(day: Day, teams: list[UUID]) -> Iterator[Spot]:
    # Papers are printed in the office: nobody fetches them from a home, but two teams may meet at one no better.
    for shift in (day.shift(each) for each in teams):
        for base in (shift.end_at, shift.start_at):
            if isinstance(base, Depot) and (place := place_of(base)):
                yield Spot(rounded(place), base.name)


def _doors(day: Day, plan: Plan, teams: list[UUID], but: set[UUID]) -> Iterator[Spot]:
    for route in plan.routes:
        if route.shift_id in teams:
            for stop in route.stops:
                visit = day.visit(stop.visit_id)
                if visit.location and not (stop.actual and stop.actual.over) and visit.id not in but:
                    yield Spot(rounded(visit.location.coordinates), short_address(visit.address.text), visit.id)


def _last_door(dp: DayProblem, order: Sequence[str]) -> Iterator[Spot]:
    # Where nothing was made the team is where papers are printed.
    visit = dp.day.visit(visit_of(order[-1])) if order and not is_meeting(order[-1]) else None
    if visit and visit.location:
        yield Spot(rounded(visit.location.coordinates), short_address(visit.address.text), visit.id)


def _trial(
    dp: DayProblem, meeting: Meeting, spot: Spot, orders: Mapping[str, Sequence[str]], heads: Mapping[str, int]
) -> Trial | None:
    gaps: dict[str, Sequence[int]] = {}
    total = 0
    for vehicle, first in heads.items():
        costs = detours(dp.problem, vehicle, orders.get(vehicle, ()), dp.places[spot.place], first)
        if not costs:
            return None
        gaps[vehicle] = [gap for _cost, gap in costs]
        total += costs[0][0]
    return Trial(meeting, gaps, total)


def detours(problem: Problem, vehicle: str, order: Sequence[str], place: int, first: int) -> list[tuple[int, int]]:
    """What the way round to a place costs in seconds at each gap of an order from `first` on, the least first."""
    team = problem.vehicle(vehicle)
    durations = problem.travel[team.travel_mode].durations
    places = [team.start_place, *(problem.job(job).place for job in order), team.end_place]

    def road(a: int | None, b: int | None) -> int:
        return 0 if a is None or b is None else int(durations[a, b])

    found = []
    for gap in range(first, len(places) - 1):
        before, behind = places[gap], places[gap + 1]
        cost = road(before, place) + road(place, behind) - road(before, behind)
        if cost < UNREACHABLE // 2:
            found.append((cost, gap))
    return sorted(found)
