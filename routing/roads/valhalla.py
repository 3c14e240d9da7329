"""Real roads: Valhalla, embedded. The only place that imports it.

Measured reasons for what stands here lie in `docs/region.md`: places are located first, because one point far from any
road fails a whole matrix; blocks bound the memory; CostMatrix with a second pass agrees with the route.
"""

from __future__ import annotations

import copy
import json
import math
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from routing.errors import EngineUnavailable
from routing.problem import Coordinates
from routing.roads.blocks import Block, blocks, on_engines
from routing.roads.closed import Rings
from routing.roads.directions import Maneuver, read_maneuvers
from routing.roads.polyline import decode_polyline
from routing.roads.sheet import Sheet, part_of
from routing.travel import SEARCH_RADIUS_M, UNREACHABLE, Leg, Part, TravelTimes

COSTING = {"car": "auto", "scooter": "motor_scooter", "bicycle": "bicycle", "foot": "pedestrian"}
SNAP_RADIUS_M = 500
"""A place farther than this from any road is unreachable; Valhalla's own limit of 35 km would move it silently."""
ENGINES = min(2, os.cpu_count() or 1)
"""Engines at work on one matrix, each on a thread (it lets go of the interpreter). More would not fit a gigabyte."""
SECOND_TRIES = ("residential", "unclassified")
"""The least road to set out from where the nearest one leads nowhere, as a track or the lane of a parking lot may."""
KEEP_OUT = {"destination_only_penalty": 20_000, "private_access_penalty": 20_000}
"""TimeDistanceMatrix knows nothing of gated compounds but their price: with this one it goes around them."""
LONGEST_RINGS_M = 200_000.0
"""Around all closed areas of a day together; Valhalla's own limit is 10 km, and a flood is longer."""
MOST_CORNERS = 10_000
"""Of all of them."""
TILES = "valhalla"
METRES_PER_DEGREE = 111_195
"""Of latitude, on a sphere of 6,371 km."""

type Spot = dict[str, Any]
"""A place as Valhalla is asked for it."""


def configuration(folder: Path, algorithm: str = "costmatrix") -> dict[str, Any]:
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
    longest = {"max_exclude_polygons_length": LONGEST_RINGS_M, "max_exclude_polygons_vertices": MOST_CORNERS}
    config["service_limits"].update(longest)
    # Left to choose, it takes the other algorithm for a few bicycles: one new visit would be timed otherwise.
    config["thor"]["source_to_target_algorithm"] = algorithm
    tuned = config["thor"].setdefault("costmatrix", {})
    tuned.update(allow_second_pass=True, max_iterations=600, min_iterations=100)
    return config


UNCONNECTED = 170
"""Valhalla's code where no target at all can be reached from any source: it answers with an error then."""


