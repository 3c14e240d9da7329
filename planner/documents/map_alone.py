"""What ``map.html`` carries: the plan, a legend of its teams, and the region around its routes as plain vectors.

Makes values only; the page around them is `map_page`'s, the drawing is done by ``resources/map/alone.js``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from planner.day.lines import Lines
from planner.documents import map_style
from planner.documents.map_features import Feature, plan_geojson
from planner.documents.map_ground import ground_parts
from planner.documents.map_words import closed_words, page_texts
from planner.documents.wording import date_words
from planner.model import Day, Plan, Route
from planner.text import clock, distance, ngettext
from planner.text import gettext as _
from routing.region.basemap import Basemap, Bounds

MAX_GROUND_BYTES = 2_400_000
"""Of the vectors; with Leaflet and the routes the file stays below 3 MB."""
LEVELS: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset({"building"}),
    frozenset({"building", "path", "service"}),
    frozenset({"building", "path", "service", "residential", "built", "field"}),
)
"""Kinds left out, level by level, until the vectors are small enough."""
MARGIN = 0.08
"""Of the routes' extent, on each side: what is looked at first."""
LEAST_MARGIN = 0.004
"""Degrees."""
SURROUNDINGS = 0.6
"""Of what is looked at first: so much more ground lies around it, so that a wide screen is filled."""


def alone_parts(
    day: Day, plan: Plan, lines: Lines, region_folder: str | None, language: str, with_names: bool, credit: str = ""
) -> dict[str, Any]:
    """Everything the page shows, as JSON has it."""
    features = plan_geojson(day, plan, lines, names=with_names, language=language)["features"]
    bounds = _around(features)
    return {
        "features": features,
        "ground": _ground(region_folder, _wider(bounds), language) if region_folder and bounds else None,
        "bounds": [[bounds[0], bounds[1]], [bounds[2], bounds[3]]] if bounds else None,
        "style": _style(),
        "title": f"{day.branch.name} · {date_words(day.date, language)}".strip(" ·"),
        "teams": [_team(day, route, features, language) for route in plan.routes if route.stops],
        "left": _left(plan, language),
        "closed": closed_parts(day, language),
        "source": credit,
        "texts": page_texts(language),
    }


def closed_parts(day: Day, language: str) -> list[dict[str, Any]]:
    """The areas that are closed on a day, as the page draws them."""
    zone = day.zone
    found = []
    for road in day.closed:
        title, words = closed_words(clock(road.at, zone), language)
        found.append({"id": str(road.id), "ring": [list(each) for each in road.ring], "title": title, "words": words})
    return found


def _team(day: Day, route: Route, features: Iterable[Feature], language: str) -> dict[str, Any]:
    key = str(route.shift_id)
    tell = next(f["properties"] for f in features if f["properties"].get("shift") == key)
    stops = len(route.stops)
    words = ngettext("{count} stop", "{count} stops", stops, language).format(count=stops)
    sign = {**tell, "kind": "stop", "number": ""}
    name = day.shift(route.shift_id).team.name
    return {"tell": sign, "name": name, "words": f"{words} · {distance(route.distance, language)}"}


def _left(plan: Plan, language: str) -> str:
    count = len(plan.unassigned)
    return _("Without a stop: {count}", language).format(count=count) if count else ""


def _style() -> dict[str, Any]:
    light = map_style.LIGHT
    return {
        "areas": [[kind, light.areas[kind]] for kind in map_style.AREAS],
        "roads": [[kind, light.roads[kind], light.casings.get(kind)] for kind in map_style.ROADS],
        "lines": [["river", light.river], ["stream", light.river], ["rail", light.rail]],
        "widths": {kind: list(widths) for kind, widths in map_style.WIDTHS.items()},
        "first_zoom": map_style.FIRST_ZOOM,
        "casing": map_style.CASING_PX,
        "cased_from": map_style.MIN_CASED_PX,
        "text": light.text,
        "halo": light.halo,
    }


def _around(features: Iterable[Feature]) -> Bounds | None:
    points = [point for feature in features for point in _points(feature["geometry"])]
    if not points:
        return None
    lons, lats = zip(*points, strict=True)
    south, west, north, east = min(lats), min(lons), max(lats), max(lons)
    high, wide = (max((b - a) * MARGIN, LEAST_MARGIN) for a, b in ((south, north), (west, east)))
    return south - high, west - wide, north + high, east + wide


def _wider(bounds: Bounds) -> Bounds:
    south, west, north, east = bounds
    more = SURROUNDINGS * max(north - south, east - west)
    return south - more / 2, west - more, north + more / 2, east + more


def _points(geometry: dict[str, Any]) -> Iterable[list[float]]:
    if geometry["type"] == "Point":
        return [geometry["coordinates"]]
    return [point for line in geometry["coordinates"] for point in line]


def _ground(region_folder: str, bounds: Bounds, language: str) -> dict[str, Any]:
    basemap = Basemap(region_folder)
    try:
        for left_out in LEVELS:
            parts = ground_parts(basemap, bounds, left_out, language)
            if len(json.dumps(parts, separators=(",", ":"))) <= MAX_GROUND_BYTES:
                break
        return parts
    finally:
        basemap.close()
