"""What can be typed after ``rounds plans``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.text import gettext as _

type _Commands = argparse._SubParsersAction[Any]
type _Add = Callable[[_Commands, str, str, str], argparse.ArgumentParser]

RHYTHMS = ("month", "fortnight", "week")
FORMS = ("signed", "recorded", "by_phone")
DONE = ("talked", "not_reached", "reminded", "left")
"""Those of the planner, which takes too long to come for a line that only asks for help. A test holds them equal."""


def add_plans(commands: _Commands, add: _Add) -> None:
    """Add the commands of repayment plans; `add` makes one of them."""
    help_ = _("draw up, agree and follow up repayment plans; what was paid comes by: import payments FILE")
    inner = commands.add_parser("plans", help=help_, description=help_).add_subparsers(
        dest="plans_command", required=True, metavar=_("COMMAND")
    )
    listed = add(inner, "list", "plans", _("list plans in force, with what is to be done about them"))
    listed.add_argument("--danger", action="store_true", help=_("only those in danger, with the facts that say so"))
    show = _of_case(add, inner, "show", "plans", _("tell the terms of a plan, and how it is kept; this is recorded"))
    help_ = _("write its days here, for the customer's own calendar; nothing in it names a debt")
    show.add_argument("--calendar", type=Path, metavar="FILE.ics", help=help_)
    show.add_argument("--agreement", type=Path, metavar="FILE.pdf", help=_("write the agreement here"))
    _propose(
        _of_case(
            add, inner, "propose", "proposing_plans", _("show ways to pay it off, and keep one of them as a draft")
        )
    )
    agree = _of_case(add, inner, "agree", "plans", _("the customer has understood the draft, and agrees to it"))
    help_ = _("every term was explained, and they say that they understood it")
    agree.add_argument("--understood", action="store_true", help=help_)
    agree.add_argument("--form", choices=FORMS, help=_("how they agreed"))
    agree.add_argument("--recording", metavar="REF", default="", help=_("the reference of the recording"))
    help_ = _("they say that they can pay it without going short; needed where they told nothing of their means")
    agree.add_argument("--affordable", action="store_true", help=help_)
    note = _of_case(add, inner, "note", "plans", _("note what was done today about a plan"))
    note.add_argument("--done", choices=DONE, required=True, help=_("how it was done"))
    end = _of_case(add, inner, "end", "plans", _("end a plan; a talk comes next"))
    why = end.add_mutually_exclusive_group(required=True)
    why.add_argument("--changed-mind", action="store_true", help=_("they thought it over, and take it back"))
    why.add_argument("--broken", action="store_true", help=_("so many installments were missed as the rules say"))
    _of_case(add, inner, "pause", "plans", _("let everything rest for a while instead"))


def _of_case(add: _Add, inner: _Commands, name: str, module: str, help_: str) -> argparse.ArgumentParser:
    parser = add(inner, name, module, help_)
    parser.add_argument("case", metavar="CASE", help=_("the lender's reference of the case"))
    return parser


def _propose(parser: argparse.ArgumentParser) -> None:
    help_ = _("another case of the same customer, to be paid off with it; repeatable")
    parser.add_argument("--with", dest="others", action="append", default=[], metavar="CASE", help=help_)
    for name, help_ in (
        ("--income", _("what they tell of a month: what comes in")),
        ("--expenses", _("what they need to live on")),
        ("--debts", _("what others are paid")),
        ("--offer", _("what they would pay a month themselves")),
    ):
        parser.add_argument(name, metavar="AMOUNT", help=help_)
    parser.add_argument("--first", metavar="DATE", help=_("when the first one is due; default: in a month"))
    parser.add_argument("--every", choices=RHYTHMS, default=RHYTHMS[0], help=_("how often"))
    help_ = _("keep this one as the draft: a name from the list, or how many installments")
    parser.add_argument("--keep", metavar="WAY", help=help_)