class ValhallaNetwork:
    """A `RoadNetwork` on the tiles of a built region.

    The quick one takes TimeDistanceMatrix: several times faster, and off by minutes where roads are closed to
    through traffic. With `avoid` no way touches these rings; what `routing.roads.closed` makes of that stands there.
    """

    def __init__(self, folder: str, *, quick: bool = False, avoid: Rings = ()) -> None:
        self._folder = Path(folder)
        self._quick = quick
        rings = [[[place.lon, place.lat] for place in ring] for ring in avoid]
        self._avoid = {"exclude_polygons": rings} if rings else {}
        if not (self._folder / TILES).is_dir():
            raise EngineUnavailable("region_missing", "The region's roads are not there. Build the region again.")
        self._actors = [_open(self._folder, quick=quick)]

    @property
    def name(self) -> str:
        """``"valhalla:<region>"`` or ``"quick:<region>"``: another region gives other times."""
        return f"{'quick' if self._quick else 'valhalla'}:{self._folder.name}"

    def matrix(
        self,
        places: Sequence[Coordinates],
        mode: str,
        *,
        sources: Sequence[int] | None = None,
        targets: Sequence[int] | None = None,
        report: Callable[[Part], None] | None = None,
    ) -> TravelTimes:
        """Travel times between all places; see `RoadNetwork.matrix`."""
        spots = [_spot(place) for place in places]
        rows, columns = ([*(range(len(places)) if asked is None else asked)] for asked in (sources, targets))
        near = self._near_a_road(spots, mode, {*rows, *columns})
        rows, columns = ([number for number in numbers if number in near] for numbers in (rows, columns))
        sheet = Sheet(len(places))
        tell = report or _unheard
        work = self._blocks(rows, columns, ENGINES)
        for part in self._parts(spots, mode, work) if work else _nothing():
            sheet.take(part)
            tell(part)
        for part in self._second_tries(sheet, spots, mode, rows, columns):
            tell(part)
        return sheet.result()

    def path(self, places: Sequence[Coordinates], mode: str) -> tuple[Leg, ...]:
        """The lines on the roads, one leg per pair."""
        legs = self._legs(places, mode, "none")
        return tuple(
            Leg(round(leg["summary"]["time"]), round(leg["summary"]["length"] * 1000), decode_polyline(leg["shape"]))
            if leg
            else Leg(UNREACHABLE, UNREACHABLE, tuple((place.lat, place.lon) for place in places[number : number + 2]))
            for number, leg in enumerate(legs)
        )

    def directions(self, places: Sequence[Coordinates], mode: str) -> tuple[tuple[Maneuver, ...], ...]:
        """What to do on the way; nothing where there is no way."""
        return tuple(read_maneuvers(leg["maneuvers"]) if leg else () for leg in self._legs(places, mode, "maneuvers"))

    def nearest(self, places: Sequence[Coordinates], mode: str) -> tuple[float | None, ...]:
        """Metres to the nearest road of a mode, up to `SEARCH_RADIUS_M`; see `RoadNetwork.nearest`."""
        located = self._located([{**_spot(place), "search_cutoff": SEARCH_RADIUS_M} for place in places], mode)
        return tuple(
            min((_apart(place, edge) for edge in edges), default=None)
            for place, edges in zip(places, located, strict=True)
        )

    # --- asking for a matrix

    def _parts(self, spots: Sequence[Spot], mode: str, work: Sequence[Block]) -> Iterator[Part]:
        while len(self._actors) < min(ENGINES, len(work)):
            self._actors.append(_open(self._folder, quick=self._quick))
        cells, whole = 0, sum(len(rows) * len(columns) for rows, columns in work)

        def ask(actor: Any, block: Block) -> tuple[Block, Any]:
            sources, targets = ([spots[i] for i in numbers] for numbers in block)
            asked = {"sources": sources, "targets": targets, "verbose": False, "shape_format": "no_shape"}
            try:
                answer = json.loads(actor.matrix(json.dumps(asked | self._costing(mode))))["sources_to_targets"]
            except RuntimeError as error:
                if getattr(error, "code", None) != UNCONNECTED:
                    raise
                none = [[None] * len(targets)] * len(sources)
                answer = {"durations": none, "distances": none}
            return block, answer

        for (rows, columns), answer in on_engines(work, self._actors, ask):
            cells += len(rows) * len(columns)
            yield part_of(cells / whole, rows, columns, answer["durations"], answer["distances"])

    def _blocks(self, rows: Sequence[int], columns: Sequence[int], engines: int = 1) -> list[Block]:
        # Where there are more sources than targets TimeDistanceMatrix searches backwards, and is minutes off.
        return blocks(rows, columns, engines, wide=self._quick)

    def _second_tries(
        self, sheet: Sheet, spots: Sequence[Spot], mode: str, rows: Sequence[int], columns: Sequence[int]
    ) -> Iterator[Part]:
        # Places that no way leads to or from: the nearest road may be an island, and the next one not.
        for least in SECOND_TRIES:
            lost_rows, lost_columns = sheet.lost(rows, columns)
            others = _from_another_road(spots, {*lost_rows, *lost_columns}, least)
            near = self._near_a_road(others, mode, {*lost_rows, *lost_columns})
            again = [row for row in lost_rows if row in near], [column for column in lost_columns if column in near]
            others_rows = [row for row in rows if row not in again[0]]
            work = [*self._blocks(again[0], columns), *self._blocks(others_rows, again[1])]
            for part in self._parts(others, mode, work) if work else ():
                sheet.take(part)
                yield part

    def _costing(self, mode: str) -> dict[str, Any]:
        costing = COSTING[mode]
        return {"costing": costing, **self._avoid} | ({"costing_options": {costing: KEEP_OUT}} if self._quick else {})

    # --- asking for places and ways

    def _near_a_road(self, spots: Sequence[Spot], mode: str, numbers: Iterable[int] | None = None) -> set[int]:
        asked = range(len(spots)) if numbers is None else sorted(numbers)
        located = self._located([spots[number] for number in asked], mode)
        return {number for number, edges in zip(asked, located, strict=True) if edges}

    def _located(self, spots: Sequence[Spot], mode: str) -> list[list[dict[str, float]]]:
        if not spots:
            return []
        asked = {"locations": list(spots), "costing": COSTING[mode], "verbose": False}
        try:
            located = json.loads(self._actors[0].locate(json.dumps(asked)))
        except RuntimeError:  # one spot spoils it for all
            return [edges for spot in spots for edges in self._located([spot], mode)] if len(spots) > 1 else [[]]
        return [found.get("edges") or [] for found in located]

    def _legs(self, places: Sequence[Coordinates], mode: str, told: str) -> list[dict[str, Any] | None]:
        # Valhalla's legs, one per pair, None where there is no way; `told` is how much it says of them.
        spots = [_spot(place) for place in places]
        if len(spots) < 2:
            return []
        near = self._near_a_road(spots, mode)
        if len(near) == len(spots) and (legs := self._route(spots, mode, told)):
            return [*legs]
        pairs = zip(range(len(spots)), spots, spots[1:], strict=False)
        return [self._leg(a, b, mode, told) if {number, number + 1} <= near else None for number, a, b in pairs]

    def _leg(self, a: Spot, b: Spot, mode: str, told: str) -> dict[str, Any] | None:
        tries: list[tuple[Spot, Spot]] = [(a, b)]
        for least in SECOND_TRIES:
            other_a, other_b = _from_another_road([a, b], {0, 1}, least)
            tries += [(a, other_b), (other_a, b), (other_a, other_b)]
        return next((legs[0] for pair in tries if (legs := self._route(pair, mode, told))), None)

    def _route(self, spots: Sequence[Spot], mode: str, told: str) -> Sequence[dict[str, Any]]:
        asked = {"locations": list(spots), "costing": COSTING[mode], "directions_type": told, **self._avoid}
        try:
            legs: list[dict[str, Any]] = json.loads(self._actors[0].route(json.dumps(asked)))["trip"]["legs"]
        except RuntimeError:
            return ()
        return legs


