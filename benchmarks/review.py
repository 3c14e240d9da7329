"""How long the machine keeps a person waiting who reviews addresses by keyboard: per address, and in the longest case.

    python3 start.py bench review [--addresses 300] [--no-map]

Chinese addresses of the demo town, known only to a street or compound, go through the window: most by Enter, some by a
number and Enter, by coordinates, or with their neighbors. "Shown" is from the key to the next address with its places;
"on the map" until the map was told of them; "kept" until the decision lies in the database. The person's own seconds
are not in it: at 10 s an address a review of 300 takes 50 minutes, of which the last line says the machine's share.
Needs a display, or QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.bootstrap import Office
    from planner.model import Day
    from routing.worker import Worker
    from ui.dialogs.places_review import ReviewDialog

PERSON_S = 10
COMPOUNDS = ("金桂苑", "银杏新村", "望江花园")
TUESDAY = date(2026, 11, 24)


def chinese_addresses(region: Path, count: int) -> list[str]:
    """So many addresses, five to a street: compounds with their buildings, and streets without a number."""
    from routing.region.addresses import AddressIndex

    english, chinese = AddressIndex(region), AddressIndex(region, "zh")
    streets: dict[str, None] = {}
    for text, _place in english.sample(count * 4, 1):
        found = chinese.search(text, limit=1)
        if found and found[0].matched.endswith("号"):
            streets[found[0].matched.rstrip("号").rstrip("0123456789-")] = None
    english.close()
    chinese.close()
    names = list(streets)[: max(1, count // 5)]
    return [_written(names[number // 5 % len(names)], number) for number in range(count)]


def _written(street: str, number: int) -> str:
    compound = COMPOUNDS[number // 5 % len(COMPOUNDS)]
    if number % 5 == 4:
        return f"{street}{number}室"
    return f"{street}{compound}{number % 5 + 1}栋{number % 3 + 1}单元{number % 9 + 1}0{number % 4 + 1}室"


def stored_day(office: Office, region: Path, count: int) -> Day:
    """A day of visits at such addresses, located as far as it goes."""
    from planner.day.geocoding import locate_visits
    from planner.model import Address, Case, Customer, Day, Visit

    def visit(number: int, text: str) -> Visit:
        customer = Customer("lender", f"C-{number}", f"Ada Quill{number}")
        case = Case("lender", f"K-{number}")
        address = Address(text)
        return Visit("lender", f"V-{number}", customer, (case,), address, TUESDAY, approved_by="R. Sorel")

    texts = chinese_addresses(region, count)
    visits = tuple(visit(number, text) for number, text in enumerate(texts, start=1))
    with office.store.writing() as session:
        day = session.save_day(Day(replace(session.branch(), name="Emberford"), TUESDAY, visits))
    return locate_visits(office, day)


class Stopwatch:
    """Seconds by what was waited for, and the processor's seconds for all."""

    def __init__(self, live: Callable[[], None]) -> None:
        self.seconds: dict[str, list[float]] = {}
        self._live = live

    def until(self, what: str, began: float, done: Callable[[], bool]) -> None:
        """Let the window live until something is so."""
        while not done():
            self._live()
        self.seconds.setdefault(what, []).append(time.perf_counter() - began)

    def told(self) -> str:
        """A line for each."""
        lines = []
        for what, seconds in self.seconds.items():
            ordered = sorted(1000 * each for each in seconds)
            high = ordered[int(len(ordered) * 0.95)]
            median = statistics.median(ordered)
            lines.append(f"{what:12} median {median:6.1f} ms   95 % {high:6.1f} ms   longest {ordered[-1]:6.1f} ms")
        return "\n".join(lines)


