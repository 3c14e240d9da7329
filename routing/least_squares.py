"""Fits what was measured to a sum of parts, each with its error. Knows neither what was measured nor whose it is.

Ordinary least squares; errors by the sandwich of White (1980, doi:10.2307/1912934), which holds also where some of what
was measured scatters more than the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

APART = 4.0
"""So many times the usual distance from what was fitted, and it was something else."""
TO_SIGMA = 1.4826
"""Median absolute deviation to standard deviation, of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Fit:
    """By column: its value, the standard error of that, and how many rows it rests on."""

    means: tuple[float, ...]
    errors: tuple[float, ...]
    counts: tuple[int, ...]


def fitted(rows: Sequence[Mapping[int, float]], measured: Sequence[float], columns: int) -> Fit:
    """The values by which the parts of each row come nearest to what was measured.

    Parameters
    ----------
    rows
        For each measurement how much of each column is in it; what is not named is 0.

    What lies far from a first fit is left out of the second.
    """
    parts, took = np.zeros((len(rows), columns)), np.asarray(measured, dtype=float)
    for part, row in zip(parts, rows, strict=True):
        part[list(row)] = list(row.values())
    for again in (True, False):
        inverse = np.linalg.pinv(parts.T @ parts)
        means = inverse @ parts.T @ took
        beyond = took - parts @ means
        usual = TO_SIGMA * float(np.median(np.abs(beyond - np.median(beyond))))
        if again and usual:
            near = np.abs(beyond) <= APART * usual
            parts, took = parts[near], took[near]
    spare = max(1, len(took) - columns)
    sandwich = inverse @ (parts.T * beyond**2) @ parts @ inverse * len(took) / spare
    return Fit(
        tuple(map(float, means)),
        tuple(map(float, np.sqrt(np.diag(sandwich)))),
        tuple(map(int, np.count_nonzero(parts, axis=0))),
    )
