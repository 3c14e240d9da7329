"""A day and its plan as GeoJSON: routes, stops, bases and what is left over, for whatever draws the map.

Everything a person wrote stands in the properties alone, as plain text; nothing here makes HTML. `[lon, lat]` begins
and ends here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from uuid import UUID

from planner.day.lines import Lines, route_places
from planner.documents.wording import clock, zone_of
from planner.model import Coordinates, Day, Depot, LocationSource, Plan, Route, Shift, Stop, Visit, place_of
from planner.text import distance, duration, reason_sentence
from planner.text import gettext as _
from resources.signs import ink_on, sign_of

type Feature = dict[str, Any]
type Line = list[list[float]]
type Beside = dict[tuple[UUID, UUID | None], tuple[int, int]]
"""By visit and shift (None without a stop): which of how many pins at one place."""

NEAR = 0.005
"""Degrees: a leg that begins or ends further from its places belongs to an older plan."""
LANES = 4
"""Routes on one road are drawn beside each other; more than so many share again."""


def plan_geojson(
    day: Day,
    plan: Plan | None,
    lines: Lines,
    *,
    names: bool,
    selected: Collection[UUID] | None = None,
    language: str | None = None,
) -> dict[str, Any]:
    """A day as a FeatureCollection: `kind` is line, way (from or to a base), stop, depot, home or left (no stop).

    `names` lets customers' names in, and the homes of staff with the ways to them. `group` says which features change
    together: a shift's id, ``"bases"`` or ``"left"``. Legs without a line on the road are straight.
    """
    return {
        "type": "FeatureCollection",
        "features": list(_Telling(day, plan, lines, names, frozenset(selected or ()), language).features()),
    }


def plan_groups(day: Day, plan: Plan | None, lines: Lines) -> dict[str, str]:
    """The features for the window, names included: each group of them as the JSON text that the page reads."""
    groups: dict[str, list[Feature]] = defaultdict(list)
    for feature in plan_geojson(day, plan, lines, names=True)["features"]:
        groups[feature["properties"]["group"]].append(feature)
    return {name: json.dumps(found, ensure_ascii=False, separators=(",", ":")) for name, found in groups.items()}


@dataclass(frozen=True, eq=False)
class _Telling:
    day: Day
    plan: Plan | None
    lines: Lines
    names: bool
    selected: frozenset[UUID]
    language: str | None
    visits: dict[UUID, Visit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.visits.update((visit.id, visit) for visit in self.day.visits)

    def features(self) -> Iterator[Feature]:
        routes = [route for route in self.plan.routes if route.stops] if self.plan else []
        drawn = [(route, self.day.shift(route.shift_id), *self._legs(route)) for route in routes]
        inner, outer = _lanes([each[2] for each in drawn]), _lanes([each[3] for each in drawn])
        for (route, shift, legs, ways), lane, way_lane in zip(drawn, inner, outer, strict=True):
            yield self._line("way", shift, ways, way_lane, [])
            yield self._line("line", shift, legs, lane, [self._leg_words(n, s) for n, s in enumerate(route.stops)][1:])
        beside = self._beside()
        for route, shift, _legs, _ways in drawn:
            for number, stop in enumerate(route.stops, 1):
                if (visit := self.visits.get(stop.visit_id)) and visit.location:
                    yield self._stop(number, stop, visit, shift, beside[visit.id, shift.id])
        yield from self._bases()
        yield from self._left(beside)

    # --- lines

    def _legs(self, route: Route) -> tuple[list[Line], list[Line]]:
        # Between stops, and from and to the bases.
        places = route_places(self.day, route)
        legs = self.lines.get(route.shift_id, ())
        shift = self.day.shift(route.shift_id)
        paths = [
            _path(legs[number].path if len(legs) == len(places) - 1 else (), start, end)
            for number, (start, end) in enumerate(pairwise(places))
        ]
        first, last = bool(place_of(shift.start_at)), bool(place_of(shift.end_at))
        inner = paths[first : len(paths) - last]
        ways = [*(paths[:1] if first else ()), *(paths[-1:] if last else ())]
        shown = [self.names or isinstance(end, Depot) for end in (shift.start_at, shift.end_at) if place_of(end)]
        return inner, [way for way, show in zip(ways, shown, strict=True) if show]

    def _line(self, kind: str, shift: Shift, paths: list[Line], lane: int, words: list[str]) -> Feature:
        properties = {"kind": kind, **self._team(shift), "lane": lane, "legs": words}
        return _feature({"type": "MultiLineString", "coordinates": paths}, properties)

    def _leg_words(self, number: int, stop: Stop) -> str:
        took = duration(stop.travel_time.total_seconds(), self.language)
        return f"{number} → {number + 1}   {took} · {distance(stop.distance, self.language)}"

    # --- points

    def _stop(self, number: int, stop: Stop, visit: Visit, shift: Shift, beside: tuple[int, int]) -> Feature:
        zone = zone_of(self.day)
        rows = [f"{clock(stop.start, zone)}–{clock(stop.departure, zone)} · {shift.team.name}", *self._windows(visit)]
        return self._pin(
            "stop", visit, beside, rows, {**self._team(shift), "number": str(number), "locked": stop.locked}
        )

    def _left(self, beside: Beside) -> Iterator[Feature]:
        placed = {stop.visit_id for route in self.plan.routes for stop in route.stops} if self.plan else set()
        left = list(self.plan.unassigned) if self.plan else []
        told = placed | {each.visit_id for each in left}
        for number, each in enumerate(left, 1):
            if each.visit_id in self.visits:
                rows = [reason_sentence(each.reason, self.language)]
                yield from self._hollow(self.visits[each.visit_id], f"U{number}", rows, beside)
        for visit in self.day.visits:
            if visit.id not in told:
                yield from self._hollow(visit, "", [], beside)

    def _hollow(self, visit: Visit, number: str, rows: list[str], beside: Beside) -> Iterator[Feature]:
        if visit.location:
            sure = self.day.located(visit)
            shown = number if sure else "?"
            extra = {"group": "left", "number": shown, "sure": sure}
            yield self._pin("left", visit, beside[visit.id, None], [*rows, *self._windows(visit)], extra)

    def _pin(
        self, kind: str, visit: Visit, beside: tuple[int, int], rows: list[str], extra: dict[str, object]
    ) -> Feature:
        assert visit.location
        title = " · ".join(filter(None, (str(extra["number"]), visit.reference)))
        properties = {
            "kind": kind,
            "id": str(visit.id),
            "title": title,
            "rows": ([visit.customer.name] if self.names else []) + rows,
            "by_hand": visit.location.source == LocationSource.HAND,
            "selected": visit.id in self.selected,
            "beside": list(beside),
            **extra,
        }
        return _point(visit.location.coordinates, properties)

    def _bases(self) -> Iterator[Feature]:
        seen: set[tuple[Coordinates, str]] = set()
        for shift in self.day.shifts:
            for end in (shift.start_at, shift.end_at):
                place = place_of(end)
                if end is None or place is None or (place, end.name) in seen:
                    continue
                seen.add((place, end.name))
                if isinstance(end, Depot):
                    yield _point(place, {"kind": "depot", "group": "bases", "title": end.name, "rows": []})
                elif self.names:
                    title = _("Home of {name}", self.language).format(name=end.name)
                    properties = {**self._team(shift), "kind": "home", "group": "bases", "title": title, "rows": []}
                    yield _point(place, properties)

    # --- what they share

    def _team(self, shift: Shift) -> dict[str, object]:
        sign = sign_of(shift.team.sign)
        return {
            "group": str(shift.id),
            "shift": str(shift.id),
            "team": shift.team.name,
            "shape": sign.shape,
            "hollow": sign.hollow,
            "colors": [sign.light, sign.dark],
            "inks": [ink_on(sign.light), ink_on(sign.dark)],
        }

    def _windows(self, visit: Visit) -> list[str]:
        if not visit.windows:
            return []
        times = ", ".join(f"{w.earliest:%H:%M}–{w.latest:%H:%M}" for w in visit.windows)
        return [_("may start {times}", self.language).format(times=times)]

    def _beside(self) -> Beside:
        # Visits at one place stand side by side: which of how many. One for two teams is there twice.
        there: dict[tuple[float, float], list[tuple[UUID, UUID | None]]] = defaultdict(list)
        teams: dict[UUID, list[UUID | None]] = defaultdict(list)
        for route in self.plan.routes if self.plan else ():
            for stop in route.stops:
                teams[stop.visit_id].append(route.shift_id)
        for visit in self.day.visits:
            if visit.location:
                lat, lon = visit.location.coordinates
                there[round(lat, 5), round(lon, 5)] += ((visit.id, team) for team in teams[visit.id] or [None])
        return {key: (n, len(together)) for together in there.values() for n, key in enumerate(together)}


def _path(points: tuple[tuple[float, float], ...], start: Coordinates, end: Coordinates) -> Line:
    # The points of a road have six digits already; rounding each of them again took most of a redraw.
    if len(points) < 2 or _far(points[0], start) or _far(points[-1], end):
        return [[round(lon, 6), round(lat, 6)] for lat, lon in (start, end)]
    return [[lon, lat] for lat, lon in points]


def _far(point: tuple[float, float], place: Coordinates) -> bool:
    return abs(point[0] - place.lat) > NEAR or abs(point[1] - place.lon) > NEAR


def _lanes(routes: list[list[Line]]) -> list[int]:
    # A lane of its own for each of the routes that meet on a road: the first that no earlier one of them has.
    on_road: dict[tuple[float, ...], set[int]] = defaultdict(set)
    lanes: list[int] = []
    for number, paths in enumerate(routes):
        steps = {(*a, *b) if a < b else (*b, *a) for path in paths for a, b in pairwise(path)}
        met = {lanes[other] for step in steps for other in on_road[step]}
        lanes.append(next((lane for lane in range(LANES) if lane not in met), number % LANES))
        for step in steps:
            on_road[step].add(number)
    return lanes


def _point(place: Coordinates, properties: dict[str, object]) -> Feature:
    return _feature({"type": "Point", "coordinates": [round(place.lon, 6), round(place.lat, 6)]}, properties)


def _feature(geometry: dict[str, object], properties: dict[str, object]) -> Feature:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
