"""What stands against a job on each route: found by trying every place, and by how much to the second."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from routing.check import check
from routing.explain import Against, Obstacle, explain, obstacles
from routing.problem import Job, Problem, TimeWindow, Vehicle
from routing.schedule import time_all
from routing.solution import Reason, Solution
from routing.solvers.settle import settle
from routing.weights import Before
from tests.oracles.problems import bounded, problems
from tests.routing.situations import DAY, MINUTE, job, problem, vehicle
from tests.routing.test_relaxations import SIGN, linked, solution


def against(day: Problem, made: Solution, job_id: str) -> dict[str, list[tuple[str, int, bool]]]:
    found: dict[str, list[tuple[str, int, bool]]] = {}
    for each in obstacles(day, made, job_id):
        found.setdefault(each.vehicle, []).append((each.kind, each.amount, each.alone))
    return found


# --- one story each


def test_each_team_has_its_own_reason() -> None:
    day = problem(
        job("x", 3, (60, 70), skills=SIGN),
        job("a", 2, (80, 80), service=100),
        job("b", 2, (20, 20), service=495),
        vehicle("free", skills=SIGN),
        vehicle("unskilled"),
        vehicle("short", end=105, skills=SIGN),
        vehicle("resting", (55, 55, 30), skills=SIGN),
        vehicle("full", skills=SIGN, max_jobs=0),
        vehicle("busy"),
        vehicle("hopeless", skills=SIGN, end=535),
    )
    assert against(day, solution(day, busy="a", hopeless="b"), "x") == {
        "unskilled": [("skill", 1, True)],
        "short": [("window", 15 * MINUTE, True), ("shift_end", 15 * MINUTE, True)],
        "resting": [("window", 15 * MINUTE, True), ("break", 35 * MINUTE, True)],
        "full": [("max_jobs", 1, True)],
        "busy": [("skill", 1, False), ("window", 20 * MINUTE, False)],
        "hopeless": [("no_time", 50 * MINUTE, False)],
    }


def test_a_route_without_obstacles_has_room() -> None:
    day = problem(job("x", 3), vehicle("v"))
    assert obstacles(day, solution(day), "x") == ()
    assert explain(day, solution(day), "x") is Reason.STOPPED_EARLY


def test_an_obstacle_is_told_with_its_skills_and_its_jobs() -> None:
    day = problem(job("x", 1, skills=SIGN), job("a", 1, group="g"), job("y", 2, group="g"), vehicle("v"), vehicle("w"))
    made = solution(day, v="a")
    assert {each.skills for each in obstacles(day, made, "x")} == {SIGN}
    assert obstacles(day, made, "y") == (Obstacle(Against.GROUP, "w", others=("a",)),)


def test_a_visit_after_another_is_kept_back_by_it() -> None:
    day = problem(job("a", 1, (100, 100)), job("x", 2, (0, 60), after="a"), vehicle("v"), vehicle("w"))
    assert against(day, solution(day, v="a"), "x") == {
        "v": [("window", 80 * MINUTE, True), ("after", 70 * MINUTE, True)],
        "w": [("window", 70 * MINUTE, True), ("after", 70 * MINUTE, True)],
    }
    assert obstacles(day, solution(day), "x")[0] == Obstacle(Against.AFTER, "v", others=("a",))


def test_a_joint_visit_needs_somebody_else_at_the_same_time() -> None:
    day = problem(
        job("x", 1, (0, 20), joint="pair"),
        job("y", 1, (0, 20), joint="pair"),
        job("a", 2, (20, 20), service=100),
        vehicle("v"),
        vehicle("w", start=60),
    )
    found = {each.vehicle: each for each in obstacles(day, solution(day), "x")}
    assert found["v"].kind is Against.JOINT
    assert found["v"].others == ("y",)
    assert found["w"].kind is Against.WINDOW


def test_what_only_the_law_forbids_is_said_as_that() -> None:
    day = problem(job("x", 3, (0, 10)), vehicle("v"))
    made = solution(day)
    legal = {"x": (TimeWindow(0, 25 * MINUTE),)}
    assert obstacles(day, made, "x", legal=legal) == (Obstacle(Against.LEGAL, "v", 5 * MINUTE),)
    assert obstacles(day, made, "x") == (Obstacle(Against.WINDOW, "v", 20 * MINUTE),)


def test_what_nobody_may_move_is_said() -> None:
    day = problem(
        job("a", 1, (0, 60), service=60),
        job("x", 2, (0, 30), service=60, skills=SIGN),
        vehicle("v", end=120, skills=SIGN),
        vehicle("w"),
    )
    kept = replace(day, before={"a": Before("v")}, max_moved=0)
    assert against(kept, solution(kept, v="a"), "x")["v"] == [("max_moved", 1, True)]


@pytest.mark.parametrize(
    ("more", "limit", "kind"),
    [
        ({"vehicles": frozenset({"w"})}, {}, "not_allowed"),
        ({"amount": (3,)}, {"capacity": (2,)}, "capacity"),
        ({}, {"max_travel_time": 30 * MINUTE}, "max_travel"),
        ({"position": 1}, {}, "position"),
    ],
)
def test_every_limit_has_its_name(more: dict[str, object], limit: dict[str, object], kind: str) -> None:
    day = problem(job("x", 2, (0, DAY), **more), vehicle("v", **limit))
    (found,) = obstacles(day, solution(day), "x")
    assert (found.kind, found.alone) == (kind, True)


# --- and on any day, against trying every place


def fits(day: Problem, made: Solution, name: str, vehicle_id: str) -> bool:
    """Whether a job has any place in one route without a new violation."""
    orders = {route.vehicle: [stop.job for stop in route.stops] for route in made.routes}
    left = tuple(each for each in made.unassigned if each.job != name)
    for position in range(len(orders[vehicle_id]) + 1):
        order = [*orders[vehicle_id][:position], name, *orders[vehicle_id][position:]]
        if check(day, Solution(time_all(day, orders | {vehicle_id: order}), left)) == ():
            return True
    return False


def otherwise(day: Problem, name: str, obstacle: Obstacle, amount: int) -> Problem:
    """The day on which an obstacle is less by so much."""
    jobs: list[Job] = []
    for each in day.jobs:
        if each.id == name and obstacle.kind == Against.WINDOW:
            grown = tuple(replace(w, earliest=w.earliest - amount, latest=w.latest + amount) for w in each.windows)
            each = replace(each, windows=_apart(grown))
        elif each.id == name and obstacle.kind == Against.NOT_ALLOWED:
            each = replace(each, vehicles=None)
        elif each.id == name and obstacle.kind in (Against.GROUP, Against.AFTER):
            each = replace(each, group="", after="")
        jobs.append(each)
    return replace(
        day,
        jobs=tuple(jobs),
        vehicles=tuple(_otherwise(v, obstacle, amount) if v.id == obstacle.vehicle else v for v in day.vehicles),
    )


def _apart(windows: tuple[TimeWindow, ...]) -> tuple[TimeWindow, ...]:
    joined = [windows[0]]
    for each in windows[1:]:
        if each.earliest <= joined[-1].latest:
            joined[-1] = replace(joined[-1], latest=max(joined[-1].latest, each.latest))
        else:
            joined.append(each)
    return tuple(joined)


def _otherwise(each: Vehicle, obstacle: Obstacle, amount: int) -> Vehicle:
    match obstacle.kind:
        case Against.SKILL:
            return replace(each, skills=each.skills | obstacle.skills)
        case Against.SHIFT_END:
            return replace(each, max_overtime=each.max_overtime + amount)
        case Against.MAX_JOBS if each.max_jobs is not None:
            return replace(each, max_jobs=each.max_jobs + amount)
        case Against.MAX_TRAVEL if each.max_travel_time is not None:
            return replace(each, max_travel_time=each.max_travel_time + amount)
        case Against.BREAK if amount == sum(rest.duration for rest in each.breaks):
            return replace(each, breaks=())
        case Against.BREAK:
            return replace(each, breaks=tuple(replace(b, latest=b.latest + amount) for b in each.breaks))
        case Against.CAPACITY:
            return replace(each, capacity=(each.capacity[0] + amount,))
    return each


EXACT = (Against.WINDOW, Against.SHIFT_END, Against.SKILL, Against.MAX_JOBS, Against.MAX_TRAVEL, Against.CAPACITY)
"""Obstacles whose amount is exactly what is missing."""
BESIDE = (Against.NOT_ALLOWED, Against.GROUP, Against.AFTER, Against.BREAK)
"""Others that a test can take away."""


@bounded
@given(problems(most_jobs=4, most_vehicles=2) | linked(), st.data())
def test_obstacles_are_exactly_what_keeps_a_job_out(day: Problem, data: st.DataObject) -> None:
    day = replace(day, jobs=tuple(replace(each, joint="") for each in day.jobs))
    names = [each.id for each in day.vehicles]
    drawn = {each.id: data.draw(st.sampled_from([*names, ""])) for each in day.jobs}
    made = settle(day, {name: [job for job, at in drawn.items() if at == name] for name in names}, explained=False)
    assume(check(day, made) == ())
    for left in made.unassigned:
        found = obstacles(day, made, left.job)
        for name in names:
            own = [each for each in found if each.vehicle == name]
            assert fits(day, made, left.job, name) == (not own)
            for each in own:
                if each.alone and each.kind in (*EXACT, *BESIDE):
                    assert fits(otherwise(day, left.job, each, each.amount), made, left.job, name), each
                if each.alone and each.kind in EXACT and each.kind != Against.SKILL:
                    assert not fits(otherwise(day, left.job, each, each.amount - 1), made, left.job, name), each
