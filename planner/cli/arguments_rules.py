"""What can be typed after ``rounds rules``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from planner.cli.numbers import count
from planner.text import gettext as _

type _Commands = argparse._SubParsersAction[Any]
type _Add = Callable[[_Commands, str, str, str], argparse.ArgumentParser]


def add_rules(commands: _Commands, add: _Add) -> None:
    """Add the command of the rules; `add` makes one."""
    parser = add(commands, "rules", "rules", _("say what the law and the house ask for on a day, and by which source"))
    about = _("such as 2026-11-24, today or tomorrow; default: the next day with visits")
    parser.add_argument("date", nargs="?", metavar="DATE", help=about)
    kinds = ("home", "workplace", "agreed")
    parser.add_argument("--place", choices=kinds, help=_("of this kind of place alone; default: of all"))
    settling = parser.add_mutually_exclusive_group()
    settling.add_argument("--confirm", type=count, metavar="YEAR", help=_("the public holidays of this year are right"))
    settling.add_argument(
        "--settle", metavar="GATES",
        help=_("an outside approval covers these gates alone, by comma: also of cases that lie here; this is recorded"),
    )  # fmt: skip
    parser.add_argument("--source", metavar="TEXT", help=_("what they were compared with; this is recorded"))
