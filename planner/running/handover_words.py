"""How visits go to another team on the road, in words: who meets whom where and when, and what comes of it."""

from __future__ import annotations

from planner.model import Day
from planner.running.handover import WayOver
from planner.text import clock, listed, ngettext
from planner.text import gettext as _


def over_title(way: WayOver, day: Day) -> str:
    """What is done."""
    team, meeting = day.shift(way.to_shift).team.name, way.meeting
    if meeting is None:
        return _("{team} goes: it has the papers, or gets them in the office").format(team=team)
    at = clock(way.meets_at, day.zone) if way.meets_at else "–"
    if meeting.from_shift is None:
        words = _("{team} fetches the papers at {place}, about {time}")
        return words.format(team=team, place=meeting.where, time=at)
    other = day.shift(meeting.from_shift).team.name
    words = _("{team} meets {other} at {place}, about {time}")
    return words.format(team=team, other=other, place=meeting.where, time=at)


def over_effect(way: WayOver, day: Day) -> str:
    """When the visits are made then, and how many others start otherwise."""
    zone = day.zone
    starts = {stop.visit_id: stop.start for route in way.plan.routes for stop in route.stops}
    visits = listed(
        _("{visit} at {time}").format(visit=day.visit(each).reference, time=clock(starts[each], zone))
        for each in way.visit_ids
    )
    if not way.moved:
        return _("{visits}. Everybody else is visited as planned.").format(visits=visits)
    words = ngettext("{visits}. {count} other visit starts at another time.",
                     "{visits}. {count} other visits start at another time.", len(way.moved))  # fmt: skip
    return words.format(visits=visits, count=len(way.moved))


def step_words(way: WayOver, day: Day) -> str:
    """The step of undo."""
    visits = listed(day.visit(each).reference for each in way.visit_ids)
    return _("{visits} to {team}").format(visits=visits, team=day.shift(way.to_shift).team.name)
