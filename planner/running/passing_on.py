"""A visit of a late team goes to another one: which could take it, and how its papers get there.

Which teams are asked is found on each route alone; what comes of it is worked out to the end and verified elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from planner.day import edit
from planner.day.from_now import thaw
from planner.day.papers import at_moment
from planner.model import Visit
from planner.running.handover import ways_of_handover
from planner.running.handover_proof import Law
from planner.running.reordering import road_of
from planner.running.team_warning import TeamWarning
from planner.running.tries import begun_of, giving_way
from planner.running.trying import Tried, Trying
from planner.running.way_model import Way, WayKind
from routing.labels import Tries
from routing.placing import may_serve
from routing.problem import Problem, Vehicle
from routing.schedule import lateness
from routing.way_out import Placement

MOST_ASKED = 3
"""So many teams are asked for a visit, those that it takes least out of their way."""


class _Place(NamedTuple):
    # Seconds more on the road, whose route, and where in it.
    road: int
    vehicle: str
    position: int


def handed_over(day: Trying, late: TeamWarning) -> Iterator[Tried]:
    """A visit that is late goes to another team, or one that makes it late does; with its papers."""
    for visit in reversed(giving_way(day, late)):
        if not day.is_near(visit.id) and not visit.two_teams:
            for place in _places(day, visit, str(late.shift_id))[:MOST_ASKED]:
                yield from _over(day, visit, place, late.shift_id)


def _over(day: Trying, visit: Visit, place: _Place, from_shift: UUID) -> Iterator[Tried]:
    # Who has the papers, or is still where they are printed, just goes there.
    to, papers = UUID(place.vehicle), at_moment(day.dp, day.now).papers
    if papers is None or papers.has(to, visit.id):
        put = edit.put_all(day.dp, day.still, [Placement(str(visit.id), place.vehicle, place.position)])
        way = Way(
            WayKind.HAND_OVER, visit.id, to, day.dp.day, day.thawed(put), moved=(visit.id,),
            ring_teams=(from_shift, to),
        )  # fmt: skip
        yield Tried(way, day.dp)
        return
    for over in ways_of_handover(
        day.dp, day.found.plan, (visit.id,), to, day.now, law=Law(day.pack, day.closed), most=1
    ):
        brings = over.meeting.from_shift if over.meeting else None
        ring = tuple(dict.fromkeys((from_shift, to, *((brings,) if brings else ()))))
        way = Way(
            WayKind.HAND_OVER, visit.id, to, day.dp.day, thaw(over.plan, day.plan), moved=(visit.id,),
            ring_teams=ring, over=over,
        )  # fmt: skip
        yield Tried(way, day.dp)


def _places(day: Trying, visit: Visit, but: str) -> list[_Place]:
    # Where it would make nobody late, by each route alone; one place for each team, the least way round first.
    found = []
    for vehicle in day.problem.vehicles:
        order, shift_id = day.orders.get(vehicle.id, []), UUID(vehicle.id)
        if vehicle.id != but and shift_id not in day.heard.paused and _may(day, vehicle, visit, order):
            first = begun_of(day.still.routes, shift_id, order)
            found += _least(day.problem, vehicle, order, str(visit.id), first)
    return sorted(found)


def _least(problem: Problem, vehicle: Vehicle, order: list[str], job_id: str, first: int) -> list[_Place]:
    job, tries = problem.job(job_id), Tries(problem, vehicle, order)
    late, road = lateness(problem, vehicle.id, order), road_of(problem, vehicle.id, order)
    places = (
        _Place(tries.travel(position, job) - road, vehicle.id, position)
        for position in range(first, len(order) + 1)
        if tries.lateness(position, job, late) is not None
    )
    return sorted(places)[:1]


def _may(day: Trying, vehicle: Vehicle, visit: Visit, order: list[str]) -> bool:
    # By the day itself: where the papers are is another question. Nobody is sent out anew for it.
    job = day.dp.problem.job(str(visit.id))
    full = vehicle.max_jobs is not None and len(order) >= vehicle.max_jobs
    return bool(order) and not full and may_serve(vehicle, job)
