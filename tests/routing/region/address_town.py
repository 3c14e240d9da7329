"""A tiny extract for tests, house by house, and the address index that is built of it."""

from __future__ import annotations

from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way

from routing.region.address_build import build_addresses
from routing.region.addresses import FILE, AddressIndex

SIDE = 0.0001
type Pair = tuple[float, float]


class Town:
    """Nodes, ways and relations, in the order they are told."""

    def __init__(self) -> None:
        self._nodes: list[tuple[Pair, dict[str, str]]] = []
        self._ways: list[tuple[list[int], dict[str, str]]] = []
        self._relations: list[tuple[list[tuple[str, int, str]], dict[str, str]]] = []

    def node(self, lat: float, lon: float, **tags: str) -> int:
        """A point; keywords are tags, with ``_`` for ``:``."""
        self._nodes.append(((lat, lon), _tags(tags)))
        return len(self._nodes)

    def way(self, nodes: list[int], **tags: str) -> int:
        """A line through nodes."""
        self._ways.append((nodes, _tags(tags)))
        return len(self._ways)

    def square(self, lat: float, lon: float, half: float = SIDE, **tags: str) -> int:
        """A closed way around a point."""
        corners = [(-half, -half), (-half, half), (half, half), (half, -half)]
        nodes = [self.node(lat + north, lon + east) for north, east in corners]
        return self.way([*nodes, nodes[0]], **tags)

    def relation(self, members: list[tuple[str, int, str]], **tags: str) -> None:
        """A relation of members as kind, number, role."""
        self._relations.append((members, _tags(tags)))

    def house(self, street: str, number: str, lat: float, lon: float, *, postcode: str = "", city: str = "") -> int:
        """A numbered node."""
        known = {"addr_street": street, "addr_postcode": postcode, "addr_city": city}
        return self.node(lat, lon, addr_housenumber=number, **{key: value for key, value in known.items() if value})

    def street(self, lat: float, lon: float, name: str, **tags: str) -> int:
        """A short street from west to east through a point."""
        ends = [self.node(lat, lon - SIDE), self.node(lat, lon), self.node(lat, lon + SIDE)]
        return self.way(ends, highway="residential", name=name, **tags)

    def place(self, name: str, kind: str, lat: float, lon: float, **tags: str) -> int:
        """A town, a village, or a part of one."""
        return self.node(lat, lon, place=kind, name=name, **tags)

    def border(self, name: str, level: int, lat: float, lon: float, half: float, **tags: str) -> None:
        """A town's square border, as a relation."""
        way = self.square(lat, lon, half)
        self.relation(
            [("w", way, "outer")], type="boundary", boundary="administrative", admin_level=str(level), name=name, **tags
        )

    def index(self, folder: Path, language: str = "") -> AddressIndex:
        """Write the extract, build its index, open it."""
        extract = folder / "town.osm.pbf"
        extract.unlink(missing_ok=True)
        with osmium.SimpleWriter(str(extract)) as writer:
            for number, ((lat, lon), tags) in enumerate(self._nodes, start=1):
                writer.add_node(Node(id=number, location=(lon, lat), tags=tags))
            for number, (nodes, tags) in enumerate(self._ways, start=1):
                writer.add_way(Way(id=number, nodes=nodes, tags=tags))
            for number, (members, tags) in enumerate(self._relations, start=1):
                writer.add_relation(Relation(id=number, members=members, tags=tags))
        (folder / FILE).unlink(missing_ok=True)
        build_addresses(str(extract), folder / FILE, lambda _share: None)
        return AddressIndex(folder, language)


def _tags(tags: dict[str, str]) -> dict[str, str]:
    # name_zh is name:zh, addr_street is addr:street; admin_level and alt_name are themselves.
    return {
        key.replace("_", ":", 1) if key.startswith(("addr_", "name_")) else key: value for key, value in tags.items()
    }
