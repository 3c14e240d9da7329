"""Four hundred cases of the demo town in either language: who, where, what is owed, and which story is theirs.

Seeded, with houses of the town that the day left over. Imports no planner, and dates nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from resources.demo.calls import CALLS
from resources.demo.extract import METRES_LAT, METRES_LON, ORIGIN_LAT, ORIGIN_LON
from resources.demo.houses import House
from resources.demo.more_people import more_names
from resources.demo.names import Name
from resources.demo.stories import DAY, DAY_OTHERS, INVITED, NOT_INVITED, PROPOSED, REST, STORIES, Story

SEED = 400
CASES = 400
"""All of them, with those that the visits of the day are about."""
PRODUCTS = (
    Name("Installment loan", "分期贷款"), Name("Store card", "商店卡"), Name("Phone installments", "手机分期"),
    Name("Car loan", "车贷"), Name("Study loan", "助学分期"),
)  # fmt: skip
OFFICE_PHONE = "0555 019 000"
PAY_BY = Name(
    "Bank transfer to the account in your contract, or in the lender's app", "按合同所列账户转账，或通过机构应用付款"
)
HEARS_COMPLAINTS = Name("The office, 0555 019 000", "本网点，0555 019 000")
ADVICE = Name("Town advice center, 0555 018 700: free and independent", "市民咨询中心，0555 018 700：免费、独立")
"""How the demo's office is reached, and what its agreements say."""
HOMES = 20
CURRENCY = "EUR"
SMALL = 210_000
"""A plan that is drawn up at what somebody can spare is over in good time."""
TWICE = 5
"""The number of the person who is there twice: two files that may be of one."""


@dataclass(frozen=True)
class Owed:
    """One overdue account: its number, for what, how much in cents at first, and since how many days."""

    reference: str
    product: Name
    cents: int
    days: int


@dataclass(frozen=True)
class Person:
    """One customer with their accounts and what has happened. The place is in degrees."""

    number: int
    name: Name
    address: Name
    inner: Name
    lat: float
    lon: float
    cases: tuple[Owed, ...]
    story: Story
    source: str = "lender"
    phone: str = ""

    @property
    def reference(self) -> str:
        """The lender's number."""
        return f"C-{31000 + 3 * self.number}"

    @property
    def shift(self) -> tuple[int, int]:
        """By how many days and minutes what happened is earlier: else all would have happened to all at once."""
        return (0, 0) if self.story.hangs_on else (self.number % 5, self.number * 7 % 40)

    @property
    def language(self) -> str:
        """Who bears a Chinese name is spoken to in Chinese."""
        return "en" if "·" in self.name.zh else "zh"

    @property
    def email(self) -> str:
        """Two of three have one, at a host that nobody can have."""
        return f"c{31000 + 3 * self.number}@example.invalid" if self.number % 3 else ""


@dataclass(frozen=True)
class DemoCases:
    """Everybody beside the day's visits, and by the number of each visit what its cases owe and what has happened."""

    people: tuple[Person, ...]
    of_visits: dict[int, tuple[Story, tuple[Owed, ...]]]
    homes: tuple[tuple[Name, Name], ...]
    """Where those live who are visited at work or elsewhere, with the inner part."""


def choose_cases(houses: Iterable[House], spoken_for: Iterable[Name]) -> DemoCases:
    """The cases in houses that the day's addresses (`spoken_for`) left over; always the same ones."""
    chance = random.Random(SEED)
    of_visits = {number: _of_visit(number, line, chance) for number, line in enumerate(CALLS, start=1)}
    left = CASES - sum(len(owed) for _story, owed in of_visits.values())
    taken = {address.en.split(",")[0] for address in spoken_for}
    free = [h for h in houses if h.number.isdigit() and f"{h.street.en} {h.number}" not in taken]
    chance.shuffle(free)
    homes = tuple((_address(house), _inner(house, chance)) for house in free[:HOMES])
    return DemoCases(tuple(_people(left, free[HOMES:], chance)), of_visits, homes)


def _of_visit(number: int, line: str, chance: random.Random) -> tuple[Story, tuple[Owed, ...]]:
    # The case numbers are those of the day's file, see `resources.demo.day`.
    count = int(line.split("|")[6])
    lines = DAY_OTHERS.get(number, DAY.lines)
    if line.split("|")[1] == "workplace" and number != NOT_INVITED:
        lines = lines.replace(PROPOSED, INVITED + PROPOSED)
    story = DAY._replace(lines=lines)
    return story, tuple(_owed(f"K-{5500 + 3 * number + k}", story, chance) for k in range(count))


def _people(left: int, houses: Sequence[House], chance: random.Random) -> Iterator[Person]:
    names = more_names(chance)
    twice: Person | None = None
    for number, story in enumerate(_stories(left), start=1):
        owed = tuple(_owed(f"K-{7000 + 4 * number + k}", story, chance) for k in range(story.cases))
        person = _person(number, next(names), houses[number], owed, story, chance)
        if number == TWICE:
            twice = person
        elif number == TWICE + 1 and twice:  # with another branch's number, and the same name and phone
            person = _person(number, twice.name, houses[number], owed, story, chance, "North", twice.phone)
        yield person


def _stories(left: int) -> Iterator[Story]:
    found = [story for story in STORIES for _n in range(story.people)]
    told = sum(story.cases for story in found)
    assert told <= left, told
    yield from found
    yield from (REST for _n in range(left - told))


def _person(
    number: int, name: Name, house: House, owed: tuple[Owed, ...], story: Story, chance: random.Random,
    source: str = "lender", phone: str = "",
) -> Person:  # fmt: skip
    east, north = house.center
    return Person(
        number, name, _address(house), _inner(house, chance), round(ORIGIN_LAT + north / METRES_LAT, 7),
        round(ORIGIN_LON + east / METRES_LON, 7), owed, story, source,
        phone or f"0555 02{number // 100} {number * 37 % 1000:03}",
    )  # fmt: skip


def _address(house: House) -> Name:
    street, city = house.street, house.city
    return Name(f"{street.en} {house.number}, {city.en}", f"{city.zh}{street.zh}{house.number}号")


def _inner(house: House, chance: random.Random) -> Name:
    floor, door = chance.randint(1, 6), chance.randint(1, 4)
    flats = house.building == "apartments"
    return Name(f"Floor {floor}, flat {floor}0{door}", f"{floor}楼{floor}0{door}室") if flats else Name("", "")


def _owed(reference: str, story: Story, chance: random.Random) -> Owed:
    most = SMALL if "draft" in story.lines else 690_000
    cents = round(chance.triangular(18_000, most, 90_000))
    return Owed(reference, PRODUCTS[chance.randrange(len(PRODUCTS))], cents, chance.randint(*story.late))
