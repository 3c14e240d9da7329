"""An online map: from the one host that the office has chosen, each piece counted, and the region's where it fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEvent, QIODevice, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.outside import requests_sent
from planner.settings import Settings, save_settings
from tests.conftest import NOW
from tests.planner.day.geocoding.fake_service import Answering, FakeService, fails, running, truncates
from tests.ui.test_map_view import WAIT_MS, ask
from ui.workbench.map_view import MapView

pytestmark = pytest.mark.window

TILE = re.compile(r"GET /(\d+)/(\d+)/(\d+)\.png HTTP")
SEEN = "return [...document.querySelectorAll('.online .leaflet-tile-loaded')].filter((i) => i.naturalWidth).length"
CREDIT = "return document.getElementById('source').textContent"


def picture(to: Answering) -> None:
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.cyan)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    to.send(content.data(), Content_Type="image/png")


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeService]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with running() as made:
        made.replies = [picture]
        yield made


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[MapView]:
    made = MapView()
    made.resize(500, 400)
    with qtbot.waitSignal(made.ready, timeout=WAIT_MS):
        made.show()
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def choose(office: Office, service: FakeService, on: bool = True) -> None:
    settings = Settings(online_tiles=on, tiles_url=service.domain + "/{z}/{x}/{y}.png", tiles_credit="© Mapmakers")
    with office.store.writing() as session:
        save_settings(session, settings)


def test_off_no_piece_is_fetched(qtbot: QtBot, office: Office, view: MapView, service: FakeService) -> None:
    choose(office, service, on=False)
    view.use_online(office)
    tried = "return fetch('rounds://map/online/1/3/4/2').then((a) => a.ok, () => false)"
    assert ask(qtbot, view._page, tried) is False
    assert "no base map" in str(ask(qtbot, view._page, "return document.getElementById('said').textContent"))
    assert not service.requests
    assert office.outside.total == 0


def test_on_it_lies_over_the_map_and_every_piece_is_counted_and_recorded(
    qtbot: QtBot, office: Office, view: MapView, service: FakeService
) -> None:
    choose(office, service)
    view.use_online(office)
    qtbot.waitUntil(lambda: ask(qtbot, view._page, SEEN) >= 4, timeout=WAIT_MS)  # type: ignore[operator]
    assert ask(qtbot, view._page, CREDIT) == "© Mapmakers"
    qtbot.waitUntil(lambda: len(service.requests) == office.outside.total)
    assert all(TILE.match(request) for request in service.requests)
    assert all("User-Agent: Rounds visit planner" in request for request in service.requests)
    assert not any("Cookie" in request or "Referer" in request for request in service.requests)
    view.hide()
    sent = requests_sent(office)
    assert sum(each.count for each in sent) == len(service.requests)
    assert {(each.service, each.host) for each in sent} == {("tiles", service.domain.removeprefix("http://"))}
    assert view.blocked_requests == 0


def test_the_page_itself_still_reaches_nobody(
    qtbot: QtBot, office: Office, view: MapView, service: FakeService
) -> None:
    choose(office, service)
    view.use_online(office)
    qtbot.waitUntil(lambda: ask(qtbot, view._page, SEEN) >= 4, timeout=WAIT_MS)  # type: ignore[operator]
    past = len(service.requests)
    tried = f"return fetch('{service.domain}/1/1/1.png').then(() => 'there', () => 'turned away')"
    assert ask(qtbot, view._page, tried) == "turned away"
    assert view.blocked_requests == 1
    assert len(service.requests) == past


@pytest.mark.parametrize(
    "trouble",
    [
        fails(500),
        truncates,
        fails(302, Location="http://127.0.0.2:9/1/1/1.png"),
        lambda to: to.send(b"<html>no map</html>", Content_Type="text/html"),
    ],
    ids=["500", "truncates", "elsewhere", "html"],
)
def test_a_server_in_trouble_is_left_alone_and_the_region_lies_bare(
    qtbot: QtBot, office: Office, view: MapView, service: FakeService, trouble: object
) -> None:
    service.replies = [trouble]  # type: ignore[list-item]
    choose(office, service)
    view.use_online(office)
    qtbot.waitUntil(lambda: bool(office.outside.silences), timeout=WAIT_MS)
    assert ask(qtbot, view._page, SEEN) == 0
    qtbot.waitUntil(lambda: not view._scheme.online._under_way)  # what was on its way has come
    past = len(service.requests)
    assert past <= 8
    view.use_online(office)
    assert ask(qtbot, view._page, SEEN) == 0
    assert len(service.requests) == past
    service.replies = [picture]
    view.use_online(replace(office, clock=lambda: NOW + timedelta(minutes=3)))
    qtbot.waitUntil(lambda: ask(qtbot, view._page, SEEN) >= 4, timeout=WAIT_MS)  # type: ignore[operator]
