"""What lies around a place: how far the nearest road is, whether it is in water, and by which modes a way leads there.

Asks the region's roads and base map, in a child process. What that means for a visit is not decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from routing.problem import Coordinates
from routing.region.basemap import Basemap, Feature, Point
from routing.roads import NetworkSpec, open_network
from routing.travel import UNREACHABLE, RoadNetwork
from routing.worker import Progress

MODES = ("car", "scooter", "bicycle", "foot")
A_HAIR = 1e-6
"""Degrees, about a decimetre: the box of a point."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around one place.

    Parameters
    ----------
    road_m
        Metres to the nearest road that any of the asked modes may use; None where there is none in the region's reach.
    water
        The name of the water it lies in, empty where that has none; None on land.
    reached_by
        Those of all modes by which a way leads there from one of the ends; the asked ones first. All of them where
        there are no ends to come from.
    """

    road_m: float | None
    water: str | None
    reached_by: tuple[str, ...]


def survey(
    spec: NetworkSpec,
    places: Sequence[Coordinates],
    ends: Sequence[Coordinates],
    modes: Sequence[str],
    *,
    report: Callable[[object], None],
) -> tuple[Surroundings, ...]:
    """What lies around each place, for teams that come from one of `ends` in one of `modes`.

    `spec` names a built region. Other modes are tried only for a place that none of the asked ones reaches.
    """
    network = open_network(spec)
    roads = _roads(network, places, modes)
    report(Progress(0.3, "surroundings"))
    waters = _waters(spec.folder, places)
    report(Progress(0.5, "surroundings"))
    reached = [_reached(network, places, ends, modes, range(len(places)))]
    stranded = [number for number in range(len(places)) if not reached[0][number]]
    others = [mode for mode in MODES if mode not in modes]
    reached.append(_reached(network, places, ends, others, stranded))
    report(Progress(1.0, "surroundings"))
    return tuple(
        Surroundings(roads[number], waters[number], (*reached[0][number], *reached[1].get(number, ())))
        for number in range(len(places))
    )


def _roads(network: RoadNetwork, places: Sequence[Coordinates], modes: Iterable[str]) -> list[float | None]:
    found = [network.nearest(places, mode) for mode in modes]
    return [min((metres for metres in each if metres is not None), default=None) for each in zip(*found, strict=True)]


def _reached(
    network: RoadNetwork,
    places: Sequence[Coordinates],
    ends: Sequence[Coordinates],
    modes: Iterable[str],
    numbers: Sequence[int],
) -> dict[int, tuple[str, ...]]:
    # By number of the place: the modes by which at least one end has a way there.
    found: dict[int, tuple[str, ...]] = dict.fromkeys(numbers, ())
    if not numbers:
        return found
    points = [*ends, *(places[number] for number in numbers)]
    sources, targets = list(range(len(ends))), list(range(len(ends), len(points)))
    for mode in modes:
        if ends:
            durations = network.matrix(points, mode, sources=sources, targets=targets).durations
            there = (durations[: len(ends), len(ends) :] < UNREACHABLE).any(axis=0)
        for position, number in enumerate(numbers):
            if not ends or there[position]:
                found[number] = (*found[number], mode)
    return found


def _waters(folder: str, places: Sequence[Coordinates]) -> list[str | None]:
    basemap = Basemap(folder)
    try:
        return [_water(basemap, place) for place in places]
    finally:
        basemap.close()


def _water(basemap: Basemap, place: Coordinates) -> str | None:
    # A house on piles, or a boat that somebody lives on, is a building first.
    box = (place.lat - A_HAIR, place.lon - A_HAIR, place.lat + A_HAIR, place.lon + A_HAIR)
    here = [f for f in basemap.features(box, kinds=("water", "building")) if f.closed and contains(f, place)]
    if any(feature.kind == "building" for feature in here):
        return None
    return next((feature.name for feature in here), None)


def contains(feature: Feature, place: Coordinates) -> bool:
    """Whether a place lies in an area and in none of its holes, such as the islands of a lake."""
    return _inside(feature.points, place) and not any(_inside(hole, place) for hole in feature.holes)


def _inside(ring: Sequence[Point], place: Coordinates) -> bool:
    # A ray to the east crosses the outline an odd number of times (Shimrat 1962, doi:10.1145/368637.368653).
    odd = False
    before = ring[-1]
    for after in ring:
        if (before[0] > place.lat) != (after[0] > place.lat):
            share = (place.lat - before[0]) / (after[0] - before[0])
            odd ^= place.lon < before[1] + share * (after[1] - before[1])
        before = after
    return odd
