"""What a visit's place in its route costs, and what the cheapest lawful places elsewhere would. Words nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from planner.day.job_ids import is_meeting
from planner.day.locks import held
from planner.model import Plan
from planner.policy import gate
from planner.policy.pack import Pack
from planner.translate import DayProblem, orders_of, sides_of
from routing.insertion import cheapest_insertions
from routing.schedule import time_all, time_route
from routing.solution import Solution


class Place(NamedTuple):
    """Where a visit could stand: after so many `stops` of a team, not counting itself; more on the road, in metres."""

    shift_id: UUID
    stops: int
    travel_time: timedelta
    distance: int


@dataclass(frozen=True, slots=True)
class WhyHere:
    """The price of a visit where it stands (`here`), and of the cheapest lawful place of each team, cheapest first.

    Where its team has none that is cheaper than this one, that team is not among the `others`.
    """

    visit_id: UUID
    here: Place | None
    others: tuple[Place, ...]


def why_here(dp: DayProblem, plan: Plan, visit_id: UUID, pack: Pack) -> WhyHere:
    """Price a visit's places with all other stops as they are; a few ten milliseconds on a large day.

    Nothing is said of a visit for two teams, whose places hang on each other, nor of one that no team may go to. Teams
    that may not be sent out have no place.
    """
    sides = sides_of(dp, visit_id)
    if len(sides) != 1:
        return WhyHere(visit_id, None, ())
    (job,) = sides
    dp = held(dp, plan, in_hand=visit_id)
    laid = orders_of(dp, plan)
    orders = {vehicle.id: laid.get(vehicle.id, []) for vehicle in dp.problem.vehicles}
    here = next((_here(dp, vehicle, order, job) for vehicle, order in orders.items() if job in order), None)
    without = {vehicle: [each for each in order if each != job] for vehicle, order in orders.items()}
    few = {str(shift) for shift in gate.unfit(pack, dp.day)}
    able = {vehicle.id for vehicle in dp.problem.vehicles} - few
    found = cheapest_insertions(dp.problem, Solution(time_all(dp.problem, without)), job, vehicles=able)
    others = (
        Place(
            UUID(each.vehicle),
            _among(without[each.vehicle], each.position),
            timedelta(seconds=each.added_time),
            each.added_distance,
        )
        for each in found
    )
    return WhyHere(visit_id, here, tuple(each for each in others if here is None or _is_other(each, here)))


def _among(order: list[str], index: int) -> int:
    # A position is one among the visits.
    return index - sum(map(is_meeting, order[:index]))


def _is_other(place: Place, here: Place) -> bool:
    return place.shift_id != here.shift_id or place.travel_time < here.travel_time


def _here(dp: DayProblem, vehicle: str, order: list[str], job: str) -> Place:
    now = time_route(dp.problem, vehicle, order)
    without = time_route(dp.problem, vehicle, [each for each in order if each != job])
    return Place(
        UUID(vehicle),
        _among(order, order.index(job)),
        timedelta(seconds=now.travel_time - without.travel_time),
        now.distance - without.distance,
    )
