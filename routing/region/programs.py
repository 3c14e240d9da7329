"""Runs the programs that build a region, some at once, below the window in priority; ends them together.

A program says on its output how far it has come. What the programs do is `part`'s and the road engine's business.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import routing
from routing.errors import Cancelled

BEHIND = 5
"""How much lower in priority than the window (`nice`)."""
ROOT = Path(routing.__file__).parents[1]


class Programs:
    """Programs under way in one folder. Usable from several threads.

    They are started in the folder, and are given names in it alone: programs on Windows that know only the letters of
    one country still find a folder with others in its path.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: list[subprocess.Popen[str]] = []
        self._lock = threading.Lock()
        self._ended = False

    def run(self, command: Sequence[str], hear: Callable[[str], None]) -> int:
        """Run a program to its end, and hand over each line it writes; its exit code.

        Raises
        ------
        Cancelled
            All were ended before it had begun.
        """
        with self._lock:
            if self._ended:
                raise Cancelled
            program = _begun(command, self._folder)
            self._running.append(program)
        with program:
            for line in program.stdout or ():
                hear(line.rstrip("\n"))
        return program.returncode

    def end(self) -> None:
        """End all that run, and begin no other."""
        with self._lock:
            self._ended = True
            for program in self._running:
                program.kill()


def _begun(command: Sequence[str], folder: Path) -> subprocess.Popen[str]:
    # -P and PYTHONPATH: a program of ours finds our code wherever it is started, and nothing else.
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    program = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        creationflags=_flags(),
    )
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, program.pid, os.getpriority(os.PRIO_PROCESS, 0) + BEHIND)
    return program


def _flags() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0
