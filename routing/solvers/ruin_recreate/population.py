"""Plans found so far, and how two make a third: the routes of one around some place, those of the other elsewhere.

After Nagata & Bräysy (2009, doi 10.1002/net.20333), who cross routes, and Vidal (2022, doi
10.1016/j.cor.2021.105643), who shows how far a population carries. What a crossing leaves out the kernels insert.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from routing.solvers.ruin_recreate.arrays import AFTER, BIG, LINKED, PARTNER, SERVICE, TWIN, Day

type Routes = list[list[int]]
type Weight = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Member:
    """A plan as the kernels know it: job numbers by vehicle, and the moments that links share.

    `weight` is the key of what is left out, then cost: less is better.
    """

    weight: Weight
    routes: Routes
    low: Sequence[int] = field(repr=False)


@dataclass(slots=True)
class Population:
    """The best so many plans of different weight, best first."""

    room: int
    members: list[Member] = field(default_factory=list)

    def add(self, member: Member) -> bool:
        """Take a plan in; False where one of its weight is known or all are better."""
        if any(each.weight == member.weight for each in self.members):
            return False
        self.members = sorted([*self.members, member], key=lambda each: each.weight)[: self.room]
        return any(each is member for each in self.members)

    @property
    def best(self) -> Member:
        """The best of all. There is always one once a search has begun."""
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Seedling:
    """Where a search begins: routes, and bounds on starts for what is linked across them."""

    routes: Routes
    low: dict[int, int] = field(default_factory=dict)
    high: dict[int, int] = field(default_factory=dict)


def cross(day: Day, one: Member, other: Member, random: Random) -> Seedling:
    """Some routes of one, around a place drawn by lot, and of the other's what is not in them."""
    routes = _aligned(day, one.routes, other.routes)
    home = {job: vehicle for vehicle, route in enumerate(one.routes) for job in route}
    around = [home[job] for job in day.near[random.randrange(len(day.near))].tolist() if job in home]
    vehicles = list(dict.fromkeys([*around, *random.sample(range(len(routes)), len(routes))]))
    kept = set(vehicles[: max(1, round(len(vehicles) * random.uniform(0.25, 0.75)))])
    taken = {job for vehicle in kept for job in one.routes[vehicle]}
    child = [
        list(one.routes[vehicle]) if vehicle in kept else [job for job in route if job not in taken]
        for vehicle, route in enumerate(routes)
    ]
    return bound(day, child, one.low, taken) if day.job[:, LINKED].any() else Seedling(child)


def as_seedling(day: Day, member: Member) -> Seedling:
    """The plan itself, to search on from."""
    placed = {job for route in member.routes for job in route}
    return bound(day, [list(route) for route in member.routes], member.low, placed)


def bound(day: Day, routes: Routes, low: Sequence[int], whole: set[int]) -> Seedling:
    """The routes without the linked jobs that are not in `whole` with all they need; the moments the others share."""
    stays = {job for job in whole if day.job[job, LINKED]}
    while lost := {job for job in stays if not _needs(day, job) <= stays}:
        stays -= lost
    kept = [[job for job in route if job in stays or not day.job[job, LINKED]] for route in routes]
    home = {job: vehicle for vehicle, route in enumerate(kept) for job in route}
    lows, highs = {}, {}
    for job in stays:
        first = int(day.job[job, AFTER])
        if day.job[job, PARTNER] >= 0:
            lows[job] = highs[job] = int(low[job])
        if first >= 0 and home[first] != home[job]:
            lows[job] = int(low[job])
            highs[first] = min(highs.get(first, BIG), int(low[job]) - int(day.job[first, SERVICE]))
    return Seedling(kept, lows, highs)


def _needs(day: Day, job: int) -> set[int]:
    return {int(day.job[job, PARTNER]), int(day.job[job, AFTER])} - {-1}


def _aligned(day: Day, routes: Routes, other: Routes) -> Routes:
    # The other's routes, among vehicles exactly alike given to the one whose route they share most with.
    twins = defaultdict(list)
    for vehicle, first in enumerate(day.team[:, TWIN].tolist()):
        twins[first].append(vehicle)
    aligned = list(other)
    for alike in twins.values():
        if len(alike) > 1:
            sets = {vehicle: set(routes[vehicle]) for vehicle in alike}
            pairs = sorted(
                ((len(sets[a].intersection(other[b])), a, b) for a in alike for b in alike), key=lambda p: -p[0]
            )
            free, left = set(alike), set(alike)
            for _, a, b in pairs:
                if a in free and b in left:
                    aligned[a] = other[b]
                    free.remove(a)
                    left.remove(b)
    return aligned
