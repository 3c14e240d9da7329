"""What is offered when something happened, in words: what is done, and whom to ring and why. Decides nothing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from planner.day.meetings import coming_of
from planner.day.replacements import Kind as Arrangement
from planner.model import Day, Plan, TravelMode
from planner.running.calls_due import ToCall, Why
from planner.running.happened import Answer, Kind, What
from planner.text import N_, clock, duration, listed, ngettext, span_words
from planner.text import gettext as _

WHAT: dict[What, tuple[str, str]] = {
    What.STAFF_ILL: (N_("Somebody is ill"), N_("Who steps in, or whether the day of the team ends.")),
    What.CAR_OUT: (N_("A car is out"), N_("The team goes on on foot, by bicycle or with another car, or stops.")),
    What.STOPS_HERE: (N_("A team stops here"), N_("Its day ends where it is. The rest is spread or dropped.")),
    What.SPREAD: (N_("A whole team is gone"), N_("All its open visits are spread over the others.")),
    What.ROAD_CLOSED: (N_("A road is closed"), N_("Draw it on the map. Every way leads around it today.")),
}
"""What can happen, and what is done about it, in the order of its keys."""
MODES = {
    TravelMode.CAR: N_("{team} goes on with another car"),
    TravelMode.SCOOTER: N_("{team} goes on by scooter"),
    TravelMode.BICYCLE: N_("{team} goes on by bicycle"),
    TravelMode.FOOT: N_("{team} goes on on foot"),
}
KINDS = {
    Kind.SPREAD: N_("Its visits go to other teams"),
    Kind.HAND_OVER: N_("Papers change hands, other teams go on"),
    Kind.DROP: N_("Its open visits are not made today"),
    Kind.KEEP: N_("Every team keeps its order"),
    Kind.REORDER: N_("Teams that are held up get a better order"),
}
NOT_INSIDE = N_("Nobody goes into the closed area today")


def answer_title(answer: Answer, what: What, team: str) -> str:
    """What is done."""
    if answer.arrangement:
        return _arranged(answer)
    if answer.mode:
        return _(MODES[answer.mode]).format(team=team)
    if what == What.ROAD_CLOSED and answer.kind == Kind.DROP:
        return _(NOT_INSIDE)
    return _(KINDS[answer.kind])


def answer_detail(answer: Answer, day: Day) -> str:
    """What follows from it, in one line."""
    zone = day.zone
    said: list[str] = []
    if answer.delay:
        said.append(_("{time} later").format(time=duration(answer.delay.total_seconds())))
    if answer.kind == Kind.TRAVEL_REORDERED:
        said.append(_("in another order"))
    if answer.kind == Kind.TRAVEL_HANDED:  # else it would be named like the answer in which the team keeps them
        said.append(_("by other teams: {visits}").format(visits=listed(c.visit.reference for c in answer.change.moved)))
    if answer.after.plan and answer.kind in (Kind.HAND_OVER, Kind.TRAVEL_HANDED):
        said += _papers(answer, answer.after.plan)
    back = {route.shift_id: route.end for route in (answer.after.plan.routes if answer.after.plan else ())}
    if late := [f"{shift.team.name} {clock(back[shift.id], zone)}" for shift, _by in answer.change.overtime]:
        said.append(_("back late: {teams}").format(teams=listed(late)))
    if answer.shut_in:
        said.append(shut_in_words(answer))
    if answer.change.taken_out:
        said.append(_("not made: {visits}").format(visits=listed(c.visit.reference for c in answer.change.taken_out)))
    text = "; ".join(said)
    return text[:1].upper() + text[1:]


def _papers(answer: Answer, plan: Plan) -> list[str]:
    # Where a team that stands still is met it has to be: whoever proposes it thinks that it is at its last door.
    coming = coming_of(plan)
    met = [each.where for each in coming if each.from_shift]
    fetched = dict.fromkeys(each.where for each in coming if not each.from_shift)
    said = []
    if met:
        words = ngettext("{count} meeting at {places}", "{count} meetings at {places}", len(met))
        said.append(words.format(count=len(met), places=listed(dict.fromkeys(met))))
    if met and answer.kind == Kind.HAND_OVER:
        said.append(_("ask them to wait there"))
    if fetched:
        said.append(_("new papers from {places}").format(places=listed(fetched)))
    return said


def shut_in_words(answer: Answer) -> str:
    """Which stops lie within the closed area."""
    visits = listed(visit.reference for visit in answer.shut_in)
    return ngettext(
        "{visits} lies inside: ask whether it can be reached",
        "{visits} lie inside: ask whether they can be reached",
        len(answer.shut_in),
    ).format(visits=visits)


def step_text(answer: Answer, what: What, team: str) -> str:
    """The name of the step of undo."""
    return _("{what}: {answer}").format(what=_(WHAT[what][0]), answer=answer_title(answer, what, team))


def teams_words(answer: Answer) -> str:
    """Who has to hear of it: teams whose route is another one or whose road is closed, and who go together now."""
    done = answer.arrangement.arrangement if answer.arrangement else None
    moved = (*done.into, *([done.origin] if done.origin else [])) if done and done.people else ()
    names = dict.fromkeys(shift.team.name for shift in (*moved, *answer.change.teams))
    people = [person.name for person in done.people] if done else []
    said = [_("Ring up: {teams}").format(teams=listed([*names, *people]))] if names or people else []
    if answer.held_up:  # with the same route as well: they would drive into it
        teams = listed(shift.team.name for shift in answer.held_up)
        said.append(_("Tell of the closed road: {teams}").format(teams=teams))
    return "\n".join(said) or _("No team has to be rung up.")


def call_title(call: ToCall) -> str:
    """Whom to call: a reference and the customer's name."""
    return f"{call.visit.reference} · {call.visit.customer.name}"


def call_words(call: ToCall, zone: ZoneInfo, now: datetime | None = None) -> str:
    """What to tell them: of a day that is over `now`, that nobody came."""
    promised = span_words(call.visit.promised) if call.visit.promised else ""
    if promised and now and call.visit.date < now.astimezone(zone).date():
        words = _("Promised {span} on {day}. Nobody came: offer another day.")
        return words.format(span=promised, day=call.visit.date.isoformat())
    if call.why == Why.OTHERWISE and call.start:
        words = _("Promised {span}. The team comes about {time} now: agree on it, or on another day.")
        return words.format(span=promised, time=clock(call.start, zone))
    if promised:
        return _("Promised {span}. Nobody comes today: offer another day.").format(span=promised)
    return _("Planned for about {time}. Nobody comes today.").format(time=clock(call.was, zone))


def tries_words(call: ToCall) -> str:
    """How often nobody answered."""
    return ngettext("not reached {count} time", "not reached {count} times", call.tries).format(count=call.tries)


def _arranged(answer: Answer) -> str:
    assert answer.arrangement
    done = answer.arrangement.arrangement
    people = listed(person.name for person in done.people)
    into = listed(shift.team.name for shift in done.into)
    origin = done.origin.team.name if done.origin else ""
    if done.kind == Arrangement.CARRY_ON:
        return _("{into} goes on without a replacement").format(into=into)
    if done.kind == Arrangement.DISSOLVE:
        return _("Dissolve {gone}").format(gone=listed(shift.team.name for shift in done.dissolved))
    if done.origin:
        words = ngettext("{people} of {origin} joins {into}", "{people} of {origin} join {into}", len(done.people))
        return words.format(people=people, origin=origin, into=into)
    words = ngettext("{people} of the reserve joins {into}", "{people} of the reserve join {into}", len(done.people))
    return words.format(people=people, into=into)
