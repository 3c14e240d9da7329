"""What a person says of places: this is right, the pin belongs there, this was wrong. Remembered with who and when.

Each call is one change of the day and of what is remembered, or none at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from planner.bootstrap import Office
from planner.day.geocoding.keys import keys_of
from planner.day.geocoding.locate import region_open
from planner.model import Coordinates, Day, Location, LocationSource, MatchClass, Visit
from planner.signing_in import acting
from planner.storage.session import Session
from planner.users import Right


def decide(office: Office, day: Day, places: Mapping[UUID, Location], by: str) -> Day:
    """A person says that visits are at these places: the day saved, the places remembered for their addresses.

    What is known against a place (`Location.doubts`) was seen by the person and no longer counts.
    """
    actor, now = acting(office, Right.PLAN), office.clock()
    sure = {key: _confirmed(place, by or actor, office) for key, place in places.items()}
    with office.store.writing() as session:
        for visit in _of(day, sure):
            for key in keys_of(visit.address):
                session.remember_location(key, sure[visit.id])
            who = session.subject(visit.customer.id)
            session.record("place_confirmed", actor, now, visit=visit.id, who=who)
        return session.save_day(_placed(day, sure))


def confirm(office: Office, day: Day, visit_id: UUID, location: Location, by: str) -> Day:
    """A person says that this is the place of one visit; it is remembered for the address."""
    return decide(office, day, {visit_id: location}, by)


def place(office: Office, day: Day, visit_id: UUID, where: Coordinates, by: str) -> Day:
    """A person puts the pin there."""
    return confirm(office, day, visit_id, Location(where, MatchClass.HOUSE, LocationSource.HAND), by)


def put_back(office: Office, day: Day, before: Mapping[UUID, Location | None], by: str) -> Day:
    """Undo decisions: visits are again where they were before, and their addresses are remembered so or not at all."""
    actor, now = acting(office, Right.PLAN), office.clock()
    with office.store.writing() as session:
        for visit in _of(day, before):
            _forget(session, visit)
            if (earlier := before[visit.id]) and earlier.confirmed_by:
                for key in keys_of(visit.address):
                    session.remember_location(key, earlier)
            who = session.subject(visit.customer.id)
            session.record("place_withdrawn", actor, now, visit=visit.id, who=who)
        return session.save_day(_placed(day, before))


def withdraw(office: Office, day: Day, visit_ids: Iterable[UUID], by: str) -> Day:
    """A person says that confirmed places were wrong: they are forgotten, and what the region says counts again.

    With a visit go the others of the day that rest on the same word.
    """
    words = {_word(visit) for visit in _of(day, dict.fromkeys(visit_ids)) if _word(visit)}
    resting = [visit for visit in day.visits if _word(visit) in words]
    with region_open(office) as search:
        found = {visit.id: next(iter(search(visit.address.text)), None) for visit in resting}
    return put_back(office, day, found, by)


def _confirmed(place: Location, by: str, office: Office) -> Location:
    seen = tuple(doubt.kind for doubt in place.doubts)
    return replace(place, confirmed_by=by, confirmed_at=office.clock(), despite=seen)


def _of(day: Day, visit_ids: Mapping[UUID, object]) -> list[Visit]:
    return [visit for visit in day.visits if visit.id in visit_ids]


def _placed(day: Day, places: Mapping[UUID, Location | None]) -> Day:
    visits = (replace(v, location=places[v.id]) if v.id in places else v for v in day.visits)
    return replace(day, visits=tuple(visits))


def _word(visit: Visit) -> tuple[object, ...]:
    # Where, by whom and when a place was confirmed: the same for all that rest on it.
    location = visit.location
    if location is None or not location.confirmed_by:
        return ()
    return location.coordinates, location.confirmed_by, location.confirmed_at, keys_of(visit.address)[-1]


def _forget(session: Session, visit: Visit) -> None:
    # A younger word about the same compound, from another of its buildings, stays.
    now = visit.location
    known = session.locations(keys_of(visit.address))
    gone = [key for key, kept in known.items() if now is None or kept.coordinates == now.coordinates]
    session.forget_locations(gone)
