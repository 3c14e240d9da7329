"""Whatever solves, on days at the edge: nobody, nowhere, never, all at once, no way back."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from routing.problem import Break, Problem, TimeWindow
from routing.solution import Reason
from routing.travel import UNREACHABLE, TravelTimes
from routing.weights import Costs, Weights, Wish
from tests.routing.situations import DAY, MINUTE, job, line, problem, vehicle
from tests.routing.solvers.engines import Engine, homes, left_out, order, starts


def torn(day: Problem, *gaps: tuple[object, object]) -> Problem:
    """The same day, with no road between these rows and columns."""
    cells = [day.travel["car"].durations.copy(), day.travel["car"].distances.copy()]
    for each in cells:
        for gap in gaps:
            each[gap] = UNREACHABLE
    return replace(day, travel={"car": TravelTimes(*cells)})


@pytest.mark.parametrize(
    "empty", [problem(), problem(vehicle("v")), problem(job("a", 1)), problem(vehicle("v", max_jobs=0))]
)
def test_a_day_without_visits_or_teams_has_a_plan_too(engine: Engine, empty: Problem) -> None:
    solution = engine.plan(empty)
    assert left_out(solution) == {job.id: Reason.NO_VEHICLE for job in empty.jobs}


def test_one_visit_is_made(engine: Engine) -> None:
    assert starts(engine.plan(problem(job("a", 3, setup=5), vehicle("v")))) == {"a": 35}


def test_where_no_road_leads_nobody_goes(engine: Engine) -> None:
    day = torn(problem(job("a", 1), job("b", 2), vehicle("v"), vehicle("w")), (0, slice(1, None)))
    assert left_out(engine.plan(day)) == {"a": Reason.UNREACHABLE, "b": Reason.UNREACHABLE}


def test_a_place_without_a_way_back_is_left_and_the_rest_is_served(engine: Engine) -> None:
    day = torn(problem(job("a", 1), job("lost", 2), job("c", 3), vehicle("v")), (2, slice(None)))
    solution = engine.plan(day)
    assert left_out(solution) == {"lost": Reason.UNREACHABLE}
    assert solution.travel_time == 60 * MINUTE


def test_places_that_no_road_joins_are_shared_out(engine: Engine) -> None:
    """Two shores: from the depot to either, but never from one to the other."""
    day = torn(
        problem(job("a", 1), job("b", 2), job("c", 3), job("d", 4), vehicle("v"), vehicle("w")),
        (slice(1, 3), slice(3, 5)),
        (slice(3, 5), slice(1, 3)),
    )
    home = homes(engine.plan(day))
    assert home["a"] == home["b"] != home["c"] == home["d"]


def test_a_place_that_only_another_visit_leads_to_is_served_on_the_way(engine: Engine) -> None:
    day = torn(problem(job("gate", 1), job("behind", 2), vehicle("v")), (0, 2))
    assert order(engine.plan(day), "v") == ["gate", "behind"]


def test_an_unused_team_may_be_unable_to_get_home(engine: Engine) -> None:
    stranded = replace(vehicle("w"), end_place=5)
    day = torn(problem(job("a", 1), vehicle("v"), stranded), (slice(None), 5))
    assert homes(engine.plan(day)) == {"a": "v"}


def test_a_one_way_ring_is_driven_the_right_way_round(engine: Engine) -> None:
    stops, far = 6, 50 * MINUTE
    cells = np.full((stops, stops), far, np.int32)
    for each in range(stops):
        cells[each, each], cells[each, (each + 1) % stops] = 0, MINUTE
    day = problem(*(job(f"j{n}", n, service=1) for n in (4, 2, 5, 1, 3)), vehicle("v"))
    ring = replace(day, travel={"car": TravelTimes(cells, cells)})
    assert order(engine.plan(ring), "v") == ["j1", "j2", "j3", "j4", "j5"]


@pytest.mark.parametrize("window", [(0, 5), (DAY + 60, DAY + 90), (DAY - 5, DAY - 5)])
def test_a_window_that_no_shift_meets_is_the_reason(engine: Engine, window: tuple[int, int]) -> None:
    solution = engine.plan(problem(job("never", 2, window), job("fits", 2), vehicle("v")))
    assert left_out(solution) == {"never": Reason.WINDOW_OUTSIDE_SHIFTS}


def test_jobs_and_shifts_of_other_days_hinder_nobody(engine: Engine) -> None:
    days = 24 * 60
    jobs = [job("now", 1), job("before", 1, (-days, -days + 60)), job("after", 1, (days * 200, days * 200 + 60))]
    solution = engine.plan(problem(*jobs, vehicle("v")))
    assert left_out(solution) == {"before": Reason.WINDOW_OUTSIDE_SHIFTS, "after": Reason.WINDOW_OUTSIDE_SHIFTS}
    gone = vehicle("w", (-days - 60, -days - 30, 10), start=-days, end=-days + 60)
    assert homes(engine.plan(problem(job("now", 1), gone, vehicle("v")))) == {"now": "v"}


def test_a_shift_half_a_year_away_is_a_day_like_any_other(engine: Engine) -> None:
    day = 24 * 60 * 180
    solution = engine.plan(problem(job("a", 1, (day, day + 60)), vehicle("v", start=day, end=day + DAY)))
    assert starts(solution) == {"a": day + 10}


def test_the_windows_last_second_is_kept_and_one_later_is_too_late(engine: Engine) -> None:
    at = 20 * MINUTE
    kept, late = (replace(job("a", 2), windows=(TimeWindow(0, last),)) for last in (at, at - 1))
    assert not engine.plan(problem(kept, vehicle("v"))).unassigned
    assert left_out(engine.plan(problem(late, vehicle("v")))) == {"a": Reason.WINDOW_OUTSIDE_SHIFTS}
    assert not engine.plan(problem(job("a", 2), vehicle("v", end=70))).unassigned
    assert engine.plan(problem(job("a", 2), replace(vehicle("v"), shift_end=70 * MINUTE - 1))).unassigned


def test_the_window_that_is_open_is_taken_and_a_gap_is_waited_out(engine: Engine) -> None:
    day = problem(job("first", 1, (0, 5), (10, 10)), job("gap", 1, (0, 30), (100, 110)), vehicle("v"))
    assert starts(engine.plan(day)) == {"first": 10, "gap": 100}


@pytest.mark.parametrize("rests", range(4))
def test_every_break_is_taken_however_many(engine: Engine, rests: int) -> None:
    """Each hour a quarter of rest; the checker misses none."""
    breaks = [(60 * n, 60 * n + 30, 15) for n in range(1, rests + 1)]
    solution = engine.plan(problem(*(job(f"j{n}", n) for n in range(1, 8)), vehicle("v", *breaks)))
    assert not solution.unassigned
    assert len(solution.routes[0].breaks) == rests


def test_breaks_in_reversed_order_of_their_windows_fit_too(engine: Engine) -> None:
    """The long one may start from 50 on, the short one only at 80: it is first in the list and last in the day."""
    day = problem(job("a", 1), job("b", 2), job("c", 3), vehicle("v", (80, 85, 10), (50, 60, 20)))
    solution = engine.plan(day)
    assert not solution.unassigned
    assert [rest.id for rest in sorted(solution.routes[0].breaks, key=lambda rest: rest.start)] == [
        "v-rest-1",
        "v-rest-0",
    ]


def test_a_break_that_opens_later_may_have_to_come_first(engine: Engine) -> None:
    """At 50 the visit is over; the short break may start until 50 only, and the long one, open since 20, until 200."""
    day = problem(job("a", 1, (20, 20)), job("b", 2, (120, 120)), vehicle("v", (20, 200, 40), (45, 50, 10)))
    assert not engine.plan(day).unassigned


def test_a_half_day_ends_before_a_break_that_has_no_room_in_it(engine: Engine) -> None:
    """Three visits a team take until 11:30 (minute 210), when a break opens that would end after the shift."""
    jobs = [job(f"j{n}", 1, service=60) for n in range(6)]
    teams = [vehicle(f"v{n}", (210, 330, 40), end=240) for n in range(2)]
    solution = engine.plan(problem(*jobs, *teams))
    assert not solution.unassigned
    assert not any(route.breaks for route in solution.routes)


@pytest.mark.parametrize(("start", "end", "travel"), [(None, 0, 50), (0, None, 50), (None, None, 40), (0, 0, 100)])
def test_a_route_may_begin_or_end_anywhere(engine: Engine, start: int | None, end: int | None, travel: int) -> None:
    team = replace(vehicle("v"), start_place=start, end_place=end)
    solution = engine.plan(problem(job("a", 1), job("b", 3), job("c", 5), team))
    assert solution.travel_time == travel * MINUTE


def test_teams_that_start_where_they_work_need_no_set_up(engine: Engine) -> None:
    day = problem(
        job("a", 4, setup=10, service=20), job("b", 4, setup=10, service=20), replace(vehicle("v"), start_place=4)
    )
    assert sorted(starts(engine.plan(day)).values()) == [0, 20]


def test_set_up_is_paid_once_for_neighbors(engine: Engine) -> None:
    """With a second set-up between them, the last one could not start at 85."""
    day = problem(*(job(f"j{n}", 1, (0, 85), setup=15) for n in range(3)), vehicle("v"))
    assert sorted(starts(engine.plan(day)).values()) == [25, 55, 85]


def test_who_could_not_park_in_time_walks_over_from_next_door(engine: Engine) -> None:
    """Parking takes half an hour for b, who must be served by 35: possible only from a, where the car stands."""
    day = problem(job("a", 1, setup=5, service=10), job("b", 1, (0, 35), setup=30), vehicle("v"))
    assert starts(engine.plan(day)) == {"a": 15, "b": 25}


def test_five_hundred_visits_at_one_address_fill_the_day(engine: Engine) -> None:
    """Set-up once and a way of twenty minutes leave 115 visits to each of four teams, 31 to one who stays 3 hours."""
    jobs = [replace(job(f"j{n}", 1, service=5, setup=5), priority=n % 3) for n in range(500)]
    teams = [vehicle(f"v{n}") for n in range(4)]
    began = time.monotonic()
    solution = engine.plan(problem(*jobs, *teams, vehicle("short", end=180), places=2), seconds=1)
    assert time.monotonic() - began < 20
    assert [len(route.stops) for route in solution.routes] == [115, 115, 115, 115, 31]
    assert all(left.reason == Reason.NO_ROOM for left in solution.unassigned)
    assert all(int(left.job[1:]) % 3 == 0 for left in solution.unassigned)


def test_visits_that_take_no_time_at_no_distance_are_all_made(engine: Engine) -> None:
    day = problem(*(job(f"j{n}", 0, service=0) for n in range(30)), vehicle("v", end=0), places=1)
    assert not engine.plan(day).unassigned


def test_two_travel_modes_have_their_own_roads(engine: Engine) -> None:
    """On foot it takes three times as long, but only on foot can the bridge be crossed."""
    day = torn(problem(job("near", 1), job("bridge", 2), vehicle("car")), (slice(None), 2))
    walker = replace(vehicle("walker"), travel_mode="foot")
    both = replace(day, vehicles=(*day.vehicles, walker), travel={**day.travel, "foot": line(10, 30)})
    solution = engine.plan(both)
    assert homes(solution)["bridge"] == "walker"
    assert not solution.unassigned


@pytest.mark.parametrize("capacity", [(5, 1), (1, 5), (2, 2)])
def test_no_team_carries_more_than_it_can_in_any_dimension(engine: Engine, capacity: tuple[int, int]) -> None:
    jobs = [job(f"j{n}", 1, amount=(1, 1)) for n in range(4)]
    solution = engine.plan(problem(*jobs, vehicle("v", capacity=capacity), vehicle("w", capacity=())))
    assert not solution.unassigned
    assert len(order(solution, "v")) <= min(capacity)
    full = engine.plan(problem(*jobs, vehicle("v", capacity=capacity)))
    assert set(left_out(full).values()) == {Reason.NO_ROOM}
    assert len(full.unassigned) == 4 - min(capacity)


def test_limits_of_visits_and_of_travel_hold_for_the_whole_route(engine: Engine) -> None:
    jobs = [job(f"j{n}", n) for n in (1, 2, 3)]
    assert len(engine.plan(problem(*jobs, vehicle("v", max_jobs=2))).unassigned) == 1
    assert set(left_out(engine.plan(problem(*jobs, vehicle("v", max_travel_time=59 * MINUTE))))) == {"j3"}
    assert not engine.plan(problem(*jobs, vehicle("v", max_travel_time=60 * MINUTE))).unassigned


def test_a_rest_longer_than_the_shift_ends_the_day_before_it_opens(engine: Engine) -> None:
    tired = replace(vehicle("v"), breaks=(Break("long", 60 * MINUTE, 90 * MINUTE, DAY * MINUTE),))
    assert set(left_out(engine.plan(problem(job("a", 1), job("b", 2), tired)))) == {"b"}


def test_a_short_break_lies_in_overtime_if_it_must(engine: Engine) -> None:
    """Back at 80 without it; its window opens at 75, when the shift is over and the route is not."""
    tired = vehicle("v", (75, 75, 10), end=60, max_overtime=30 * MINUTE)
    solution = engine.plan(problem(job("a", 1), job("b", 1), tired))
    assert solution.routes[0].end == 90 * MINUTE
    cut = replace(tired, max_overtime=30 * MINUTE - 1)
    assert len(engine.plan(problem(job("a", 1), job("b", 1), cut)).unassigned) == 1


def test_without_any_time_there_is_a_plan_all_the_same(engine: Engine) -> None:
    day = problem(*(job(f"j{n}", 1 + n % 9) for n in range(30)), *(vehicle(f"v{n}") for n in range(5)))
    began = time.monotonic()
    engine.plan(day, 0)
    assert time.monotonic() - began < 10


def test_the_time_limit_is_kept(engine: Engine) -> None:
    day = problem(*(job(f"j{n}", 1 + n % 9) for n in range(60)), *(vehicle(f"v{n}") for n in range(7)))
    began = time.monotonic()
    engine.plan(day, 0.5)
    assert time.monotonic() - began < 3


def test_more_teams_than_visits_stay_at_home(engine: Engine) -> None:
    solution = engine.plan(problem(job("a", 1), job("b", 1), *(vehicle(f"v{n}") for n in range(40))))
    assert sum(bool(route.stops) for route in solution.routes) == 1


def test_a_shift_of_no_length_serves_only_what_takes_none(engine: Engine) -> None:
    day = problem(job("here", 0, service=0), job("there", 1, service=0), vehicle("v", start=60, end=60))
    assert left_out(engine.plan(day)) == {"there": Reason.WINDOW_OUTSIDE_SHIFTS}


def test_what_costs_nothing_is_done_as_well(engine: Engine) -> None:
    free = Costs(per_hour=0)
    day = problem(
        *(job(f"j{n}", n, priority=0) for n in range(1, 7)), vehicle("v", costs=free), vehicle("w", costs=free)
    )
    assert not engine.plan(replace(day, weights=Weights(0, 0))).unassigned


def test_numbers_at_the_end_of_their_range_do_not_turn_round(engine: Engine) -> None:
    """A road of sixty years is a road; windows and wishes may lie there too."""
    day = problem(job("a", 1), job("far", 2), vehicle("v"), vehicle("w"))
    cells = day.travel["car"].durations.copy()
    cells[2, :] = cells[:, 2] = UNREACHABLE - 1
    wide = (TimeWindow(-(2**40), 2**40),)
    jobs = tuple(replace(each, windows=wide, wish=Wish(latest=-(2**31)), setup_time=5) for each in day.jobs)
    solution = engine.plan(replace(day, jobs=jobs, travel={"car": TravelTimes(cells, cells)}))
    assert left_out(solution) == {"far": Reason.WINDOW_OUTSIDE_SHIFTS}
