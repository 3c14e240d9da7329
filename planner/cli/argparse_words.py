"""What argparse says by itself, handed to our own catalogs: usage, headings and complaints. No words of ours."""

from __future__ import annotations

import argparse

from planner.text import N_, gettext, ngettext

WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("%(heading)s:"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("unrecognized arguments: %s"),
    N_("the following arguments are required: %s"),
    N_("ignored explicit argument %r"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)"),
)
"""Its messages as they stand in Python 3.12 to 3.14, so that the catalogs hold them."""


def translate() -> None:
    """Let argparse ask our catalogs; it would ask those of the system's language."""
    vars(argparse).update(_=gettext, ngettext=ngettext)
