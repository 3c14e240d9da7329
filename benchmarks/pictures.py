"""Makes pictures of the window's main states, to be looked at: both languages, both themes, a small and a large screen.

    python3 start.py bench pictures FOLDER [--data-dir DIR] [--only light-en-1366] [--cases]

The demo day in its fictional town is planned once; run it twice with the same folder of data, and the second run is
quick. It needs a display with room for the large window, such as a virtual one of 2560 by 1440, or
QT_QPA_PLATFORM=offscreen. With `--cases` it makes those of the pages of the cases instead, see `case_pictures`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import gettempdir

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QStyleFactory, QWidget

from benchmarks import case_pictures
from planner.bootstrap import open_office
from planner.day import rescue
from planner.settings import save_settings
from ui.app import App
from ui.main_window import MainWindow

SIZES = {"1366": (1366, 768), "1600": (1600, 1000), "2560": (2560, 1440)}
LANGUAGES, THEMES = ("en", "zh"), ("light", "dark")
PATIENCE_S = 120


class Studio:
    """One application whose window stands for its pictures."""

    def __init__(self, qt: QApplication, options: argparse.Namespace) -> None:
        self.qt, self.options = qt, options
        self.app = App(argparse.Namespace(data_dir=options.data_dir, demo=True, lang=None))
        options.folder.mkdir(parents=True, exist_ok=True)

    @property
    def window(self) -> MainWindow:
        """The window of the moment."""
        assert self.app.window
        return self.app.window

    def until(self, done: Callable[[], object], patience_s: float = PATIENCE_S) -> bool:
        """Let the window live until something is so."""
        end = time.monotonic() + patience_s
        while not done():
            if time.monotonic() > end:
                return False
            self.qt.processEvents()
            time.sleep(0.005)
        return True

    def rest(self, seconds: float) -> None:
        """Let the window live for a while."""
        self.until(lambda: False, seconds)

    def open(self) -> None:
        """The demo day, planned; what an earlier run has left behind is of no interest."""
        with closing(open_office(self.options.data_dir, demo=True)) as office:
            rescue.end_run(office)
        self.app.begin()
        document = self.window.document
        self.until(lambda: document.day is not None and not document.busy)
        if document.plan is None or not document.plan.planned:
            document.start_planning()
            self.until(lambda: not document.busy)

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
        """One picture."""
        shown = widget or self.window
        self.qt.processEvents()
        shown.grab().save(str(self.options.folder / f"{name}.png"))
        print(name, flush=True)


def states(studio: Studio, name: str) -> None:
    """The main states of a window, one picture each."""
    window = studio.window
    document, selecting = window.document, window.selecting
    assert document.plan
    studio.take(f"{name}-settled")
    route = max(document.plan.routes, key=lambda each: len(each.stops))
    selecting.select((route.stops[len(route.stops) // 2].visit_id,))
    studio.rest(0.8)
    studio.take(f"{name}-selected")
    selecting.look_at_team(route.shift_id)
    studio.rest(0.8)
    studio.take(f"{name}-team")
    selecting.select(())
    selecting.choose_team(None)
    dragging(studio, name)
    left_over(studio, name)
    searching(studio, name)


def dragging(studio: Studio, name: str) -> None:
    """A visit in the hand, over another team's route."""
    window = studio.window
    plan = window.document.plan
    assert plan
    routes = [route for route in plan.routes if len(route.stops) > 2]
    window.drags.take((routes[0].stops[1].visit_id,))
    where = window.views.timeline.mapToGlobal(QPoint(window.width() // 2, 120))
    window.drags.dragging.hover(routes[1].shift_id, None, where)
    studio.rest(0.5)
    studio.take(f"{name}-dragging")
    window.drags.dragging.cancel()


def left_over(studio: Studio, name: str) -> None:
    """Three visits taken out, with their ways back."""
    window, document = studio.window, studio.window.document
    assert document.plan
    first = [route.stops[0].visit_id for route in document.plan.routes if route.stops][:3]
    document.take_out("", first)
    window.workbench.go_to("unassigned")
    window.selecting.select(first[:1])
    studio.rest(5)
    studio.take(f"{name}-unassigned")
    window.workbench.go_to("inspector")


def searching(studio: Studio, name: str) -> None:
    """A search under way, and what it proposes: its dialog waits, so a timer takes its picture and leaves it."""
    document = studio.window.document
    begun = document.undo_stack.index()
    timer = QTimer(studio.window, interval=400)

    def leave() -> None:
        dialog = studio.qt.activeModalWidget()
        if isinstance(dialog, QDialog):
            studio.take(f"{name}-difference", dialog)
            dialog.reject()

    timer.timeout.connect(leave)
    document.replan(False, 6)
    studio.rest(2.5)
    studio.take(f"{name}-searching")
    timer.start()
    studio.until(lambda: not document.busy, 40)
    studio.rest(1.0)
    timer.stop()
    while document.undo_stack.index() > begun - 1 and document.undo_stack.canUndo():
        document.undo_stack.undo()
        studio.until(lambda: not document.busy, 20)


def empty(studio: Studio, name: str) -> None:
    """A day without visits says what to do next."""
    document = studio.window.document
    assert document.date
    when = document.date
    document.open(when + timedelta(days=40))
    studio.until(lambda: not document.busy)
    studio.rest(0.4)
    studio.take(f"{name}-empty")
    document.open(when)
    studio.until(lambda: not document.busy)


def welcome(qt: QApplication, options: argparse.Namespace) -> None:
    """What an office of one's own looks like before there is anything in it."""
    studio = Studio(qt, argparse.Namespace(data_dir=options.data_dir / "own", folder=options.folder))
    studio.app.open(demo=False)
    studio.until(lambda: studio.window.document.day is not None)
    for language in LANGUAGES:
        studio.dress(language, "light")
        studio.window.resize(*SIZES["1366"])
        studio.rest(0.5)
        studio.take(f"light-{language}-1366-welcome")
    studio.app.close()


def look_at_clock(moment: datetime) -> None:
    """Every office that is opened from now on lives at this moment, and so do those that were opened since."""
    open_office.__kwdefaults__["clock"] = lambda: CLOCK[0]  # type: ignore[index]
    CLOCK[:] = [moment]


CLOCK: list[datetime] = []


def of_cases(studio: Studio) -> None:
    """The pages of the cases: English in light and dark, and Chinese."""
    for theme, language in (("light", "en"), ("light", "zh"), ("dark", "en")):
        if (name := f"{theme}-{language}-cases").startswith(studio.options.only):
            look_at_clock(case_pictures.EARLY)
            studio.dress(language, theme)
            case_pictures.pages(studio, name, look_at_clock)
    studio.app.close()


def main(words: list[str] | None = None) -> int:
    """All pictures, or those of one window."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data-dir", type=Path, default=Path(gettempdir()) / "rounds-pictures")
    parser.add_argument("--only", default="", help="the beginning of the names of the pictures to make")
    parser.add_argument("--cases", action="store_true", help="the pages of the cases, not the workbench")
    options = parser.parse_args(words)
    if options.cases:
        # Its day goes on, and somebody signs in: the next time it begins anew.
        options.data_dir /= "cases"
        shutil.rmtree(options.data_dir, ignore_errors=True)
        look_at_clock(case_pictures.EARLY)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(options.data_dir / "remembered"))
    qt = QApplication(["rounds"])
    qt.setStyle(QStyleFactory.create("Fusion"))
    studio = Studio(qt, options)
    studio.open()
    if options.cases:
        of_cases(studio)
        return 0
    for theme in THEMES:
        for language in LANGUAGES:
            names = {f"{theme}-{language}-{size}": room for size, room in SIZES.items()}
            names = {name: room for name, room in names.items() if name.startswith(options.only)}
            if names:
                studio.dress(language, theme)
            for name, room in names.items():
                studio.size(*room)
                states(studio, name)
                empty(studio, name)
    studio.app.close()
    if not options.only:
        welcome(qt, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
