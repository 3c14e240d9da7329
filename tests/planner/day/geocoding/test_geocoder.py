"""The region behaves as any geocoder of geopy does, and asks nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from geopy.exc import GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter
from geopy.location import Location

from planner.day.geocoding.geocoder import RegionGeocoder
from routing.region.addresses import AddressIndex


@pytest.fixture
def geocoder(demo_region: Path) -> Iterator[RegionGeocoder]:
    with RegionGeocoder(demo_region) as made:
        yield made


@pytest.fixture
def written(demo_region: Path) -> str:
    """An address of the town."""
    index = AddressIndex(demo_region)
    ((text, _place),) = index.sample(1, seed=3)
    index.close()
    return text


def test_an_address_is_found_with_how_surely(geocoder: RegionGeocoder, written: str) -> None:
    found = geocoder.geocode(written)
    assert isinstance(found, Location)
    assert found.raw["match"] == "house"
    assert found.raw["differs"] == ()
    assert 0.9 < found.raw["score"] <= 1.1
    assert 45 < found.latitude < 46


def test_one_place_or_several_as_it_is_asked_for(geocoder: RegionGeocoder, written: str) -> None:
    several = geocoder.geocode(written, exactly_one=False, limit=3)
    assert isinstance(several, list)
    assert 1 <= len(several) <= 3
    assert several[0] == geocoder.geocode(written)
    assert geocoder.geocode("") is None
    assert geocoder.geocode("", exactly_one=False) is None


def test_a_point_has_the_address_that_is_there(geocoder: RegionGeocoder, written: str) -> None:
    found = geocoder.geocode(written)
    assert isinstance(found, Location)
    for point in (found.point, (found.latitude, found.longitude), f"{found.latitude}, {found.longitude}"):
        back = geocoder.reverse(point)
        assert isinstance(back, Location)
        assert back.address == found.address
    assert geocoder.reverse((0, 0)) is None


def test_it_works_with_a_rate_limiter(geocoder: RegionGeocoder, written: str) -> None:
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert [place.raw["match"] for place in map(limited, [written] * 3)] == ["house"] * 3


def test_whatever_would_ask_a_service_finds_none(geocoder: RegionGeocoder) -> None:
    with pytest.raises(GeocoderServiceError):
        geocoder._call_geocoder("https://example.org/", lambda found: found)
