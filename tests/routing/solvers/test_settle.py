"""Keeping to a budget of moves: as many go back as can, and where they cannot, nobody waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from routing.check import check
from routing.problem import Problem
from routing.solution import Solution
from routing.solvers.ruin_recreate import prepare, solve
from routing.solvers.settle import settle
from routing.weights import Before
from tests.routing.situations import job, problem, vehicle

JOBS, TEAMS = 96, 8


def day(minutes: int) -> Problem:
    """Eight teams with twelve jobs each, and a shift of so many minutes: all were planned before."""
    jobs = [job(f"j{number}", 1 + number % 7, (0, 1200), service=20) for number in range(JOBS)]
    teams = [vehicle(f"v{number}", end=minutes) for number in range(TEAMS)]
    before = {f"j{number}": Before(f"v{number % TEAMS}") for number in range(JOBS)}
    return replace(problem(*jobs, *teams), before=before, max_moved=3)


def turned(by: int) -> dict[str, list[str]]:
    """Every job with a team further on than before."""
    return {f"v{team}": [f"j{n}" for n in range(JOBS) if (n + by) % TEAMS == team] for team in range(TEAMS)}


def moved(asked: Problem, solution: Solution) -> int:
    homes = {stop.job: route.vehicle for route in solution.routes for stop in route.stops}
    return sum(homes.get(name) != before.vehicle for name, before in asked.before.items())


def computing(act: Callable[[], object]) -> float:
    began = time.thread_time()
    act()
    return time.thread_time() - began


def test_where_all_had_moved_as_many_go_back_as_must() -> None:
    asked = day(20 * 60)
    solution = settle(asked, turned(1))
    assert moved(asked, solution) <= 3
    assert not solution.unassigned
    assert not check(asked, solution)


@pytest.mark.parametrize("minutes", [150, 240])
def test_where_they_cannot_the_day_is_settled_all_the_same_and_breaks_nothing_else(minutes: int) -> None:
    """A shift that is far too short for what was planned: most are left out, so more have moved than may."""
    asked = day(minutes)
    solution = settle(asked, turned(0), explained=False)
    assert moved(asked, solution) > 3
    assert {violation.kind for violation in check(asked, solution)} == {"max_moved"}


def test_it_is_given_up_in_its_time() -> None:
    whole = computing(lambda: settle(day(240), turned(1), explained=False, budget_s=60))
    none = computing(lambda: settle(day(240), turned(1), explained=False, budget_s=0))
    assert none < whole / 2


def test_a_search_on_such_a_day_ends_soon_after_its_limit() -> None:
    prepare()
    began = time.perf_counter()
    cpu = time.process_time()
    solve(day(240), time_limit_s=0.5, seed=1, threads=1)
    # On a busy machine the clock goes on while nothing is computed: what was computed counts as well.
    assert min(time.perf_counter() - began, time.process_time() - cpu) < 4
