"""What paper costs: a day's sheets from a judged plan to the files, and how large each is.

    python3 start.py bench paper [--teams 30] [--stops 12] [--language en] [--bare]

The region of the demo town, built on the fly; its houses in an order that nobody planned, with straight legs between
them, one team after the other. Each visit has a case with plans to offer, every third customer reads the other
language; ``--bare`` leaves the folders out. Issuing takes this and the judging before it.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from planner.cases.codes import ArrearsReason
from planner.cases.installments import MONTHLY, Terms, by_count
from planner.cases.model import CaseFile
from planner.cases.money import Money
from planner.cases.repayment import RepaymentPlan
from planner.documents.folder_order import FolderOrder, OfficeWords, Talk
from planner.documents.paper_order import PaperOrder
from planner.documents.papers import write_papers
from planner.documents.stamp import Stamp
from planner.model import Coordinates, Day, Plan, Route, Stop, Visit
from resources.demo.town import write_town
from routing.region.build import build_region
from routing.travel import Leg
from routing.worker import Progress

STAY, ROAD = timedelta(minutes=20), timedelta(minutes=8)
BUDGET_S, BUDGET_KB = 15.0, 400
COUNTS = (12, 18, 24)
OFFICE = OfficeWords("Harbor Street office", "0555 010 010", "By card", "complaints@lender.example", "Advice, free")
NOTE = "Gray door beside the shoe repair; bells on the right-hand wall."


class Size(NamedTuple):
    """How many teams, each with so many stops."""

    teams: int
    stops: int


def main() -> None:
    """Make the papers once, and print what each step took and how large the files are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teams", type=int, default=30)
    parser.add_argument("--stops", type=int, default=12)
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--bare", action="store_true", help="without the folders")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_town(folder / "town.osm.pbf")
        build_region(str(folder / "town.osm.pbf"), str(folder / "region"), report=lambda _: None)
        order = ordered(folder / "region", Size(given.teams, given.stops), given.language)
        if not given.bare:
            order = replace(order, folders=tuple(folder_of(order, route) for route in order.plan.routes))
        (folder / "out").mkdir()
        steps = Steps()
        names = write_papers(order, str(folder / "out"), report=steps.hear)
        steps.tell()
        told([folder / "out" / each for each in names], steps.whole)


class Steps:
    """How long each step that was reported took, and the longest silence."""

    def __init__(self) -> None:
        self.began = self.heard = time.perf_counter()
        self.worked = time.process_time()
        self.silence = 0.0
        self.spent: dict[str, float] = defaultdict(float)

    @property
    def whole(self) -> float:
        """Seconds until now."""
        return time.perf_counter() - self.began

    def hear(self, message: object) -> None:
        """Take a message of the work."""
        now = time.perf_counter()
        if isinstance(message, Progress):
            self.spent[message.step] += now - self.heard
        self.silence = max(self.silence, now - self.heard)
        self.heard = now

    def tell(self) -> None:
        """Print a line for each step."""
        for step, spent in self.spent.items():
            print(f"{step:>16}{spent:>8.1f} s")
        print(f"{'longest silence':>16}{self.silence:>8.1f} s")
        print(f"{'work, all cores':>16}{time.process_time() - self.worked:>8.1f} s")
        if memory := peak_mb():
            print(f"{'memory':>16}{memory:>8} MB")


