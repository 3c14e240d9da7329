"""An online address service, asked only where the office has switched it on, and for each address once.

Here question and answer meet: what may be sent is `line`'s business, how often `courtesy`'s, the connection `wire`'s.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from planner import regions
from planner.bootstrap import Office
from planner.day.geocoding.answers import Bounds, read_answer
from planner.day.geocoding.courtesy import Asking, Trouble
from planner.day.geocoding.keys import address_key
from planner.day.geocoding.line import line_to_ask
from planner.day.geocoding.services import Service, chosen_service, root_of
from planner.errors import BadInput, PlannerError
from planner.model import Location, LocationSource, Visit
from planner.outside import ADDRESS, TRIAL, sending
from planner.settings import Settings
from planner.storage.keys import find_service_key

LOG = logging.getLogger(__name__)
TIMEOUT_S = 8.0
"""Until the service says anything."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How a service answered a public address: nothing but that it works, where there is no `trouble`."""

    found: Location | None = None
    trouble: str = ""


class OnlineSearch:
    """Improves on what was found here, while the office wants it and the service answers.

    `found` are the sure answers by address key, for the office to remember.
    """

    def __init__(self, office: Office, cancelled: Callable[[], bool] | None = None) -> None:
        self.found: dict[str, Location] = {}
        self._office = office
        self._settings = office.settings
        self._cancelled = cancelled or _never
        self._on = self._settings.online_geocoder
        self._connection: _Connection | None = None

    def better(self, visit: Visit, found: Location | None) -> Location | None:
        """What the service knows of a visit's address, or what was `found` here where that is as good."""
        least = self._settings.least_match
        if not self._on or (found and found.sure_at(least)):
            return found
        if visit.location and visit.location.source is LocationSource.ONLINE:
            return visit.location  # it was asked before, and a person is to judge
        key = address_key(visit.address.text)
        if key not in self.found:
            answer = self._ask(key, line_to_ask(visit))
            if answer is None or not answer.sure_at(least):
                return found or answer
            self.found[key] = answer
        return self.found[key]

    def _ask(self, key: str, text: str) -> Location | None:
        if not text or self._cancelled():
            return None
        try:
            self._connection = self._connection or _connect(self._office, self._settings, ADDRESS, self._cancelled)
            return self._connection.ask_once(key, text)
        except BadInput as problem:
            reason = problem.code
        except Trouble as trouble:
            reason = trouble.reason
            if reason == "unclear" and not (self._connection and self._connection.asking.silence):
                return None  # this address only
        if reason != "cancelled":
            LOG.warning("The online address service does not answer (%s); it is asked no more for now.", reason)
        self._on = False
        return None


def try_service(office: Office, settings: Settings, key: str, cancelled: Callable[[], bool] | None = None) -> Trial:
    """Ask a service as it is being set up for a public address, once. It is recorded as every request is.

    Raises
    ------
    BadInput
        It has no address, or none that may be used.
    """
    connection = _connect(office, settings, TRIAL, cancelled or _never, key)
    try:
        return Trial(connection.ask_now(chosen_service(settings).trial))
    except Trouble as trouble:
        return Trial(trouble=trouble.reason)


@dataclass(frozen=True, slots=True)
class _Connection:
    service: Service
    geocode: Callable[[str], Any]
    asking: Asking
    bounds: Bounds | None

    def ask_once(self, key: str, text: str) -> Location | None:
        # The same address is asked for once while the program runs, whatever came of it.
        answers = self.asking.office.outside.answers
        if (self.asking.recipient, key) not in answers:
            answers[self.asking.recipient, key] = self.asking.ask(partial(self.ask_now, text))
        return answers[self.asking.recipient, key]

    def ask_now(self, text: str) -> Location | None:
        from planner.day.geocoding.clients import trouble_of

        try:
            found = self.geocode(text)
            return read_answer(self.service, found.raw, text, self.bounds) if found else None
        except PlannerError:
            raise
        except Exception as error:  # an answer of any shape breaks its reader in any way
            raise trouble_of(error) from None


def _connect(
    office: Office, settings: Settings, what: str, cancelled: Callable[[], bool], key: str | None = None
) -> _Connection:
    from planner.day.geocoding.clients import geocoder_of  # takes a while, and few offices have it switched on

    service = chosen_service(settings)
    root = root_of(service, settings.online_domain)
    if service.needs_key:
        key = key or find_service_key(office.store.file, service.name)
        if not key:
            raise BadInput("no_online_key")
    region = regions.active(office)
    asking = Asking(office, (service.name, root.host), 0.0 if root.is_here else service.gap_s, cancelled)
    geocode = geocoder_of(
        service,
        root,
        key or "",
        timeout_s=TIMEOUT_S,
        sending=partial(sending, office, service.name, root.host, what),
        cancelled=cancelled,
    )
    return _Connection(service, geocode, asking, region.bounds if region else None)


def _never() -> bool:
    return False
