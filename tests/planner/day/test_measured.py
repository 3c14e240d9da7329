"""Days that are over tell how long ways, stays and doors really take, with error bars, and only when they are sure."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from planner.day.measured import FEWEST, Estimate, What, estimates, seen
from planner.location import Coordinates, Location, LocationSource, MatchClass
from planner.model import Actual, Day, Plan, Route, Stop, Visit
from tests.builders import day, visit

BEGIN = datetime(2026, 11, 24, 8, tzinfo=UTC)
NORTH, SOUTH = Coordinates(48.20, 11.5), Coordinates(48.10, 11.5)
MINUTE = timedelta(minutes=1)


def place(coordinates: Coordinates) -> Location:
    return Location(coordinates, MatchClass.HOUSE, LocationSource.FILE)


def driven(draw: random.Random, *, rush: float, north: float, south: float, stay: float) -> tuple[Day, Plan]:
    """A day of one team as it went: `rush` times as long before 9, so many minutes at the doors, stays as long."""
    visits = [replace(visit(n), location=place(draw.choice((NORTH, SOUTH)))) for n in range(1, 15)]
    stops, at = [], BEGIN - timedelta(minutes=90)
    for each in visits:
        road = draw.uniform(4, 20)
        slow = rush if at.astimezone(UTC).hour < 8 else 1.0
        assert each.location is not None
        door = north if each.location.coordinates == NORTH else south
        arrived = at + MINUTE * (road * slow + door + draw.gauss(0, 1))
        left = arrived + each.service_time * stay * draw.uniform(0.9, 1.1)
        actual = Actual(arrived, left, "done")
        stops.append(Stop(each.id, arrived, arrived, left, travel_time=MINUTE * road, actual=actual))
        at = left
    whole = day(*visits, teams=1)
    return whole, Plan(whole.id, (Route(whole.shifts[0].id, tuple(stops), BEGIN, at),))


def area_of(each: Visit) -> tuple[str, Coordinates] | None:
    assert each.location is not None
    return ("North" if each.location.coordinates == NORTH else "South"), each.location.coordinates


def now(what: What, _key: str) -> float:
    return 4.0 if what == What.DOOR else 1.0


@pytest.fixture(scope="module")
def found() -> dict[tuple[What, str], Estimate]:
    draw = random.Random(3)
    days = [driven(draw, rush=1.4, north=9, south=4, stay=1.25) for _ in range(25)]
    return {(each.what, each.key): each for each in estimates(seen(days), area_of, now)}


def test_what_was_so_lies_within_the_error_bars_and_what_differs_is_proposed(
    found: dict[tuple[What, str], Estimate],
) -> None:
    truth = {(What.DOOR, "North"): 9.0, (What.DOOR, "South"): 4.0, (What.STAY, "home"): 1.25}
    early = next(key for key in found if key[0] == What.WAY and found[key].mean > 1.2)
    for key, true in (truth | {early: 1.4}).items():
        assert found[key].low - 0.1 <= true <= found[key].high + 0.1, key
    assert found[What.DOOR, "North"].proposed
    assert found[What.STAY, "home"].proposed
    assert found[early].proposed
    assert not found[What.DOOR, "South"].proposed


def test_an_area_knows_where_it_is(found: dict[tuple[What, str], Estimate]) -> None:
    assert found[What.DOOR, "North"].center == NORTH
    assert found[What.DOOR, "North"].radius_m == 0


def few() -> Iterator[tuple[Day, Plan]]:
    yield driven(random.Random(1), rush=3, north=9, south=4, stay=2)


def test_of_one_day_nothing_is_said() -> None:
    assert FEWEST > 14
    assert estimates(seen(few()), area_of, now) == ()


def test_nobody_met_says_nothing_of_a_stay_and_what_was_not_told_says_nothing_at_all() -> None:
    one, plan = driven(random.Random(1), rush=1, north=4, south=4, stay=1)
    route = plan.routes[0]
    untold = replace(route.stops[0], actual=None)
    nobody = replace(route.stops[1].actual or Actual(), outcome="failed", reason="not_met")
    empty = replace(route.stops[1], actual=nobody)
    shown = seen([(one, replace(plan, routes=(replace(route, stops=(untold, empty, *route.stops[2:])),)))])
    assert len(shown.stays) == 12
    assert len(shown.legs) == 12


def test_what_was_accepted_before_is_what_a_stay_is_compared_with() -> None:
    draw = random.Random(5)
    days = [driven(draw, rush=1, north=4, south=4, stay=1.2) for _ in range(5)]
    accepted = estimates(seen(days), area_of, lambda what, _key: 1.5 if what == What.STAY else 4)
    assert next(each for each in accepted if each.key == "home").mean == pytest.approx(1.8, rel=0.05)
