"""Forms crews from the people of a day: what is wanted, who is there, and the crews that come of it. Knows no names.

`form_crews` runs in a child process; the model that CP-SAT solves lies in `routing.solvers.crew_model`. Crews are told
apart, because each has its hours and perhaps the members it had before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from routing.errors import BadProblem
from routing.worker import Report


@dataclass(frozen=True, slots=True)
class Member:
    """One person who is here.

    Parameters
    ----------
    skills
        What a crew can do once this member is in it; also what a visit may ask for in a person ("woman"). Opaque.
    in_training
        Goes only with somebody who is not.
    experience
        Any measure, the same for all; of a member in training it is not counted.
    """

    id: str
    skills: frozenset[str] = frozenset()
    in_training: bool = False
    experience: int = 0


@dataclass(frozen=True, slots=True)
class Crew:
    """A crew that may be formed: how many members it takes at most, who was in it before, and its hours.

    Nobody is in two crews at the same time, nor in more crews of a day than before.
    """

    id: str
    size: int = 2
    before: frozenset[str] = frozenset()
    start: int = 0
    end: int = 1


@dataclass(frozen=True, slots=True)
class Ask:
    """Skills that visits need together in one crew, how many crews should have them, and what each such crew counts."""

    skills: frozenset[str]
    crews: int = 1
    weight: int = 1


@dataclass(frozen=True, slots=True)
class CrewProblem:
    """Everyone who is here, the crews that may be formed, and what is asked of them.

    Parameters
    ----------
    least
        Members without which no crew goes out.
    wanted
        How many of the crews should go out.
    """

    members: tuple[Member, ...]
    crews: tuple[Crew, ...]
    least: int
    wanted: int
    asks: tuple[Ask, ...] = ()

    def __post_init__(self) -> None:
        for group in (self.members, self.crews):
            if len({each.id for each in group}) < len(group):
                raise BadProblem("duplicate_id", "Two members or two crews have the same id.")

    def most(self, member: Member) -> int:
        """In how many crews of the day somebody may be."""
        return max(1, sum(member.id in crew.before for crew in self.crews))


class Lack(StrEnum):
    """Why a wish could not be met; the first that holds is given."""

    PEOPLE = "people"
    """Too few are here for so many crews."""
    EXPERIENCED = "experienced"
    """Too few are here who are not in training."""
    NOBODY = "nobody"
    """Nobody who is here has some of the skills."""
    TOO_FEW = "too_few"
    """Fewer people have some of the skills than crews need them."""
    NOT_TOGETHER = "not_together"
    """They cannot be brought together in so many crews, beside all else that counts."""
    TIME = "time"
    """Time was over before every arrangement was ruled out."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """How many crews fall short of a wish, and why. Without `skills` it is crews that cannot go out at all."""

    lack: Lack
    crews: int
    skills: frozenset[str] = frozenset()
    scarce: frozenset[str] = frozenset()
    """Those of the skills that nobody, or too few, have."""


@dataclass(frozen=True, slots=True)
class FormedCrews:
    """Who goes with whom.

    `members` has every crew by its id, with nobody in those that do not go out. `proven`: nothing better is possible;
    otherwise time was over first.
    """

    members: Mapping[str, tuple[str, ...]]
    reserve: tuple[str, ...]
    unmet: tuple[Unmet, ...] = ()
    proven: bool = True


def form_crews(problem: CrewProblem, time_limit_s: float, seed: int, *, report: Report) -> FormedCrews:
    """Form the crews; meant for the child process, reporting `Progress`.

    In this order: as many crews as are wanted; the skills that visits ask for together; crews as large as they may be;
    as many people as possible where they were; experience spread evenly. The same answer for the same seed, unless
    the limit ends the search: it never does on days of some dozen people.
    """
    from routing.solvers.crew_model import solve

    members, proven = solve(problem, time_limit_s, seed, report)
    gone = {member for crew in members.values() for member in crew}
    reserve = tuple(member.id for member in problem.members if member.id not in gone)
    unmet = tuple(each if proven else _unproven(each) for each in _unmet(problem, members))
    return FormedCrews(members, reserve, unmet, proven)


def having(problem: CrewProblem, members: Mapping[str, tuple[str, ...]], skills: frozenset[str]) -> int:
    """How many of the crews have all these skills among their members."""
    can = {member.id: member.skills for member in problem.members}
    return sum(bool(crew) and skills <= frozenset().union(*(can[one] for one in crew)) for crew in members.values())


def _unmet(problem: CrewProblem, members: Mapping[str, tuple[str, ...]]) -> tuple[Unmet, ...]:
    found = []
    going = sum(bool(crew) for crew in members.values())
    if going < problem.wanted:
        found.append(Unmet(_lack_of_people(problem), problem.wanted - going))
    for ask in problem.asks:
        if (short := ask.crews - having(problem, members, ask.skills)) > 0:
            found.append(_short_of(problem, ask, short))
    return tuple(found)


def _lack_of_people(problem: CrewProblem) -> Lack:
    if sum(problem.most(each) for each in problem.members) < problem.wanted * problem.least:
        return Lack.PEOPLE
    leaders = sum(problem.most(each) for each in problem.members if not each.in_training)
    return Lack.EXPERIENCED if leaders < problem.wanted else Lack.NOT_TOGETHER


def _unproven(unmet: Unmet) -> Unmet:
    return replace(unmet, lack=Lack.TIME) if unmet.lack == Lack.NOT_TOGETHER else unmet


def _short_of(problem: CrewProblem, ask: Ask, short: int) -> Unmet:
    holders = {skill: sum(skill in member.skills for member in problem.members) for skill in ask.skills}
    for lack, most in ((Lack.NOBODY, 1), (Lack.TOO_FEW, ask.crews)):
        if scarce := frozenset(skill for skill, count in holders.items() if count < most):
            return Unmet(lack, short, ask.skills, scarce)
    return Unmet(Lack.NOT_TOGETHER, short, ask.skills)
