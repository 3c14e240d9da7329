"""What can be typed after ``rounds morning`` and ``rounds promises``, and after ``rounds cases called``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from planner.text import gettext as _

REQUESTS = (
    "cancel", "other_time", "moved", "ill", "hospital", "says_paid", "disputes", "complaint", "no_visits", "no_contact",
)  # fmt: skip
"""Those of `planner.cases.called.Request`; help must be there before cases are loaded."""
type _Commands = argparse._SubParsersAction[Any]
type _Add = Callable[[_Commands, str, str, str], argparse.ArgumentParser]


def add_morning(commands: _Commands, add: _Add) -> None:
    """Add the commands of a day's morning; `add` makes one of them."""
    about = _("tell what changed since the last look, and what stands between now and issue")
    day = add(commands, "morning", "morning", about)
    day.add_argument("date", nargs="?", metavar="DATE", help=_("the day; default: today"))
    off = _("take the visits off the plan that may not be made any more; tells which teams to ring up")
    day.add_argument("--take-off", action="store_true", help=off)
    tell = add(commands, "promises", "morning", _("list the customers of a planned day, and the span to tell each"))
    tell.add_argument("date", metavar="DATE", help=_("the day"))


def add_called(inner: _Commands, add: _Add) -> None:
    """Add what a customer said on the telephone to the commands of cases."""
    heard = add(inner, "called", "morning", _("let take effect what a customer said on the telephone"))
    heard.add_argument("customer", metavar="REFERENCE", help=_("the lender's reference of the customer"))
    heard.add_argument("request", choices=REQUESTS, help=_("what they said"))
