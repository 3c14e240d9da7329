"""One family of road networks behind `routing.travel.RoadNetwork`; a spec crosses to the child that opens it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from routing.problem import Coordinates
from routing.travel import Leg, RoadNetwork, TravelTimes
from routing.worker import Progress


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """Which network to open: ``kind`` is ``straight_line`` or ``valhalla`` (then `folder` is a built region)."""

    kind: str = "straight_line"
    folder: str = ""
    detour_factor: float = 1.35


def open_network(spec: NetworkSpec) -> RoadNetwork:
    """The network of a spec; its engine is imported only now."""
    if spec.kind == "valhalla":
        from routing.roads.valhalla import ValhallaNetwork

        return ValhallaNetwork(spec.folder)
    from routing.roads.straight_line import StraightLine

    return StraightLine(spec.detour_factor)


def network_name(spec: NetworkSpec) -> str:
    """The name of the network a spec opens, without opening it."""
    if spec.kind == "valhalla":
        from pathlib import Path

        return f"valhalla:{Path(spec.folder).name}"
    return f"straight_line:{spec.detour_factor:g}"


def compute_matrix(
    spec: NetworkSpec,
    places: Sequence[Coordinates],
    mode: str,
    sources: Sequence[int] | None = None,
    targets: Sequence[int] | None = None,
    *,
    report: Callable[[object], None],
) -> TravelTimes:
    """`RoadNetwork.matrix` as a child runs it."""

    def share(done: float) -> None:
        report(Progress(done, "travel_times"))

    return open_network(spec).matrix(places, mode, sources=sources, targets=targets, report=share)


def compute_paths(
    spec: NetworkSpec, routes: Sequence[tuple[Sequence[Coordinates], str]], *, report: Callable[[object], None]
) -> tuple[tuple[Leg, ...], ...]:
    """`RoadNetwork.path` of several routes, as a child runs it."""
    network = open_network(spec)
    found = []
    for number, (places, mode) in enumerate(routes, start=1):
        found.append(network.path(places, mode))
        report(Progress(number / len(routes), "paths"))
    return tuple(found)
