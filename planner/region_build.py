"""Builds a region of the office in the child process, or builds one anew from a newer extract and says what changed.

Until it is whole the one before stays in use. What there is already is `planner.regions`' business.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from planner import regions
from planner.bootstrap import Office
from planner.region_changes import Changes, asked_for, judge
from planner.regions import FOLDER, Region
from routing.region.build import Before, Newer, build_region, update_region
from routing.region.estimate import Estimate, check_machine, estimate_build
from routing.region.extract import check_extract
from routing.region.facts import RegionFacts
from routing.worker import Run, Worker

EDITION = re.compile(r"[-_. ](latest|\d{6}|\d{8}|\d{4}-\d{2}-\d{2})$")
"""How providers mark the editions of one extract: two files that differ in it alone are of one region."""


@dataclass(frozen=True, slots=True)
class Building:
    """A region being built in the child, `before` the one it replaces: follow `run`, then `finish` or `abandon` it."""

    run: Run[RegionFacts] | Run[Newer]
    key: str
    name: str
    folder: Path
    before: Region | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """A region that is whole, and what changed where it replaces another."""

    region: Region
    changes: Changes | None = None


def estimate(extract: Path) -> Estimate:
    """What building from an extract will take.

    Raises
    ------
    routing.errors.BadExtract
        The file is no extract at first sight.
    """
    check_extract(extract)
    return estimate_build(extract.stat().st_size)


def name_of(extract: Path) -> str:
    """What a region of this extract is called where nobody says it: its file without edition and ending."""
    name = extract.name.removesuffix(".pbf").removesuffix(".osm")
    return EDITION.sub("", name) or name


def build(
    office: Office,
    extract: Path,
    worker: Worker,
    *,
    name: str | None = None,
    before: Region | None = None,
    on_message: Callable[[object], None] | None = None,
) -> Built:
    """Build a region from an extract and wait for it; see `start`, `finish`."""
    building = start(office, extract, worker, name=name, before=before)
    try:
        building.run.wait(on_message)
    except BaseException:
        abandon(building)
        raise
    return finish(office, building)


def start(
    office: Office, extract: Path, worker: Worker, *, name: str | None = None, before: Region | None = None
) -> Building:
    """Begin to build, and return at once.

    With `before`, or a name that a region has already, that one is built anew: it is replaced when all is whole.

    Raises
    ------
    routing.errors.BadExtract
        The file is no extract at first sight; what is wrong deeper in it is raised by the run.
    routing.errors.NoRoom
        This computer has not the memory or the room on its disk.
    """
    folder = office.data / FOLDER / uuid4().hex[:12]
    check_machine(estimate(extract), extract.name, folder)
    name = before.name if before else name or name_of(extract)
    before = before or next((region for region in regions.regions(office) if region.name == name), None)
    source, target = str(extract.absolute()), str(folder)
    if before is None:
        return Building(worker.apart(build_region, source, target), folder.name, name, folder)
    older = Before(str(before.folder), "" if regions.fault(before) else before.sha256, before.bounds)
    run = worker.apart(update_region, source, target, older, asked_for(office) if before.active else ())
    return Building(run, folder.name, name, folder, before)


def finish(office: Office, building: Building) -> Built:
    """Take in the region whose run has finished; raises what the run raised.

    A new one is used from now on; one built anew is in use if it was before. Then visits of today and later that rest
    on the region are judged by the newer one, in the same change.
    """
    made = building.run.result()
    newer = made if isinstance(made, Newer) else None
    before, changes = building.before, None
    with office.store.writing() as session:
        if newer and before:
            changes = judge(session, office, newer, building.folder, of=before)
        in_use = before is None or before.active
        facts = newer.facts if newer else made
        assert isinstance(facts, RegionFacts)
        regions.take_in(session, office, building.key, facts, building.name, in_use=in_use)
    return Built(regions.find(office, building.key), changes)


def abandon(building: Building) -> None:
    """Stop building, and remove what there is of it."""
    building.run.stop()
    for left in (building.folder.with_name(building.key + ".part"), building.folder):
        shutil.rmtree(left, ignore_errors=True)
