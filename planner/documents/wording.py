"""Times, dates, addresses and lengths as the papers write them, in the paper's language. Lays nothing out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from planner.model import Day, Depot, Plan, Route, Staff, Stop, Team, Visit
from planner.short_address import short_address as short_address
from planner.text import clock as clock
from planner.text import duration
from planner.text import gettext as _
from resources.signs import ink_on, sign_letters, sign_of

type Page = Mapping[str, Any]
"""The data of one document, as JSON has it."""

LOCALES = {"en": ("en_GB", "EEEE d MMMM y"), "zh": ("zh_CN", "y 年 M 月 d 日 EEEE")}
ADVANCES = (
    22, 32, 47, 56, 56, 92, 68, 28, 34, 34, 47, 56, 28, 35, 28, 39, 56, 56, 56, 56, 56, 56, 56, 56,
    56, 56, 28, 28, 56, 56, 56, 47, 95, 61, 66, 64, 69, 59, 55, 69, 73, 29, 54, 65, 54, 81, 72, 74,
    63, 74, 64, 60, 60, 72, 58, 88, 57, 53, 60, 34, 39, 34, 56, 56, 61, 56, 62, 51, 62, 55, 33, 56,
    61, 28, 28, 55, 28, 93, 61, 61, 62, 62, 39, 47, 38, 61, 52, 80, 50, 52, 48, 34, 27, 34, 56,
)  # fmt: skip
"""Of the letters from space to tilde, in hundredths of their size: Noto Sans CJK, measured; others differ little."""


def zone_of(day: Day) -> ZoneInfo:
    """The zone whose clocks the papers show."""
    return day.zone


def date_words(day: date, language: str) -> str:
    """``Tuesday 24 November 2026``, ``2026 年 11 月 24 日 星期二``."""
    locale, form = LOCALES[language]
    return format_date(day, form, locale=locale)


def travel_words(travel_time: timedelta, language: str) -> str:
    """How long the road takes, never less than a minute."""
    return duration(max(60.0, travel_time.total_seconds()), language)


def window_words(visit: Visit, language: str) -> list[str]:
    """When the stay may begin, a line for each window; what was promised, where anything was."""
    windows = (visit.promised,) if visit.promised else visit.windows
    return [f"{w.earliest:%H:%M}–{w.latest:%H:%M}" for w in windows] or [_("any time", language)]


def base_words(end: Depot | Staff | None, language: str) -> tuple[str, str]:
    """A start or end place: its name, and its address where it is an office's; a home's address is not printed."""
    if isinstance(end, Depot):
        return end.name, end.address.text
    return (_("home of {name}", language).format(name=end.name), "") if end else ("", "")


def company(day: Day, plan: Plan, route: Route, stop: Stop) -> list[str]:
    """The other teams that go in at the same moment, by name."""
    others = plan.routes_of(stop.visit_id)
    return [day.shift(each.shift_id).team.name for each in others if each.shift_id != route.shift_id]


def text_width(text: str) -> float:
    """About how wide a text is, in units of its size: there is no font to ask here."""
    return sum(_advance(letter) for letter in text)


def _advance(letter: str) -> float:
    if " " <= letter <= "~":
        return ADVANCES[ord(letter) - 32] / 100
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.58


def sign_page(team: Team) -> Page:
    """A team's sign as a template draws it: corners in a box of -1 to 1 that they fill."""
    sign = sign_of(team.sign)
    reach = max(abs(part) for corner in sign.corners for part in corner)
    fill = "#ffffff" if sign.hollow else sign.color()
    return {
        "name": team.name,
        "mark": sign_letters(team.name),
        "corners": [[part / reach for part in corner] for corner in sign.corners],
        "fill": fill,
        "line": sign.color() if sign.hollow else "#000000",
        "ink": ink_on(fill),
        "place": team.sign % 9,
    }
