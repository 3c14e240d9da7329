"""Makes a larger extract out of a small one: the same area several times side by side, not connected."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import osmium

KINDS = (osmium.osm.NODE, osmium.osm.WAY, osmium.osm.RELATION)


def write_copies(source: Path, target: Path, copies: int) -> Path:
    """Write an extract of so many copies in a square; ids are shifted, so that all are of their own."""
    box, stamp, step = _facts(source)
    columns = math.ceil(math.sqrt(copies))
    width, height = box.top_right.lon - box.bottom_left.lon, box.top_right.lat - box.bottom_left.lat
    header = osmium.io.Header()
    header.set("osmosis_replication_timestamp", stamp)
    for south, west in ((0.0, 0.0), (height * ((copies - 1) // columns), width * (min(columns, copies) - 1))):
        low, high = box.bottom_left, box.top_right
        header.add_box(
            osmium.osm.Box(
                osmium.osm.Location(low.lon + west, low.lat + south),
                osmium.osm.Location(high.lon + west, high.lat + south),
            )
        )
    with osmium.SimpleWriter(str(target), header=header, overwrite=True) as writer:
        for kind in KINDS:  # an extract holds all nodes, then all ways, then all relations
            for number in range(copies):
                shift = (width * (number % columns), height * (number // columns))
                for thing in _copied(source, kind, step * number, shift):
                    writer.add(thing)
    return target


def _facts(source: Path) -> tuple[Any, str, int]:
    # Where it lies, from when it is, and an id that is larger than all of its own.
    with osmium.io.Reader(str(source)) as reader:
        header = reader.header()
    box = header.box()
    if not box.valid():
        raise SystemExit(f"{source.name} does not say which area it covers, so it cannot be laid side by side.")
    things: Any = osmium.FileProcessor(str(source))
    return box, header.get("osmosis_replication_timestamp", ""), max(thing.id for thing in things) + 1


def _copied(source: Path, kind: Any, step: int, shift: tuple[float, float]) -> Iterator[Any]:
    things: Any = osmium.FileProcessor(str(source), kind)
    for thing in things:
        if thing.is_node():
            yield thing.replace(id=thing.id + step, location=(thing.lon + shift[0], thing.lat + shift[1]))
        elif thing.is_way():
            yield thing.replace(id=thing.id + step, nodes=[node.ref + step for node in thing.nodes])
        else:
            members = [(member.type, member.ref + step, member.role) for member in thing.members]
            yield thing.replace(id=thing.id + step, members=members)
