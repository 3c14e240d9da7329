"""How many examples a property is tried with: a third where it takes long, all of them in a thorough run.

ROUNDS_THOROUGH=1 asks for all. Examples are the same every time, so that a third is the first third of them.
"""

from __future__ import annotations

import os

THOROUGH = os.environ.get("ROUNDS_THOROUGH", "") not in ("", "0")


def examples(all_of_them: int) -> int:
    """For a property that takes more than two seconds with all of them."""
    return all_of_them if THOROUGH else max(1, all_of_them // 3)
