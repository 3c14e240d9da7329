"""Writes nodes, ways and relations as an OpenStreetMap extract through pyosmium. Knows nothing of the town."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import osmium
from osmium.osm.mutable import Node, Relation, Way

from resources.demo.geometry import Point

ORIGIN_LAT, ORIGIN_LON = 45.2, -30.4
"""In the open Atlantic: no real address can be taken for one of the town's."""
METRES_LAT = 111_195.0
METRES_LON = METRES_LAT * math.cos(math.radians(ORIGIN_LAT))
GENERATOR = "Rounds demo town"
TIMESTAMP = "2026-01-01T00:00:00Z"


@dataclass
class Extract:
    """What will be written; ids are given in the order in which things come."""

    places: list[Point] = field(default_factory=list)
    node_tags: dict[int, dict[str, str]] = field(default_factory=dict)
    ways: list[tuple[list[int], Mapping[str, str]]] = field(default_factory=list)
    relations: list[tuple[list[tuple[str, int, str]], Mapping[str, str]]] = field(default_factory=list)

    def node(self, place: Point, /, **tags: str) -> int:
        """Add a node; its number."""
        self.places.append(place)
        if tags:
            self.node_tags[len(self.places)] = tags
        return len(self.places)

    def tag(self, node: int, tags: Mapping[str, str]) -> None:
        """Say something about a node that is there."""
        self.node_tags.setdefault(node, {}).update(tags)

    def way(self, nodes: Sequence[int], tags: Mapping[str, str]) -> int:
        """Add a way; its number."""
        self.ways.append((list(nodes), tags))
        return len(self.ways)

    def line(self, line: Sequence[Point], tags: Mapping[str, str]) -> int:
        """Add a way with nodes of its own; a closed line shares its first and last."""
        closed = line[0] == line[-1]
        nodes = [self.node(place) for place in (line[:-1] if closed else line)]
        return self.way([*nodes, nodes[0]] if closed else nodes, tags)

    def relation(self, members: Iterable[tuple[str, int, str]], tags: Mapping[str, str]) -> None:
        """Add a relation of members as kind (``n`` or ``w``), number and role."""
        self.relations.append((list(members), tags))

    def write(self, file: Path) -> None:
        """Write everything; the same bytes each time."""
        file.unlink(missing_ok=True)
        header = osmium.io.Header()
        header.set("generator", GENERATOR)
        header.set("osmosis_replication_timestamp", TIMESTAMP)
        header.add_box(self._bounds())
        with osmium.SimpleWriter(str(file), header=header) as writer:
            for number, place in enumerate(self.places, start=1):
                self._add(writer.add_node, Node, number, location=_degrees(place), tags=self.node_tags.get(number, {}))
            for number, (nodes, tags) in enumerate(self.ways, start=1):
                self._add(writer.add_way, Way, number, nodes=nodes, tags=tags)
            for number, (members, tags) in enumerate(self.relations, start=1):
                self._add(writer.add_relation, Relation, number, members=members, tags=tags)

    @staticmethod
    def _add(write: Any, kind: Any, number: int, **more: Any) -> None:
        write(kind(id=number, version=1, visible=True, timestamp=TIMESTAMP, **more))

    def _bounds(self) -> Any:
        corners = [_degrees((pick(x for x, _ in self.places), pick(y for _, y in self.places))) for pick in (min, max)]
        return osmium.osm.Box(*(osmium.osm.Location(lon, lat) for lon, lat in corners))


def _degrees(place: Point) -> tuple[float, float]:
    return round(ORIGIN_LON + place[0] / METRES_LON, 7), round(ORIGIN_LAT + place[1] / METRES_LAT, 7)
