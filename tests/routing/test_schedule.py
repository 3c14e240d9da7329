"""A route's times follow from its order, breaks and windows."""

from __future__ import annotations

from dataclasses import replace

from routing.check import check
from routing.problem import Problem
from routing.schedule import lateness, lateness_all, time_all, time_route, timed_all
from routing.solution import Route, Solution
from routing.weights import Before, Wish
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


def starts(*routes: Route) -> dict[str, int]:
    return {stop.job: stop.start // MINUTE for route in routes for stop in route.stops}


def wish(earliest: int | None, latest: int | None = None) -> Wish:
    return Wish(earliest and earliest * MINUTE, latest and latest * MINUTE)


def test_what_others_ask_for_is_a_floor() -> None:
    two = problem(job("a", 1), job("b", 2), vehicle("v"))
    assert starts(time_route(two, "v", ["a", "b"], {"a": 30 * MINUTE})) == {"a": 30, "b": 70}
    assert lateness(problem(job("a", 1, (0, 20)), vehicle("v")), "v", ["a"], {"a": 30 * MINUTE}) == 10 * MINUTE


def test_a_stop_waits_for_its_wish_as_long_as_nothing_comes_too_late_by_that() -> None:
    free = problem(job("a", 1, wish=wish(60)), job("b", 2), vehicle("v"))
    assert starts(time_route(free, "v", ["a", "b"])) == {"a": 60, "b": 100}
    tight = problem(job("a", 1, wish=wish(60)), job("b", 2, (0, 80)), vehicle("v"))
    assert starts(time_route(tight, "v", ["a", "b"])) == {"a": 40, "b": 80}
    assert lateness(tight, "v", ["a", "b"]) == 0


def test_a_stop_waits_for_its_time_of_before_where_it_has_no_wish() -> None:
    day = problem(job("a", 1, wish=wish(None, 500)), job("b", 2, wish=wish(120)), vehicle("v"))
    day = replace(day, before={name: Before("v", 90 * MINUTE) for name in "ab"})
    assert starts(time_route(day, "v", ["a", "b"])) == {"a": 90, "b": 130}


def test_whoever_is_late_anyhow_waits_for_nothing_that_makes_it_later() -> None:
    late = problem(job("a", 1, wish=wish(60)), job("b", 5, (0, 60)), vehicle("v"))
    assert starts(time_route(late, "v", ["a", "b"])) == {"a": 10, "b": 80}


def test_overtime_is_not_late_up_to_its_limit() -> None:
    worker = vehicle("v", end=60, max_overtime=20 * MINUTE)
    assert lateness(problem(job("a", 2, service=40), worker), "v", ["a"]) == 0
    assert lateness(problem(job("a", 2, service=41), worker), "v", ["a"]) == MINUTE


def together(*parts: object, wait: int = 10) -> Problem:
    return replace(problem(*parts), joint_wait=wait * MINUTE)  # type: ignore[arg-type]


def test_the_sides_of_a_joint_visit_start_when_the_later_of_them_can() -> None:
    met = together(job("a", 1, joint="x"), job("b", 1, joint="x"), job("c", 3), vehicle("v"), vehicle("w"), wait=60)
    routes, late = timed_all(met, {"v": ["a"], "w": ["c", "b"]})
    assert late == 0
    assert starts(*routes) == {"a": 80, "b": 80, "c": 30}
    assert routes[0].start == 70 * MINUTE, "who has nothing before it does not wait at the door"
    assert check(met, Solution(routes)) == ()


def test_who_would_wait_too_long_for_the_other_starts_what_is_before_it_later() -> None:
    met = together(
        job("a", 1, (100, 200), joint="x"), job("b", 1, joint="x"), job("c", 3), job("d", 3), vehicle("v"), vehicle("w")
    )
    routes = time_all(met, {"v": ["a"], "w": ["d", "c", "b"]})
    assert starts(*routes) == {"a": 110, "b": 110, "c": 60, "d": 30}
    helpless = replace(met, jobs=(job("a", 1, (130, 200), joint="x"), met.jobs[1], job("c", 3, (0, 65)), met.jobs[3]))
    routes, late = timed_all(helpless, {"v": ["a"], "w": ["d", "c", "b"]})
    assert starts(*routes) == {"a": 130, "b": 130, "c": 60, "d": 30}, "nothing is later where that does not help"
    assert late == 10 * MINUTE


def test_one_after_another_waits_for_it_on_whatever_route() -> None:
    turns = problem(job("a", 3), job("b", 1, after="a"), job("c", 2), vehicle("v"), vehicle("w"))
    assert starts(*time_all(turns, {"v": ["a"], "w": ["b", "c"]})) == {"a": 30, "b": 60, "c": 100}
    assert lateness_all(turns, {"v": ["a"], "w": ["b", "c"]}) == 0


def test_what_waits_for_each_other_in_a_circle_is_timed_all_the_same_and_called_late() -> None:
    crossed = together(
        *(job(name, 1, joint=pair) for name, pair in [("a", "x"), ("b", "x"), ("c", "y"), ("d", "y")]),
        vehicle("v"),
        vehicle("w"),
    )
    routes, late = timed_all(crossed, {"v": ["a", "c"], "w": ["d", "b"]})
    assert starts(*routes) == {"a": 10, "c": 40, "d": 10, "b": 40}
    assert late == 2 * 30 * MINUTE
    assert {violation.kind for violation in check(crossed, Solution(routes))} == {"joint_apart"}


def test_a_break_is_taken_where_the_other_need_not_wait_for_it() -> None:
    met = together(
        job("a", 1, joint="x"), job("b", 1, (10, 50), joint="x"), job("c", 1), vehicle("v", (10, 100, 30)), vehicle("w")
    )
    routes = time_all(met, {"v": ["c", "a"], "w": ["b"]})
    assert starts(*routes) == {"a": 40, "b": 40, "c": 10}
    assert check(met, Solution(routes)) == ()


def test_a_joint_visit_waits_for_what_it_aims_at_on_both_sides() -> None:
    met = together(job("a", 1, joint="x", wish=wish(90)), job("b", 1, joint="x"), vehicle("v"), vehicle("w"))
    assert starts(*time_all(met, {"v": ["a"], "w": ["b"]})) == {"a": 90, "b": 90}
    tight = replace(met, vehicles=(met.vehicles[0], vehicle("w", end=100)))
    assert starts(*time_all(tight, {"v": ["a"], "w": ["b"]})) == {"a": 60, "b": 60}
