"""How long the lender's file of payments takes: 500 rows against 5,000 cases, many with a visit on the next day.

    python3 start.py bench payments [--cases 5000] [--rows 500]

The cases are those of `bench cases`, in an empty encrypted database; 400 of them have a visit tomorrow, and every row
pays its case whole: cases are closed, customers held, visits called off. Prints milliseconds.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections import Counter
from datetime import date, time
from functools import partial
from pathlib import Path

from benchmarks.cases import NOW, fill, say, timed
from planner.bootstrap import Office, open_office
from planner.cases.booking import import_payments
from planner.cases.model import CaseFile, CustomerFile, Stage
from planner.model import Day, Visit, Window
from planner.users import ALONE

TOMORROW = date(2026, 11, 24)
VISITS = 400
HEADS = "Payment reference,Case reference,Branch,Booked,Amount,Currency,Balance"


def main() -> None:
    """Fill, book, book again, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=5_000)
    parser.add_argument("--rows", type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ROUNDS_KEY_DIR"] = str(folder / "keys")
        office = open_office(folder / "data", clock=lambda: NOW)
        fill(office, options.cases)
        file = folder / "payments.csv"
        file.write_text("\n".join((HEADS, *rows(office, options.rows))), encoding="utf-8")
        book = partial(import_payments, office, file, by=ALONE)
        say(f"{options.rows} payments booked", timed(book))
        say("the same file again", timed(book))
        office.close()


def rows(office: Office, count: int) -> list[str]:
    """Rows that pay cases whole: first those with a visit tomorrow, whose customers owe something else too."""
    with office.store.writing() as session:
        cases = session.case_files()
        owed = Counter(case.customer_id for case in cases)
        near = [case for case in cases if case.stage in (Stage.APPROVED, Stage.ISSUED)]
        near = sorted(near, key=lambda case: -owed[case.customer_id])[:VISITS]
        people = session.customer_files({case.customer_id for case in near})
        visits = tuple(_visit(case, people[case.customer_id]) for case in near)
        session.save_day(Day(session.branch(), TOMORROW, visits=visits))
    there = {case.id for case in near}
    chosen = [*near, *(case for case in cases if case.id not in there)][:count]
    return [
        f"P-{n},{case.case.reference},{case.case.source},2026-11-23,{case.balance.amount},EUR,0"
        for n, case in enumerate(chosen)
    ]


def _visit(case: CaseFile, person: CustomerFile) -> Visit:
    return Visit(
        source="rounds", reference=f"R-{case.case.reference}", customer=person.customer, cases=(case.case,),
        address=person.address, date=TOMORROW, windows=(Window(time(9), time(12)),),
    )  # fmt: skip


if __name__ == "__main__":
    main()
