"""What can be typed after ``rounds evening`` and ``rounds measured``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.cli.arguments_users import Add
from planner.text import gettext as _


def add_closing(commands: Any, add: Add) -> None:
    """Add the commands of a day's evening; `add` makes one of them."""
    day = add(commands, "evening", "closing", _("tell what still stands open of a day, close it, print its report"))
    day.add_argument("date", nargs="?", metavar="DATE", help=_("the day; default: today"))
    which = day.add_mutually_exclusive_group()
    which.add_argument("--close", action="store_true", help=_("close the day: everybody is back"))
    which.add_argument("--open-again", action="store_true", help=_("open a closed day again"))
    day.add_argument("--report", type=Path, metavar="FILE.pdf", help=_("write the report of the day, one page"))
    times = add(commands, "measured", "closing", _("tell how long ways, stays and doors really took, and plan with it"))
    choice = times.add_mutually_exclusive_group()
    choice.add_argument("--accept", action="store_true", help=_("plan with what is proposed from now on"))
    choice.add_argument("--forget", action="store_true", help=_("plan with nothing measured any longer"))