def _unheard(_part: Part) -> None:
    pass


def _nothing() -> Iterator[Part]:
    yield part_of(1.0, (), (), (), ())


def _open(folder: Path, *, quick: bool) -> Any:
    import valhalla

    algorithm = "timedistancematrix" if quick else "costmatrix"
    # WORKAROUND: given a dictionary, pyvalhalla 3.9 leaves a temporary file behind for every actor.
    with tempfile.TemporaryDirectory(prefix="rounds-") as scratch:
        settings = Path(scratch) / "valhalla.json"
        settings.write_text(json.dumps(configuration(folder, algorithm)), encoding="ascii")
        return valhalla.Actor(settings)


def _spot(place: Coordinates) -> Spot:
    return {"lat": place.lat, "lon": place.lon, "search_cutoff": SNAP_RADIUS_M}


def _from_another_road(spots: Sequence[Spot], numbers: set[int], least: str) -> list[Spot]:
    other = {"search_filter": {"min_road_class": least}}
    return [spot | other if number in numbers else spot for number, spot in enumerate(spots)]


def _apart(place: Coordinates, edge: dict[str, float]) -> float:
    # Metres; on so short a way the earth is flat.
    north = edge["correlated_lat"] - place.lat
    east = (edge["correlated_lon"] - place.lon) * math.cos(math.radians(place.lat))
    return math.hypot(north, east) * METRES_PER_DEGREE
