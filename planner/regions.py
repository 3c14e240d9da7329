"""The regions of an office, one of them in use: chosen, renamed, removed, and what they say of themselves.

A region holds only OpenStreetMap. Building one is `planner.region_build`'s business.
"""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from planner.bootstrap import Office
from planner.errors import BadInput, Conflict, NotFound
from planner.storage.session import Session
from planner.text import file_size, listed
from planner.text import gettext as _
from resources.demo.plan import TOWN
from routing.errors import RoutingError
from routing.region.build import check_built
from routing.region.facts import ATTRIBUTION, RegionFacts
from routing.roads import NetworkSpec
from routing.roads.closed import CLOSED

FOLDER = "regions"
FRESH_S = 3600.0
"""A build writes all the while; for how long it may seem to rest is generous."""


@dataclass(frozen=True, slots=True)
class Region:
    """A built region and where it lies; `file` is the extract it was made of, whose data are of `data_date`."""

    id: str
    name: str
    folder: Path
    sha256: str
    data_date: str
    addresses: int
    bounds: tuple[float, float, float, float]
    active: bool
    size_bytes: int = 0
    file: str = ""
    attribution: str = ATTRIBUTION


def take(office: Office, key: str, facts: RegionFacts, name: str) -> Region:
    """Switch the pointer in the database to a region that was built; an older one of the same name is forgotten."""
    with office.store.writing() as session:
        take_in(session, office, key, facts, name)
    return find(office, key)


def take_in(session: Session, office: Office, key: str, facts: RegionFacts, name: str, *, in_use: bool = True) -> None:
    """As `take`, within a change that does more."""
    for older in (row["id"] for row in session.regions() if row["name"] == name):
        _forget(session, older)
    session.save_region(key, {"name": name, **asdict(facts)}, active=in_use)
    session.record("region_built", office.actor, office.clock(), sha256=facts.sha256, addresses=facts.addresses)


def use(office: Office, region_id: str) -> None:
    """Switch to another region that is there.

    Raises
    ------
    NotFound
        ``region_gone``.
    routing.errors.EngineUnavailable
        Another version of this program has built it: `fault` says which way round.
    """
    check_built(find(office, region_id).folder)
    with office.store.writing() as session:
        row = _row(session, region_id)
        session.save_region(region_id, _body(row), active=True)
        session.record("region_chosen", office.actor, office.clock(), sha256=row["sha256"])


def rename(office: Office, region_id: str, name: str) -> Region:
    """Call a region something else.

    Raises
    ------
    BadInput
        ``region_no_name``.
    Conflict
        ``region_name_taken``.
    """
    name = " ".join(name.split())
    if not name:
        raise BadInput("region_no_name")
    with office.store.writing() as session:
        row = _row(session, region_id)
        if any(other["name"] == name for other in session.regions() if other["id"] != region_id):
            raise Conflict("region_name_taken", name=name)
        session.save_region(region_id, _body(row) | {"name": name}, active=row["active"])
    return find(office, region_id)


def remove(office: Office, region_id: str) -> None:
    """Remove a region with its roads, addresses and map, and the travel times on them.

    Where it was in use none is from then on. What people confirmed stays. A file that is still open goes at the next
    start.
    """
    with office.store.writing() as session:
        row = _row(session, region_id)
        _forget(session, region_id)
        session.record("region_removed", office.actor, office.clock(), sha256=row["sha256"])
    shutil.rmtree(office.data / FOLDER / region_id, ignore_errors=True)


def removal_words(region: Region) -> str:
    """What it means to remove a region."""
    told = _("{name}: its roads, addresses and map go from this computer ({size}). Confirmed addresses stay.").format(
        name=region.name, size=file_size(region.size_bytes)
    )
    if not region.active:
        return told
    return _("{told} It is in use: without a region ways are straight lines, and there is no map.").format(told=told)


def fault(region: Region) -> RoutingError | None:
    """Why this program cannot use a region: files are missing, or another version has built it; None where it can."""
    try:
        check_built(region.folder)
    except RoutingError as error:
        return error
    return None


def named(office: Office, name: str) -> Region:
    """The region of a name.

    Raises
    ------
    NotFound
        ``no_region``.
    """
    known = regions(office)
    if region := next((region for region in known if region.name == name), None):
        return region
    raise NotFound("no_region", name=name, names=listed(region.name for region in known) or "-")


def find(office: Office, region_id: str) -> Region:
    """The region of an id.

    Raises
    ------
    NotFound
        ``region_gone``.
    """
    if region := next((region for region in regions(office) if region.id == region_id), None):
        return region
    raise NotFound("region_gone")


def _row(session: Session, region_id: str) -> dict[str, Any]:
    if row := next((row for row in session.regions() if row["id"] == region_id), None):
        return row
    raise NotFound("region_gone")


def _body(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("id", "active")}


def _forget(session: Session, region_id: str) -> None:
    session.remove_region(region_id)
    session.forget_travel_rows(f"valhalla:{region_id}")
    session.forget_travel_rows(f"quick:{region_id}")


def regions(office: Office) -> tuple[Region, ...]:
    """All regions that are there, by name."""
    with office.store.reading() as session:
        rows = session.regions()
    found = (_region(office, row) for row in rows)
    return tuple(sorted((each for each in found if each.folder.is_dir()), key=lambda each: (each.name, each.id)))


def _region(office: Office, row: dict[str, Any]) -> Region:
    own = {field.name for field in fields(Region)}
    known = {name: value for name, value in row.items() if name in own}
    return Region(**known | {"folder": office.data / FOLDER / row["id"], "bounds": tuple(row["bounds"])})


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
    source, closed, _rings = source.partition(CLOSED)
    words = _source_words(office, source, language)
    return _("{source}, around closed roads", language).format(source=words) if closed else words


def _source_words(office: Office, source: str, language: str | None) -> str:
    kind, _colon, detail = source.partition(":")
    if kind == "straight_line":
        return _("straight lines × {factor}", language).format(factor=detail)
    region = next((region for region in regions(office) if region.id == detail), None)
    if region is None:
        return _("roads of a region that is gone", language)
    if kind == "quick":
        text = _("quick estimate on the roads of {region}, {date}", language)
        return text.format(region=region.name, date=region.data_date or "?")
    return _("roads of {region}, {date}", language).format(region=region.name, date=region.data_date or "?")


def sweep(office: Office) -> None:
    """At the start: drop folders that no region has any more, also what an interrupted build left.

    A build that was written to within `FRESH_S` may be one that another program is at, and stays.
    """
    with office.store.reading() as session:
        kept = {row["id"] for row in session.regions()}
    folder = office.data / FOLDER
    for child in folder.iterdir() if folder.is_dir() else ():
        if child.name not in kept and not (child.suffix == ".part" and _written_at(child) > time.time() - FRESH_S):
            shutil.rmtree(child, ignore_errors=True)


def _written_at(folder: Path) -> float:
    # The newest moment of anything in it; what goes away while it is looked at does not count.
    moments = []
    for file in (folder, *folder.rglob("*")):
        with suppress(OSError):
            moments.append(file.stat().st_mtime)
    return max(moments, default=0.0)
