"""Looks around the places of a day before anything is planned on them: roads, water, ways from where the teams start.

What is found is kept with each location as a `Doubt`. Finding addresses, and what a person decides, lie elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planner.bootstrap import Office
from planner.day.travel import modes, rounded
from planner.model import Coordinates, Day, Doubt, DoubtKind, Location, Visit, place_of
from planner.regions import network_spec
from planner.text import N_, distance, listed
from planner.text import gettext as _
from routing.problem import Coordinates as Point
from routing.region.surroundings import Surroundings, survey
from routing.roads import NetworkSpec, network_name
from routing.worker import Run, Worker

FAR_M = 500
"""Farther than this from any road nobody lives, and no travel time is known (`routing.roads` snaps no farther)."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a day's teams come from and how: what a place is examined against. `spec` is None without a region."""

    spec: NetworkSpec | None
    ends: tuple[Coordinates, ...]
    modes: tuple[str, ...]

    @property
    def mark(self) -> str:
        """The same for the same roads, starts and modes; kept with what was found on them."""
        if self.spec is None:
            return ""
        text = f"{network_name(self.spec)}|{sorted(self.ends)}|{sorted(self.modes)}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def look(self, worker: Worker, places: Sequence[Coordinates]) -> Run[tuple[Surroundings, ...]] | None:
        """Look around places in the child; None without a region, where nothing can be seen."""
        if self.spec is None:
            return None
        points = tuple(Point(*place) for place in places)
        return worker.submit(survey, self.spec, points, tuple(Point(*end) for end in self.ends), self.modes)

    def doubts(self, found: Surroundings) -> tuple[Doubt, ...]:
        """What speaks against a place, the gravest first."""
        told = []
        if found.water is not None:
            told.append(Doubt(DoubtKind.IN_WATER, detail=found.water))
        if found.road_m is None or found.road_m > FAR_M:
            told.append(Doubt(DoubtKind.FAR_FROM_ROAD, round(found.road_m or 0)))
        elif not set(found.reached_by) & set(self.modes):
            told.append(Doubt(DoubtKind.NO_WAY, detail=",".join(found.reached_by)))
        return tuple(told)


def ground(office: Office, day: Day) -> Ground:
    """The ground of a day: the starts of its teams, or the depots while it has none."""
    spec = network_spec(office)
    starts = [place_of(shift.start_at) for shift in day.shifts] or [place_of(depot) for depot in day.depots]
    ends = dict.fromkeys(rounded(place) for place in starts if place)
    return Ground(spec if spec.kind != "straight_line" else None, tuple(ends), modes(day))


def examine(office: Office, day: Day, worker: Worker, *, on_message: Callable[[object], None] | None = None) -> Day:
    """The day with every place looked around that was not yet, on the ground as it is now.

    What was found is kept with the stored day, and nothing else of a day that is only tried, such as with a team less.
    """
    here = ground(office, day)
    fresh = list(dict.fromkeys(v.location.coordinates for v in day.visits if v.location and _stale(v.location, here)))
    if not fresh:
        return day
    run = here.look(worker, fresh)
    found = run.wait(on_message) if run else ()
    doubts = {place: here.doubts(each) for place, each in zip(fresh, found, strict=bool(run))}
    looked = replace(day, visits=tuple(_told(visit, doubts, here.mark) for visit in day.visits))
    with office.store.writing() as session:
        stored = session.day(day.date)
        if stored is None:
            return session.save_day(looked)
        if stored.version != day.version or ground(office, stored).mark != here.mark:
            return looked  # tried on other ground: whoever takes it must find the day as it is
        known = {visit.id: visit.location for visit in looked.visits}
        found_at = (replace(visit, location=known.get(visit.id, visit.location)) for visit in stored.visits)
        saved = session.save_day(replace(stored, visits=tuple(found_at)))
    versions = {visit.id: visit.version for visit in saved.visits}
    visits = tuple(replace(visit, version=versions.get(visit.id, visit.version)) for visit in looked.visits)
    return replace(looked, version=saved.version, visits=visits)


def _stale(location: Location, here: Ground) -> bool:
    # Without a region what was found on an older one is forgotten.
    return location.examined != here.mark


def _told(visit: Visit, doubts: dict[Coordinates, tuple[Doubt, ...]], mark: str) -> Visit:
    location = visit.location
    if location is None or location.examined == mark:
        return visit
    return replace(visit, location=replace(location, doubts=doubts.get(location.coordinates, ()), examined=mark))


MODE_WORDS = {"car": N_("by car"), "scooter": N_("by scooter"), "bicycle": N_("by bicycle"), "foot": N_("on foot")}


def doubt_words(doubt: Doubt, language: str | None = None) -> str:
    """What speaks against a place, and what to do about it."""
    if doubt.kind == DoubtKind.IN_WATER:
        return _in_water(doubt.detail, language)
    if doubt.kind == DoubtKind.FAR_FROM_ROAD:
        return _far(doubt.amount, language)
    if not doubt.detail:
        return _(
            "No road leads there from where the teams start, not even on foot: it is an island, or the pin is wrong. "
            "Put the pin on the house, or agree on another place.",
            language,
        )
    by = listed((_(MODE_WORDS[mode], language) for mode in doubt.detail.split(",")), language)
    return _(
        "As today's teams travel, no road leads there from where they start; {modes} it can be reached. "
        "Move the pin to the house's own road, or send a team that travels so.",
        language,
    ).format(modes=by)


def _in_water(name: str, language: str | None) -> str:
    if name:
        text = _("In the water ({name}): the pin is likely wrong. Put it on the house.", language)
        return text.format(name=name)
    return _("In the water: the pin is likely wrong. Put it on the house.", language)


def _far(metres: int, language: str | None) -> str:
    if not metres:
        return _(
            "No road of the region is anywhere near: the pin is wrong, or the place lies outside the region. "
            "Put the pin on the house, or build a region that holds it.",
            language,
        )
    text = _(
        "{distance} from any road: the pin is likely wrong. Put it on the house; if it is right, where its road ends.",
        language,
    )
    return text.format(distance=distance(metres, language))
