"""What a rehearsal comes to: how often a step is in time, how late it is otherwise, and what makes it late."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from routing.drawn_days import Marks
from routing.rehearsal import Played, Seconds

BUFFERED = 0.8
"""A buffer is enough when it is on so many of the days."""
TIGHT_S = 600
"""Who is planned to start so shortly before it is too late needs no other reason to be late."""


class Cause(StrEnum):
    """What makes a step late: it is planned too late, or at the last moment, or what is before it takes longer."""

    PLANNED_LATE = "planned_late"
    TIGHT = "tight"
    TRAVEL = "travel"
    STAY = "stay"
    OTHER_TEAM = "other_team"


@dataclass(frozen=True, slots=True)
class Weakness:
    """Of a step: the cause, the step (column) it lies in, and seconds.

    They are how late or how little before the last moment it is planned, else how much longer than usual the cause
    takes on the days on which the step is late.
    """

    cause: Cause
    column: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A step in all runs in which it was made.

    Parameters
    ----------
    in_time
        The share of them in which it came not after `due`; 1 where it was never made.
    late
        Seconds too late, on the mean of them all.
    usual
        The second by which it has come in `BUFFERED` of them; `due` where it was never made.
    """

    column: int
    due: int
    in_time: float
    late: float
    usual: int


def spot(played: Played, column: int, due: int) -> Spot:
    """How a step does, that is due at this second."""
    starts = played.starts[played.made[:, column], column]
    if not len(starts):
        return Spot(column, due, 1.0, 0.0, due)
    behind = np.maximum(starts - due, 0)
    usual = round(float(np.quantile(starts, BUFFERED)))
    return Spot(column, due, float((behind == 0).mean()), float(behind.mean()), usual)


def all_in_time(played: Played, due: dict[int, int]) -> float:
    """The share of the runs in which every one of these steps is in time."""
    columns = list(due)
    late = played.made[:, columns] & (played.starts[:, columns] > np.array([due[each] for each in columns]))
    return float((~late.any(axis=1)).mean())


def weakness(played: Played, column: int, due: int, planned: int) -> Weakness:
    """What makes a step late that is planned for this second."""
    if planned > due:
        return Weakness(Cause.PLANNED_LATE, column, planned - due)
    made = played.made[:, column]
    late = made & (played.starts[:, column] > due)
    if due - planned <= TIGHT_S or not late.any():
        return Weakness(Cause.TIGHT, column, due - planned)
    found = [
        (more, Weakness(cause, each, max(0, _longer(spent, late))))
        for each in _before(played, column)
        for cause, spent in _spent(played, each, column)
        if (more := _more(spent, late, made & ~late)) > 0
    ]
    tight = Weakness(Cause.TIGHT, column, due - planned)
    return max(found, key=lambda each: each[0], default=(0, tight))[1]


def _before(played: Played, column: int) -> list[int]:
    vehicle = played.steps[column].vehicle
    return [each for each in range(column + 1) if played.steps[each].vehicle == vehicle]


def _spent(played: Played, each: int, column: int) -> list[tuple[Cause, Seconds]]:
    # What delays this one is not its own stay.
    found = [(Cause.TRAVEL, played.travel[:, each]), (Cause.OTHER_TEAM, played.waited[:, each])]
    return found if each == column else [*found, (Cause.STAY, played.stay[:, each])]


def _more(spent: Seconds, late: Marks, others: Marks) -> int:
    # What sets late days apart from the others; where there are no others, from usual ones.
    return round(float(spent[late].mean() - spent[others].mean())) if others.any() else _longer(spent, late)


def _longer(spent: Seconds, late: Marks) -> int:
    return round(float(spent[late].mean() - np.median(spent)))
