"""An alarm in words: who is rung up in which order, who was tried, and where the team was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from planner.audit_words import ACTORS
from planner.running.sought import Place, Sought
from planner.text import N_, clock, duration
from planner.text import gettext as _
from planner.told import AlarmStep, Tried

STEPS = {
    AlarmStep.STAFF: N_("Ring up the team"),
    AlarmStep.PARTNER: N_("Ring up the partner"),
    AlarmStep.SUPERVISOR: N_("Tell the supervisor"),
    AlarmStep.EMERGENCY: N_("Call for help"),
}
"""What each step is called."""
NOBODY = {
    AlarmStep.STAFF: N_("Nobody is in the team today."),
    AlarmStep.PARTNER: N_("Nobody else is in the team today."),
    AlarmStep.SUPERVISOR: N_("No supervisor has an account here. Call whoever is in charge."),
    AlarmStep.EMERGENCY: N_("No numbers are kept. Add them in the settings, under Papers. Dial the emergency number."),
}
"""What is said of a step that means nobody."""


def people_words(people: tuple[tuple[str, str], ...], step: AlarmStep) -> str:
    """Names and numbers, a line each."""
    return "\n".join("   ".join(filter(None, (name, number or _("no number")))) for name, number in people) or _(
        NOBODY[step]
    )


def tried_words(tried: Tried, names: Mapping[str, str], zone: tzinfo) -> str:
    """Who did what, such as "10:58 no answer (R. Sorel)"."""
    who, what = actor_words(tried.by, names), _("answered") if tried.answered else _("no answer")
    return _("{time} {what} ({who})").format(time=clock(tried.at, zone), what=what, who=who)


def actor_words(actor: str, names: Mapping[str, str]) -> str:
    """A person of the office by name."""
    return names.get(actor) or (_(ACTORS[actor]) if actor in ACTORS else _("somebody"))


def lead_words(sought: Sought, zone: tzinfo) -> str:
    """Since when it is missed, and when it was heard last."""
    heard = (
        _("Heard last at {time}.").format(time=clock(sought.heard_at, zone))
        if sought.heard_at
        else _("Not heard on this day.")
    )
    if sought.alarm is None:
        return heard
    late = duration(max(60.0, (sought.now - sought.alarm.due).total_seconds()))
    due = _("To be heard at {time}, {late} ago.").format(time=clock(sought.alarm.due, zone), late=late)
    return f"{due} {heard}"


def where_words(sought: Sought, zone: tzinfo) -> str:
    """Where to look for it."""
    parts = []
    if sought.seen:
        parts.append(_place(_("Was at stop {number}, {time}: {address}"), sought.seen, zone))
    if sought.ahead:
        parts.append(_place(_("To be at stop {number}, {time}: {address}"), sought.ahead, zone))
    if sought.shift.vehicle:
        parts.append(_("Vehicle: {vehicle}").format(vehicle=sought.shift.vehicle))
    return "\n".join(parts)


def _place(template: str, place: Place, zone: tzinfo) -> str:
    return template.format(number=place.number, time=clock(place.at, zone), address=place.address.whole)
