"""A service outside is asked only where it was switched on, told no more than an address, and not believed blindly."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import unquote_plus

import pytest

from planner.bootstrap import Office
from planner.day.geocoding import locate_visits, online
from planner.errors import StorageError
from planner.model import Address, Coordinates, Day, LocationSource, Visit
from planner.outside import ADDRESS, Sent, requests_sent
from planner.settings import Settings
from planner.storage.session import Session
from tests.conftest import NOW
from tests.planner.day.geocoding.conftest import FakeTime, lost, stored, switch_on, told
from tests.planner.day.geocoding.fake_service import (
    FakeService,
    Reply,
    fails,
    nothing_found,
    says,
    stalls,
    truncates,
)

HERE: dict[str, Any] = {
    "lat": "45.21",
    "lon": "-30.41",
    "display_name": "7, Maple Road, Emberford",
    "importance": 0.4,
    "address": {"house_number": "7", "road": "Maple Road", "town": "Emberford"},
}


def kept(office: Office, day: Day) -> tuple[Visit, ...]:
    """The visits of a day as they are in the database."""
    with office.store.reading() as session:
        found = session.day(day.date)
    assert found
    return found.visits


def test_off_nobody_is_asked(asking: Office, service: FakeService) -> None:
    switch_on(asking, service, online_geocoder=False)
    located = locate_visits(asking, stored(asking, lost(7)))
    assert not service.requests
    assert located.visits[0].location is None
    assert asking.outside.total == 0
    assert requests_sent(asking) == ()


def test_every_request_is_counted_and_in_the_record_without_the_address(asking: Office, service: FakeService) -> None:
    service.replies = [says([HERE]), nothing_found]
    locate_visits(asking, stored(asking, lost(7), lost(8)))
    host = service.domain.removeprefix("http://")
    assert asking.outside.counts == {("nominatim", host): 2}
    assert requests_sent(asking) == (Sent(NOW, "nominatim", host, ADDRESS),) * 2
    assert len(service.requests) == 2
    with asking.store.reading() as session:
        assert "Maple" not in json.dumps(session.records())
        assert session.broken_record() is None


def test_what_is_not_in_the_record_is_not_sent(
    asking: Office, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = stored(asking, lost(7))

    def full(*_: object, **__: object) -> None:
        raise StorageError("database_trouble", reason="disk is full")

    monkeypatch.setattr(Session, "record", full)
    with pytest.raises(StorageError, match="full"):
        locate_visits(asking, day)
    assert not service.requests
    assert asking.outside.total == 0


def test_no_name_no_reference_and_no_flat_is_in_any_request(asking: Office, service: FakeService) -> None:
    visits = []
    for number, line in enumerate(
        (
            "Maple Road 7, Flat 9, Emberford",
            "c/o Ada Quill2, Maple Road 8, Emberford",
            "北京市朝阳区人民路12号阳光小区3栋2单元501室",
            "Maple Road 9 Apt. 4B, Emberford",
            "Ada Quill5, Maple Road 10, Emberford",
            "Maple Road 11, 0555 010 000, Emberford",
            "Maple Road 12, CASE-77127, Emberford",
        ),
        start=1,
    ):
        made = lost(number)
        customer = replace(made.customer, reference=f"CUST-{4711 + number}")
        cases = (replace(made.cases[0], reference=f"CASE-7712{number}"),)
        visits.append(replace(made, address=Address(line, "Hinterhaus links"), customer=customer, cases=cases))
    locate_visits(asking, stored(asking, *visits))
    assert service.asked() == [
        "Maple Road 7, Emberford",
        "Maple Road 8, Emberford",
        "北京市朝阳区人民路12号阳光小区",
        "Maple Road 9, Emberford",
    ]
    sent = unquote_plus("\n".join(service.requests))
    for secret in ("Quill", "CUST", "CASE", "77123", "0555", "010", "Hinterhaus", "Flat", "4B", "501", "单元", "V-"):
        assert secret not in sent


def test_the_same_address_is_asked_for_once_whatever_came_of_it(asking: Office, service: FakeService) -> None:
    day = stored(asking, lost(7), replace(lost(8), address=Address("maple road 7,  Emberford", "Flat 3")))
    for _ in range(3):
        day = locate_visits(asking, day)
    assert len(service.requests) == 1
    service.replies = [says([HERE])]
    other = replace(day.visits[0], address=Address("Maple Road 7b, Emberford"))
    assert locate_visits(asking, replace(day, visits=(other, day.visits[1]))).visits[0].location
    assert len(service.requests) == 2


@pytest.mark.parametrize(
    ("lie", "differs"),
    [
        ({"address": {**HERE["address"], "town": "Lisbon"}}, ("city",)),
        ({"address": {**HERE["address"], "road": "Apple Road"}}, ("street", "city")),
        ({"address": {**HERE["address"], "house_number": "9"}}, ("number",)),
        ({"address": {"road": "Maple Road", "town": "Emberford"}}, ("number",)),
    ],
    ids=["another town", "another street", "another number", "no number"],
)
def test_an_answer_that_is_not_what_was_asked_for_goes_to_a_person(
    asking: Office, service: FakeService, lie: dict[str, Any], differs: tuple[str, ...]
) -> None:
    service.replies = [says([HERE | lie])]
    located = locate_visits(asking, stored(asking, lost(7)))
    location = located.visits[0].location
    assert location
    assert location.source is LocationSource.ONLINE
    assert set(location.differs) <= {"number", "street", "city"}
    assert set(differs) & set(location.differs)
    assert not location.sure


@pytest.mark.parametrize(
    "lie",
    [
        says([HERE | {"lat": "145.2"}]),
        says([HERE | {"lon": "500"}]),
        says([HERE | {"lat": "NaN"}]),
        says([HERE | {"lat": None}]),
        says([{"here": "be dragons"}]),
        says([17]),
        says({"places": HERE}),
        says("Maple Road"),
        lambda to: to.send(b"<html>Sign in to the hotel's network</html>"),
        lambda to: to.send(b"[" * 100_000),
        lambda to: to.send('[{"lat": "45"'.encode("utf-16")),
    ],
    ids=["lat", "lon", "nan", "none", "shape", "number", "object", "text", "html", "deep", "utf-16"],
)
def test_an_answer_that_is_none_leaves_the_address_as_it_was(asking: Office, service: FakeService, lie: Reply) -> None:
    service.replies = [lie, says([HERE | {"address": HERE["address"] | {"house_number": "8"}}])]
    located = locate_visits(asking, stored(asking, lost(7), lost(8)))
    assert located.visits[0].location is None
    assert located.visits[1].located, "the next one is asked for all the same"
    assert len(service.requests) == 2


def test_three_answers_in_a_row_that_are_none_are_enough(asking: Office, service: FakeService) -> None:
    service.replies = [says({"no": "list"})]
    locate_visits(asking, stored(asking, *map(lost, range(1, 7))))
    assert len(service.requests) == 3
    assert told(asking) == ["unclear"]


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [(stalls, "silent"), (truncates, "silent"), (fails(500), "silent"), (fails(503), "silent"), (fails(429), "busy")],
    ids=["stalls", "truncates", "500", "503", "429"],
)
def test_trouble_is_tried_again_and_then_left_alone_with_nothing_lost(
    asking: Office,
    service: FakeService,
    waited: FakeTime,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    trouble: Reply,
    reason: str,
) -> None:
    monkeypatch.setattr(online, "TIMEOUT_S", 0.2)
    service.replies = [says([HERE]), trouble]
    located = locate_visits(asking, stored(asking, lost(7), lost(8), lost(9)))
    assert located.visits[0].located
    assert not any(each.location for each in located.visits[1:])
    assert len(service.requests) == 4, "three tries, and the third address is not asked for"
    assert waited.now == pytest.approx(1 + 2)
    assert told(asking) == [reason]
    assert "Maple" not in caplog.text
    assert kept(asking, located) == located.visits
    locate_visits(asking, located)
    assert len(service.requests) == 4
    later = replace(asking, clock=lambda: NOW + timedelta(minutes=6))
    service.replies = [says([HERE | {"address": HERE["address"] | {"house_number": "8"}}]), nothing_found]
    assert locate_visits(later, located).visits[1].located


def test_trouble_that_passes_is_not_noticed(asking: Office, service: FakeService) -> None:
    service.replies = [fails(502), truncates, says([HERE])]
    assert locate_visits(asking, stored(asking, lost(7))).visits[0].located
    assert told(asking) == []


def test_a_service_that_asks_for_time_gets_it(asking: Office, service: FakeService, waited: FakeTime) -> None:
    service.replies = [fails(429, Retry_After="7"), says([HERE])]
    assert locate_visits(asking, stored(asking, lost(7))).visits[0].located
    assert waited.now == pytest.approx(7)


def test_a_service_that_asks_for_an_hour_is_left_alone_for_an_hour(
    asking: Office, service: FakeService, waited: FakeTime
) -> None:
    service.replies = [fails(429, Retry_After="3600")]
    locate_visits(asking, stored(asking, lost(7), lost(8)))
    assert len(service.requests) == 1
    assert waited.now == 0
    assert [silence.until for silence in asking.outside.silences.values()] == [NOW + timedelta(hours=1)]


@pytest.mark.parametrize("status", [401, 403])
def test_a_service_that_refuses_is_not_asked_again(asking: Office, service: FakeService, status: int) -> None:
    service.replies = [fails(status)]
    locate_visits(asking, stored(asking, lost(7), lost(8)))
    assert len(service.requests) == 1
    assert told(asking) == ["refused"]


def test_another_host_is_never_gone_to(asking: Office, service: FakeService) -> None:
    with_other = lambda to: to.send(b"", status=302, Location="http://127.0.0.2:9/search?q=Maple")  # noqa: E731
    service.replies = [with_other]
    located = locate_visits(asking, stored(asking, lost(7)))
    assert located.visits[0].location is None
    assert set(service.asked()) == {"Maple Road 7, Emberford"}


def test_stopping_ends_the_waiting_and_keeps_what_was_found(asking: Office, service: FakeService) -> None:
    stopped = threading.Event()

    def busy(to: Any) -> None:
        stopped.set()
        fails(429, Retry_After="15")(to)

    service.replies = [says([HERE]), busy]
    located = locate_visits(asking, stored(asking, lost(7), lost(8), lost(9)), cancelled=stopped.is_set)
    assert located.visits[0].located
    assert len(service.requests) == 2
    assert kept(asking, located) == located.visits


def test_a_trial_asks_for_a_public_address_once_and_is_recorded(asking: Office, service: FakeService) -> None:
    settings = Settings(online_geocoder=True, online_domain=service.domain)
    answer = HERE | {"address": {"house_number": "1", "road": "Pariser Platz", "city": "Berlin"}}
    service.replies = [says([answer]), fails(500)]
    trial = online.try_service(asking, settings, "")
    assert trial.found
    assert trial.found.coordinates == Coordinates(45.21, -30.41)
    assert online.try_service(asking, settings, "").trouble == "silent"
    assert service.asked() == ["Pariser Platz 1, Berlin"] * 2
    assert [sent.what for sent in requests_sent(asking)] == ["trial", "trial"]
