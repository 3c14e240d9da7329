"""What can be typed of the record and of backups: ``rounds audit``, ``backup``, ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.cli.arguments_users import Add
from planner.text import gettext as _


def add_record(commands: Any, add: Add) -> None:
    """Add the commands that examine, read and keep; `add` makes a parser for one of them."""
    for each in (_audit, _backup, _restore):
        each(commands, add)


def _audit(commands: Any, add: Add) -> None:
    help_ = _("examine and read the record of who did what")
    inner = commands.add_parser("audit", help=help_, description=help_).add_subparsers(
        dest="audit_command", required=True, metavar=_("COMMAND")
    )
    verify = add(inner, "verify", "audit", _("say whether the record is whole, or where it breaks and what to do"))
    verify.add_argument("--anchor", metavar="LETTERS", help=_("compare it with what is printed on a paper"))
    show = add(inner, "show", "audit", _("list what was done, the newest first"))
    show.add_argument("--since", metavar="DATE", help=_("since this day; default: all"))
    show.add_argument("--what", metavar="KIND", help=_("of this kind alone, such as issued"))
    which = show.add_mutually_exclusive_group()
    which.add_argument(
        "--visit", metavar="REF", help=_("about the customer with this number, or of this visit or case")
    )
    which.add_argument("--outside", action="store_true", help=_("only the papers that are in force now"))
    resume = add(inner, "resume", "audit", _("go on from a record that this computer did not know, and say why"))
    resume.add_argument("--reason", metavar="TEXT", required=True, help=_("this is recorded"))


def _backup(commands: Any, add: Add) -> None:
    parser = add(commands, "backup", "keeping", _("write an encrypted backup"))
    parser.add_argument("file", type=Path, metavar="FILE")


def _restore(commands: Any, add: Add) -> None:
    parser = add(commands, "restore", "keeping", _("bring a backup back, with its recovery key"))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--recovery-key", metavar="KEY", help=_("asked for when not given"))
