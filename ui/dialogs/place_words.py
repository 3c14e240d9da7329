"""Words for what is known of places: their kind, how closely they were found, where from, and what differs."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from planner.model import Coordinates, Location, LocationSource, PlaceKind
from planner.sentences import MATCHES as MATCHES
from planner.text import N_
from planner.text import gettext as _
from ui.dialogs.frame import say_date

PLACE_KINDS = {
    PlaceKind.HOME: N_("Home"),
    PlaceKind.WORKPLACE: N_("Workplace"),
    PlaceKind.AGREED: N_("Agreed place"),
}
SOURCES = {
    LocationSource.FILE: N_("from the file"),
    LocationSource.ADDRESS_BOOK: N_("from the address book"),
    LocationSource.REMEMBERED: N_("remembered"),
    LocationSource.REGION: N_("from the region"),
    LocationSource.ONLINE: N_("from the online service"),
    LocationSource.HAND: N_("placed by hand"),
}
DIFFERENCES = {
    "number": N_("the house number differs"),
    "street": N_("the street differs"),
    "city": N_("the town or postcode does not decide"),
    "twice": N_("two houses have this number"),
    "words": N_("part of the address means nothing here"),
    "moved": N_("a newer extract has it elsewhere"),
    "gone": N_("a newer extract has it no longer"),
}


def match_words(location: Location) -> str:
    """How closely an address was found, where, and what differs."""
    differs = [_(DIFFERENCES[code]) for code in location.differs if code in DIFFERENCES]
    return " · ".join((_(MATCHES[location.match]), _(SOURCES[location.source]), *differs))


def confirmed_words(location: Location, zone: ZoneInfo) -> str:
    """By whom and when a place was confirmed, in the time of the branch; empty where nobody did."""
    if not location.confirmed_by or location.confirmed_at is None:
        return ""
    when = location.confirmed_at.astimezone(zone)
    remembered = location.source == LocationSource.REMEMBERED
    text = (
        _("Remembered: {name} confirmed it on {date} at {time}.")
        if remembered
        else _("{name} confirmed it on {date} at {time}.")
    )
    return text.format(name=location.confirmed_by, date=say_date(when.date()), time=f"{when:%H:%M}")


def say_place(place: Coordinates) -> str:
    """Coordinates as they can be typed again."""
    return f"{place.lat:.5f}, {place.lon:.5f}"
