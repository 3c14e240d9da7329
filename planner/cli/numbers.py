"""Numbers as people type them behind a command, each refused in a sentence of its own."""

from __future__ import annotations

import argparse
import math
from contextlib import suppress

from planner.text import gettext as _


def seconds(text: str) -> float:
    """A length of time, in seconds."""
    with suppress(ValueError):
        if 0 < (value := float(text)) < math.inf:
            return value
    raise argparse.ArgumentTypeError(
        _("“{value}” is no length of time. Write it in seconds, such as 20.").format(value=text)
    )


def whole(text: str) -> int:
    """A whole number from 0 on."""
    with suppress(ValueError):
        if 0 <= (value := int(text)) < 2**31:
            return value
    raise argparse.ArgumentTypeError(_("“{value}” is no whole number. Write it as 7.").format(value=text))


def count(text: str) -> int:
    """A whole number from 1 on."""
    if value := whole(text):
        return value
    raise argparse.ArgumentTypeError(_("“{value}” is too few. Write a whole number from 1 on.").format(value=text))
