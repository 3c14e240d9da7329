"""What the visits of a day ask of its teams: which skills together, and in how many teams at least. Forms no teams.

What a visit asks for in a person ("woman", or "woman" and "man" where both should come) is a skill like any other: a
team has it once one of its members has it. So nothing about anybody is kept that no visit asks for, and what was asked
for holds in every plan, not only while teams are formed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta
from math import ceil
from typing import NamedTuple

from planner.model import Day, Shift, Visit
from planner.policy.gate import is_approved
from routing.solvers.crews import Ask

HOP = timedelta(minutes=15)
"""From one door to the next: where they lie is not looked at before there are teams to go there."""


class _Call(NamedTuple):
    # Minutes of the day: when it may begin, and how long a team has it in hand.
    first: float
    last: float
    length: float


def asks_of(day: Day, teams: Sequence[Shift]) -> tuple[Ask, ...]:
    """Every set of skills that an approved visit asks for, with the teams that such visits need at least.

    `teams` give the hours. A visit that asks for more needs a team that also has the less: it counts for both.
    """
    visits = [visit for visit in day.visits if visit.skills and visit.date == day.date and is_approved(visit)]
    if not teams:
        return ()
    begin, end = min(_minutes(team.start) for team in teams), max(_minutes(team.end) for team in teams)
    found = []
    for skills in sorted({visit.skills for visit in visits}, key=sorted):
        calls = [(v, call) for v in visits if v.skills >= skills and (call := _call(v, begin, end))]
        if calls:
            both = any(visit.two_teams for visit, _call_ in calls)
            count = max(_teams_needed([call for _visit, call in calls]), 1 + both)
            worth = sum(1 + visit.priority for visit in visits if visit.skills == skills)
            found.append(Ask(skills, count, max(1, worth // count)))
    return tuple(found)


def _call(visit: Visit, begin: float, end: float) -> _Call | None:
    # None where nobody works when it may begin.
    first = min((_minutes(window.earliest) for window in visit.windows), default=begin)
    last = max((_minutes(window.latest) for window in visit.windows), default=end)
    length = visit.service_time.total_seconds() / 60
    first, last = max(first, begin), min(last, end - length)
    return _Call(first, last, length + HOP.total_seconds() / 60) if first <= last else None


def _teams_needed(calls: Sequence[_Call]) -> int:
    # All that begin within a span have their teams busy from its first moment to its last, and once more at the end.
    most = 1
    for first in {call.first for call in calls}:
        for last in {call.last for call in calls if call.last >= first}:
            inside = [call.length for call in calls if first <= call.first and call.last <= last]
            if inside:
                most = max(most, ceil(sum(inside) / (last - first + max(inside))))
    return most


def _minutes(local: time) -> float:
    return local.hour * 60 + local.minute + local.second / 60
