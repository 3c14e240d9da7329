"""The lanes of all routes of a solution, with what joint jobs and jobs after others ask of each other's routes.

How one lane finds room is told in `routing.room`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from routing.problem import Problem
from routing.room import EVER, Asked, Lane
from routing.solution import Solution
from routing.together import Links

ROUNDS = 4
"""So often ceilings are handed from route to route; what hangs together more deeply than that is seen too loosely."""


def lanes_of(problem: Problem, solution: Solution) -> dict[str, Lane]:
    """The lane of each route by vehicle. A stop that others hang on may not move further than they can follow."""
    orders = {route.vehicle: [stop.job for stop in route.stops] for route in solution.routes}
    links = Links.of(problem, {job: vehicle for vehicle, order in orders.items() for job in order})
    asked = Asked(_floors(solution, links))
    lanes = _lanes(problem, orders, asked)
    for _round in range(ROUNDS if links.partner or links.followers else 0):
        further = Asked(asked.floors, _ceilings(problem, lanes, links))
        if further == asked:
            break
        asked = further
        lanes = _lanes(problem, orders, asked)
    return lanes


def _lanes(problem: Problem, orders: Mapping[str, Sequence[str]], asked: Asked) -> dict[str, Lane]:
    return {key: Lane(problem, problem.vehicle(key), order, asked) for key, order in orders.items()}


def _floors(solution: Solution, links: Links) -> dict[str, int]:
    stops = {stop.job: stop for route in solution.routes for stop in route.stops}
    floors = {job: stops[partner].start for job, partner in links.partner.items()}
    for job, followers in links.followers.items():
        floors |= {each: max(stops[job].departure, floors.get(each, 0)) for each in followers}
    return floors


def _ceilings(problem: Problem, lanes: Mapping[str, Lane], links: Links) -> dict[str, int]:
    latest = {job.id: lane.latest_start(number) for lane in lanes.values() for number, job in enumerate(lane.jobs)}
    ceilings = {job: latest[partner] for job, partner in links.partner.items()}
    for job, followers in links.followers.items():
        by = min(latest[each] for each in followers) - problem.job(job).service_time
        ceilings[job] = min(by, ceilings.get(job, EVER))
    return ceilings
