"""Whatever solves: a plan always comes back, complete, explained, and without a violation."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.check import check
from routing.problem import Break, Coordinates, Job, Problem, TimeWindow, Vehicle
from routing.roads.straight_line import StraightLine
from routing.solution import Reason, Solution
from routing.solvers import solve_in_child
from routing.solvers.ortools_routing import solve
from routing.solvers.settle import settle
from routing.worker import Better, Worker
from tests.routing.situations import job, problem, vehicle


def reasons(solution: Solution) -> dict[str, str]:
    return {left.job: left.reason for left in solution.unassigned}


def city(jobs: int, vehicles: int, seed: int) -> Problem:
    """A random day: clustered places, some windows, two skills, a break for each vehicle."""
    rng = np.random.default_rng(seed)
    places = [Coordinates(45.2 + y, -30.4 + x) for x, y in rng.normal(0, 0.03, (jobs + 1, 2))]
    travel = {"car": StraightLine().matrix(places, "car")}
    windows = [(0, 36000), (0, 14400), (14400, 36000), (10800, 14400)]
    chosen = rng.integers(0, 4, jobs)
    skilled = rng.random(jobs) < 0.1
    work = tuple(
        Job(
            f"j{n}",
            n + 1,
            1800,
            (TimeWindow(*windows[chosen[n]]),),
            240,
            frozenset({"sign"}) if skilled[n] else frozenset(),
        )
        for n in range(jobs)
    )
    teams = tuple(
        Vehicle(
            f"v{n}",
            0,
            0,
            0,
            36000,
            (Break(f"b{n}", 12600, 18000, 1800),),
            frozenset({"sign"}) if n % 2 else frozenset(),
        )
        for n in range(vehicles)
    )
    return Problem(datetime(2026, 11, 24, 8, tzinfo=UTC), work, teams, travel)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_city_day_is_planned_within_every_rule(seed: int) -> None:
    day = city(40, 6, seed)
    solution = solve(day, time_limit_s=1, seed=seed)
    assert check(day, solution) == ()
    assert len(solution.unassigned) <= 2


def test_every_better_solution_is_a_good_one_and_the_last_is_the_best() -> None:
    day = city(30, 4, 3)
    found: list[Solution] = []
    final = solve(day, time_limit_s=1, seed=1, on_better=found.append)
    assert found
    assert all(check(day, each) == () for each in found)
    assert final.travel_time <= found[0].travel_time


def test_impossible_jobs_come_back_with_their_reasons() -> None:
    impossible = problem(
        job("skill", 1, skills=frozenset({"sign"})),
        job("kept", 1, vehicles=frozenset({"other"})),
        job("early", 9, (0, 5)),
        job("fits", 2),
        vehicle("v"),
    )
    solution = solve(impossible, time_limit_s=0.5, seed=1)
    assert reasons(solution) == {
        "skill": Reason.NO_SKILL,
        "kept": Reason.NO_VEHICLE,
        "early": Reason.WINDOW_OUTSIDE_SHIFTS,
    }
    assert check(impossible, solution) == ()


def test_too_much_for_one_day_leaves_the_least_important_out() -> None:
    full = problem(job("low", 1, (0, 0), priority=1), job("high", 1, (0, 0), priority=99), vehicle("v"), places=2)
    near = problem(job("low", 0, (0, 0), priority=1), job("high", 0, (0, 0), priority=99), vehicle("v"), places=2)
    assert set(reasons(solve(full, time_limit_s=0.3, seed=1))) == {"low", "high"}
    assert reasons(solve(near, time_limit_s=0.3, seed=1)) == {"low": Reason.NO_ROOM}


@pytest.mark.parametrize("empty", [problem(), problem(vehicle("v")), problem(job("a", 1))])
def test_a_day_without_visits_or_teams_has_a_plan_too(empty: Problem) -> None:
    assert check(empty, solve(empty, time_limit_s=0.2, seed=1)) == ()


def test_a_lock_to_one_vehicle_is_kept() -> None:
    day = city(20, 3, 5)
    locked = Problem(
        day.horizon_start,
        tuple(
            Job(j.id, j.place, j.service_time, j.windows, j.setup_time, vehicles=frozenset({"v2"})) if n < 4 else j
            for n, j in enumerate(day.jobs)
        ),
        day.vehicles,
        day.travel,
    )
    solution = solve(locked, time_limit_s=0.5, seed=1)
    homes = {stop.job: route.vehicle for route in solution.routes for stop in route.stops}
    assert {homes[f"j{n}"] for n in range(4)} == {"v2"}


def test_it_goes_on_from_a_given_plan() -> None:
    day = city(30, 4, 7)
    first = solve(day, time_limit_s=0.5, seed=1)
    again = solve(day, time_limit_s=0.3, seed=1, start=first)
    assert len(again.unassigned) <= len(first.unassigned)


def test_in_a_child_it_streams_and_can_be_stopped_with_the_best_so_far() -> None:
    with Worker() as worker:
        run = worker.submit(solve_in_child, city(60, 9, 1), 30.0, 1)
        for _ in itertools.count():
            if better := [m for m in run.poll() if isinstance(m, Better)]:
                break
            assert not run.finished
        run.stop()
        assert run.finished
        assert isinstance(better[-1].value, Solution)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 14), st.integers(1, 4), st.data())
def test_any_order_settles_into_a_plan_without_violation(
    seed: int, jobs: int, vehicles: int, data: st.DataObject
) -> None:
    day = city(jobs, vehicles, seed)
    order = data.draw(st.permutations([job.id for job in day.jobs]))
    cuts = sorted(data.draw(st.lists(st.integers(0, jobs), min_size=vehicles - 1, max_size=vehicles - 1)))
    parts = [order[a:b] for a, b in itertools.pairwise([0, *cuts, jobs])]
    solution = settle(day, {v.id: part for v, part in zip(day.vehicles, parts, strict=True)})
    assert check(day, solution) == ()


def test_a_half_day_ends_before_a_break_that_has_no_room_in_it() -> None:
    """Three visits a team take until 11:30 (minute 210), when a break opens that would end after the shift."""
    jobs = [job(f"j{n}", 1, service=60) for n in range(6)]
    teams = [vehicle(f"v{n}", (210, 330, 40), end=240) for n in range(2)]
    solution = solve(problem(*jobs, *teams), time_limit_s=1, seed=1)
    assert not solution.unassigned
    assert not any(route.breaks for route in solution.routes)


def test_jobs_and_shifts_of_other_days_hinder_nobody() -> None:
    days = 24 * 60
    jobs = [job("now", 1), job("before", 1, (-days, -days + 60)), job("after", 1, (days * 200, days * 200 + 60))]
    solution = solve(problem(*jobs, vehicle("v")), time_limit_s=0.1, seed=1)
    assert reasons(solution) == {"before": Reason.WINDOW_OUTSIDE_SHIFTS, "after": Reason.WINDOW_OUTSIDE_SHIFTS}
    gone = vehicle("w", (-days - 60, -days - 30, 10), start=-days, end=-days + 60)
    assert not solve(problem(job("now", 1), gone, vehicle("v")), time_limit_s=0.1, seed=1).unassigned


def test_in_a_rush_of_better_plans_only_some_are_told_and_the_last_is_kept() -> None:
    told: list[Solution] = []
    solution = solve(city(60, 6, 3), time_limit_s=1, seed=1, on_better=told.append)
    assert 1 <= len(told) <= 7
    assert solution.travel_time <= told[-1].travel_time
