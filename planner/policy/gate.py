"""The legal gate: cuts windows before a plan is made, and judges the finished plan again without trusting what was cut.

Standard library only; closed days come in as a value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.model import Day, Plan, Route, Shift, Stop, Violation, Visit
from planner.policy.closed import ClosedDays
from planner.policy.hours import Moments, closing_for, lawful_starts, lawful_stays
from planner.policy.pack import Pack
from planner.policy.together import HOUSEHOLD as HOUSEHOLD
from planner.policy.together import one_too_many, too_many

HOURS, CLOSED, APPROVED, LOCATED, LEAST_STAFF, TWICE, MOST_STAFF, LONGEST, PLACE, UNCONFIRMED, GAP, HELD, CAPPED = (
    "visiting_hours",
    "closed_day",
    "approved_only",
    "located_only",
    "least_staff",
    "visited_twice",
    "most_staff",
    "longest_stay",
    "place_closed",
    "year_unconfirmed",
    "left_in_peace",
    "customer_held",
    "cap_reached",
)
EARLY, BUFFER, PEACE, NOTICE = ("hardly_late", "reminder_buffer", "family_peace", "visit_notice")
BY_KEY = {
    "places": PLACE,
    "calendar": UNCONFIRMED,
    "holds": HELD,
    "caps": CAPPED,
    "gap": GAP,
    "gap.min_days_past_due": EARLY,
    "gap.min_days_after_reminder": BUFFER,
    "gates": NOTICE,
}
"""The rule that closes a door, by the key or the section of it; any other closes the day."""

type JudgeStops = Callable[[Pack, ClosedDays, Day, Route], Sequence[Iterable[Violation]]]


def windows(pack: Pack, closed: ClosedDays, day: Day) -> tuple[Mapping[UUID, tuple[Moments, ...]], Mapping[UUID, str]]:
    """When each visit may lawfully start, and the reason for each that may not be planned at all.

    A visit is in exactly one of the two. Moments are in UTC, both ends included.
    """
    zone = ZoneInfo(day.branch.time_zone)
    allowed: dict[UUID, tuple[Moments, ...]] = {}
    refused: dict[UUID, str] = {}
    for visit in day.visits:
        reason = _reason(pack, closed, day, visit)
        starts = () if reason else lawful_starts(pack, closed, visit, zone)
        if starts:
            allowed[visit.id] = starts
        else:
            refused[visit.id] = reason or f"rule:{HOURS}"
    for key, rule in too_many(pack, (visit for visit in day.visits if visit.id in allowed)).items():
        del allowed[key]
        refused[key] = f"rule:{rule}"
    return allowed, refused


def _reason(pack: Pack, closed: ClosedDays, day: Day, visit: Visit) -> str | None:
    if not is_approved(visit):
        return "not_approved"
    if not day.located(visit):
        return "not_located"
    if rule := closed_by(pack, closed, day, visit):
        return f"rule:{rule}"
    if pack.longest is not None and visit.service_time > pack.longest:
        return f"rule:{LONGEST}"
    return None


def closed_by(pack: Pack, closed: ClosedDays, day: Day, visit: Visit) -> str | None:
    """The rule that closes this door on this day; None where none does."""
    if visit.date != day.date:
        return CLOSED
    found = closing_for(pack, closed, visit)
    if found is None:
        return None
    section, name = found.key.split(".")[:2]
    if section == "blackout" and name.endswith("_days"):
        return PEACE
    return BY_KEY.get(found.key) or BY_KEY.get(section, CLOSED)


def unfit(pack: Pack, day: Day) -> frozenset[UUID]:
    """Shifts that may not be sent out: too few are here of them today, or too many."""
    few = missing_staff(day, pack.least_staff)
    most = pack.most_staff
    if most is None:
        return frozenset(few)
    here = {shift.id: len({member.id for member in shift.members} - day.absent) for shift in day.shifts}
    return frozenset(few) | {key for key, count in here.items() if count > most}


def missing_staff(day: Day, least_staff: int) -> Mapping[UUID, int]:
    """How many are missing from each shift that may not be sent out, with those who are here today.

    One is missing where everybody is in training: they go only with somebody who is not.
    """
    lacking = {shift.id: _lacking(shift, day.absent, least_staff) for shift in day.shifts}
    return {key: count for key, count in lacking.items() if count > 0}


def _lacking(shift: Shift, away: Set[UUID], least_staff: int) -> int:
    here = {member.id: member for member in shift.members if member.id not in away}
    return max(least_staff - len(here), int(all(member.in_training for member in here.values())))


def is_approved(visit: Visit) -> bool:
    """Whether the lender said by whom it was approved."""
    return bool(visit.approved_by.strip())


def judge_stops(pack: Pack, closed: ClosedDays, day: Day, route: Route) -> tuple[tuple[Violation, ...], ...]:
    """Every legal rule that each stop of a route breaks by itself, whatever else is planned."""
    return tuple(tuple(_judge_stop(pack, closed, day, route, stop)) for stop in route.stops)


def judge(
    pack: Pack, closed: ClosedDays, day: Day, plan: Plan, of_stops: JudgeStops = judge_stops
) -> tuple[Violation, ...]:
    """Every legal rule that a finished plan breaks, also one that was made by hand.

    Whoever judges nearly the same again and again may look up what `judge_stops` found before: that is `of_stops`.
    """
    found: list[Violation] = []
    seen: Counter[UUID] = Counter()
    for route in plan.routes:
        found += _judge_team(pack, day, plan, route)
        for stop, broken in zip(route.stops, of_stops(pack, closed, day, route), strict=True):
            # Two teams that go in together make one visit.
            if seen[stop.visit_id] >= 1 + day.visit(stop.visit_id).two_teams:
                found.append(_broken(TWICE, route, stop))
            seen[stop.visit_id] += 1
            found += broken
    crowded = one_too_many(pack, day, plan)
    found += [Violation(rule, shift_id=shift, visit_id=visit, legal=True) for shift, visit, rule in crowded]
    return tuple(found)


def _judge_team(pack: Pack, day: Day, plan: Plan, route: Route) -> Iterator[Violation]:
    # Who is out with two teams at once is with neither.
    elsewhere = {
        member.id
        for other in plan.routes
        if other is not route and other.stops and other.start < route.end and route.start < other.end
        for member in day.shift(other.shift_id).members
    }
    shift = day.shift(route.shift_id)
    present = {member.id for member in shift.members} - day.absent - elsewhere
    if route.stops and (missing := _lacking(shift, day.absent | elsewhere, pack.least_staff)) > 0:
        yield Violation(LEAST_STAFF, shift_id=route.shift_id, amount=missing, legal=True)
    if route.stops and pack.most_staff is not None and len(present) > pack.most_staff:
        yield Violation(MOST_STAFF, shift_id=route.shift_id, amount=len(present) - pack.most_staff, legal=True)


def _judge_stop(pack: Pack, closed: ClosedDays, day: Day, route: Route, stop: Stop) -> Iterator[Violation]:
    visit = day.visit(stop.visit_id)
    if not is_approved(visit):
        yield _broken(APPROVED, route, stop)
    if not day.located(visit):
        yield _broken(LOCATED, route, stop)
    if rule := closed_by(pack, closed, day, visit):
        yield _broken(rule, route, stop)
        return
    if pack.longest is not None and (longer := stop.departure - stop.start - pack.longest) > timedelta(0):
        yield _broken(LONGEST, route, stop, ceil(longer.total_seconds()))
    stays = lawful_stays(pack, closed, visit, ZoneInfo(day.branch.time_zone))
    if over := min((_outside(begin, end, stop) for begin, end in stays), default=1):
        yield _broken(HOURS, route, stop, over)


def _outside(begin: datetime, end: datetime, stop: Stop) -> int:
    # Seconds by which the stay sticks out of the hours; a part of one is one.
    return ceil(max((begin - stop.start).total_seconds(), (stop.departure - end).total_seconds(), 0))


def _broken(rule: str, route: Route, stop: Stop, amount: int = 0) -> Violation:
    return Violation(rule, shift_id=route.shift_id, visit_id=stop.visit_id, amount=amount, legal=True)
