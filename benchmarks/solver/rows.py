"""What is measured if nothing else is said: each day, the engines on it and their seconds, and how many seeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.solver.days import KINDS, day
from benchmarks.solver.solomon import solomon
from routing.problem import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """Engines with their seconds, ours first, and the number of seeds."""

    engines: tuple[tuple[str, float], ...]
    seeds: int = 10


SOLOMON = "solomon"
ROWS: Mapping[str, Row] = {
    "40x6": Row((("rounds", 2), ("vroom", 10), ("ortools", 10), ("rounds-ortools", 10))),
    "120x14": Row((("rounds", 5), ("vroom", 5), ("ortools", 5), ("rounds-ortools", 5))),
    "120x14-no-breaks": Row((("rounds", 5), ("pyvrp", 20), ("pyvrp", 5), ("vroom", 5), ("ortools", 5))),
    "120x14-joint": Row((("rounds", 10), ("rounds-ortools", 10))),
    "300x32": Row((("rounds", 10), ("vroom", 10), ("ortools", 10))),
    "1000x90": Row((("rounds", 60), ("vroom-timed", 60), ("vroom-light", 60), ("ortools", 60)), 3),
    "1500x120": Row((("rounds", 30),), 1),
    SOLOMON: Row((("rounds", 10), ("pyvrp", 10), ("vroom", 10), ("ortools", 10)), 1),
}
"""By the name of the day; all of Solomon's instances are one row."""


def problem(name: str, draw: int, data: Path) -> Problem:
    """The day of this name and number, or Solomon's instance."""
    return day(name, draw) if name in KINDS else solomon(name, data)
