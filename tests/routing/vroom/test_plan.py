"""Routes get VROOM's times, are judged by the checker, and are written in VROOM's form."""

from __future__ import annotations

import pytest

from routing.check import check
from routing.errors import BadProblem
from routing.solution import Reason, Violation
from routing.vroom import make_problem, solved_plan, start_solution
from routing.vroom.roads import encoded_line
from tests.routing.vroom.asked import (
    MINUTE,
    answered,
    ground,
    job,
    judged,
    placed,
    problem,
    rest,
    steps,
    vehicle,
)


def minutes(plan_steps: list[dict[str, int]]) -> list[tuple[object, int, int, int]]:
    """Type, arrival, waiting and travel behind, in minutes."""
    return [
        (step["type"], step["arrival"] // MINUTE, step["waiting_time"] // MINUTE, step["duration"] // MINUTE)
        for step in plan_steps
    ]


def test_a_route_leaves_as_late_as_costs_nothing() -> None:
    asked = problem([job(1, 1), job(2, 2, (120, 180))], [vehicle(1, steps=steps(1, 2))])
    (route,) = answered(judged(asked))["routes"]
    assert minutes(route["steps"]) == [
        ("start", 70, 0, 0),
        ("job", 80, 0, 10),
        ("job", 120, 0, 20),
        ("end", 170, 0, 40),
    ]
    assert (route["cost"], route["duration"], route["distance"], route["waiting_time"]) == (2400, 2400, 40_000, 0)


def test_a_break_may_be_taken_on_the_road() -> None:
    asked = problem([job(1, 5, (0, 90))], [vehicle(1, rest(1, 25, 25), steps=steps("break 1", 1))])
    plan = judged(asked)
    assert not plan.violations
    (route,) = answered(plan)["routes"]
    rest_step = route["steps"][1]
    assert (rest_step["arrival"], rest_step["duration"], rest_step["distance"]) == (25 * 60, 25 * 60, 25_000)
    assert minutes(route["steps"])[2] == ("job", 80, 0, 50)


def test_set_up_comes_after_the_window_has_opened_and_is_paid_once_at_a_place() -> None:
    doors = [job(number, 1, (60, 100), setup=5 * MINUTE) for number in (1, 2)]
    plan = judged(problem(doors, [vehicle(1, steps=steps(1, 2))]))
    assert not plan.violations
    (route,) = answered(plan)["routes"]
    assert minutes(route["steps"]) == [("start", 50, 0, 0), ("job", 60, 0, 10), ("job", 95, 0, 10), ("end", 135, 0, 20)]
    assert [step["setup"] for step in route["steps"]] == [0, 300, 0, 0]
    assert route["setup"] == 300


def test_a_used_vehicle_takes_also_the_break_that_opens_after_its_last_stop() -> None:
    here, solution = placed(problem([job(1, 1)], [vehicle(1, rest(9, 300, 330))]), v1=[1])
    plan = solved_plan(here, solution)
    assert not plan.violations
    (route,) = answered(plan)["routes"]
    assert [step["type"] for step in route["steps"]] == ["start", "job", "break", "end"]
    assert route["steps"][-1]["arrival"] == 330 * MINUTE
    assert route["service"] == 60 * MINUTE


def test_what_a_person_has_laid_down_is_told_with_amount_and_place() -> None:
    jobs = [job(1, 1, (0, 5)), job(2, 2, skills=[7], delivery=[3]), job(3, 3, delivery=[2])]
    worker = vehicle(4, rest(1, 20, 30), capacity=[4], max_tasks=2, steps=steps(1, 2, "break 1", 3))
    plan = judged(problem(jobs, [worker]))
    assert set(plan.violations) == {
        Violation("late", "4", "1", 5 * MINUTE),
        Violation("skill", "4", "2", 1),
        Violation("break_late", "4", "break:1", 50 * MINUTE),
        Violation("capacity", "4", amount=1),
        Violation("max_jobs", "4", amount=1),
    }
    told = answered(plan)
    assert told["code"] == 0
    causes = {(step["type"], each["cause"]) for step in told["routes"][0]["steps"] for each in step["violations"]}
    assert causes == {
        *(("start", "load"), ("job", "load"), ("job", "delay"), ("job", "skills"), ("job", "max_tasks")),
        ("break", "delay"),
    }


def test_a_break_left_out_is_missing_and_a_job_left_out_is_unassigned() -> None:
    asked = problem([job(1, 1), job(2, 2, description="blue door")], [vehicle(1, rest(1, 400, 500), steps=steps(1))])
    plan = judged(asked)
    assert plan.violations == (Violation("break_missing", "1", "break:1", 30 * MINUTE),)
    told = answered(plan)
    assert told["routes"][0]["violations"] == [{"cause": "missing_break"}]
    assert told["unassigned"] == [
        {"id": 2, "location_index": 2, "type": "job", "description": "blue door", "reason": "stopped_early"}
    ]


def test_a_time_set_by_hand_is_kept_or_told() -> None:
    asked = problem([job(1, 1), job(2, 2)], [vehicle(1, steps=steps(1, 2))])
    asked["vehicles"][0]["steps"][1]["service_at"] = 100 * MINUTE
    asked["vehicles"][0]["steps"][2]["service_before"] = 130 * MINUTE
    plan = judged(asked)
    assert [step["arrival"] + step["waiting_time"] for step in answered(plan)["routes"][0]["steps"][1:3]] == [
        *(100 * MINUTE, 140 * MINUTE)
    ]
    assert plan.violations == (Violation("late", "1", "2", 10 * MINUTE),)


def test_a_place_without_a_road_is_told_once() -> None:
    asked = problem([job(1, 1), job(2, 2, (0, 60))], [vehicle(1, steps=steps(1, 2))])
    asked["matrices"]["car"]["durations"][0][1] = 2**32 - 1
    assert judged(asked).violations == (Violation("unreachable", "1", "1"),)


def test_a_line_is_encoded_as_its_inventors_show() -> None:
    # https://developers.google.com/maps/documentation/utilities/polylinealgorithm
    points = [(38.5, -120.2), (40.7, -120.95), (40.7, -120.95), (43.252, -126.453)]
    assert encoded_line(points) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"


def test_costs_are_vrooms() -> None:
    costs = {"fixed": 100, "per_hour": 1800, "per_km": 30}
    here, solution = placed(problem([job(1, 1)], [vehicle(1, costs=costs)]), v1=[1])
    assert answered(solved_plan(here, solution))["summary"]["cost"] == 100 + 600 + 600


def test_loads_go_down_with_deliveries_and_up_with_pickups() -> None:
    jobs = [job(1, 1, pickup=[2], delivery=[0]), job(2, 2, pickup=[3], delivery=[1])]
    here, solution = placed(problem(jobs, [vehicle(1, capacity=[5])]), v1=[1, 2])
    told = answered(solved_plan(here, solution))
    assert [step["load"] for step in told["routes"][0]["steps"]] == [[1], [3], [5], [5]]
    assert (told["summary"]["delivery"], told["summary"]["pickup"]) == ([1], [5])


def test_a_stop_that_vroom_would_have_late_goes_elsewhere_or_is_left_out() -> None:
    # Between parking and the door of a shared place the search may rest; VROOM would come home three minutes late.
    doors = [job(number, 5, setup=10 * MINUTE, priority=number) for number in (1, 2)]
    worker = {**vehicle(1, rest(1, 55, 55, 60)), "time_window": [0, 232 * MINUTE]}
    here, solution = placed(problem(doors, [worker]), v1=[1, 2])
    assert not check(make_problem(here), solution)
    plan = solved_plan(here, solution)
    assert not plan.violations
    assert plan.left == {1: Reason.NO_ROOM}
    here, solution = placed(problem(doors, [worker, vehicle(2)]), v1=[1, 2])
    helped = solved_plan(here, solution)
    assert not helped.violations
    assert [[step.id for step in helped.routes[number] if step.kind == "job"] for number in (1, 2)] == [[2], [1]]


def test_a_search_begins_from_the_steps_and_refuses_those_that_cannot_be_driven() -> None:
    asked = problem([job(1, 1), job(2, 2)], [vehicle(1, steps=steps(2, 1))])
    here = ground(asked)
    start = start_solution(here)
    assert start
    assert [stop.job for stop in start.routes[0].stops] == ["2", "1"]
    asked["jobs"][0] = job(1, 1, (0, 5))
    here = ground(asked)
    with pytest.raises(BadProblem) as refused:
        start_solution(here)
    assert (refused.value.code, refused.value.details["where"]) == ("steps_broken", "vehicles[0].steps")
