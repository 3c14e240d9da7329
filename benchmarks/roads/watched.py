"""A matrix as the program computes it, in a child that also tells what it cost. Compares nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from routing.problem import Coordinates
from routing.roads import Asked, NetworkSpec, compute_missing
from routing.travel import TravelTimes
from routing.worker import Worker

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds from asking to having, start of the child included; its processor seconds and its peak memory."""

    wall_s: float
    processor_s: float
    memory_mb: float


def matrix(
    spec: NetworkSpec, places: Sequence[Coordinates], asked: Sequence[Asked]
) -> tuple[tuple[TravelTimes, ...], Cost]:
    """Compute it in a child of its own, as planning does, and wait for it."""
    with Worker() as worker:
        began = time.perf_counter()
        found, processor_s, memory_mb = worker.apart(computed, spec, tuple(places), tuple(asked)).wait()
        return found, Cost(time.perf_counter() - began, processor_s, memory_mb)


def computed(
    spec: NetworkSpec, places: Sequence[Coordinates], asked: Sequence[Asked], *, report: Callable[[object], None]
) -> tuple[tuple[TravelTimes, ...], float, float]:
    """What the child runs."""
    found = compute_missing(spec, places, asked, report=report)
    return found, time.process_time(), peak_memory_mb()


def peak_memory_mb() -> float:
    """The most memory that this program had; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MB
