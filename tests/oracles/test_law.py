"""The gate against the oracle: to the second, in zones that change their clocks, on every kind of day and place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.bootstrap import Office
from planner.calendar import closed_days
from planner.day import edit
from planner.day.optimize import Planning
from planner.model import Branch, Day, PlaceKind, Plan, Route, Stop, Visit, Window
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.pack import load_pack
from routing.worker import Worker
from tests.builders import day, visit
from tests.oracles import law
from tests.oracles.problems import bounded

PACK = load_pack()
ZONES = ("UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
CHANGES = (date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 8), date(2026, 11, 1), date(2026, 4, 5))
"""Sundays on which clocks change; the days around them are drawn too."""
clock_times = st.builds(
    time, st.integers(0, 23), st.sampled_from([0, 14, 15, 16, 30, 45, 59]), st.sampled_from([0, 59])
)


@st.composite
def wishes(draw: st.DrawFn) -> tuple[Window, ...]:
    pairs = draw(st.lists(st.tuples(clock_times, clock_times), max_size=3))
    return tuple(Window(min(pair), max(pair)) for pair in pairs)


@st.composite
def visits(draw: st.DrawFn) -> Visit:
    around = draw(st.sampled_from(CHANGES)) + timedelta(days=draw(st.integers(-4, 4)))
    return replace(
        visit(1),
        date=around,
        place_kind=draw(st.sampled_from(PlaceKind)),
        service_time=timedelta(seconds=draw(st.sampled_from([60, 599, 1800, 2700, 6 * 3600, 11 * 3600]))),
        windows=draw(wishes()),
    )


def day_of(the_visit: Visit, zone: str) -> Day:
    made = day(the_visit, zone=zone)
    return replace(made, date=the_visit.date, shifts=tuple(replace(s, date=the_visit.date) for s in made.shifts))


def seconds_to_try(the_visit: Visit, zone: ZoneInfo, data: st.DataObject) -> list[datetime]:
    """Every second at which something may change, its neighbors, and some others."""
    hours = [time(hour, minute) for hour in (9, 10, 17, 18, 20) for minute in (0, 15)]
    hours += [time(hour - 1, 45) for hour in (17, 18, 20)] + [t for window in the_visit.windows for t in window]
    edges = [datetime.combine(the_visit.date, each, zone).astimezone(UTC) for each in hours]
    edges += [edge - the_visit.service_time for edge in edges]
    edges += [edges[0] + timedelta(seconds=data.draw(st.integers(-86_400, 86_400))) for _ in range(5)]
    return [edge + timedelta(seconds=by) for edge in edges for by in (-1, 0, 1)]


@bounded
@given(visits(), st.sampled_from(ZONES), st.booleans(), st.data())
def test_the_gate_lets_through_exactly_what_the_law_lets_through(
    the_visit: Visit, zone_name: str, is_closed: bool, data: st.DataObject
) -> None:
    the_day, zone = day_of(the_visit, zone_name), ZoneInfo(zone_name)
    closed = ClosedDays(names={the_visit.date: "a feast"} if is_closed else {})
    allowed, refused = gate.windows(PACK, closed, the_day)
    assert (the_visit.id in allowed) != (the_visit.id in refused)
    free = frozenset(closed.names)
    for start in seconds_to_try(the_visit, zone, data):
        end = start + the_visit.service_time
        lawful = law.lawful(the_visit, start, end, zone, free)
        inside = any(first <= start <= last for first, last in allowed.get(the_visit.id, ()))
        assert inside == (lawful and law.wished(the_visit, start, zone)), start
        plan = Plan(the_day.id, (Route(the_day.shifts[0].id, (Stop(the_visit.id, start, start, end),), start, end),))
        assert bool(gate.judge(PACK, closed, the_day, plan)) != lawful, start


@pytest.mark.parametrize(
    ("country", "closed", "open_day"),
    [
        ("CN", date(2024, 2, 9), date(2024, 2, 7)),  # the eves of the years of the dragon, snake, horse and goat
        ("CN", date(2025, 1, 28), date(2025, 1, 24)),
        ("CN", date(2026, 2, 16), date(2026, 2, 12)),
        ("CN", date(2027, 2, 5), date(2027, 2, 3)),
        ("CN", date(2026, 10, 1), date(2026, 9, 30)),
        ("", date(2026, 2, 16), date(2026, 2, 12)),  # eves are kept everywhere
        ("DE", date(2026, 12, 24), date(2026, 12, 23)),
        ("DE", date(2026, 12, 25), date(2026, 12, 23)),
        ("GB", date(2027, 1, 1), date(2026, 12, 31)),  # a neighboring year is known too
    ],
)
def test_feasts_and_their_eves_are_closed(country: str, closed: date, open_day: date) -> None:
    known = closed_days(country, "", 2026 if closed.year == 2027 and country == "GB" else closed.year)
    assert known.reason(closed)
    assert not known.reason(open_day)
    for when, free in ((closed, True), (open_day, False)):
        the_day = day_of(replace(visit(1), date=when), "Asia/Shanghai")
        _, refused = gate.windows(PACK, known, the_day)
        assert (list(refused.values()) == ["rule:closed_day"]) == free


def random_day(random: Random) -> Day:
    """Visits of every kind, some that no team may be sent to, on a day of any kind."""
    when = date(2026, 3, 23) + timedelta(days=random.randrange(330))
    made = [
        replace(
            visit(number, north=random.uniform(-6000, 6000), east=random.uniform(-6000, 6000)),
            date=when + timedelta(days=random.choice((0, 0, 0, 0, 0, 0, 1, -1))),
            place_kind=random.choice(tuple(PlaceKind)),
            service_time=timedelta(minutes=random.choice((10, 30, 45, 120, 700))),
            windows=random.choice(((), (), (Window(time(7), time(9, 30)),), (Window(time(17, 30), time(23, 59)),))),
            approved_by=random.choice(("R. Sorel", "R. Sorel", "R. Sorel", "", "  ")),
        )
        for number in range(30)
    ]
    made[0] = replace(made[0], location=None)
    branch = Branch("Emberford", random.choice(ZONES), random.choice(("", "CN", "DE", "US")))
    shifts = tuple(replace(s, date=when, start=time(6), end=time(22)) for s in day(teams=3).shifts)
    ill = frozenset({shifts[0].members[0].id} if random.random() < 0.5 else ())
    return replace(day(*made), branch=branch, date=when, shifts=shifts, absent=ill)


@pytest.mark.parametrize("seed", range(8))
def test_nothing_that_is_planned_is_ever_unlawful(office: Office, worker: Worker, seed: int) -> None:
    the_day = random_day(Random(seed))
    planning = Planning(office, the_day, None, worker, time_limit_s=0.2)
    plan = planning.wait()
    assert planning.day_problem
    assert edit.violations(planning.day_problem, plan, office.pack, office.closed(the_day)) == ()
    zone, closed = the_day.zone, office.closed(the_day)
    free = frozenset((*closed.names, *closed.eves))
    placed = [stop for route in plan.routes for stop in route.stops]
    for stop in placed:
        the_visit = the_day.visit(stop.visit_id)
        assert law.lawful(the_visit, stop.start, stop.departure, zone, free)
        assert law.wished(the_visit, stop.start, zone)
        assert stop.departure - stop.start == the_visit.service_time
        assert the_visit.approved_by.strip()
        assert the_visit.located
        assert the_visit.date == the_day.date
    assert sorted([s.visit_id for s in placed] + [left.visit_id for left in plan.unassigned]) == sorted(
        each.id for each in the_day.visits
    )
