"""Planning the rest: what is there stays, also where it breaks a rule; what comes in may still go elsewhere."""

from __future__ import annotations

from routing.check import check
from routing.problem import Problem
from routing.schedule import time_all
from routing.solution import Reason, Solution
from routing.solvers.rest import fill_in_child
from routing.worker import Better
from tests.routing.situations import job, problem, vehicle


def filled(of: Problem, orders: dict[str, list[str]], heard: list[object] | None = None) -> dict[str, list[str]]:
    found = solved(of, orders, heard)
    return {route.vehicle: [stop.job for stop in route.stops] for route in found.routes}


def solved(of: Problem, orders: dict[str, list[str]], heard: list[object] | None = None) -> Solution:
    start = Solution(time_all(of, {each.id: orders.get(each.id, []) for each in of.vehicles}))
    return fill_in_child(of, 1.0, 0, start, report=(heard if heard is not None else []).append)


def test_what_is_there_keeps_its_vehicle_and_its_order() -> None:
    of = problem(*(job(f"j{n}", n) for n in range(1, 6)), vehicle("a"), vehicle("b"))
    heard: list[object] = []
    found = filled(of, {"a": ["j5", "j1", "j3"]}, heard)
    assert [each for each in found["a"] if each in ("j5", "j1", "j3")] == ["j5", "j1", "j3"]
    assert sorted(each for order in found.values() for each in order) == ["j1", "j2", "j3", "j4", "j5"]
    assert isinstance(heard[0], Better)


def test_a_route_that_breaks_a_rule_stays_as_it_is() -> None:
    of = problem(job("j1", 1, (0, 10)), job("j9", 9, (0, 10)), job("j2", 2), vehicle("a"), vehicle("b"))
    found = filled(of, {"a": ["j9", "j1"]})
    assert found == {"a": ["j9", "j1"], "b": ["j2"]}


def test_a_first_place_that_shuts_another_out_is_given_up_again() -> None:
    # The cheapest place for the long one is where alone the short one fits.
    of = problem(
        job("short", 1, (10, 10), service=10),
        job("long", 1, (5, 300), service=100, priority=60),
        job("there", 2, (40, 40)),
        vehicle("a"),
        vehicle("b", start=60),
    )
    assert len({each for order in filled(of, {"a": ["there"]}).values() for each in order}) == 3


def test_what_finds_no_room_is_explained() -> None:
    of = problem(job("j1", 1, (10, 10)), job("j9", 9, (10, 10)), vehicle("a"))
    found = solved(of, {"a": ["j1"]})
    assert [each.job for each in found.unassigned] == ["j9"]
    assert found.unassigned[0].reason != Reason.STOPPED_EARLY


def test_both_sides_of_a_joint_visit_come_in_together() -> None:
    sides = (job("j3", 3, joint="j3"), job("j3#2", 3, joint="j3"))
    of = problem(job("j1", 1), *sides, job("j2", 2), vehicle("a"), vehicle("b"))
    found = solved(of, {"a": ["j1"]})
    assert check(of, found) == ()
    assert not found.unassigned
