"""What may be asked for with ``rounds issue``."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.day.wanted_files import Extra
from planner.text import gettext as _


def add_issue_options(parser: argparse.ArgumentParser) -> None:
    """Where the papers go, and what goes out beside them."""
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("a new version folder is made in it"))
    parser.add_argument(
        "--with-names",
        action="store_true",
        help=_("write names and phones into the tables and the map; this is recorded"),
    )
    parser.add_argument("--directions", action="store_true", help=_("route sheets with directions, turn by turn"))
    kinds, told = [extra.value for extra in Extra], _("write this for other programs as well; may be given again")
    parser.add_argument("--also", action="append", choices=kinds, default=[], metavar="|".join(kinds), help=told)
