"""Addresses that are only roughly known are reviewed worst first, by keyboard, and each decision is kept at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day import importing
from planner.day.geocoding import suggestions
from planner.model import Coordinates, LocationSource
from routing.region.normalize import is_chinese
from tests.builders import TUESDAY
from tests.ui.places.reviewing import (
    MAKE_MAP,
    WAIT_MS,
    Review,
    addresses,
    only_street,
    settled,
    stored,
    wrong_number,
)
from ui.dialogs import places_review
from ui.dialogs.places_review import ReviewDialog


def test_the_worst_come_first_and_the_sure_not_at_all(review: Review, house: str) -> None:
    rough, rougher = wrong_number(house), only_street(house)
    assert addresses(review(house, rough, rougher, "Xyzzyx")) == ["Xyzzyx", rougher, rough]


def test_enter_confirms_keeps_and_goes_on(qtbot: QtBot, town: Office, review: Review, house: str) -> None:
    dialog = review(only_street(house), wrong_number(house))
    assert dialog.entry is dialog.entries[0]
    qtbot.keyClick(dialog.place.list, Qt.Key.Key_Return)
    assert dialog.entry is dialog.entries[1]
    settled(qtbot, dialog)
    assert stored(town, 1).located
    assert dialog.value == importing.stored_day(town, TUESDAY)


def test_a_number_chooses_a_suggestion(qtbot: QtBot, town: Office, review: Review, house: str) -> None:
    dialog = review(only_street(house))
    assert len(dialog.place.candidates) > 1
    second = dialog.place.candidates[1]
    dialog.place.list.setFocus()
    qtbot.keyClick(dialog.place.list, Qt.Key.Key_2)
    qtbot.keyClick(dialog.place.list, Qt.Key.Key_Return)
    settled(qtbot, dialog)
    location = stored(town, 1).location
    assert location
    assert location.coordinates == second.coordinates
    assert location.confirmed_by


def test_what_is_typed_is_looked_for_and_enter_waits_for_it(
    qtbot: QtBot, town: Office, review: Review, house: str
) -> None:
    dialog = review("Xyzzyx")
    dialog.place.search.setFocus()
    dialog.place.search.selectAll()
    qtbot.keyClicks(dialog.place.search, house)
    qtbot.keyClick(dialog.place.search, Qt.Key.Key_Return)
    assert dialog.value is None
    qtbot.waitUntil(dialog.primary.isEnabled)
    qtbot.keyClick(dialog.place.search, Qt.Key.Key_Return)
    settled(qtbot, dialog)
    assert stored(town, 1).located


@pytest.mark.parametrize("typed", ["45.2, -30.4", "45.2 -30.4", "45,2; -30,4"])
def test_a_place_can_be_typed(qtbot: QtBot, town: Office, review: Review, typed: str) -> None:
    dialog = review("Xyzzyx")
    dialog.place.coordinates.setFocus()
    qtbot.keyClicks(dialog.place.coordinates, typed)
    qtbot.keyClick(dialog.place.coordinates, Qt.Key.Key_Return)
    settled(qtbot, dialog)
    location = stored(town, 1).location
    assert location
    assert (location.coordinates, location.source) == (Coordinates(45.2, -30.4), LocationSource.HAND)


def test_what_is_no_place_is_told_and_cannot_be_confirmed(qtbot: QtBot, review: Review) -> None:
    dialog = review("Xyzzyx")
    qtbot.keyClicks(dialog.place.coordinates, "45.2, north")
    assert dialog.place.note.isVisible()
    assert not dialog.primary.isEnabled()


def test_one_address_of_several_visits_is_confirmed_once(
    qtbot: QtBot, town: Office, review: Review, house: str
) -> None:
    dialog = review(only_street(house), only_street(house))
    assert len(dialog.entries) == 1
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog)
    assert stored(town, 1).located
    assert stored(town, 2).located


def test_closing_right_after_a_decision_still_keeps_it(qtbot: QtBot, town: Office, review: Review, house: str) -> None:
    dialog = review(only_street(house), wrong_number(house))
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    dialog.reject()
    qtbot.waitUntil(dialog.isHidden)
    assert dialog.value
    assert stored(town, 1).located


@pytest.mark.window
def test_the_pin_on_the_map_is_dragged_or_moved_by_keys_and_enter_there_confirms_it(
    qtbot: QtBot, town: Office, review: Review, house: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places_review, "make_map", MAKE_MAP)
    dialog = review(wrong_number(house))
    qtbot.waitUntil(lambda: dialog.map is not None and dialog.map.view._ready, timeout=WAIT_MS)
    view = dialog.map.view
    assert dialog.place.choice
    start = dialog.place.choice.coordinates
    qtbot.waitUntil(lambda: view._told["pin"] is not None)
    for key, moved in (("ArrowRight", lambda place: place.lon > start.lon), ("ArrowUp", lambda p: p.lat > start.lat)):
        with qtbot.waitSignal(view.pin_dropped, timeout=WAIT_MS):
            view._page.runJavaScript(press(key))
        assert moved(dialog.place.choice.coordinates)
    assert dialog.place.choice.source == LocationSource.HAND
    put = dialog.place.choice.coordinates
    with qtbot.waitSignal(view.pin_agreed, timeout=WAIT_MS):
        view._page.runJavaScript(press("Enter"))
    settled(qtbot, dialog)
    location = stored(town, 1).location
    assert location
    assert location.source == LocationSource.HAND
    assert location.coordinates == put
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)


def press(key: str) -> str:
    """A key on the map's page."""
    events = (f"document.dispatchEvent(new KeyboardEvent('{kind}', {{key: '{key}'}}))" for kind in ("keydown", "keyup"))
    return "; ".join(events)


def test_where_all_is_known_there_is_nothing_to_review(review: Review, house: str) -> None:
    dialog = review(house)
    assert dialog.empty.isVisible()
    assert dialog.primary.text() == "Done"


def test_a_sure_visit_is_reviewed_where_its_pin_is_to_be_moved(
    qtbot: QtBot, review: Review, town: Office, house: str
) -> None:
    review(house, "Xyzzyx")
    day = importing.stored_day(town, TUESDAY)
    dialog = ReviewDialog(None, town, day, day.visits[0].id)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(qtbot, dialog)
    assert addresses(dialog) == ["Xyzzyx", house]
    assert dialog.entry
    assert dialog.entry.first.id == day.visits[0].id


def test_a_chinese_window_names_places_in_chinese(town: Office, house: str) -> None:
    named = suggestions(town, house, "zh")[0].matched
    assert is_chinese(named)
    assert named.endswith("号")
    assert not is_chinese(suggestions(town, house)[0].matched)
