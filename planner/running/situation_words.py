"""A running day in words: what needs a person now, in one line and one more, and how each team stands.

Visits are named by their references and their numbers on paper, never by who lives there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from planner.model import Day
from planner.running.happens_words import call_words
from planner.running.needs import Need, NeedKind
from planner.running.pending_words import near_words, short_words
from planner.running.situation import Situation, TeamNow
from planner.running.team_warning import by_team
from planner.running.warning_words import late_words, team_act, team_short
from planner.text import N_, clock, duration, listed, ngettext
from planner.text import gettext as _
from planner.told import Said

SAID = {
    Said.SET_OUT: N_("setting out"),
    Said.ARRIVED: N_("arriving at stop {number}"),
    Said.LEFT: N_("leaving stop {number}"),
    Said.BACK: N_("being back"),
    Said.ALL_WELL: N_("being well"),
    Said.DANGER: N_("danger"),
}
"""What a team is waited for to say."""
INCIDENTS = {
    "danger": N_("danger"),
    "accident": N_("an accident"),
    "illness": N_("somebody is ill"),
    "other": N_("an incident"),
}


class NeedWords(NamedTuple):
    """One thing that needs a person: a line, what else is to be known, and what Enter does."""

    title: str
    detail: str
    action: str


def said_words(said: Said, number: int) -> str:
    """What a team is to say next, such as "arriving at stop 3"."""
    return _(SAID[said]).format(number=number)


def need_words(found: Situation, need: Need) -> NeedWords:
    """What a need is called."""
    shift = found.shift(need.shift_id)
    name = shift.team.name if shift else ""
    return WORDS[need.kind](found, need, name)


def calm_words(found: Situation, next_: TeamNow | None) -> str:
    """Where nothing needs a person: who is to be heard next."""
    if next_ is None or next_.due is None:
        return _("Nobody is waited for.")
    zone = found.day.zone
    return _("All teams are well. Next check-in: {team}, {time}, {what}.").format(
        team=next_.shift.team.name,
        time=clock(next_.due.at, zone),
        what=said_words(next_.due.said, next_.due.number),
    )


def _at(found: Situation, moment: datetime) -> str:
    return clock(moment, found.day.zone)


def _since(found: Situation, moment: datetime) -> str:
    return duration(max(60.0, (found.now - moment).total_seconds()))


def _incident(found: Situation, need: Need, name: str) -> NeedWords:
    about: Any = need.about
    what = _(INCIDENTS[about.kind.value])
    title = _("{team}: {what}").format(team=name or _("A team of {day}").format(day=about.day.isoformat()), what=what)
    at = _at(found, about.at) if about.day == found.day.date else f"{about.day.isoformat()} {_at(found, about.at)}"
    detail = _("Since {time}. The team's day stands still.") if about.pauses else _("Since {time}. Not closed yet.")
    return NeedWords(title, detail.format(time=at), _("Open it"))


def _alarm(found: Situation, need: Need, name: str) -> NeedWords:
    about: Any = need.about
    amount = _since(found, about.due)
    title = _("{team} is not heard: {amount} overdue").format(team=name or _("A team"), amount=amount)
    tried = len(about.tried)
    done = ngettext("{count} try so far.", "{count} tries so far.", tried).format(count=tried)
    words = [_("Due at {time}.").format(time=_at(found, about.due)), done if tried else _("Ring them up now.")]
    late = next((each for each in by_team(found.missed) if each.shift_id == need.shift_id), None)
    if late and late.missed and not tried:  # afterwards that is a row of its own
        words.append(_("As far as is known: {what}.").format(what=late_words(late, found.day)))
    return NeedWords(title, " ".join(words), _("Ring them up"))


def _ring(found: Situation, need: Need, _name: str) -> NeedWords:
    about: Any = need.about
    people = listed(f"{name} {number}".strip() for name, number in about.people)
    why = _("{reference} is not made any more.").format(reference=about.reference or _("A visit"))
    return NeedWords(
        _("Ring up {team}").format(team=about.phone.team), f"{why} {people}".strip(), _("Note who answered")
    )


def _call(found: Situation, need: Need, _name: str) -> NeedWords:
    about: Any = need.about
    title = _("Call the customer of {reference}").format(reference=about.visit.reference)
    return NeedWords(title, call_words(about, found.day.zone), _("Open the list of calls"))


def _warning(found: Situation, need: Need, _name: str) -> NeedWords:
    about: Any = need.about
    detail, team = team_act(about, found.day, found.now), found.team(need.shift_id)
    if need.kind is NeedKind.WARNING and team and team.due and not team.alarm and team.due.at <= found.now:
        words = _("Due at {time} and not heard yet: ring them up first. {more}")
        detail = words.format(time=_at(found, team.due.at), more=detail)
    return NeedWords(team_short(about, found.day), detail, _("Ways out"))


def _pending(_found: Situation, need: Need, name: str) -> NeedWords:
    about: Any = need.about
    title = _("Tell {team}: {what}").format(team=name, what=short_words(about))
    people = listed(f"{who} {number}".strip() for who, number in about.people)
    detail = " ".join(part for part in (near_words(about), people) if part)
    return NeedWords(title, detail, _("Read it out"))


def _papers(_found: Situation, need: Need, _name: str) -> NeedWords:
    about: Any = need.about
    teams = listed(shift.team.name for shift in about)
    title = ngettext("New papers for {teams}", "New papers for {teams}", len(about)).format(teams=teams)
    return NeedWords(title, _("Before they leave: their route has changed since it was printed."), _("Issue anew"))


def _late(found: Situation, need: Need, name: str) -> NeedWords:
    about: Any = need.about
    title = _("{team} was due at {time}: {what}").format(
        team=name, time=_at(found, about.at), what=said_words(about.said, about.number)
    )
    return NeedWords(title, _("Alarm at {time}.").format(time=_at(found, about.alarm_at)), _("Check in"))


def _untold(_found: Situation, need: Need, name: str) -> NeedWords:
    about: Any = need.about
    numbers = listed(str(number) for number in about)
    text = ngettext("{team}: how stop {stops} ended", "{team}: how stops {stops} ended", len(about))
    return NeedWords(text.format(team=name, stops=numbers), _("Ask when they ring up next."), _("Check in"))


def _stops_left(_found: Situation, need: Need, name: str) -> NeedWords:
    about: Any = need.about
    text = ngettext(
        "{team} is back, and stop {stops} is open", "{team} is back, and stops {stops} are open", len(about)
    )
    title = text.format(team=name, stops=listed(str(number) for number in about))
    return NeedWords(
        title, _("Nobody goes there, unless they set out again or others take over."), _("What can be done")
    )


def _evening(_found: Situation, _need: Need, _name: str) -> NeedWords:
    detail = _("Enter the outcomes that are missing, tick off the copies, and close the day.")
    return NeedWords(_("All teams are back"), detail, _("Evening"))


WORDS: Mapping[NeedKind, Callable[[Situation, Need, str], NeedWords]] = {
    NeedKind.DANGER: _incident,
    NeedKind.ALARM: _alarm,
    NeedKind.INCIDENT: _incident,
    NeedKind.RING_TEAM: _ring,
    NeedKind.TELL_NOW: _pending,
    NeedKind.PAPERS: _papers,
    NeedKind.CALL_CUSTOMER: _call,
    NeedKind.WARNING: _warning,
    NeedKind.PENDING: _pending,
    NeedKind.LATE: _late,
    NeedKind.UNTOLD: _untold,
    NeedKind.STOPS_LEFT: _stops_left,
    NeedKind.EVENING: _evening,
    NeedKind.NEAR: _warning,
}


def team_words(found: Situation, team: TeamNow) -> str:
    """Where a team is, in few words, such as "at stop 3 since 10:20"."""
    zone, now = found.day.zone, team.forecast
    if team.paused:
        return _("stands still")
    if now is None or not now.marks:
        return _("no stops")
    if now.back_told:
        return _("back since {time}").format(time=clock(now.back, zone))
    if now.at:
        number = team.numbers.get(now.at.visit_id, now.at.number)
        return _("at stop {number} since {time}").format(number=number, time=clock(now.at.start, zone))
    if now.next is None:
        return _("on the way back, {time}").format(time=clock(now.back, zone))
    number, at = team.numbers.get(now.next.visit_id, now.next.number), clock(now.next.start, zone)
    if now.start > found.now or not (now.set_out or any(mark.actual for mark in now.marks)):
        return _("leaves at {time}").format(time=clock(now.start, zone))
    return _("on the way to stop {number}, {time}").format(number=number, time=at)


def paper_words(team: TeamNow, day: Day) -> str:
    """Which version a team holds, such as "2 · 10:42"; nothing where it has none."""
    return team.held.label(day.zone) if team.held else ""
