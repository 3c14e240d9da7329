"""One application whose window stands for its pictures, at a moment that is chosen.

Nobody is there to answer: a dialog that was not asked for is closed, and the pictures end with its title.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from benchmarks.pictures.small_png import write_small
from benchmarks.pictures.wanted import Wanted
from planner.bootstrap import open_office
from planner.settings import save_settings
from ui.app import App
from ui.main_window import MainWindow

EARLY = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
"""A Monday, five past seven in the demo's town."""
PATIENCE_S = 240
LOOK_MS = 1500


class Nobody(Exception):
    """Something waits for a person, and none is there."""


class Studio:
    """Opens the demo in a folder of data; `expects` is true while a dialog may be open."""

    def __init__(self, qt: QApplication, data: Path, wanted: Wanted, *, demo: bool = True) -> None:
        self.qt, self.wanted = qt, wanted
        self.app = App(argparse.Namespace(data_dir=data, demo=demo, lang=None))
        self.expects = False
        self._unasked = ""
        self._guard = QTimer(qt, interval=LOOK_MS)
        self._guard.timeout.connect(self._look)
        self._guard.start()
        wanted.folder.mkdir(parents=True, exist_ok=True)

    @property
    def window(self) -> MainWindow:
        """The window of the moment."""
        assert self.app.window
        return self.app.window

    def until(self, done: Callable[[], object], patience_s: float = PATIENCE_S) -> bool:
        """Let the window live until something is so."""
        end = time.monotonic() + patience_s
        while not done():
            if self._unasked:
                raise Nobody(self._unasked)
            if time.monotonic() > end:
                return False
            self.qt.processEvents()
            time.sleep(0.005)
        return True

    def rest(self, seconds: float) -> None:
        """Let the window live for a while."""
        self.until(lambda: False, seconds)

    def settled(self) -> None:
        """The day is there, and nothing is under way."""
        document = self.window.document
        if not self.until(lambda: document.day is not None and not document.busy):
            raise Nobody("the day did not come")

    def open(self) -> None:
        """The day of the demo, planned."""
        self.app.begin()
        self.settled()
        document = self.window.document
        if document.plan is None or not document.plan.planned:
            document.start_planning()
            self.settled()

    def dress(self, language: str, theme: str) -> None:
        """The same day in another language and theme."""
        office = self.window.office
        with office.store.writing() as session:
            save_settings(session, replace(office.settings, language=language, theme=theme, time_limit_s=6))
        before = self.window
        before.again.emit(True)
        self.until(lambda: self.app.window is not before)

    def size(self, width: int, height: int) -> None:
        """The window in another size, with the panels where they stand at first."""
        self.window.resize(width, height)
        self.rest(0.2)
        self.window.reset_layout()
        self.until(lambda: self.window.map._ready, 20)
        self.rest(0.2)
        self.window.actions_by_name["fit"].trigger()
        self.rest(1.5)

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """One picture, if it is wanted."""
        if self.wanted.file(name):
            self.qt.processEvents()
            self.keep(name, (widget or self.window).grab().toImage())

    def keep(self, name: str, image: QImage) -> None:
        """Keep what is a picture already, if it is wanted."""
        if file := self.wanted.file(name):
            write_small(image, file)
            print(f"{file.name}, {file.stat().st_size // 1000} kB", flush=True)

    def show(self, name: str, dialog: Any, height: int, ready: Callable[[], object] = lambda: True) -> None:
        """One picture of a dialog, once it is ready; it stays open."""
        self.expects = True
        dialog.show()
        dialog.resize(dialog.width(), height)
        self.until(ready, 60)
        self.rest(1.0)
        self.take(name, dialog)

    def leave(self, dialog: Any) -> None:
        """Close a dialog without an answer."""
        dialog.reject()
        dialog.deleteLater()
        self.rest(0.2)
        self.expects = False

    def close(self) -> None:
        """End everything."""
        self._guard.stop()
        self.app.close()

    def _look(self) -> None:
        dialog = self.qt.activeModalWidget()
        if dialog and not self.expects:
            said = " ".join(label.text() for label in dialog.findChildren(QLabel))
            self._unasked = f"{dialog.windowTitle()}: {said}"
            dialog.close()


CLOCK: list[datetime] = [EARLY]


def look_at_clock(moment: datetime) -> None:
    """Every office that is opened from now on lives at this moment, and so do those that were opened since."""
    open_office.__kwdefaults__["clock"] = lambda: CLOCK[0]  # type: ignore[index]
    CLOCK[:] = [moment]
