"""What a newer extract means for the office's own addresses: which visits go back to review, which people were right.

A place that a person confirmed is never changed; where the extract disagrees it is only told. How many addresses the
region has gained or lost is counted by `routing.region.changes`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from planner.bootstrap import Office
from planner.day.geocoding.keys import keys_of
from planner.day.geocoding.locate import as_location
from planner.location import GONE, MOVED
from planner.model import Day, Location, LocationSource, MatchClass, Visit
from planner.regions import Region
from planner.storage.session import Session
from planner.text import distance
from planner.text import gettext as _
from routing.problem import Coordinates as Point
from routing.region.addresses import AddressMatch
from routing.region.build import Newer
from routing.region.changes import MOVED_M, AddressChanges, find_again, metres_apart

DISAGREES_M = 200
"""From so far on it is told that an extract has a confirmed address elsewhere; and a street has moved."""


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """An address of the office's own that a newer extract sees differently: `metres` away, None where it has it no
    longer. `names` are references of visits of today and later, of depots and of staff at home; none where the address
    is only remembered."""

    text: str
    names: tuple[str, ...]
    metres: int | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What came with a newer extract.

    Parameters
    ----------
    addresses
        Of the whole region; None where the older one could not be read.
    to_review
        Addresses of visits that were put back into the review.
    disagreeing
        Confirmed addresses, kept as they are, that the extract has elsewhere.
    date_before
        Of the older extract's data.
    """

    addresses: AddressChanges | None
    to_review: tuple[OwnPlace, ...]
    disagreeing: tuple[OwnPlace, ...]
    date_before: str


def asked_for(office: Office) -> tuple[str, ...]:
    """Every address that the newer region will be asked for: of visits from today on, and those that are remembered."""
    with office.store.reading() as session:
        texts = [visit.address.text for day in _days(session, office) for visit in day.visits]
        texts += [text for _base, text, _place in _bases(session)]
        return tuple(dict.fromkeys((*texts, *(_text(key) for key in session.remembered()))))


def judge(session: Session, office: Office, newer: Newer, folder: Path, *, of: Region) -> Changes:
    """Put back into the review what the newer region no longer has where it was, and tell what people know better."""
    if not of.active:
        return Changes(newer.changes, (), (), of.data_date)
    days = _days(session, office)
    judged = _Judged(newer.found, folder)
    judged.look_up(visit.address.text for day in days for visit in day.visits)
    for day in days:
        visits = tuple(judged.visit(day, visit) for visit in day.visits)
        if visits != day.visits:
            session.save_day(replace(day, visits=visits))
    for name, text, location in _bases(session):
        judged.known(text, location, name)
    for key, location in session.remembered().items():
        if key not in judged.seen:
            judged.known(_text(key), location)
    return Changes(newer.changes, tuple(judged.review.values()), tuple(judged.known_better.values()), of.data_date)


def changes_words(changes: Changes) -> str:
    """What the newer extract brought, in one sentence."""
    if changes.addresses is None:
        return _("The older region cannot be read any more, so its addresses were not compared.")
    return _("Since the data of {date}: {added} addresses added, {gone} gone, {moved} moved.").format(
        date=changes.date_before or _("an unknown date"),
        added=f"{changes.addresses.added:,}",
        gone=f"{changes.addresses.gone:,}",
        moved=f"{changes.addresses.moved:,}",
    )


def own_words(place: OwnPlace) -> str:
    """Why an address is told."""
    if place.metres is None:
        return _("the newer extract has it no longer")
    return _("the newer extract has it {distance} away").format(distance=distance(place.metres))


class _Judged:
    def __init__(self, found: dict[str, AddressMatch | None], folder: Path) -> None:
        self._found = found
        self._folder = folder
        self.seen: set[str] = set()
        self.review: dict[str, OwnPlace] = {}
        self.known_better: dict[str, OwnPlace] = {}

    def look_up(self, texts: Iterable[str]) -> None:
        """Also what came in while the region was built."""
        late = [text for text in dict.fromkeys(texts) if text not in self._found]
        self._found |= find_again(self._folder, late, lambda _share: None)

    def visit(self, day: Day, visit: Visit) -> Visit:
        """The visit as it is after the change."""
        self.seen.update(keys_of(visit.address))
        location, text = visit.location, visit.address.text
        if location is None or not day.located(visit):
            return visit
        if location.confirmed_by or location.source != LocationSource.REGION:
            self.known(text, location, visit.reference)
            return visit
        found = _found_at(self._found.get(text))
        closely = location.match in (MatchClass.HOUSE, MatchClass.INTERPOLATED)
        if found is None or not found.sure_at(day.least_certain):
            metres, reason = None, GONE
        else:
            metres, reason = _metres(location, found), MOVED
            if metres <= (MOVED_M if closely else DISAGREES_M):
                return visit
        _add(self.review, text, visit.reference, metres)
        return replace(visit, location=replace(location, differs=(*location.differs, reason)))

    def known(self, text: str, own: Location, *names: str) -> None:
        """A place that stays where it is: told where the region has its address elsewhere."""
        found = _found_at(self._found.get(text))
        if found is not None and found.sure and (metres := _metres(own, found)) > DISAGREES_M:
            for name in names or ("",):
                _add(self.known_better, text, name, metres)


def _add(places: dict[str, OwnPlace], text: str, name: str, metres: int | None) -> None:
    known = places[text].names if text in places else ()
    places[text] = OwnPlace(text, (*known, name) if name else known, metres)


def _days(session: Session, office: Office) -> list[Day]:
    # From today on, as the branch dates it.
    today = office.clock().astimezone(session.branch().zone).date()
    days = (session.day(when) for when in session.dates() if when >= today)
    return [day for day in days if day is not None]


def _bases(session: Session) -> list[tuple[str, str, Location]]:
    # Where routes begin and end: what it is called, its address and its place.
    depots = ((depot.name, depot.address, depot.location) for depot in session.depots() if not depot.retired)
    homes = ((each.reference, each.home, each.home_location) for each in session.staff() if not each.retired)
    known = ((name, address.text if address else "", place) for name, address, place in (*depots, *homes))
    return [(name, text, place) for name, text, place in known if text and place]


def _text(key: str) -> str:
    # What is remembered for one building is found by the address alone.
    return key.partition("|")[0]


def _found_at(match: AddressMatch | None) -> Location | None:
    return as_location(match) if match else None


def _metres(a: Location, b: Location) -> int:
    return round(metres_apart(Point(*a.coordinates), Point(*b.coordinates)))
