"""The demo day as rows for a spreadsheet, in either language: seeded, with houses of the town. Imports no planner."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from resources.demo.calls import CALLS, DEPOTS, KINDS, ONLY, PENDING, PURPOSES, ROUGH, SHORT, SKILLS, TEAMS, WISHES
from resources.demo.cases import DemoCases, choose_cases
from resources.demo.houses import House
from resources.demo.names import Name
from resources.demo.people import APPROVERS, CUSTOMERS, STAFF
from resources.demo.town import write_town

SEED = 60
NO_NAME = Name("", "")
WORKING, COMPOUND = ("industrial", "yes", "apartments"), ("apartments",)
"""Kinds of building where people work, and those of compounds."""
type Row = dict[str, str | int | float]


@dataclass(frozen=True)
class Call:
    """One visit of the day, in both languages."""

    number: int
    name: Name
    address: Name
    inner: Name
    kind: str
    windows: str
    minutes: int
    priority: int
    skill: str
    cases: int
    note: Name
    is_approved: bool

    @property
    def purpose(self) -> str:
        """Who is given advice is there to negotiate with."""
        return "negotiate" if self.skill == "hardship advice" else "understand"

    def row(self, when: date, language: str) -> Row:
        """It as a row of the day's file, by field."""
        chinese = language == "zh"
        case = 5500 + 3 * self.number
        approver = APPROVERS[self.number % len(APPROVERS)]
        return {
            "reference": f"V-{1000 + self.number}",
            "customer": f"C-{20300 + 7 * self.number}",
            "cases": "; ".join(f"K-{case + k}" for k in range(self.cases)),
            "name": self.name[chinese],
            "phone": f"0555 01{self.number // 10} {self.number * 37 % 1000:03}",
            "address": self.address[chinese],
            "inner": self.inner[chinese],
            "place_kind": KINDS[self.kind] if chinese else self.kind,
            "purpose": PURPOSES[self.purpose] if chinese else self.purpose,
            "date": when.isoformat(),
            "windows": self.windows,
            "minutes": self.minutes,
            "priority": self.priority,
            "skills": SKILLS[self.skill] if chinese and self.skill else self.skill,
            "status": ("已批准" if chinese else "approved") if self.is_approved else ("待批" if chinese else "pending"),
            "approved_by": approver[chinese] if self.is_approved else "",
            "approved_at": f"{_workday_before(when)} 16:{self.number % 60:02}" if self.is_approved else "",
            "language": self._language(chinese),
            "note": self.note[chinese],
            "wish_from": WISHES.get(self.number, ""),
            "only_teams": ONLY.get(self.number, NO_NAME)[chinese],
        }

    def _language(self, chinese: bool) -> str:
        # Who bears a Chinese name is spoken to in Chinese, the others in English.
        own = "·" not in self.name.zh
        return ("中文" if own else "英文") if chinese else ("zh" if own else "en")


@dataclass(frozen=True)
class Member:
    """One of the staff, in both languages, with the team's cells where it is the first of a team."""

    number: int
    name: Name
    home: Name
    skill: str
    team: Name
    cells: tuple[tuple[str, Name], ...]

    def row(self, when: date, language: str) -> Row:
        """It as a row of the roster of a day, by field: all were trained within the year before."""
        chinese, ago = language == "zh", timedelta(days=20 + self.number * 37 % 300)
        return {
            "reference": f"S-{self.number + 1:02}",
            "name": self.name[chinese],
            "phone": f"0555 019 {self.number * 41 % 1000:03}",
            "skills": SKILLS[self.skill] if chinese and self.skill else self.skill,
            "trained_on": (when - ago).isoformat(),
            "home": self.home[chinese],
            "team": self.team[chinese],
            **{field: text[chinese] for field, text in self.cells},
        }


@dataclass(frozen=True)
class DemoDay:
    """Everything that the two files of the day say."""

    calls: tuple[Call, ...]
    members: tuple[Member, ...]
    cases: DemoCases


def draw_day(extract: str, *, report: Callable[[object], None]) -> DemoDay:
    """Write the town as an extract, and choose the day's houses in it. Runs in a child process."""
    return choose_day(write_town(Path(extract)))


