"""Where papers change hands on the road, as it lies on the timeline: when, with whom, and what is said of it. Pure."""

from __future__ import annotations

from typing import NamedTuple

from planner.model import Day, Meeting, Plan, Route, RouteMeeting
from planner.text import clock as clock_words
from planner.text import gettext as _
from planner.text import ngettext
from ui.workbench.timeline_scale import Clock, Span


class Meet(NamedTuple):
    """A meeting in a team's row; `sign` is the other team's, None where papers are fetched from the office."""

    span: Span
    sign: int | None
    words: str


def meets_of(clock: Clock, day: Day, plan: Plan | None, route: Route | None) -> tuple[Meet, ...]:
    """The meetings of a route, in their order."""
    known = {meeting.id: meeting for meeting in (plan.meetings if plan else ())}
    coming = route.meetings if route else ()
    return tuple(_meet(clock, day, route, each, known[each.meeting_id])
                 for each in coming if route and each.meeting_id in known)  # fmt: skip


def _meet(clock: Clock, day: Day, route: Route, lies: RouteMeeting, meeting: Meeting) -> Meet:
    others = (shift for shift in day.shifts if shift.id in meeting.shifts and shift.id != route.shift_id)
    other = next((shift.team for shift in others), None)
    words = _words(meeting, other.name if other else "", clock_words(lies.start, clock.zone))
    return Meet(Span(clock.seconds(lies.start), clock.seconds(lies.end)), other.sign if other else None, words)


def _words(meeting: Meeting, team: str, time: str) -> str:
    count = len(meeting.visits)
    papers = ngettext("papers of {count} visit", "papers of {count} visits", count).format(count=count)
    if not team:
        return _("Fetches at {place}, {time}: {papers}").format(place=meeting.where, time=time, papers=papers)
    return _("Meets {team} at {place}, {time}: {papers}").format(
        team=team, place=meeting.where, time=time, papers=papers
    )
