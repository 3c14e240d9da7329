"""A small office on the morning of a drawn day: a few teams, a dozen visits anywhere, half of them promised a span."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

from planner.audit import ISSUED, keep_plan
from planner.bootstrap import Office
from planner.cases.model import CaseFile, Stage
from planner.cases.money import Money
from planner.cases.promises import span_of
from planner.day.edit import follow
from planner.day.optimize import Planning
from planner.day.workday import open_day, save_over
from planner.model import Day, Visit
from planner.settings import save_settings
from routing.worker import Worker
from tests import builders
from tests.replay.morning import CODE_WORD, FRIDAY, MORNING, ZONE, Clock, Morning

MONDAY = MORNING.astimezone(ZONE).date()
SEARCH_S = 0.5


def town(office: Office, clock: Clock, worker: Worker, number: int) -> Morning:
    """Furnish an empty office, whose clock that is, and let the papers go out."""
    rng = Random(f"town {number}")
    clock.now = FRIDAY
    with office.store.writing() as session:
        branch = session.save_branch(replace(session.branch(), name="Emberford", time_zone=str(ZONE)))
        save_settings(session, replace(office.settings, code_word=CODE_WORD, emergency_contacts="Desk 555 0100"))
        kept = session.save_day(replace(_day(rng), branch=branch))
        for visit in kept.visits:
            owed = Money.of(100, "EUR")
            file = CaseFile(visit.cases[0], visit.customer.id, date(2026, 10, 1), owed, FRIDAY, stage=Stage.ISSUED)
            session.save_case_file(file)
    plan = Planning(office, kept, None, worker, time_limit_s=SEARCH_S).wait()
    work = open_day(office, MONDAY, worker)
    spans = {s.visit_id: span_of(kept, kept.visit(s.visit_id), s, timedelta(minutes=90))
             for r in plan.routes for s in r.stops if rng.random() < 0.5}  # fmt: skip
    told = replace(work.day, visits=tuple(replace(v, promised=spans.get(v.id)) for v in work.day.visits))
    save_over(office, told, work.day)
    clock.now = MORNING
    work = open_day(office, MONDAY, worker)
    plan = keep_plan(office, follow(work.problem, plan))
    issue(office, plan)
    return Morning(office, clock, MONDAY)


def issue(office: Office, plan: object) -> None:
    """A version goes out. What is printed is no matter here."""
    with office.store.writing() as session:
        frozen = session.freeze(plan)  # type: ignore[arg-type]
        session.record(ISSUED, "desk", office.clock(), plan=str(frozen.id))


def _day(rng: Random) -> Day:
    teams = rng.randint(2, 5)
    visits = tuple(_visits(rng, rng.randint(2 * teams, 5 * teams)))
    made = builders.day(*visits, teams=teams, zone=str(ZONE))
    shifts = tuple(
        replace(
            each, date=MONDAY, start=time(rng.choice((8, 9, 10))), end=time(rng.choice((16, 17, 18))),
            max_overtime=timedelta(minutes=rng.choice((0, 0, 30))),
            members=tuple(replace(m, phone=f"0555 {m.reference}") for m in each.members),
        )
        for each in made.shifts
    )  # fmt: skip
    reserve = tuple(builders.person(500 + n) for n in range(rng.choice((0, 0, 2))))
    staff = (*(m for each in shifts for m in each.members), *reserve)
    return replace(made, date=MONDAY, shifts=shifts, staff=staff)


def _visits(rng: Random, count: int) -> Iterator[Visit]:
    homes: list[Visit] = []
    for n in range(1, count + 1):
        first = rng.randint(8, 15)
        windows = [(f"{first:02}:00", f"{first + rng.randint(2, 5):02}:00")] if rng.random() < 0.3 else []
        where = {"north": rng.uniform(-4000, 4000), "east": rng.uniform(-4000, 4000)}
        made = builders.visit(n, *windows, **where, minutes=rng.choice((10, 20, 30, 40)))
        made = replace(
            made,
            date=MONDAY,
            approved_at=FRIDAY - timedelta(days=1),
            must_do=rng.random() < 0.1,
            priority=rng.choice((10, 50, 90)),
        )
        if homes and rng.random() < 0.06:
            made = replace(made, after=rng.choice(homes).reference)
        elif homes and rng.random() < 0.06:
            made = replace(made, same_team_as=rng.choice(homes).reference)
        elif rng.random() < 0.05:
            made = replace(made, two_teams=True)
        homes.append(made)
        yield made
