"""What can be typed after ``rounds approvals`` and ``rounds approve``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from planner.text import gettext as _

type _Commands = argparse._SubParsersAction[Any]
type _Add = Callable[[_Commands, str, str, str], argparse.ArgumentParser]

WHYS = ("another_way", "talk_again", "other_day", "other_place", "papers", "too_much")
DECISIONS = ("customer_wishes", "helper_agrees", "checked", "settled")
"""Those of `planner.cases.approving`, which is not imported here: help must be quick. A test holds them equal."""


def add_approvals(commands: _Commands, add: _Add) -> None:
    """Add the commands of approvals; `add` makes one of them."""
    approvals = add(commands, "approvals", "approve", _("list visits that wait for approval, with what is missing"))
    inner = approvals.add_subparsers(dest="approvals_command", required=False, metavar=_("COMMAND"))
    back = add(inner, "return", "approve", _("return a proposal with a reason; the visit leaves its day"))
    decide = add(inner, "decide", "approve", _("decide that a hold need not stop a visit, where the rules leave that"))
    for parser, whys in ((back, WHYS), (decide, DECISIONS)):
        parser.add_argument("visit", metavar="REF", help=_("the reference of the visit"))
        parser.add_argument("--why", choices=whys, required=True, help=_("the reason; it is recorded"))
    decide.add_argument("--hold", metavar="HOLD", required=True, help=_("which hold, as the list names it"))
    approve = add(commands, "approve", "approve", _("approve visits as a second person: all of them or none"))
    approve.add_argument("visits", nargs="+", metavar="REF", help=_("the references of the visits"))
