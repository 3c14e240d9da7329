"""Travel times of a day: asked for once, kept as they come, slower in the rain."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from planner import regions
from planner.bootstrap import Office
from planner.day import edit
from planner.day.optimize import Planning, prepare
from planner.day.travel import TravelSearch, is_quick, remembered, travel_key
from planner.day.wanted import Wanted
from planner.model import Coordinates, Day, Location, LocationSource, MatchClass, TravelMode, Visit
from planner.policy.closed import ClosedDays
from routing.errors import Cancelled
from routing.region.build import RegionFacts
from routing.travel import UNREACHABLE
from routing.worker import Progress, Worker
from tests.builders import day, visit

SIDE = 16
PATIENCE_S = 60


@pytest.fixture
def town() -> Day:
    """Twelve visits around the office."""
    return day(*(visit(n, north=400 * n, east=300 * (n % 4) - 600) for n in range(12)))


def use_town(office: Office, region: Path) -> None:
    shutil.copytree(region, office.data / regions.FOLDER / "town")
    regions.take(office, "town", RegionFacts("", "2026-01-01", 0, 0, (45.1, -30.6, 45.3, -30.2), 0), "Emberford")


def crowd() -> Day:
    """So many visits in the town that their matrix comes in several parts."""
    spots = [(45.194 + 0.0008 * (n % SIDE), -30.406 + 0.0008 * (n // SIDE)) for n in range(SIDE * SIDE)]
    return day(*(_at(visit(n), Coordinates(*spot)) for n, spot in enumerate(spots)))


def _at(of: Visit, place: Coordinates) -> Visit:
    return replace(of, location=Location(place, MatchClass.HOUSE, LocationSource.FILE))


def test_a_new_visit_costs_one_row_and_one_column(office: Office, worker: Worker, town: Day) -> None:
    TravelSearch(office, town, worker).wait()
    assert TravelSearch(office, town, worker).asked == ()
    more = replace(town, visits=(*town.visits, visit(30, north=5000)))
    search = TravelSearch(office, more, worker)
    new, old = (13,), tuple(range(13))
    assert [(each.rows, each.columns) for each in search.asked] == [(new, old), (old, new)]
    assert (search.wait().by_mode["car"].durations < UNREACHABLE).all()


def test_each_way_to_travel_has_rows_of_its_own(office: Office, worker: Worker, town: Day) -> None:
    TravelSearch(office, town, worker).wait()
    walking = replace(town, shifts=(town.shifts[0], replace(town.shifts[1], travel_mode=TravelMode.FOOT)))
    search = TravelSearch(office, walking, worker)
    assert [each.mode for each in search.asked] == ["foot"]
    by_mode = search.wait().by_mode
    assert by_mode["foot"].durations.sum() > by_mode["car"].durations.sum()


def test_without_asking_there_is_only_what_is_remembered(office: Office, worker: Worker, town: Day) -> None:
    assert not remembered(office, town).complete
    TravelSearch(office, town, worker).wait()
    known = remembered(office, town)
    assert known.complete
    assert known.source == "straight_line:1.35"


def test_who_stops_and_asks_again_waits_only_for_the_rest(office: Office, worker: Worker, demo_region: Path) -> None:
    use_town(office, demo_region)
    many = crowd()
    first = TravelSearch(office, many, worker)
    whole = sum(len(each.rows) * len(each.columns) for each in first.asked)
    end = time.monotonic() + PATIENCE_S
    while not any(isinstance(message, Progress) for message in first.poll()) and time.monotonic() < end:
        time.sleep(0.005)
    first.stop()
    second = TravelSearch(office, many, worker)
    left = sum(len(each.rows) * len(each.columns) for each in second.asked)
    assert 0 < left < whole
    second.stop()


def test_nobody_waits_who_no_longer_wants_them(office: Office, worker: Worker, town: Day) -> None:
    with pytest.raises(Cancelled):
        TravelSearch(office, town, worker).wait(cancelled=lambda: True)


def test_on_a_slow_day_ways_take_longer_and_plan_and_checker_agree(office: Office, worker: Worker, town: Day) -> None:
    wet, dry = replace(town.shifts[0], slow_factor=1.3), town.shifts[1]
    rainy = replace(town, shifts=(wet, dry))
    planning = Planning(office, rainy, None, worker, time_limit_s=0.5)
    plan = planning.wait()
    dp = planning.day_problem
    assert dp
    assert [travel_key(each) for each in rainy.shifts] == ["car@1.3", "car"]
    slow, usual = (dp.problem.travel[key].durations for key in ("car@1.3", "car"))
    assert (slow == np.ceil(np.round(usual * 1.3, 6))).all()
    assert edit.violations(dp, plan, office.pack, ClosedDays()) == ()
    for route in plan.routes:
        legs = sum((stop.travel_time for stop in route.stops), route.last_travel_time)
        assert legs == route.travel_time
    slowed = edit.follow(prepare(office, rainy, worker), plan)
    dry_again = edit.follow(prepare(office, town, worker), plan)
    first = next(route.stops[0].visit_id for route in plan.routes if route.shift_id == wet.id)
    route, before = (each.route_of(first) for each in (slowed, dry_again))
    assert route
    assert before
    assert route.travel_time > before.travel_time + timedelta(seconds=1)
    assert route.distance == before.distance


def test_a_quick_estimate_says_so_and_is_not_mixed_with_the_roads(
    office: Office, worker: Worker, demo_region: Path
) -> None:
    use_town(office, demo_region)
    few = replace(crowd(), visits=crowd().visits[100:106])
    planning = Planning(office, few, None, worker, time_limit_s=0.5, wanted=Wanted(quick=True))
    plan = planning.wait()
    assert is_quick(plan.travel_source)
    assert remembered(office, few, quick=True).complete
    assert not remembered(office, few).complete
    assert edit.follow(prepare(office, few, worker), plan).travel_source.startswith("valhalla:")
