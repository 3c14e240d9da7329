"""Islands: searches side by side, a thread on each core, that grow one population of plans.

First come plans from nothing, then children of two plans, searched on from a lower temperature; at last the best is
polished. In a search of so many steps everything follows from the seed; in one of so many seconds the clock has a say.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from random import Random

import numpy as np

from routing.solvers.ruin_recreate.arrays import (
    BEFORE,
    BEGUN,
    BEST_COST,
    BEST_KEY,
    BIG,
    BY_COST,
    HIGH,
    LEFT,
    LENGTH,
    LINKED,
    LOW,
    MOST_MOVED,
    NEG,
    POINT,
    WHERE,
    Day,
    State,
    Step,
)
from routing.solvers.ruin_recreate.population import Member, Population, Seedling, as_seedling, cross
from routing.solvers.ruin_recreate.search import run
from routing.solvers.ruin_recreate.state import empty_best, empty_state, empty_step

HOT, COLD = 1.0, 0.01
WARM, COOL = (0.8, 0.5), (0.05, 0.03)
"""Temperatures in typical legs of the day: plans from nothing fall from hot to cool, children from warm to cool, and
the best from half of warm to cold. Less warm and cooler where visits are left out: what they cost shakes the plan
enough."""
LEFT_FROM, LEFT_TO = 1.7, 17.0
"""What leaving a job out costs the search at the start and at the end, in such legs: little at first, so that it can
pass through plans that leave more out. The best is always judged by the whole order of the objective."""
POINT_FROM, POINT_TO = 0.07, 3.5
"""And what each point of its priority adds."""
GROWN, RIPE = 1.4, 2.0
"""How far along from the first to the last of these a child begins; and where the best is polished: so far beyond that
nothing is left out any more for the sake of the road."""
FIRST_SHARE, LAST_SHARE = 0.3, 0.2
"""The part of the search that plans from nothing get, and the part that is left for polishing."""
FIRST_STEPS = 60
"""Steps for each job that a plan from nothing gets, where there is time for several; a child gets half of that."""
MOST_MEMBERS = 12
STEPS_PER_JOB = 10_000
"""A search of a small day ends after so many steps for each job."""
SLICE_S = 0.1
"""Between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Heat:
    """One search of one island: from where, how many steps, and between which temperatures and shares of the prices."""

    seedling: Seedling
    steps: int
    hot: float
    cool: float
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Limit:
    """When to end: at a moment of the monotonic clock, or after so many steps on each island."""

    until: float
    steps: int | None = None


