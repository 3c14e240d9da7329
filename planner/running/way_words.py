"""Ways out of a warning in words: what is done, what comes of it, whom to ring up. Visits go by their references."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.day.way_words import more_travel
from planner.model import Day, Plan
from planner.running.way_model import Way
from planner.running.way_model import WayKind as Kind
from planner.text import clock, duration, listed, span_words
from planner.text import gettext as _


def way_title(way: Way, day: Day, before: Plan) -> str:
    """What is done; `day` and `before` are as they are now."""
    visit = day.visit(way.visit_id).reference if way.visit_id else ""
    team = _team(day, way.shift_id)
    if way.kind is Kind.OVERTIME:
        return _("{team} works {time} longer, if it agrees").format(
            team=team, time=duration(way.overtime.total_seconds())
        )
    if way.kind is Kind.CALL:
        return _agreed(way, day, visit)
    if way.kind is Kind.HAND_OVER:
        return _("{visit} goes to {team}").format(visit=visit, team=team)
    if way.kind is Kind.DROP:
        return _("{visit} is left for another day").format(visit=visit)
    if len(way.moved) > 1:
        visits = listed(day.visit(each).reference for each in way.moved)
        return _("{team} makes {visits} in another order").format(team=team, visits=visits)
    numbers = {"now": _number(before, way), "then": _number(way.plan, way)}
    words = _("{team} makes {visit} as stop {then} instead of {now}")
    return words.format(team=team, visit=visit, **numbers)


def way_effect(way: Way, day: Day, about: UUID | None) -> str:
    """What comes of it for the visit that was warned of, or for the end of the shift (None)."""
    words = []
    if way.expected:
        at = {"time": clock(way.expected, _zone(day))}
        at["visit"] = day.visit(about).reference if about else ""
        words.append(_("{visit} at {time}").format(**at) if about else _("back at {time}").format(**at))
    if way.kind is Kind.HAND_OVER:
        words.append(_papers(way, day))
    if way.kind is Kind.DROP and way.visit_id == about:
        words.append(_("nobody comes today"))
    return listed(words)


def way_price(way: Way) -> str:
    """What it adds to the road, in time."""
    return more_travel(way.travel_time)


def way_calls(way: Way, day: Day) -> str:
    """Whom to ring up for it."""
    people = [_team(day, shift) for shift in way.ring_teams]
    customers = [_("the customer of {visit}").format(visit=day.visit(each).reference) for each in way.ring_customers]
    return _("Ring up: {people}").format(people=listed((*people, *customers)))


def _agreed(way: Way, day: Day, visit: str) -> str:
    assert way.span
    assert way.visit_id
    before = day.visit(way.visit_id).promised
    fields = {"visit": visit, "span": span_words(way.span), "before": span_words(before) if before else ""}
    if before:
        return _("Ask the customer of {visit} for {span} instead of {before}").format(**fields)
    return _("Ask the customer of {visit} for {span}").format(**fields)


def _papers(way: Way, day: Day) -> str:
    over = way.over
    if over is None or over.meeting is None:
        return _("it has the papers or gets them at the office")
    fields = {"time": _clock(over.meets_at, day), "where": over.meeting.where}
    if over.meeting.from_shift is None:
        return _("it fetches the papers at {where}, {time}").format(**fields)
    giver = _team(day, over.meeting.from_shift)
    return _("it gets the papers from {team} at {where}, {time}").format(team=giver, **fields)


def _number(plan: Plan, way: Way) -> int:
    stops = [stop.visit_id for stop in plan.stops_of(way.shift_id)]
    return stops.index(way.visit_id) + 1 if way.visit_id in stops else 0


def _team(day: Day, shift_id: UUID | None) -> str:
    return day.shift(shift_id).team.name if shift_id else ""


def _clock(when: datetime | None, day: Day) -> str:
    return clock(when, _zone(day)) if when else "–"


def _zone(day: Day) -> ZoneInfo:
    return day.zone
