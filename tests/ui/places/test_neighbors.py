"""A whole pile of addresses: neighbors together, taken back one by one, and what speaks against a place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from benchmarks.review import chinese_addresses
from planner import regions
from planner.bootstrap import Office
from planner.day import importing
from planner.day.geocoding import address_key, locate_visits
from planner.model import Address, Coordinates, Day, LocationSource, MatchClass
from routing.worker import Worker
from tests.builders import TUESDAY, at
from tests.ui.places.reviewing import (
    WAIT_MS,
    Review,
    at_address,
    only_street,
    settled,
    stored,
    wrong_number,
)
from ui.dialogs.place_entries import Show
from ui.dialogs.place_parts import parts_of
from ui.dialogs.places_review import ReviewDialog


def compound(house: str, *buildings: str) -> list[str]:
    return [f"{only_street(house)}, Building {each}" for each in buildings]


def test_other_buildings_of_a_compound_are_confirmed_together_and_each_is_undone_by_itself(
    qtbot: QtBot, town: Office, review: Review, house: str
) -> None:
    dialog = review(*compound(house, "3", "5", "7"))
    assert len(dialog.entries) == 3
    assert not dialog.place.offer.isVisible()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.place.offer.isVisible()
    assert "2 more visits" in dialog.place.offer.text.text()
    qtbot.keyClick(dialog.list, Qt.Key.Key_A)
    settled(qtbot, dialog)
    assert [stored(town, number).located for number in (1, 2, 3)] == [True] * 3
    dialog.queue.open(1)
    qtbot.keyClick(dialog.list, Qt.Key.Key_U)
    settled(qtbot, dialog)
    assert [stored(town, number).located for number in (1, 2, 3)] == [True, False, True]
    assert dialog.entry is dialog.entries[1]


def test_the_last_step_is_undone_whole(qtbot: QtBot, town: Office, review: Review, house: str) -> None:
    dialog = review(*compound(house, "3", "5", "7"))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.list, Qt.Key.Key_A)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, dialog)
    assert [stored(town, number).located for number in (1, 2, 3)] == [True, False, False]


def test_who_comes_back_sees_how_far_the_review_is_and_who_confirmed_and_may_take_it_back(
    qtbot: QtBot, town: Office, review: Review, house: str
) -> None:
    dialog = review(only_street(house), "Xyzzyx")
    dialog.queue.open(1)
    settled(qtbot, dialog)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    dialog.reject()
    qtbot.waitUntil(dialog.isHidden)
    again = ReviewDialog(None, town, importing.stored_day(town, TUESDAY))
    qtbot.addWidget(again)
    again.show()
    settled(qtbot, again)
    assert again.lead.text() == "1 of 2 addresses confirmed"
    assert again.entry
    assert again.entry.first.address.text == "Xyzzyx"
    again.queue.show_only.setCurrentIndex(again.queue.show_only.findData(Show.DONE))
    assert "confirmed it on Mon 23 Nov 2026 at 07:30" in again.place.state.text()
    qtbot.keyClick(again.list, Qt.Key.Key_U)
    settled(qtbot, again)
    assert not stored(town, 1).located
    with town.store.reading() as session:
        assert session.location(address_key(only_street(house))) is None
        assert [row["kind"] for row in session.records()][-2:] == ["place_confirmed", "place_withdrawn"]


def test_what_is_confirmed_for_one_flat_is_remembered_for_the_house(
    qtbot: QtBot, town: Office, review: Review, house: str
) -> None:
    dialog = review(f"{only_street(house)}, Flat 2")
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    settled(qtbot, dialog)
    other = replace(at_address(9, f"{only_street(house)}, Flat 5"), date=TUESDAY + timedelta(days=1))
    with town.store.writing() as session:
        day = session.save_day(Day(session.branch(), other.date, (other,)))
    found = locate_visits(town, day).visits[0].location
    assert found
    assert found.source == LocationSource.REMEMBERED
    assert found.confirmed_by


def test_a_remembered_place_says_so_and_may_be_taken_back(
    qtbot: QtBot, town: Office, review: Review, house: str
) -> None:
    first = review(f"{only_street(house)}, Flat 2")
    qtbot.keyClick(first.list, Qt.Key.Key_Return)
    settled(qtbot, first)
    other = replace(at_address(9, f"{only_street(house)}, Flat 5"), date=TUESDAY + timedelta(days=1))
    with town.store.writing() as session:
        day = session.save_day(Day(session.branch(), other.date, (other,)))
    day = locate_visits(town, day)
    dialog = ReviewDialog(None, town, day, day.visits[0].id)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(qtbot, dialog)
    assert dialog.place.state.text().startswith("Remembered: ")
    qtbot.keyClick(dialog.list, Qt.Key.Key_U)
    settled(qtbot, dialog)
    assert dialog.value
    assert not any(map(dialog.value.located, dialog.value.visits))
    assert not dialog.place.state.isVisible()


# --- what speaks against a place


def test_a_pin_in_the_lake_is_told_before_it_is_confirmed(qtbot: QtBot, town: Office) -> None:
    with Worker() as worker:
        with town.store.writing() as session:
            day = session.save_day(Day(session.branch(), TUESDAY, (at_address(1, "Xyzzyx"),)))
        dialog = ReviewDialog(None, town, day, None, worker)
        qtbot.addWidget(dialog)
        dialog.show()
        settled(qtbot, dialog)
        dialog.place.show_dropped(Coordinates(45.20882, -30.3795))
        qtbot.waitUntil(dialog.place.against.isVisible, timeout=WAIT_MS)
        assert "Glass Lake" in dialog.place.against.text()
        dialog.place.show_dropped(Coordinates(45.2, -30.4))
        qtbot.waitUntil(lambda: not dialog.background.busy, timeout=WAIT_MS)
        assert not dialog.place.against.isVisible()


def test_the_filter_shows_one_kind_and_falls_back_to_all_that_is_left(qtbot: QtBot, review: Review, house: str) -> None:
    dialog = review("Xyzzyx", wrong_number(house), only_street(house))
    dialog.queue.show_only.setCurrentIndex(dialog.queue.show_only.findData(Show.NEAR))
    assert dialog.entry
    assert dialog.entry.first.address.text == wrong_number(house)
    settled(qtbot, dialog)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.queue.show_only.currentData() == Show.LEFT


def test_the_address_is_told_apart_into_found_not_found_and_behind_the_door(review: Review, house: str) -> None:
    dialog = review(f"{wrong_number(house)}, Flat 2")
    told = dialog.place.asked.accessibleName()
    assert "9999 (not found)" in told
    assert "Flat 2 (behind the door)" in told
    assert "(found)" in told


@pytest.mark.parametrize(
    ("text", "known", "parts"),
    [
        (
            "余烬津市枫叶街12号3栋2单元501室",
            "余烬津枫叶街",
            ["余烬津市枫叶街 known", "12号 unknown", "3栋2单元501室 inner"],
        ),
        ("枫叶街望江花园5栋", "余烬津枫叶街", ["枫叶街 known", "望江花园 unknown", "5栋 inner"]),
        ("望江花园", "", ["望江花园 unknown"]),
    ],
)
def test_a_chinese_address_is_told_apart_down_to_the_compound(text: str, known: str, parts: list[str]) -> None:
    street = replace(at(), match=MatchClass.STREET)
    assert [f"{part.text} {part.kind}" for part in parts_of(Address(text), known, street)] == parts


# --- a whole pile


def test_three_hundred_chinese_addresses_are_reviewed_by_keyboard(qtbot: QtBot, town: Office, review: Review) -> None:
    texts = chinese_addresses(town.data / regions.FOLDER / "town", 300)
    dialog = review(*texts)
    assert all(dialog.lookup.knows(entry.first.address.text) for entry in dialog.entries)
    assert len(dialog.entries) > 200
    pressed = 0
    while dialog.queue.left:
        here = dialog.entry
        assert dialog.place.choice or not dialog.place.candidates
        if not dialog.place.choice:  # nothing like it is known: where it is must be typed
            qtbot.keyClick(dialog, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
            dialog.place.coordinates.setFocus()
            qtbot.keyClicks(dialog.place.coordinates, "45.2, -30.4")
        key = Qt.Key.Key_A if dialog.place.offer.isVisible() and pressed % 3 == 0 else Qt.Key.Key_Return
        qtbot.keyClick(dialog.list, key)
        pressed += 1
        assert dialog.entry is not here or not dialog.queue.left, "the next address is there at once"
    assert pressed < len(dialog.entries), "neighbors go together"
    assert dialog.primary.text() == "Done"
    settled(qtbot, dialog)
    assert all(each.located for each in importing.stored_day(town, TUESDAY).visits)
