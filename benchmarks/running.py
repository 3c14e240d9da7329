"""What a running day costs: the forecast after a check-in, its warnings, the ways out of them, an urgent visit.

    python3 start.py bench running [--visits 300] [--teams 32] [--limit 8] [--takes 60] [--at 11:20] [--late 1.15]

A made-up day (that of `bench planning`), with every tenth visit hanging on another one and every second one promised,
planned by a search. Until the given time every team tells of its stops: stays are `--late` times as long on the whole.
Time of this thread for what is worked out, of the wall clock for the urgent visit; mean, 95 % and the worst. How soon
it is on the screen is measured by `bench running_window`.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from datetime import time as clock
from functools import partial
from pathlib import Path
from random import Random
from statistics import mean
from uuid import UUID

from benchmarks.planning import made_up
from benchmarks.preview import linked, planned, spent
from planner.bootstrap import Office, open_office
from planner.day import edit, outcomes
from planner.day.workday import Workday, judged
from planner.model import Day, Plan, Window
from planner.running.forecast import forecast
from planner.running.forecast_model import HeldStarts
from planner.running.searches import search_urgent
from planner.running.team_warning import by_team
from planner.running.trying import Trying
from planner.running.warnings import warnings
from planner.running.ways import ways_of
from planner.translate import DayProblem
from routing.worker import Worker

FORECAST_MS, ANSWER_S = 100, 1.0
BEFORE, AFTER = timedelta(minutes=30), timedelta(minutes=45)


@dataclass(frozen=True)
class Running:
    """A day under way."""

    office: Office
    worker: Worker
    dp: DayProblem
    plan: Plan
    starts: HeldStarts
    now: datetime


def main() -> None:
    """Plan a day, let it run until a moment, and measure what comes after one more check-in."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=300)
    parser.add_argument("--teams", type=int, default=32)
    parser.add_argument("--limit", type=float, default=8)
    parser.add_argument("--takes", type=int, default=60)
    parser.add_argument("--at", default="11:20")
    parser.add_argument("--late", type=float, default=1.15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, Worker() as worker:
        os.environ["ROUNDS_KEY_DIR"] = str(Path(name) / "keys")
        office = open_office(Path(name) / "office")
        the_day = linked(made_up(given.visits, given.teams))
        dp, plan = planned(office, worker, the_day, given.limit, locked=False)
        running = under_way(office, worker, *promised(dp, plan), given.at, given.late)
        told = sum(stop.actual is not None for route in running.plan.routes for stop in route.stops)
        print(f"{plan.planned} of {given.visits} planned, {given.teams} teams, {told} stops told of by {given.at}")
        measure_forecast(running, given.takes)
        measure_ways(running, given.takes)
        measure_urgent(running)
        office.close()


def promised(dp: DayProblem, plan: Plan) -> tuple[DayProblem, Plan]:
    """The same day, in which every second customer was told a span about the planned start."""
    starts = {stop.visit_id: stop.start for route in plan.routes for stop in route.stops}
    zone, seconds = dp.day.zone, dp.seconds
    spans = {}
    for number, visit in enumerate(dp.day.visits):
        if number % 2 and visit.id in starts:
            spans[visit.id] = starts[visit.id] - BEFORE, starts[visit.id] + AFTER
    local = {key: Window(*(each.astimezone(zone).time() for each in span)) for key, span in spans.items()}
    visits = tuple(replace(each, promised=local.get(each.id)) for each in dp.day.visits)
    jobs = []
    for job in dp.problem.jobs:
        key = UUID(job.id.partition("#")[0])
        if key in spans:
            first, last = (seconds(each) for each in spans[key])
            cut = ((max(w.earliest, first), min(w.latest, last)) for w in job.windows)
            job = replace(job, windows=tuple(type(job.windows[0])(a, b) for a, b in cut if a <= b))
        jobs.append(job)
    day: Day = replace(dp.day, visits=visits)
    dp = replace(dp, day=day, problem=replace(dp.problem, jobs=tuple(jobs)))
    return dp, edit.follow(dp, plan)


def under_way(office: Office, worker: Worker, dp: DayProblem, plan: Plan, at: str, late: float) -> Running:
    """What every team has told by then."""
    random = Random(5)
    starts = {(route.shift_id, stop.visit_id): stop.start for route in plan.routes for stop in route.stops}
    now = datetime.combine(dp.day.date, clock.fromisoformat(at), dp.day.zone)
    for shift in dp.day.shifts:
        while True:
            route = next(route for route in plan.routes if route.shift_id == shift.id)
            if route.begun >= len(route.stops) or (stop := route.stops[route.begun]).start > now:
                break
            left = stop.start + (stop.departure - stop.start) * late * random.lognormvariate(0, 0.4)
            plan = outcomes.begin(dp, plan, [stop.visit_id], stop.start)
            if left > now:
                break
            plan = outcomes.done(dp, plan, [stop.visit_id], left.replace(microsecond=0))
    return Running(office, worker, dp, plan, starts, now)


def measure_forecast(running: Running, takes: int) -> None:
    """The forecast of all teams and its warnings, each after one more check-in and at another minute."""
    random, dp, plan, now = Random(3), running.dp, running.plan, running.now
    rules = running.office.pack, running.office.closed(dp.day)
    told, found, warned = list[float](), list[float](), list[float]()
    for number in range(takes):
        now = running.now + timedelta(seconds=20 * number)
        route = random.choice([route for route in plan.routes if route.begun < len(route.stops)])
        visit = route.stops[route.begun].visit_id
        told.append(spent(partial(outcomes.begin, dp, plan, [visit], now)))
        plan = outcomes.begin(dp, plan, [visit], now)
        found.append(spent(partial(forecast, dp, plan, now, starts=running.starts)))
        seen = forecast(dp, plan, now, starts=running.starts)
        warned.append(spent(partial(warnings, dp, seen, *rules)))
    tell("check-in into the plan, ms", told)
    tell("forecast of all teams, ms", found, FORECAST_MS)
    tell("warnings, ms", warned)


def measure_ways(running: Running, most: int) -> None:
    """The ways out of each warning of the moment."""
    rules = running.office.pack, running.office.closed(running.dp.day)
    seen = forecast(running.dp, running.plan, running.now, starts=running.starts)
    missed = warnings(running.dp, seen, *rules)
    teams = by_team(missed)
    took, kinds = list[float](), dict[str, int]()
    for late in teams[:most]:
        day = Trying(running.dp, running.plan, running.now, *rules, starts=running.starts)
        began = time.thread_time()
        found = ways_of(day, late)
        took.append(time.thread_time() - began)
        for kind in {way.kind.value for way in found} or {"nothing"}:
            kinds[kind] = kinds.get(kind, 0) + 1
    red = sum(each.red for each in missed)
    print(f"{len(missed)} warnings of {len(teams)} teams, {red} of them red; ways out by kind: {kinds}")
    if took:
        tell("ways out of one, s", took, ANSWER_S)


def measure_urgent(running: Running) -> None:
    """An urgent visit on the running day: one that is taken out, searched for anew."""
    route = max(running.plan.routes, key=lambda route: len(route.stops) - route.begun)
    visit = route.stops[-1].visit_id
    plan = edit.take_out(running.dp, running.plan, visit)
    work = judged(running.office, Workday(running.dp.day, None, running.dp, ()), plan)
    began = time.perf_counter()
    search_urgent(
        running.office, running.worker, work, plan, (visit,), 0, running.now, _never, on_message=_nothing,
        cancelled=_never,
    )  # fmt: skip
    tell("urgent visit, s", [time.perf_counter() - began], ANSWER_S)


def tell(name: str, figures: list[float], budget: float | None = None) -> None:
    """A line: mean, 95 % and the worst."""
    worst = max(figures)
    words = f"{mean(figures):8.2f}{sorted(figures)[int(len(figures) * 0.95)]:8.2f}{worst:8.2f}"
    print(f"{name:>28}{words}" + (f"  over budget ({budget:g})" if budget and worst > budget else ""))


def _never() -> bool:
    return False


def _nothing(_message: object) -> None:
    return None


if __name__ == "__main__":
    main()
