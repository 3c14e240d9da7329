"""A service that was switched on, and an office in which waiting takes no time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from planner.bootstrap import Office
from planner.model import Day, Visit
from planner.outside import Outside
from planner.settings import Settings, save_settings
from tests.builders import day, visit
from tests.planner.day.geocoding.fake_service import FakeService, running


class FakeTime:
    """Passes only while somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeService]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with running() as made:
        yield made


@pytest.fixture
def waited() -> FakeTime:
    return FakeTime()


@pytest.fixture
def asking(office: Office, service: FakeService, waited: FakeTime) -> Office:
    """An office that asks the service."""
    switch_on(office, service)
    return replace(office, outside=Outside(waited.monotonic, waited.pause))


def switch_on(office: Office, service: FakeService, **chosen: object) -> None:
    with office.store.writing() as session:
        settings = Settings(online_geocoder=True, online_domain=service.domain)
        save_settings(session, replace(settings, **chosen))  # type: ignore[arg-type]


def stored(office: Office, *visits: Visit) -> Day:
    with office.store.writing() as session:
        return session.save_day(day(*visits))


def lost(number: int) -> Visit:
    """A visit that no place is known of."""
    return replace(visit(number), location=None)


def told(office: Office) -> list[str]:
    """Why services are left alone."""
    return [silence.reason for silence in office.outside.silences.values()]
