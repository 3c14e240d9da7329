"""The window on a running day of 300 visits and 32 teams: from a key to the answer on the screen.

    python3 start.py bench running_window [--data-dir DIR] [--visits 300] [--teams 32] [--takes 5] [--at 11:20]

Run it twice with the same folder: the first run builds the demo town and an office whose day is under way. Each figure
is by the clock, from the key to the shown answer; whatever else runs on the machine counts. Beside it stands how often
and where the window stood still for over 50 ms meanwhile. Needs a display, or QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.pulse import Pulse, Story, Timing, tell

if TYPE_CHECKING:
    from benchmarks.running_office import Clock
    from ui.main_window import MainWindow

BARS_S = {
    "F10: who rings up is asked": 1.0,
    "check-in noted, answer shown": 1.0,
    "check-in: forecast shown": 1.0,
    "urgent visit: placed and shown": 1.0,
    "urgent visit with papers: placed and shown": 1.0,
    "warning: ways out shown": 1.0,
    "closed road: first answer": 1.5,
}
"""What is asked for, in seconds; the urgent visit with both its keys."""


class Day:
    """A coordinator at the window, as a story."""

    def __init__(self, window: MainWindow, now: Clock, takes: int) -> None:
        self.window, self.now, self.takes = window, now, takes
        self.timing = Timing()
        self.pulse: Pulse

    def story(self) -> Story:
        """Open the day, then one thing after the other, each some times."""
        yield from self._opened()
        for part in (self._check_in, self._warning, self._urgent, self._known, self._tick, self._closed_road):
            for _take in range(self.takes):
                yield from part()
                self.pulse.doing = ""
                yield _after(0.7)

    def _opened(self) -> Story:
        window = self.window
        self.pulse.doing = "open"
        yield lambda: self._is_shown() and window.live.watch.situation and window.live.watch.situation.runs
        yield _after(4)

    def _check_in(self) -> Story:
        self.now.at += timedelta(minutes=1)
        self._do("F10")
        yield from self._press(self.window, Qt.Key.Key_F10)
        yield lambda: _modal() is not None
        dialog: Any = _modal()
        self.timing.took_until_now("F10: who rings up is asked")
        self._do("check-in")
        before = self.window.live.watch.situation
        yield from self._press(dialog, Qt.Key.Key_1)
        yield from self._press(dialog, Qt.Key.Key_Return)
        yield lambda: dialog.preview.text().startswith("✓") or dialog.note.text()
        self.timing.took_until_now("check-in noted, answer shown")
        yield lambda: self.window.live.watch.situation is not before and self._is_shown()
        self.timing.took_until_now("check-in: forecast shown")
        yield _after(0.3)
        yield from self._press(dialog, Qt.Key.Key_Escape)
        yield lambda: _modal() is None

    def _warning(self) -> Story:
        from planner.running.needs import NeedKind

        needs = [need for need in self.window.live.watch.needs if need.kind in (NeedKind.WARNING, NeedKind.NEAR)]
        if not needs:
            return
        need = needs[len(self.timing.took["warning: ways out shown"]) % len(needs)]
        self._do("warning")
        QTimer.singleShot(0, lambda: self.window.errands.see_to(need))
        yield lambda: _modal() is not None
        dialog: Any = _modal()
        yield lambda: not dialog.progress.isVisible() or dialog.cards
        self.timing.took_until_now("warning: ways out shown")
        yield from self._press(dialog, Qt.Key.Key_Escape)
        yield lambda: _modal() is None

    def _urgent(self) -> Story:
        from planner.day.states import VisitState

        free = [row.visit.id for row in self.window.document.rows if row.state == VisitState.UNASSIGNED]
        if free:
            yield from self._inserted("urgent visit", free[0])

    def _known(self) -> Story:
        # A visit whose papers a team has: another stop of it, or another team, is searched for.
        document = self.window.document
        assert document.plan
        last = [r.stops[-1].visit_id for r in document.plan.routes if len(r.stops) - r.begun > 1 and not r.meetings]
        document.take_out("", [last[-1]])
        yield self._is_shown
        yield _after(0.7)
        yield from self._inserted("urgent visit with papers", last[-1])

    def _inserted(self, name: str, visit_id: UUID) -> Story:
        self.window.selecting.select((visit_id,))
        yield _after(0.5)
        yield from self._press(self.window, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
        yield lambda: _modal() is not None
        self._do(name)
        yield from self._press(_shown(_modal()), Qt.Key.Key_Return)
        yield lambda: type(_modal()).__name__ in ("DifferenceDialog", "ProblemBox")
        self.timing.took_until_now(f"{name}: proposed")
        yield _after(0.3)
        began = time.perf_counter()
        yield from self._press(_shown(_modal()), Qt.Key.Key_Return)
        yield lambda: _modal() is None and self._is_shown()
        both = self.timing.took[f"{name}: proposed"][-1] + time.perf_counter() - began
        self.timing.took[f"{name}: placed and shown"].append(both)

    def _tick(self) -> Story:
        # Time goes on: teams become late, alarms are raised, the panel follows.
        self.now.at += timedelta(minutes=4)
        before = self.window.live.watch.situation
        self._do("a tick of the clock")
        QTimer.singleShot(0, self.window.live.watch.look)
        yield lambda: self.window.live.watch.situation is not before and self._is_shown()
        self.timing.took_until_now("a tick of the clock shown")

    def _closed_road(self) -> Story:
        from planner.model import Coordinates, place_of
        from planner.running.closures import circle
        from planner.running.happened import Happened, What
        from ui.running.happens_errand import _ask

        day, number = self.window.document.day, len(self.timing.took["closed road: first answer"])
        assert day
        base = place_of(day.shifts[0].start_at)
        assert base
        ring = circle(Coordinates(base.lat + 0.004 + number * 0.0007, base.lon + 0.002), 100)
        self._do("closed road")
        QTimer.singleShot(0, lambda: _ask(self.window, None, Happened(What.ROAD_CLOSED, ring=ring)))
        yield lambda: _modal() is not None
        dialog: Any = _modal()
        yield lambda: dialog.table.answers or not dialog.progress.isVisible()
        self.timing.took_until_now("closed road: first answer")
        yield lambda: not dialog.progress.isVisible()
        self.timing.took_until_now("closed road: all answers")
        yield from self._press(dialog, Qt.Key.Key_Escape)
        yield lambda: _modal() is None

    # --- within

    def _do(self, name: str) -> None:
        self.pulse.doing = name
        self.timing.begin()

    def _is_shown(self) -> bool:
        document = self.window.document
        return document.day is not None and not document.busy and self.window.showing.is_over

    def _press(
        self,
        widget: QWidget,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> Story:
        # In an event of its own: a dialog has a loop of its own. Keys are of the active window.
        widget.activateWindow()
        yield widget.isActiveWindow
        QTimer.singleShot(0, lambda: QTest.keyClick(widget.windowHandle(), key, modifier))


def main() -> int:
    """Make the office the first time, play in a copy of it; print."""
    options = _options()
    name = f"running-{options.visits}-{options.teams}-{options.at.replace(':', '')}-{options.late:g}"
    kept, played = options.data_dir / name, options.data_dir / f"{name}-played"
    os.environ["ROUNDS_KEY_DIR"] = str(played / "keys")
    shutil.rmtree(played, ignore_errors=True)
    if not kept.exists():
        _make(played / "office", options)
        played.rename(kept)
    shutil.copytree(kept, played)  # a key belongs to the place of its database
    try:
        return _played(played / "office", options)
    finally:
        shutil.rmtree(played, ignore_errors=True)


def _make(office: Path, options: argparse.Namespace) -> None:
    from benchmarks.big_day import build_town
    from benchmarks.running_office import ready

    office.parent.mkdir(parents=True)
    told = ready(office, options.visits, options.teams, 8, build_town(options.data_dir), options.at, options.late)
    print(f"made anew: {told} calls until {options.at}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, default=Path(gettempdir()) / "rounds-window-benchmark")
    parser.add_argument("--visits", type=int, default=300)
    parser.add_argument("--teams", type=int, default=32)
    parser.add_argument("--takes", type=int, default=5)
    parser.add_argument("--at", default="11:20")
    parser.add_argument("--late", type=float, default=1.15, help="stays are so many times as long, on the mean")
    return parser.parse_args()


def _played(data: Path, options: argparse.Namespace) -> int:
    from benchmarks.big_day import big_day
    from benchmarks.running_office import opened
    from routing.solvers import prepare
    from routing.worker import Worker
    from ui.collector import Collector
    from ui.main_window import MainWindow
    from ui.workbench.map_engine import prepare_web_engine, register_scheme

    register_scheme()
    prepare_web_engine()
    gc.disable()  # as the program does; it collects between events
    qt = QApplication(["rounds"])
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(data / "looks"))
    date = big_day(1, 1).date
    office, now = opened(data, date, options.at)
    with Worker(prepare) as worker:
        collector = Collector()
        window = MainWindow(office, worker)
        window.resize(1680, 1000)
        window.show()
        window.activateWindow()  # keys are of the active window
        window.document.open(date)
        collector.settle()
        day = Day(window, now, options.takes)
        day.pulse = Pulse(day.story(), qt.quit)
        qt.exec()
        tell(day.timing, BARS_S, day.pulse.stalls)
        window.close()
    office.close()
    return 0


def _modal() -> QWidget | None:
    found = QApplication.activeModalWidget()
    return found if found and found.isVisible() else None


def _shown(found: QWidget | None) -> QWidget:
    assert found
    return found


def _after(seconds: float) -> Callable[[], bool]:
    until = time.perf_counter() + seconds
    return lambda: time.perf_counter() > until


if __name__ == "__main__":
    sys.exit(main())
