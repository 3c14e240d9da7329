"""Solomon's 56 instances (1987) as problems, and the best distances known for them. Days of our own lie in `days`.

Lengths and times are thousandths of the instance's unit, every leg rounded up, so that what is in time here is in time
by the exact distances too; a plan's length is summed anew from those, as the best known are (Euclidean, not rounded).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.solver.days import MIDNIGHT
from routing.problem import Job, Problem, TimeWindow, Vehicle
from routing.travel import TravelTimes

FOLDER = Path(__file__).parents[3] / "shared" / "data"
UNIT = 1000
QUICK = ("C101", "C201", "R101", "R201", "RC101", "RC201")


def names(folder: Path = FOLDER) -> tuple[str, ...]:
    """The instances there are; none where the folder is not there."""
    return tuple(sorted(file.stem for file in (folder / "vrptw" / "solomon").glob("*.txt")))


def best_known(folder: Path = FOLDER) -> Mapping[str, float]:
    """The shortest distances known, however many vehicles they need."""
    read = json.loads((folder / "vrptw" / "best_known.json").read_text(encoding="utf-8"))["best_known"]
    return {name: read[f"{name}_distance"]["distance"] for name in names(folder)}


def solomon(name: str, folder: Path = FOLDER) -> Problem:
    """The instance of this name; every customer is a must."""
    count, capacity, rows = _read(name, folder)
    places = np.array([row[1:3] for row in rows], dtype=float)
    exact = np.hypot(*(places[:, None, :] - places[None, :, :]).transpose(2, 0, 1))
    lengths = np.ceil(np.round(exact * UNIT, 6)).astype(np.int32)
    depot = rows[0]
    jobs = tuple(
        Job(
            f"{name} {number}",
            place,
            service * UNIT,
            (TimeWindow(ready * UNIT, due * UNIT),),
            priority=100,
            must=True,
            amount=(demand,),
        )
        for place, (number, _, _, demand, ready, due, service) in enumerate(rows)
        if place
    )
    vehicles = tuple(
        Vehicle(f"vehicle {number}", 0, 0, depot[4] * UNIT, depot[5] * UNIT, capacity=(capacity,))
        for number in range(count)
    )
    return Problem(MIDNIGHT, jobs, vehicles, {"car": TravelTimes(lengths, lengths)})


def length(name: str, orders: Mapping[str, Sequence[str]], folder: Path = FOLDER) -> float:
    """The exact length of these routes, in the instance's unit."""
    points = {f"{name} {row[0]}": (row[1], row[2]) for row in _read(name, folder)[2]}
    depot = points[f"{name} 0"]
    total = 0.0
    for order in orders.values():
        way = [depot, *(points[job] for job in order), depot]
        total += sum(math.dist(a, b) for a, b in pairwise(way))
    return total


def _read(name: str, folder: Path) -> tuple[int, int, list[list[int]]]:
    # Vehicles, capacity, and a row each for the depot and the customers:
    # number, x, y, demand, ready, due, service.
    file = folder / "vrptw" / "solomon" / f"{name}.txt"
    rows = [
        [int(each) for each in line.split()]
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.split() and all(each.isdigit() for each in line.split())
    ]
    (count, capacity), *customers = rows
    return count, capacity, customers
