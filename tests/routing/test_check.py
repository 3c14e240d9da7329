"""The checker, by mutation: break one rule of a good solution, and exactly that is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from routing.check import check
from routing.problem import Problem
from routing.solution import BreakTaken, Reason, Route, Solution, Stop, Unassigned, Violation
from routing.weights import Before
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


JOINT = replace(
    problem(
        job("a", 1, joint="both", amount=(2, 0)),
        job("b", 1, joint="both"),
        job("c", 2, after="b", group="g", amount=(1, 1)),
        job("d", 3, group="g", position=-1),
        job("e", 1, service=10, position=0),
        job("f", 9, (0, 1)),
        vehicle("v", capacity=(3, 1)),
        vehicle("w"),
    ),
    before={"a": Before("v"), "d": Before("w"), "f": Before("w")},
    max_moved=2,
    joint_wait=20 * MINUTE,
)
"""Both meet at the first place forty minutes after eight; `w` has been there before and waited for twenty."""
MET = Solution(
    (
        Route(
            "v",
            (Stop("a", m(40), m(40), m(70)), Stop("c", m(80), m(80), m(110)), Stop("d", m(120), m(120), m(150))),
            m(30),
            m(180),
            (),
            m(60),
            60_000,
        ),
        Route(
            "w", (Stop("e", m(10), m(10), m(20)), Stop("b", m(20), m(40), m(70), m(20))), 0, m(80), (), m(20), 20_000
        ),
    ),
    (Unassigned("f", Reason.WINDOW_OUTSIDE_SHIFTS),),
)


def found(the_problem: Problem, solution: Solution = MET) -> tuple[Violation, ...]:
    return check(the_problem, solution)


def with_job(number: int, **changes: object) -> Problem:
    jobs = list(JOINT.jobs)
    jobs[number] = replace(jobs[number], **changes)  # type: ignore[arg-type]
    return replace(JOINT, jobs=tuple(jobs))


def with_v(**changes: object) -> Problem:
    return replace(JOINT, vehicles=(replace(JOINT.vehicles[0], **changes), JOINT.vehicles[1]))  # type: ignore[arg-type]


def test_two_who_meet_break_no_rule() -> None:
    assert found(JOINT) == ()


@pytest.mark.parametrize(
    ("stricter", "violation"),
    [
        (with_v(capacity=(2, 1)), Violation("capacity", "v", "", 1)),
        (with_job(0, position=1), Violation("position", "v", "a", 1)),
        (with_job(3, position=-2), Violation("position", "v", "d", 1)),
        (with_job(4, group="g"), Violation("group_split", "w", "e")),
        (replace(JOINT, joint_wait=20 * MINUTE - 1), Violation("joint_wait", "w", "b", 1)),
        (with_job(4, after="a"), Violation("too_soon", "w", "e", m(60))),
        (with_job(0, after="f"), Violation("nothing_before", "v", "a")),
        (replace(JOINT, max_moved=1), Violation("max_moved", amount=1)),
        (with_v(shift_end=m(170), max_overtime=m(10) - 1), Violation("shift_end", "v", "", 1)),
    ],
)
def test_the_same_meeting_breaks_one_stricter_rule(stricter: Problem, violation: Violation) -> None:
    assert found(stricter) == (violation,)


def test_overtime_up_to_its_limit_is_no_violation() -> None:
    assert found(with_v(shift_end=m(170), max_overtime=m(10))) == ()


@pytest.mark.parametrize("by", [-1, 1])
def test_one_side_of_a_joint_visit_a_second_off_is_found(by: int) -> None:
    first, second = MET.routes[1].stops
    moved = replace(second, start=second.start + by, departure=second.departure + by, waiting=second.waiting + by)
    other = replace(MET.routes[1], stops=(first, moved), end=MET.routes[1].end + by)
    patient = replace(JOINT, joint_wait=m(30))
    assert found(patient, replace(MET, routes=(MET.routes[0], other))) == (Violation("joint_apart", "v", "a", 1),)


def test_one_side_of_a_joint_visit_alone_is_found() -> None:
    alone = Route("w", MET.routes[1].stops[:1], 0, m(30), (), m(20), 20_000)
    left = (*MET.unassigned, Unassigned("b", Reason.NO_ROOM))
    free = with_job(2, after="")
    assert found(free, Solution((MET.routes[0], alone), left)) == (Violation("joint_alone", "v", "a"),)


def test_both_sides_of_a_joint_visit_on_one_vehicle_are_found() -> None:
    glance = problem(job("a", 1, service=0, joint="both"), job("b", 1, service=0, joint="both"), vehicle("v"))
    stops = tuple(Stop(name, m(10), m(10), m(10)) for name in "ab")
    assert found(glance, Solution((Route("v", stops, 0, m(20), (), m(20), 20_000),))) == (
        Violation("joint_together", "v", "a"),
    )


def test_idle_on_the_road_to_a_joint_visit_counts_and_a_rest_does_not() -> None:
    first, second = MET.routes[1].stops
    slow = replace(MET.routes[1], stops=(first, replace(second, arrival=m(30), waiting=m(10))))
    strict = replace(JOINT, joint_wait=m(19))
    assert found(strict, replace(MET, routes=(MET.routes[0], slow))) == (Violation("joint_wait", "w", "b", m(1)),)
    rested = replace(slow, breaks=(BreakTaken("w-rest-0", m(20), m(30), 1),))
    resting = replace(strict, vehicles=(strict.vehicles[0], vehicle("w", (20, 30, 10))))
    assert found(resting, replace(MET, routes=(MET.routes[0], rested))) == ()
