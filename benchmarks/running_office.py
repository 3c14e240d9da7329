"""An office in the demo town with a large day under way: planned, issued, and told of until a moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from datetime import time as clock
from pathlib import Path
from random import Random

from benchmarks.big_day import big_day, furnish
from planner.bootstrap import Office, open_office
from planner.cases.outcomes import Code
from planner.day import edit, searches
from planner.day.workday import Workday, open_day
from planner.errors import PlannerError
from planner.model import Day, Plan, Window
from planner.running.check_ins import check_in
from planner.told import Said
from planner.users import ALONE
from routing.worker import Worker

BEFORE, AFTER = timedelta(minutes=30), timedelta(minutes=45)
"""A promised span about the planned start."""
WITHOUT = 5
"""So many visits have no stop: they are there to be urgent."""


@dataclass
class Clock:
    """The office's clock, as it is set."""

    at: datetime

    def __call__(self) -> datetime:
        """Now."""
        return self.at


def ready(data: Path, visits: int, teams: int, limit_s: float, region: Path, at: str, late: float) -> int:
    """Furnish an office whose day is under way; how many stops were told of."""
    furnish(data, visits, teams, limit_s, region)
    date = big_day(1, 1).date
    with Worker() as worker:
        office, now = opened(data, date, "06:00")
        try:
            work = _planned(office, worker, date)
            with office.store.writing() as session:
                assert work.plan
                session.save_day(_promised(work.day, work.plan))
            work = open_day(office, date, worker)
            with office.store.writing() as session:
                assert work.plan
                session.freeze(work.plan)
            return _told(office, now, work, _at(work.day, at), late)
        finally:
            office.close()


def opened(data: Path, date: object, at: str) -> tuple[Office, Clock]:
    """The office with a clock that can be set, at a time of that date."""
    office = open_office(data)
    with office.store.reading() as session:
        day = session.day(date)  # type: ignore[arg-type]
    assert day
    now = Clock(_at(day, at))
    return replace(office, clock=now), now


def _at(day: Day, time: str) -> datetime:
    return datetime.combine(day.date, clock.fromisoformat(time), day.zone)


def _planned(office: Office, worker: Worker, date: object) -> Workday:
    work = open_day(office, date, worker)  # type: ignore[arg-type]
    work = searches.search_plan(
        office, worker, work, None, lambda: False, on_message=lambda _message: None, cancelled=lambda: False
    )
    assert work.plan
    last = [route.stops[-1].visit_id for route in work.plan.routes if route.stops][:WITHOUT]
    plan = edit.take_all_out(work.problem, work.plan, last)
    with office.store.writing() as session:
        session.save_plan(plan)
    return replace(work, plan=plan)


def _promised(day: Day, plan: Plan) -> Day:
    # Every second customer was told a span.
    starts = {stop.visit_id: stop.start for route in plan.routes for stop in route.stops}
    spans = {
        visit.id: Window(*(each.astimezone(day.zone).time() for each in (start - BEFORE, start + AFTER)))
        for number, visit in enumerate(day.visits)
        if number % 2 and (start := starts.get(visit.id))
    }
    return replace(day, visits=tuple(replace(visit, promised=spans.get(visit.id)) for visit in day.visits))


def _told(office: Office, now: Clock, work: Workday, until: datetime, late: float) -> int:
    count = 0
    for moment, act in sorted(_calls(work.day, work.plan, until, late), key=lambda call: call[0]):
        now.at = moment
        try:
            work, count = check_in(office, work, by=ALONE, **act).work, count + 1  # type: ignore[arg-type]
        except PlannerError:
            continue  # said in a wrong order: nobody notes it
    return count


def _calls(day: Day, plan: Plan | None, until: datetime, late: float) -> Iterator[tuple[datetime, dict[str, object]]]:
    # Stays are so many times as long on the whole, and what is late stays late.
    random = Random(5)
    for route in plan.routes if plan else ():
        behind = timedelta(0)
        yield route.start, {"shift_id": route.shift_id, "said": Said.SET_OUT}
        for stop in route.stops:
            came, stay = stop.start + behind, stop.departure - stop.start
            left = came + stay * late * random.lognormvariate(0, 0.4)
            behind = max(left - stop.departure, timedelta(0))
            about = {"shift_id": route.shift_id, "visit_id": stop.visit_id}
            if came.replace(microsecond=0) <= until:
                yield came.replace(microsecond=0), {**about, "said": Said.ARRIVED}
            if left.replace(microsecond=0) > until:
                break
            code = random.choice((Code.TALKED, Code.NOT_AT_HOME))
            yield left.replace(microsecond=0), {**about, "said": Said.LEFT, "code": code}
