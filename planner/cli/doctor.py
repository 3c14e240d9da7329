"""``rounds doctor``: what is here, and what is missing with the way to get it. Changes nothing."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from planner import regions, system
from planner.audit_words import verdict_words
from planner.bootstrap import DATABASE, Office, data_folder, open_office
from planner.cli.arguments import own_version
from planner.cli.console import say
from planner.errors import PlannerError
from planner.storage import keys
from planner.storage.store import NEWEST
from planner.text import gettext as _
from planner.text import is_compiled, sentence
from routing.errors import RoutingError
from routing.problem import Coordinates, Job, Problem, TimeWindow, Vehicle
from routing.roads import network_name
from routing.roads.straight_line import StraightLine
from routing.solvers import solve_in_child
from routing.worker import Worker

PACKAGES = ("PySide6", "ortools", "pyvalhalla", "sqlcipher3", "typst", "SQLAlchemy", "folium", "osmium")
type Finding = tuple[bool, str]  # whether it is well, and what is said


def doctor(options: argparse.Namespace) -> int:
    """Look at everything; the exit code is 1 where something is missing."""
    sick = False
    for section in (_versions(), _machine(), _solver(), _office(options)):
        for well, text in section:
            say(f"{'  ' if well else '! '}{text}")
            sick |= not well
    say(_("Something is missing: see the lines with !") if sick else _("Everything is here."))
    return int(sick)


def _versions() -> Iterator[Finding]:
    yield True, f"Rounds {own_version()}, Python {platform.python_version()}, {platform.platform(terse=True)}"
    missing = []
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    yield True, ", ".join(found)
    if missing:
        yield False, _("Not installed: {names}. Start Rounds by its start script.").format(names=", ".join(missing))
    if not is_compiled():
        yield False, _("The Chinese texts are not compiled. Start Rounds by its start script.")


def _machine() -> Iterator[Finding]:
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        yield True, _("Display: none, so there is no window; all commands work.")
    else:
        yield True, _("Display: there is one.")
    packages = system.missing_packages()
    libraries = system.missing_libraries()
    if libraries:
        yield False, _("Missing system libraries: {names}").format(names=", ".join(libraries))
    if not system.has_cjk_font():
        yield False, _("No font for Chinese text.")
    if packages:
        yield False, _("Install them as root: {command}").format(command=system.install_command(packages))
    else:
        yield True, _("System libraries and fonts: complete.")


def _solver() -> Iterator[Finding]:
    # Solves a day of one visit, so that what does not run on this machine is not said to run.
    times = StraightLine().matrix([Coordinates(0, 0)], "car")
    job, vehicle = Job("visit", 0, 60, (TimeWindow(0, 3600),)), Vehicle("team", 0, 0, 0, 3600)
    problem = Problem(datetime(2026, 1, 1, tzinfo=UTC), (job,), (vehicle,), {"car": times})
    began = time.monotonic()
    try:
        with Worker() as worker:
            worker.submit(solve_in_child, problem, 0.1, 0).wait()
    except RoutingError as error:
        yield False, _("Solver: {reason}").format(reason=sentence(error))
        return
    spent = time.monotonic() - began
    yield True, _("Solver: ready after {seconds:.1f} s.").format(seconds=spent)


def _office(options: argparse.Namespace) -> Iterator[Finding]:
    file = data_folder(options.data_dir, demo=options.demo) / DATABASE
    if not file.exists():
        yield True, _("Database: none yet; it is made on first use in {folder}").format(folder=file.parent)
        return
    yield from _key(file)
    try:
        office = open_office(options.data_dir, demo=options.demo)
    except PlannerError as error:
        yield False, _("Database: {reason}").format(reason=sentence(error))
        return
    try:
        yield from _database(office, file)
        yield from _region(office)
    finally:
        office.close()


def _key(file: Path) -> Iterator[Finding]:
    place = keys.key_place(file)
    if place == "keyring":
        yield True, _("Key: in the keyring of the system.")
    else:
        yield (
            True,
            _("Key: in the file {file}, which only you can read; this system has no keyring.").format(file=place),
        )


def _database(office: Office, file: Path) -> Iterator[Finding]:
    size = file.stat().st_size / 1e6
    yield (
        True,
        _("Database: {file}, encrypted, {size:.1f} MB, revision {revision}.").format(
            file=file, size=size, revision=NEWEST
        ),
    )
    with office.store.reading() as session:
        branch, records = session.branch(), session.records_of("backup_written")
    verdict = office.store.examine()
    closed = " ".join(filter(None, (branch.country, branch.subdivision))) or _("unknown, the country is not set")
    told = _("Branch: {name}, times of {zone}, closed days: {closed}.")
    yield True, told.format(name=branch.name or "-", zone=branch.time_zone, closed=closed)
    yield verdict.whole, verdict_words(verdict)
    written = [row["at"][:10] for row in records]
    yield (
        True,
        _("Last backup: {date}").format(date=written[-1])
        if written
        else _("Last backup: never. Write one: rounds backup FILE"),
    )


def _region(office: Office) -> Iterator[Finding]:
    with office.store.reading() as session:
        named = [row["name"] for row in session.regions() if row["active"]]
    region = regions.active(office)
    if region:
        told = _("Region: {name}, {count} addresses, data of {date}.")
        yield True, told.format(name=region.name, count=region.addresses, date=region.data_date or "?")
        if fault := regions.fault(region):
            yield False, sentence(fault)
    elif named:
        yield False, _("Region: the files of {name} are gone. Build it again.").format(name=named[0])
    else:
        told = _("Region: none yet, so ways are straight lines ({name}). Build one: rounds region build FILE.osm.pbf")
        yield True, told.format(name=regions.source_words(office, network_name(regions.network_spec(office))))
