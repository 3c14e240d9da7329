"""Where routes begin and end: places are found for homes and depots, and those not surely known are named.

A base that is only roughly located is still used, and shown as unsure; one that is not located counts no way.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from planner.bootstrap import Office
from planner.day.geocoding import address_key, suggestions
from planner.model import Address, Day, Depot, Location, LocationSource, Shift, Staff


def find_place(office: Office, text: str) -> Location | None:
    """The likeliest place of an address: the address book's, the remembered one, the region's; None where unknown."""
    key = address_key(text)
    with office.store.reading() as session:
        book = session.address_book()
        remembered = session.location(key)
    if key in book:
        return book[key]
    if remembered:
        return replace(remembered, source=LocationSource.REMEMBERED)
    found = suggestions(office, text)
    return found[0] if found else None


def confirmed(location: Location, by: str, when: datetime) -> Location:
    """A place that a person has looked at and says is right."""
    return replace(location, confirmed_by=by or "user", confirmed_at=when)


def location_of(base: Depot | Staff) -> Location | None:
    """Where a depot or a home is, as far as that is known."""
    return base.location if isinstance(base, Depot) else base.home_location


def unsure_bases(day: Day) -> tuple[tuple[Shift, Depot | Staff], ...]:
    """Teams with a start or end that is not located, or only roughly; each with that depot or home."""
    found = []
    for shift in day.shifts:
        for base in dict.fromkeys((shift.start_at, shift.end_at)):
            location = location_of(base) if base else None
            if base and (location is None or not location.sure):
                found.append((shift, base))
    return tuple(found)


def locate_bases(office: Office, day: Day) -> Day:
    """The day with every depot and home looked for that has no sure place yet, saved."""
    depots = tuple(replace(depot, location=_found(office, depot.address, depot.location)) for depot in day.depots)
    staff = tuple(replace(p, home_location=_found(office, p.home, p.home_location)) for p in day.staff)
    if (depots, staff) == (day.depots, day.staff):
        return day
    with office.store.writing() as session:
        return session.save_day(replace(day, depots=depots, staff=staff))


def _found(office: Office, address: Address | None, before: Location | None) -> Location | None:
    if address is None or not address.text or (before is not None and before.sure):
        return before
    return find_place(office, address.text) or before
