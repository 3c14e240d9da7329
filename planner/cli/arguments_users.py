"""What can be typed after ``rounds users``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.text import gettext as _
from planner.users import Role

ROLES = [role.value for role in Role]

type Add = Callable[[Any, str, str, str], argparse.ArgumentParser]


def add_users(commands: Any, add: Add) -> None:
    """Add the commands that settle who works here; `add` makes a parser for one of them."""
    help_ = _("say who may work here: users, their roles and deputies")
    inner = commands.add_parser("users", help=help_, description=help_).add_subparsers(
        dest="users_command", required=True, metavar=_("COMMAND")
    )
    add(inner, "list", "users", _("list the users"))
    new = _one(add(inner, "add", "users", _("add a user; the first one is an administrator or a supervisor")))
    new.add_argument("--role", choices=ROLES, required=True, help=_("what they are here for"))
    _new_password(new)
    change = _one(add(inner, "role", "users", _("give a user another role")))
    change.add_argument("role", choices=ROLES, help=_("what they are here for from now on"))
    _new_password(_one(add(inner, "password", "users", _("give a user a new password"))))
    _one(add(inner, "retire", "users", _("let a user sign in no longer")))
    help_ = _("say who a user is among those who go to doors")
    goes = _one(add(inner, "staff", "users", help_)).add_mutually_exclusive_group(required=True)
    goes.add_argument("--as", dest="staff", metavar="REFERENCE", help=_("the reference of the person in the roster"))
    goes.add_argument("--nobody", action="store_true", help=_("nobody but whoever has the same name"))
    deputy = _one(add(inner, "deputy", "users", _("let a user stand in for another one")))
    which = deputy.add_mutually_exclusive_group(required=True)
    which.add_argument("--for", dest="away", metavar="NAME", help=_("who will be away"))
    which.add_argument("--end", action="store_true", help=_("they stand in for nobody any longer"))
    deputy.add_argument("--from", dest="first", metavar="DATE", help=_("the first day; default: today"))
    deputy.add_argument("--until", dest="last", metavar="DATE", help=_("the last day; default: the first"))


def _one(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("name", metavar="NAME", help=_("the user's name"))
    return parser


def _new_password(parser: argparse.ArgumentParser) -> None:
    help_ = _("holds the new password; without it you are asked twice")
    parser.add_argument("--new-password-file", type=Path, metavar="FILE", help=help_)
