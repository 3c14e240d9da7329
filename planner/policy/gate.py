"""The legal gate: cuts windows before a plan is made, and judges the finished plan again without trusting what was cut.

Standard library only; closed days come in as a value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from planner.model import Day, Plan, Route, Stop, Violation, Visit
from planner.policy.closed import ClosedDays
from planner.policy.crew import CERTIFICATE as CERTIFICATE
from planner.policy.crew import CROWDED as CROWDED
from planner.policy.crew import LEAST_STAFF as LEAST_STAFF
from planner.policy.crew import MOST_STAFF as MOST_STAFF
from planner.policy.crew import TRAINING as TRAINING
from planner.policy.crew import crew_rules, lacking, may_meet, too_many_at_door
from planner.policy.crew import unfit as unfit
from planner.policy.crew import unfit_for as unfit_for
from planner.policy.hours import Moments, closing_for, lawful_starts, lawful_stays, too_long
from planner.policy.pack import Pack
from planner.policy.together import HOUSEHOLD as HOUSEHOLD
from planner.policy.together import one_too_many, too_many

HOURS, CLOSED, APPROVED, LOCATED, TWICE, LONGEST, PLACE, UNCONFIRMED, GAP, HELD, CAPPED = (
    "visiting_hours",
    "closed_day",
    "approved_only",
    "located_only",
    "visited_twice",
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
    zone = day.zone
    allowed: dict[UUID, tuple[Moments, ...]] = {}
    refused: dict[UUID, str] = {}
    crowded = any(visit.two_teams for visit in day.visits) and not may_meet(pack, day)
    for visit in day.visits:
        reason = _reason(pack, closed, day, visit)
        if visit.two_teams and crowded:
            reason = reason or f"rule:{CROWDED}"
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
    if too_long(pack, visit):
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


def missing_staff(day: Day, least_staff: int) -> Mapping[UUID, int]:
    """How many are missing from each shift that is too small to be sent out, with those who are here today."""
    missing = {shift.id: lacking(shift, day.absent, least_staff) for shift in day.shifts}
    return {key: count for key, count in missing.items() if count > 0}


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
    clashing = one_too_many(pack, day, plan)
    found += [Violation(rule, shift_id=shift, visit_id=visit, legal=True) for shift, visit, rule in clashing]
    found += _judge_meetings(pack, day, plan, seen)
    return tuple(found)


def _judge_meetings(pack: Pack, day: Day, plan: Plan, stops: Mapping[UUID, int]) -> Iterator[Violation]:
    # Who opens the door sees all of them, whichever team they are of.
    for visit_id, count in stops.items():
        if count > 1 and day.visit(visit_id).two_teams:
            shifts = [route.shift_id for route in plan.routes_of(visit_id)]
            if extra := too_many_at_door(pack, day, shifts):
                yield Violation(CROWDED, shift_id=shifts[-1], visit_id=visit_id, amount=extra, legal=True)


def _judge_team(pack: Pack, day: Day, plan: Plan, route: Route) -> Iterator[Violation]:
    # Who is out with two teams at once is with neither.
    if not route.stops:
        return
    elsewhere = {
        member.id
        for other in plan.routes
        if other is not route and other.stops and other.start < route.end and route.start < other.end
        for member in day.shift(other.shift_id).members
    }
    for rule, count in crew_rules(pack, day.shift(route.shift_id), day.absent | elsewhere).items():
        yield Violation(rule, shift_id=route.shift_id, amount=count, legal=True)


def _judge_stop(pack: Pack, closed: ClosedDays, day: Day, route: Route, stop: Stop) -> Iterator[Violation]:
    visit = day.visit(stop.visit_id)
    if not is_approved(visit):
        yield _broken(APPROVED, route, stop)
    if not day.located(visit):
        yield _broken(LOCATED, route, stop)
    if rule := closed_by(pack, closed, day, visit):
        yield _broken(rule, route, stop)
        return
    # How long a team stayed that has been there is a fact, and no plan.
    most = None if stop.begun else pack.longest
    if most is not None and (longer := stop.departure - stop.start - most) > timedelta(0):
        yield _broken(LONGEST, route, stop, ceil(longer.total_seconds()))
    stays = lawful_stays(pack, closed, visit, day.zone)
    if over := min((_outside(begin, end, stop) for begin, end in stays), default=1):
        yield _broken(HOURS, route, stop, over)


def _outside(begin: datetime, end: datetime, stop: Stop) -> int:
    # Seconds by which the stay sticks out of the hours; a part of one is one.
    return ceil(max((begin - stop.start).total_seconds(), (stop.departure - end).total_seconds(), 0))


def _broken(rule: str, route: Route, stop: Stop, amount: int = 0) -> Violation:
    return Violation(rule, shift_id=route.shift_id, visit_id=stop.visit_id, amount=amount, legal=True)
