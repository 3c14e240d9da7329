"""Who could step in where a team has become too small: every arrangement that makes all teams big enough again.

What an arrangement costs is worked out in `planner.day.absence`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, islice
from uuid import UUID

from planner.day.teams import dissolve, join
from planner.model import Day, Plan, Shift, Staff

MOST_GROUPS = 10
"""How many groups of reserves are tried where one person is not enough."""


class Kind(StrEnum):
    """What is done about a team that somebody left."""

    CARRY_ON = "carry_on"
    """The others go without."""
    RESERVE = "reserve"
    """Somebody from the reserve steps in."""
    BORROW = "borrow"
    """Somebody from a team that can spare them moves over."""
    PAIR_UP = "pair_up"
    """Two teams that are both too small become one."""
    JOIN = "join"
    """The others join a team that is big enough; their own is dissolved."""
    DISSOLVE = "dissolve"
    """The team is dissolved; the others are in the reserve."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One arrangement. `people` go from team `origin` (None: the reserve) into teams `into` (none: the reserve)."""

    kind: Kind
    day: Day
    people: tuple[Staff, ...] = ()
    origin: Shift | None = None
    into: tuple[Shift, ...] = ()
    dissolved: tuple[Shift, ...] = ()


def drafts(day: Day, hit: tuple[Shift, ...], least_staff: int, skills_gone: frozenset[str]) -> list[Draft]:
    """Arrangements for a day on which the teams `hit` have already lost a person and with them some skills."""
    missing = max((least_staff - len(shift.members) for shift in hit), default=0)
    if missing <= 0:
        helpful = [person for person in day.reserve if person.skills & skills_gone]
        return [Draft(Kind.CARRY_ON, day, into=hit), *(_step_in(day, (person,), hit) for person in helpful)]
    found = [_step_in(day, group, hit) for group in islice(combinations(day.reserve, missing), MOST_GROUPS)]
    if missing == 1:
        found += _borrowed(day, hit, least_staff)
    if len(hit) == 1 and hit[0].members:
        found += _paired(day, hit[0], least_staff)
        # Without a skill to gain, one partner is as good as another: see `partner`.
        gaining = [s for s in _partners(day, hit[0], least_staff) if hit[0].skills - s.skills]
        found += [joined(day, hit[0], shift) for shift in gaining]
    return [*found, _dissolved(day, hit)]


def joined(day: Day, team: Shift, other: Shift) -> Draft:
    """The members of a team join another; their own is dissolved."""
    return Draft(Kind.JOIN, _merged(day, team, other), team.members, team, (other,), (team,))


def partner(day: Day, team: Shift, plan: Plan | None, spread: Plan | None, least_staff: int) -> Shift | None:
    """The team that takes most of a dissolved team's visits; among equals the smallest."""
    mine = {stop.visit_id for stop in (plan.stops_of(team.id) if plan else ())}
    routes = {r.shift_id: sum(s.visit_id in mine for s in r.stops) for r in (spread.routes if spread else ())}
    others = _partners(day, team, least_staff)
    return max(others, key=lambda other: (routes.get(other.id, 0), -len(other.members)), default=None)


def _step_in(day: Day, people: tuple[Staff, ...], hit: tuple[Shift, ...]) -> Draft:
    return Draft(Kind.RESERVE, _with_all(day, people, hit), people, None, hit)


def _borrowed(day: Day, hit: tuple[Shift, ...], least_staff: int) -> Iterator[Draft]:
    for shift in _others(day, hit):
        if len(shift.members) > least_staff:
            for person in shift.members:
                yield Draft(Kind.BORROW, _with_all(day, (person,), hit), (person,), shift, hit)


def _paired(day: Day, team: Shift, least_staff: int) -> Iterator[Draft]:
    for other in _others(day, (team,)):
        together = {member.id for member in (*team.members, *other.members)}
        if other.members and len(other.members) < least_staff <= len(together):
            yield Draft(Kind.PAIR_UP, _merged(day, other, team), other.members, other, (team,), (other,))
            yield Draft(Kind.PAIR_UP, _merged(day, team, other), team.members, team, (other,), (team,))


def _partners(day: Day, team: Shift, least_staff: int) -> list[Shift]:
    mine = {member.id for member in team.members}
    others = [other for other in _others(day, (team,)) if len(other.members) >= least_staff]
    return [other for other in others if not mine & {member.id for member in other.members}]


def _others(day: Day, hit: tuple[Shift, ...]) -> list[Shift]:
    gone: set[UUID] = {shift.id for shift in hit}
    return [shift for shift in day.shifts if shift.id not in gone]


def _dissolved(day: Day, hit: tuple[Shift, ...]) -> Draft:
    people = tuple(dict.fromkeys(member for shift in hit for member in shift.members))
    for shift in hit:
        day = dissolve(day, shift.id)
    return Draft(Kind.DISSOLVE, day, people, hit[0], (), hit)


def _merged(day: Day, team: Shift, other: Shift) -> Day:
    return _with_all(dissolve(day, team.id), team.members, (other,))


def _with_all(day: Day, people: tuple[Staff, ...], teams: tuple[Shift, ...]) -> Day:
    for team in teams:
        for person in people:
            day = join(day, person.id, team.id)
    return day
