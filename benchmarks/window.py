"""The window on the demo day: how soon it is usable, how soon there is a plan, how long it ever keeps a person waiting.

    python3 start.py bench window [--data-dir DIR] [--seconds 10]

Run it twice with the same folder: the first run also builds the demo town. Prints seconds and, as the longest gap of a
5 ms timer, what the window's own thread was ever kept busy. Needs a display, or QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import gettempdir

BEGAN = time.perf_counter()


class Watch:
    """A timer that notices when it comes late."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self.timer = QTimer(interval=5)
        self.timer.timeout.connect(self._tick)
        self.timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now

    def told(self) -> str:
        """The longest gaps since the last time it was asked."""
        gaps, self.gaps = sorted(self.gaps), []
        if not gaps:
            return "-"
        share = gaps[int(len(gaps) * 0.99)]
        return f"longest gap {gaps[-1] * 1000:.0f} ms, 99 % below {share * 1000:.0f} ms"


def main() -> int:
    """Open, plan, edit; print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, default=Path(gettempdir()) / "rounds-window-benchmark")
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    from PySide6.QtWidgets import QApplication

    from ui.app import App
    from ui.workbench.map_view import prepare_web_engine, register_scheme

    register_scheme()
    prepare_web_engine()
    qt = QApplication(["rounds"])
    app = App(argparse.Namespace(data_dir=options.data_dir, demo=True, lang="en"))
    watch = Watch()
    app.begin()
    window = app.window
    assert window
    drawn: list[float] = []
    window.map.ready.connect(lambda: drawn.append(time.perf_counter()))
    until(qt, lambda: window.document.day is not None and not window.document.busy and bool(drawn))
    say("window usable, map drawn", BEGAN, watch)
    pressed = time.perf_counter()
    first: list[float] = []
    window.document.changed.connect(lambda: note(first, window))
    window.document.start_planning(afresh=True)
    until(qt, lambda: bool(first))
    say("Plan to first complete plan", pressed, watch)
    until(qt, lambda: not window.document.busy or time.perf_counter() - pressed > options.seconds)
    say("the search so far", pressed, watch)
    window.document.stop()
    until(qt, lambda: not window.document.busy)
    edit(qt, app, watch)
    app.close()
    return 0


def note(first: list[float], window: object) -> None:
    """Remember when the first plan with everything in it was shown."""
    plan = window.document.plan  # type: ignore[attr-defined]
    if not first and plan and plan.planned:
        first.append(time.perf_counter())
        print(f"          ({plan.planned} of {len(window.document.day.visits)} planned)")  # type: ignore[attr-defined]


def edit(qt: object, app: object, watch: Watch) -> None:
    """Fifty moves and their undoing."""
    document = app.window.document  # type: ignore[attr-defined]
    began = time.perf_counter()
    for number in range(50):
        routes = [route for route in document.plan.routes if route.stops]
        route = routes[number % len(routes)]
        document.move("Move", [route.stops[0].visit_id], routes[(number + 1) % len(routes)].shift_id)
        qt.processEvents()  # type: ignore[attr-defined]
    say("50 moves", began, watch)
    began = time.perf_counter()
    while document.undo_stack.canUndo() and document.undo_stack.index() > 1:
        document.undo_stack.undo()
        qt.processEvents()  # type: ignore[attr-defined]
    say("50 undone", began, watch)


def until(qt: object, done: object) -> None:
    """Let the window live until something is so."""
    while not done():  # type: ignore[operator]
        qt.processEvents()  # type: ignore[attr-defined]
        time.sleep(0.002)


def say(what: str, began: float, watch: Watch) -> None:
    """One line."""
    print(f"{time.perf_counter() - began:6.2f} s  {what}  ({watch.told()})", flush=True)


if __name__ == "__main__":
    sys.exit(main())
