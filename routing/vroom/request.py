"""A VROOM problem as it was asked, checked and frozen: its own numbers, times and ids. Nothing is converted here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from routing.problem import Coordinates
from routing.travel import Seconds
from routing.weights import PLAIN_COSTS, Costs

type Window = tuple[int, int | None]
"""Both ends inclusive; without an end, no limit."""
ALWAYS: Window = (0, None)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: its index in the matrices or in `Request.points`, and what the file says of it, to be repeated."""

    place: int
    location: tuple[float, float] | None = None
    """As the file has it: longitude first."""
    index: int | None = None


@dataclass(frozen=True, slots=True)
class AskedJob:
    """One of ``jobs``. `amount` is what `delivery` and `pickup` take of a vehicle's capacity over its whole route."""

    id: int
    spot: Spot
    setup: int = 0
    service: int = 0
    delivery: tuple[int, ...] = ()
    pickup: tuple[int, ...] = ()
    amount: tuple[int, ...] = ()
    skills: frozenset[int] = frozenset()
    priority: int = 0
    windows: tuple[Window, ...] = (ALWAYS,)
    description: str = ""


@dataclass(frozen=True, slots=True)
class AskedBreak:
    """One of ``breaks``."""

    id: int
    window: Window
    service: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class AskedStep:
    """A job or a break in ``steps``, and when its service must start: not before, and not after."""

    is_break: bool
    id: int
    after: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class AskedVehicle:
    """One of ``vehicles``; `breaks` in the order of their windows, `steps` None where the file gives none."""

    id: int
    profile: str
    start: Spot | None
    end: Spot | None
    capacity: tuple[int, ...] = ()
    costs: Costs = PLAIN_COSTS
    skills: frozenset[int] = frozenset()
    window: Window = ALWAYS
    breaks: tuple[AskedBreak, ...] = ()
    speed_factor: float = 1.0
    max_tasks: int | None = None
    max_travel_time: int | None = None
    steps: tuple[AskedStep, ...] | None = None
    description: str = ""

    def has_room_for_breaks(self) -> bool:
        """Whether its breaks, one after the other, fit into its hours, as VROOM asks."""
        clock = self.window[0]
        for rest in self.breaks:
            clock = max(clock, rest.window[0])
            if rest.window[1] is not None and clock > rest.window[1]:
                return False
            clock += rest.service
        return self.window[1] is None or clock <= self.window[1]


@dataclass(frozen=True, slots=True, eq=False)
class Matrices:
    """What is known between all places for one profile: seconds, and where given metres and costs."""

    durations: Seconds
    distances: Seconds | None = None
    costs: Seconds | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """``options``: as vroom-express takes them along with the problem."""

    check: bool = False
    """``c``: give the steps their times and report what they break, and search nothing."""
    geometry: bool = False
    """``g``: with lines on the roads."""
    threads: int | None = None
    seconds: float | None = None


NOTHING_WANTED = Wanted()


@dataclass(frozen=True, slots=True)
class Request:
    """The whole file. `matrices` is empty where the file has none; then `points` are the places."""

    jobs: tuple[AskedJob, ...]
    vehicles: tuple[AskedVehicle, ...]
    matrices: Mapping[str, Matrices]
    points: tuple[Coordinates, ...]
    wanted: Wanted = NOTHING_WANTED

    @property
    def profiles(self) -> tuple[str, ...]:
        """Those its vehicles use."""
        return tuple(dict.fromkeys(vehicle.profile for vehicle in self.vehicles))

    @property
    def dimensions(self) -> int:
        """How many numbers an amount has; 0 without capacities."""
        return len(self.vehicles[0].capacity) if self.vehicles else 0

    def orders(self) -> dict[int, tuple[int, ...]]:
        """The jobs of each vehicle's steps, by vehicle id."""
        return {v.id: tuple(s.id for s in v.steps or () if not s.is_break) for v in self.vehicles}


def in_order(windows: tuple[Window, ...]) -> bool:
    """Whether sorted windows neither overlap nor touch."""
    return all(first[1] is not None and first[1] < second[0] for first, second in pairwise(windows))
