"""An office in the demo town with a day as large as they come: what the window is measured on."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import time
from pathlib import Path
from random import Random

from planner import regions
from planner.bootstrap import open_office
from planner.model import Branch, Day, MatchClass, Visit, Window
from planner.settings import Settings, save_settings
from routing.region.build import build_region
from routing.region.facts import RegionFacts
from tests.builders import day, visit

WINDOWS = ((), (), (), (Window(time(9), time(12)),), (Window(time(13), time(17)),))
SPREAD = (900, 1400)
"""How far homes lie from the office, in metres to the north and to the east."""
BOUNDS = (45.1, -30.6, 45.3, -30.2)
STREETS = ("Maple Road", "Cedar Close", "Harbor Street", "Bridge Way", "Kestrel Lane", "Market Road", "Tanner Lane")
GIVEN = ("Noor", "Edda", "Samir", "Elin", "Anton", "Rosa", "Henrik", "Bianca", "Leo", "Hanna", "Rafael", "Selma")
FAMILY = ("Ambry", "Nyland", "Quade", "Varga", "Kellan", "Isaksen", "Teller", "Fenn", "Solane", "Ravn", "Mabry")


def big_day(visits: int = 300, teams: int = 32) -> Day:
    """A day of so many visits and teams, the same every time; a few visits are not approved or not located."""
    random = Random(1)
    homes = []
    for number in range(visits):
        made = visit(number, north=random.gauss(0, SPREAD[0]), east=random.gauss(0, SPREAD[1]))
        customer = replace(made.customer, name=f"{random.choice(GIVEN)} {random.choice(FAMILY)}")
        address = replace(made.address, text=f"{random.choice(STREETS)} {number}, Emberford")
        windows, priority = random.choice(WINDOWS), random.choice((30, 50, 80))
        made = replace(made, customer=customer, address=address, windows=windows, priority=priority)
        homes.append(_in_trouble(made) if number % 60 == 7 else made)
    found = day(*homes, teams=teams)
    shifts = (replace(each, team=replace(each.team, sign=number % 16)) for number, each in enumerate(found.shifts))
    return replace(found, branch=Branch("Emberford", "Atlantic/Azores"), shifts=tuple(shifts))


def _in_trouble(visit: Visit) -> Visit:
    if int(visit.reference.removeprefix("V-")) % 120 == 7:
        return replace(visit, approved_by="")
    assert visit.location
    return replace(visit, location=replace(visit.location, match=MatchClass.STREET))


def furnish(data: Path, visits: int, teams: int, limit_s: float, region: Path) -> None:
    """Make an office in an empty folder: its region, a copy of this one, its choices, and the day."""
    office = open_office(data)
    try:
        shutil.copytree(region, office.data / regions.FOLDER / "town")
        regions.take(office, "town", RegionFacts("", "2026-01-01", 0, 0, BOUNDS, 0), "Emberford")
        wanted = big_day(visits, teams)
        with office.store.writing() as session:
            save_settings(session, Settings(time_limit_s=limit_s))
            session.save_branch(wanted.branch)
            session.save_day(wanted)
    finally:
        office.close()


def build_town(folder: Path) -> Path:
    """The demo town's region, built in this folder the first time."""
    from resources.demo.town import write_town

    region, extract = folder / "region", folder / "emberford.osm.pbf"
    if not region.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_town(extract)
        build_region(str(extract), str(region), report=lambda _: None)
    return region
