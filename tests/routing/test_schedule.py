"""A route's times follow from its order, breaks and windows."""

from __future__ import annotations

from routing.check import check
from routing.schedule import lateness, time_route
from routing.solution import Route, Solution
from tests.routing.situations import MINUTE, job, problem, vehicle


def minutes(route: Route) -> list[tuple[int, int, int, int]]:
    return [(s.arrival // MINUTE, s.waiting // MINUTE, s.start // MINUTE, s.departure // MINUTE) for s in route.stops]


def test_it_leaves_as_late_as_the_first_stop_allows() -> None:
    route = time_route(problem(job("a", 1, (60, 90)), vehicle("v")), "v", ["a"])
    assert route.start == 50 * MINUTE
    assert minutes(route) == [(60, 0, 60, 90)]
    assert route.end == 100 * MINUTE


def test_it_waits_at_the_second_door_for_its_window() -> None:
    route = time_route(problem(job("a", 1), job("b", 2, (100, 120)), vehicle("v")), "v", ["a", "b"])
    assert minutes(route) == [(10, 0, 10, 40), (50, 50, 100, 130)]


def test_the_second_window_is_taken_when_the_first_is_missed() -> None:
    route = time_route(problem(job("a", 3, (0, 20), (60, 70)), vehicle("v")), "v", ["a"])
    assert route.stops[0].start == 60 * MINUTE


def test_parking_is_paid_once_at_one_place() -> None:
    two = problem(job("a", 1, setup=5), job("b", 1, setup=5), vehicle("v"))
    assert minutes(time_route(two, "v", ["a", "b"])) == [(10, 0, 15, 45), (45, 0, 45, 75)]


def test_a_break_delays_what_follows_unless_there_is_waiting_anyway() -> None:
    busy = problem(job("a", 1), job("b", 2), vehicle("v", (40, 60, 30)))
    assert minutes(time_route(busy, "v", ["a", "b"]))[1] == (80, 0, 80, 110)
    idle = problem(job("a", 1), job("b", 2, (100, 120)), vehicle("v", (40, 60, 30)))
    assert minutes(time_route(idle, "v", ["a", "b"]))[1][2] == 100


def test_a_break_after_the_end_is_not_owed() -> None:
    route = time_route(problem(job("a", 1), vehicle("v", (240, 300, 30))), "v", ["a"])
    assert not route.breaks


def test_what_is_late_is_timed_and_said_to_be_late() -> None:
    late = problem(job("a", 5, (0, 30)), vehicle("v"))
    route = time_route(late, "v", ["a"])
    assert lateness(late, "v", ["a"]) == 20 * MINUTE
    assert [violation.kind for violation in check(late, Solution((route,)))] == ["late"]


def test_an_empty_route_begins_and_ends_with_the_shift() -> None:
    route = time_route(problem(vehicle("v", start=30)), "v", [])
    assert (route.start, route.end, route.stops) == (1800, 1800, ())
