"""One family of road networks behind `routing.travel.RoadNetwork`; a spec crosses to the child that opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from routing.problem import Coordinates
from routing.roads.closed import CLOSED, ClosedRoads, Rings, rings_name
from routing.roads.directions import Maneuver
from routing.travel import Leg, Part, RoadNetwork, TravelTimes
from routing.worker import Progress


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """Which network to open: ``straight_line``, or ``valhalla`` or ``quick``, whose `folder` is a built region."""

    kind: str = "straight_line"
    folder: str = ""
    detour_factor: float = 1.35
    closed: Rings = ()
    """Areas that no way leads through."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Rows and columns of a matrix that are wanted in a mode."""

    mode: str
    rows: tuple[int, ...]
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A part of what was asked for, by its number in the order of asking."""

    number: int
    part: Part


def open_network(spec: NetworkSpec, usual: Mapping[str, TravelTimes] | None = None) -> RoadNetwork:
    """The network of a spec; its engine is imported only now.

    `usual` are the times on open roads by mode, where they are known, so that only ways around closed ones are asked.
    """
    if not spec.closed:
        return _open(spec)
    network = ClosedRoads(_open(replace(spec, closed=())), _open(spec), spec.closed)
    return network.knowing(usual) if usual else network


def _open(spec: NetworkSpec) -> RoadNetwork:
    if spec.kind == "straight_line":
        from routing.roads.straight_line import StraightLine

        return StraightLine(spec.detour_factor, spec.closed)
    from routing.roads.valhalla import ValhallaNetwork

    return ValhallaNetwork(spec.folder, quick=spec.kind == "quick", avoid=spec.closed)


def network_name(spec: NetworkSpec) -> str:
    """The name of the network a spec opens, without opening it."""
    rings = f"{CLOSED}{rings_name(spec.closed)}" if spec.closed else ""
    if spec.kind == "straight_line":
        return f"straight_line:{spec.detour_factor:g}{rings}"
    return f"{spec.kind}:{Path(spec.folder).name}{rings}"


def compute_matrix(
    spec: NetworkSpec, places: Sequence[Coordinates], mode: str, *, report: Callable[[object], None]
) -> TravelTimes:
    """`RoadNetwork.matrix` as a child runs it."""
    return open_network(spec).matrix(places, mode, report=lambda part: report(Progress(part.share, "travel_times")))


def compute_missing(
    spec: NetworkSpec,
    places: Sequence[Coordinates],
    asked: Sequence[Asked],
    usual: Mapping[str, TravelTimes] | None = None,
    *,
    report: Callable[[object], None],
) -> tuple[TravelTimes, ...]:
    """Several matrices over the same places, as a child runs it: tells each `Known` part, and `Progress` over all."""
    network = open_network(spec, usual)
    cells = [len(each.rows) * len(each.columns) for each in asked]
    found = []
    for number, each in enumerate(asked):
        before, here, whole = sum(cells[:number]), cells[number], max(1, sum(cells))

        def tell(part: Part, number: int = number, before: int = before, here: int = here, whole: int = whole) -> None:
            report(Known(number, part))
            report(Progress((before + part.share * here) / whole, "travel_times"))

        found.append(network.matrix(places, each.mode, sources=each.rows, targets=each.columns, report=tell))
    return tuple(found)


def compute_parts(
    spec: NetworkSpec,
    places: Sequence[Coordinates],
    asked: Sequence[Asked],
    usual: Mapping[str, TravelTimes] | None = None,
    *,
    report: Callable[[object], None],
) -> tuple[Part, ...]:
    """As `compute_missing`, but only what was asked for comes back: for a little of much."""
    network, found = open_network(spec, usual), []
    for number, each in enumerate(asked, start=1):
        times = network.matrix(places, each.mode, sources=each.rows, targets=each.columns)
        found.append(times.part(number / len(asked), each.rows, each.columns))
        report(Progress(number / len(asked), "travel_times"))
    return tuple(found)


type Routes = Sequence[tuple[Sequence[Coordinates], str]]
"""Places in order, and a mode, for each route."""


def compute_paths(
    spec: NetworkSpec, routes: Routes, *, report: Callable[[object], None]
) -> tuple[tuple[Leg, ...], ...]:
    """`RoadNetwork.path` of several routes, as a child runs it."""
    return _each(open_network(spec).path, routes, report)


def compute_directions(
    spec: NetworkSpec, routes: Routes, *, report: Callable[[object], None]
) -> tuple[tuple[tuple[Maneuver, ...], ...], ...]:
    """`RoadNetwork.directions` of several routes, as a child runs it."""
    return _each(open_network(spec).directions, routes, report)


def _each[Found](
    find: Callable[[Sequence[Coordinates], str], Found], routes: Routes, report: Callable[[object], None]
) -> tuple[Found, ...]:
    found = []
    for number, (places, mode) in enumerate(routes, start=1):
        found.append(find(places, mode))
        report(Progress(number / len(routes), "paths"))
    return tuple(found)
