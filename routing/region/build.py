"""Builds everything of a region from one OpenStreetMap extract, in a child process: roads, addresses, base map.

All or nothing: the work is done beside the folder, which appears only when it is whole.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import osmium

from routing.errors import BadExtract
from routing.region.address_build import build_addresses
from routing.region.addresses import FILE as ADDRESSES
from routing.region.basemap import FILE as BASEMAP
from routing.region.basemap_build import build_basemap
from routing.roads.valhalla import TILES, configuration
from routing.worker import Progress

FACTS = "region.json"


@dataclass(frozen=True, slots=True)
class RegionFacts:
    """What was built: `bounds` as (south, west, north, east) in degrees, `data_date` as the extract has it."""

    sha256: str
    data_date: str
    addresses: int
    streets: int
    bounds: tuple[float, float, float, float]
    size_bytes: int


def build_region(extract: str, folder: str, *, report: Callable[[object], None]) -> RegionFacts:
    """Build a region folder.

    Raises
    ------
    BadExtract
        ``not_osm`` or ``truncated``: the file is no whole extract. Nothing is left behind.
    """
    source, target = Path(extract), Path(folder)
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        report(Progress(0.02, "reading"))
        sha256, (data_date, bounds) = _sha256(source), _look(source)
        report(Progress(0.1, "roads"))
        _build_roads(source, part)
        report(Progress(0.6, "addresses"))
        addresses, streets = build_addresses(
            extract, part / ADDRESSES, lambda share: report(Progress(0.6 + share * 0.2, "addresses"))
        )
        report(Progress(0.8, "map"))
        build_basemap(extract, part / BASEMAP)
        size = sum(file.stat().st_size for file in part.rglob("*") if file.is_file())
        facts = RegionFacts(sha256, data_date, addresses, streets, bounds, size)
        (part / FACTS).write_text(json.dumps(asdict(facts)), encoding="utf-8")
        part.replace(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    report(Progress(1.0, "done"))
    return facts


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _look(source: Path) -> tuple[str, tuple[float, float, float, float]]:
    # Reads the whole file once: what is cut off or is no extract is told here, before anything is built.
    south = west = 1e9
    north = east = -1e9
    ways = 0
    try:
        with osmium.io.Reader(str(source)) as reader:
            date = reader.header().get("osmosis_replication_timestamp", "")[:10]
        things: Any = osmium.FileProcessor(str(source))
        for thing in things:
            if thing.is_node():
                lat, lon = thing.lat, thing.lon
                south, north, west, east = min(south, lat), max(north, lat), min(west, lon), max(east, lon)
            ways += thing.is_way() and "highway" in thing.tags
    except (RuntimeError, ValueError) as error:
        raise BadExtract(
            "not_osm", "The file is not a whole OpenStreetMap extract. Download it again.", file=source.name
        ) from error
    if not ways:
        raise BadExtract("no_roads", "The extract has no roads. Use an extract of a whole area.", file=source.name)
    return date, (south, west, north, east)


def _build_roads(source: Path, part: Path) -> None:
    (part / TILES).mkdir()
    settings = part / "valhalla.json"
    settings.write_text(json.dumps(configuration(part)), encoding="utf-8")
    command = [str(_program("valhalla_build_tiles")), "-c", str(settings), str(source.resolve())]
    done = subprocess.run(command, capture_output=True, check=False)
    settings.unlink()
    if done.returncode in (-signal.SIGTERM, -9):
        raise KeyboardInterrupt
    if done.returncode != 0 or not any((part / TILES).rglob("*.gph")):
        raise BadExtract(
            "not_osm", "The file is not a whole OpenStreetMap extract. Download it again.", file=source.name
        )


def _program(name: str) -> Path:
    # The package's own programs, called directly: its console scripts would need the environment on PATH.
    spec = find_spec("valhalla")
    if spec is None or spec.origin is None:
        raise BadExtract("engine_missing", "The road engine is not installed. Start Rounds by its start script.")
    return Path(spec.origin).parent / "bin" / (name + (".exe" if sys.platform == "win32" else ""))
