"""A town, a house in it, and the review of a day there; no box waits for a person."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner import regions
from planner.bootstrap import Office
from planner.day.geocoding import locate_visits
from planner.model import Day
from routing.region.addresses import AddressIndex
from routing.region.build import RegionFacts
from tests.builders import TUESDAY
from tests.ui.places.reviewing import Review, at_address
from ui.dialogs import places_review
from ui.dialogs.places_review import ReviewDialog
from ui.dialogs.problem import ProblemBox


@pytest.fixture(autouse=True)
def _no_box_and_no_map(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProblemBox, "tell", lambda _parent, text, _details: pytest.fail(text))
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
        visits = tuple(at_address(number, text) for number, text in enumerate(addresses, start=1))
        with town.store.writing() as session:
            day = session.save_day(Day(session.branch(), TUESDAY, visits))
        dialog = ReviewDialog(None, town, locate_visits(town, day))
        qtbot.addWidget(dialog)
        dialog.show()
        if dialog.entries:
            qtbot.waitUntil(lambda: not dialog.background.busy)
        return dialog

    return review
