"""Ways, results and reasons of contacts in words, for the window and the command line. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from planner.cases.calls import CallGroup
from planner.cases.contacts import Room
from planner.cases.model import Channel, Purpose
from planner.cases.precontact import Reached, ReachState
from planner.cases.reminders import Due, DueState
from planner.text import N_
from planner.text import gettext as _

WAYS: Mapping[Channel, str] = {
    Channel.SMS: N_("SMS"),
    Channel.EMAIL: N_("E-mail"),
    Channel.LETTER: N_("Letter"),
    Channel.PHONE: N_("Call"),
}
WHY: Mapping[str, str] = {
    "held": N_("wants no contact, or may not be contacted"),
    "quiet_hours": N_("a quiet hour where the customer lives"),
    "spared": N_("an hour the customer asked to spare"),
    "talks_spent": N_("spoken with often enough today"),
    "tries_spent": N_("tried often enough today"),
    "week_spent": N_("called often enough this week"),
    "talked_lately": N_("spoken with a few days ago"),
    "contacts_spent": N_("contacted often enough for now"),
    "messages_spent": N_("written to often enough for now"),
    "resting": N_("in the rest after a reminder"),
    "wrong_number": N_("the number is somebody else's: write a letter, or ask the lender for another one"),
    "no_way": N_("no number or address for this way"),
    "agree_first": N_("was told another time: agree on the new one on the telephone"),
    "not_due": N_("nothing is due any more"),
    "not_approved": N_("waits until the visit is approved"),
    "not_planned": N_("waits until the day is planned, or a time is agreed"),
    "notice_late": N_("too late to tell of this day: choose a later one"),
}
"""Why somebody is not spoken to now."""
DUE: Mapping[DueState, str] = {
    DueState.DUE: N_("To remind"),
    DueState.FAILED: N_("Did not arrive: another way"),
    DueState.SENT: N_("Sent, and nothing heard yet"),
    DueState.LATER: N_("Later"),
}
PURPOSES: Mapping[Purpose, str] = {
    Purpose.REMINDER: N_("Reminders"),
    Purpose.VISIT_NOTICE: N_("Notices of a visit"),
    Purpose.AGENT_NOTICE: N_("Notices of the firm"),
    Purpose.FOLLOW_UP: N_("Installments"),
}
"""Every purpose that has a queue."""
SAYS: Mapping[tuple[Purpose, int], str] = {
    (Purpose.VISIT_NOTICE, 1): N_("When we come, and how to say no"),
    (Purpose.AGENT_NOTICE, 1): N_("Who looks after them now"),
    (Purpose.FOLLOW_UP, 1): N_("A kind note before it is due"),
    (Purpose.FOLLOW_UP, 2): N_("Not all came: other terms"),
}
TONES = {1: N_("First, friendly"), 2: N_("Second, with an offer of help"), 3: N_("Third, with all the ways out")}
GROUPS: Mapping[CallGroup, str] = {
    CallGroup.NOW: N_("To call now"),
    CallGroup.LATER: N_("To call later"),
    CallGroup.WRITE: N_("Not reached: offer a conversation by letter"),
    CallGroup.WAITING: N_("A letter has its time"),
    CallGroup.PROPOSE: N_("Ready to propose a visit"),
}
REACHED: Mapping[str, str] = {
    "no_try": N_("not called yet"),
    "one_day": N_("to be tried on another day"),
    "one_hour": N_("to be tried at another hour"),
    "letter_missing": N_("tried on different days and hours"),
    "letter_over": N_("the day of the letter is over"),
    "talk_over": N_("the last talk is too long ago"),
    ReachState.TALKED: N_("spoken with"),
    ReachState.BY_LETTER: N_("the letter has had its time, and nobody said no"),
    ReachState.NOT_ALLOWED: N_("somebody must have said yes here: go on calling"),
}


def way_words(channel: Channel) -> str:
    """What a way is called."""
    return _(WAYS[channel])


def said_words(due: Due) -> str:
    """What a message to a customer says, in short."""
    if due.purpose == Purpose.REMINDER:
        return _(TONES.get(due.tone, TONES[3]))
    return _(SAYS[due.purpose, due.tone])


def why_words(code: str) -> str:
    """Why somebody is not spoken to now."""
    return _(WHY[code]) if code in WHY else code


def moment_words(at: datetime, zone: tzinfo, now: datetime) -> str:
    """``14:00`` of today, else with its day."""
    local = at.astimezone(zone)
    return f"{local:%H:%M}" if local.date() == now.astimezone(zone).date() else f"{local:%Y-%m-%d %H:%M}"


def room_words(room: Room, zone: tzinfo, now: datetime) -> str:
    """Why there is no room, and from when on there is."""
    if room.open:
        return ""
    why = why_words(room.why)
    if room.until is None:
        return why
    return _("{why}, until {time}").format(why=why, time=moment_words(room.until, zone, now))


def reached_words(found: Reached) -> str:
    """How far the talk before a visit has come."""
    words = REACHED.get(found.why or found.state, "")
    return _(words) if words else ""
