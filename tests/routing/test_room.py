"""Room in a route, against timing the route second by second."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.problem import Problem, TimeWindow
from routing.room import Lane
from routing.schedule import lateness, time_route
from routing.solution import Route
from routing.travel import UNREACHABLE
from tests.oracles.problems import HORIZON, bounded, problems

fewer = settings(bounded, max_examples=60)
"""Each example times some hundred routes."""


def moved(problem: Problem, job_id: str, second: int) -> Problem:
    """The problem with a job that can start in one second alone."""
    jobs = (replace(j, windows=(TimeWindow(second, second),)) if j.id == job_id else j for j in problem.jobs)
    return replace(problem, jobs=tuple(jobs))


def within(problem: Problem, route: Route) -> bool:
    """Whether the roads and the limit on travel allow it."""
    most = problem.vehicle(route.vehicle).max_travel_time
    return route.travel_time < UNREACHABLE and (most is None or route.travel_time <= most)


@fewer
@given(problems(most_jobs=4, most_vehicles=1), st.data())
def test_a_job_fits_in_exactly_the_seconds_that_are_told(problem: Problem, data: st.DataObject) -> None:
    (vehicle,) = problem.vehicles
    names = data.draw(st.permutations([job.id for job in problem.jobs]))
    order = names[1 : 1 + data.draw(st.integers(0, len(names) - 1))]
    lane = Lane(problem, vehicle, order)
    gaps = {gap.position: gap for gap in lane.gaps(problem.job(names[0]))}
    for position in range(len(order) + 1):
        tried = [*order[:position], names[0], *order[position:]]
        good = [
            second
            for second in range(HORIZON + 20)
            if lateness(now := moved(problem, names[0], second), vehicle.id, tried) == 0
            and within(now, time_route(now, vehicle.id, tried))
        ]
        spans = gaps[position].spans if position in gaps else ()
        told = [second for second in range(HORIZON + 20) if any(a <= second <= b for a, b in spans)]
        assert told == good, position
        if position in gaps:
            before, after = time_route(problem, vehicle.id, order), time_route(problem, vehicle.id, tried)
            assert gaps[position].added == after.travel_time - before.travel_time


@fewer
@given(problems(most_jobs=3, most_vehicles=1))
def test_the_earliest_way_back_is_the_least_overtime(problem: Problem) -> None:
    (vehicle,) = problem.vehicles
    order = [job.id for job in problem.jobs[1:]]
    job = problem.jobs[0]
    lane = Lane(problem, vehicle, order)
    for _added, position in lane.detours(job):
        back = lane.back_at(position, job, [(w.earliest, w.latest) for w in job.windows])
        tried = [*order[:position], job.id, *order[position:]]
        late = [lateness(until(problem, end), vehicle.id, tried) for end in range(vehicle.shift_start, 3 * HORIZON)]
        first = next((end for end, each in enumerate(late, start=vehicle.shift_start) if each == 0), None)
        assert (back if back is None else max(back, vehicle.shift_start)) == first


def until(problem: Problem, end: int) -> Problem:
    """The problem with another end of the shift."""
    return replace(problem, vehicles=tuple(replace(v, shift_end=end) for v in problem.vehicles))
