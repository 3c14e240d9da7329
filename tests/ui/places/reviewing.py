"""What the stories of the review share: addresses that are known more or less, and what is stored of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day import importing
from planner.model import Address, Visit
from tests.builders import TUESDAY, visit
from ui.dialogs import places_review
from ui.dialogs.places_review import ReviewDialog

MAKE_MAP = places_review.make_map
WAIT_MS = 15_000
type Review = Callable[..., ReviewDialog]


def at_address(number: int, text: str) -> Visit:
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
    qtbot.waitUntil(lambda: not dialog.background.busy and not dialog.keeper.busy, timeout=WAIT_MS)
