"""Locates addresses: the file's own place, the address book, what is remembered, the region; online if switched on.

A result says how closely it matched and where it came from. What is not sure is kept, but never planned.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from planner.bootstrap import Office
from planner.day.geocoding.online import search_online
from planner.model import Coordinates, Day, Location, LocationSource, MatchClass, Visit
from planner.regions import active
from routing.region.addresses import AddressIndex, AddressMatch
from routing.region.normalize import comparable
from routing.worker import Progress

ONLINE_PAUSE_S = 1.0


def address_key(text: str) -> str:
    """The same for the same address, however it is spaced and cased."""
    return comparable(text)


def search_region(office: Office) -> Callable[[str], Location | None]:
    """A function that finds the best match of an address in the region; finds nothing where there is none."""
    region = active(office)
    if region is None:
        return lambda _: None
    index = AddressIndex(region.folder)

    def search(text: str) -> Location | None:
        found = index.search(text, limit=1)
        return as_location(found[0]) if found else None

    return search


def as_location(match: AddressMatch) -> Location:
    """A match of the region's index as a location."""
    place = Coordinates(*match.coordinates)
    return Location(place, MatchClass(match.match), LocationSource.REGION, match.score, match.matched, match.differs)


def suggestions(office: Office, text: str) -> tuple[Location, ...]:
    """Places an address may mean, best first."""
    region = active(office)
    if region is None:
        return ()
    index = AddressIndex(region.folder)
    try:
        return tuple(as_location(match) for match in index.search(text, limit=6))
    finally:
        index.close()


def locate_visits(
    office: Office,
    day: Day,
    *,
    on_progress: Callable[[object], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Day:
    """The day with every address looked for that has no sure place yet, saved."""
    search = search_region(office)
    with office.store.reading() as session:
        book = session.address_book()
    found: list[Visit] = []
    for number, visit in enumerate(day.visits, start=1):
        located = visit if visit.located or (cancelled and cancelled()) else _locate(office, visit, book, search)
        found.append(located)
        if on_progress:
            on_progress(Progress(number / len(day.visits), "addresses"))
    visits = tuple(found)
    if visits == day.visits:
        return day
    with office.store.writing() as session:
        return session.save_day(replace(day, visits=visits))


def _locate(office: Office, visit: Visit, book: dict[str, Location], search: Callable[[str], Location | None]) -> Visit:
    key = address_key(visit.address.text)
    if key in book:
        return replace(visit, location=book[key])
    with office.store.reading() as session:
        remembered = session.location(key)
    if remembered:
        return replace(visit, location=replace(remembered, source=LocationSource.REMEMBERED))
    found = search(visit.address.text)
    settings = office.settings
    if (found is None or not found.sure) and settings.online_geocoder:
        online = search_online(settings.online_domain, visit.address.text)
        found = online if online and (found is None or online.sure) else found
        if online and online.sure:
            with office.store.writing() as session:
                session.remember_location(key, online)
    return replace(visit, location=found or visit.location)


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
