"""What was read of the database, for as long as nothing is written to it, by this program or another one."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

type Stamp = tuple[object, ...]


class Recall:
    """Reads once what is asked for again and again, such as the rules in force at every edit. Usable on any thread."""

    def __init__(self, file: Path) -> None:
        self._files = file, file.with_name(file.name + "-wal")
        self._written = 0
        self._kept: tuple[Stamp, dict[Hashable, Any]] = (), {}

    def forget(self) -> None:
        """Something was written: the clock of the files alone is too coarse to tell."""
        self._written += 1

    def of[T](self, what: Hashable, read: Callable[[], T]) -> T:
        """What `read` gives of the database as it is now."""
        now = self._stamp()  # before it is read: what is written meanwhile has another
        stamp, kept = self._kept
        if stamp != now:
            kept = {}
            self._kept = now, kept
        if what not in kept:
            kept[what] = read()
        found: T = kept[what]
        return found

    def _stamp(self) -> Stamp:
        return self._written, *map(_state, self._files)


def _state(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
