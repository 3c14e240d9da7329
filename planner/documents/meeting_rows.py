"""The row of a route sheet where papers change hands: when, where, with whom, and which.

Visits are their references, papers their numbers: nobody is named. Pure; worded in the paper's language.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from planner.cases.copy_model import Copy, Paper
from planner.documents.terms import PaperTerms
from planner.documents.wording import clock, zone_of
from planner.model import Day, Meeting, Plan, Route, RouteMeeting, place_of
from planner.text import N_, listed
from planner.text import gettext as _

type Hands = Mapping[UUID, Sequence[int]]
"""By visit the numbers of its envelopes."""

ENVELOPES = (Paper.TEAM_ENVELOPE, Paper.CUSTOMER_ENVELOPE)


def meeting_row(
    day: Day, plan: Plan, route: Route, lies: RouteMeeting, terms: PaperTerms, language: str, hands: Hands
) -> dict[str, object]:
    """Its row, without the way that leads on from there."""
    meeting = meeting_of(plan, lies)
    other = _other(day, route, meeting)
    place = terms.place_name(meeting.where, language) if _is_base(day, meeting) else meeting.where
    time, until = clock(lies.start, zone_of(day)), clock(lies.end, zone_of(day))
    title = _("Meet {team}: {place}, until {time}", language) if other else _("Fetch papers: {place}", language)
    text = _does(other, meeting.to_shift == route.shift_id)
    short = _("meet {team}", language).format(team=other) if other else _("fetch papers", language)
    return {
        "kind": "meeting",
        "time": time,
        "title": title.format(team=other, place=place, time=until),
        "text": _(text, language).format(papers=listed(_papers(day, plan, meeting, hands, language), language)),
        "travel": None,
        "steps": [],
        "entry": {"kind": "meeting", "time": time, "text": short, "tail": False},
    }


def meeting_of(plan: Plan, lies: RouteMeeting) -> Meeting:
    """The meeting that lies there in a route."""
    return next(each for each in plan.meetings if each.id == lies.meeting_id)


def hands_of(plan: Plan, before: Collection[Copy], now: Collection[Copy]) -> dict[UUID, tuple[int, ...]]:
    """The envelopes that change hands, by visit: a team hands over those it took along, the office the new ones."""
    return {
        visit: _envelopes(before if meeting.from_shift else now, meeting.from_shift or meeting.to_shift, visit)
        for meeting in plan.meetings if not meeting.over
        for visit in meeting.visits
    }  # fmt: skip


def _does(other: str, gets: bool) -> str:
    if not other:
        return N_("For {papers}")
    return N_("They give you {papers}") if gets else N_("Give them {papers}")


def _envelopes(copies: Collection[Copy], shift_id: UUID, visit_id: UUID) -> tuple[int, ...]:
    mine = [
        copy for copy in copies
        if copy.shift_id == shift_id and copy.paper in ENVELOPES and copy.open
        and any(held.visit_id == visit_id for held in copy.held)
    ]  # fmt: skip
    newest = max((copy.issue for copy in mine), default=0)
    return tuple(sorted(copy.number for copy in mine if copy.issue == newest))


def _other(day: Day, route: Route, meeting: Meeting) -> str:
    return next((day.shift(each).team.name for each in meeting.shifts if each != route.shift_id), "")


def _is_base(day: Day, meeting: Meeting) -> bool:
    shifts = (day.shift(each) for each in meeting.shifts)
    bases = (base for shift in shifts for base in (shift.start_at, shift.end_at) if base and place_of(base))
    return any(base.name == meeting.where for base in bases)


def _papers(day: Day, plan: Plan, meeting: Meeting, hands: Hands, language: str) -> list[str]:
    # Of the visits that the other team still has on its way.
    taken = {stop.visit_id for each in plan.routes if each.shift_id == meeting.to_shift for stop in each.stops}
    found = []
    for visit_id in meeting.visits:
        if visit_id in taken:
            numbers = [str(number) for number in hands.get(visit_id, ())]
            text = _("{visit} (envelopes {numbers})", language) if numbers else "{visit}"
            found.append(text.format(visit=day.visit(visit_id).reference, numbers=", ".join(numbers)))
    return found
