"""Looks at an OpenStreetMap extract: whether it is one, from when its data are, and where it lies. Builds nothing."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from routing.errors import BadExtract
from routing.region.facts import Bounds

HEADER = b"\x0a\x09OSMHeader"
"""Stands in every extract, after the four bytes of a length (https://wiki.openstreetmap.org/wiki/PBF_Format)."""
PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf\x27\x1c", b"\xfd7zXZ", b"Rar!", b"\x28\xb5\x2f\xfd")
"""How zip, gzip, bzip2, 7z, xz, rar and zstandard begin."""
OTHER_FORMS = (b"<?xml", b"<osm", b"\xef\xbb\xbf<", b"\xff\xe0\x04o5m")
"""How OpenStreetMap data in XML and o5m begin."""
CHUNK = 4 * 2**20
NOT_WHOLE = "The file is not a whole OpenStreetMap extract. Download it again."


@dataclass(frozen=True, slots=True)
class ExtractFacts:
    """What an extract tells: its sum, the date of its data (``""`` where it says none), and its bounds."""

    sha256: str
    data_date: str
    bounds: Bounds


def check_extract(file: Path) -> None:
    """Look at how a file begins, at once; whether it is whole is found out by `read_extract`.

    Raises
    ------
    BadExtract
        ``no_such_file``, ``is_folder``, ``not_readable``, ``empty_file``, ``packed``, ``other_form`` or ``not_osm``.
    """
    if file.is_dir():
        raise BadExtract("is_folder", "This is a folder. Choose the .osm.pbf file in it.", file=file.name)
    if file.exists() and not file.is_file():
        raise BadExtract("not_osm", NOT_WHOLE, file=file.name)  # a pipe, which would be waited for
    try:
        with file.open("rb") as opened:
            start = opened.read(32)
    except FileNotFoundError as error:
        message = "There is no such file. Check its name and folder."
        raise BadExtract("no_such_file", message, file=file.name) from error
    except OSError as error:
        message = "The file cannot be read by you. Change its permissions, or copy it."
        raise BadExtract("not_readable", message, file=file.name) from error
    if not start:
        raise BadExtract("empty_file", "The file is empty. Download it again.", file=file.name)
    if start.startswith(PACKED):
        raise BadExtract("packed", "The file is packed. Unpack it, and choose the .osm.pbf in it.", file=file.name)
    if start.lstrip().startswith(OTHER_FORMS):
        raise BadExtract("other_form", "The file is no .osm.pbf. Get the same area as .osm.pbf.", file=file.name)
    if not start[4:].startswith(HEADER):
        raise BadExtract("not_osm", NOT_WHOLE, file=file.name)


def read_extract(file: Path, share: Callable[[float], None]) -> ExtractFacts:
    """Read an extract from end to end once, before anything is built of it.

    Raises
    ------
    BadExtract
        As `check_extract`; ``not_osm`` also where it is cut off or damaged; ``no_roads``.
    """
    import osmium  # only the program that reads needs it

    check_extract(file)
    sha256 = _sha256(file, lambda done: share(done * 0.5))
    try:
        with osmium.io.Reader(str(file)) as reader:
            header = reader.header()
        roads: Any = osmium.FileProcessor(str(file))
        roads.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY)).with_filter(osmium.filter.KeyFilter("highway"))
        count = sum(1 for _ in roads)
        bounds = _box(header.box()) or _bounds(osmium.FileProcessor(str(file), osmium.osm.NODE))
    except (RuntimeError, ValueError) as error:
        raise BadExtract("not_osm", NOT_WHOLE, file=file.name) from error
    if not count or bounds is None:
        raise BadExtract("no_roads", "The extract has no roads. Use an extract of a whole area.", file=file.name)
    share(1.0)
    return ExtractFacts(sha256, header.get("osmosis_replication_timestamp", "")[:10], bounds)


def _sha256(file: Path, share: Callable[[float], None]) -> str:
    found, size, done = hashlib.sha256(), file.stat().st_size, 0
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            found.update(chunk)
            done += len(chunk)
            share(done / size)
    return found.hexdigest()


def _box(box: Any) -> Bounds | None:
    if not box.valid() or box.bottom_left == box.top_right:
        return None
    return box.bottom_left.lat, box.bottom_left.lon, box.top_right.lat, box.top_right.lon


def _bounds(nodes: Any) -> Bounds | None:
    # Some extracts do not say it themselves; then every node is asked.
    south = west = math.inf
    north = east = -math.inf
    for node in nodes:
        lat, lon = node.lat, node.lon
        south, north, west, east = min(south, lat), max(north, lat), min(west, lon), max(east, lon)
    return (south, west, north, east) if south <= north else None


def share_covered(inner: Bounds, outer: Bounds) -> float:
    """Which share of an area lies within another, 0 to 1, in degrees as on a flat map."""
    height = min(inner[2], outer[2]) - max(inner[0], outer[0])
    width = min(inner[3], outer[3]) - max(inner[1], outer[1])
    whole = (inner[2] - inner[0]) * (inner[3] - inner[1])
    return max(0.0, height) * max(0.0, width) / whole if whole else 0.0
