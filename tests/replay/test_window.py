"""The same nasty day through the window: its own actions, rows, dialogs and keys, and the same end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from pytestqt.qtbot import QtBot

from routing.worker import Worker
from tests.examples import THOROUGH
from tests.replay.by_hand import ByWindow
from tests.replay.driver import Driver
from tests.replay.judge import complaints
from tests.replay.morning import Morning
from tests.replay.person import Person
from tests.replay.script import read
from tests.replay.test_headless import check_that_all_of_it_was_played
from tests.ui.conftest import _garbage_goes_on_this_thread
from ui.main_window import MainWindow

__all__ = ["_garbage_goes_on_this_thread"]

pytestmark = [
    pytest.mark.window,
    # Some of its searches end by the clock, so that a run may be another day: for who looks for faults.
    pytest.mark.skipif(not THOROUGH, reason="two minutes, and maybe another day each time"),
    # What the screen without a screen cannot do: raise the cases' window, hold the keys for an open list.
    pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)", extend=True),
]


@pytest.fixture
def window(qtbot: QtBot, morning: Morning, worker: Worker, tmp_path: Path) -> Iterator[MainWindow]:
    """The window of that morning."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "remembered"))
    made = MainWindow(morning.office, worker)
    qtbot.addWidget(made)
    made.show()
    made.document.open(morning.day)
    qtbot.waitUntil(lambda: made.live.watch.situation is not None and made.document.plan is not None, timeout=60_000)
    made.showing.finish()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)  # the web engine wants its page gone first


def test_the_same_day_through_the_window_ends_the_same(qtbot: QtBot, window: MainWindow, morning: Morning) -> None:
    hands = ByWindow(window, Person(qtbot))
    driver = Driver(morning, read(), hands)
    driver.play()
    assert driver.told(complaints(driver.record())) == ""
    check_that_all_of_it_was_played(driver)
    assert set(hands.problems) <= set(hands.refused), "every box was expected"
