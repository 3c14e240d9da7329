"""A change is shown step by step; a press comes after all of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.showing import Showing


def test_steps_come_in_turns_and_many_wishes_are_one(qtbot: QtBot) -> None:
    window, shown = QWidget(), list[str]()
    qtbot.addWidget(window)
    showing = Showing(window, lambda: shown.append("table"), lambda: shown.append("timeline"))
    showing.want()
    showing.want()
    assert not shown
    qtbot.waitUntil(lambda: showing.is_over)
    assert shown == ["table", "timeline"]


def test_a_press_hears_the_whole_change(qtbot: QtBot) -> None:
    window, told = QWidget(), list[str]()
    qtbot.addWidget(window)
    window.mousePressEvent = lambda _event: told.append("pressed")  # type: ignore[method-assign]
    window.show()
    qtbot.waitExposed(window)
    showing = Showing(window, lambda: told.append("table"), lambda: told.append("timeline"))
    showing.want()
    handle = window.windowHandle()
    assert handle
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert told == ["table", "timeline", "pressed"]
