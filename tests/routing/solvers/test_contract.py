"""Whatever solves: a plan always comes back, complete, explained, and without a violation.

Each engine named in `routing.solvers` is held to it; the other files of this name have the edges, links and prices.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from routing.objective import score
from routing.problem import Break, Coordinates, Job, Problem, TimeWindow, Vehicle
from routing.roads.straight_line import StraightLine
from routing.solution import Reason, Route, Solution, Stop
from routing.solvers import solve_in_child
from routing.worker import Better, Worker
from tests.routing.situations import job, problem, vehicle
from tests.routing.solvers.engines import Engine, hold, homes, left_out, settled


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
def test_a_city_day_is_planned_within_every_rule(engine: Engine, seed: int) -> None:
    solution = engine.plan(city(40, 6, seed), 1, seed=seed)
    assert len(solution.unassigned) <= 2


def test_every_better_solution_is_a_good_one_and_the_last_is_the_best(engine: Engine) -> None:
    day = city(30, 4, 3)
    found: list[Solution] = []
    final = engine.plan(day, 1, on_better=found.append)
    assert found
    for each in found:
        hold(day, each)
    scores = [score(day, each) for each in found]
    assert all(later < earlier for earlier, later in itertools.pairwise(scores))
    assert score(day, final) <= scores[-1]


def test_in_a_rush_of_better_plans_only_some_are_told(engine: Engine) -> None:
    told: list[Solution] = []
    engine.plan(city(60, 6, 3), 1, on_better=told.append)
    assert 1 <= len(told) <= 12


def test_impossible_jobs_come_back_with_their_reasons(engine: Engine) -> None:
    impossible = problem(
        job("skill", 1, skills=frozenset({"sign"})),
        job("kept", 1, vehicles=frozenset({"other"})),
        job("nobody", 1, vehicles=frozenset()),
        job("early", 9, (0, 5)),
        job("fits", 2),
        vehicle("v"),
    )
    assert left_out(engine.plan(impossible)) == {
        "skill": Reason.NO_SKILL,
        "kept": Reason.NO_VEHICLE,
        "nobody": Reason.NO_VEHICLE,
        "early": Reason.WINDOW_OUTSIDE_SHIFTS,
    }


def test_too_much_for_one_day_leaves_the_least_important_out(engine: Engine) -> None:
    full = problem(job("low", 1, (0, 0), priority=1), job("high", 1, (0, 0), priority=99), vehicle("v"), places=2)
    near = problem(job("low", 0, (0, 0), priority=1), job("high", 0, (0, 0), priority=99), vehicle("v"), places=2)
    assert set(left_out(engine.plan(full))) == {"low", "high"}
    assert left_out(engine.plan(near)) == {"low": Reason.NO_ROOM}


def test_a_lock_to_one_vehicle_is_kept(engine: Engine) -> None:
    day = city(20, 3, 5)
    locked = tuple(replace(j, skills=frozenset(), vehicles=frozenset({"v2"})) for j in day.jobs[:4])
    home = homes(engine.plan(replace(day, jobs=(*locked, *day.jobs[4:]))))
    assert {home[f"j{n}"] for n in range(4)} == {"v2"}


def test_it_goes_on_from_a_given_plan_and_never_back(engine: Engine) -> None:
    day = city(30, 4, 7)
    first = engine.plan(day, 0.6)
    for start in (settled(day), first):
        assert score(day, engine.plan(day, 0.1, start=start)) <= score(day, start)


def test_a_plan_of_another_day_will_do_to_begin_with(engine: Engine) -> None:
    """Somebody is gone, a team is gone, and what is left comes too late, twice, and beside the road."""
    stops = tuple(Stop(name, 0, 0, 0) for name in ("gone", "c", "b", "b", "a"))
    start = Solution((Route("v", stops, 0, 0), Route("gone", stops[:2], 0, 0)))
    day = problem(job("a", 1, (0, 20)), job("b", 2), job("c", 9), vehicle("v"))
    assert not engine.plan(day, start=start).unassigned


def test_who_asks_again_with_the_same_seed_gets_the_same_plan(engine: Engine) -> None:
    if not engine.counts:
        return  # the clock ends its search
    day = city(25, 3, 4)
    one, same = (engine.plan(day, 60, seed=5, iterations=300) for _ in range(2))
    assert one == same


def test_in_a_child_it_streams_and_can_be_stopped_with_the_best_so_far(engine: Engine) -> None:
    day = city(60, 9, 1)
    with Worker() as worker:
        run = worker.submit(solve_in_child, day, 30.0, 1, engine=engine.name)
        better = next(m for _ in itertools.count() for m in run.poll() if isinstance(m, Better))
        run.stop()
        assert run.finished
    assert isinstance(better.value, Solution)
    hold(day, better.value)
