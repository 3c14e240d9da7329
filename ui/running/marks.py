"""What the timeline shows of a running day: the situation, brought to its marks. Knows no widget."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from planner.model import Day, Plan
from planner.running.situation import Situation, TeamNow
from planner.running.situation_words import said_words, team_words
from planner.text import clock
from planner.text import gettext as _
from ui.workbench.timeline_running import NO_MARKS, HeldStop, Late, Marks, TeamMark


def shown(found: Situation | None, day: Day, plan: Plan | None) -> tuple[Plan | None, Marks]:
    """The plan as the timeline shows it, and its marks: where the day runs its forecast."""
    if found is None or found.day.id != day.id or not found.runs:
        return plan, NO_MARKS
    return (found.forecast.plan if found.forecast and found.plan is plan else plan), marks_of(found)


def marks_of(found: Situation | None) -> Marks:
    """Marks of a day; none where it does not run."""
    if found is None or not found.runs:
        return NO_MARKS
    held = {team.shift.id: tuple(_held(team)) for team in found.teams}
    late = {(each.shift_id, each.visit_id): Late(each.due, each.missed) for each in found.missed if each.visit_id}
    return Marks(held, late, {team.shift.id: _mark(found, team) for team in found.teams})


def _held(team: TeamNow) -> Iterator[HeldStop]:
    # Where a time was told by telephone, nobody told until when: then it is as long as the forecast has it.
    held, now = team.held, team.forecast
    if held is None:
        return
    stays = {mark.visit_id: mark.end - mark.start for mark in (now.marks if now else ())}
    for number, (visit_id, start) in enumerate(zip(held.visits, held.starts, strict=True)):
        if held.ends:
            yield HeldStop(visit_id, start, held.ends[number])
        elif visit_id in stays:
            yield HeldStop(visit_id, start, start + stays[visit_id])


def _mark(found: Situation, team: TeamNow) -> TeamMark:
    zone = found.day.zone
    return TeamMark(
        version=str(team.held.issue or "–") if team.held else "",
        pending=team.pending is not None,
        due=clock(team.due.at, zone) if team.due else "",
        overdue=round((found.now - team.alarm.due).total_seconds() / 60) if team.alarm else 0,
        paused=team.paused,
        tips=tuple(_tips(found, team, zone)),
    )


def _tips(found: Situation, team: TeamNow, zone: ZoneInfo) -> Iterator[str]:
    yield team_words(found, team)
    if team.due:
        what = said_words(team.due.said, team.due.number)
        yield _("To be heard by {time}: {what}").format(time=clock(team.due.at, zone), what=what)
    if team.held and team.held.confirmed_at:
        at = clock(team.held.confirmed_at, zone)
        yield _("Has version {version}, changed by telephone at {time}").format(version=team.held.issue or "–", time=at)
    elif team.held:
        yield _("Has version {version}").format(version=team.held.issue or "–")
    if team.pending:
        yield _("A change waits until somebody of the team has confirmed it by telephone.")
