"""The regions of an office: built into folders of their own, one of them in use. A region holds only OpenStreetMap."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from planner.bootstrap import Office
from planner.errors import BadInput
from routing.region.build import RegionFacts, build_region
from routing.roads import NetworkSpec
from routing.worker import Worker

FOLDER = "regions"


@dataclass(frozen=True, slots=True)
class Region:
    """A built region and where it lies."""

    id: str
    name: str
    folder: Path
    sha256: str
    data_date: str
    addresses: int
    bounds: tuple[float, float, float, float]
    active: bool


def build(
    office: Office,
    extract: Path,
    worker: Worker,
    *,
    name: str | None = None,
    on_message: Callable[[object], None] | None = None,
) -> Region:
    """Build a region from an extract and use it from now on; until it is whole the one before stays in use.

    Raises
    ------
    BadInput
        ``no_such_file``.
    routing.errors.BadExtract
        The file is no whole extract.
    """
    if not extract.is_file():
        raise BadInput("no_such_file", file=extract.name)
    key = uuid4().hex[:12]
    folder = office.data / FOLDER / key
    run = worker.submit(build_region, str(extract), str(folder))
    try:
        facts = run.wait(on_message)
    except BaseException:
        run.stop()
        shutil.rmtree(folder.with_name(key + ".part"), ignore_errors=True)
        raise
    return take(office, key, facts, name or extract.name.removesuffix(".pbf").removesuffix(".osm"))


def take(office: Office, key: str, facts: RegionFacts, name: str) -> Region:
    """Switch the pointer in the database to a region that was built."""
    with office.store.writing() as session:
        session.save_region(key, {"name": name, **asdict(facts)}, active=True)
        session.record("region_built", "user", office.clock(), sha256=facts.sha256, addresses=facts.addresses)
    return next(region for region in regions(office) if region.id == key)


def regions(office: Office) -> tuple[Region, ...]:
    """All regions that are there."""
    with office.store.reading() as session:
        rows = session.regions()
    found = (
        Region(
            row["id"],
            row["name"],
            office.data / FOLDER / row["id"],
            row["sha256"],
            row["data_date"],
            row["addresses"],
            tuple(row["bounds"]),
            row["active"],
        )
        for row in rows
    )
    return tuple(region for region in found if region.folder.is_dir())


def active(office: Office) -> Region | None:
    """The region in use, if any."""
    return next((region for region in regions(office) if region.active), None)


def network_spec(office: Office) -> NetworkSpec:
    """How travel times are found: on the region's roads, or, without a region, in straight lines."""
    region = active(office)
    if region is None:
        return NetworkSpec("straight_line", detour_factor=office.settings.detour_factor)
    return NetworkSpec("valhalla", folder=str(region.folder))


def sweep(office: Office) -> None:
    """At the start: drop regions no longer in use and what an interrupted build left."""
    with office.store.writing() as session:
        kept = {row["id"] for row in session.regions() if row["active"]}
        for row in session.regions():
            if row["id"] not in kept:
                session.remove_region(row["id"])
                session.forget_travel_rows(f"valhalla:{row['id']}")
    folder = office.data / FOLDER
    for child in folder.iterdir() if folder.is_dir() else ():
        if child.name not in kept:
            shutil.rmtree(child, ignore_errors=True)
