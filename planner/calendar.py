"""Closed days of a place and year as a value; the only user of the library `holidays`. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import holidays
from babel import Locale

from planner.policy.closed import ClosedDays
from planner.policy.hours import is_visiting_day
from planner.policy.pack import Pack


@cache
def closed_days(country: str, subdivision: str, year: int) -> ClosedDays:
    """Closed days of a year and its neighbors; none where the library does not know the country."""
    if country not in holidays.list_supported_countries():
        return ClosedDays()
    known = holidays.list_supported_countries()[country]
    found = holidays.country_holidays(
        country, subdiv=subdivision if subdivision in known else None, years=range(year - 1, year + 2)
    )
    return ClosedDays(names=dict(found), eves=_eves(country, dict(found)))


@cache
def known_countries(language: str) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Countries whose closed days are known, by code and in the order of their names: name and subdivisions."""
    names = Locale.parse(language).territories
    known = {code: tuple(parts) for code, parts in holidays.list_supported_countries().items() if code in names}
    return {code: (names[code], known[code]) for code in sorted(known, key=lambda code: names[code])}


def _eves(country: str, names: Mapping[date, str]) -> dict[date, str]:
    # Spring Festival's eve moves with the moon: it is the day before the first day the library calls by that name.
    eves = {date(day.year, 12, 24): "Christmas Eve" for day in names if country != "CN"}
    if country == "CN":
        for year in {day.year for day in names}:
            first = min(
                (d for d, name in names.items() if d.year == year and ("春节" in name or "Spring" in name)),
                default=None,
            )
            if first:
                eves[first - timedelta(days=1)] = "除夕"
    return eves


def next_working_day(pack: Pack, closed: ClosedDays, after: date) -> date:
    """The first day after `after` on which homes may be visited."""
    day = after + timedelta(days=1)
    while not is_visiting_day(pack, closed, day):
        day += timedelta(days=1)
    return day
