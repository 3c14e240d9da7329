"""One typed line is a check-in: which team it means, and what the team says. Pure; keeps nothing.

Who has the telephone in one hand types with the other: a few letters for the team, then a letter, a number or a time,
or nothing at all for what the team is expected to say. Letters and digits of any width and case are the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.cases.outcomes import Code
from planner.errors import BadInput
from planner.running.situation import TeamNow
from planner.running.spoken import AT_A_STOP
from planner.running.typed import folded, read_moment
from planner.told import Said

LEFT, WELL, BACK, SET_OUT, DANGER = "x", "w", "r", "s", "!"
WORDS = {LEFT: Said.LEFT, WELL: Said.ALL_WELL, BACK: Said.BACK, SET_OUT: Said.SET_OUT, DANGER: Said.DANGER}
"""What is said by one sign that is no code of an outcome; those end at M."""
MOST_KEYS = 9

_SIGN = re.compile(r"(?P<stop>\d{1,2})?\s*(?P<sign>[a-z!])?")
_CLOCK = re.compile(r"-\d{1,3}|\d{3,4}|\d{1,2}[:.h点时]\d{0,2}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be noted: `stop` counts on the team's paper (0 for the one that is next), `moment` is None for now."""

    said: Said
    stop: int = 0
    visit_id: UUID | None = None
    code: str = ""
    moment: datetime | None = None


def by_urgency(teams: Sequence[TeamNow]) -> tuple[TeamNow, ...]:
    """Teams in the order in which they are to be heard; those that nobody waits for come last."""
    waited = sorted((t for t in teams if t.due), key=lambda team: (team.alarm is None, team.due and team.due.at))
    rest = [team for team in teams if not team.due]
    return (*waited, *sorted(rest, key=lambda team: (team.next is None, not team.numbers)))


def keys_of(teams: Sequence[TeamNow]) -> dict[UUID, str]:
    """The digits that choose each team: those in its name, where all names have others; else its place in the list."""
    found = [re.findall(r"\d+", unicodedata.normalize("NFKC", team.shift.team.name)) for team in teams]
    numbers = [str(int(each[-1])) for each in found if each]
    if len(set(numbers)) == len(teams):
        return {team.shift.id: number for team, number in zip(teams, numbers, strict=True)}
    return {team.shift.id: str(number) for number, team in enumerate(teams[:MOST_KEYS], start=1)}


def matching(text: str, teams: Sequence[TeamNow]) -> tuple[TeamNow, ...]:
    """The teams that a text may mean, in their order: by digits, or by the beginning of a word of their names.

    Where no team is named so, those count of whom somebody is: staff by the beginning of a word of theirs.
    """
    wanted = folded(text)
    if not wanted:
        return tuple(teams)
    if wanted.isdigit():
        keys = keys_of(teams)
        exact = tuple(team for team in teams if keys.get(team.shift.id) == wanted)
        return exact or tuple(team for team in teams if keys.get(team.shift.id, "").startswith(wanted))
    named = tuple(team for team in teams if _begins(team.shift.team.name, wanted))
    return named or tuple(team for team in teams if any(_begins(each.name, wanted) for each in team.shift.members))


def read_event(text: str, team: TeamNow, day: date, zone: ZoneInfo, now: datetime) -> Asked:
    """What a team says, of a line such as ``""``, ``b``, ``4``, ``4 b``, ``x -10``, ``b 905``, ``w``, ``!``.

    Raises
    ------
    BadInput
        ``check_in_not_read``; ``bad_clock``, ``told_in_future`` of the time.
    """
    words = folded(text).split()
    moment = None
    if words and _CLOCK.fullmatch(words[-1]):
        moment = read_moment(words.pop(), day, zone, now)
    found = _SIGN.fullmatch("".join(words))
    if not found:
        raise BadInput("check_in_not_read", value=text.strip())
    stop, sign = int(found["stop"] or 0), found["sign"] or ""
    asked = _said(text, sign) if sign else _expected(team, stop)
    if stop and asked.said not in (*AT_A_STOP, Said.DANGER):
        raise BadInput("check_in_not_read", value=text.strip())
    return replace(asked, stop=stop, visit_id=None if stop else asked.visit_id, moment=moment)


def _said(text: str, sign: str) -> Asked:
    if sign in WORDS:
        return Asked(WORDS[sign])
    if sign.upper() in Code:
        return Asked(Said.LEFT, code=sign.upper())
    raise BadInput("check_in_not_read", value=text.strip())


def _expected(team: TeamNow, stop: int) -> Asked:
    # A number alone: the team is there; where it is there already, it leaves.
    if stop:
        at = team.forecast.at if team.forecast else None
        return Asked(Said.LEFT if at and team.numbers.get(at.visit_id) == stop else Said.ARRIVED)
    if team.next is None:
        return Asked(Said.ALL_WELL)
    return Asked(team.next.said, visit_id=team.next.visit_id)


def _begins(name: str, wanted: str) -> bool:
    text = folded(name)
    return text.startswith(wanted) or any(word.startswith(wanted) for word in re.split(r"[\s\-·.]+", text))