def choose_day(houses: list[House]) -> DemoDay:
    """The demo day in the houses of a town; always the same ones."""
    chance = random.Random(SEED)
    chosen = _Chosen(houses, chance)
    calls = tuple(
        _call(line, number, chosen, chance, is_approved=number <= len(CALLS))
        for number, line in enumerate((*CALLS, *PENDING), start=1)
    )
    members = tuple(_members(chosen))
    homes = (member.home for member in members if member.home != NO_NAME)
    return DemoDay(calls, members, choose_cases(houses, [*(call.address for call in calls), *homes]))


class _Chosen:
    # Houses by area, none twice, and no street twice while there are others.

    def __init__(self, houses: list[House], chance: random.Random) -> None:
        self._chance = chance
        self._streets: set[Name] = set()
        self._left: dict[str, list[House]] = {}
        for house in houses:
            self._left.setdefault(house.place.name.en, []).append(house)

    def take(self, area: str, kind: str = "home") -> House:
        left = self._left[area.rstrip("*")]
        wanted = WORKING if kind == "workplace" else COMPOUND if area.endswith("*") else ()
        fitting = [h for h in left if h.number.isdigit() and (not wanted or h.building in wanted)]
        fresh = [h for h in fitting if h.street not in self._streets] or fitting
        house = fresh[self._chance.randrange(len(fresh))]
        left.remove(house)
        self._streets.add(house.street)
        return house

    def on(self, street: str) -> House:
        return next(house for left in self._left.values() for house in left if house.street.en == street)


def _call(line: str, number: int, chosen: _Chosen, chance: random.Random, *, is_approved: bool) -> Call:
    area, kind, windows, minutes, priority, skill, cases, en, zh = line.split("|")
    house = chosen.take(area, kind)
    return Call(
        number=number,
        name=CUSTOMERS[number - 1],
        address=_address(house, ROUGH.get(number, ""), short=number in SHORT),
        inner=_inner(house, chance),
        kind=kind,
        windows=windows,
        minutes=int(minutes),
        priority=int(priority),
        skill=skill,
        cases=int(cases),
        note=Name(en, zh),
        is_approved=is_approved,
    )


def _address(house: House, rough: str = "", *, short: bool = False) -> Name:
    number = {"number": "915", "no_number": ""}.get(rough, house.number)
    street = house.street.en.replace(" Street", " St").replace(" Road", " Rd") if short else house.street.en
    en = f"{street} {number}".strip() + f", {house.city.en}"
    return Name(en, f"{house.city.zh}{house.street.zh}" + (f"{number}号" if number else ""))


def _inner(house: House, chance: random.Random) -> Name:
    unit, floor, door = chance.randint(1, 3), chance.randint(1, 6), chance.randint(1, 4)
    if house.building == "apartments":
        return Name(f"Unit {unit}, floor {floor}, flat {floor}0{door}", f"{unit}单元{floor}楼{floor}0{door}室")
    if house.building in ("terrace", "yes") and door == 1:
        return Name(f"Flat {floor}", f"{floor}室")
    return NO_NAME


def _members(chosen: _Chosen) -> Iterator[Member]:
    depots = {name: (zh, _address(chosen.on(street))) for name, (zh, street) in DEPOTS.items()}
    for number, line in enumerate(TEAMS):
        en, zh, base, mode, start, end, rest, vehicle, vehicle_zh, skill = line.split("|")
        suburb = base.removeprefix("home:") if base.startswith("home:") else ""
        cells = {
            "start": Name(start, start), "end": Name(end, end), "break": Name(rest, rest),
            "travel_mode": Name(mode, {"car": "汽车", "scooter": "摩托车", "bicycle": "自行车"}[mode]),
            "vehicle": Name(vehicle, vehicle_zh),
        }  # fmt: skip
        if suburb:
            cells |= {"ends_home": Name("yes", "是")}
        else:
            cells |= {"depot": Name(base, depots[base][0]), "depot_address": depots[base][1]}
        home = _address(chosen.take(suburb)) if suburb else NO_NAME
        yield Member(2 * number, STAFF[2 * number], home, skill, Name(en, zh), tuple(cells.items()))
        yield Member(2 * number + 1, STAFF[2 * number + 1], NO_NAME, "", Name(en, zh), ())
    for number in range(2 * len(TEAMS), len(STAFF)):
        yield Member(number, STAFF[number], NO_NAME, "interpreter" if number % 2 else "", NO_NAME, ())


def _workday_before(when: date) -> date:
    day = when - timedelta(days=1)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day
