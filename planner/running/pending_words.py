"""What a team is told by telephone, in words that can be read out. Names no customer: the paper says who it is."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from planner.model import Day, Meeting
from planner.running.pending import Pending, Step, StepKind
from planner.short_address import short_address
from planner.text import clock, listed, ngettext
from planner.text import gettext as _


def read_out(day: Day, pending: Pending) -> list[str]:
    """All of it, a sentence for each step."""
    return [step_words(day, pending, step) for step in pending.steps]


def step_words(day: Day, pending: Pending, step: Step) -> str:
    """One step."""
    zone = day.zone
    at, was = (clock(each, zone) if each else "" for each in (step.at, step.was))
    if step.kind == StepKind.DROP:
        return _("Leave out stop {number} ({time}).").format(number=step.number, time=was)
    if step.kind == StepKind.NO_MEETING:
        return _("You meet nobody at {time} any more.").format(time=was)
    if step.kind == StepKind.MEET and step.meeting:
        return _meet(day, pending, step.meeting, at, was)
    if step.kind == StepKind.NEW and step.visit_id:
        address = short_address(day.visit(step.visit_id).address.text)
        return _("New: stop {number}, {address}, about {time}.").format(number=step.number, address=address, time=at)
    if step.kind == StepKind.TIME:
        return _("Stop {number} begins at {time}, not {before}.").format(number=step.number, time=at, before=was)
    return _("From now on in this order: {numbers}.").format(numbers=", ".join(map(str, step.order)))


def near_words(pending: Pending) -> str:
    """A warning where the team may be at a door that was changed; empty where it is not."""
    numbers = [str(step.number) for step in pending.steps if step.near and step.number]
    if numbers:
        words = ngettext("Stop {stops} is within the next 30 minutes: they may be there. Ring up now.",
                         "Stops {stops} are within the next 30 minutes: they may be there. Ring up now.",
                         len(numbers))  # fmt: skip
        return words.format(stops=listed(numbers))
    if any(step.near for step in pending.steps):
        return _("What they do in the next 30 minutes has changed. Ring up now.")
    return ""


def short_words(pending: Pending) -> str:
    """In a few words, for a row or a badge."""
    kinds = [step.kind for step in pending.steps]
    parts = [
        ngettext("{count} stop less", "{count} stops less", count).format(count=count)
        for count in [kinds.count(StepKind.DROP)] if count
    ] + [
        ngettext("{count} new stop", "{count} new stops", count).format(count=count)
        for count in [kinds.count(StepKind.NEW)] if count
    ]  # fmt: skip
    parts += [_("a meeting")] if StepKind.MEET in kinds or StepKind.NO_MEETING in kinds else []
    parts += [_("another time")] if StepKind.TIME in kinds else []
    parts += [_("another order")] if StepKind.ORDER in kinds and not parts else []
    return ", ".join(parts)


def version_words(day: Day, pending: Pending) -> str:
    """Which version the team has."""
    return _("Has version {version}").format(version=pending.held.label(day.zone))


def since_words(pending: Pending, zone: ZoneInfo) -> str:
    """Which version the team has, from when it was told anything last, and since when the change waits."""
    held = pending.held
    if held.confirmed_at:
        words = _("They have version {version}, and what {name} confirmed at {time}.").format(
            version=held.issue or "–", name=held.who, time=clock(held.confirmed_at, zone)
        )
    else:
        words = _("They have version {version} on paper.").format(version=held.issue or "–")
    if pending.since:
        words += " " + _("The change waits since {time}.").format(time=clock(pending.since, zone))
    return words


def _meet(day: Day, pending: Pending, meeting: Meeting, at: str, was: str) -> str:
    count = len(meeting.visits)
    if meeting.from_shift is None:
        words = ngettext("Fetch the papers of {count} visit at {place}, about {time}.",
                         "Fetch the papers of {count} visits at {place}, about {time}.", count)  # fmt: skip
        return words.format(count=count, place=meeting.where, time=at)
    gives = meeting.from_shift == pending.shift.id
    other = day.shift(meeting.to_shift if gives else meeting.from_shift).team.name
    if was:
        return _("You meet {team} at {place} at {time}, not {before}.").format(
            team=other, place=meeting.where, time=at, before=was
        )
    if gives:
        words = ngettext("Meet {team} at {place}, about {time}, and hand over the papers of {count} visit.",
                         "Meet {team} at {place}, about {time}, and hand over the papers of {count} visits.",
                         count)  # fmt: skip
    else:
        words = ngettext("Meet {team} at {place}, about {time}: they bring you the papers of {count} visit.",
                         "Meet {team} at {place}, about {time}: they bring you the papers of {count} visits.",
                         count)  # fmt: skip
    return words.format(team=other, place=meeting.where, time=at, count=count)
