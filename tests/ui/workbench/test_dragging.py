"""Visits in the hand: what letting go would come to is told before, and letting go is told afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.planner.day.handmade import framed, planned
from tests.ui.workbench.hands import Hand, all_priced, over, taken_day
from ui.theme import LIGHT
from ui.workbench.dragging import VISITS, pack, unpack
from ui.workbench.lifted import lifted


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return taken_day(qtbot)


def said(hand: Hand) -> str:
    return hand.dragging.bubble.accessibleName()


def test_a_drag_carries_visits_and_nothing_else_is_taken_for_them(hand: Hand) -> None:
    ids = tuple(each.id for each in hand.day.visits[:3])
    assert unpack(pack(ids)) == ids
    assert pack(ids).formats() == [VISITS]
    text = QMimeData()
    text.setText("Ada Quill")
    assert unpack(text) == ()


def test_over_a_row_its_cheapest_place_is_shown_in_one_order(hand: Hand) -> None:
    preview = hand.take(3)
    hand.dragging.hover(hand.shift(1), None, over(hand, 1))
    effect = preview.best(hand.shift(1))
    assert hand.effects == [effect]
    parts = said(hand).split(" · ")
    assert (parts[0].endswith("min"), parts[1].endswith((" m", " km"))) == (True, True)
    assert [parts[2], parts[3]] == ["✓ on time", "§ legal until 19:45"]
    assert parts[4].startswith("fairness")
    assert parts[5].startswith("Team 2")
    assert "Team 1 −" in parts[6]
    assert hand.dragging.bubble.isVisible()


def test_a_position_is_the_exact_one(hand: Hand) -> None:
    preview = hand.take(0)
    hand.dragging.hover(hand.shift(1), 2, over(hand, 1))
    assert hand.effects == [preview.at(hand.shift(1), 2)]
    assert "after stop 2" in said(hand)


def test_every_row_gets_its_price(qtbot: QtBot, hand: Hand) -> None:
    preview = hand.take(8)
    assert all_priced(qtbot, hand) == preview.prices()


def test_what_takes_long_is_worked_out_beside_the_window(
    qtbot: QtBot, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.workbench.foresight.SLOW_S", -1.0)
    preview = hand.take(0, 1)
    hand.dragging.hover(hand.shift(0), None, over(hand, 0))
    hand.dragging.hover(hand.shift(2), None, over(hand, 2))
    assert (hand.effects[-1], said(hand)) == (None, "Working it out…")
    qtbot.waitUntil(lambda: hand.effects[-1] == preview.best(hand.shift(2)))
    assert all_priced(qtbot, hand) == preview.prices()


def test_tab_goes_to_the_next_cheapest_row_until_the_hand_moves(qtbot: QtBot, hand: Hand) -> None:
    hand.take(8)
    ranked = sorted(all_priced(qtbot, hand).values(), key=lambda effect: effect.cost)
    at = over(hand, 0)
    hand.dragging.hover(ranked[2].shift_id, None, at)
    qtbot.keyClick(hand.dragging.bubble.window(), Qt.Key.Key_Tab)
    assert hand.effects[-1] == ranked[0]
    qtbot.keyClick(hand.dragging.bubble.window(), Qt.Key.Key_Tab)
    hand.dragging.hover(ranked[2].shift_id, None, at)
    hand.dragging.leave()
    assert hand.effects[-1] == ranked[1]
    hand.dragging.hover(ranked[2].shift_id, None, at + QPoint(60, 0))
    assert hand.effects[-1] == ranked[2]


def test_let_go_it_is_told_where(hand: Hand) -> None:
    hand.take(0)
    hand.dragging.hover(hand.shift(1), 1, over(hand, 1))
    hand.dragging.drop()
    assert hand.dropped == [((hand.day.visits[0].id,), hand.shift(1), 1)]
    assert (hand.locked, hand.effects[-1], hand.prices[-1]) == ([], None, {})
    assert (hand.dragging.active, hand.dragging.bubble.isVisible()) == (False, False)


def test_let_go_with_ctrl_it_is_locked_as_well(qtbot: QtBot, hand: Hand) -> None:
    hand.take(0)
    hand.dragging.hover(hand.shift(1), None, over(hand, 1))
    qtbot.keyPress(hand.dragging.bubble.window(), Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    hand.dragging.drop()
    qtbot.keyRelease(hand.dragging.bubble.window(), Qt.Key.Key_Control)
    ids = (hand.day.visits[0].id,)
    assert (hand.dropped, hand.locked) == ([(ids, hand.shift(1), None)], [ids])


def test_out_of_its_route_saves_the_way(hand: Hand) -> None:
    preview = hand.take(3)
    hand.dragging.hover(None, None, over(hand, 0))
    assert hand.effects == [preview.out()]
    assert said(hand).startswith("−")
    assert "Off the route" in said(hand)
    hand.dragging.drop()
    assert hand.dropped == [((hand.day.visits[3].id,), None, None)]


def test_let_go_where_it_stands_nothing_is_told(hand: Hand) -> None:
    hand.take(0)
    hand.dragging.hover(hand.shift(0), 0, over(hand, 0))
    assert "where it is now" in said(hand)
    hand.dragging.drop()
    assert hand.dropped == []


def test_over_no_row_nothing_is_shown(hand: Hand) -> None:
    hand.take(0)
    hand.dragging.hover(hand.shift(1), None, over(hand, 1))
    hand.dragging.leave()
    assert (hand.effects[-1], hand.dragging.bubble.isVisible()) == (None, False)
    hand.dragging.drop()
    assert hand.dropped == []


def test_by_keys_alone_tab_enter_and_escape(qtbot: QtBot, hand: Hand) -> None:
    window = hand.dragging.bubble.window()
    hand.take(8)
    hand.dragging.cheapest_next()  # before the prices are there
    cheapest = min(all_priced(qtbot, hand).values(), key=lambda effect: effect.cost)
    assert hand.effects[-1] == cheapest
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert hand.dropped == [((hand.day.visits[8].id,), cheapest.shift_id, None)]
    hand.take(7)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert (hand.dragging.active, len(hand.dropped)) == (False, 1)


def test_the_law_is_violet_and_has_its_sign(hand: Hand) -> None:
    long = [replace(each, service_time=timedelta(hours=4)) for each in hand.day.visits[1:4]]
    hand.dp = framed(replace(hand.day, visits=(hand.day.visits[0], *long)))
    hand.plan = planned(hand.dp, {hand.shift(0): [hand.day.visits[0].id], hand.shift(1): [each.id for each in long]})
    hand.take(0)
    hand.dragging.hover(hand.shift(1), 3, over(hand, 1))
    effect = hand.effects[-1]
    assert effect
    assert [broken.kind for broken in effect.legal] == ["visiting_hours"]
    amounts = hand.dragging.bubble.amounts.text()
    assert (amounts.count(LIGHT.legal), amounts.count("§")) == (1, 1)
    assert "Outside the lawful visiting hours by" in said(hand)


@pytest.mark.parametrize("source", range(3))
@pytest.mark.parametrize("target", range(3))
@pytest.mark.parametrize("x", [0, 450, 899])
def test_the_bubble_covers_neither_row(hand: Hand, source: int, target: int, x: int) -> None:
    hand.take(source)
    hand.dragging.hover(hand.shift(target), 1, over(hand, target, x))
    bubble = hand.dragging.bubble
    rows = [hand.row(hand.shift(number)) for number in (source, target)]
    assert not any(bubble.geometry().intersects(row) for row in rows)
    assert bubble.parentWidget().rect().contains(bubble.geometry())
    assert all(label.height() >= label.sizeHint().height() for label in bubble.findChildren(QLabel) if label.text())


def test_what_is_in_the_hand_has_a_picture(hand: Hand) -> None:
    font = QApplication.font()
    one, pile = (lifted(hand.take(*numbers), "Ada Quill", font, 2.0) for numbers in ((0,), (0, 1, 2)))
    assert (one.isNull(), one.devicePixelRatio()) == (False, 2.0)
    assert pile.height() > one.height()
