"""How long children search in tests: by steps, so that neither time nor the speed of the machine is spent on tiny days.

Called in the child (`tests/conftest.py`). What takes long by nature has a child of its own.
"""

from __future__ import annotations

from routing.solvers.ruin_recreate import compiled

FEW, NO_END = 1500, 10**9
"""Steps for each job of a day. A person's search has 10,000; days of a dozen visits are solved after a few hundred."""


def little(*, report: object = None) -> None:
    """From now on searches end soon."""
    _end_after(FEW)


def on_and_on(*, report: object = None) -> None:
    """From now on searches end by their limit, or when they are stopped."""
    _end_after(NO_END)


def _end_after(steps: int) -> None:
    with compiled.kernels():
        from routing.solvers.ruin_recreate import islands
    islands.STEPS_PER_JOB = steps
