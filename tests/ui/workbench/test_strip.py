"""The strip says what a plan comes to, what has changed since which plan, and folds where there is little room."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.day.totals import Totals
from tests.builders import day
from ui.comparing import Comparison
from ui.workbench.strip import Strip
from ui.workbench.strip_number import StripNumber

GOOD = Totals(58, 60, timedelta(hours=11, minutes=42), 286_000, 0, timedelta(0), fairness=92)
BEFORE = replace(GOOD, planned=57, travel_time=timedelta(hours=12, minutes=20), late=1, fairness=87)
BAD = replace(GOOD, broken=3, late=1, legal=1, changes=4)


@pytest.fixture
def strip(qtbot: QtBot) -> Strip:
    """A wide one, shown."""
    made = Strip()
    qtbot.addWidget(made)
    made.resize(2400, 60)
    made.show()
    return made


def number(strip: Strip, key: str) -> StripNumber:
    return strip._numbers[key]


def test_every_number_has_its_change_with_a_sign(strip: Strip) -> None:
    strip.show_totals(GOOD, BEFORE, "")
    assert number(strip, "planned").text_shown == "58 / 60 +1"
    assert number(strip, "travel").text_shown == "11 h 42 min −38 min"
    assert number(strip, "late").text_shown == "0 −1"
    assert number(strip, "fairness").text_shown == "92 % +5"
    assert number(strip, "legal").text_shown == "0 ±0"
    assert number(strip, "changes").text_shown == "– not issued yet"
    assert number(strip, "travel").accessibleName() == "Travel: 11 h 42 min −38 min better"
    assert number(strip, "broken").isHidden(), "while nothing is broken there is nothing to say"


def test_what_breaks_the_law_has_its_sign_and_can_be_pressed(qtbot: QtBot, strip: Strip) -> None:
    strip.show_totals(BAD, None, "")
    strip.show_broken(["Heron: too late."])
    legal = number(strip, "legal")
    assert legal.text_shown == "§ 1"
    assert "Heron: too late." in legal.toolTip()
    with qtbot.waitSignal(strip.broken_wanted):
        qtbot.mouseClick(legal, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(strip.broken_wanted):
        qtbot.keyClick(number(strip, "broken"), Qt.Key.Key_Space)
    strip.show_totals(GOOD, None, "")
    assert not legal.isEnabled()


def test_without_a_plan_before_there_is_no_change(strip: Strip) -> None:
    strip.show_totals(GOOD, None, "")
    assert number(strip, "planned").text_shown == "58 / 60"
    strip.show_totals(None, None, "")
    assert number(strip, "travel").text_shown == "–"


def test_it_says_what_it_is_compared_with_and_offers_the_others(qtbot: QtBot, strip: Strip) -> None:
    last = Comparison("last", "before “Improve”, 08:09", BEFORE, day(), None)
    kept = Comparison("snapshot:Plan A", "“Plan A”", BEFORE, day(), None)
    strip.show_totals(GOOD, BEFORE, "")
    strip.show_comparisons(last, (last, kept))
    assert strip.compared.accessibleName() == "Compared with before “Improve”, 08:09"
    first, second = strip._menu.actions()
    assert first.isChecked()
    with qtbot.waitSignal(strip.comparison_chosen) as chosen:
        second.trigger()
    assert chosen.args == ["snapshot:Plan A"]


def test_where_there_is_little_room_what_is_wrong_stays(qtbot: QtBot, strip: Strip) -> None:
    strip.show_totals(BAD, BEFORE, "Quick estimate: travel times may be minutes off")
    strip.resize(520, 60)
    qtbot.waitUntil(lambda: number(strip, "fairness").isHidden())
    assert not number(strip, "planned").isHidden()
    assert not number(strip, "broken").isHidden()
    assert not number(strip, "legal").isHidden()
    strip.resize(2400, 60)
    qtbot.waitUntil(lambda: not number(strip, "fairness").isHidden())
