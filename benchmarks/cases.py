"""How long the case board takes: read, shown, searched, sorted, with 20,000 cases of all stages; and who calls, found.

    python3 start.py bench cases [--cases 20000]

Writes them into an empty encrypted database first, then asks for the board as the window does: reading on a thread,
showing on the window's own, offscreen; and for the queues of those who are to be told something. Prints milliseconds.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from planner.bootstrap import Office, open_office
from planner.cases.around import around
from planner.cases.board import read_board
from planner.cases.called import find
from planner.cases.looking import look
from planner.cases.matching import count_doubles
from planner.cases.model import (
    CaseFile,
    Channel,
    Contact,
    ContactResult,
    CustomerFile,
    Hold,
    HoldKind,
    Purpose,
    Stage,
    Step,
    StepKind,
)
from planner.cases.money import Money
from planner.cases.notices import AGENT_STAGES
from planner.cases.queues import read_queue
from planner.model import Address, Case, Customer
from planner.users import ALONE
from ui.cases.board import BoardPage
from ui.cases.desk import Desk

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
FIRST = ("Egon", "Ada", "Mira", "Tomas", "Lena", "Ivo", "Nora", "Karl", "Wen", "Olga", "Piet", "Sara", "Jun")
LAST = ("Ilves", "Quill", "Sol", "Wren", "Harrow", "Marsh", "Field", "Penn", "Li", "Brandt", "Vos", "Costa", "Ito")


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=20_000)
    count = parser.parse_args().cases
    gc.disable()  # as the window does
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ROUNDS_KEY_DIR"] = str(folder / "keys")
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
        office = open_office(folder / "data", clock=lambda: NOW)
        say("written", timed(lambda: fill(office, count)))
        measure(office)
        office.close()


def fill(office: Office, count: int) -> None:
    """Cases of all stages: three of four customers have one, every twentieth is held; who is not new was reminded."""
    stages = tuple(Stage)
    people = [_customer(number) for number in range(count * 4 // 5)]
    with office.store.writing() as session:
        files = session.save_customer_files(people)
        cases = session.save_case_files(_case(n, files[n % len(files)], stages[n % len(stages)]) for n in range(count))
        session.add_facts(step for n, case in enumerate(cases) for step in _steps(n, case))
        reminded = (case for case in cases if case.stage is not Stage.OVERDUE)
        session.add_facts(_told(case, Purpose.REMINDER, days=20) for case in reminded)
        session.add_facts(
            Hold(customer_id=file.id, at=NOW, by="user", kind=tuple(HoldKind)[n % 15])
            for n, file in enumerate(files[::20])
        )


def _customer(number: int) -> CustomerFile:
    name = f"{FIRST[number % 13]} {LAST[number // 13 % 13]}"
    phone = f"0555 {number * 7919 % 1_000_000:06}"
    home = Address(f"Maple Road {number % 4000}, Emberford", f"Flat {number // 4000}")
    return CustomerFile(Customer("lender", f"C-{number}", name, phone, "en"), home)


def _case(number: int, file: CustomerFile, stage: Stage) -> CaseFile:
    since = date(2026, 11, 22) - timedelta(days=number * 31 % 200)
    owed = Money(10_000 + number * 137 % 900_000, "EUR")
    case = Case("lender" if number % 3 else "North", f"K-{number}")
    return CaseFile(case, file.id, since, owed, NOW, "Installment loan", stage)


def _steps(number: int, case: CaseFile) -> Iterator[Step]:
    for n, kind in enumerate((StepKind.OPENED, StepKind.REMINDED, StepKind.PREPARED)[: number % 3 + 1]):
        at = NOW - timedelta(days=30 - n, minutes=number % 1000)
        yield Step(customer_id=case.customer_id, case_id=case.id, at=at, by="user", kind=kind)


def _told(case: CaseFile, purpose: Purpose, days: int) -> Contact:
    at, way = NOW - timedelta(days=days), (Channel.LETTER, ContactResult.DELIVERED)
    return Contact(customer_id=case.customer_id, at=at, by="user", channel=way[0], purpose=purpose, result=way[1])


def measure(office: Office) -> None:
    """Ask what the window asks."""
    measure_board(office)
    known = replace(around(office), outsourced=True)

    def queue(purpose: Purpose) -> int:
        with office.store.reading() as session:
            return len(read_queue(session, known, purpose))

    say(f"to be reminded: {queue(Purpose.REMINDER):,}", timed(lambda: queue(Purpose.REMINDER), 5))
    say(f"to be told of the firm: {queue(Purpose.AGENT_NOTICE):,}", timed(lambda: queue(Purpose.AGENT_NOTICE), 5))
    with office.store.writing() as session:
        cases = session.case_files(stages=AGENT_STAGES)
        session.add_facts(_told(case, Purpose.AGENT_NOTICE, days=9) for case in cases)
    say(f"once all were told: {queue(Purpose.AGENT_NOTICE):,}", timed(lambda: queue(Purpose.AGENT_NOTICE), 5))


def measure_board(office: Office) -> None:
    """Read it, show it, search and sort it; find a customer."""
    app = QApplication([])
    say("read", timed(lambda: read_board(office, by=ALONE), 5))
    board = read_board(office, by=ALONE)
    page = BoardPage(Desk(office))
    page.resize(1200, 760)
    page._stale = False  # it is shown by hand here
    page.show()

    def shown() -> None:
        page.show_read(board)
        app.processEvents()

    page.as_table.setChecked(True)
    say("shown as a table", timed(shown, 5))
    page.as_lanes.setChecked(True)
    say("shown by stage", timed(shown, 5))
    for view, button in (("table", page.as_table), ("stages", page.as_lanes)):
        button.setChecked(True)
        for text in ("mira", "4821", "K-777", "e", ""):
            say(f"search {text!r:8} ({view})", timed(partial(searched, page, app, text), 5))
    page.as_table.setChecked(True)
    for column in (0, 3, 4, 6):
        way = Qt.SortOrder.AscendingOrder
        say(f"sort by column {column}", timed(partial(page.model.sort, column, way), 5))
    for text in ("mira", "4821", "C-777", "mira sol", "e"):
        say(f"customer called, {text!r}", timed(partial(find, office, text, by=ALONE), 5))
    case_id = board.rows[len(board.rows) // 2].case_id
    say("doubles counted", timed(lambda: count_doubles(office), 5))
    say("one file opened", timed(lambda: look(office, case_id, by=ALONE), 5))
    page.desk.close()


def searched(page: BoardPage, app: QApplication, text: str) -> None:
    """Type a text and see what is found, without the rest of the fingers that the page waits for."""
    page.search.setText(text)
    page._later.stop()
    page._narrow()
    app.processEvents()


def timed(work: Callable[[], object], times: int = 1) -> list[tuple[float, float]]:
    """How long it takes, in milliseconds, each time: by the clock, and of the processor on this thread."""
    found = []
    for _turn in range(times):
        began, worked = time.perf_counter(), time.thread_time()
        work()
        found.append(((time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000))
    return found


def say(what: str, taken: list[tuple[float, float]]) -> None:
    """One line."""
    clock, worked = (statistics.median(each) for each in zip(*taken, strict=True))
    worst = max(each for each, _worked in taken)
    print(f"{what:28} {clock:8.1f} ms (worst {worst:.1f}), of the processor {worked:.1f}", flush=True)


if __name__ == "__main__":
    main()
