"""Closed days of a place and year as a value; the only user of the library `holidays`. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache

from babel import Locale

from planner.policy.closed import ClosedDays
from planner.policy.hours import next_open_day
from planner.policy.pack import Pack

SATURDAY = 5


@cache
def closed_days(country: str, subdivision: str, year: int) -> ClosedDays:
    """Closed days of a year and its neighbors.

    Holidays are those of the country, none where the library does not know it; the eves of great feasts are kept
    everywhere, as the house floor asks.
    """
    import holidays  # here, because a window that opens has no time for it

    years = range(year - 1, year + 2)
    # The library's own list of what it knows would load every country there is: a quarter of a second at the start.
    kind = getattr(holidays, country, None)
    if len(country) != 2 or kind is None:
        return ClosedDays(eves=_eves(years))
    parts = subdivision if subdivision in kind.subdivisions else None
    found = holidays.country_holidays(country, subdiv=parts, years=years)
    names = dict(found)
    if country == "CN":
        names = _with_weekends(names, frozenset(found.weekend_workdays))
    return ClosedDays(names=names, eves=_eves(years))


def _with_weekends(names: dict[date, str], worked: frozenset[date]) -> dict[date, str]:
    # China announces whole spans; the library leaves out the weekend days in them. One that is worked is no holiday.
    whole, one = dict(names), timedelta(days=1)
    for day in sorted(names):
        for step in (-one, one):
            beside = day + step
            while beside.weekday() >= SATURDAY and beside not in whole and beside not in worked:
                whole[beside] = names[day]
                beside += step
    return whole


@cache
def known_countries(language: str) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Countries whose closed days are known, by code and in the order of their names: name and subdivisions."""
    import holidays

    names = Locale.parse(language).territories
    known = {code: tuple(parts) for code, parts in holidays.list_supported_countries().items() if code in names}
    return {code: (names[code], known[code]) for code in sorted(known, key=lambda code: names[code])}


def _eves(years: Iterable[int]) -> dict[date, str]:
    # Spring Festival moves with the moon; the library names its first day in English.
    import holidays

    eves = {date(year, 12, 24): "christmas_eve" for year in years}
    for year in years:
        named = holidays.country_holidays("CN", years=year, language="en_US")
        first = min(day for day, name in named.items() if "(Spring Festival)" in name)
        eves[first - timedelta(days=1)] = "spring_festival_eve"
    return eves


def next_working_day(pack: Pack, closed: ClosedDays, after: date) -> date:
    """The first day after `after` on which homes may be visited; `after` where there is none in a year."""
    return next_open_day(pack, closed, after) or after
