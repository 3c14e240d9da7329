"""Locates addresses: the file's own place, the address book, what is remembered, the region; online if switched on.

A result says how closely it matched and where it came from. What is not sure is kept, but never planned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from planner.bootstrap import Office
from planner.day.geocoding.keys import keys_of
from planner.day.geocoding.online import OnlineSearch
from planner.location import GONE, MOVED
from planner.model import Coordinates, Day, Location, LocationSource, MatchClass, Visit
from planner.regions import active
from routing.region.addresses import AddressIndex, AddressMatch
from routing.worker import Progress

MOST_SUGGESTIONS = 6


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
    wanted = {key for visit in day.visits if not day.located(visit) for key in keys_of(visit.address)}
    with office.store.reading() as session:
        known = session.locations(wanted) | session.address_book()
    online = OnlineSearch(office, cancelled)
    found: list[Visit] = []
    with region_open(office) as search:
        for number, visit in enumerate(day.visits, start=1):
            skipped = day.located(visit) or (cancelled is not None and cancelled())
            found.append(visit if skipped else _locate(visit, known, search, online))
            if on_progress:
                on_progress(Progress(number / len(day.visits), "addresses"))
    if tuple(found) == day.visits:
        return day
    with office.store.writing() as session:
        for key, location in online.found.items():
            session.remember_location(key, location)
        return session.save_day(replace(day, visits=tuple(found)))


def _locate(visit: Visit, known: Mapping[str, Location], search: Search, online: OnlineSearch) -> Visit:
    if location := next((known[key] for key in keys_of(visit.address) if key in known), None):
        if location.source != LocationSource.ADDRESS_BOOK:
            location = replace(location, source=LocationSource.REMEMBERED)
        return replace(visit, location=location)
    if visit.location and {MOVED, GONE} & set(visit.location.differs):
        return visit  # put back by a newer extract: a person decides
    best = next(iter(search(visit.address.text)), None)
    return replace(visit, location=_better(visit.location, online.better(visit, best)))


def _better(before: Location | None, found: Location | None) -> Location | None:
    # What the file said is given up only for something sure; what was seen around a place is still to be seen there.
    if before is None or found is None:
        return found or before
    if found.coordinates == before.coordinates:
        return replace(found, doubts=before.doubts, examined=before.examined)
    return before if before.source == LocationSource.FILE and not found.sure else found