def peak_mb() -> int:
    """The most memory that was in use, where the system tells; else 0."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "linux" else 1024 * 1024)


def told(files: list[Path], whole: float) -> None:
    """Print the largest of each kind, and what misses its budget."""
    print(f"{'all':>16}{whole:>8.1f} s" + ("  over budget" if whole > BUDGET_S else ""))
    for kind in ("route", "folder", "control"):
        sizes = [file.stat().st_size / 1000 for file in files if file.name.startswith(kind)]
        if sizes:
            over = "  over budget" if kind == "route" and max(sizes) > BUDGET_KB else ""
            print(f"{kind:>16}{max(sizes):>8.0f} kB the largest of {len(sizes)}{over}")


def ordered(region: Path, size: Size, language: str) -> PaperOrder:
    """Papers of a made-up day: every so many houses of the town, shared out in turn."""
    from tests.builders import day, visit

    with closing(sqlite3.connect(region / "addresses.sqlite")) as index:
        rows = index.execute("SELECT lat, lon FROM address ORDER BY id").fetchall()
    step = max(1, len(rows) // (size.teams * size.stops))
    visits = [placed(visit(n), *row) for n, row in enumerate(rows[::step][: size.teams * size.stops], start=1)]
    the_day = day(*visits, teams=size.teams)
    routes = [routed(the_day, number, size.stops) for number in range(size.teams)]
    lines = {route.shift_id: legs(the_day, route) for route in routes}
    stamp = Stamp(1, datetime(2026, 11, 24, 7, tzinfo=UTC), language, "floor 2026.11", "Map: Emberford", True, "AAAA")
    return PaperOrder(the_day, Plan(the_day.id, tuple(routes)), lines, stamp, str(region))


def placed(visit: Visit, lat: float, lon: float) -> Visit:
    """A visit at a house, with a note of the usual length."""
    assert visit.location
    return replace(visit, location=replace(visit.location, coordinates=Coordinates(lat, lon)), note=NOTE)


def routed(day: Day, number: int, count: int) -> Route:
    """The next so many visits on the shift of this number, one after the other."""
    moment = begin = datetime.combine(date(2026, 11, 24), datetime.min.time(), UTC) + timedelta(hours=9)
    stops = []
    for visit in day.visits[number * count : (number + 1) * count]:
        moment += ROAD
        stops.append(Stop(visit.id, moment, moment, moment + STAY, travel_time=ROAD, distance=1500))
        moment += STAY
    whole = ROAD * (len(stops) + 1)
    return Route(day.shifts[number].id, tuple(stops), begin, moment + ROAD, (), whole, 1500 * len(stops), ROAD, 1500)


def legs(day: Day, route: Route) -> tuple[Leg, ...]:
    """Straight lines from stop to stop; the bases lie elsewhere, and are left out."""
    places = [visit.location.coordinates for stop in route.stops if (visit := day.visit(stop.visit_id)).location]
    ways = [places[0], *places, places[-1]]
    return tuple(Leg(480, 1500, ((a.lat, a.lon), (b.lat, b.lon))) for a, b in pairwise(ways))


def folder_of(order: PaperOrder, route: Route) -> FolderOrder:
    """The folder of a route: a case with three plans for each visit."""
    shift = order.day.shift(route.shift_id)
    talks = (talk_of(order, number, stop) for number, stop in enumerate(route.stops, start=1))
    return FolderOrder(
        shift, shift.members, order.day.date, "UTC", order.stamp, OFFICE, tuple(talks), 1, "17:30",
        longest=timedelta(minutes=45),
    )  # fmt: skip


def talk_of(order: PaperOrder, number: int, stop: Stop) -> Talk:
    """One visit of a folder."""
    met, now = order.day.visit(stop.visit_id), order.stamp.issued_at
    case, means = met.cases[0], Money.of("100", "EUR")
    file = CaseFile(case, met.customer.id, date(2026, 9, 1), Money.of("812.40", "EUR"), now)
    plans = tuple(plan_of(file, count, means, now) for count in COUNTS)
    language = order.stamp.language if number % 3 else {"en": "zh", "zh": "en"}[order.stamp.language]
    return Talk(
        number, met, stop.start, stop.departure, 100 + number, 200 + number, language, (file,), ArrearsReason.JOB_LOSS,
        means, plans,
    )  # fmt: skip


def plan_of(file: CaseFile, count: int, means: Money, now: datetime) -> RepaymentPlan:
    """A plan of so many installments."""
    terms = Terms(file.balance, date(2026, 12, 24), MONTHLY, now.date())
    return RepaymentPlan(
        customer_id=file.customer_id, at=now, by="", cases=(file.id,), rhythm=MONTHLY, affordable=means,
        installments=by_count(terms, count), balance_at=now,
    )  # fmt: skip


if __name__ == "__main__":
    main()
