"""What is put into a template for one customer: amounts, days, times, places. Chooses no template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, time

from planner.cases.around import Around
from planner.cases.model import CaseFile, CustomerFile, Purpose
from planner.cases.money import Money
from planner.cases.reminders import Due
from planner.model import PlaceKind
from planner.policy.pack import Pack

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = (
    ("Monday", "星期一"), ("Tuesday", "星期二"), ("Wednesday", "星期三"), ("Thursday", "星期四"),
    ("Friday", "星期五"), ("Saturday", "星期六"), ("Sunday", "星期日"),
)  # fmt: skip
_NUMBERS = {
    "en": {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"},
    "zh": {1: "一", 2: "两", 3: "三", 4: "四", 5: "五", 6: "六"},
}
_OWN = {"en": "our own team", "zh": "我们自己的团队"}
PLACES: Mapping[PlaceKind, Mapping[str, str]] = {
    PlaceKind.HOME: {"en": "at your home", "zh": "您家中"},
    PlaceKind.WORKPLACE: {"en": "at your place of work", "zh": "您的工作地点"},
    PlaceKind.AGREED: {"en": "at the place that you chose", "zh": "您选定的地点"},
}
"""Where a conversation is offered, as the letter says it."""


def money_words(money: Money, language: str) -> str:
    """``1,812.40 EUR``, ``1,812.40 元``."""
    amount = f"{money.amount:,}"
    if language == "zh":
        return f"{amount} {'元' if money.currency == 'CNY' else money.currency}"
    return f"{amount} {money.currency}"


def day_words(day: date, language: str, *, weekday: bool = False) -> str:
    """``24 November 2026``, ``2026年11月24日``."""
    if language == "zh":
        said = f"{day.year}年{day.month}月{day.day}日"
        return f"{said}（{_WEEKDAYS[day.weekday()][1]}）" if weekday else said
    said = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{_WEEKDAYS[day.weekday()][0]} {said}" if weekday else said


def owed_words(cases: Iterable[CaseFile], language: str) -> str:
    """What is open in all of them, by currency."""
    sums: dict[str, int] = defaultdict(int)
    for case in cases:
        sums[case.balance.currency] += case.balance.minor
    return " + ".join(money_words(Money(minor, currency), language) for currency, minor in sorted(sums.items()))


def usual_values(office: Around, file: CustomerFile, language: str) -> dict[str, str]:
    """Name, and the office as it signs and is reached."""
    phone = f"{office.phone}".strip()
    decline = {"en": "ring {phone}", "zh": "致电 {phone}"}[language].format(phone=phone) if phone else ""
    who = {"name": file.customer.name, "office": office.name, "office_phone": phone}
    return {**who, "decline": decline, "people": people_words(office.pack, language)}


def people_words(pack: Pack, language: str, *, teams: int = 1) -> str:
    """How many would be at the door, by the rules: ``two or three of us``. Nobody finds more than they were told."""
    least, most = teams * pack.least_staff, pack.most_staff if teams == 1 else pack.most_at_door
    numbers = _NUMBERS[language]
    told = [numbers.get(each, str(each)) for each in (least, max(least, most or least))]
    if language == "zh":
        return f"我们{told[0]}名工作人员" if told[0] == told[1] else f"我们{told[0]}到{told[1]}名工作人员"
    between = "or" if most == least + 1 else "to"
    return f"{told[0]} of us" if told[0] == told[1] else f"{told[0]} {between} {told[1]} of us"


def owed_values(cases: Iterable[CaseFile], language: str) -> dict[str, str]:
    """What is open, and since when."""
    cases = tuple(cases)
    since = min((case.overdue_since for case in cases), default=None)
    if since is None:
        return {}
    return {"amount": owed_words(cases, language), "due": day_words(since, language)}


def meeting_values(day: date, earliest: time, latest: time, place: PlaceKind, language: str) -> dict[str, str]:
    """When and where."""
    return {
        "day": day_words(day, language, weekday=True),
        "from": f"{earliest:%H:%M}",
        "to": f"{latest:%H:%M}",
        "place": PLACES[place][language],
    }


def agent_values(office: Around, language: str) -> dict[str, str]:
    """Which firm cares for the customer, and for whom: the office for a lender, or a team of its own.

    Where the office has not said for whom it visits there is no `office`: a template asks for it in vain.
    """
    if office.outsourced:
        return {"office": office.lender, "agent": office.name}
    return {"office": office.name, "agent": _OWN[language]}


def due_values(office: Around, due: Due, language: str) -> dict[str, str]:
    """All that the words to one customer may ask for, by what they are for."""
    usual = usual_values(office, due.customer, language)
    if due.purpose == Purpose.AGENT_NOTICE:
        return usual | agent_values(office, language)
    if due.visit and due.span:
        if due.visit.two_teams:
            usual["people"] = people_words(office.pack, language, teams=2)
        return usual | meeting_values(
            due.visit.date, due.span.earliest, due.span.latest, due.visit.place_kind, language
        )  # fmt: skip
    if due.task:
        amount = money_words(due.task.standing.left, language)
        return usual | {"amount": amount, "due": day_words(due.task.due, language)}
    return usual | owed_values(due.cases, language)
