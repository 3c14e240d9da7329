"""What leaves this computer: every request is counted here and kept in the office's record. Sends nothing itself.

The record holds when, to which host and for what; never the address that was asked for, nor the piece of the map.
"""

from __future__ import annotations

import json
import threading
import time as system_time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from planner.location import Location

if TYPE_CHECKING:
    from planner.bootstrap import Office

RECORD = "request_sent"
ADDRESS, TRIAL, TILES, MESSAGES = "address", "trial", "tiles", "messages"
"""What a request was for."""

type Recipient = tuple[str, str]
"""A service's name, and the host it is at."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Requests that left: one, or, of a map, the few of some seconds together."""

    at: datetime
    service: str
    host: str
    what: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Silence:
    """A service is left alone until then; `reason` is ``silent``, ``busy``, ``refused`` or ``unclear``."""

    until: datetime
    reason: str


class Outside:
    """What one run of the program sent, and whom it leaves alone for a while. One for all offices; any thread.

    `monotonic` and `pause` are the clock and the waiting between requests, in seconds.
    """

    def __init__(
        self,
        monotonic: Callable[[], float] = system_time.monotonic,
        pause: Callable[[float], object] = system_time.sleep,
    ) -> None:
        self.monotonic = monotonic
        self.pause = pause
        self.lock = threading.Lock()
        self.silences: dict[Recipient, Silence] = {}
        self.failures: Counter[Recipient] = Counter()
        self.turns: dict[Recipient, float] = {}
        """When the next request may go, by `monotonic`."""
        self.answers: dict[tuple[Recipient, str], Location | None] = {}
        """What was answered for an address, so that none is asked for twice."""
        self._counts: Counter[Recipient] = Counter()

    def count(self, service: str, host: str, number: int = 1) -> None:
        """Requests are on their way."""
        with self.lock:
            self._counts[service, host] += number

    @property
    def counts(self) -> dict[Recipient, int]:
        """How many requests left since the program was started, by whom they went to."""
        with self.lock:
            return dict(self._counts)

    @property
    def total(self) -> int:
        """How many requests left since the program was started."""
        return sum(self.counts.values())


def sending(office: Office, service: str, host: str, what: str) -> None:
    """Say that a request is about to leave: it is in the record before it goes, or it does not go.

    Raises
    ------
    StorageError
        The record cannot be written; nothing may be sent.
    """
    keep_sent(office, service, host, what, 1)
    office.outside.count(service, host)


def keep_sent(office: Office, service: str, host: str, what: str, count: int) -> None:
    """Put requests into the office's record, without counting them."""
    with office.store.writing() as session:
        session.record(RECORD, office.actor, office.clock(), service=service, host=host, what=what, count=count)


def requests_sent(office: Office, since: datetime | None = None) -> tuple[Sent, ...]:
    """Every request in the office's record, or those since a moment; the newest first."""
    with office.store.reading() as session:
        rows = session.records_of(RECORD, since)
    told = ((datetime.fromisoformat(row["at"]), json.loads(row["details"])) for row in reversed(rows))
    return tuple(Sent(at, of["service"], of["host"], of["what"], of["count"]) for at, of in told)


def start_of_today(office: Office) -> datetime:
    """Midnight at the office."""
    with office.store.reading() as session:
        zone = session.branch().zone
    return datetime.combine(office.clock().astimezone(zone).date(), time(), zone)
