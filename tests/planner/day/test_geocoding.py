"""Addresses are located by the surest source; the one outside is asked only where it was switched on."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlparse

import pytest

from planner.bootstrap import Office
from planner.day.geocoding import confirm, locate_visits, place
from planner.model import Address, Coordinates, Day, LocationSource, MatchClass, Visit
from planner.outside import Outside
from planner.settings import Settings, save_settings
from tests.builders import at, day, visit
from tests.planner.day.geocoding.conftest import FakeTime

HERE = {
    "place_id": 1,
    "lat": "45.21",
    "lon": "-30.41",
    "display_name": "7, Maple Road, Emberford",
    "importance": 0.4,
    "type": "house",
    "address": {"house_number": "7", "road": "Maple Road", "town": "Emberford"},
}


class Service(HTTPServer):
    """An address service on this machine that knows one house."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[str] = []
        self.broken = False

    @property
    def domain(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        service = self.server
        assert isinstance(service, Service)
        service.asked.append(parse_qs(urlparse(self.path).query)["q"][0])
        self.send_response(503 if service.broken else 200)
        self.end_headers()
        self.wfile.write(json.dumps([HERE]).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Service() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def switch_on(office: Office, service: Service, on: bool = True) -> None:
    with office.store.writing() as session:
        save_settings(session, Settings(online_geocoder=on, online_domain=service.domain))


def stored(office: Office, *visits: Visit) -> Day:
    with office.store.writing() as session:
        return session.save_day(day(*visits))


def lost(number: int) -> Visit:
    return replace(visit(number), location=None)


def test_off_it_is_never_asked(office: Office, service: Service) -> None:
    switch_on(office, service, on=False)
    located = locate_visits(office, stored(office, lost(7)))
    assert not service.asked
    assert located.visits[0].location is None


def test_on_it_is_asked_once_for_an_address_and_remembered(office: Office, service: Service) -> None:
    switch_on(office, service)
    flat = replace(lost(8), address=replace(lost(7).address, inner="Flat 9"))
    located = locate_visits(office, stored(office, lost(7), flat))
    assert service.asked == ["Maple Road 7, Emberford"]
    places = [each.location for each in located.visits]
    assert [place and (place.coordinates, place.match, place.source) for place in places] == [
        (Coordinates(45.21, -30.41), MatchClass.HOUSE, LocationSource.ONLINE)
    ] * 2
    again = locate_visits(office, replace(located, visits=(replace(located.visits[0], location=None),)))
    assert again.visits[0].location
    assert again.visits[0].location.source is LocationSource.REMEMBERED
    assert len(service.asked) == 1


def test_another_house_number_is_not_the_house(office: Office, service: Service) -> None:
    switch_on(office, service)
    located = locate_visits(office, stored(office, lost(12)))
    assert located.visits[0].location
    assert located.visits[0].location.match is MatchClass.NEAR_NUMBER
    assert not located.visits[0].located


def test_what_is_sure_already_is_not_asked_for(office: Office, service: Service) -> None:
    switch_on(office, service)
    locate_visits(office, stored(office, visit(7)))
    assert not service.asked


def test_a_silent_service_is_not_waited_for_again(
    office: Office, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    switch_on(office, service)
    service.broken = True
    time = FakeTime()
    patient = replace(office, outside=Outside(time.monotonic, time.pause))
    located = locate_visits(patient, stored(office, lost(7), lost(8), lost(9)))
    assert set(service.asked) == {"Maple Road 7, Emberford"}
    assert not any(each.location for each in located.visits)
    assert "does not answer" in caplog.text
    assert "Maple" not in caplog.text


def test_a_place_that_a_person_confirmed_is_remembered_for_the_address(office: Office) -> None:
    unsure = replace(lost(1), location=replace(at(100), match=MatchClass.STREET))
    kept = stored(office, unsure, lost(2))
    assert unsure.location
    confirmed = confirm(office, kept, kept.visits[0].id, unsure.location, "R. Sorel")
    assert confirmed.visits[0].located
    moved = place(office, confirmed, kept.visits[1].id, Coordinates(45.3, -30.3), "R. Sorel")
    fresh = replace(moved, visits=tuple(replace(each, location=None) for each in moved.visits))
    again = locate_visits(office, fresh)
    assert [each.location and each.location.coordinates for each in again.visits] == [
        unsure.location.coordinates,
        Coordinates(45.3, -30.3),
    ]
    assert all(each.located for each in again.visits)


def test_the_same_address_is_known_however_it_is_written(office: Office) -> None:
    kept = stored(office, lost(1), replace(lost(2), address=Address("  MAPLE road 1 ,Emberford", "another flat")))
    placed = place(office, kept, kept.visits[0].id, Coordinates(45.3, -30.3), "")
    assert all(each.located for each in locate_visits(office, placed).visits)
