"""A small generator of random numbers (xorshift64*, Vigna 2016, doi 10.1145/2845077); the search keeps its state."""

from __future__ import annotations

import numpy as np

from routing.solvers.ruin_recreate.kernel import inlined

_TWELVE, _TWENTYFIVE, _TWENTYSEVEN, _ELEVEN = np.uint64(12), np.uint64(25), np.uint64(27), np.uint64(11)
_FACTOR = np.uint64(2685821657736338717)


@inlined()
def fraction(random):  # type: ignore[no-untyped-def]
    """The next number in [0, 1)."""
    x = random[0]
    x ^= x >> _TWELVE
    x ^= x << _TWENTYFIVE
    x ^= x >> _TWENTYSEVEN
    random[0] = x
    return np.float64((x * _FACTOR) >> _ELEVEN) * (1.0 / 9007199254740992.0)


@inlined()
def below(random, n):  # type: ignore[no-untyped-def]
    """The next integer in [0, n)."""
    return np.int64(fraction(random) * n)
