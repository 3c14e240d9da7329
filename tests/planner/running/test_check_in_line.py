"""One line with the telephone in hand: which team, and what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from planner.errors import BadInput
from planner.model import Shift
from planner.running.check_in_line import Asked, by_urgency, keys_of, matching, read_event
from planner.running.clock import Due
from planner.running.situation import TeamNow
from planner.running.spoken import Next
from planner.told import Said
from tests.builders import TUESDAY, depot, person, shift
from tests.planner.day.locks.conftest import at

UTC = ZoneInfo("UTC")


def team(number: int, name: str, staff: str, due: int | None = None) -> TeamNow:
    """A team that is to be heard at so many minutes after nine."""
    made: Shift = shift(number, replace(person(number), name=staff), depot=depot())
    made = replace(made, team=replace(made.team, name=name))
    when = at(9) + timedelta(minutes=due or 0)
    waited = Due(made.id, Said.ARRIVED, None, 3, when, when + timedelta(minutes=15)) if due is not None else None
    return TeamNow(made, {}, Next(Said.ARRIVED, None, 3, when), waited)


SWAN, STORK, OTTER = team(1, "Swan", "Noor Ambry", 20), team(2, "Stork", "李娜", 10), team(3, "Otter 2", "Egon Ilves")
TEAMS = by_urgency((SWAN, STORK, OTTER))


def test_who_is_to_be_heard_first_stands_on_top_and_is_one_digit_away() -> None:
    assert TEAMS == (STORK, SWAN, OTTER)
    assert keys_of(TEAMS) == {STORK.shift.id: "1", SWAN.shift.id: "2", OTTER.shift.id: "3"}
    assert matching("2", TEAMS) == (SWAN,)


def test_where_all_teams_have_numbers_these_choose_them_and_not_their_places() -> None:
    teams = tuple(team(number, f"Team {number}", "A", -number) for number in (1, 2, 12))
    assert matching("2", by_urgency(teams)) == (teams[1],)
    assert matching("1", by_urgency(teams)) == (teams[0],)


@pytest.mark.parametrize(("typed", "found"), [
    ("s", (STORK, SWAN)), ("SW", (SWAN,)),
    ("ｓｗ", (SWAN,)), ("amb", (SWAN,)), ("李", (STORK,)), ("x", ()), ("", TEAMS),
])  # fmt: skip
def test_letters_find_a_team_by_its_name_or_by_who_is_in_it(typed: str, found: tuple[TeamNow, ...]) -> None:
    assert matching(typed, TEAMS) == found


@pytest.mark.parametrize(("typed", "asked"), [
    ("", Asked(Said.ARRIVED)),
    ("b", Asked(Said.LEFT, code="B")),
    ("L", Asked(Said.LEFT, code="L")),
    ("x", Asked(Said.LEFT)),
    ("4", Asked(Said.ARRIVED, stop=4)),
    ("4c", Asked(Said.LEFT, stop=4, code="C")),
    ("b 905", Asked(Said.LEFT, code="B", moment=at(9, 5))),
    ("-10", Asked(Said.ARRIVED, moment=at(9, 50))),
    ("12 x 9:5", Asked(Said.LEFT, stop=12, moment=at(9, 5))),
    ("w", Asked(Said.ALL_WELL)),
    ("！", Asked(Said.DANGER)),
])  # fmt: skip
def test_what_follows_is_a_letter_a_number_a_time_or_nothing(typed: str, asked: Asked) -> None:
    assert read_event(typed, SWAN, TUESDAY, UTC, at(10)) == asked


@pytest.mark.parametrize("typed", ["n", "bb", "w 4 3", "4 w", "hello"])
def test_what_means_nothing_is_said_and_not_guessed(typed: str) -> None:
    with pytest.raises(BadInput, match="check_in_not_read"):
        read_event(typed, SWAN, TUESDAY, UTC, at(10))
