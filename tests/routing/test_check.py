"""The checker, by mutation: break one rule of a good solution, and exactly that is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from routing.check import check
from routing.problem import Problem
from routing.solution import BreakTaken, Reason, Route, Solution, Stop, Unassigned
from tests.routing.situations import MINUTE, job, problem, vehicle

PROBLEM = problem(
    job("a", 1, (0, 60), setup=5),
    job("b", 2, (100, 120), skills=frozenset({"sign"})),
    job("c", 9, (0, 1)),
    vehicle("v", (40, 90, 20), skills=frozenset({"sign"}), max_jobs=2, max_travel_time=40 * MINUTE),
    vehicle("w"),
)


def m(value: int) -> int:
    return value * MINUTE


GOOD = Solution(
    (
        Route(
            "v",
            (Stop("a", m(10), m(15), m(45)), Stop("b", m(75), m(100), m(130), m(25))),
            0,
            m(150),
            (BreakTaken("v-rest-0", m(45), m(65), 1),),
            m(40),
            40_000,
        ),
        Route("w", (), 0, 0),
    ),
    (Unassigned("c", Reason.WINDOW_OUTSIDE_SHIFTS),),
)


def stop(number: int, **changes: int) -> Solution:
    stops = list(GOOD.routes[0].stops)
    stops[number] = replace(stops[number], **changes)
    return route(stops=tuple(stops))


def route(**changes: object) -> Solution:
    return replace(GOOD, routes=(replace(GOOD.routes[0], **changes), GOOD.routes[1]))  # type: ignore[arg-type]


def rest(start: int, end: int) -> Solution:
    return route(breaks=(BreakTaken("v-rest-0", m(start), m(end), 1),))


def kinds(the_problem: Problem, solution: Solution) -> set[str]:
    return {violation.kind for violation in check(the_problem, solution)}


def test_a_good_solution_has_no_violation() -> None:
    assert check(PROBLEM, GOOD) == ()


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (replace(GOOD, unassigned=()), "missing_job"),
        (replace(GOOD, unassigned=(*GOOD.unassigned, Unassigned("x", Reason.NO_ROOM))), "unknown_job"),
        (replace(GOOD, unassigned=(*GOOD.unassigned, Unassigned("a", Reason.NO_ROOM))), "duplicate_job"),
        (replace(GOOD, routes=GOOD.routes[:1]), "missing_vehicle"),
        (replace(GOOD, routes=(*GOOD.routes, Route("x", (), 0, 0))), "unknown_vehicle"),
        (replace(GOOD, routes=(*GOOD.routes, GOOD.routes[1])), "duplicate_vehicle"),
        (stop(1, start=m(99)), "early"),
        (
            route(stops=(GOOD.routes[0].stops[0], Stop("b", m(75), m(121), m(151))), end=m(171)),
            "late",
        ),
        (stop(1, arrival=m(74)), "travel_too_short"),
        (stop(0, start=m(14)), "setup_too_short"),
        (stop(1, departure=m(129)), "service_too_short"),
        (route(breaks=()), "break_missing"),
        (rest(45, 64), "break_short"),
        (rest(44, 65), "break_overlap"),
        (route(travel_time=m(39)), "wrong_total"),
        (route(distance=1), "wrong_total"),
        (route(end=m(149)), "travel_too_short"),
    ],
)
def test_one_broken_rule_is_found_and_no_other(broken: Solution, kind: str) -> None:
    assert kinds(PROBLEM, broken) == {kind}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda v: replace(v, skills=frozenset()), "skill"),
        (lambda v: replace(v, shift_start=m(1)), "shift_start"),
        (lambda v: replace(v, shift_end=m(149)), "shift_end"),
        (lambda v: replace(v, max_jobs=1), "max_jobs"),
        (lambda v: replace(v, max_travel_time=m(39)), "max_travel_time"),
        (lambda v: replace(v, breaks=(replace(v.breaks[0], earliest=m(46)),)), "break_early"),
        (lambda v: replace(v, breaks=(replace(v.breaks[0], latest=m(44)),)), "break_late"),
    ],
)
def test_the_same_solution_breaks_a_stricter_rule(change: Callable[..., object], kind: str) -> None:
    stricter = replace(PROBLEM, vehicles=(change(PROBLEM.vehicles[0]), PROBLEM.vehicles[1]))  # type: ignore[arg-type]
    assert kinds(stricter, GOOD) == {kind}


def test_a_vehicle_that_may_not_serve_is_found() -> None:
    kept = replace(PROBLEM, jobs=(replace(PROBLEM.jobs[0], vehicles=frozenset({"w"})), *PROBLEM.jobs[1:]))
    assert kinds(kept, GOOD) == {"vehicle_not_allowed"}
