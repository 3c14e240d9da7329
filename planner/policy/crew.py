"""Who may be sent to a door together: how many of them, trained when, with which certificates; knows no times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import date
from itertools import combinations
from uuid import UUID

from planner.model import Day, Shift, Staff
from planner.policy.pack import Pack

LEAST_STAFF, MOST_STAFF, TRAINING, CERTIFICATE = "least_staff", "most_staff", "training_due", "certificate_missing"
CROWDED = "door_crowded"


def unfit_for(pack: Pack, day: Day) -> Mapping[UUID, Mapping[str, int]]:
    """Shifts that may not be sent out as they are today: the rules they break, and by how many people."""
    found = {shift.id: crew_rules(pack, shift, day.absent) for shift in day.shifts}
    return {key: broken for key, broken in found.items() if broken}


def unfit(pack: Pack, day: Day) -> frozenset[UUID]:
    """Shifts that may not be sent out."""
    return frozenset(unfit_for(pack, day))


def crew_rules(pack: Pack, shift: Shift, away: Set[UUID]) -> Mapping[str, int]:
    """The rules that those of a shift who are here break together, and by how many people; none where they may go."""
    here = {member.id: member for member in shift.members if member.id not in away}.values()
    broken = {
        LEAST_STAFF: lacking(shift, away, pack.least_staff),
        MOST_STAFF: len(here) - pack.most_staff if pack.most_staff is not None else 0,
        TRAINING: sum(not is_trained(pack, member, shift.date) for member in here),
        CERTIFICATE: sum(not is_certified(pack, member) for member in here),
    }
    return {rule: count for rule, count in broken.items() if count > 0}


def too_many_at_door(pack: Pack, day: Day, shifts: Iterable[UUID]) -> int:
    """How many too many come to one door where these teams meet there: all of them count, each person once."""
    if pack.most_at_door is None:
        return 0
    here = {member.id for key in shifts for member in day.shift(key).members} - day.absent
    return max(0, len(here) - pack.most_at_door)


def may_meet(pack: Pack, day: Day) -> bool:
    """Whether any two teams that may be sent out may meet at a door; so it is where there are no two."""
    out = unfit(pack, day)
    fit = [shift.id for shift in day.shifts if shift.id not in out]
    return len(fit) < 2 or any(not too_many_at_door(pack, day, both) for both in combinations(fit, 2))


def lacking(shift: Shift, away: Set[UUID], least_staff: int) -> int:
    """How many are missing; one where everybody is in training: they go only with somebody who is not."""
    here = {member.id: member for member in shift.members if member.id not in away}
    return max(least_staff - len(here), int(all(member.in_training for member in here.values())))


def is_trained(pack: Pack, person: Staff, day: date) -> bool:
    """Whether somebody was trained lately enough on a day, where the rules ask for that.

    Who is in training need not have been: they learn it beside somebody who has. Of whom no day is known was not.
    """
    if pack.training_days is None or person.in_training:
        return True
    return person.trained_on is not None and 0 <= (day - person.trained_on).days <= pack.training_days


def is_certified(pack: Pack, person: Staff) -> bool:
    """Whether somebody holds all certificates that the rules ask for; who is in training needs them too."""
    held = {each.strip().casefold() for each in person.certificates}
    return all(each.casefold() in held for each in pack.certificates)
