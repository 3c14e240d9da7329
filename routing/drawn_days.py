"""Draws how the days of a rehearsal differ: factors of ways and stays, and what happens at the doors. Plays none.

How far they differ is the caller's to say (`Spread`); why it says so as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from routing.problem import Job, Problem
from routing.solution import Route

type Factors = npt.NDArray[np.float64]
type Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Spread:
    """How days differ: log-normal factors of median 1, by their sigma, and shares of stops.

    Parameters
    ----------
    day, travel
        Of all ways of a run together (weather, traffic), and of each way by itself.
    stay
        Of each stay, with parking and walking to the door.
    called_off, nobody_home
        How many of the stops; of the latter no stay is longer than `moment` seconds.
    """

    day: float
    travel: float
    stay: float
    called_off: float
    nobody_home: float
    moment: int


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What is drawn for each run (row) and each step of `steps_of` (column): stops, and the way home of each route."""

    travel: Factors
    stay: Factors
    called_off: Marks
    nobody_home: Marks
    moment: int


@dataclass(frozen=True, slots=True)
class Step:
    """A stop of a route, or with no job its way home."""

    vehicle: str
    number: int
    job: Job | None


def steps_of(problem: Problem, routes: Sequence[Route]) -> tuple[Step, ...]:
    """The columns: route after route, its stops in order and its way home; routes without a stop have none."""
    return tuple(
        Step(route.vehicle, number, job)
        for route in routes
        if route.stops
        for number, job in enumerate([*(problem.job(stop.job) for stop in route.stops), None])
    )


def draw(steps: Sequence[Step], spread: Spread, runs: int, seed: int) -> Drawn:
    """Factors and marks of so many runs, the same for the same seed. Both sides of a joint share what happens there."""
    dice = np.random.default_rng(seed)
    shape = runs, len(steps)
    weather = np.exp(spread.day * dice.standard_normal((runs, 1)))
    travel = weather * np.exp(spread.travel * dice.standard_normal(shape))
    stay = np.exp(spread.stay * dice.standard_normal(shape))
    chance, home = dice.random(shape), dice.random(shape)
    first: dict[str, int] = {}
    for column, step in enumerate(steps):
        if step.job and step.job.joint:
            other = first.setdefault(step.job.joint, column)
            stay[:, column], chance[:, column], home[:, column] = stay[:, other], chance[:, other], home[:, other]
    return Drawn(travel, stay, chance < spread.called_off, home < spread.nobody_home, spread.moment)


def nothing(steps: Sequence[Step]) -> Drawn:
    """One run that goes as planned."""
    ones, none = np.ones((1, len(steps))), np.zeros((1, len(steps)), dtype=np.bool_)
    return Drawn(ones, ones, none, none, 0)
