"""The window on a Tuesday of six visits, one of them not located, planned for two teams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.settings import Settings, save_settings
from routing.worker import Worker
from tests.builders import TUESDAY, day, visit
from ui.main_window import MainWindow


@pytest.fixture
def stored(office: Office) -> Office:
    """An office with the Tuesday in it."""
    visits = (*(visit(n, north=300 * n, east=200 * n) for n in range(1, 6)), replace(visit(6), location=None))
    with office.store.writing() as session:
        save_settings(session, Settings(time_limit_s=0.4))
        session.save_day(day(*visits))
    return office


@pytest.fixture
def window(qtbot: QtBot, stored: Office, worker: Worker) -> Iterator[MainWindow]:
    """The window, after a press on Plan."""
    made = MainWindow(stored, worker)
    qtbot.addWidget(made)
    made.show()
    made.document.open(TUESDAY)
    qtbot.waitUntil(lambda: not made.document.busy, timeout=20_000)
    qtbot.mouseClick(made.bar.plan, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: made.document.plan is not None and not made.document.busy, timeout=20_000)
    made.showing.finish()  # the last plan may have come in this very turn
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)  # the web engine wants its page gone first
