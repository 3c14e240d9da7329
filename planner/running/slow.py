"""Rain or snow: ways take longer from now on, for one team or for all. A pure edit of a day; its plan follows.

What teams have told of their way so far stays as it was told (`planner.day.facts`): only what lies ahead is longer.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from planner.day.teams import edit_shift
from planner.model import Day

ORDINARY = 1.0
CHOICES = (ORDINARY, 1.1, 1.2, 1.3, 1.5, 2.0)
"""What is offered: dry, wet, rain, heavy rain, snow, ice. Judgement, until it is measured."""


def slow(day: Day, factor: float, shift_ids: Collection[UUID] | None = None) -> Day:
    """The day on which every way ahead takes `factor` times as long; `ORDINARY` takes it back.

    Parameters
    ----------
    shift_ids
        For these teams; None for all.

    Raises
    ------
    BadInput
        ``bad_slow_factor``: not from 1 to 2.
    """
    for shift in day.shifts:
        if (shift_ids is None or shift.id in shift_ids) and shift.slow_factor != factor:
            day = edit_shift(day, replace(shift, slow_factor=factor))
    return day
