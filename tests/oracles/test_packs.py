"""Every pack against the oracle: random days, visits, lives and plans, also plans made by hand to break the law."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from planner.day.next_slot import next_slots
from planner.model import Day, PlaceKind, Plan, Route, Stop, Visit, Window
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.hours import closing, is_visiting_day, next_open_day
from planner.policy.pack import load_pack, shipped
from planner.policy.packs import PACKS
from tests.builders import day, visit
from tests.oracles import law, pack_law
from tests.oracles.customer_law import Life, needs_yes, pressed, stopped
from tests.oracles.lives import random_life, standing_of

VISITS, DAYS = 25, 400
"""Of each pack: 10,000 cases."""
ZONES = ("UTC", "Asia/Shanghai", "America/New_York", "Pacific/Honolulu", "Europe/London", "Asia/Kolkata",
         "Australia/Lord_Howe", "Europe/Dublin")  # fmt: skip
EDGES = tuple(time(hour, minute) for hour in (8, 9, 10, 17, 18, 19, 20, 21, 22) for minute in (0, 15)) + tuple(
    time(hour, 45) for hour in (7, 8, 9, 16, 17, 18, 19, 20, 21)
)
STAYS = tuple(timedelta(seconds=seconds) for seconds in (60, 599, 1800, 1800, 2700, 7200, 11 * 3600))
SPECIAL = (
    date(2026, 3, 8), date(2026, 3, 29), date(2026, 4, 5), date(2026, 10, 25), date(2026, 11, 1),  # clocks change
    date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 4), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1),
)  # fmt: skip
DRAWN = [visit(number) for number in range(VISITS)]
TOWN = day(teams=2)


def random_visit(random: Random, number: int, when: date) -> Visit:
    pairs = [sorted(random.sample(EDGES, 2)) for _ in range(random.choice((0, 0, 1, 2)))]
    return replace(
        DRAWN[number],
        date=when if random.random() < 0.95 else when + timedelta(days=random.choice((-1, 1))),
        place_kind=random.choice(tuple(PlaceKind)),
        service_time=random.choice(STAYS),
        windows=tuple(Window(a, b) for a, b in pairs),
        approved_by=random.choice(("R. Sorel",) * 12 + ("", " ")),
        location=DRAWN[number].location if random.random() < 0.95 else None,
    )


def random_start(random: Random, the_visit: Visit, zone: ZoneInfo) -> datetime:
    """Mostly a second at which something may change, seen from the beginning or the end of the stay."""
    if random.random() < 0.3:
        return datetime.combine(the_visit.date, time(8), zone).astimezone(UTC) + timedelta(
            seconds=random.randrange(50_000)
        )
    edge = datetime.combine(the_visit.date, random.choice(EDGES), zone).astimezone(UTC)
    edge -= random.choice((timedelta(0), the_visit.service_time))
    return edge + timedelta(seconds=random.choice((-1, 0, 0, 1)))


def random_closed(random: Random, when: date) -> ClosedDays:
    near = [when + timedelta(days=number) for number in range(-2, 3)]
    return ClosedDays(
        names=dict.fromkeys(random.sample(near, random.choice((0, 0, 0, 1))), "a feast"),
        eves=dict.fromkeys(random.sample(near, random.choice((0, 0, 1))), "christmas_eve"),
        confirmed=frozenset(random.sample((2027, 2028), random.choice((0, 1, 2)))),
    )


def lived(closed: ClosedDays, lives: dict[UUID, Life], town: Day) -> ClosedDays:
    """The same as the gate is told of these customers."""
    some = [visit for visit in town.visits if visit.id in lives]
    return replace(
        closed,
        tried={visit.customer.id: lives[visit.id].tries for visit in some},
        tried_cases={visit.cases[0].id: lives[visit.id].case_tries for visit in some},
        standings={visit.customer.id: standing_of(lives[visit.id], visit) for visit in some},
    )


def random_date(random: Random) -> date:
    if random.random() < 0.4:
        return random.choice(SPECIAL) + timedelta(days=random.randrange(-1, 3))
    return date(2026, 1, 1) + timedelta(days=random.randrange(1000))


@pytest.mark.parametrize("pack_id", PACKS)
def test_no_pack_lets_a_forbidden_visit_through_and_every_lawful_one_passes(pack_id: str) -> None:
    random, pack = Random(pack_id), load_pack(shipped(pack_id))
    told = {True: 0, False: 0}
    for _ in range(DAYS):
        when, zone_name = random_date(random), random.choice(ZONES)
        zone, closed = ZoneInfo(zone_name), random_closed(random, when)
        visits = tuple(random_visit(random, number, when) for number in range(VISITS))
        town = replace(TOWN, branch=replace(TOWN.branch, time_zone=zone_name), date=when, visits=visits)
        lives = {
            v.id: random_life(random, when, v, ZoneInfo(random.choice(ZONES))) for v in visits if random.random() < 0.4
        }
        now = datetime.combine(when, time(), zone).astimezone(UTC) - timedelta(hours=random.choice((96, 120, 144)))
        closed = lived(replace(closed, now=now), lives, town)
        allowed, refused = gate.windows(pack, closed, town)
        assert allowed.keys() | refused.keys() == {each.id for each in visits}
        assert not allowed.keys() & refused.keys()
        starts = {each.id: random_start(random, each, zone) for each in visits}
        broken = {v.visit_id for v in gate.judge(pack, closed, town, by_hand(town, starts)) if v.visit_id}
        for each in visits:
            life = lives.get(each.id, Life(zone))
            good = may(pack_id, town, each, starts[each.id], life, closed)
            told[good] += 1
            assert (each.id not in broken) == good, (when, each, starts[each.id], life)
            at_will = any(first <= starts[each.id] <= last for first, last in allowed.get(each.id, ()))
            assert at_will == (good and law.wished(each, starts[each.id], zone))
            for first, last in allowed.get(each.id, ()):
                assert may(pack_id, town, each, first, life, closed)
                assert may(pack_id, town, each, last, life, closed)
    assert sum(told.values()) == VISITS * DAYS
    assert min(told.values()) > 300, "cases that prove nothing"


def by_hand(town: Day, starts: dict[UUID, datetime]) -> Plan:
    """Every visit at its moment, however unlawful, by the first team."""
    stops = tuple(Stop(v.id, starts[v.id], starts[v.id], starts[v.id] + v.service_time) for v in town.visits)
    return Plan(town.id, (Route(town.shifts[0].id, stops, min(starts.values()), max(starts.values())),))


def may(pack_id: str, town: Day, each: Visit, start: datetime, life: Life, closed: ClosedDays) -> bool:
    """What the facts say of one visit at one moment."""
    if each.date != town.date or not each.approved_by.strip() or each.location is None:
        return False
    if stopped(pack_id, life, each) or pressed(pack_id, life, each, closed.now):
        return False
    free = {*closed.names, *closed.eves}
    return pack_law.lawful(pack_id, each, start, start + each.service_time, life, free, closed.confirmed)


@pytest.mark.parametrize("pack_id", PACKS)
def test_a_closed_day_names_its_rule_and_the_next_open_day_is_the_next(pack_id: str) -> None:
    random, pack = Random(pack_id), load_pack(shipped(pack_id))
    for _ in range(300):
        when, kind = random_date(random), random.choice(tuple(PlaceKind))
        closed = random_closed(random, when)
        free = {*closed.names, *closed.eves}

        def is_open(day: date, kind: PlaceKind = kind, closed: ClosedDays = closed, free: set[date] = free) -> bool:
            shut = pack_law.is_closed(pack_id, day, free, closed.confirmed)
            by_yes = needs_yes(pack_id, kind)
            return not shut and not by_yes and bool(pack_law.open_minutes(pack_id, kind, day.weekday()))

        assert is_visiting_day(pack, closed, when, kind) == is_open(when) == (closing(pack, closed, when, kind) is None)
        following = next_open_day(pack, closed, when, kind)
        days = [when + timedelta(days=number) for number in range(1, 367)]
        assert following == next((day for day in days if is_open(day)), None)


@pytest.mark.parametrize("pack_id", PACKS)
def test_after_a_try_the_customer_is_left_alone_as_long_as_the_facts_say(pack_id: str) -> None:
    random, pack = Random(pack_id), load_pack(shipped(pack_id))
    zone, closed = ZoneInfo("Asia/Kolkata"), ClosedDays(confirmed=frozenset({2027}))
    for _ in range(5):
        when = date(2026, 1, 1) + timedelta(days=random.randrange(500))
        each = replace(random_visit(random, 1, when), windows=())
        tried = datetime.combine(when, time(11), zone).astimezone(UTC)
        for reason, rest in (("not_met", 7), ("stopped", 30)):  # H; US-MA1, AU-05
            for slot in next_slots(pack, closed, each, zone, tried, reason):
                assert (slot.date - when).days >= rest
                first = datetime.combine(slot.date, slot.window.earliest, zone).astimezone(UTC)
                again = replace(each, date=slot.date)
                assert pack_law.lawful(pack_id, again, first, first + each.service_time, Life(zone), (), {2027})