def drive(dialog: ReviewDialog, watch: Stopwatch, with_map: bool) -> int:
    """Confirm everything by keys; the number of keys that were pressed."""
    from PySide6.QtTest import QTest

    keys = 0
    shown: list[float] = []
    if with_map:
        watch.until("map ready", time.perf_counter(), lambda: dialog.map is not None and dialog.map.view._ready)
        dialog.map.view.plan_shown.connect(lambda: shown.append(time.perf_counter()))  # type: ignore[union-attr]
    while dialog.queue.left:
        here, texts = dialog.entry, _keys_for(dialog)
        shown.clear()
        began = time.perf_counter()
        for key in texts:
            QTest.keyClick(dialog.list, key)
            keys += 1
        if not dialog.queue.left:
            break
        watch.until("shown", began, lambda here=here: dialog.entry is not here and dialog.place.choice is not None)
        if with_map:
            watch.until("on the map", began, lambda: bool(shown))
        watch.until("kept", began, lambda: not dialog.keeper.busy)
    watch.until("kept", began, lambda: not dialog.keeper.busy)
    assert all(map(dialog.keeper.day.located, dialog.keeper.day.visits))
    return keys


def _keys_for(dialog: ReviewDialog) -> list[object]:
    from PySide6.QtCore import Qt

    number = len(dialog.entries) - dialog.queue.left
    if number % 7 == 3 and len(dialog.place.candidates) > 1:
        return [Qt.Key.Key_2, Qt.Key.Key_Return]
    if number % 11 == 5 and dialog.place.offer.isVisible():
        return [Qt.Key.Key_A]
    return [Qt.Key.Key_Return]


def main() -> int:
    """Build the town, review, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--addresses", type=int, default=300)
    parser.add_argument("--no-map", action="store_true", help="without the web engine")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["ROUNDS_KEY_DIR"] = str(Path(name) / "keys")
        review(Path(name), options.addresses, with_map=not options.no_map)
    return 0


def review(folder: Path, count: int, *, with_map: bool) -> None:
    """One review of so many addresses."""
    from PySide6.QtWidgets import QApplication

    from planner.bootstrap import open_office
    from routing.worker import Worker
    from ui.dialogs import places_review
    from ui.workbench.map_view import prepare_web_engine, register_scheme

    register_scheme()
    prepare_web_engine()
    qt = QApplication(["rounds"])
    office = open_office(folder / "data", clock=lambda: datetime(2026, 11, 23, 7, 30, tzinfo=UTC))
    region = _town(office, folder)
    day = stored_day(office, region, count)
    if not with_map:
        places_review.make_map = lambda _office, _day: None
    with Worker() as worker:
        _measure(qt, office, day, worker, with_map=with_map)
    office.close()


def _measure(qt: object, office: Office, day: Day, worker: Worker, *, with_map: bool) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    from ui.dialogs.places_review import ReviewDialog

    def live() -> None:
        qt.processEvents()  # type: ignore[attr-defined]
        time.sleep(0.001)

    watch = Stopwatch(live)
    began, cpu = time.perf_counter(), time.process_time()
    dialog = ReviewDialog(None, office, day, None, worker)
    dialog.show()
    watch.until("first shown", began, lambda: dialog.place.choice is not None)
    texts = {entry.first.address.text for entry in dialog.entries}
    watch.until("all ahead", began, lambda: all(map(dialog.lookup.knows, texts)))
    addresses, began = len(dialog.entries), time.perf_counter()
    keys = drive(dialog, watch, with_map)
    seconds = time.perf_counter() - began
    print(f"{len(day.visits)} visits at {addresses} addresses, {keys} keys")
    print(watch.told())
    share = seconds / addresses / PERSON_S
    print(f"machine {seconds / addresses * 1000:.0f} ms per address, {share:.1%} of {PERSON_S} s; "
          f"processor {time.process_time() - cpu:.1f} s in all")  # fmt: skip
    dialog.reject()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)


def _town(office: Office, folder: Path) -> Path:
    from planner import regions
    from resources.demo.town import write_town
    from routing.region.build import build_region

    extract, built = folder / "emberford.osm.pbf", folder / "built"
    write_town(extract)
    facts = build_region(str(extract), str(built), report=lambda _: None)
    home = office.data / regions.FOLDER / "town"
    home.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(built, home)
    regions.take(office, "town", facts, "Emberford")
    return home


if __name__ == "__main__":
    sys.exit(main())
