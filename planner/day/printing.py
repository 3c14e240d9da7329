"""That issued papers were printed, in the record. How they are printed is the window's business."""

from __future__ import annotations

from datetime import date

from planner.bootstrap import Office
from planner.signing_in import acting
from planner.users import Right

PRINTED = "papers_printed"


def note_printed(office: Office, day: date, version: int, files: int) -> None:
    """Keep that so many files of an issued version went to a printer; ``no_right``, ``sign_in_first``."""
    actor = acting(office, Right.ISSUE)
    with office.store.writing() as session:
        session.record(PRINTED, actor, office.clock(), date=day.isoformat(), version=version, files=files)
