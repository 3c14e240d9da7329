"""One adapter for each engine: it gets a `Problem` and gives back which jobs each vehicle serves, in which order.

An adapter imports its engine where it is needed, so that a missing one is a sentence and no error. Running and timing
them is `runner`'s, judging them `judge`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec

from routing.problem import Problem

Orders = dict[str, list[str]]


@dataclass(slots=True)
class Answer:
    """What an engine found: its orders, the seconds until its first plan and its iterations, where it tells."""

    orders: Orders = field(default_factory=dict)
    first_s: float | None = None
    iterations: int | None = None


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine as it is run here.

    Parameters
    ----------
    name
        As written on the command line.
    title
        As written in tables.
    adapter, library
        The module with its `solve`, and the library that must be installed.
    options
        More arguments for `solve`.
    seeded
        Whether a seed changes anything; where not, it is run once.
    copies
        An engine of one thread gets the second core as well: it runs twice, side by side, and the better plan counts.
    lacks
        What in a problem it cannot keep, of ``breaks, joint, after, group``.
    """

    name: str
    title: str
    adapter: str
    library: str
    options: tuple[object, ...] = ()
    seeded: bool = True
    copies: int = 1
    lacks: frozenset[str] = frozenset()

    @property
    def installed(self) -> bool:
        """Whether its library is there."""
        return find_spec(self.library) is not None

    def can(self, problem: Problem) -> bool:
        """Whether it keeps all that this problem asks for."""
        asked = {
            "breaks": any(vehicle.breaks for vehicle in problem.vehicles),
            "joint": any(job.joint for job in problem.jobs),
            "after": any(job.after for job in problem.jobs),
            "group": any(job.group for job in problem.jobs),
        }
        return not any(asked[each] for each in self.lacks)

    def load(self) -> Callable[..., Answer]:
        """Its adapter's `solve(problem, seconds, seed, *options)`, with everything imported and compiled."""
        module = import_module(f"benchmarks.solver.peers.{self.adapter}")
        module.warm(*self.options)
        return module.solve  # type: ignore[no-any-return]


LINKS = frozenset({"joint", "after", "group"})
_ALL = (
    Engine("rounds", "Rounds", "rounds", "routing.solvers.ruin_recreate"),
    Engine("rounds-ortools", "Rounds, `ortools_routing`", "rounds", "ortools", ("ortools_routing",), copies=2),
    Engine("vroom", "VROOM, exploration 5, no limit", "vroom", "vroom", (5, False), seeded=False, lacks=LINKS),
    Engine("vroom-timed", "VROOM, exploration 5", "vroom", "vroom", (5, True), seeded=False, lacks=LINKS),
    Engine("vroom-light", "VROOM, exploration 1", "vroom", "vroom", (1, True), seeded=False, lacks=LINKS),
    Engine("ortools", "OR-Tools, guided local search", "ortools", "ortools", copies=2, lacks=LINKS),
    Engine("pyvrp", "PyVRP", "pyvrp", "pyvrp", copies=2, lacks=LINKS | {"breaks"}),
)
ENGINES = {engine.name: engine for engine in _ALL}
"""All that can be asked for, by name."""
