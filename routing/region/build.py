"""Builds everything of a region from one OpenStreetMap extract, in a child process: roads, addresses, base map.

All or nothing: the work is done beside the folder, which appears only when it is whole. Each part is a program of its
own; roads and then addresses are built at the same time as the map.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from routing import errors
from routing.errors import BadExtract, RoutingError
from routing.region import address_schema as addresses
from routing.region import basemap
from routing.region.addresses import AddressMatch
from routing.region.changes import AddressChanges, compare_addresses, find_again
from routing.region.extract import ExtractFacts, check_extract, share_covered
from routing.region.facts import Bounds, RegionFacts, check_version, file_version, read_facts, write_facts
from routing.region.part import problem
from routing.region.programs import Programs
from routing.region.roads_build import build_roads, died
from routing.worker import Progress

WORK = {"reading": 3, "roads": 18, "addresses": 28, "map": 51}
"""The steps, and how much of all the work each is, measured on 21 MB."""
LAST = list(WORK)[-1]
"""What is said at the end, whichever of the two lanes of the work ends last."""
SAME_AREA = 0.5
"""A newer extract of the same region covers at least this share of it."""
BUILT = 0.97
"""How much of all is done when a region is built; then it is compared with the one before."""
FILES = {addresses.FILE: addresses.VERSION, basemap.FILE: basemap.VERSION}
"""Files of a region with a version of their own."""
LAID = "extract.osm.pbf"
"""The extract's name in the folder while it is built."""


@dataclass(frozen=True, slots=True)
class Before:
    """The region that is built anew: its folder, its extract's sum (empty where it is built again all the same), and
    where it lies."""

    folder: str
    sha256: str
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Newer:
    """A region built anew: what has changed in its addresses, None where that cannot be told, and where it finds those
    that were asked for."""

    facts: RegionFacts
    changes: AddressChanges | None
    found: dict[str, AddressMatch | None]


def build_region(
    extract: str, folder: str, *, before: Before | None = None, report: Callable[[object], None]
) -> RegionFacts:
    """Build a region folder; with `before` from a newer extract of the same region.

    Raises
    ------
    BadExtract
        The file is no whole extract, for the reasons of `read_extract`; ``roads_failed``; it is of ``another_area``
        than the region before, or the ``same_extract``.
    NoRoom
        ``disk_full``, ``memory_full`` or ``region_not_written``. Nothing is left behind, whatever is raised.
    """
    source, target = Path(extract), Path(folder)
    steps = _Steps(report)
    try:
        with _apart(target) as part:
            _lay(source, part)
            facts = _build(part, source.name, before, steps)
            part.replace(target)
    except OSError as error:
        raise problem(error) from error
    except RoutingError as error:
        error.details["file"] = source.name
        raise
    report(Progress(BUILT, "comparing") if before else Progress(1.0, "done"))
    return facts


def update_region(
    extract: str, folder: str, before: Before, texts: Sequence[str], *, report: Callable[[object], None]
) -> Newer:
    """Build a region anew beside the one before, and compare: its addresses, and these of the office's own.

    Raises what `build_region` does.
    """
    facts = build_region(extract, folder, before=before, report=report)
    changes = compare_addresses(Path(before.folder), Path(folder))
    found = find_again(Path(folder), texts, lambda share: report(Progress(BUILT + share * (1 - BUILT), "comparing")))
    return Newer(facts, changes, found)


def check_built(folder: Path) -> None:
    """Whether this program can use a built region.

    Raises
    ------
    EngineUnavailable
        ``region_missing``, ``region_is_older`` or ``region_is_newer``.
    """
    read_facts(folder)
    for name, version in FILES.items():
        check_version(file_version(folder / name), version)


class _Steps:
    # How far all of them have come together; heard from several threads, and never less than before.

    def __init__(self, report: Callable[[object], None]) -> None:
        self._report = report
        self._lock = threading.Lock()
        self._shares = dict.fromkeys(WORK, 0.0)

    def take(self, own: Progress) -> None:
        """Hear how far one step has come."""
        with self._lock:
            if own.share <= self._shares[own.step]:
                return
            self._shares[own.step] = min(1.0, own.share)
            done = sum(WORK[name] * self._shares[name] for name in WORK) / sum(WORK.values())
            at = next((name for name in WORK if self._shares[name] < 1), LAST)
            self._report(Progress(BUILT * done, at))


@contextmanager
def _apart(target: Path) -> Iterator[Path]:
    # The folder to work in. Whatever becomes of it, it does not stay.
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _lay(source: Path, part: Path) -> None:
    # In the folder it has a name that every program can open, and stays there when a person moves the file away.
    check_extract(source)
    try:
        os.link(source.resolve(), part / LAID)
    except OSError:  # on another disk, or where one may read but not link
        shutil.copyfile(source, part / LAID)


def _build(part: Path, name: str, before: Before | None, steps: _Steps) -> RegionFacts:
    programs = Programs(part)
    looked = _part(programs, "look", lambda share: steps.take(Progress(share, "reading")))
    steps.take(Progress(1.0, "reading"))
    told = ExtractFacts(looked["sha256"], looked["data_date"], tuple(looked["bounds"]))
    if before:
        _check_newer(told, before, name)
    houses, streets = _build_parts(programs, part, steps)
    (part / LAID).unlink()
    size = sum(file.stat().st_size for file in part.rglob("*") if file.is_file())
    facts = RegionFacts(told.sha256, told.data_date, houses, streets, told.bounds, size, name)
    write_facts(part, facts)
    return facts


def _check_newer(told: ExtractFacts, before: Before, name: str) -> None:
    if told.sha256 == before.sha256:
        message = "The region was built from this very extract. There is nothing to change."
        raise BadExtract("same_extract", message, file=name)
    if share_covered(before.bounds, told.bounds) < SAME_AREA:
        message = "The extract is of another area. Build it as a region of its own."
        raise BadExtract("another_area", message, file=name)


def _build_parts(programs: Programs, part: Path, steps: _Steps) -> tuple[int, int]:
    # Two lanes of about the same length; what fails first ends both.
    def roads_and_addresses() -> tuple[int, int]:
        build_roads(programs, part, LAID, lambda share: steps.take(Progress(share, "roads")))
        steps.take(Progress(1.0, "roads"))
        houses, streets = _part(programs, "addresses", lambda share: steps.take(Progress(share, "addresses")))
        steps.take(Progress(1.0, "addresses"))
        return houses, streets

    def draw() -> None:
        _part(programs, "basemap", lambda share: steps.take(Progress(share, "map")))
        steps.take(Progress(1.0, "map"))

    with ThreadPoolExecutor(2) as lanes:
        counts, drawn = lanes.submit(roads_and_addresses), lanes.submit(draw)
        try:
            for lane in as_completed((counts, drawn)):
                lane.result()
        except BaseException:
            programs.end()
            raise
    return counts.result()


def _part(programs: Programs, name: str, share: Callable[[float], None]) -> Any:
    # Runs `routing.region.part`, and gives back what it made of it.
    last: dict[str, Any] = {}

    def hear(line: str) -> None:
        if not line.startswith("{"):
            return  # a library's own remark
        last.update(json.loads(line))
        if "share" in last:
            share(last.pop("share"))

    programs.run([sys.executable, "-P", "-m", "routing.region.part", name, LAID], hear)
    if "done" in last:
        return last["done"]
    if "failed" not in last:
        raise died()
    kind, code, message, details = last["failed"]
    raise getattr(errors, kind)(code, message, **details)
