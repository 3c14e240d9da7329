"""How planning scales: the first complete plan, the plan at the end, what settling, judging and editing it cost.

    python3 start.py bench planning [--limit 20] [--visits 120 300 300] [--teams 14 32 20]

Days are made up: homes around one office, some with windows, straight-line travel, the house floor. `share` is the time
on the road as a multiple of a bound that no plan can pass: every visited home entered from its nearest neighbor.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import time as clock_time
from pathlib import Path
from random import Random

import numpy as np

from planner.bootstrap import Office, open_office
from planner.day import edit
from planner.day.optimize import Planning
from planner.model import Day, Plan, Window
from planner.translate import DayProblem, to_plan, to_solution
from routing.solution import Solution
from routing.solvers.settle import settle
from routing.worker import Worker
from tests.builders import day, visit

COLUMNS = ("visits", "teams", "first s", "all s", "planned", "share", "settle s", "to_plan s", "judge s", "move s")
WINDOWS = ((), (), (Window(clock_time(9), clock_time(12)),), (Window(clock_time(13), clock_time(17)),))


def main() -> None:
    """Plan each day and print a row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=float, default=20)
    parser.add_argument("--visits", type=int, nargs="+", default=[120, 300, 300])
    parser.add_argument("--teams", type=int, nargs="+", default=[14, 32, 20])
    given = parser.parse_args()
    print(" ".join(f"{column:>9}" for column in COLUMNS))
    with tempfile.TemporaryDirectory() as name, Worker() as worker:
        os.environ["ROUNDS_KEY_DIR"] = str(Path(name) / "keys")
        office = open_office(Path(name) / "office")
        for visits, teams in zip(given.visits, given.teams, strict=True):
            row = measured(office, worker, made_up(visits, teams), given.limit)
            print(" ".join(f"{value:>9.2f}" if isinstance(value, float) else f"{value:>9}" for value in row))
        office.close()


def made_up(visits: int, teams: int) -> Day:
    """A day of so many visits, the same every time."""
    random = Random(1)
    homes = [
        replace(
            visit(number, north=random.gauss(0, 4000), east=random.gauss(0, 4000)),
            windows=random.choice(WINDOWS),
            priority=random.choice((30, 50, 80)),
        )
        for number in range(visits)
    ]
    return day(*homes, teams=teams)


def measured(office: Office, worker: Worker, the_day: Day, limit: float) -> tuple[float | int, ...]:
    """One row of the table."""
    began = time.perf_counter()
    first: list[float] = []
    planning = Planning(office, the_day, None, worker, time_limit_s=limit)

    def look(message: object) -> None:
        if isinstance(message, Plan) and not first:
            first.append(time.perf_counter() - began)

    plan = planning.wait(look)
    whole = time.perf_counter() - began
    dp = planning.day_problem
    assert dp
    solution = to_solution(dp, plan)
    orders = {route.vehicle: [stop.job for stop in route.stops] for route in solution.routes}
    full = next(route for route in plan.routes if route.stops)
    stop, other = full.stops[0], next(shift.id for shift in the_day.shifts if shift.id != full.shift_id)
    return (
        len(the_day.visits),
        len(the_day.shifts),
        *first[:1],
        whole,
        plan.planned,
        solution.travel_time / bound(dp, solution),
        seconds(lambda: settle(dp.problem, orders)),
        seconds(lambda: to_plan(dp, solution)),
        seconds(lambda: edit.violations(dp, plan, office.pack, office.closed(the_day))),
        seconds(lambda: edit.move(dp, plan, stop.visit_id, other)),
    )


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def bound(dp: DayProblem, solution: Solution) -> int:
    """Seconds on the road that no plan of the same visits can pass."""
    durations = dp.problem.travel["car"].durations.astype(np.int64)
    np.fill_diagonal(durations, np.iinfo(np.int64).max)
    nearest = durations.min(axis=0)
    return sum(int(nearest[dp.problem.job(stop.job).place]) for route in solution.routes for stop in route.stops)


if __name__ == "__main__":
    main()
