"""The teams of a day as pure edits: who goes with whom, when, how, from where to where. Plans are not touched here.

An edit that makes no sense raises `BadInput`; its detail ``field`` names the field to correct. A team that is too small
is no error: the legal gate keeps it from being sent out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from planner.errors import BadInput
from planner.model import Day, Depot, Shift, ShiftBreak, Staff, Team
from planner.policy.gate import missing_staff
from resources.signs import COUNT

NINE_TO_SIX = time(9), time(18)
LUNCH = ShiftBreak(time(11, 30), time(13, 30), timedelta(minutes=30))
type End = Depot | Staff | None


def add_team(day: Day, name: str) -> Day:
    """The day with one more team, last in `Day.shifts`: no members yet, hours and ends like the team before it."""
    start, end = NINE_TO_SIX
    made = Shift(Team(name, free_sign(day)), day.date, (), start, end, breaks=(LUNCH,))
    if day.shifts:
        like = day.shifts[-1]
        made = replace(made, start=like.start, end=like.end, breaks=like.breaks, travel_mode=like.travel_mode)
        made = replace(made, max_overtime=like.max_overtime, max_travel_time=like.max_travel_time)
        made = replace(made, slow_factor=like.slow_factor)
    depot = usual_depot(day)
    return _with(day, _checked(day, replace(made, start_at=depot, end_at=depot)))


def free_sign(day: Day) -> int:
    """The first sign that no team of the day has; when all are taken, the one taken least."""
    taken = Counter(shift.team.sign % COUNT for shift in day.shifts)
    return min(range(COUNT), key=lambda sign: (taken[sign], sign))


def edit_shift(day: Day, shift: Shift) -> Day:
    """The day with a team's shift as it is now.

    Raises
    ------
    BadInput
        ``team_no_name``, ``team_name_taken``, ``shift_ends_first``, ``break_ends_first``, ``break_no_length``,
        ``break_outside_shift``, ``bad_max_visits``, ``bad_slow_factor``, ``person_absent`` or ``person_in_two_teams``.
    """
    before = day.shift(shift.id)
    shift = _checked(day, member_ends(day, shift), before)
    if shift.team.name != before.team.name:
        # A team is known by its name: with another name it is another team.
        shift = replace(shift, team=Team(shift.team.name, shift.team.sign))
    return _with(day, shift)


def join(day: Day, staff_id: UUID, shift_id: UUID) -> Day:
    """A person joins a team, and leaves those whose hours overlap with its.

    Raises
    ------
    BadInput
        ``person_absent``.
    """
    person = next(each for each in day.staff if each.id == staff_id)
    team = day.shift(shift_id)
    if any(member.id == staff_id for member in team.members):
        return day
    if staff_id in day.absent:
        raise BadInput("person_absent", person=person.name, field="members")
    for shift in day.shifts:
        if _overlap(shift, team):
            day = leave(day, staff_id, shift.id)
    return _with(day, member_ends(day, replace(team, members=(*team.members, person))))


def leave(day: Day, staff_id: UUID, shift_id: UUID | None = None) -> Day:
    """A person leaves a team (without one, all teams); in none they are in the reserve."""
    left = tuple(
        _without(day, shift, staff_id) if shift_id is None or shift.id == shift_id else shift for shift in day.shifts
    )
    return replace(day, shifts=left)


def dissolve(day: Day, shift_id: UUID) -> Day:
    """The day without a team; its members are in the reserve."""
    return replace(day, shifts=tuple(shift for shift in day.shifts if shift.id != shift_id))


def short_teams(day: Day, least_staff: int) -> tuple[Shift, ...]:
    """Teams that may not be sent out, because too few of them are here."""
    missing = missing_staff(day, least_staff)
    return tuple(shift for shift in day.shifts if shift.id in missing)


def teams_in_training(day: Day) -> tuple[Shift, ...]:
    """Teams of which everybody is in training: nobody there could teach the others."""
    return tuple(s for s in day.shifts if s.members and all(member.in_training for member in s.members))


def member_ends(day: Day, shift: Shift) -> Shift:
    """A shift whose ends are depots or homes of its own members; others give way to the likeliest depot."""
    homes = {member.id for member in shift.members if member.home}
    good = [not isinstance(end, Staff) or end.id in homes for end in (shift.start_at, shift.end_at)]
    if all(good):
        return shift
    base = next((end for end in (shift.start_at, shift.end_at) if isinstance(end, Depot)), None) or usual_depot(day)
    instead: End = base or next((member for member in shift.members if member.home), None)
    return replace(
        shift,
        start_at=shift.start_at if good[0] else instead,
        end_at=shift.end_at if good[1] else instead,
    )


def _without(day: Day, shift: Shift, staff_id: UUID) -> Shift:
    members = tuple(member for member in shift.members if member.id != staff_id)
    return shift if members == shift.members else member_ends(day, replace(shift, members=members))


def _with(day: Day, shift: Shift) -> Day:
    if all(each.id != shift.id for each in day.shifts):
        return replace(day, shifts=(*day.shifts, shift))
    return replace(day, shifts=tuple(shift if each.id == shift.id else each for each in day.shifts))


def _checked(day: Day, shift: Shift, before: Shift | None = None) -> Shift:
    shift = replace(shift, team=replace(shift.team, name=shift.team.name.strip()), vehicle=shift.vehicle.strip())
    others = [each for each in day.shifts if each.id != shift.id]
    name = shift.team.name
    if not name:
        raise BadInput("team_no_name", field="name")
    if any(each.team.name.casefold() == name.casefold() for each in others):
        raise BadInput("team_name_taken", team=name, field="name")
    if shift.start >= shift.end:
        raise BadInput("shift_ends_first", team=name, field="end")
    # A team whose day ended before it made a visit has room for none; nobody types that.
    if shift.max_visits is not None and shift.max_visits < 1 and not (before and before.max_visits == shift.max_visits):
        raise BadInput("bad_max_visits", team=name, field="max_visits")
    if not 1 <= shift.slow_factor <= 2:
        raise BadInput("bad_slow_factor", team=name, field="slow_factor")
    for rest in shift.breaks:
        _check_break(shift, rest)
    _check_members(day, shift, others)
    return shift


def _check_break(shift: Shift, rest: ShiftBreak) -> None:
    if rest.earliest > rest.latest:
        raise BadInput("break_ends_first", team=shift.team.name, field="breaks")
    if rest.duration <= timedelta(0):
        raise BadInput("break_no_length", team=shift.team.name, field="breaks")
    first, last = max(rest.earliest, shift.start), rest.latest
    end = _at(shift.date, shift.end)
    if first > last or _at(shift.date, first) + rest.duration > end:
        raise BadInput("break_outside_shift", team=shift.team.name, field="breaks")


def _check_members(day: Day, shift: Shift, others: list[Shift]) -> None:
    for member in shift.members:
        if member.id in day.absent:
            raise BadInput("person_absent", person=member.name, field="members")
        for other in others:
            if _overlap(shift, other) and any(each.id == member.id for each in other.members):
                raise BadInput(
                    "person_in_two_teams",
                    person=member.name,
                    team=shift.team.name,
                    other=other.team.name,
                    field="members",
                )


def _overlap(one: Shift, other: Shift) -> bool:
    return one.start < other.end and other.start < one.end


def usual_depot(day: Day) -> Depot | None:
    """Where most teams start today; among equals, and where there are none, the first by name."""
    used = Counter(s.start_at.id for s in day.shifts if isinstance(s.start_at, Depot))
    depots = sorted((d for d in day.depots if not d.retired), key=lambda depot: (-used[depot.id], depot.name))
    return depots[0] if depots else None


def _at(day: date, local: time) -> datetime:
    return datetime.combine(day, local)
