"""Chinese map coordinates come back to WGS-84, wherever in China."""

from __future__ import annotations

import math

import pytest

from planner.day.geocoding.china import bd09, gcj02, to_wgs84
from planner.model import Coordinates

PLACES = [
    Coordinates(lat + 0.137 * (step % 5), lon + 0.211 * (step % 7))
    for step, (lat, lon) in enumerate((lat, lon) for lat in range(19, 50, 3) for lon in range(76, 132, 4))
]


def metres(a: Coordinates, b: Coordinates) -> float:
    east = (b.lon - a.lon) * math.cos(math.radians(a.lat))
    return math.hypot(b.lat - a.lat, east) * 111_195


def test_the_way_there_and_back_ends_within_a_centimeter() -> None:
    assert len(PLACES) > 150
    assert max(metres(place, to_wgs84(gcj02(place), "gcj02")) for place in PLACES) <= 0.01
    assert max(metres(place, to_wgs84(bd09(gcj02(place)), "bd09")) for place in PLACES) <= 0.01


def test_a_mix_up_would_be_seen_on_every_map() -> None:
    shifts = [metres(place, gcj02(place)) for place in PLACES]
    assert min(shifts) > 25
    assert max(shifts) < 800


def test_a_known_place_is_where_others_put_it() -> None:
    """Tiananmen by eviltransform's own test values."""
    assert gcj02(Coordinates(31.1774276, 121.5272106)) == pytest.approx((31.17530398364597, 121.531541859215), abs=1e-7)


def test_outside_china_nothing_is_shifted() -> None:
    lisbon = Coordinates(38.7, -9.1)
    assert to_wgs84(lisbon, "gcj02") == lisbon
    assert to_wgs84(lisbon, "wgs84") == lisbon
