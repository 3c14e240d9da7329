"""What a preview costs: the effect of a move before the hand lets go, at the cheapest place, at a position, and out.

    python3 start.py bench preview [--visits 300] [--teams 32] [--limit 8] [--takes 60]

Two made-up days: one whose routes stand each for itself, and one with visits for two teams, in order and of one team,
and with locks. Milliseconds of this thread; a row of prices is the cheapest place of every team. `begin` is what taking
visits into the hand costs, once per drag; `whole day` is what one would cost were all edited and judged anew.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from statistics import mean
from uuid import UUID

from benchmarks.planning import made_up
from planner.bootstrap import Office, open_office
from planner.day import edit, locking
from planner.day.optimize import Planning
from planner.day.preview import Preview
from planner.model import Day, Plan
from planner.translate import DayProblem
from routing.worker import Worker

COLUMNS = ("begin", "best", "at", "out", "prices", "whole day")
AT_ONCE = (1, 5)
BUDGET_MS = 30


def main() -> None:
    """Plan each day, take visits into the hand again and again, and print a table for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=300)
    parser.add_argument("--teams", type=int, default=32)
    parser.add_argument("--limit", type=float, default=8)
    parser.add_argument("--takes", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, Worker() as worker:
        os.environ["ROUNDS_KEY_DIR"] = str(Path(name) / "keys")
        office = open_office(Path(name) / "office")
        plain = made_up(given.visits, given.teams)
        for title, the_day in (("each route for itself", plain), ("linked and locked", linked(plain))):
            dp, plan = planned(office, worker, the_day, given.limit, locked=the_day is not plain)
            print(f"\n{title}: {plan.planned} of {len(the_day.visits)} planned, {given.teams} teams")
            for count in AT_ONCE:
                told(count, measured(office, dp, plan, count, given.takes))
        office.close()


def linked(the_day: Day) -> Day:
    """The same day with every tenth visit hanging on another, and some for two teams."""
    visits = list(the_day.visits)
    for number in range(0, len(visits) - 10, 10):
        before = visits[number + 1].reference
        kind = (number // 10) % 3
        some = {"two_teams": True} if kind == 0 else {"after": before} if kind == 1 else {"same_team_as": before}
        visits[number] = replace(visits[number], **some)  # type: ignore[arg-type]
    return replace(the_day, visits=tuple(visits))


def planned(office: Office, worker: Worker, the_day: Day, limit: float, *, locked: bool) -> tuple[DayProblem, Plan]:
    """The plan of a search; every eighth stop is locked, if wanted."""
    planning = Planning(office, the_day, None, worker, time_limit_s=limit)
    plan, dp = planning.wait(), planning.day_problem
    assert dp
    if locked:
        stops = [stop.visit_id for route in plan.routes for stop in route.stops]
        plan = locking.lock(plan, stops[::8])
    return dp, edit.follow(dp, plan)


def measured(office: Office, dp: DayProblem, plan: Plan, count: int, takes: int) -> dict[str, list[float]]:
    """Milliseconds of each kind of preview, with so many visits in the hand; each on a preview that knows nothing."""
    random, closed = Random(3), office.closed(dp.day)
    broken = edit.violations(dp, plan, office.pack, closed)
    found: dict[str, list[float]] = {column: [] for column in COLUMNS}
    for _ in range(takes):
        ids = some_visits(random, plan, count)
        shift_id, place = random.choice(dp.day.shifts).id, random.randint(0, 6)
        take = partial(Preview, dp, plan, ids, office.pack, closed, broken)
        found["begin"].append(spent(take))
        found["best"].append(spent(partial(take().best, shift_id)))
        found["at"].append(spent(partial(take().at, shift_id, place)))
        found["out"].append(spent(take().out))
        found["prices"].append(spent(take().prices))
        found["whole day"].append(spent(partial(whole_day, office, dp, plan, ids, shift_id)))
    return found


def whole_day(office: Office, dp: DayProblem, plan: Plan, ids: Sequence[UUID], shift_id: UUID) -> None:
    """What one preview would cost if the whole day were edited and judged anew."""
    after = edit.move_all(dp, plan, ids, shift_id)
    edit.violations(dp, after, office.pack, office.closed(dp.day))


def some_visits(random: Random, plan: Plan, count: int) -> tuple[UUID, ...]:
    """Visits of one route, as a hand takes them, or from among the unassigned."""
    route = random.choice([route for route in plan.routes if len(route.stops) >= count])
    first = random.randint(0, len(route.stops) - count)
    return tuple(stop.visit_id for stop in route.stops[first : first + count])


def spent(act: Callable[[], object]) -> float:
    """Milliseconds of this thread."""
    began = time.thread_time()
    act()
    return 1000 * (time.thread_time() - began)


def told(count: int, found: dict[str, list[float]]) -> None:
    """A table: mean, 95 % and the worst."""
    print(f"{f'{count} in hand, ms':>16}" + "".join(f"{column:>10}" for column in found))
    figures = {key: (mean(each), sorted(each)[int(len(each) * 0.95)], max(each)) for key, each in found.items()}
    for number, name in enumerate(("mean", "p95", "worst")):
        print(f"{name:>16}" + "".join(f"{figures[column][number]:>10.1f}" for column in found))
    over = [column for column in ("best", "at", "out", "prices") if figures[column][1] > BUDGET_MS]
    if over:
        print(f"{'over budget':>16}  {', '.join(over)} (p95 above {BUDGET_MS} ms)")


if __name__ == "__main__":
    main()
