"""Locates addresses: the file's own place, the address book, what is remembered, the region; online if switched on.

A result says how closely it matched and where it came from. What is not sure is kept, but never planned.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from planner.bootstrap import Office
from planner.day.geocoding.online import ServiceSilent, search_online
from planner.model import Coordinates, Day, Location, LocationSource, MatchClass, Visit
from planner.regions import active
from planner.settings import Settings
from routing.region.addresses import AddressIndex, AddressMatch
from routing.region.normalize import comparable
from routing.worker import Progress

LOG = logging.getLogger(__name__)
MOST_SUGGESTIONS = 6


def address_key(text: str) -> str:
    """The same for the same address, however it is spaced and cased."""
    return comparable(text)


type Search = Callable[[str], tuple[Location, ...]]


@contextmanager
def region_open(office: Office, language: str = "") -> Iterator[Search]:
    """A function that finds the places an address may mean in the region, best first; none where there is no region.

    Places are named in `language` where the region knows a name in it, else as they are signed there.
    """
    region = active(office)
    if region is None:
        yield lambda text: ()
        return
    index = AddressIndex(region.folder, language)
    try:
        yield lambda text: tuple(as_location(match) for match in index.search(text, limit=MOST_SUGGESTIONS))
    finally:
        index.close()


def as_location(match: AddressMatch) -> Location:
    """A match of the region's index as a location."""
    place = Coordinates(*match.coordinates)
    return Location(place, MatchClass(match.match), LocationSource.REGION, match.score, match.matched, match.differs)


def suggestions(office: Office, text: str, language: str = "") -> tuple[Location, ...]:
    """Places an address may mean, best first, named in a language where the region can."""
    with region_open(office, language) as search:
        return search(text)


def locate_visits(
    office: Office,
    day: Day,
    *,
    on_progress: Callable[[object], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Day:
    """The day with every address looked for that has no sure place yet, saved; a cancel keeps what was found."""
    wanted = {address_key(visit.address.text) for visit in day.visits if not visit.located}
    with office.store.reading() as session:
        known = session.locations(wanted) | session.address_book()
    online = _Online(office.settings)
    found: list[Visit] = []
    with region_open(office) as search:
        for number, visit in enumerate(day.visits, start=1):
            skipped = visit.located or (cancelled is not None and cancelled())
            found.append(visit if skipped else _locate(visit, known, search, online))
            if on_progress:
                on_progress(Progress(number / len(day.visits), "addresses"))
    if tuple(found) == day.visits:
        return day
    with office.store.writing() as session:
        for key, location in online.found.items():
            session.remember_location(key, location)
        return session.save_day(replace(day, visits=tuple(found)))


class _Online:
    # The service outside: asked only where the office has switched it on, for each address once, while it answers.

    def __init__(self, settings: Settings) -> None:
        self.found: dict[str, Location] = {}
        self._domain = settings.online_domain
        self._asking = settings.online_geocoder

    def better(self, key: str, text: str, found: Location | None) -> Location | None:
        if found is not None and found.sure:
            return found
        if self._asking and key not in self.found:
            answer = self._ask(text)
            if answer is None or not answer.sure:
                return found or answer
            self.found[key] = answer
        return self.found.get(key, found)

    def _ask(self, text: str) -> Location | None:
        try:
            return search_online(self._domain, text)
        except ServiceSilent as reason:
            LOG.warning("The online address service does not answer (%s); it is asked no more for now.", reason)
            self._asking = False
            return None


def _locate(visit: Visit, known: Mapping[str, Location], search: Search, online: _Online) -> Visit:
    key = address_key(visit.address.text)
    if key in known:
        location = known[key]
        if location.source != LocationSource.ADDRESS_BOOK:
            location = replace(location, source=LocationSource.REMEMBERED)
        return replace(visit, location=location)
    best = next(iter(search(visit.address.text)), None)
    return replace(visit, location=online.better(key, visit.address.text, best) or visit.location)


def confirm(office: Office, day: Day, visit_id: UUID, location: Location, by: str) -> Day:
    """A person says that this is the place; it is remembered for the address."""
    sure = replace(location, confirmed_by=by or "user", confirmed_at=office.clock())
    visits = tuple(replace(visit, location=sure) if visit.id == visit_id else visit for visit in day.visits)
    with office.store.writing() as session:
        session.remember_location(address_key(day.visit(visit_id).address.text), sure)
        session.record("place_confirmed", by or "user", office.clock(), visit=day.visit(visit_id).reference)
        return session.save_day(replace(day, visits=visits))


def place(office: Office, day: Day, visit_id: UUID, where: Coordinates, by: str) -> Day:
    """A person puts the pin there."""
    return confirm(office, day, visit_id, Location(where, MatchClass.HOUSE, LocationSource.HAND), by)
