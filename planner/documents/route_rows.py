"""The rows of a route sheet as data for its template: from base to base, with stops, breaks and meetings between.

Pure; worded in the paper's language. What stands around them is `route_sheet`'s business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from planner.discreet import carried_reference
from planner.documents.access_notes import access_of
from planner.documents.masking import HAN
from planner.documents.meeting_rows import Hands, meeting_row
from planner.documents.paper_stop import StopMap
from planner.documents.qr import geo_uri, qr_svg
from planner.documents.terms import PaperTerms
from planner.documents.wording import (
    base_words,
    clock,
    company,
    short_address,
    travel_words,
    window_words,
    zone_of,
)
from planner.model import Day, Plan, Route, RouteBreak, RouteMeeting, Shift, Stop, TravelMode
from planner.text import N_, distance, duration, listed
from planner.text import gettext as _

type Row = dict[str, Any]

NEAR = 25
"""Metres from where the road ends to the door that nobody needs to be told of."""
PARKED = (TravelMode.CAR, TravelMode.SCOOTER)


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows of one route are made of; `maps` and `steps` are empty where there is no region, or not wanted."""

    day: Day
    plan: Plan
    route: Route
    terms: PaperTerms
    language: str
    maps: Sequence[StopMap] = ()
    steps: Sequence[Sequence[str]] = ()
    """The directions to each stop, and to where the route ends."""
    hands: Hands = field(default_factory=dict)
    """Which envelopes change hands where teams meet."""

    @property
    def shift(self) -> Shift:
        """Whose route it is."""
        return self.day.shift(self.route.shift_id)

    @property
    def zone(self) -> ZoneInfo:
        """Whose clocks are shown."""
        return zone_of(self.day)

    def all(self) -> Iterator[Row]:
        """From base to base."""
        yield self._start()
        yield from self._between(0)
        for number in range(1, len(self.route.stops) + 1):
            yield self._stop(number)
            yield from self._between(number)
        yield self._end()

    def _between(self, number: int) -> Iterator[Row]:
        # The breaks and meetings after a stop, as they come.
        rests = [(rest.start, self._break(rest)) for rest in self.route.breaks if rest.after == number]
        met = [(each.start, self._meeting(each)) for each in self._meetings_after(number)]
        return (row for _start, row in sorted((*rests, *met), key=lambda pair: pair[0]))

    def _meetings_after(self, number: int) -> list[RouteMeeting]:
        order = self.route.in_order
        return [
            each for place, each in enumerate(order)
            if isinstance(each, RouteMeeting) and sum(isinstance(one, Stop) for one in order[:place]) == number
        ]  # fmt: skip

    def _meeting(self, lies: RouteMeeting) -> Row:
        row = meeting_row(self.day, self.plan, self.route, lies, self.terms, self.language, self.hands)
        return row | {"travel": self._travel_after(lies)}

    def _start(self) -> Row:
        name, address = base_words(self.shift.start_at, self.language)
        time, first = clock(self.route.start, self.zone), self.route.in_order[0]
        title = _("Leave {place}", self.language).format(place=self._place(name))
        return {
            "kind": "start",
            "time": time,
            "title": title if name else _("Begin at the first stop", self.language),
            "text": self.terms.place_address(address),
            "travel": _travel(first.travel_time, first.distance, self.language) if self.shift.start_at else None,
            "steps": [],
            "entry": {"kind": "base", "time": time, "text": _("set out", self.language), "tail": False},
        }

    def _end(self) -> Row:
        name, address = base_words(self.shift.end_at, self.language)
        time = clock(self.route.end, self.zone)
        title = _("Back at {place}", self.language).format(place=self._place(name))
        return {
            "kind": "end",
            "time": time,
            "title": title if name else _("End after the last stop", self.language),
            "text": self.terms.place_address(address),
            "travel": None,
            "steps": self._steps(len(self.route.stops)) if name else [],
            "entry": {"kind": "base", "time": time, "text": _("return", self.language), "tail": False},
        }

    def _place(self, name: str) -> str:
        return self.terms.place_name(name, self.language)

    def _break(self, rest: RouteBreak) -> Row:
        length = duration((rest.end - rest.start).total_seconds(), self.language)
        time, until = clock(rest.start, self.zone), clock(rest.end, self.zone)
        short = _("break {length}", self.language).format(length=length)
        return {
            "kind": "break",
            "time": time,
            "title": _("Break {length}, until {time}", self.language).format(length=length, time=until),
            "text": "",
            "travel": None,
            "steps": [],
            "entry": {"kind": "break", "time": time, "text": short, "tail": False},
        }

    def _stop(self, number: int) -> Row:
        stop = self.route.stops[number - 1]
        visit, language = self.day.visit(stop.visit_id), self.language
        staying, note = access_of(self.terms.note(visit.note, visit.customer))
        address = self.terms.door(visit.address.text, visit.customer)
        time, digits = clock(stop.start, self.zone), self.terms.phone(visit.customer)
        place = visit.location.coordinates if visit.location else None
        return {
            "kind": "stop",
            "number": str(number),
            "time": time,
            "leave": clock(stop.departure, self.zone),
            "wait": self._waiting(stop),
            "stay": duration((stop.departure - stop.start).total_seconds(), language),
            "windows": window_words(visit, language),
            "address": address,
            "inner": self.terms.door(visit.address.inner, visit.customer),
            "name": self.terms.name(visit.customer),
            "phone": _("phone ends {digits}", language).format(digits=digits) if digits else "",
            "reference": carried_reference(visit, number),
            "note": " ".join(filter(None, (self._company(stop), note))),
            "parking": staying or self._parking(number),
            "travel": self._travel_after(stop),
            "map": 1 + number if self.maps else 0,  # the first is the overview
            "qr": qr_svg(geo_uri(*place)) if place else 0,
            "steps": self._steps(number - 1),
            "entry": self._entry(number, time, address),
        }

    def _entry(self, number: int, time: str, address: str) -> Row:
        tail = HAN.search(address) is not None
        return {"kind": "stop", "number": str(number), "time": time, "text": short_address(address), "tail": tail}

    def _steps(self, leg: int) -> list[str]:
        return list(self.steps[leg]) if leg < len(self.steps) else []

    def _company(self, stop: Stop) -> str:
        # They have to know it before they ring.
        others = company(self.day, self.plan, self.route, stop)
        words = _("Meet {team} at the door and go in together.", self.language)
        return words.format(team=listed(others, self.language)) if others else ""

    def _parking(self, number: int) -> str:
        # Where the road ends is where one parks, or gets off; worth a line where that is not at the door.
        if not self.maps or not (found := self.maps[number - 1]).street:
            return ""
        walk = distance(10 * round(found.walk_m / 10), self.language) if found.walk_m > NEAR else ""
        if self.shift.travel_mode in PARKED:
            text = N_("Park in {street}, {walk} on foot") if walk else N_("Park in {street}")
            words = _(text, self.language)
        elif walk:
            words = _("From {street} {walk} on foot", self.language)
        else:
            return ""
        return words.format(street=found.street, walk=walk)

    def _waiting(self, stop: Stop) -> str:
        if stop.waiting < timedelta(minutes=1):
            return ""
        length = duration(stop.waiting.total_seconds(), self.language)
        return _("wait {length}", self.language).format(length=length)

    def _travel_after(self, each: Stop | RouteMeeting) -> dict[str, str] | None:
        route, order = self.route, self.route.in_order
        if (number := order.index(each) + 1) < len(order):
            return _travel(order[number].travel_time, order[number].distance, self.language)
        return _travel(route.last_travel_time, route.last_distance, self.language) if self.shift.end_at else None


def _travel(travel_time: timedelta, metres: int, language: str) -> dict[str, str] | None:
    if not travel_time:
        return None
    return {"time": travel_words(travel_time, language), "distance": distance(metres, language)}
