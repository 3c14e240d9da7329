"""Forms the teams of a day from who is here: a proposal to look at and to take, never applied by itself.

The teams of the day are filled anew; where it has none yet, those of the last day that had any. Who goes with whom is
decided in the child by `routing.solvers.crews`; what the visits ask for is `planner.day.asks`'.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from uuid import UUID, uuid4

from planner.bootstrap import Office
from planner.day.asks import asks_of
from planner.day.teams import add_team, member_ends, usual_depot
from planner.errors import NotFound
from planner.model import Day, Shift, Staff
from planner.policy.crew import is_certified, is_trained
from planner.text import gettext as _
from routing.solvers.crews import Crew, CrewProblem, FormedCrews, Member, Unmet, form_crews
from routing.worker import Worker

SEARCH_S = 20.0
"""Enough for 150 people; thirty are done within a second."""
REMEMBERED = 20
"""So many days back are looked at: experience is on how many of them somebody went out."""


class Fate(StrEnum):
    """What becomes of a team."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    """Nobody was in it before."""
    GONE = "gone"
    """It does not go out; its people are in other teams or in the reserve."""


@dataclass(frozen=True, slots=True)
class ProposedTeam:
    """A team as it would be (one that is gone: as it was), and who joins and who leaves it."""

    shift: Shift
    fate: Fate
    joined: tuple[Staff, ...] = ()
    left: tuple[Staff, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Teams for a day, compared with those before; `day` is the day with them, to keep or not.

    `unmet` says which wishes cannot be met, and why; `proven`, that there is nothing better.
    """

    day: Day
    teams: tuple[ProposedTeam, ...]
    unmet: tuple[Unmet, ...]
    proven: bool


def form_teams(
    office: Office,
    day: Day,
    worker: Worker,
    *,
    teams: int | None = None,
    size: int | None = None,
    seed: int = 0,
    time_limit_s: float = SEARCH_S,
    on_message: Callable[[object], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Proposal:
    """Teams from the people who are here. Blocks; meant for a thread.

    Parameters
    ----------
    teams
        How many are wanted; without it as many as there are, or else as many as the people make.
    size
        Members of each; without it as many as a team had, and no fewer than the least.

    Raises
    ------
    NotFound
        ``nobody_here``.
    Cancelled
        `cancelled` said so.
    """
    asked = _asked(office, day, teams, size)
    formed = worker.submit(form_crews, asked.problem, time_limit_s, seed).wait(on_message, cancelled)
    return _proposal(asked, formed)


@dataclass(frozen=True, slots=True)
class _Asked:
    # The day with every team that may go out, who was in each, and the same in numbers.
    day: Day
    former: Mapping[UUID, tuple[Staff, ...]]
    problem: CrewProblem


def _asked(office: Office, day: Day, teams: int | None, size: int | None) -> _Asked:
    here = [person for person in day.staff if person.id not in day.absent and not person.retired]
    if not here:
        raise NotFound("nobody_here", date=day.date.isoformat())
    # Who may not be sent to a door is left in the reserve; where nobody may, teams are formed and the roster tells why.
    fit = [p for p in here if is_trained(office.pack, p, day.date) and is_certified(office.pack, p)]
    here = here if all(person.in_training for person in fit) else fit
    with office.store.reading() as session:
        rosters = session.rosters_before(day.date, REMEMBERED)
    least = office.pack.least_staff
    former, day = _former(day, rosters[0] if rosters else ())
    wanted = teams if teams is not None else len(day.shifts) or max(1, len(here) // least)
    for _more in range(wanted - len(day.shifts)):
        day = add_team(day, _free_name(day))
    out = Counter(person for roster in rosters for person in {m.id for shift in roster for m in shift.members})
    members = tuple(Member(str(p.id), p.skills, p.in_training, out[p.id]) for p in here)
    crews = tuple(_crew(shift, former.get(shift.id, ()), size, least) for shift in day.shifts)
    return _Asked(day, former, CrewProblem(members, crews, least, wanted, asks_of(day, day.shifts)))


def _former(day: Day, last: Sequence[Shift]) -> tuple[Mapping[UUID, tuple[Staff, ...]], Day]:
    # Who was in each team, by the id of its shift today; and the day with the teams of the last, where it has none.
    if not day.shifts:
        day = replace(day, shifts=tuple(_again(day, shift) for shift in last))
    by_team = {shift.team.id: shift.members for shift in last}
    if any(shift.members for shift in day.shifts):
        return {shift.id: shift.members for shift in day.shifts}, day
    return {shift.id: by_team[shift.team.id] for shift in day.shifts if shift.team.id in by_team}, day


def _again(day: Day, shift: Shift) -> Shift:
    # A team of the last day, with nobody in it yet.
    gone = {depot.id for depot in day.depots if depot.retired}
    start, end = (usual_depot(day) if e and e.id in gone else e for e in (shift.start_at, shift.end_at))
    return replace(shift, date=day.date, members=(), start_at=start, end_at=end, id=uuid4(), version=0)


def _free_name(day: Day) -> str:
    taken = {shift.team.name for shift in day.shifts}
    return next(name for number in count(1) if (name := _("Team {number}").format(number=number)) not in taken)


def _crew(shift: Shift, members: Sequence[Staff], size: int | None, least: int) -> Crew:
    return Crew(
        str(shift.id),
        max(least, len(members) if size is None else size),
        frozenset(str(member.id) for member in members),
        shift.start.hour * 60 + shift.start.minute,
        shift.end.hour * 60 + shift.end.minute,
    )


def _proposal(asked: _Asked, formed: FormedCrews) -> Proposal:
    people = {str(person.id): person for person in asked.day.staff}
    proposed = [
        _proposed(asked, shift, [people[member] for member in formed.members[str(shift.id)]])
        for shift in asked.day.shifts
    ]
    shifts = tuple(team.shift for team in proposed if team.fate != Fate.GONE)
    return Proposal(replace(asked.day, shifts=shifts), tuple(proposed), formed.unmet, formed.proven)


def _proposed(asked: _Asked, shift: Shift, chosen: Sequence[Staff]) -> ProposedTeam:
    before = asked.former.get(shift.id, ())
    # Who stays keeps their place in the list.
    kept = [person for member in before for person in chosen if person.id == member.id]
    joined = tuple(person for person in chosen if person not in kept)
    left = tuple(member for member in before if member.id not in {person.id for person in kept})
    if not chosen:
        return ProposedTeam(replace(shift, members=before), Fate.GONE, left=left)
    fate = Fate.NEW if not before else Fate.CHANGED if joined or left else Fate.SAME
    after = replace(shift, members=(*kept, *joined))
    return ProposedTeam(member_ends(asked.day, after), fate, joined, left)
