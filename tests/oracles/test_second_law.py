"""Every pack against the second oracle: from the facts as an office keeps them to the rules that a plan breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from planner.bootstrap import Office
from planner.cases.model import Consent, CustomerFile, Fact, Hold, HoldKind
from planner.model import Address, Day, PlaceKind, Plan, Route, Stop, Visit
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.pack import load_pack
from tests.builders import TUESDAY, day, visit
from tests.oracles.second_law import Feasts, Stay, clash, forbidden_by
from tests.oracles.second_lives import ALL, Told
from tests.oracles.second_towns import OFFICES, VISITS, both, disagreements, kept, random_plan, random_town

TOWNS = 60
"""1,500 cases, for each pack with other starts and teams."""
SUNDAY, LEAP = date(2026, 3, 29), date(2028, 2, 29)
LONDON, HONOLULU = "Europe/London", "Pacific/Honolulu"


def test_every_pack_says_what_the_second_oracle_says(office: Office) -> None:
    random = Random(1)
    towns = [random_town(random, office) for _ in range(TOWNS)]
    for name in OFFICES:
        pack, second = both(name)
        told = [each for town in towns for each in disagreements(name, town, random_plan(random, town), pack, second)]
        wrong = [each for each in told if each[1] != "counted"]
        assert not wrong, wrong[0]
        assert len(told) == TOWNS * VISITS
        assert sum(not law for *_, law in told) > 20, f"{name}: cases that prove nothing"


# --- single cases


def by_hand(town: Day, *starts: datetime) -> Plan:
    """Every visit of the day by the first team, from these moments."""
    stops = tuple(Stop(v.id, at, at, at + v.service_time) for v, at in zip(town.visits, starts, strict=True))
    return Plan(town.id, (Route(town.shifts[0].id, stops, min(starts), max(starts)),))


def verdicts(
    office: Office, name: str, one: Visit, start: datetime, zones: tuple[str, str], *facts: Fact
) -> tuple[set[str], set[str]]:
    """The rules that forbid a stay, as the product and as the second oracle see it; in zones of office and customer."""
    told = Told(ZoneInfo(zones[1]), CustomerFile(one.customer, time_zone=zones[1]), (), facts)
    (pack, second), confirmed = both(name), frozenset({2027, 2028})
    town = replace(day(one, zone=zones[0]), date=one.date)
    team = tuple(replace(p, certificates=frozenset({"IIBF_DRA"})) for p in town.shifts[0].members)
    town = replace(town, shifts=(replace(town.shifts[0], members=team),))
    closed = ClosedDays(confirmed=confirmed, standings=kept(office, {one.id: told}, zones[0]))
    found = {each.kind for each in gate.judge(pack, closed, town, by_hand(town, start))}
    stay = Stay(one, start, start + one.service_time, team, town.shifts[0].date)
    return found, forbidden_by(second, Feasts(confirmed=confirmed), told.life(start), stay)


def agreed(one: Visit, span: tuple[time, time] | None, days_ago: int = 1) -> Consent:
    """The customer agrees to all that consent can outdo."""
    at = datetime.combine(one.date, time(12), UTC) - timedelta(days=days_ago)
    earliest, latest = span or (None, None)
    return Consent(customer_id=one.customer.id, by="11", at=at, covers=ALL, form="written", expires=one.date,
                   invited=True, earliest=earliest, latest=latest)  # fmt: skip


NIGHT, EVENING = (time(0, 30), time(3, 30)), (time(19, 30), time(21, 30))
TABLE = [
    # pack, day, zones of office and customer, start by the office, minutes, agreed span, days since, forbidden by
    ("floor", TUESDAY, LONDON, LONDON, "09:15:00", 30, None, 0, ""),
    ("floor", TUESDAY, LONDON, LONDON, "09:14:59", 30, None, 0, "visiting_hours"),
    ("floor", TUESDAY, LONDON, LONDON, "19:15:00", 30, None, 0, ""),
    ("floor", TUESDAY, LONDON, LONDON, "19:15:01", 30, None, 0, "visiting_hours"),
    ("IN", TUESDAY, LONDON, LONDON, "18:15:00", 30, None, 0, ""),
    ("IN", TUESDAY, LONDON, LONDON, "18:15:01", 30, EVENING, 1, "visiting_hours"),  # no consent outdoes India's hours
    ("CN", TUESDAY, LONDON, LONDON, "20:45:00", 30, EVENING, 1, ""),
    ("CN", TUESDAY, LONDON, LONDON, "20:45:01", 30, EVENING, 1, "visiting_hours"),
    ("US-MA", TUESDAY, LONDON, LONDON, "20:30:00", 30, EVENING, 1, "visiting_hours"),  # consent outdoes caps alone
    ("IE", SUNDAY, LONDON, LONDON, "11:00:00", 30, None, 0, "closed_day"),
    ("IE", SUNDAY, LONDON, LONDON, "00:45:00", 90, NIGHT, 1, "longest_stay"),  # until 3:15: an hour is missing
    ("IE", SUNDAY, LONDON, LONDON, "00:45:00", 91, NIGHT, 1, "longest_stay visiting_hours"),
    ("IE", date(2026, 10, 25), LONDON, LONDON, "00:45:00", 210, NIGHT, 1, "longest_stay"),  # that hour comes twice
    ("IE", date(2026, 10, 25), LONDON, LONDON, "00:45:00", 211, NIGHT, 1, "longest_stay visiting_hours"),
    ("US", TUESDAY, "America/New_York", HONOLULU, "14:15:00", 30, None, 0, ""),
    ("US", TUESDAY, "America/New_York", HONOLULU, "14:14:59", 30, None, 0, "visiting_hours"),
    ("US", date(2026, 11, 2), "Asia/Shanghai", "Asia/Shanghai", "09:15:00", 30, None, 0, ""),
    ("US-HI", LEAP, HONOLULU, HONOLULU, "10:00:00", 30, None, 0, "place_closed"),
    ("US-HI", LEAP, HONOLULU, HONOLULU, "10:00:00", 30, (time(9), time(12)), 14, ""),
    ("US-HI", LEAP + timedelta(days=1), HONOLULU, HONOLULU, "10:00:00", 30, (time(9), time(12)), 15, "place_closed"),
]  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]} {row[1]} {row[4]} {row[5]}")
def test_to_the_second(row: tuple[Any, ...], office: Office) -> None:
    name, when, its, own, clock, minutes, span, ago, rule = row
    one = replace(visit(1, minutes=minutes), date=when, place_kind=PlaceKind.HOME)
    start = datetime.combine(when, time.fromisoformat(clock), ZoneInfo(its)).astimezone(UTC)
    facts = (agreed(one, span, ago),) if span else ()
    assert verdicts(office, name, one, start, (its, own), *facts) == (set(rule.split()), set(rule.split()))


@pytest.mark.parametrize(
    ("ended", "rules"),
    [(None, {"customer_held", "family_peace"}), ("settled", {"family_peace"}), ("mistake", set())],
)
def test_peace_goes_on_unless_it_was_a_mistake(ended: str | None, rules: set[str], office: Office) -> None:
    one, start = visit(1), datetime.combine(TUESDAY, time(10), UTC)
    hold = Hold(customer_id=one.customer.id, by="11", at=start - timedelta(days=3), kind=HoldKind.BEREAVEMENT,
                ended_at=start - timedelta(days=2) if ended else None, end_reason=ended or "")  # fmt: skip
    found, law = verdicts(office, "floor", one, start, ("UTC", "UTC"), hold)
    assert law == rules
    assert bool(found) == bool(rules)
    assert found <= rules


# --- households


def test_who_never_shares_a_day() -> None:
    random, pack, clashes = Random(7), load_pack(), 0
    people = [visit(number).customer for number in range(4)]
    for _ in range(150):
        visits = [
            replace(
                visit(number), customer=random.choice(people), priority=random.choice((40, 50)),
                address=Address(random.choice(("Oak 1", "oak  1", "Oak 2")), random.choice(("1", " 1", "2"))),
            )
            for number in range(6)
        ]  # fmt: skip
        town, noon = day(*visits), datetime.combine(TUESDAY, time(10), UTC)
        starts = [noon + timedelta(minutes=40 * number) for number in range(6)]
        broken: dict[Any, set[str]] = {}
        for each in gate.judge(pack, ClosedDays(), town, by_hand(town, *starts)):
            broken.setdefault(each.visit_id, set()).add(each.kind)
        refused = gate.windows(pack, ClosedDays(), town)[1]
        stay = [each for each in visits if each.id not in refused]
        assert not any(clash(one, other) for one in stay for other in stay if one is not other)
        for number, one in enumerate(visits):
            rules = {clash(one, other) for other in visits[:number]} - {""}
            assert broken.get(one.id, set()) <= rules
            assert bool(broken.get(one.id)) == bool(rules)
            others = {clash(one, other) for other in stay if other is not one} - {""}
            assert (one.id in refused) == bool(others)
            clashes += one.id in refused
    assert clashes > 200
