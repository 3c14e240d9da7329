"""What every test of the window gets: no box may wait for a person, and nothing is remembered between tests."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from ui.workbench.map_view import prepare_web_engine, register_scheme

register_scheme()  # before there is an application
prepare_web_engine()


def _waits(box: QDialog) -> int:
    raise AssertionError(f"{type(box).__name__} would wait for a person: replace its ask() in the test")


@pytest.fixture(autouse=True, scope="module")
def _what_stays_is_not_looked_at() -> None:
    # Modules and tests are a million things, which take 0.2 s to look through after each test and never go.
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _garbage_goes_on_this_thread() -> Iterator[None]:
    # Elsewhere, or in the middle of a test, collecting what an earlier window left is a crash that comes and goes.
    gc.disable()
    yield
    if app := QApplication.instance():
        for widget in QApplication.topLevelWidgets():
            widget.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture(autouse=True)
def _nobody_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMessageBox, "exec", _waits)
    monkeypatch.setattr(QDialog, "exec", _waits)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "remembered"))
