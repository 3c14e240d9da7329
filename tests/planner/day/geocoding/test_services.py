"""Each service is asked in its own way, and says no in its own way."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from planner.bootstrap import Office
from planner.day.geocoding import locate_visits
from planner.day.geocoding.china import to_wgs84
from planner.day.geocoding.courtesy import Asking
from planner.model import Address, Coordinates
from planner.storage.keys import keep_service_key
from tests.planner.day.geocoding.conftest import FakeTime, lost, stored, switch_on, told
from tests.planner.day.geocoding.fake_service import (
    FakeService,
    says,
)

DOOR = {
    "formatted_address": "北京市朝阳区阜通东大街6号",
    "province": "北京市",
    "city": "北京市",
    "district": "朝阳区",
    "township": [],
    "street": "阜通东大街",
    "number": "6号",
    "location": "116.482086,39.990496",
    "level": "门牌号",
}
BEIJING = "北京市朝阳区阜通东大街6号"
AMAP = {"status": "1", "info": "OK", "infocode": "10000", "count": "1", "geocodes": [DOOR]}
BAIDU = {
    "status": 0,
    "result": {"location": {"lng": 116.488633, "lat": 39.996308}, "precise": 1, "confidence": 90, "level": "门址"},
}


def test_one_question_a_second_goes_to_nominatim(asking: Office, waited: FakeTime) -> None:
    polite = Asking(asking, ("nominatim", "nominatim.openstreetmap.org"), 1.0, lambda: False)
    moments = [polite.ask(waited.monotonic) for _ in range(4)]
    assert [later - earlier for earlier, later in pairwise(moments)] == pytest.approx([1, 1, 1])


def test_amap_is_asked_with_its_key_and_what_it_says_comes_back_in_wgs84(asking: Office, service: FakeService) -> None:
    keep_service_key(asking.store.file, "amap", "secret")
    switch_on(asking, service, online_service="amap")
    service.replies = [says(AMAP)]
    visit = replace(lost(1), address=Address(BEIJING, "3单元"))
    (found,) = locate_visits(asking, stored(asking, visit)).visits
    assert found.located
    assert found.location
    assert found.location.coordinates == pytest.approx(to_wgs84(Coordinates(39.990496, 116.482086), "gcj02"))
    assert service.asked("key") == ["secret"]
    assert service.asked("address") == [BEIJING]


def test_baidu_repeats_no_street_and_so_a_person_looks_at_it(asking: Office, service: FakeService) -> None:
    keep_service_key(asking.store.file, "baidu", "secret")
    switch_on(asking, service, online_service="baidu")
    service.replies = [says(BAIDU)]
    (found,) = locate_visits(asking, stored(asking, replace(lost(1), address=Address(BEIJING)))).visits
    assert found.location
    assert found.location.coordinates == pytest.approx(to_wgs84(Coordinates(39.996308, 116.488633), "bd09"))
    assert not found.located
    assert service.asked("ak") == ["secret"]
    assert service.asked("address") == [BEIJING]


@pytest.mark.parametrize(("status", "reason", "tries"), [(5, "refused", 1), (240, "refused", 1), (401, "busy", 3)])
def test_baidu_says_no_in_its_own_way(
    asking: Office, service: FakeService, status: int, reason: str, tries: int
) -> None:
    keep_service_key(asking.store.file, "baidu", "secret")
    switch_on(asking, service, online_service="baidu")
    service.replies = [says({"status": status, "message": "no"})]
    locate_visits(asking, stored(asking, lost(7), lost(8)))
    assert len(service.requests) == tries
    assert told(asking) == [reason]


@pytest.mark.parametrize(
    ("infocode", "reason", "tries"),
    [("10001", "refused", 1), ("10021", "busy", 3), ("10003", "busy", 3), ("20003", "unclear", 1)],
)
def test_amap_says_no_in_its_own_way(
    asking: Office, service: FakeService, infocode: str, reason: str, tries: int
) -> None:
    keep_service_key(asking.store.file, "amap", "secret")
    switch_on(asking, service, online_service="amap")
    service.replies = [says({"status": "0", "info": "NO", "infocode": infocode})]
    locate_visits(asking, stored(asking, lost(7)))
    assert len(service.requests) == tries
    assert told(asking) == ([] if reason == "unclear" else [reason])


def test_without_its_key_a_service_is_not_asked_and_the_day_is_located_all_the_same(
    asking: Office, service: FakeService, caplog: pytest.LogCaptureFixture
) -> None:
    switch_on(asking, service, online_service="baidu")
    assert locate_visits(asking, stored(asking, lost(7))).visits[0].location is None
    assert not service.requests
    assert "no_online_key" in caplog.text
