"""`routing.schedule` against the oracle: an order is late exactly when no timing of it exists."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from routing.problem import Problem
from routing.schedule import lateness, time_route
from tests.oracles import timing
from tests.oracles.problems import bounded, problems


def _unlimited(problem: Problem) -> Problem:
    """Limits and permissions are not a question of time."""
    return replace(
        problem,
        jobs=tuple(replace(job, skills=frozenset(), vehicles=None) for job in problem.jobs),
        vehicles=tuple(replace(vehicle, max_jobs=None, max_travel_time=None) for vehicle in problem.vehicles),
    )


@bounded
@given(problems(most_jobs=2, most_vehicles=1))
def test_an_order_is_late_exactly_when_no_timing_of_it_exists(problem: Problem) -> None:
    problem = _unlimited(problem)
    (vehicle,) = problem.vehicles
    for order in timing.orders(problem):
        ends = timing.ends(problem, vehicle, order)
        assert (lateness(problem, vehicle.id, order) == 0) == bool(ends), order
        if ends:
            route = time_route(problem, vehicle.id, order)
            assert timing.obeys(problem, route), route
            assert route.end == min(ends), route
            assert all(stop.waiting == 0 for stop in route.stops[:1]), route
