"""Whatever solves, it knows what counts more: must-do, priority, number; then travel against all other wishes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.objective import score, working_time
from routing.problem import Problem
from routing.weights import Before, Costs, Weights, Wish
from tests.routing.situations import MINUTE, job, problem, vehicle
from tests.routing.solvers.engines import Engine, homes, left_out, order, starts
from tests.routing.solvers.problems import before


def weighed(day: Problem, **weights: float) -> Problem:
    """The day with other weights."""
    return replace(day, weights=Weights(**weights))


def test_what_must_be_done_comes_before_any_priority(engine: Engine) -> None:
    jobs = [job("must", 1, (10, 10), priority=0, must=True), job("high", 1, (10, 10), priority=100)]
    assert set(left_out(engine.plan(problem(*jobs, vehicle("v"))))) == {"high"}


@pytest.mark.parametrize(("heavy", "left"), [(61, {"heavy"}), (63, {"b", "c"}), (62, {"heavy"})])
def test_the_sum_of_priorities_left_out_counts_and_then_the_number(
    thorough: Engine, heavy: int, left: set[str]
) -> None:
    jobs = [job("heavy", 1, priority=heavy, amount=(2,)), *(job(n, 1, priority=31, amount=(1,)) for n in ("b", "c"))]
    assert set(left_out(thorough.plan(problem(*jobs, vehicle("v", capacity=(2,)))))) == left


def test_the_least_important_is_left_out(engine: Engine) -> None:
    jobs = [job(f"p{n}", 1 + n % 9, priority=n) for n in range(20)]
    assert set(left_out(engine.plan(problem(*jobs, vehicle("v", max_jobs=7))))) == {f"p{n}" for n in range(13)}


def test_even_a_visit_without_priority_is_worth_any_way(engine: Engine) -> None:
    dear = replace(vehicle("v", end=1000), costs=Costs(fixed=10**6, per_hour=72_000, per_km=1000))
    assert not engine.plan(problem(job("far", 40, priority=0), dear, places=41)).unassigned


def test_the_cheaper_team_is_sent(engine: Engine) -> None:
    dear, cheap = vehicle("dear", costs=Costs(fixed=600)), vehicle("cheap", costs=Costs(fixed=500))
    jobs = [job("a", 1), job("b", 2)]
    assert set(homes(engine.plan(problem(*jobs, dear, cheap))).values()) == {"cheap"}
    by_km, by_hour = vehicle("km", costs=Costs(per_hour=0, per_km=70)), vehicle("hour", costs=Costs(per_hour=3600))
    assert set(homes(engine.plan(problem(*jobs, by_km, by_hour))).values()) == {"hour"}
    by_km = vehicle("km", costs=Costs(per_hour=0, per_km=50))
    assert set(homes(engine.plan(problem(*jobs, by_km, by_hour))).values()) == {"km"}


def test_a_wish_is_kept_where_it_is_free(engine: Engine) -> None:
    day = problem(job("later", 1, wish=Wish(120 * MINUTE, 130 * MINUTE)), job("b", 2), vehicle("v"))
    assert 120 <= starts(engine.plan(day))["later"] <= 130


@pytest.mark.parametrize(("price", "first"), [(6.0, "far"), (5.0, "near")])
def test_a_wish_is_worth_its_price_and_no_more(engine: Engine, price: float, first: str) -> None:
    """To be the first, half an hour earlier, the far one costs 160 minutes of road more."""
    far = job("far", 9, wish=Wish(latest=90 * MINUTE, price=price))
    there = replace(vehicle("v"), end_place=9)
    assert order(engine.plan(problem(job("near", 1), far, there)), "v")[0] == first
    unheeded = weighed(problem(job("near", 1), far, there), wishes=0)
    assert order(engine.plan(unheeded), "v")[0] == "near"


def test_overtime_is_worked_where_something_would_be_left_out(engine: Engine) -> None:
    late = vehicle("v", end=60, max_overtime=30 * MINUTE)
    solution = engine.plan(problem(job("a", 1), job("b", 1), late))
    assert not solution.unassigned
    assert solution.routes[0].end == 80 * MINUTE
    assert (
        len(engine.plan(problem(job("a", 1), job("b", 1), replace(late, max_overtime=20 * MINUTE - 1))).unassigned) == 1
    )


@pytest.mark.parametrize(("price", "teams"), [(2.0, 2), (0.5, 1)])
def test_overtime_is_worked_only_where_it_is_worth_it(engine: Engine, price: float, teams: int) -> None:
    """Twenty minutes of it save twenty minutes of road."""
    day = problem(*(job(n, 1) for n in "ab"), *(vehicle(n, end=60, max_overtime=30 * MINUTE) for n in "vw"))
    assert len(set(homes(engine.plan(weighed(day, overtime=price))).values())) == teams


def test_preferred_teams_serve_where_that_costs_nothing(engine: Engine) -> None:
    jobs = [job(f"j{n}", 0, preferred=frozenset({"v" if n % 2 else "w"})) for n in range(6)]
    solution = engine.plan(problem(*jobs, vehicle("v"), vehicle("w"), vehicle("x")))
    assert homes(solution) == {f"j{n}": "v" if n % 2 else "w" for n in range(6)}


@pytest.mark.parametrize(("place", "teams"), [(1, 1), (0, 2)])
def test_a_preferred_team_is_worth_ten_minutes_of_road(engine: Engine, place: int, teams: int) -> None:
    day = problem(*(job(n, place, preferred=frozenset({n})) for n in "vw"), vehicle("v"), vehicle("w"))
    assert len(set(homes(engine.plan(day)).values())) == teams


def test_fair_days_are_evenly_long(engine: Engine) -> None:
    day = problem(*(job(f"j{n}", 1) for n in range(8)), *(vehicle(n, costs=Costs(fixed=60)) for n in "vw"))
    fair = weighed(day, fair_days=5)
    lengths = [[working_time(each, r) for r in engine.plan(each, 0.6).routes] for each in (day, fair)]
    assert sorted(lengths[0]) == [0, 260 * MINUTE]
    assert lengths[1] == [140 * MINUTE, 140 * MINUTE]


def test_half_a_shift_is_a_fair_half(thorough: Engine) -> None:
    """Nine visits next door: six for who is there all day, three for who is there half of it."""
    day = problem(*(job(f"j{n}", 0) for n in range(9)), vehicle("whole"), vehicle("half", end=300))
    solution = thorough.plan(weighed(day, fair_days=10))
    assert [len(route.stops) for route in solution.routes] == [6, 3]


def kept(**weights: float) -> tuple[Problem, dict[str, str]]:
    """A day whose plan before was a detour for everybody: the far team had the near ones."""
    day = problem(*(job(f"j{n}", n) for n in range(1, 9)), *(vehicle(n) for n in "vw"))
    was = {f"j{n}": "v" if n % 2 else "w" for n in range(1, 9)}
    return weighed(replace(day, before={name: Before(home) for name, home in was.items()}), **weights), was


def test_yesterdays_plan_is_kept_where_that_counts_and_not_where_it_does_not(engine: Engine) -> None:
    day, was = kept(keep_plan=20)
    assert homes(engine.plan(day)) == was
    free, _ = kept()
    assert len(set(homes(engine.plan(free)).values())) == 1


def test_times_that_were_told_are_kept(engine: Engine) -> None:
    day = problem(job("a", 1), job("b", 2), vehicle("v"))
    told = {"a": Before("v", 200 * MINUTE), "b": Before("v", 100 * MINUTE)}
    assert starts(engine.plan(weighed(replace(day, before=told), keep_plan=50))) == {"a": 200, "b": 100}


@pytest.mark.parametrize(("budget", "moved"), [(0, 0), (1, 1), (2, 1), (None, 1)])
def test_an_urgent_visit_moves_no_more_others_than_it_may(engine: Engine, budget: int | None, moved: int) -> None:
    """Only v can open the safe, at the hour at which it had b; whom w could visit as well."""
    at = (100, 100)
    was = problem(job("a", 1), job("b", 2, at), job("c", 3), vehicle("v", skills=frozenset({"safe"})), vehicle("w"))
    plan = engine.plan(replace(was, jobs=tuple(replace(j, vehicles=frozenset({"v"})) for j in was.jobs)))
    urgent = job("urgent", 5, at, must=True, skills=frozenset({"safe"}))
    now = replace(was, jobs=(*was.jobs, urgent), before=before(plan, told=False), max_moved=budget)
    now = weighed(now, keep_plan=1)
    solution = engine.plan(now)
    assert sum(home != "v" for name, home in homes(solution).items() if name != "urgent") == moved
    assert set(left_out(solution)) == ({"urgent"} if budget == 0 else set())


def test_a_budget_holds_also_for_those_who_would_gain(engine: Engine) -> None:
    day, was = kept()
    for most in (0, 1, 2):
        solution = engine.plan(replace(day, max_moved=most))
        assert sum(was[name] != home for name, home in homes(solution).items()) <= most
        assert not solution.unassigned


def test_every_price_is_in_the_score(engine: Engine) -> None:
    """All at once, and none of them can be had without another: the plan costs what the cheapest of all does."""
    jobs = [job("a", 1, wish=Wish(latest=0)), job("b", 2, preferred=frozenset({"w"})), job("c", 3)]
    day = problem(*jobs, vehicle("v", costs=Costs(fixed=3000)), vehicle("w", end=130, max_overtime=90 * MINUTE))
    solution = engine.plan(day, 0.5)
    # All by w: 60 minutes of road, a misses by 10, and 20 minutes of overtime count double.
    assert score(day, solution) == (0, 0, 0, (60 + 10 + 40) * MINUTE)
