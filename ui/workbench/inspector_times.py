"""When a stop is planned, what was told of it when the plan was issued, and how it went: in lines. Edits nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from html import escape

from planner.day.states import PlacedStop, VisitRow
from planner.model import Stop
from planner.plan_words import OUTCOMES
from planner.text import clock, duration, listed
from planner.text import gettext as _

HALF_A_MINUTE = timedelta(seconds=30)


def planned_words(row: VisitRow) -> str:
    """When it starts and ends, a line for each of its teams, as rich text."""
    return "<br>".join(_planned(place, row) for place in row.places)


def _planned(place: PlacedStop, row: VisitRow) -> str:
    stop, zone = place.stop, row.zone
    more = [duration((stop.departure - stop.start).total_seconds())]
    more.append(_("arrives {time}").format(time=clock(stop.arrival, zone)))
    if stop.waiting >= HALF_A_MINUTE:
        more.append(_("waits {time}").format(time=duration(stop.waiting.total_seconds())))
    if len(row.places) > 1:
        more.insert(0, place.shift.team.name)
    return f"<b>{clock(stop.start, zone)}–{clock(stop.departure, zone)}</b>&nbsp; {escape(listed(more))}"


def told_words(row: VisitRow) -> tuple[str, str]:
    """The start in the plan that was issued last, where it is another one now, and the tone of it."""
    if row.told is None:
        return "", "text"
    then = clock(row.told.start, row.zone)
    if row.stop is None:
        return _("{time}, and no stop now").format(time=then), "worse"
    away = row.stop.start - row.told.start
    if abs(away) < HALF_A_MINUTE:
        return then, "text2"
    words = _("{time}, now {length} later") if away > timedelta(0) else _("{time}, now {length} earlier")
    return words.format(time=then, length=duration(abs(away).total_seconds())), "worse"


def actual_words(row: VisitRow) -> str:
    """How it went, a line for each of its teams; nothing where nobody told."""
    return "\n".join(_went(place.stop, row) for place in row.places if place.stop.actual)


def _went(stop: Stop, row: VisitRow) -> str:
    assert stop.actual
    arrived, left = stop.actual.arrived, stop.actual.left
    parts = []
    if arrived:
        parts.append(_("arrived {time}").format(time=_late(arrived, row.told, row)))
    if left:
        parts.append(_("left {time}").format(time=clock(left, row.zone)))
    outcomes = {"done": _("done"), "failed": _("failed")}
    here = _("how it went is not told yet") if left else _("the team is there")
    parts.append(outcomes.get(stop.outcome, here))
    parts += [_(OUTCOMES[stop.actual.reason])] if stop.actual.reason in OUTCOMES else []
    return listed(parts)


def _late(arrived: datetime, told: Stop | None, row: VisitRow) -> str:
    time = clock(arrived, row.zone)
    if told is None or arrived - told.start < timedelta(minutes=1):
        return time
    return _("{time} ({length} late)").format(time=time, length=duration((arrived - told.start).total_seconds()))
