"""Who goes out on a day, from where and how: frozen values, standard library only. `planner.model` hands them on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID, uuid4

from planner.kinds import TravelMode
from planner.location import Address, Coordinates, Location


@dataclass(frozen=True, slots=True)
class Staff:
    """One person who visits. A home is a place where a route may begin or end.

    `skills` hold also what visits ask for in a person, such as "woman". Who is `in_training` goes only with somebody
    who is not. `trained_on` is the day of their last training, None where nobody entered it; `certificates` are named
    as rules name them. A `retired` one works here no longer, and is kept for the days that name them; so with depots.
    """

    source: str
    reference: str
    name: str
    phone: str = ""
    skills: frozenset[str] = frozenset()
    home: Address | None = None
    home_location: Location | None = None
    in_training: bool = False
    trained_on: date | None = None
    certificates: frozenset[str] = frozenset()
    retired: bool = False
    id: UUID = field(default_factory=uuid4)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Depot:
    """Where a route starts or ends: the office, a yard, a parking place."""

    name: str
    address: Address
    location: Location | None = None
    retired: bool = False
    id: UUID = field(default_factory=uuid4)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Team:
    """A named crew. `sign` (0 to 15) chooses its color and shape everywhere."""

    name: str
    sign: int = 0
    id: UUID = field(default_factory=uuid4)
    version: int = 0


@dataclass(frozen=True, slots=True)
class ShiftBreak:
    """A rest that must start between `earliest` and `latest`, local to the branch."""

    earliest: time
    latest: time
    duration: timedelta


@dataclass(frozen=True, slots=True)
class Shift:
    """A team on a date: who is in it today, from when to when, from where to where, and how it travels.

    `start_at` and `end_at` are a `Depot`, a `Staff` whose home it is, or None (anywhere). `vehicle` is its label
    (plate, "gray van"). After `end` it may still be out for `max_overtime`, where that is worth it; on the road it is
    for `max_travel_time` at most, None for no limit. On a slow day, as in rain or snow, every way takes `slow_factor`
    (1.0 to 2.0) times as long.
    """

    team: Team
    date: date
    members: tuple[Staff, ...]
    start: time
    end: time
    start_at: Depot | Staff | None = None
    end_at: Depot | Staff | None = None
    breaks: tuple[ShiftBreak, ...] = ()
    travel_mode: TravelMode = TravelMode.CAR
    vehicle: str = ""
    max_visits: int | None = None
    max_overtime: timedelta = timedelta(0)
    max_travel_time: timedelta | None = None
    slow_factor: float = 1.0
    id: UUID = field(default_factory=uuid4)
    version: int = 0

    @property
    def skills(self) -> frozenset[str]:
        """What its members can do together."""
        return frozenset().union(*(member.skills for member in self.members))


def place_of(end: Depot | Staff | None) -> Coordinates | None:
    """Coordinates of a shift's start or end; None where it is not located or may be anywhere."""
    location = end.location if isinstance(end, Depot) else end.home_location if end else None
    return location.coordinates if location else None
