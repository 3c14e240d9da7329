"""What is proven of a VROOM problem holds in VROOM's own terms: windows before set-up, speeds, its costs."""

from __future__ import annotations

from typing import Any

from routing.vroom import Proven, prove_in_child, solved_plan
from routing.vroom.costs import worth
from tests.routing.vroom.asked import MINUTE, Asked, job, placed, problem, vehicle


def proven(asked: Asked, **orders: list[int]) -> tuple[Proven, Any]:
    """What is proven of these orders, by vehicle as ``v1=[3, 4]``, and the best plan then."""
    here, solution = placed(asked, **orders)
    numbers = {int(route.vehicle): [int(stop.job) for stop in route.stops] for route in solution.routes}
    found = prove_in_child(here, numbers, 20, 1, threads=1, report=lambda _: None)
    return found, solved_plan(here, found.better or solution)


def test_a_detour_is_found_out_at_what_it_costs() -> None:
    costs = {"fixed": 100, "per_hour": 1800, "per_km": 30}
    asked = problem([job(n, n) for n in (1, 2, 3)], [vehicle(1, costs=costs, speed_factor=0.8)])
    found, plan = proven(asked, v1=[2, 1, 3])
    # An hour at 0.8 of the speed is 75 minutes; 60 kilometres.
    assert (found.optimal, found.cost, worth(plan)) == (True, 100 + 75 * 30 + 60 * 30, (0, 0, 4150))
    assert found.better
    again, _plan = proven(asked, v1=[1, 2, 3])
    assert (again.optimal, again.better) == (True, None)


def test_a_matrix_of_costs_is_what_is_proven() -> None:
    asked = problem([job(1, 1), job(2, 2)], [vehicle(1, speed_factor=0.5)], places=3)
    asked["matrices"]["car"]["costs"] = [[0, 5, 9], [9, 0, 5], [5, 9, 0]]
    found, plan = proven(asked, v1=[2, 1])
    assert (found.optimal, found.cost, worth(plan)) == (True, 15, (0, 0, 15))


def test_windows_bound_the_moment_before_set_up_also_at_a_shared_door() -> None:
    # From the first door at 60 minutes on, half an hour and parking; the second door is free of parking.
    doors = [job(number, 2, (60, 95), setup=5 * MINUTE) for number in (1, 2)]
    found, plan = proven(problem(doors, [vehicle(1)]), v1=[1, 2])
    assert (found.optimal, worth(plan)) == (True, (0, 0, 2400))


def test_what_is_proven_never_undercuts_what_a_loosened_window_would_allow() -> None:
    # At the minute 94 the second is too late; the looser model does not see it, and says so by not being sure.
    doors = [job(number, 2, (60, 94), setup=5 * MINUTE, priority=7) for number in (1, 2)]
    found, plan = proven(problem(doors, [vehicle(1)]), v1=[1])
    assert (found.priority, worth(plan)[0], found.optimal) == (0, 7, False)
    assert not found.cost_counts(plan)
