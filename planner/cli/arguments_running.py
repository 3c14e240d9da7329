"""What can be typed after ``rounds checkin`` and ``rounds running``."""

from __future__ import annotations

from typing import Any

from planner.cli.arguments_users import Add
from planner.text import gettext as _

SAID = ("out", "arrived", "left", "well", "back", "danger")
"""What a team says; `planner.cli.checkin` knows what it means."""


def add_running(commands: Any, add: Add) -> None:
    """Add the commands of a day that is under way; `add` makes one of them."""
    heard = add(commands, "checkin", "checkin", _("note what a team says on the telephone"))
    heard.add_argument("said", choices=SAID, help=_("what it says; danger is the code word"))
    heard.add_argument("--team", required=True, metavar="NAME", help=_("which team"))
    help_ = _("the stop by its number on the team's paper; default: the one that is next")
    heard.add_argument("--stop", type=int, default=0, metavar="NUMBER", help=help_)
    heard.add_argument("--code", default="", metavar="LETTER", help=_("how the visit ended, when it left"))
    heard.add_argument("--at", default="", metavar="TIME", help=_("when it was so: 9:05, 905, or -10; default: now"))
    heard.add_argument("--take-back", action="store_true", help=_("it was noted by mistake: the last one like it goes"))
    heard.add_argument("--date", default="today", metavar="DATE", help=_("the day; default: today"))
    look = add(commands, "running", "checkin", _("tell how the teams stand, and what needs somebody now"))
    look.add_argument("date", nargs="?", default="today", metavar="DATE", help=_("the day; default: today"))
    add_confirm(commands, add)


def add_confirm(commands: Any, add: Add) -> None:
    """Add the command that notes what a team has confirmed; `add` makes it."""
    parser = add(commands, "confirm", "confirm", _("read out what teams have to know, and note who confirmed it"))
    parser.add_argument("--team", default="", metavar="NAME", help=_("which team; default: all that have to be told"))
    parser.add_argument("--who", default="", metavar="NAME", help=_("who read it back; without it nothing is noted"))
    parser.add_argument("--date", default="today", metavar="DATE", help=_("the day; default: today"))
