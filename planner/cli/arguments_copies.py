"""What can be typed after ``rounds copies``."""

from __future__ import annotations

from typing import Any

from planner.cli.arguments_users import Add
from planner.text import gettext as _


def add_copies(commands: Any, add: Add) -> None:
    """Add the commands that say what has become of numbered copies; `add` makes one of them."""
    help_ = _("numbered copies: which are out, and what has become of them")
    inner = commands.add_parser("copies", help=help_, description=help_).add_subparsers(
        dest="copies_command", required=True, metavar=_("COMMAND")
    )
    listed = add(inner, "list", "copies", _("list the copies that are out, those of earlier days first"))
    listed.add_argument("date", nargs="?", metavar="DATE", help=_("all copies of this day, whatever became of them"))
    for name, words in (
        ("return", _("note that copies are back")),
        ("destroyed", _("note that copies were destroyed")),
        ("handed", _("note that customers have their envelopes")),
        ("lost", _("note that copies are lost: says whose fields were on them, and until when to notify")),
        ("out", _("note that copies are out still: what was noted was a slip")),
    ):
        parser = add(inner, name, "copies", words)
        parser.add_argument("numbers", nargs="+", metavar="NUMBER", help=_("such as 1004, or 1004-1012"))
        if name == "lost":
            parser.add_argument("--wrong-hands", action="store_true", help=_("somebody has them who should not"))
