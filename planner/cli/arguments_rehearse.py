"""What can be typed of ``rounds rehearse``."""

from __future__ import annotations

from typing import Any

from planner.cli.arguments_users import Add
from planner.cli.numbers import count, whole
from planner.text import gettext as _


def add_rehearse(commands: Any, add: Add) -> None:
    """Add the command that plays a day many times; `add` makes its parser."""
    parser = add(commands, "rehearse", "rehearse", _("play the plan on many days, and say where it is weak"))
    help_ = _("such as 2026-11-24, today or tomorrow; default: the next day with visits")
    parser.add_argument("date", nargs="?", metavar="DATE", help=help_)
    parser.add_argument("--runs", type=count, default=500, metavar="N", help=_("on how many days; default: 500"))
    help_ = _("another number makes other days; the same one repeats them")
    parser.add_argument("--seed", type=whole, default=1, metavar="N", help=help_)
