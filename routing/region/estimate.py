"""What building a region will take, and whether this machine has it. Builds nothing."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from routing.errors import NoRoom

MB = 1_000_000
SECONDS = 3.0, 1.2
"""Of a build on two cores: at least, and for each MB of extract."""
MEMORY = 220 * MB, 10 * MB
"""Of all programs at work together: at least, and for each MB of extract."""
DISK = 20 * MB, 7 * MB
"""While building, with all that is thrown away again: at least, and for each MB of extract."""
SIZE = 4 * MB
"""Of the finished region, for each MB of extract."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a build will take, roughly: time, memory, room on the disk while building, and the region's size then."""

    seconds: int
    memory_bytes: int
    disk_bytes: int
    size_bytes: int


def estimate_build(extract_bytes: int) -> Estimate:
    """What building from an extract of this size will take."""
    size = extract_bytes / MB
    return Estimate(
        round(SECONDS[0] + SECONDS[1] * size),
        round(MEMORY[0] + MEMORY[1] * size),
        round(DISK[0] + DISK[1] * size),
        round(SIZE * size),
    )


def check_machine(expected: Estimate, file: str, folder: Path) -> None:
    """Refuse a build that this machine cannot finish, before it begins. `folder` may not be there yet.

    Raises
    ------
    NoRoom
        ``no_disk_room`` or ``no_memory``.
    """
    there = next(place for place in (folder, *folder.parents) if place.is_dir())
    free, memory = shutil.disk_usage(there).free, memory_of_machine()
    if expected.disk_bytes > free:
        raise NoRoom(
            "no_disk_room",
            "There is not enough room on the disk. Make room and try again.",
            file=file,
            needed=round(expected.disk_bytes / MB),
            free=round(free / MB),
        )
    if memory and expected.memory_bytes > memory:
        raise NoRoom(
            "no_memory",
            "The extract is too large for the memory of this computer. Take the extract of a smaller area.",
            file=file,
            needed=round(expected.memory_bytes / MB),
            there=round(memory / MB),
        )


def memory_of_machine() -> int:
    """Bytes of memory that this computer has; 0 where it does not tell."""
    if sys.platform == "win32":
        return _memory_of_windows()
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _memory_of_windows() -> int:
    import ctypes

    kilobytes = ctypes.c_ulonglong()
    # https://learn.microsoft.com/windows/win32/api/sysinfoapi (read 2026-11)
    told = ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes))  # type: ignore[attr-defined,unused-ignore]
    return kilobytes.value * 1024 if told else 0
