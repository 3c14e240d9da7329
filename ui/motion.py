"""Whether things may move on the screen: who asked the system, or Rounds, for less motion gets none. Moves nothing."""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache

from PySide6.QtCore import QSettings

KEY = "reduced_motion"
VARIABLE = "ROUNDS_REDUCED_MOTION"
_CLIENT_AREA_ANIMATION = 0x1042
"""SPI_GETCLIENTAREAANIMATION of the Windows API, "Show animations in Windows"."""


def is_reduced() -> bool:
    """Whether nothing shall move: by what the person chose here, else by what the system was told."""
    wish = wished()
    if wish is not None:
        return wish
    return bool(os.environ.get(VARIABLE)) or _system_says()


def wished() -> bool | None:
    """What the person has chosen here; None where that is what the system says."""
    kept = QSettings().value(KEY)
    return None if kept is None else str(kept).lower() in ("true", "1")


def reduce(wish: bool | None) -> None:
    """Remember what the person wants; None for what the system says."""
    if wish is None:
        QSettings().remove(KEY)
    else:
        QSettings().setValue(KEY, wish)


def motion(milliseconds: int) -> int:
    """How long something may take to come to its place: so long, or no time at all."""
    return 0 if is_reduced() else milliseconds


@cache
def _system_says() -> bool:
    if sys.platform == "win32":
        shown = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(shown), 0)
        return not shown.value
    if sys.platform == "darwin":
        system = QSettings(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, "com.apple.universalaccess")
        return str(system.value("reduceMotion")).lower() in ("true", "1")
    return False  # no one place on the other systems says it: there the person's own choice counts
