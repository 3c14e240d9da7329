"""Ways out of a warning in words: what is done, what comes of it, whom to ring up. Visits go by their references."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from planner.day.way_words import more_travel
from planner.model import Day, Plan, Window
from planner.running.way_model import Way
from planner.running.way_model import WayKind as Kind
from planner.text import clock, duration, listed, span_words
from planner.text import gettext as _

LISTED = 6
"""Of a new order so many stops are read out; a longer one is told stop by stop, once it is taken."""


def way_title(way: Way, day: Day, before: Plan) -> str:
    """What is done; `day` and `before` are as they are now."""
    fields = {"visit": _named(day, way.visit_id), "team": _team(day, way.shift_id)}
    if way.kind is Kind.OVERTIME:
        longer = duration(way.overtime.total_seconds())
        return _("{team} works {time} longer, if they agree").format(time=longer, **fields)
    if way.kind is Kind.CALL:
        return _asked(way, day)
    if way.kind is Kind.HAND_OVER:
        return _("{visit} goes to {team}").format(**fields)
    if way.kind is Kind.DROP:
        return _("Leave {visit} for another day").format(**fields)
    return _reordered(way, day, before, fields["team"])


def way_step(way: Way, day: Day, before: Plan, span: Window | None = None) -> str:
    """The step of undo; `span` is what a customer has agreed to."""
    if span and way.visit_id:
        return _("{visit}: {span} agreed").format(visit=_named(day, way.visit_id), span=span_words(span))
    return way_title(way, day, before)


def way_effect(way: Way, day: Day) -> str:
    """What comes of it for what was warned of."""
    first, total = way.mended[0] if way.mended else None, len(way.mended) + way.left
    words = []
    if total > 1 and way.kind is not Kind.CALL:
        kept = _("all {total} kept") if not way.left else _("{count} of {total} kept")
        words.append(kept.format(count=len(way.mended), total=total))
    if way.expected:
        then = _("{visit} at {time}") if first else _("back at {time}")
        words.append(then.format(visit=_named(day, first), time=clock(way.expected, day.zone)))
    if way.kind is Kind.HAND_OVER:
        words.append(_papers(way, day))
    if way.kind is Kind.DROP and way.visit_id in way.mended:
        words.append(_("nobody comes today"))
    said = listed(words)
    if way.by_hand:
        unless = _("{effect}, if they are not at {visit} yet") if said else _("If they are not at {visit} yet")
        return unless.format(effect=said, visit=_named(day, way.by_hand))
    return said


def way_price(way: Way) -> str:
    """What it adds to the road, in time."""
    return more_travel(way.travel_time)


def way_calls(way: Way, day: Day) -> str:
    """Whom to ring up for it, and who has to be told but may not be called now."""
    people = [_team(day, shift) for shift in way.ring_teams]
    words = _("Ring up at once: {people}") if way.by_hand else _("Ring up: {people}")
    calls = words.format(people=listed((*people, *_customers(day, way.ring_customers))))
    if not way.not_now:
        return calls
    words = _("{calls}. Not to be called now: {people}")
    return words.format(calls=calls, people=listed(_customers(day, way.not_now)))


def _customers(day: Day, visits: Iterable[UUID]) -> list[str]:
    return [_("the customer of {visit}").format(visit=_named(day, each)) for each in visits]


def _asked(way: Way, day: Day) -> str:
    assert way.span
    before = day.visit(way.visit_id).promised if way.visit_id else None
    fields = {"visit": _named(day, way.visit_id), "span": span_words(way.span)}
    if before:
        words = _("Ask the customer of {visit} for {span} instead of {before}")
        return words.format(before=span_words(before), **fields)
    return _("Ask the customer of {visit} for {span}").format(**fields)


def _reordered(way: Way, day: Day, before: Plan, team: str) -> str:
    now, then = ([stop.visit_id for stop in plan.stops_of(way.shift_id)] for plan in (before, way.plan))
    if len(way.moved) == 1 and (one := way.visit_id) in now and one in then:
        place, fields = then.index(one), {"team": team, "visit": _named(day, one)}
        if place < now.index(one):
            other = _named(day, then[place + 1])
            return _("{team} goes to {visit} before {other}").format(other=other, **fields)
        other = _named(day, then[place - 1])
        return _("{team} goes to {visit} after {other}").format(other=other, **fields)
    places = [number for number, pair in enumerate(zip(now, then, strict=False)) if pair[0] != pair[1]]
    stops = [_named(day, each) for each in then[places[0] : places[-1] + 1]] if places else []
    if not 0 < len(stops) <= LISTED:
        return _("{team} makes its stops in another order").format(team=team)
    return _("{team} goes in this order: {visits}").format(team=team, visits=listed(stops))


def _papers(way: Way, day: Day) -> str:
    over, taker = way.over, _team(day, way.shift_id)
    if over is None or over.meeting is None:
        return _("{team} has the papers, or gets them at the office").format(team=taker)
    fields = {"team": taker, "time": _clock(over.meets_at, day), "where": over.meeting.where}
    if over.meeting.from_shift is None:
        return _("{team} fetches the papers: {where}, {time}").format(**fields)
    return _("{team} meets {giver}: {where}, {time}").format(giver=_team(day, over.meeting.from_shift), **fields)


def _named(day: Day, visit_id: UUID | None) -> str:
    return day.visit(visit_id).reference if visit_id else ""


def _team(day: Day, shift_id: UUID | None) -> str:
    return day.shift(shift_id).team.name if shift_id else ""


def _clock(when: datetime | None, day: Day) -> str:
    return clock(when, day.zone) if when else "–"
