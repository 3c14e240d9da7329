"""Addresses that are only roughly known are reviewed worst first, by keyboard, and each decision is kept at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from planner import regions
from planner.bootstrap import Office
from planner.day import importing
from planner.day.geocoding import locate_visits, suggestions
from planner.model import Address, Coordinates, Day, LocationSource, Visit
from routing.region.addresses import AddressIndex
from routing.region.build import RegionFacts
from routing.region.normalize import is_chinese
from tests.builders import TUESDAY, visit
from ui.dialogs import places_review
from ui.dialogs.places_review import ReviewDialog
from ui.dialogs.problem import ProblemBox

MAKE_MAP = places_review.make_map
WAIT_MS = 15_000
type Review = Callable[..., ReviewDialog]


@pytest.fixture(autouse=True)
def _no_box_and_no_map(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProblemBox, "tell", lambda _parent, text: pytest.fail(text))
    monkeypatch.setattr(places_review, "make_map", lambda _office, _day: None)


@pytest.fixture
def town(office: Office, demo_region: Path) -> Office:
    """The office with the demo town as its region."""
    folder = office.data / regions.FOLDER / "town"
    shutil.copytree(demo_region, folder)
    regions.take(office, "town", RegionFacts("", "2026-01-01", 0, 0, (45.1, -30.6, 45.3, -30.2), 0), "Emberford")
    return office


@pytest.fixture
def house(town: Office) -> str:
    """An address that the town has."""
    index = AddressIndex(town.data / regions.FOLDER / "town")
    try:
        return index.sample(1, seed=3)[0][0]
    finally:
        index.close()


@pytest.fixture
def review(qtbot: QtBot, town: Office) -> Review:
    """Opens the review of a stored day of these addresses, located as far as it goes."""

    def review(*addresses: str) -> ReviewDialog:
        visits = tuple(_at(number, text) for number, text in enumerate(addresses, start=1))
        with town.store.writing() as session:
            day = session.save_day(Day(session.branch(), TUESDAY, visits))
        dialog = ReviewDialog(None, town, locate_visits(town, day))
        qtbot.addWidget(dialog)
        dialog.show()
        if dialog.entries:
            qtbot.waitUntil(lambda: not dialog.background.busy)
        return dialog

    return review


def _at(number: int, text: str) -> Visit:
    return replace(visit(number), address=Address(text), location=None)


def wrong_number(house: str) -> str:
    street, town = house.split(",", 1)
    return f"{street.rsplit(' ', 1)[0]} 9999,{town}"


def only_street(house: str) -> str:
    street, town = house.split(",", 1)
    return f"{street.rsplit(' ', 1)[0]},{town}"


def addresses(dialog: ReviewDialog) -> list[str]:
    return [entry.first.address.text for entry in dialog.entries]


def stored(office: Office, number: int) -> Visit:
    return importing.stored_day(office, TUESDAY).visits[number - 1]


def settled(qtbot: QtBot, dialog: ReviewDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.background.busy)


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
def test_a_pin_put_on_the_map_places_the_visit(
    qtbot: QtBot, town: Office, review: Review, house: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places_review, "make_map", MAKE_MAP)
    dialog = review(wrong_number(house))
    qtbot.waitUntil(lambda: dialog.map is not None and dialog.map.view._ready, timeout=WAIT_MS)
    view = dialog.map.view
    qtbot.mouseClick(dialog.pick, Qt.MouseButton.LeftButton)
    assert not dialog.primary.isEnabled()  # Enter belongs to the map now
    with qtbot.waitSignal(view.pin_placed, timeout=WAIT_MS) as placed:
        view._page.runJavaScript("document.getElementById('place-here').click()")
    settled(qtbot, dialog)
    location = stored(town, 1).location
    assert location
    assert location.source == LocationSource.HAND
    assert location.coordinates == pytest.approx(tuple(placed.args))
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)


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
