"""Lets the report of a day out as a PDF: counts for the office, recorded. No other paper goes this way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from planner.audit import anchor_words
from planner.bootstrap import Office
from planner.documents.day_report import DayReport, write_report
from planner.documents.one_paper import write_once
from planner.documents.stamp import Stamp
from planner.documents.terms import SIZES
from planner.running.evening import evening
from planner.text import language
from planner.users import User
from routing.worker import Worker


def print_report(office: Office, when: date, file: Path, *, by: User, worker: Worker) -> Path:
    """Write the report of a day to a new file, in the language in use. Raises as `evening` and `write_once`."""
    found, now = evening(office, when, by=by), office.clock()
    stamp = Stamp(0, now, language=language(), is_demo=office.is_demo, anchor=anchor_words(office))
    order = DayReport(
        found, now, stamp.language, SIZES[office.settings.paper_size], stamp.demo_mark, stamp.anchor_words, by.name
    )

    def keep(settle: Callable[[], object]) -> None:
        with office.store.writing() as session:
            session.record("day_report_printed", by.actor, now, date=when)
            settle()

    return write_once(file, lambda target: worker.submit(write_report, order, target).wait(), keep)
