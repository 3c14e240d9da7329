"""What a rehearsal costs: so many days of one plan, from the plan to the chances of every stop and team.

    python3 start.py bench rehearse [--visits 120] [--teams 14] [--runs 500] [--limit 8] [--takes 10]

A made-up day (that of `bench planning`), with every tenth visit hanging on another one. Seconds of the wall clock, the
best and the worst take; then what *Make it sturdier* finds, and what it costs.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

from benchmarks.planning import made_up
from benchmarks.preview import linked, planned
from planner.bootstrap import open_office
from planner.day.rehearse import RUNS, Rehearsal, rehearse
from planner.day.rehearse_words import days_words
from planner.day.searches import sturdier
from planner.day.workday import Workday, judged
from routing.worker import Worker

BUDGET_S = 1.0


def main() -> None:
    """Plan the day, rehearse it again and again, make it sturdier once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=120)
    parser.add_argument("--teams", type=int, default=14)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--limit", type=float, default=8)
    parser.add_argument("--takes", type=int, default=10)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, Worker() as worker:
        os.environ["ROUNDS_KEY_DIR"] = str(Path(name) / "keys")
        office = open_office(Path(name) / "office")
        dp, plan = planned(office, worker, linked(made_up(given.visits, given.teams)), given.limit, locked=False)
        print(f"{plan.planned} of {given.visits} planned, {given.teams} teams, {given.runs} runs")
        takes = []
        for _ in range(given.takes):
            began = time.perf_counter()
            found = rehearse(dp, plan, runs=given.runs)
            takes.append(time.perf_counter() - began)
        over = "" if max(takes) <= BUDGET_S else f"  over budget ({BUDGET_S:.0f} s)"
        print(f"rehearsed in {min(takes):.3f} to {max(takes):.3f} s{over}")
        tell("as planned", found)
        work = judged(office, Workday(dp.day, None, dp, ()), plan)
        began = time.perf_counter()
        after, _problem, words = sturdier(
            office, worker, work, plan, None, lambda: False, on_message=lambda _m: None, cancelled=lambda: False
        )
        print(f"sturdier in {time.perf_counter() - began:.1f} s: {words or 'nothing better was found'}")
        if after.plan and words:
            tell("sturdier", rehearse(after.problem, after.plan, runs=given.runs))
        office.close()


def tell(title: str, found: Rehearsal) -> None:
    """One line."""
    print(
        f"{title}: everything on time on {days_words(found.all_well)}, {len(found.weak)} weak stops, "
        f"{len(found.weak_teams)} weak teams, {found.risk:.2f} too late on the mean"
    )


if __name__ == "__main__":
    main()
