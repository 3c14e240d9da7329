"""What a plan is worth: what is left out before all costs, and each cost as a coordinator would work it out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.objective import Bill, Score, costs, score
from routing.problem import Problem
from routing.schedule import time_all
from routing.solution import Solution
from routing.weights import Before, Costs, Weights, Wish
from tests.routing.situations import MINUTE, job, problem, vehicle

HOUR = 60 * MINUTE


def plan(the_problem: Problem, **orders: list[str]) -> Solution:
    return Solution(time_all(the_problem, orders))


def test_a_plain_day_costs_its_seconds_on_the_road() -> None:
    day = problem(job("a", 3), job("b", 2), vehicle("v"), vehicle("w"))
    assert costs(day, plan(day, v=["a", "b"])) == Bill(travel=HOUR)


def test_what_is_left_out_counts_before_what_anything_costs() -> None:
    day = problem(job("a", 9, must=True, priority=1), job("b", 1, priority=60), job("c", 1, priority=70), vehicle("v"))
    far, near, nearest = (score(day, plan(day, v=order)) for order in (["a", "b"], ["b", "c"], ["c"]))
    assert far == Score(0, 70, 1, 180 * MINUTE)
    assert near == Score(1, 1, 1, 20 * MINUTE)
    assert nearest == Score(1, 61, 2, 20 * MINUTE)
    assert far < near < nearest


def test_a_vehicle_has_its_price_by_hour_and_kilometre_and_once_if_it_is_used() -> None:
    cheap = Costs(fixed=900, per_hour=1800, per_km=60)
    day = problem(job("a", 3), vehicle("v", costs=cheap), vehicle("w", costs=cheap))
    assert costs(day, plan(day, v=["a"])) == Bill(travel=1800 + 60 * 60, fixed=900)


def test_overtime_is_what_lies_after_the_shift() -> None:
    day = problem(job("a", 1), vehicle("v", end=40, max_overtime=HOUR))
    assert costs(replace(day, weights=Weights(overtime=3)), plan(day, v=["a"])).overtime == 3 * 10 * MINUTE


def test_a_wish_missed_costs_its_price_by_the_second_early_or_late() -> None:
    early, late = Wish(earliest=20 * MINUTE, price=2), Wish(latest=30 * MINUTE, price=0.5)
    day = problem(job("a", 1, (10, 10), wish=early), job("b", 2, wish=late), job("c", 2), vehicle("v"))
    assert costs(day, plan(day, v=["a", "b", "c"])).wishes == 2 * 10 * MINUTE + 0.5 * 20 * MINUTE
    half = replace(day, weights=Weights(wishes=0.5))
    assert costs(half, plan(half, v=["a", "b", "c"])).wishes == 15 * MINUTE


def test_serving_a_visit_by_another_team_than_it_prefers_costs_ten_minutes() -> None:
    day = problem(job("a", 1, preferred=frozenset({"w", "x"})), job("b", 1), vehicle("v"), vehicle("w"))
    assert costs(day, plan(day, v=["a", "b"])).preferred == 600
    assert costs(day, plan(day, w=["a", "b"])).preferred == 0


def test_two_teams_an_hour_off_their_mean_are_a_quarter_of_an_hour_unfair() -> None:
    """The example of `Weights`: eight hours of work a day, five of them here and three there."""
    day = problem(job("a", 0, service=300), job("b", 0, service=180), vehicle("v", end=480), vehicle("w", end=480))
    fair = replace(day, weights=Weights(fair_days=1))
    assert costs(fair, plan(fair, v=["a"], w=["b"])).imbalance == pytest.approx(900)
    assert costs(day, plan(day, v=["a"], w=["b"])).imbalance == 0


def test_fairness_knows_breaks_and_passes_over_who_takes_no_jobs() -> None:
    """Half a shift is half the work: four hours of eight and two of four, once the break is off, are even."""
    jobs = job("a", 0, service=240), job("b", 1, service=90, setup=10)
    day = problem(*jobs, vehicle("v", end=480), vehicle("w", (200, 300, 30), end=270), vehicle("x", max_jobs=0))
    even = replace(day, weights=Weights(fair_days=1))
    assert costs(even, plan(even, v=["a"], w=["b"])).imbalance == pytest.approx(0)


def test_keeping_the_plan_prices_who_moves_and_by_how_much() -> None:
    day = problem(job("a", 1), job("b", 2), job("c", 3), vehicle("v"), vehicle("w"))
    before = {"a": Before("w", 5 * MINUTE), "b": Before("v"), "c": Before("w", 40 * MINUTE), "gone": Before("w")}
    kept = replace(day, before=before, weights=Weights(keep_plan=2))
    assert costs(kept, plan(kept, v=["a", "b"])).changes == 2 * (900 + 0.1 * 5 * MINUTE)
