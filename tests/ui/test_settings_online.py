"""What may leave this computer is switched on knowingly: with a plain warning, a key kept apart, and a trial."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.outside import requests_sent
from planner.settings import Settings
from planner.storage.keys import find_service_key, keep_service_key
from tests.planner.day.geocoding.fake_service import FakeService, fails, running, says
from ui.background import Background
from ui.dialogs.settings_online import OnlinePage

WHERE = {
    "lat": "52.516",
    "lon": "13.378",
    "display_name": "1, Pariser Platz, Berlin",
    "address": {"house_number": "1", "road": "Pariser Platz", "city": "Berlin"},
}
TILES = "https://maps.example.org/{z}/{x}/{y}.png"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeService]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with running() as made:
        yield made


def opened(qtbot: QtBot, office: Office, settings: Settings | None = None) -> OnlinePage:
    page = OnlinePage(office, settings or Settings())
    qtbot.addWidget(page)
    page.resize(600, 700)
    page.show()
    background = Background(page)
    page.look_up(background)
    qtbot.waitUntil(lambda: not background.busy)
    return page


def test_everything_is_off_and_says_that_nothing_leaves(qtbot: QtBot, office: Office) -> None:
    page = opened(qtbot, office)
    assert "Nothing leaves this computer" in page.state.text()
    assert page.form.isHidden()
    assert page.tiles_form.isHidden()
    assert page.taken(Settings()) == Settings()
    assert page.complete()


def test_the_warning_says_what_leaves_and_to_whom(qtbot: QtBot, office: Office) -> None:
    page = opened(qtbot, office)
    page.switch.setChecked(True)
    page.domain.setText("maps.example.org")
    assert "to maps.example.org" in page.warning.text()
    assert "Names, phones, references and notes are never sent" in page.warning.text()
    page.service.setCurrentIndex(page.service.findData("baidu"))
    assert "to api.map.baidu.com" in page.warning.text()
    page.tiles.setChecked(True)
    page.url.setText(TILES)
    assert "to maps.example.org" in page.tiles_warning.text()
    assert "which pieces of the map" in page.state.text()


def test_a_map_needs_an_address_and_whose_it_is(qtbot: QtBot, office: Office) -> None:
    page = opened(qtbot, office)
    page.tiles.setChecked(True)
    page.url.setText("http://maps.example.org/{z}/{x}/{y}.png")
    page.credit.setText("© somebody")
    assert not page.complete()
    assert "https://" in page.tiles_form.said("url")
    page.url.setText(TILES)
    page.credit.setText("")
    assert not page.complete()
    assert "license" in page.tiles_form.said("credit")
    page.credit.setText("© somebody")
    assert page.complete()
    assert page.taken(Settings()) == Settings(online_tiles=True, tiles_url=TILES, tiles_credit="© somebody")


def test_a_key_is_asked_for_where_it_is_needed_and_never_in_the_settings(qtbot: QtBot, office: Office) -> None:
    keep_service_key(office.store.file, "baidu", "old-key")
    page = opened(qtbot, office, Settings(online_geocoder=True, online_service="amap"))
    assert not page.complete()
    assert "Enter the key" in page.key_form.said("key")
    page.key.setText("new-key")
    assert page.complete()
    assert page.new_keys == {"amap": "new-key"}
    assert "new-key" not in repr(page.taken(Settings()))
    page.service.setCurrentIndex(page.service.findData("baidu"))
    assert page.key.text() == "old-key"
    assert page.new_keys == {}
    page.service.setCurrentIndex(page.service.findData("nominatim"))
    assert page.key_form.isHidden()
    assert find_service_key(office.store.file, "amap") is None


def test_a_service_is_tried_with_a_public_address(qtbot: QtBot, office: Office, service: FakeService) -> None:
    page = opened(qtbot, office)
    page.switch.setChecked(True)
    page.domain.setText(service.domain)
    service.replies = [says([WHERE]), says([]), fails(403)]
    for words in ("It answers: 52.51600, 13.37800.", "does not know this address", "refuses"):
        with qtbot.waitSignal(page.tried):
            qtbot.mouseClick(page.trial, Qt.MouseButton.LeftButton)
        assert words in page.answer.text()
    assert service.asked() == ["Pariser Platz 1, Berlin"] * 3
    assert len(requests_sent(office)) == 3
    qtbot.waitUntil(lambda: page.list.table.rowCount() == 3)


def test_a_trial_without_an_address_asks_nobody(qtbot: QtBot, office: Office) -> None:
    page = opened(qtbot, office)
    page.switch.setChecked(True)
    qtbot.mouseClick(page.trial, Qt.MouseButton.LeftButton)
    assert "Enter the address" in page.form.said("domain")
    assert requests_sent(office) == ()
