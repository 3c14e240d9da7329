"""Moments as they are typed with the telephone in the other hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from planner.errors import BadInput
from planner.running.typed import read_moment

DAY, HERE = date(2026, 11, 24), ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 24, 12, tzinfo=HERE).astimezone(UTC)


@pytest.mark.parametrize("text", ["9:05", "9:5", "905", "0905", "09.05", " 9h05", "９：０５", "9点05"])
def test_a_time_of_the_day_however_it_is_typed(text: str) -> None:
    assert read_moment(text, DAY, HERE, NOON) == datetime(2026, 11, 24, 1, 5, tzinfo=UTC)


def test_nothing_is_now_and_minus_is_minutes_ago() -> None:
    assert read_moment("", DAY, HERE, NOON) == read_moment("now", DAY, HERE, NOON) == NOON
    assert read_moment("-10", DAY, HERE, NOON) == NOON - timedelta(minutes=10)
    assert read_moment("9", DAY, HERE, NOON) == NOON - timedelta(hours=3)
    assert read_moment("12:01", DAY, HERE, NOON) == NOON + timedelta(minutes=1), "clocks differ"


@pytest.mark.parametrize(
    ("text", "code"), [("13:00", "told_in_future"), ("25:00", "bad_clock"), ("9:75", "bad_clock"), ("B", "bad_clock")]
)
def test_what_is_no_time_or_not_yet_is_said_to_be(text: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_moment(text, DAY, HERE, NOON)
    assert refused.value.code == code


def test_after_midnight_the_evening_is_still_that_of_the_day() -> None:
    late = datetime(2026, 11, 25, 0, 20, tzinfo=HERE)
    assert read_moment("23:50", DAY, HERE, late) == datetime(2026, 11, 24, 15, 50, tzinfo=UTC)
    assert read_moment("0:10", DAY, HERE, late) == datetime(2026, 11, 24, 16, 10, tzinfo=UTC)


def test_an_hour_that_the_clocks_show_twice_is_the_later_one_that_has_been() -> None:
    berlin, night = ZoneInfo("Europe/Berlin"), date(2026, 10, 24)
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert read_moment("2:30", night, berlin, first + timedelta(minutes=10)) == first
    assert read_moment("2:30", night, berlin, second + timedelta(minutes=10)) == second
    spring = datetime(2026, 3, 29, 4, tzinfo=UTC)
    assert read_moment("2:30", date(2026, 3, 28), berlin, spring) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
