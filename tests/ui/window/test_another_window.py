"""Another language or another theme, in one click: the day, what is selected and every step of undo stay."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from planner.bootstrap import open_office
from planner.day import rescue
from planner.settings import Settings, save_settings
from planner.text import language
from tests.builders import TUESDAY, day, visit
from tests.conftest import NOW
from tests.ui.window.telling import do, longest
from ui.app import App
from ui.dialogs.rescue import RescueDialog
from ui.main_window import MainWindow

pytestmark = pytest.mark.window


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of an office with a planned Tuesday."""
    office = open_office(tmp_path / "data", clock=lambda: NOW)
    with office.store.writing() as session:
        save_settings(session, Settings(time_limit_s=0.4, language="en"))
        session.save_day(day(*(visit(n, north=300 * n, east=200 * n) for n in range(1, 6))))
    office.close()
    return tmp_path / "data"


@pytest.fixture
def app(qtbot: QtBot, folder: Path) -> Iterator[App]:
    """The application on that day."""
    made = App(argparse.Namespace(data_dir=folder, demo=False, lang=None))
    made.begin()
    yield made
    made.close()


def window_of(qtbot: QtBot, app: App) -> MainWindow:
    qtbot.waitUntil(lambda: app.window is not None and app.window.document.day is not None, timeout=20_000)
    assert app.window
    app.window.document.open(TUESDAY)
    qtbot.waitUntil(lambda: not app.window.document.busy, timeout=20_000)  # type: ignore[union-attr]
    app.window.document.start_planning()
    qtbot.waitUntil(lambda: not app.window.document.busy, timeout=20_000)  # type: ignore[union-attr]
    return app.window


def test_the_window_speaks_chinese_and_knows_the_day_still(qtbot: QtBot, app: App) -> None:
    first = window_of(qtbot, app)
    chosen = longest(first).stops[0].visit_id
    first.selecting.select([chosen])
    do(first, "lock")
    steps, plan = first.document.undo_stack.count(), first.document.plan
    do(first, "language_zh")
    qtbot.waitUntil(lambda: app.window is not None and app.window is not first, timeout=20_000)
    second = app.window
    assert second
    assert language() == "zh"
    assert second.document.plan is plan
    assert second.document.undo_stack.count() == steps
    assert second.selecting.selection == second.views.visits.selection() == (chosen,)
    assert second.actions_by_name["language_zh"].isChecked()
    second.history.undo.trigger()
    assert not longest(second).stops[0].locked
    second.history.redo.trigger()
    assert longest(second).stops[0].locked


def test_after_an_unexpected_end_the_plan_is_as_it_was(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = open_office(folder, clock=lambda: NOW)
    app = App(argparse.Namespace(data_dir=folder, demo=False, lang=None))
    app.begin()
    window = window_of(qtbot, app)
    window.document.save()
    kept = window.document.plan
    assert kept
    assert window.document.day
    rescue.begin_run(office)
    first = longest(window).stops[0].visit_id
    window.document.take_out("Take out", [first])
    shown = window.document.plan
    assert shown
    window.document._keeper.desk.forget()  # the machine stops before it is kept
    rescue.autosave(office, window.document.day, shown)
    app._lifeline.close()  # type: ignore[union-attr]
    monkeypatch.setattr(rescue, "end_run", lambda _office: None)
    app.close()
    titles: list[str] = []

    def run(dialog: RescueDialog) -> bool:
        titles.append(dialog.windowTitle())
        dialog.findChild(QPushButton)
        return True

    monkeypatch.setattr(RescueDialog, "run", run)
    again = App(argparse.Namespace(data_dir=folder, demo=False, lang=None))
    again.begin()
    qtbot.waitUntil(lambda: bool(titles), timeout=20_000)
    assert "Rounds ended unexpectedly at 07:30" in titles[0]
    assert again.window
    document = again.window.document
    qtbot.waitUntil(lambda: document.plan is not None and rescue.is_same(document.plan, shown), timeout=20_000)
    again.window.history.undo.trigger()
    assert document.plan is not None
    assert rescue.is_same(document.plan, kept)
    monkeypatch.undo()
    again.close()
    office.close()


def test_a_first_start_shows_the_three_steps_and_no_day_before_one_is_open(qtbot: QtBot, tmp_path: Path) -> None:
    app = App(argparse.Namespace(data_dir=tmp_path / "new", demo=False, lang="en"))
    app.begin()
    window = app.window
    assert window
    assert window.bar.date.text() == "–"
    qtbot.waitUntil(lambda: window.document.day is not None and not window.document.busy, timeout=20_000)
    window.showing.finish()
    assert not window.office.is_demo
    assert window.stack.currentWidget() is window.welcome
    assert window.welcome.title.text() == "Welcome to Rounds"
    assert window.bar.date.text() != "–"
    qtbot.waitUntil(lambda: window.focusWidget() is window.welcome.steps[0].button)
    window.office_wanted.disconnect()  # the town would be drawn
    with qtbot.waitSignal(window.office_wanted) as wanted:
        qtbot.mouseClick(window.welcome.demo, Qt.MouseButton.LeftButton)
    assert wanted.args == [True]
    app.close()
