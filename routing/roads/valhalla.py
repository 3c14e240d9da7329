"""Real roads: Valhalla, embedded. The only place that imports it.

Measured reasons for what stands here lie in `docs/region.md`: places are located first, because one point far from any
road fails a whole matrix; blocks bound the memory; CostMatrix with a second pass agrees with the route.
"""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from routing.errors import EngineUnavailable
from routing.problem import Coordinates
from routing.travel import UNREACHABLE, Leg, TravelTimes

COSTING = {"car": "auto", "scooter": "motor_scooter", "bicycle": "bicycle", "foot": "pedestrian"}
SNAP_RADIUS_M = 500
"""A place farther than this from any road is unreachable; Valhalla's own limit of 35 km would move it silently."""
BLOCK = 250
TILES = "valhalla"


def configuration(folder: Path) -> dict[str, Any]:
    """Valhalla's settings for a region folder, wherever the folder lies now."""
    import valhalla

    tiles = folder / TILES
    # WORKAROUND: get_config() hands out the module's own nested dictionaries.
    config: dict[str, Any] = copy.deepcopy(valhalla.get_config(tile_extract="", tile_dir=str(tiles)))
    config["mjolnir"].pop("tile_extract", None)
    for name in ("admin", "timezone", "landmarks", "traffic_extract", "transit_dir"):
        config["mjolnir"].pop(name, None)
    config["mjolnir"]["logging"] = {"type": ""}
    config["thor"]["logging"] = config["loki"]["logging"] = {"type": ""}
    for costing in COSTING.values():
        limits = config["service_limits"][costing]
        limits.update(max_matrix_location_pairs=4_000_000, max_matrix_distance=2_000_000.0, max_locations=500)
        limits.update(max_distance=max(float(limits.get("max_distance", 0)), 2_000_000.0))
    tuned = config["thor"].setdefault("costmatrix", {})
    tuned.update(allow_second_pass=True, max_iterations=600, min_iterations=100)
    return config


class ValhallaNetwork:
    """A `RoadNetwork` on the tiles of a built region."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        if not (self._folder / TILES).is_dir():
            raise EngineUnavailable("region_missing", "The region's roads are not there. Build the region again.")
        self._actor = _open(self._folder)

    @property
    def name(self) -> str:
        """``"valhalla:<region>"``: another region gives other times."""
        return f"valhalla:{self._folder.name}"

    def matrix(
        self,
        places: Sequence[Coordinates],
        mode: str,
        *,
        sources: Sequence[int] | None = None,
        targets: Sequence[int] | None = None,
        report: Callable[[float], None] | None = None,
    ) -> TravelTimes:
        """Travel times between all places; see `RoadNetwork.matrix`."""
        durations = np.full((len(places), len(places)), UNREACHABLE, dtype=np.int32)
        distances = durations.copy()
        near = set(self._near_a_road(places, mode))
        rows = [i for i in (range(len(places)) if sources is None else sources) if i in near]
        columns = [i for i in (range(len(places)) if targets is None else targets) if i in near]
        blocks = [
            (rows[i : i + BLOCK], columns[j : j + BLOCK])
            for i in range(0, len(rows), BLOCK)
            for j in range(0, len(columns), BLOCK)
        ]
        for number, (block_rows, block_columns) in enumerate(blocks, start=1):
            self._fill(places, mode, block_rows, block_columns, durations, distances)
            if report:
                report(number / len(blocks))
        np.fill_diagonal(durations, 0)
        np.fill_diagonal(distances, 0)
        return TravelTimes(durations, distances)

    def path(self, places: Sequence[Coordinates], mode: str) -> tuple[Leg, ...]:
        """The lines on the roads, one leg per pair."""
        if len(places) < 2:
            return ()
        near = set(self._near_a_road(places, mode))
        if len(near) == len(places) and (legs := self._route(places, mode)):
            return legs
        found: list[Leg] = []
        for number in range(len(places) - 1):
            pair = places[number : number + 2]
            legs = self._route(pair, mode) if {number, number + 1} <= near else ()
            found += legs or (Leg(UNREACHABLE, UNREACHABLE, ((pair[0].lat, pair[0].lon), (pair[1].lat, pair[1].lon))),)
        return tuple(found)

    def _near_a_road(self, places: Sequence[Coordinates], mode: str) -> list[int]:
        if not places:
            return []
        asked = {"locations": [_location(place) for place in places], "costing": COSTING[mode], "verbose": False}
        try:
            located = json.loads(self._actor.locate(json.dumps(asked)))
        except RuntimeError:
            return [i for i in range(len(places)) if len(places) > 1 and self._near_a_road([places[i]], mode)]
        return [number for number, found in enumerate(located) if found.get("edges")]

    def _fill(
        self,
        places: Sequence[Coordinates],
        mode: str,
        rows: list[int],
        columns: list[int],
        durations: Any,
        distances: Any,
    ) -> None:
        asked = {
            "sources": [_location(places[i]) for i in rows],
            "targets": [_location(places[i]) for i in columns],
            "costing": COSTING[mode],
            "verbose": False,
            "shape_format": "no_shape",
        }
        answer = json.loads(self._actor.matrix(json.dumps(asked)))["sources_to_targets"]
        for array, cells, unit in ((durations, answer["durations"], 1), (distances, answer["distances"], 1000)):
            values = np.array(
                [[UNREACHABLE if v is None else min(round(v * unit), UNREACHABLE) for v in row] for row in cells]
            )
            array[np.ix_(rows, columns)] = values
        # Both or neither: a half-known cell would be a free ride.
        lost = (durations == UNREACHABLE) | (distances == UNREACHABLE)
        durations[lost] = distances[lost] = UNREACHABLE

    def _route(self, places: Sequence[Coordinates], mode: str) -> tuple[Leg, ...]:
        asked = {
            "locations": [_location(place) for place in places],
            "costing": COSTING[mode],
            "directions_type": "none",
        }
        try:
            trip = json.loads(self._actor.route(json.dumps(asked)))["trip"]
        except RuntimeError:
            return ()
        return tuple(
            Leg(round(leg["summary"]["time"]), round(leg["summary"]["length"] * 1000), decode_polyline(leg["shape"]))
            for leg in trip["legs"]
        )


def _open(folder: Path) -> Any:
    import valhalla

    # WORKAROUND: given a dictionary, pyvalhalla 3.9 leaves a temporary file behind for every actor.
    with tempfile.TemporaryDirectory(prefix="rounds-") as scratch:
        settings = Path(scratch) / "valhalla.json"
        settings.write_text(json.dumps(configuration(folder)), encoding="ascii")
        return valhalla.Actor(settings)


def _location(place: Coordinates) -> dict[str, float]:
    return {"lat": place.lat, "lon": place.lon, "search_cutoff": SNAP_RADIUS_M}


def decode_polyline(text: str, precision: int = 6) -> tuple[tuple[float, float], ...]:
    """Points (lat, lon) of an encoded polyline (Google's algorithm, six digits as Valhalla writes it)."""
    numbers: list[int] = []
    value = shift = 0
    for character in text:
        chunk = ord(character) - 63
        value |= (chunk & 0x1F) << shift
        shift += 5
        if chunk < 0x20:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    scale = 10**precision
    points, lat, lon = [], 0, 0
    for step_lat, step_lon in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + step_lat, lon + step_lon
        points.append((lat / scale, lon / scale))
    return tuple(points)
