"""Plays a story in a living window: each key where a person would press it, dialogs with their own loops included.

A beat of a few milliseconds drives it, so a beat that is late is a moment at which the window stood still.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from PySide6.QtCore import QObject, Qt, QTimer

from benchmarks.watching import Sampler

BEAT_MS = 2
STILL_MS = 50
"""A window that stands still for longer is felt."""
LONGEST_S = 30

type Story = Generator[Callable[[], object], None, None]
"""Yields what it waits for."""


@dataclass(frozen=True, slots=True)
class Stall:
    """The window stood still: while what was done, and for how many milliseconds.

    `cpu` is what its thread computed, `wall` what the clock says without what it waited for a processor that others
    had, where the system tells it (Linux). What is left between them it waited for other threads of its own.
    """

    doing: str
    cpu: float
    wall: float
    where: str


class Timing:
    """What was measured, by name, in seconds."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = defaultdict(list)
        self._began = 0.0

    def begin(self) -> None:
        """A key is pressed."""
        self._began = time.perf_counter()

    def took_until_now(self, name: str) -> None:
        """The answer is there."""
        self.took[name].append(time.perf_counter() - self._began)


class Pulse(QObject):
    """`doing` names what is under way; `stalls` are the moments at which the window stood still."""

    def __init__(self, story: Story, ended: Callable[[], object]) -> None:
        super().__init__()
        self.doing = ""
        self.stalls: list[Stall] = []
        self._story, self._ended, self._sampler = story, ended, Sampler()
        self._wanted: Callable[[], object] = lambda: True
        self._since = time.perf_counter()
        self._last = _now()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        wall, cpu = ((now - then) * 1000 for now, then in zip(_now(), self._last, strict=True))
        where = self._sampler.end()
        if wall > STILL_MS:
            self.stalls.append(Stall(self.doing, cpu, wall, where))
        self._go_on()
        self._sampler.begin()
        self._last = _now()

    def _go_on(self) -> None:
        # A story only waits and asks for keys to be pressed: what it does itself is not counted.
        if self._wanted():
            self._since = time.perf_counter()
            try:
                self._wanted = next(self._story)
            except StopIteration:
                self._end()
        elif time.perf_counter() - self._since > LONGEST_S:
            print(f"nothing came of it: {self.doing}", file=sys.stderr, flush=True)
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        self._sampler.close()
        self._ended()


def _now() -> tuple[float, float]:
    return time.perf_counter() - _delayed(), time.thread_time()


def _delayed() -> float:
    # Seconds for which this thread was ready and had no processor.
    try:
        return int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1]) / 1e9
    except OSError:
        return 0.0


def tell(timing: Timing, bars_s: Mapping[str, float], stalls: Sequence[Stall]) -> None:
    """Print what was measured beside what is asked for, and where the window stood still."""
    print(f"{'':44} {'median s':>9} {'worst s':>8} {'asked':>6} {'ratio':>6}")
    for name, took in timing.took.items():
        bar = bars_s.get(name)
        ratio = f"{bar:6.1f} {median(took) / bar:6.2f}" if bar else ""
        print(f"{name:44} {median(took):9.2f} {max(took):8.2f} {ratio}")
    print(f"the window stood still {len(stalls)} times for over {STILL_MS} ms; the longest:")
    for stall in sorted(stalls, key=lambda stall: -stall.wall)[:20]:
        print(f"{stall.doing:20} {stall.wall:5.0f} ms (computing {stall.cpu:4.0f})  {stall.where}")
