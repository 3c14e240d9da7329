"""The mouse carries visits over a view, from the press of the button to the plan's change; keys are heard meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.workbench.hands import Hand, all_priced, taken_day
from ui.workbench.dragging import unpack


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return taken_day(qtbot)


class Rows(QWidget):
    """A view of three rows that takes what is dragged over them, but not at its edge."""

    def __init__(self, hand: Hand) -> None:
        super().__init__(hand.dragging.bubble.window())
        self.hand, self.alt = hand, False
        self.setAcceptDrops(True)
        self.setGeometry(0, 200, 900, 180)
        self.show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        assert unpack(event.mimeData())
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        at = event.position().toPoint()
        self.alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if at.x() > 100:
            self.hand.dragging.hover(self.hand.shift(at.y() // 60), None, self.mapToGlobal(at))
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hand.dragging.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self.hand.dragging.drop()
        event.acceptProposedAction()


class Mouse:
    """Presses a button, does one thing after the other while it carries, and says when it has let go."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self.rows = hand, Rows(hand)
        self.handle = hand.dragging.bubble.window().windowHandle()

    def carry(self, *steps: Callable[[], object]) -> None:
        left = list(steps)

        def go_on() -> None:
            try:
                (left.pop(0) if left else self.key(Qt.Key.Key_Escape))()
            finally:
                if self.hand.dragging.active:
                    QTimer.singleShot(0, go_on)

        QTest.mousePress(self.handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(400, 20))
        QTimer.singleShot(0, go_on)
        self.hand.dragging.carry(self.rows)
        if QApplication.mouseButtons():
            self.let_go(-3)()

    def to(self, row: int, x: int = 400) -> Callable[[], object]:
        return lambda: QTest.mouseMove(self.handle, QPoint(x, 230 + 60 * row))

    def let_go(self, row: int, x: int = 400) -> Callable[[], object]:
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        return lambda: QTest.mouseRelease(self.handle, left, none, QPoint(x, 230 + 60 * row))

    def key(self, key: Qt.Key) -> Callable[[], object]:
        return lambda: QTest.keyClick(self.handle, key)


carried = pytest.mark.qt_log_ignore("This plugin does not support grabbing the mouse")


@carried
def test_the_mouse_carries_it_to_a_row(hand: Hand) -> None:
    hand.take(3)
    mouse = Mouse(hand)
    mouse.carry(mouse.to(0), mouse.to(1), mouse.let_go(1))
    assert [effect and effect.shift_id for effect in hand.effects[-3:]] == [hand.shift(0), hand.shift(1), None]
    assert hand.dropped == [((hand.day.visits[3].id,), hand.shift(1), None)]


@carried
def test_tab_while_the_mouse_carries(qtbot: QtBot, hand: Hand) -> None:
    hand.take(8)
    cheapest = min(all_priced(qtbot, hand).values(), key=lambda effect: effect.cost)
    mouse, row = Mouse(hand), (hand.shift(0) == cheapest.shift_id) + 0
    mouse.carry(mouse.to(row), mouse.key(Qt.Key.Key_Tab), mouse.let_go(row))
    assert len(hand.dropped) == 1
    assert hand.dropped[0][1] != hand.shift(row)


@carried
@pytest.mark.parametrize("last", ["escape", "edge", "nowhere"])
def test_escape_and_letting_go_elsewhere_leave_it(hand: Hand, last: str) -> None:
    hand.take(3)
    mouse = Mouse(hand)
    end = {"escape": mouse.key(Qt.Key.Key_Escape), "edge": mouse.let_go(1, 50), "nowhere": mouse.let_go(-2)}
    mouse.carry(mouse.to(1), end[last])
    assert (hand.dropped, hand.effects[-1], hand.dragging.active) == ([], None, False)


@carried
def test_alt_is_told_though_the_mouse_rests(hand: Hand) -> None:
    hand.take(3)
    mouse, heard = Mouse(hand), list[bool]()
    alt = Qt.KeyboardModifier.AltModifier
    mouse.carry(
        mouse.to(1),
        lambda: QTest.keyPress(mouse.handle, Qt.Key.Key_Alt, alt),
        lambda: heard.append(mouse.rows.alt),
        lambda: QTest.keyRelease(mouse.handle, Qt.Key.Key_Alt),
        lambda: heard.append(mouse.rows.alt),
        mouse.key(Qt.Key.Key_Escape),
    )
    assert heard == [True, False]


def test_where_no_button_is_pressed_nothing_is_carried(hand: Hand) -> None:
    hand.take(3)
    hand.dragging.carry(hand.dragging.bubble.window())
    assert not hand.dragging.active
