"""Turns a window's event loop by hand, and watches what each piece of a turn takes of its thread.

A piece is what Qt delivers without looking at the mouse and the keys in between: the calls that other threads or the
window itself have queued, the layouts that are due, the picture, or timers and input. It is one event or a few, so what
is short here is short event by event. An application that overrides `notify` would tell single events, but the web
engine does not survive that from Python. Computing time is of this one thread: a busy machine makes an event later, and
hardly dearer.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QCoreApplication, QEvent

KEPT_MS = 10
"""Shorter pieces are counted only."""
SAMPLE_S = 0.004
ROOT = str(Path(__file__).parent.parent)
OURS = ("ui", "planner", "routing")
POSTED = (QEvent.Type.MetaCall, QEvent.Type.LayoutRequest, QEvent.Type.UpdateRequest)


@dataclass(frozen=True, slots=True)
class Lapse:
    """One piece of a turn: what was done then, of which kind it is, milliseconds of the thread (`cpu`) and of the clock
    (`wall`), and where in our code most of it was spent."""

    doing: str
    kind: str
    cpu: float
    wall: float
    where: str


class Watch:
    """`doing` names what is under way; `lapses` are the long pieces, in their order."""

    def __init__(self) -> None:
        self.doing = ""
        self.count = 0
        self.lapses: list[Lapse] = []
        self._sampler = Sampler()

    def act(self, act: Callable[[], object]) -> None:
        """Do what a person does, as a piece of its own: nothing else that is due is counted along."""
        self._piece("act", act)

    def turn(self) -> None:
        """Deliver everything that is due, piece by piece."""
        for kind in POSTED:
            self._piece(kind.name, lambda kind=kind: QCoreApplication.sendPostedEvents(None, kind))  # type: ignore[misc]
        self._piece("input and timers", QCoreApplication.processEvents)

    def close(self) -> None:
        """Watch no more."""
        self._sampler.close()

    def _piece(self, kind: str, deliver: Callable[[], object]) -> None:
        doing = self.doing
        self._sampler.begin()
        wall, cpu = time.perf_counter(), time.thread_time()
        deliver()
        cpu, wall = (time.thread_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000
        where = self._sampler.end()
        self.count += 1
        if max(cpu, wall) >= KEPT_MS:
            self.lapses.append(Lapse(doing, kind, cpu, wall, where))


class Sampler:
    """Looks every few milliseconds at where the window's thread is; what the longest piece was at is thus known.

    By a signal, which Python handles on that very thread: a look from another one would keep painters of its frames
    alive.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._can = hasattr(signal, "setitimer")
        if self._can:
            signal.signal(signal.SIGALRM, self._look)
            signal.setitimer(signal.ITIMER_REAL, SAMPLE_S, SAMPLE_S)

    def begin(self) -> None:
        """A piece begins."""
        self._seen.clear()

    def end(self) -> str:
        """Where most of it was spent."""
        found = dict(self._seen)  # at once: it looks on meanwhile
        return max(found, key=found.__getitem__, default="")

    def close(self) -> None:
        """Look no more."""
        if self._can:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        if place := _place(frame):
            self._seen[place] += 1


def _place(frame: FrameType | None) -> str:
    # The innermost function of ours, and the one of a view or the document that called it.
    names: list[str] = []
    while frame:
        file = frame.f_code.co_filename.removeprefix(ROOT).lstrip("/\\").replace("\\", "/")
        if file.split("/")[0] in OURS:
            names.append(f"{file}:{frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(names[:3])


def table(lapses: Iterable[Lapse], names: Sequence[str]) -> str:
    """The worst piece of each name, by computing time and by the clock."""
    found = list(lapses)
    lines = [f"{'':24} {'cpu ms':>7} {'wall ms':>8} {'over 50':>8}  worst"]
    for name in names:
        mine = [lapse for lapse in found if lapse.doing == name]
        worst = max(mine, key=lambda lapse: lapse.cpu, default=None)
        wall = max((lapse.wall for lapse in mine), default=0.0)
        over = sum(lapse.cpu > 50 for lapse in mine)
        said = f"{worst.kind}: {worst.where}" if worst else f"all below {KEPT_MS} ms"
        lines.append(f"{name:24} {worst.cpu if worst else 0:7.0f} {wall:8.0f} {over:8}  {said}")
    return "\n".join(lines)
