"""What leaves this computer, in words: who is asked, what for, and why somebody is left alone. Counts nothing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from planner.day.geocoding.services import SERVICES
from planner.outside import ADDRESS, MESSAGES, TILES, TRIAL, Sent, Silence
from planner.text import N_, ngettext
from planner.text import gettext as _

WHAT_WORDS = {
    ADDRESS: N_("An address was looked up"),
    TRIAL: N_("The service was tried"),
    TILES: N_("Pieces of the map"),
    MESSAGES: N_("A message to a customer"),
}
TROUBLE_WORDS = {
    "silent": N_("{who} does not answer."),
    "busy": N_("{who} has no time: too many requests, or the day's share is used up."),
    "refused": N_("{who} refuses: its key is wrong, or not for this use."),
    "unclear": N_("{who} gives answers that nobody can read: perhaps it is another kind of service."),
    "cancelled": N_("Stopped."),
}
"""For the reasons of `planner.outside.Silence`."""


def service_name(service: str) -> str:
    """What a service is called."""
    if service == MESSAGES:
        return _("Messages")
    return _("Online map") if service == TILES else _(SERVICES[service].title) if service in SERVICES else service


def requests_words(count: int) -> str:
    """How many requests left, of all."""
    return ngettext("{count} request left this computer", "{count} requests left this computer", count).format(
        count=count
    )


def recipient_words(service: str, host: str, count: int) -> str:
    """How many requests went to whom."""
    words = ngettext("{service} at {host}: {count} request", "{service} at {host}: {count} requests", count)
    return words.format(service=service_name(service), host=host, count=count)


def trouble_words(reason: str, who: str) -> str:
    """Why there is no answer."""
    return _(TROUBLE_WORDS.get(reason, TROUBLE_WORDS["silent"])).format(who=who)


def silence_words(service: str, silence: Silence, zone: ZoneInfo) -> str:
    """Why a service is left alone, and until when."""
    until = silence.until.astimezone(zone)
    again = _("It is asked again at {time}; nothing is lost.").format(time=f"{until:%H:%M}")
    return f"{trouble_words(silence.reason, service_name(service))} {again}"


def what_words(sent: Sent) -> str:
    """What requests were for."""
    words = _(WHAT_WORDS.get(sent.what, sent.what))
    return f"{words} ({sent.count})" if sent.count > 1 else words


def when_words(at: datetime, zone: ZoneInfo) -> str:
    """A moment at the office."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
