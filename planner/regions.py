"""The regions of an office: built into folders of their own, one of them in use. A region holds only OpenStreetMap."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from planner.bootstrap import Office
from planner.errors import BadInput
from planner.text import gettext as _
from resources.demo.plan import TOWN
from routing.region.build import RegionFacts, build_region
from routing.roads import NetworkSpec
from routing.worker import Run, Worker

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
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Building:
    """A region being built in the child: follow `run`, then `finish` or `abandon` it."""

    run: Run[RegionFacts]
    key: str
    name: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a build will take, roughly."""

    seconds: int
    size_bytes: int


def estimate(extract: Path) -> Estimate:
    """What building from an extract will take: measured on extracts of 1.3 and 20.7 MB on two cores, August 2026."""
    size = extract.stat().st_size
    return Estimate(3 + round(2.5 * size / 1_000_000), 5 * size)


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
    building = start(office, extract, worker, name=name)
    try:
        building.run.wait(on_message)
    except BaseException:
        abandon(building)
        raise
    return finish(office, building)


def start(office: Office, extract: Path, worker: Worker, *, name: str | None = None) -> Building:
    """Begin to build, and return at once."""
    if not extract.is_file():
        raise BadInput("no_such_file", file=extract.name)
    key = uuid4().hex[:12]
    folder = office.data / FOLDER / key
    run = worker.submit(build_region, str(extract), str(folder))
    return Building(run, key, name or extract.name.removesuffix(".pbf").removesuffix(".osm"), folder)


def finish(office: Office, building: Building) -> Region:
    """Use the region whose run has finished; raises what the run raised."""
    return take(office, building.key, building.run.result(), building.name)


def abandon(building: Building) -> None:
    """Stop building, and remove what there is of it."""
    building.run.stop()
    for left in (building.folder.with_name(building.key + ".part"), building.folder):
        shutil.rmtree(left, ignore_errors=True)


def take(office: Office, key: str, facts: RegionFacts, name: str) -> Region:
    """Switch the pointer in the database to a region that was built; an older one of the same name is forgotten."""
    with office.store.writing() as session:
        for older in (row["id"] for row in session.regions() if row["name"] == name):
            session.remove_region(older)
            session.forget_travel_rows(f"valhalla:{older}")
        session.save_region(key, {"name": name, **asdict(facts)}, active=True)
        session.record("region_built", "user", office.clock(), sha256=facts.sha256, addresses=facts.addresses)
    return next(region for region in regions(office) if region.id == key)


def use(office: Office, region_id: str) -> None:
    """Switch to another region that is there."""
    with office.store.writing() as session:
        row = next(row for row in session.regions() if row["id"] == region_id)
        body = {name: value for name, value in row.items() if name not in ("id", "active")}
        session.save_region(region_id, body, active=True)
        session.record("region_chosen", "user", office.clock(), sha256=row["sha256"])


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
            row.get("size_bytes", 0),
        )
        for row in rows
    )
    return tuple(region for region in found if region.folder.is_dir())


def active(office: Office) -> Region | None:
    """The region in use, if any."""
    return next((region for region in regions(office) if region.active), None)


def credit(office: Office, language: str | None = None) -> str:
    """Whose data the region in use is made of, as its license asks to be shown on map and paper; empty without one.

    The demo's own town is nobody's data (ODbL 4.3; https://www.openstreetmap.org/copyright, read 2026-11).
    """
    region = active(office)
    if region is None:
        return ""
    name = region.name[:40]
    if office.is_demo and name in (TOWN.en, TOWN.zh):
        return _("{region}, a fictional town", language).format(region=name)
    text = _("{region} {date} · © OpenStreetMap contributors (ODbL)", language)
    return text.format(region=name, date=region.data_date)


def network_spec(office: Office) -> NetworkSpec:
    """How travel times are found: on the region's roads, or, without a region, in straight lines."""
    region = active(office)
    if region is None:
        return NetworkSpec("straight_line", detour_factor=office.settings.detour_factor)
    return NetworkSpec("valhalla", folder=str(region.folder))


def source_words(office: Office, source: str, language: str | None = None) -> str:
    """Where travel times come from, in words: `source` is `planner.model.Plan.travel_source`."""
    kind, _colon, detail = source.partition(":")
    if kind == "straight_line":
        return _("straight lines × {factor}", language).format(factor=detail)
    region = next((region for region in regions(office) if region.id == detail), None)
    if region is None:
        return _("roads of a region that is gone", language)
    return _("roads of {region}, {date}", language).format(region=region.name, date=region.data_date or "?")


def sweep(office: Office) -> None:
    """At the start: drop folders that no region has any more, also what an interrupted build left."""
    with office.store.reading() as session:
        kept = {row["id"] for row in session.regions()}
    folder = office.data / FOLDER
    for child in folder.iterdir() if folder.is_dir() else ():
        if child.name not in kept:
            shutil.rmtree(child, ignore_errors=True)
