"""What is said to a team on the telephone: what it must know now, its next stop, and what is asked of it. Words only.

Also what is about to be noted, in one sentence, so that who types sees it before it is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from planner.cases.outcome_words import code_words
from planner.cases.outcomes import Code
from planner.model import Day
from planner.running.check_in_line import Asked
from planner.running.forecast_model import Mark
from planner.running.pending_words import near_words, read_out
from planner.running.situation import Situation, TeamNow
from planner.running.situation_words import team_words
from planner.running.warning_words import warning_short
from planner.text import N_, clock, listed, ngettext
from planner.text import gettext as _
from planner.told import Said

NOTING = {
    Said.SET_OUT: N_("{team} sets out, {when}"),
    Said.ARRIVED: N_("{team} is at stop {stop}, {when}"),
    Said.LEFT: N_("{team} leaves stop {stop}, {when}"),
    Said.BACK: N_("{team} is back, {when}"),
    Said.ALL_WELL: N_("{team}: all well, {when}"),
    Said.DANGER: N_("{team} is in danger, {when}"),
}


class Told(NamedTuple):
    """A line of what is said: its words and their tone (a name in `ui.theme.Colors`, or nothing)."""

    text: str
    tone: str = ""


def noting_words(team: TeamNow, asked: Asked, zone: ZoneInfo) -> str:
    """What is about to be noted, in one sentence."""
    when = clock(asked.moment, zone) if asked.moment else _("now")
    words = _(NOTING[asked.said]).format(team=team.shift.team.name, stop=stop_meant(team, asked), when=when)
    if asked.code:
        words = _("{what}: {code} {outcome}").format(what=words, code=asked.code, outcome=code_words(Code(asked.code)))
    if asked.said == Said.BACK and (left := team.open_stops):
        text = ngettext("{what}; stop {stops} is open", "{what}; stops {stops} are open", len(left))
        words = text.format(what=words, stops=listed(str(number) for number in left))
    return words


def stop_meant(team: TeamNow, asked: Asked) -> int:
    """The number on paper of the stop that a check-in is about; 0 for none."""
    if asked.stop:
        return asked.stop
    now = team.forecast
    mark = now and ((now.at or now.next) if asked.said in (Said.LEFT, Said.DANGER) else now.next)
    return team.numbers.get(mark.visit_id, mark.number) if mark else 0


def answer(found: Situation, team: TeamNow) -> tuple[Told, ...]:
    """What to say to a team, the most important first."""
    return tuple(_lines(found, team))


def _lines(found: Situation, team: TeamNow) -> Iterator[Told]:
    if team.incident:
        yield Told(
            _("Their day stands still. Ask if they are safe.") if team.paused else _("An incident is open."), "wrong"
        )
    for ring in found.facts.rings:
        if ring.phone.shift_id == team.shift.id and ring.phone.day == found.day.date:
            yield Told(_("Tell them: {reference} is not made any more.").format(reference=ring.reference), "wrong")
    if team.pending:
        if near := near_words(team.pending):
            yield Told(near, "wrong")
        yield Told(_("Read out to them:"), "accent")
        for line in read_out(found.day, team.pending):
            yield Told(line, "accent")
    now = team.forecast
    if now and not now.back_told and (ahead := now.next):
        yield Told(_next(found.day, team, ahead, after=now.at is not None))
    elif now and not now.back_told and not now.at:
        yield Told(_("No more stops: back at {time}.").format(time=_at(found.day, now.back)))
    for each in found.missed:
        if each.shift_id == team.shift.id and each.missed:
            yield Told(warning_short(each, found.day), "worse")
    if team.untold:
        numbers = listed(str(number) for number in team.untold)
        text = ngettext("Ask how stop {stops} ended.", "Ask how stops {stops} ended.", len(team.untold))
        yield Told(text.format(stops=numbers), "worse")
    yield Told(_("Now: {where}.").format(where=team_words(found, team)), "text2")


def _next(day: Day, team: TeamNow, mark: Mark, *, after: bool) -> str:
    visit = day.visit(mark.visit_id)
    number = team.numbers.get(mark.visit_id, mark.number)
    template = _("Then stop {number} at {time}: {address}") if after else _("Next stop {number} at {time}: {address}")
    words = template.format(number=number, time=_at(day, mark.start), address=visit.address.text)
    return " · ".join(part for part in (words, visit.address.inner, *_times(day, mark)) if part)


def _times(day: Day, mark: Mark) -> Iterator[str]:
    promised = day.visit(mark.visit_id).promised
    if promised:
        yield _("promised {earliest:%H:%M}–{latest:%H:%M}").format(earliest=promised.earliest, latest=promised.latest)
    if mark.planned and abs(mark.delay.total_seconds()) >= 60:
        yield _("by their paper {time}").format(time=_at(day, mark.planned))


def _at(day: Day, moment: datetime) -> str:
    return clock(moment, day.zone)
