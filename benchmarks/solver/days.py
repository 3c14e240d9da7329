"""Days of visits, drawn anew but the same for the same name and number. Their city lies in `city`, nothing is solved.

Set-up is part of the service time here: peers count it differently, and this measures plans, not conventions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from random import Random

from benchmarks.solver.city import City, Point
from routing.problem import Break, Job, Problem, TimeWindow, Vehicle

MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)
MINUTE, HOUR = 60, 3600
BASES = 4
SKILLS: tuple[tuple[frozenset[str], float, float], ...] = (
    (frozenset(), 0.6, 0.45),
    (frozenset({"dialect"}), 0.22, 0.25),
    (frozenset({"mediator"}), 0.13, 0.15),
    (frozenset({"dialect", "mediator"}), 0.05, 0.15),
)
"""Skills: how many of the visits need them, and how many of the teams have them."""
SHIFTS = (((8.5, 17.5), 0.7), ((9.5, 18.5), 0.15), ((8.5, 14.5), 0.15))
"""From and to, in hours, and how many of the teams."""
WINDOWS = (
    (((8, 19),), 0.38),
    (((8, 12),), 0.18),
    (((13, 18),), 0.18),
    (((8, 9.5), (16.5, 19)), 0.08),
    ((), 0.18),  # a promised span, drawn
)
PRIORITIES = range(20, 81, 5)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a day is like: its size, the minutes a visit takes, the side of its city in meters, and what else is so."""

    visits: int
    teams: int
    minutes: tuple[int, ...]
    side: float
    breaks: bool = True
    joint: int = 0
    evening: float = 0.0


KINDS: Mapping[str, Kind] = {
    "40x6": Kind(40, 6, (30, 40, 50), 18_000),
    "120x14": Kind(120, 14, (30, 40, 50), 10_500),
    "120x14-no-breaks": Kind(120, 14, (30, 40, 50), 10_500, breaks=False),
    "120x14-joint": Kind(120, 14, (30, 40, 50), 10_500, joint=8),
    "300x32": Kind(300, 32, (30, 40, 50), 13_000, evening=0.07),
    "1000x90": Kind(1000, 90, (25, 35, 45), 20_000),
    "1500x120": Kind(1500, 120, (25, 35, 45), 24_000),
}


@lru_cache(8)
def day(name: str, seed: int = 1) -> Problem:
    """The day of this name (see `KINDS`) as drawn with this seed. KeyError where there is no such day."""
    kind = KINDS[name]
    random = Random(f"{kind.visits} {kind.teams} {seed}")
    city = City(random, kind.side)
    places = [_somewhere(random, kind.side, 0.2) for _ in range(BASES)]
    homes = _homes(random, kind)
    jobs = [_job(random, number, kind, places, home) for number, home in enumerate(homes)]
    able = _shared(random, kind.teams, [(skills, share) for skills, _, share in SKILLS])
    shifts = _shared(random, kind.teams, SHIFTS)
    vehicles = tuple(_vehicle(number, kind, able[number], shifts[number]) for number in range(kind.teams))
    jobs += [replace(job, id=f"{job.id}-second", skills=frozenset()) for job in jobs if job.joint]
    return Problem(MIDNIGHT, tuple(jobs), vehicles, {"car": city.travel(places)})


def _somewhere(random: Random, side: float, edge: float = 0.0) -> Point:
    return random.uniform(side * edge, side * (1 - edge)), random.uniform(side * edge, side * (1 - edge))


def _homes(random: Random, kind: Kind) -> list[Point]:
    # Most live in quarters, some anywhere, and now and then two in one house.
    quarters = [(_somewhere(random, kind.side, 0.05), random.uniform(300, 1500)) for _ in range(4 + kind.visits // 12)]
    homes: list[Point] = []
    for _ in range(kind.visits):
        (x, y), wide = random.choice(quarters)
        drawn = random.random()
        if drawn < 0.03 and homes:
            homes.append(random.choice(homes))
        elif drawn < 0.2:
            homes.append(_somewhere(random, kind.side))
        else:
            homes.append((random.gauss(x, wide), random.gauss(y, wide)))
    return homes


def _job(random: Random, number: int, kind: Kind, places: list[Point], home: Point) -> Job:
    if home not in places:
        places.append(home)
    needed = random.choices([skills for skills, *_ in SKILLS], [share for _, share, _ in SKILLS])[0]
    return Job(
        f"visit {number}",
        places.index(home),
        random.choice(kind.minutes) * MINUTE,
        _windows(random, kind.evening),
        skills=needed,
        priority=random.choice(PRIORITIES),
        joint=f"together {number}" if number < kind.joint else "",
    )


def _windows(random: Random, evening: float) -> tuple[TimeWindow, ...]:
    if random.random() < evening:
        return (TimeWindow(17 * HOUR, 19 * HOUR),)
    spans = random.choices([spans for spans, _ in WINDOWS], [share for _, share in WINDOWS])[0]
    begin = random.randrange(16, 33) / 2
    spans = spans or ((begin, begin + random.choice((1, 1.5, 2))),)
    return tuple(TimeWindow(round(a * HOUR), round(b * HOUR)) for a, b in spans)


def _shared[T](random: Random, teams: int, shares: Sequence[tuple[T, float]]) -> list[T]:
    # One for each team, in numbers as near to the shares as so many teams allow, so that no draw is without hope.
    (usual, _), *others = shares
    drawn = [each for each, share in others for _ in range(round(teams * share))]
    return random.sample(drawn + [usual] * (teams - len(drawn)), teams)


def _vehicle(number: int, kind: Kind, able: frozenset[str], hours: tuple[float, float]) -> Vehicle:
    begin, end = hours
    rest = Break(f"lunch {number}", round(11.5 * HOUR), round(13.5 * HOUR), 30 * MINUTE)
    return Vehicle(
        f"team {number}",
        number % BASES,
        number % BASES,
        round(begin * HOUR),
        round(end * HOUR),
        (rest,) if kind.breaks else (),
        able,
    )
