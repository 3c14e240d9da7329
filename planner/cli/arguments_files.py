"""How a file to import is named and read: after ``rounds import`` alone, or with what it holds before it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from planner.text import gettext as _

FILE_KINDS = ("visits", "staff", "places", "payments", "holds", "outcomes")


class KindAndFile(argparse.Action):
    """``FILE``, or ``payments FILE`` as another way to say ``--kind payments``."""

    def __call__(
        self, parser: argparse.ArgumentParser, options: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        words: Sequence[str] = values
        if len(words) == 2 and words[0] in FILE_KINDS:
            options.kind = words[0]
        elif len(words) != 1:
            parser.error(_("one file is read at a time: [{kinds}] FILE").format(kinds="|".join(FILE_KINDS)))
        setattr(options, self.dest, Path(words[-1]))


def add_reading(parser: argparse.ArgumentParser) -> None:
    """How the columns of a file are read, what becomes of rows that are wrong, and a look before anything changes."""
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADER=FIELD",
        help=_("read this column as this field; repeatable"),
    )
    parser.add_argument(
        "--bad", type=Path, metavar="FILE.xlsx", help=_("save the rows with problems here, to correct them")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("say what would change, and change nothing"))
