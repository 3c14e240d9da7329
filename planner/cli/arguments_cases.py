"""What can be typed after ``rounds cases``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.cases.model import Stage
from planner.cli.arguments_files import add_reading
from planner.cli.arguments_morning import add_called, add_morning
from planner.cli.arguments_running import add_running
from planner.text import gettext as _

PURPOSES = ("reminder", "visit_notice", "agent_notice", "follow_up")
"""Those of `planner.cases.queues.QUEUES`, which takes too long to come for a line that only asks for help."""
type _Commands = argparse._SubParsersAction[Any]
type _Add = Callable[[_Commands, str, str, str], argparse.ArgumentParser]


def add_cases(commands: _Commands, add: _Add) -> None:
    """Add the commands of cases; `add` makes one of them."""
    add_morning(commands, add)
    add_running(commands, add)
    help_ = _("read the lender's overdue cases, list them and show one")
    inner = commands.add_parser("cases", help=help_, description=help_).add_subparsers(
        dest="cases_command", required=True, metavar=_("COMMAND")
    )
    _import(add(inner, "import", "cases", _("read the lender's file of overdue cases")))
    _list(add(inner, "list", "cases", _("list cases, the longest past due first")))
    show = add(inner, "show", "cases", _("tell all about one case; this is recorded"))
    show.add_argument("case", metavar="CASE", help=_("the lender's reference of the case"))
    add_reminding(inner, add)
    add_called(inner, add)
    add_evening(inner, add)
    doubles = add(inner, "doubles", "cases", _("list customers who may be here twice, and decide about them"))
    gone = add(inner, "erase", "cases", _("erase a customer for good: files, facts, documents and names"))
    gone.add_argument("customer", metavar="REFERENCE", help=_("the lender's reference of the customer"))
    gone.add_argument("--yes", action="store_true", help=_("the time for which their records must be kept is over"))
    which = doubles.add_mutually_exclusive_group()
    which.add_argument(
        "--merge",
        nargs=2,
        metavar=("KEPT", "OTHER"),
        help=_("two customer references are one person: all goes to the first"),
    )
    which.add_argument(
        "--apart", nargs=2, metavar=("ONE", "OTHER"), help=_("two customer references are two people")
    )  # fmt: skip


def add_reminding(inner: _Commands, add: _Add) -> None:
    """Add the commands of reminders."""
    remind = add(inner, "remind", "reminding", _("list who is to be reminded, or have it sent"))
    remind.add_argument(
        "--purpose",
        choices=PURPOSES,
        default=PURPOSES[0],
        help=_("what it is for: a reminder, the notice of an approved visit, of the firm, or an installment of a plan"),
    )
    out = remind.add_mutually_exclusive_group()
    out.add_argument("--export", type=Path, metavar="FILE.csv", help=_("write the messages here; they count as sent"))
    help_ = _("send the messages from here, where the office has set up a service for it")
    out.add_argument("--send", action="store_true", help=help_)
    remind.add_argument(
        "--way", choices=("sms", "email", "letter"), help=_("by this way alone; default: the first that is open")
    )
    delivered = add(inner, "delivered", "reminding", _("read what the gateway says of messages"))
    delivered.add_argument("file", type=Path, metavar="FILE.csv")


def add_evening(inner: _Commands, add: _Add) -> None:
    """Add the commands of the evening."""
    outcomes = add(inner, "outcomes", "evening", _("enter how visits ended, from the sheet that teams filled in"))
    outcomes.add_argument("file", type=Path, metavar="FILE")
    outcomes.add_argument("--dry-run", action="store_true", help=_("say what is wrong in the sheet, and enter nothing"))
    report = add(inner, "report", "evening", _("count cases, outcomes, promises and work of some days"))
    report.add_argument("first", metavar="FROM", help=_("such as 2026-11-24, today or tomorrow"))
    report.add_argument("last", metavar="TO", help=_("the last day, counted too"))
    report.add_argument(
        "-o", "--out", type=Path, metavar="FILE", help=_("write it here, as .xlsx or .csv, instead of showing it")
    )


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--as-of", metavar="DATE", help=_("the day of balances that name none"))
    add_reading(parser)
    parser.add_argument(
        "--gone",
        choices=("keep", "close"),
        help=_("what to do with cases that the file no longer names; default: keep"),
    )


def _list(parser: argparse.ArgumentParser) -> None:
    stages = tuple(stage.value for stage in Stage)
    parser.add_argument("--stage", choices=stages, help=_("at this stage alone"))
    parser.add_argument("--search", metavar="TEXT", default="", help=_("by name, last four digits or reference"))
    parser.add_argument("--held", action="store_true", help=_("only those that a hold stops"))
    parser.add_argument("--source", metavar="BRANCH", help=_("of this branch alone"))
