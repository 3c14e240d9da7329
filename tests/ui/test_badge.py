"""The badge says what left this computer, as it is: counted where it is sent, and kept in the office's record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.outside import ADDRESS, TILES, Silence, keep_sent, sending
from planner.recipients import choose
from planner.settings import Settings
from tests.conftest import NOW
from ui.badge import Badge
from ui.dialogs.requests import RequestsDialog
from ui.toolbar import DayBar

ONLINE = Settings(
    online_geocoder=True,
    online_domain="maps.example.org",
    online_tiles=True,
    tiles_url="https://tiles.example.org/{z}/{x}/{y}.png",
    tiles_credit="© somebody",
)


@pytest.fixture(autouse=True)
def _in_berlin(office: Office) -> None:
    with office.store.writing() as session:
        session.save_branch(replace(session.branch(), time_zone="Europe/Berlin"))


@pytest.fixture
def badge(qtbot: QtBot, office: Office) -> Badge:
    made = Badge()
    qtbot.addWidget(made)
    made.watch(office)
    made.show()
    return made


def test_nothing_left_and_it_says_so(qtbot: QtBot, badge: Badge) -> None:
    assert badge.text() == "0 requests left this computer"
    assert "files on this computer" in badge.toolTip()
    assert badge.accessibleName() == badge.text()


def test_what_is_sent_is_counted_since_the_start_and_today(qtbot: QtBot, office: Office, badge: Badge) -> None:
    yesterday = replace(office, clock=lambda: NOW - timedelta(days=1))
    keep_sent(yesterday, "nominatim", "maps.example.org", ADDRESS, 1)
    keep_sent(office, "nominatim", "maps.example.org", ADDRESS, 1)  # by another program of the office
    sending(office, "nominatim", "maps.example.org", ADDRESS)
    qtbot.waitUntil(lambda: badge.text() == "1 request left this computer")
    qtbot.waitUntil(lambda: "Since Rounds was started: 1. Today: 2." in badge.toolTip())
    assert "Nominatim at maps.example.org: 1 request" in badge.toolTip()


def test_whoever_may_be_asked_is_named_before_anything_is_sent(qtbot: QtBot, office: Office) -> None:
    with office.store.writing() as session:
        choose(office, session, ONLINE)
        assert [record["kind"] for record in session.records()][-1] == "recipients_changed"
    badge = Badge()
    qtbot.addWidget(badge)
    badge.watch(office)
    assert badge.text() == ("Nominatim at maps.example.org: 0 requests · Online map at tiles.example.org: 0 requests")
    office.outside.count(TILES, "tiles.example.org", 12)
    qtbot.waitUntil(lambda: "tiles.example.org: 12 requests" in badge.text())
    badge.say(1)
    assert badge.text() == "Nominatim, Online map: 12"
    office.outside.silences["nominatim", "maps.example.org"] = Silence(NOW + timedelta(minutes=5), "busy")
    badge.say(0)
    qtbot.waitUntil(lambda: "0 requests, left alone until 08:35" in badge.text())
    assert "no time" in badge.toolTip()
    assert "asked again at 08:35" in badge.toolTip()


def test_what_was_turned_away_did_not_leave(badge: Badge) -> None:
    badge.show_blocked(3)
    assert badge.text() == "0 requests left this computer"
    assert "3 requests of the map were turned away." in badge.toolTip()


def test_where_there_is_little_room_it_says_less(qtbot: QtBot, office: Office) -> None:
    bar = DayBar(QAction("Undo"), QAction("Redo"))
    qtbot.addWidget(bar)
    bar.badge.watch(office)
    bar.show()
    bar.resize(1400, 48)
    assert bar.badge.text() == "0 requests left this computer"
    bar.resize(420, 48)
    assert bar.badge.text() == ""
    assert bar.badge.accessibleName() == "0 requests left this computer"
    with qtbot.waitSignal(bar.requests_wanted):
        qtbot.mouseClick(bar.badge, Qt.MouseButton.LeftButton)


def test_what_could_not_be_done_before_work_cannot_after_it(qtbot: QtBot) -> None:
    bar = DayBar(QAction("Undo"), QAction("Redo"))
    qtbot.addWidget(bar)
    bar.replan.follow(action := QAction("Re-plan"))
    action.setEnabled(False)
    for busy in (True, False):
        bar.show_state(busy=busy, planning=busy, ready=True, planned=False)
    assert not bar.replan.isEnabled()
    assert bar.plan.isEnabled()


def test_the_list_says_when_to_whom_and_for_what(qtbot: QtBot, office: Office) -> None:
    sending(office, "nominatim", "maps.example.org", ADDRESS)
    keep_sent(office, TILES, "tiles.example.org", TILES, 37)
    dialog = RequestsDialog(None, office)
    qtbot.addWidget(dialog)
    dialog.show()
    table = dialog.list.table
    qtbot.waitUntil(lambda: table.rowCount() == 2)
    assert dialog.list.note.text() == "38 requests left this computer"
    cells = [[table.item(row, column).text() for column in range(4)] for row in range(2)]
    assert cells == [
        ["2026-11-23 08:30:00", "Online map", "tiles.example.org", "Pieces of the map (37)"],
        ["2026-11-23 08:30:00", "Nominatim", "maps.example.org", "An address was looked up"],
    ]


def test_an_empty_list_says_so(qtbot: QtBot, office: Office) -> None:
    dialog = RequestsDialog(None, office)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "No request has ever left" in dialog.list.note.text())
    assert dialog.list.table.isHidden()
