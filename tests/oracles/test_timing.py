"""`routing.schedule` against the oracle: late exactly when no timing exists, and waiting for aims as it says."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from routing.problem import Problem
from routing.schedule import lateness, time_route
from routing.weights import Before, Wish
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


@settings(bounded, max_examples=60)
@given(problems(most_jobs=2, most_vehicles=1, prices=True))
def test_stops_wait_for_their_aims_one_after_the_other_as_long_as_all_can_be_on_time(problem: Problem) -> None:
    problem = replace(_unlimited(problem), vehicles=(replace(problem.vehicles[0], breaks=(), max_travel_time=None),))
    (vehicle,) = problem.vehicles
    order = tuple(job.id for job in problem.jobs)
    if not timing.ends(problem, vehicle, order):
        return
    floors: dict[str, tuple[int, int]] = {}
    for job in problem.jobs:
        for second in range(_aim(problem.before.get(job.id), job.wish), -1, -1):
            tried = {**floors, job.id: (second, timing.EVER)}
            if timing.ends(problem, vehicle, order, tried):
                floors = tried
                break
    for stop in time_route(problem, vehicle.id, order).stops:
        earlier = {**floors, stop.job: (floors.get(stop.job, (0, 0))[0], stop.start - 1)}
        assert stop.start >= floors.get(stop.job, (0, 0))[0], stop
        assert not timing.ends(problem, vehicle, order, earlier), stop


def _aim(before: Before | None, wish: Wish | None) -> int:
    if wish and wish.earliest is not None:
        return wish.earliest
    return before.start if before and before.start is not None else 0
