"""A day and its plan as GeoJSON: routes, stops, bases and what is left over, for whatever draws the map.

Everything a person wrote stands in the properties alone, as plain text; nothing here makes HTML. `[lon, lat]` begins
and ends here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from planner.day.lines import Lines
from planner.documents.map_lanes import Line, RoutePaths, lanes, route_paths
from planner.documents.wording import clock, zone_of
from planner.model import Coordinates, Day, Depot, LocationSource, Plan, Route, Shift, Stop, Visit, place_of
from planner.text import distance, duration, reason_sentence
from planner.text import gettext as _
from resources.signs import ink_on, sign_of

type Feature = dict[str, Any]
type Beside = dict[tuple[UUID, UUID | None], tuple[int, int]]
"""By visit and shift (None without a stop): which of how many pins at one place."""


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
        "features": list(Telling(day, plan, lines, names, frozenset(selected or ()), language).features()),
    }


@dataclass(frozen=True, eq=False)
class Telling:
    """Says the features of one day and plan; see `plan_geojson`."""

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
        """All of them."""
        routes = [route for route in self.plan.routes if route.stops] if self.plan else []
        paths = [route_paths(self.day, r, self.lines.get(r.shift_id, ()), names=self.names) for r in routes]
        inner, outer = lanes([each.leg_steps for each in paths]), lanes([each.way_steps for each in paths])
        beside = beside_each_other(self.day, self.plan)
        for each in zip(routes, paths, zip(inner, outer, strict=True), strict=True):
            yield from self.route(*each, beside)
        yield from self.bases()
        yield from self.left(beside)

    def route(self, route: Route, paths: RoutePaths, in_lanes: tuple[int, int], beside: Beside) -> Iterator[Feature]:
        """One route: its lines between stops and to its bases, each in its lane, and its stops."""
        shift, stops = self.day.shift(route.shift_id), route.stops
        legs = [self._leg(f"{n} → {n + 1}", s.travel_time, s.distance, s.visit_id) for n, s in enumerate(stops)]
        out = self._leg("→ 1", stops[0].travel_time, stops[0].distance, stops[0].visit_id)
        back = self._leg(f"{len(stops)} →", route.last_travel_time, route.last_distance, stops[-1].visit_id)
        ways = [words for way, words in ((paths.out, out), (paths.back, back)) if way]
        yield self._line("way", shift, paths.ways, in_lanes[1], ways, begins=paths.out is not None)
        yield self._line("line", shift, paths.legs, in_lanes[0], legs[1:])
        for number, stop in enumerate(stops, 1):
            if (visit := self.visits.get(stop.visit_id)) and visit.location:
                yield self._stop(number, stop, visit, shift, beside[visit.id, shift.id])

    # --- lines

    def _line(
        self, kind: str, shift: Shift, paths: list[Line], lane: int, legs: list[list[str]], **more: object
    ) -> Feature:
        properties = {"kind": kind, **self._team(shift), "lane": lane, "legs": legs, **more}
        return _feature({"type": "MultiLineString", "coordinates": paths}, properties)

    def _leg(self, ends: str, took: timedelta, metres: int, visit_id: UUID) -> list[str]:
        # From where to where, how long and how far, and the visit that it belongs to.
        words = f"{duration(took.total_seconds(), self.language)} · {distance(metres, self.language)}"
        return [ends, words, str(visit_id)]

    # --- points

    def _stop(self, number: int, stop: Stop, visit: Visit, shift: Shift, beside: tuple[int, int]) -> Feature:
        zone = zone_of(self.day)
        rows = [f"{clock(stop.start, zone)}–{clock(stop.departure, zone)} · {shift.team.name}", *self._windows(visit)]
        return self._pin(
            "stop", visit, beside, rows,
            {**self._team(shift), "number": str(number), "locked": stop.locked, "went": self._went(stop)},
        )  # fmt: skip

    def _went(self, stop: Stop) -> str:
        # How it went is said where names are: what goes out with references alone stays a plan.
        return (stop.outcome or ("begun" if stop.begun else "")) if self.names else ""

    def left(self, beside: Beside) -> Iterator[Feature]:
        """What has no stop: U1, U2 ... in the plan's order, with a ? where its place is not sure."""
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
            shown = number if sure else f"{number}?"
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

    def bases(self) -> Iterator[Feature]:
        """Depots, and the homes from which teams start."""
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


def beside_each_other(day: Day, plan: Plan | None) -> Beside:
    """Visits at one place stand side by side: which of how many. One for two teams is there twice."""
    there: dict[tuple[float, float], list[tuple[UUID, UUID | None]]] = defaultdict(list)
    teams: dict[UUID, list[UUID | None]] = defaultdict(list)
    for route in plan.routes if plan else ():
        for stop in route.stops:
            teams[stop.visit_id].append(route.shift_id)
    for visit in day.visits:
        if visit.location:
            lat, lon = visit.location.coordinates
            there[round(lat, 5), round(lon, 5)] += ((visit.id, team) for team in teams[visit.id] or [None])
    return {key: (n, len(together)) for together in there.values() for n, key in enumerate(together)}


def _point(place: Coordinates, properties: dict[str, object]) -> Feature:
    return _feature({"type": "Point", "coordinates": [round(place.lon, 6), round(place.lat, 6)]}, properties)


def _feature(geometry: dict[str, object], properties: dict[str, object]) -> Feature:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
