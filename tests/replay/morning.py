"""The demo on a Monday morning: planned, every other customer told when somebody comes, and its papers out.

Made once for all processes of a run; each test gets a copy of its own, with a clock that stands still.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from planner import demo, regions
from planner.audit import keep_plan
from planner.bootstrap import DATABASE, Office, open_office
from planner.cases.promises import tell, to_tell
from planner.day.issue import issue
from planner.day.optimize import Planning
from planner.day.workday import open_day
from planner.settings import save_settings
from planner.storage import keys
from planner.users import ALONE
from routing.region.facts import RegionFacts
from routing.worker import Worker
from tests.turns import alone

FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 8, 45, tzinfo=UTC)
"""A quarter to eight in the Azores: the papers go out."""
ZONE = ZoneInfo("Atlantic/Azores")
CODE_WORD = "red folder"
SEARCH_S = 1.5


@dataclass
class Clock:
    """The office's clock: it shows what somebody sets."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Morning:
    """An office, its clock, and the day that is about to run."""

    office: Office
    clock: Clock
    day: date


def furnish(folder: Path, region: Path, worker: Worker) -> None:
    """Make the demo of that morning in a folder, its keys beside it."""
    clock = Clock(FRIDAY)
    with closing(open_office(folder, demo=True, clock=clock)) as office:
        _take_region(office, region)
        when = demo.prepare(office, worker, language="en").date
        with office.store.writing() as session:
            save_settings(session, replace(office.settings, code_word=CODE_WORD, emergency_contacts="Desk 555 0100"))
    with closing(open_office(folder, demo=True, clock=clock)) as office:
        work = open_day(office, when, worker)
        keep_plan(office, Planning(office, work.day, None, worker, time_limit_s=SEARCH_S).wait())
        for call in to_tell(office, when, by=ALONE).calls[::2]:
            tell(office, call.visit.id, when, call.span, by=ALONE)
        clock.now = MORNING
        demo.prepare(office, worker)  # the lender's files of today
        work = open_day(office, when, worker)
        assert work.plan
        issue(office, work.day, keep_plan(office, work.plan), folder / "out", worker=worker)


def _take_region(office: Office, region: Path) -> None:
    # The one that all tests share.
    with (region.parent / "emberford.osm.pbf").open("rb") as extract:
        sha256 = hashlib.file_digest(extract, "sha256").hexdigest()
    shutil.copytree(region, office.data / regions.FOLDER / "town")
    regions.take(office, "town", RegionFacts(sha256, "2026-01-01", 0, 0, (45.1, -30.6, 45.3, -30.2), 0), "Emberford")


def made(shared: Path, region: Path, worker: Worker) -> Path:
    """The folder of that morning, made by whoever of several processes asks first."""
    folder = shared / "morning"
    folder.mkdir(exist_ok=True)
    with alone(folder), pytest.MonkeyPatch.context() as patched:
        patched.setenv(keys.KEY_DIR_VARIABLE, str(folder / "keys"))
        if not (folder / "whole").exists():
            furnish(folder, region, worker)
            (folder / "whole").touch()
    return folder


@contextmanager
def copied(morning: Path, folder: Path) -> Iterator[Morning]:
    """An office of one's own with that morning in it."""
    shutil.copytree(morning / "demo", folder / "demo")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(keys.KEY_DIR_VARIABLE, str(morning / "keys"))
        key = keys.require_key(morning / "demo" / DATABASE)
    keys.keep_key(folder / "demo" / DATABASE, key)
    clock = Clock(MORNING)
    with closing(open_office(folder, demo=True, clock=clock)) as office:
        with office.store.reading() as session:
            office.store.anchor.begin(session.record_head())
        yield Morning(office, clock, MORNING.astimezone(ZONE).date())
