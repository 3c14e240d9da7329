"""Whatever solves, where jobs depend on one another: groups, joint visits, order, positions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.problem import Job, Problem, Vehicle
from routing.solution import Reason
from tests.routing.situations import MINUTE, job, problem, vehicle
from tests.routing.solvers.engines import Engine, homes, left_out, order, starts


def test_two_jobs_of_one_house_go_to_one_team(engine: Engine) -> None:
    """Apart, each would be made by the team that lives next door."""
    near, far = (
        replace(vehicle("near"), start_place=1, end_place=1),
        replace(vehicle("far"), start_place=8, end_place=8),
    )
    day = problem(job("a", 1, group="house"), job("b", 8, group="house"), near, far)
    apart = problem(job("a", 1), job("b", 8), near, far)
    assert len(set(homes(engine.plan(apart)).values())) == 2
    assert len(set(homes(engine.plan(day)).values())) == 1
    assert not engine.plan(day).unassigned


def test_of_a_house_that_no_team_can_serve_whole_as_much_as_can_be_is_served(engine: Engine) -> None:
    jobs = [job(f"j{n}", 1, group="house") for n in range(3)]
    solution = engine.plan(problem(*jobs, vehicle("v", max_jobs=2), vehicle("w", max_jobs=1)))
    assert set(homes(solution).values()) == {"v"}
    assert list(left_out(solution).values()) == [Reason.NO_ROOM]


def test_a_house_may_be_served_in_parts_of_the_day(engine: Engine) -> None:
    jobs = [job("morning", 1, (0, 60), group="house"), job("evening", 1, (400, 500), group="house"), job("far", 9)]
    solution = engine.plan(problem(*jobs, vehicle("v"), vehicle("w")))
    assert not solution.unassigned
    assert homes(solution)["morning"] == homes(solution)["evening"]


def test_houses_fill_two_teams_only_if_none_is_split(engine: Engine) -> None:
    names = ["a", "b", "c", "d"]
    jobs = [job(f"{name}{n}", 1 + n, group=f"house-{name}") for name in names for n in range(2)]
    solution = engine.plan(problem(*jobs, vehicle("v", max_jobs=4), vehicle("w", max_jobs=4)), seconds=1.5)
    assert not solution.unassigned


def both(*windows: tuple[int, int]) -> tuple[Job, Job]:
    """The two sides of a joint visit at place 4."""
    return job("left", 4, *windows, joint="both"), job("right", 4, *windows, joint="both")


def test_a_joint_visit_is_made_by_two_teams_at_the_same_moment(engine: Engine) -> None:
    day = problem(*both(), job("a", 1), job("b", 2), job("c", 8), vehicle("v"), vehicle("w", start=30))
    solution = engine.plan(day)
    assert not solution.unassigned
    assert starts(solution)["left"] == starts(solution)["right"] >= 70
    assert homes(solution)["left"] != homes(solution)["right"]


def test_the_two_sides_meet_where_their_windows_do(engine: Engine) -> None:
    sides = job("left", 4, (0, 110), joint="both"), job("right", 4, (100, 200), joint="both")
    begun = starts(engine.plan(problem(*sides, vehicle("v"), vehicle("w"))))
    assert 100 <= begun["left"] == begun["right"] <= 110
    apart = job("left", 4, (0, 99), joint="both"), job("right", 4, (100, 200), joint="both")
    assert set(left_out(engine.plan(problem(*apart, vehicle("v"), vehicle("w"))))) == {"left", "right"}


@pytest.mark.parametrize("teams", [[vehicle("v")], [vehicle("v"), vehicle("w", start=300), vehicle("x", max_jobs=0)]])
def test_a_joint_visit_that_two_teams_cannot_make_is_made_by_none(engine: Engine, teams: list[Vehicle]) -> None:
    solution = engine.plan(problem(*both((40, 60)), job("a", 1), *teams))
    assert set(left_out(solution)) == {"left", "right"}


def test_the_sides_of_two_joint_visits_cross_between_three_teams(engine: Engine) -> None:
    """Each team has one skill, and each joint visit asks for two of them."""
    pairs = [("a", "b"), ("b", "c"), ("c", "a")]
    jobs = [
        job(f"{one}{other}-{skill}", 2 + n, joint=f"{one}{other}", skills=frozenset({skill}), service=20)
        for n, (one, other) in enumerate(pairs)
        for skill in (one, other)
    ]
    teams = [vehicle(name, skills=frozenset({name})) for name in ("a", "b", "c")]
    assert not engine.plan(replace(problem(*jobs, *teams), joint_wait=30 * MINUTE), seconds=0.5).unassigned


LONG_BEFORE = problem(*both((300, 310)), job("early", 1, (10, 20)), vehicle("v"), vehicle("w"))
"""The only early visit lies four hours before the joint one: whoever makes both has to stand about."""


def test_neither_side_is_idle_for_longer_than_it_may_be(engine: Engine) -> None:
    assert set(left_out(engine.plan(LONG_BEFORE))) in ({"early"}, {"left", "right"})
    assert not engine.plan(replace(LONG_BEFORE, joint_wait=240 * MINUTE)).unassigned
    assert not engine.plan(replace(LONG_BEFORE, vehicles=(*LONG_BEFORE.vehicles, vehicle("x")))).unassigned


def test_a_joint_visit_takes_the_place_of_one_that_counts_for_less(thorough: Engine) -> None:
    assert set(left_out(thorough.plan(LONG_BEFORE))) == {"early"}


def test_a_rest_before_a_joint_visit_is_not_idleness(engine: Engine) -> None:
    """Between the early visit (until 40) and the joint one (140) lie half an hour of road and an hour of rest."""
    teams = vehicle("v", (50, 60, 60)), vehicle("w", start=100)
    assert not engine.plan(problem(*both((140, 140)), job("early", 1, (10, 20)), *teams)).unassigned


def test_a_job_comes_after_another_on_whatever_route(engine: Engine) -> None:
    first = job("first", 3, (100, 300), vehicles=frozenset({"v"}))
    then = job("then", 3, vehicles=frozenset({"w"}), after="first")
    solution = engine.plan(problem(first, then, vehicle("v"), vehicle("w")))
    assert starts(solution)["then"] >= starts(solution)["first"] + 30
    assert not solution.unassigned


def test_a_job_whose_forerunner_is_left_out_is_left_out_too(engine: Engine) -> None:
    day = problem(job("never", 3, skills=frozenset({"x"})), job("then", 3, after="never"), job("fits", 3), vehicle("v"))
    assert set(left_out(engine.plan(day))) == {"never", "then"}


def test_a_chain_is_kept_against_the_cheapest_way_round(engine: Engine) -> None:
    jobs = [job(f"j{n}", n, after=f"j{n + 1}" if n < 4 else "") for n in (1, 2, 3, 4)]
    ahead = replace(vehicle("v"), end_place=4)
    assert order(engine.plan(problem(*jobs, ahead)), "v") == ["j4", "j3", "j2", "j1"]


def test_an_unimportant_forerunner_of_an_important_job_is_served(thorough: Engine) -> None:
    """Either the two of them, or the one in the middle, which counts for more than either alone."""
    jobs = [job("first", 1, priority=0), job("then", 1, priority=90, after="first"), job("rival", 1, priority=80)]
    solution = thorough.plan(problem(*jobs, vehicle("v", max_jobs=2)))
    assert set(left_out(solution)) == {"rival"}


def test_a_joint_visit_may_come_after_a_job_of_one_side(engine: Engine) -> None:
    sides = job("left", 4, joint="both", after="key"), job("right", 4, joint="both")
    day = replace(problem(job("key", 8), *sides, vehicle("v"), vehicle("w")), joint_wait=0)
    solution = engine.plan(day)
    assert not solution.unassigned
    assert starts(solution)["right"] >= starts(solution)["key"] + 30


@pytest.mark.parametrize(("position", "stands"), [(0, 0), (1, 1), (2, 2), (-1, 3)])
def test_a_job_stands_where_it_must_in_its_route(engine: Engine, position: int, stands: int) -> None:
    jobs = [job(f"j{n}", 2 * n) for n in (1, 2, 3)]
    solution = engine.plan(problem(*jobs, job("x", 5, position=position), vehicle("v")))
    assert not solution.unassigned
    assert order(solution, "v").index("x") == stands


def test_a_position_that_too_few_visits_reach_cannot_be_had(engine: Engine) -> None:
    assert set(left_out(engine.plan(problem(job("x", 1, position=1), vehicle("v"))))) == {"x"}
    two = engine.plan(problem(job("x", 1, position=0), job("y", 1, position=0), vehicle("v")))
    assert len(two.unassigned) == 1


def test_a_route_already_begun_goes_on_as_it_stands(engine: Engine) -> None:
    """Two stops are made, with their times; the third is new and must not come between."""
    locked = frozenset({"v"})
    begun: Problem = problem(
        job("a", 5, (50, 50), vehicles=locked, position=0, must=True),
        job("b", 2, (110, 110), vehicles=locked, position=1, must=True),
        job("new", 4, priority=100),
        vehicle("v"),
    )
    assert order(engine.plan(begun), "v") == ["a", "b", "new"]
