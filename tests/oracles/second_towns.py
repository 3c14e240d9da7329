"""Random towns, kept by an office and read again, and where the product and the second oracle do not see the same."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.calendar import closed_days
from planner.cases.standing import standings
from planner.model import Case, Day, PlaceKind, Plan, Route, Staff, Stop, Visit
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack, load_pack, shipped
from planner.policy.packs import PACKS, pack_in_force
from tests.builders import day, person, visit
from tests.oracles.second_law import Feasts, Stay, forbidden_at, forbidden_day, together
from tests.oracles.second_lives import Told, random_told
from tests.oracles.second_packs import SecondPack, second_pack

VISITS = 25
"""Of each town."""
ZONES = ("Europe/London", "America/New_York", "Asia/Shanghai")
FAR = ("Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Honolulu", "UTC", *ZONES)
DATES = (
    date(2026, 3, 8), date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1),  # clocks change
    date(2026, 12, 31), date(2027, 1, 1), date(2026, 2, 16), date(2027, 2, 5), date(2026, 12, 24),
    date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1),
)  # fmt: skip
STAYS = tuple(timedelta(seconds=seconds) for seconds in (60, 599, 1800, 1800, 2700, 5400))
EDGES = (*range(9 * 60, 21 * 60, 15), *(9 * 60 + 15, 17 * 60, 19 * 60, 20 * 60) * 8)
UNASSIGNED = {"not_approved": "approved_only", "not_located": "located_only"}
OWN = """
[pack]
id = "harbor-street"
version = "2026.12"
[time]
margin_min = 20
[hours]
home = { wed = [], fri = ["09:00-12:00", "13:00-15:00"] }
[blackout]
days = ["12-31", "2026-02-17"]
bereavement_days = 60
[visit]
max_minutes = 40
[team]
max_staff = 3
training_max_age_days = 200
certificate = ["first aid", "IIBF_DRA"]
[gap]
min_days_after_met = 45
min_days_past_due = 16
[caps]
case_met_30 = 1
[places]
agreed = "consent"
[holds]
sub_judice = "block"
[consent]
may_override = ["hours"]
form = ["written"]
max_age_days = 5
"""
CREW = {"least_staff", "most_staff", "training_due", "certificate_missing"}
"""Rules of a team, whatever it visits."""
OFFICES = (*PACKS, "IE and CN", "CN and its own")


def both(name: str) -> tuple[Pack, SecondPack]:
    """The rules of an office as the product merges them, and as the second oracle does."""
    if name == "IE and CN":
        return pack_in_force("IE", chosen="CN"), second_pack("IE", "CN")
    if name == "CN and its own":
        return pack_in_force("CN", own=OWN), second_pack("CN", own=tomllib.loads(OWN))
    return load_pack(shipped(name)), second_pack(name)


@dataclass(frozen=True)
class Town:
    """A day of an office, with what is told of its customers."""

    day: Day
    closed: ClosedDays
    feasts: Feasts
    told: dict[UUID, Told]

    @property
    def zone(self) -> ZoneInfo:
        return self.day.zone


def random_date(random: Random) -> date:
    if random.random() < 0.4:
        return random.choice(DATES) + timedelta(days=random.choice((-1, 0, 0, 0, 1, 7)))
    return date(2026, 1, 1) + timedelta(days=random.randrange(900))


def random_visit(random: Random, number: int, when: date) -> Visit:
    one, mark = visit(number), str(uuid4())
    return replace(
        one, date=when, place_kind=random.choice(tuple(PlaceKind)), service_time=random.choice(STAYS),
        customer=replace(one.customer, reference=mark),
        cases=tuple(Case("lender", f"{mark}-{count}") for count in range(random.choice((1, 1, 1, 2)))),
        approved_by=random.choice(("R. Sorel",) * 40 + ("", " ")),
        location=one.location if random.random() < 0.98 else None,
    )  # fmt: skip


def random_town(random: Random, office: Office) -> Town:
    when, zone = random_date(random), ZoneInfo(random.choice(ZONES))
    now = datetime.combine(when, time(), zone).astimezone(UTC) - timedelta(
        hours=random.choice((96, 119, 120, 121, 144))
    )
    visits = [random_visit(random, number, when) for number in range(VISITS)]
    own = [ZoneInfo(random.choice(FAR)) if random.random() < 0.3 else None for _ in visits]
    told = {v.id: random_told(random, v, now, zone, its) for v, its in zip(visits, own, strict=True)}
    feasts = Feasts(
        frozenset({when + timedelta(days=random.choice((-1, 0, 1)))} if random.random() < 0.25 else ()),
        frozenset(random.sample((2027, 2028), random.choice((1, 2, 2, 2)))),
    )
    closed = ClosedDays(
        names=dict.fromkeys(feasts.public, "a feast"), eves=closed_days("", "", when.year).eves,
        confirmed=feasts.confirmed, tried={v.customer.id: told[v.id].tries for v in visits},
        tried_cases={case: tries for each in told.values() for case, tries in each.case_tries.items()},
        standings=kept(office, told, zone.key), now=now,
    )  # fmt: skip
    people = [_person(random, number, when) for number in range(10)]
    some = day(*visits, teams=4, zone=zone.key)
    sizes = [people[:1], people[1:3], people[3:6], people[6:]]
    shifts = tuple(replace(each, date=when, members=tuple(m)) for each, m in zip(some.shifts, sizes, strict=True))
    absent = frozenset({people[9].id} if random.random() < 0.5 else ())
    return Town(replace(some, date=when, shifts=shifts, staff=tuple(people), absent=absent), closed, feasts, told)


def _person(random: Random, number: int, when: date) -> Staff:
    """Somebody who mostly may go anywhere, and was trained just in time, or just not."""
    ago = random.choice((0, 1, 199, 200, 200, 200, 30, 30, 30, 30, *random.choices((-1, 201, 365, 366), k=1)))
    held = frozenset(
        {"IIBF_DRA", "first aid"} if random.random() < 0.9 else {"IIBF_DRA"} if random.random() < 0.5 else ()
    )
    told = when - timedelta(days=ago) if random.random() < 0.97 else None
    return replace(person(number), trained_on=told, certificates=held, in_training=random.random() < 0.1)


def kept(office: Office, told: dict[UUID, Told], zone: str) -> dict[UUID, Any]:
    """How these customers stand, once all of it was stored and read again."""
    files = [each.file for each in told.values() if each.file]
    with office.store.writing() as session:
        session.save_customer_files(files)
        session.save_case_files([case for each in told.values() for case in each.cases])
        session.add_facts([fact for each in told.values() for fact in each.facts])
    with office.store.reading() as session:
        return standings(session, [file.id for file in files], zone)


def random_start(random: Random, each: Visit, zone: ZoneInfo) -> datetime:
    """Mostly a second at which something may change, seen from the beginning or the end of the stay."""
    midnight = datetime.combine(each.date, time(), zone).astimezone(UTC)
    if random.random() < 0.1:
        return midnight + timedelta(minutes=random.choice((random.randrange(1440), random.randrange(-30, 330, 15))))
    minute = random.choice(EDGES) + random.choice((0, 0, -15, 15, 20))
    edge = datetime.combine(each.date, time(minute // 60, minute % 60), zone).astimezone(UTC)
    return edge - random.choice((timedelta(0), each.service_time)) + timedelta(seconds=random.choice((-1, 0, 0, 0, 1)))


def random_plan(random: Random, town: Town) -> Plan:
    """Every visit at its moment, however unlawful, by any team."""
    stops: list[list[Stop]] = [[], [], [], []]
    for each in town.day.visits:
        start = random_start(random, each, random.choice((town.zone, town.told[each.id].zone)))
        stops[random.choice((0, 1, 1, 1, 2, 2, 3))].append(Stop(each.id, start, start, start + each.service_time))
    pairs = zip(town.day.shifts, stops, strict=True)
    begin = town.closed.now
    assert begin
    return Plan(town.day.id, tuple(Route(shift.id, tuple(its), begin, begin) for shift, its in pairs if its))


def disagreements(name: str, town: Town, plan: Plan, pack: Pack, second: SecondPack) -> Iterator[tuple[Any, ...]]:
    """Where the product and the second oracle do not see the same; both verdicts of each visit are looked at."""
    assert town.closed.now
    broken: dict[UUID | None, set[str]] = {}
    for each in gate.judge(pack, town.closed, town.day, plan):
        broken.setdefault(each.visit_id or each.shift_id, set()).add(each.kind)
    allowed, refused = gate.windows(pack, town.closed, town.day)
    for route in plan.routes:
        team = tuple(p for p in town.day.shift(route.shift_id).members if p.id not in town.day.absent)
        for stop in route.stops:
            one, life = town.day.visit(stop.visit_id), town.told[stop.visit_id].life(town.closed.now)
            by_day = forbidden_day(second, town.feasts, life, one)
            at_times = forbidden_at(second, life, Stay(one, stop.start, stop.departure, team, town.day.date))
            law, alone = together(by_day, at_times), by_day | (at_times - CREW)
            found = broken.get(one.id, set()) | broken.get(route.shift_id, set())
            if bool(found) != bool(law) or not found <= law:
                yield name, "judge", law, found, one, stop.start, town.zone.key, life
            why = refused.get(one.id, "").removeprefix("rule:")
            if any(first <= stop.start <= last for first, last in allowed.get(one.id, ())) == bool(alone):
                yield name, "windows", alone, why, one, stop.start, town.zone.key, life
            if why not in ("", "visiting_hours", "longest_stay") and UNASSIGNED.get(why, why) not in by_day:
                yield name, "refused", by_day, why, one, town.zone.key, life
            yield name, "counted", law
