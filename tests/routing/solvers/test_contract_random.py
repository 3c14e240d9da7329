"""Whatever solves, on days that nobody has thought of, and small ones that brute force can judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import permutations, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.check import check
from routing.objective import Score, score
from routing.problem import Problem
from routing.schedule import time_all
from routing.solution import Reason, Solution, Unassigned
from tests.examples import examples
from tests.routing.solvers.engines import Engine, hold, settled
from tests.routing.solvers.problems import RULES, day, days

bounded = settings(
    derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
"""The same examples every time; how many of the costly ones, says `tests.examples`."""


@settings(bounded, max_examples=60)
@given(day=days())
def test_whatever_the_orders_they_settle_into_a_plan_without_violation(day: Problem) -> None:
    hold(day, settled(day))


@settings(bounded, max_examples=examples(25))
@given(day=days(), seed=st.integers(0, 2**31))
def test_any_day_has_a_plan_within_every_rule(engine: Engine, day: Problem, seed: int) -> None:
    solution = engine.plan(day, 0.1, seed=seed)
    assert all(left.reason != Reason.STOPPED_EARLY for left in solution.unassigned)


@settings(bounded, max_examples=15)
@given(day=days())
def test_no_plan_is_worse_than_the_one_it_began_with(engine: Engine, day: Problem) -> None:
    start = settled(day)
    assert score(day, engine.plan(day, 0.1, start=start)) <= score(day, start)


@pytest.mark.parametrize("seed", range(2))
def test_a_long_day_with_every_rule_at_once_keeps_them_all(engine: Engine, seed: int) -> None:
    rules = [rule for rule in RULES if rule not in ("short shifts", "unreachable", "most travel", "only")]
    crowded = day(70, 12, rules, seed)
    first = engine.plan(crowded, 0.3)
    assert score(crowded, engine.plan(crowded, 0.3, start=first)) <= score(crowded, first)


@settings(bounded, max_examples=examples(15))
@given(day=days(most_jobs=4, most_vehicles=2))
def test_a_small_day_is_planned_as_well_as_it_can_be(thorough: Engine, day: Problem) -> None:
    best = min(every_score(day))
    reached = score(day, thorough.plan(day, 60, iterations=20_000, threads=2))
    assert reached[:3] == best[:3]
    assert reached.cost <= best.cost * (1 + 1e-9) + 1


@pytest.mark.parametrize("seed", [5, 12, 16])
def test_of_two_joint_visits_each_side_finds_the_team_that_suits_both(thorough: Engine, seed: int) -> None:
    """With two teams, whoever makes one side of the first should make a certain side of the second."""
    made = day(4, 2, ["joint", "costs"], seed)
    two = replace(made, jobs=tuple(replace(job, joint=f"both-{n // 2}") for n, job in enumerate(made.jobs)))
    assert searched(thorough, two).cost <= 1.001 * min(every_score(two)).cost + 2  # legs are rounded to seconds


@pytest.mark.parametrize(
    ("jobs", "vehicles", "rules", "seed", "known"),
    [
        (12, 4, ["most travel", "one place", "set-up", "asymmetric"], 31, Score(0, 0, 0, 7135)),
        (
            6,
            4,
            ["overtime", "positions", "most travel", "wishes", "costs", "after", "breaks"],
            89,
            Score(0, 0, 0, 5434),
        ),
        (14, 4, ["only", "joint", "after"], 184, Score(0, 0, 0, 10554)),
        (20, 3, ["joint"], 3170, Score(0, 0, 0, 8398)),
        (
            12,
            2,
            ["joint", "most travel", "short shifts", "most jobs", "windows", "costs", "priorities"],
            3177,
            Score(0, 259, 6, 11783),
        ),
    ],
)
def test_no_day_is_planned_worse_than_it_once_was(
    thorough: Engine, jobs: int, vehicles: int, rules: list[str], seed: int, known: Score
) -> None:
    """Days on which an engine fell behind the yardstick when this was written."""
    reached = searched(thorough, day(jobs, vehicles, rules, seed))
    assert reached[:3] <= known[:3]
    assert reached[:3] < known[:3] or reached.cost <= 1.02 * known.cost


def searched(engine: Engine, problem: Problem) -> Score:
    """What so many steps reach, on whatever machine."""
    return score(problem, engine.plan(problem, 60, iterations=60_000, threads=2))


def every_score(day: Problem) -> Iterator[Score]:
    """What each plan within the rules is worth, with the times that its order of visits has."""
    for orders in every_order(day):
        placed = {job for order in orders.values() for job in order}
        left = tuple(Unassigned(job.id, Reason.NO_ROOM) for job in day.jobs if job.id not in placed)
        solution = Solution(time_all(day, orders), left)
        if not check(day, solution):
            yield score(day, solution)


def every_order(day: Problem) -> Iterator[Mapping[str, tuple[str, ...]]]:
    """Every order of every share-out of any of the jobs."""
    vehicles = [vehicle.id for vehicle in day.vehicles]
    for share in product([None, *vehicles], repeat=len(day.jobs)):
        parts = [[job.id for job, home in zip(day.jobs, share, strict=True) if home == v] for v in vehicles]
        for orders in product(*map(permutations, parts)):
            yield dict(zip(vehicles, orders, strict=True))