class Islands:
    """The search of one problem's arrays by so many threads."""

    def __init__(self, day: Day, seed: int, count: int, limit: Limit, look: Callable[[Member], None]) -> None:
        self.day = day
        self.random = Random(seed)
        self.limit = limit
        self.look = look
        self.islands = [_Island(day, seed * 1009 + number, typical_leg(day), limit) for number in range(count)]
        self.population = Population(MOST_MEMBERS)
        self.began = time.monotonic()
        self.most = STEPS_PER_JOB * len(day.near) if limit.steps is None else limit.steps
        self.first_steps = 0

    def begin(self, first: Seedling | None, most_moved: int | None) -> None:
        """The first plan: what is given, with what fits into it."""
        island = self.islands[0]
        member = island.plant(first or Seedling([]))
        if most_moved is not None:
            before = self.day.job[:, BEFORE]
            moved = int(((before >= 0) & (island.state.job[:, WHERE] != before)).sum())
            for each in self.islands:
                each.most_moved = max(most_moved, moved)
        self.population.add(member)
        self.look(member)
        with ThreadPoolExecutor(len(self.islands)) as pool:
            self._search(pool, first is not None, most_moved is not None)

    def _search(self, pool: ThreadPoolExecutor, given: bool, bound: bool) -> None:
        self.first_steps = self._length_of_first()
        if given:
            self._together(pool, [self._polish(self._warm)] * len(self.islands))
        while self._share() < FIRST_SHARE and not bound:
            heat = Heat(Seedling([]), self.first_steps, HOT, self._cool, 0.0, 1.0)
            self._together(pool, [heat] * len(self.islands))
        while self._share() < 1 - LAST_SHARE:
            heats = [self._polish(self._warm) if bound else self._child() for _ in self.islands]
            self._together(pool, heats)
        while self._share() < 1:
            self._together(pool, [self._polish(self._warm / 2)] * len(self.islands))

    @property
    def _warm(self) -> float:
        return WARM[self._leaves_out]

    @property
    def _cool(self) -> float:
        return COOL[self._leaves_out]

    @property
    def _leaves_out(self) -> bool:
        return self.population.best.weight[0] > 0

    def _share(self) -> float:
        counted = self.islands[0].done / max(1, self.most)
        if self.limit.steps is not None:
            return counted
        return max(counted, (time.monotonic() - self.began) / max(1e-9, self.limit.until - self.began))

    def _length_of_first(self) -> int:
        # As long as is good for one plan, shorter where there is not time for two on each island.
        usual = FIRST_STEPS * len(self.day.near)
        steps = self.most
        if self.limit.steps is None:
            began = time.monotonic()
            trial = as_seedling(self.day, self.population.best)
            steps = max(50, len(self.day.near))
            self.population.add(self.islands[0].search(Heat(trial, steps, self._cool, self._cool, 1.0, 1.0)))
            rate = self.islands[0].done / max(1e-6, time.monotonic() - began)
            steps = min(self.most, int(rate * max(0.0, self.limit.until - time.monotonic())))
        return max(1, min(usual, int(FIRST_SHARE * steps)))

    def _child(self) -> Heat:
        members = self.population.members
        if len(members) < 2:
            return self._polish(self._warm)
        one, other = self.random.sample(members, 2)
        late = max(0.0, self._share() - FIRST_SHARE) / (1 - FIRST_SHARE - LAST_SHARE) * (RIPE - 1)
        seedling = cross(self.day, one, other, self.random)
        return Heat(seedling, max(1, self.first_steps // 2), self._warm, self._cool, GROWN + late, 1 + late)

    def _polish(self, hot: float) -> Heat:
        seedling = as_seedling(self.day, self.population.best)
        left = max(1, self.most - self.islands[0].done)
        return Heat(seedling, min(left, max(1, self.first_steps // 2)), hot, COLD, RIPE, RIPE)

    def _together(self, pool: ThreadPoolExecutor, heats: list[Heat]) -> None:
        # All islands end before any result is looked at: so the order is the same each time.
        running = [pool.submit(island.search, heat) for island, heat in zip(self.islands, heats, strict=True)]
        while wait(running, timeout=SLICE_S).not_done:
            for member in [island.found for island in self.islands if island.found]:
                self.look(member)
        for each in running:
            self.population.add(each.result())
        self.look(self.population.best)


class _Island:
    # One thread's state, used again and again.

    def __init__(self, day: Day, seed: int, leg: float, limit: Limit) -> None:
        self.day = day
        self.state: State = empty_state(day, seed)
        self.step: Step = empty_step(day)
        self.best_arrays = empty_best(day)
        self.linked = bool(day.job[:, LINKED].any())
        self.leg = leg
        self.limit = limit
        self.most_moved = 1 << 40
        self.done = 0
        self.found: Member | None = None

    def search(self, heat: Heat) -> Member:
        """The best plan of a heat; what there is of it when the time is up."""
        self.plant(heat.seedling)
        done, steps = 0, max(1, min(heat.steps, 50))
        while done < heat.steps and (self.limit.steps is not None or time.monotonic() < self.limit.until):
            began = time.monotonic()
            steps = min(steps, heat.steps - done)
            self._run(heat, done / heat.steps, (done + steps) / heat.steps, steps)
            done += steps
            self.done += steps
            if self.limit.steps is None:
                spent = time.monotonic() - began
                steps = max(10, min(10 * steps, int(steps * SLICE_S / max(1e-6, spent))))
            else:
                steps = max(1, heat.steps // 20)
        return self._member()

    def plant(self, seedling: Seedling) -> Member:
        """Begin from a seedling, with what fits into it."""
        state = self.state
        state.at[:] = np.arange(len(state.at))
        state.row[:, LENGTH] = 0
        state.job[:] = -1, NEG, BIG
        state.sums[BEGUN], state.sums[MOST_MOVED] = 0, self.most_moved
        for vehicle, route in enumerate(seedling.routes):
            state.route[vehicle, : len(route)] = route
            state.row[vehicle, LENGTH] = len(route)
            state.job[route, WHERE] = vehicle
        for job, moment in seedling.low.items():
            state.job[job, LOW] = moment
        for job, moment in seedling.high.items():
            state.job[job, HIGH] = moment
        run(self.day, state, self.step, self.best_arrays, 0, 1.0, 1.0)
        return self._member()

    def _run(self, heat: Heat, begin: float, end: float, steps: int) -> None:
        shares = [heat.begin + (heat.end - heat.begin) * each for each in (begin, end)]
        self.state.sums[LEFT] = round(self.leg * LEFT_FROM * (LEFT_TO / LEFT_FROM) ** shares[0])
        self.state.sums[POINT] = max(1, round(self.leg * POINT_FROM * (POINT_TO / POINT_FROM) ** shares[0]))
        hot, cool = (self.leg * heat.hot * (heat.cool / heat.hot) ** each for each in (begin, end))
        if run(self.day, self.state, self.step, self.best_arrays, steps, hot, cool):
            self.found = self._member()

    def _member(self) -> Member:
        best, sums = self.best_arrays, self.state.sums
        routes = [route[:length].tolist() for route, length in zip(best.route, best.length, strict=True)]
        low = best.bounds[:, 0].tolist() if self.linked else ()
        return Member((int(sums[BEST_KEY]), int(sums[BEST_COST])), routes, low)


def typical_leg(day: Day) -> float:
    """From a job to the fifth nearest, the median."""
    rank = min(5, day.near.shape[1] - 1)
    return float(max(1.0, np.median(day.legs[BY_COST, 0][np.arange(len(day.near)), day.near[:, rank]])))
