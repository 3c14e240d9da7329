"""What an auditor asks the record, how it goes on after a restore, and what it never holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planner import audit
from planner.audit_words import KINDS, restored_words, verdict_words
from planner.bootstrap import Office, open_office
from planner.cases.called import Request, called
from planner.day import geocoding
from planner.day.issue import issue
from planner.day.workday import save_over
from planner.errors import BadInput, NotAllowed, NotFound
from planner.model import Coordinates
from planner.outside import RECORD
from planner.storage.backup import backup, restore
from planner.storage.chain import Head, State
from planner.storage.keys import require_key
from planner.storage.recovery import recovery_key
from planner.users import ALONE, Role
from routing.worker import Worker
from tests.builders import day, visit
from tests.conftest import NOW
from tests.planner.day.test_issue import planned, stored
from tests.users import a_user


def add(office: Office, count: int = 1) -> None:
    for number in range(count):
        with office.store.writing() as session:
            session.record("places_imported", "user", office.clock(), count=number)


def put_back(office: Office, file: Path) -> Office:
    """The office after a backup has taken the place of its database, as by hand."""
    key = recovery_key(require_key(office.store.file))
    office.close()
    for left in office.data.glob("rounds.db*"):
        left.unlink()
    restore(file, key, office.store.file)
    return open_office(office.data, clock=lambda: NOW)


@pytest.fixture
def older(office: Office, tmp_path: Path) -> Iterator[Office]:
    """Three entries were backed up, then two more were made, then the backup was restored."""
    add(office, 3)
    backup(office.store, tmp_path / "older.backup")
    add(office, 2)
    back = put_back(office, tmp_path / "older.backup")
    yield back
    back.close()


def test_an_older_backup_is_told_as_one_and_the_record_goes_on_with_the_reason(older: Office) -> None:
    found = audit.verify(older)
    assert (found.state, found.at, found.known.seen.number) == (State.OLDER, 4, 5)
    assert "an older backup was put in its place, or its end was cut off" in verdict_words(found)
    assert "rounds audit resume" in verdict_words(found)
    with pytest.raises(BadInput, match="no_reason"):
        audit.resume(older, "  ")
    audit.resume(older, "The disk broke; backup of Monday.")
    found = audit.verify(older)
    assert (found.state, found.head.number) == (State.WHOLE, 4)
    assert "It went on after a restore or a break at entry 4." in verdict_words(found)
    (entry,) = audit.entries(older, kind=audit.CARRIED_ON)
    assert (entry.actor, entry.details["seen"], entry.details["reason"][:4]) == ("user", 5, "The ")
    with pytest.raises(NotAllowed, match="nothing_to_resume"):
        audit.resume(older, "again")


def test_a_restore_says_what_is_lost_and_papers_of_then_are_told_from_forged_ones(older: Office) -> None:
    lost = Head(5, audit.verify(older).known.seen.hash[:16])
    before = audit.restored(older, "older.backup")
    assert "it ends at entry 3 of the record, and this computer has seen entry 5" in restored_words(before)
    assert audit.verify(older).whole
    add(older, 3)
    assert audit.verify(older, lost).state == State.PAPER_LOST
    assert audit.verify(older, Head(2, "ab" * 8)).state == State.PAPER_OTHER
    assert audit.verify(older, Head(70, "ab" * 8)).state == State.PAPER_OTHER


def test_a_newer_backup_is_no_break(office: Office, tmp_path: Path) -> None:
    add(office, 3)
    backup(office.store, tmp_path / "newest.backup")
    back = put_back(office, tmp_path / "newest.backup")
    assert audit.verify(back).whole
    assert restored_words(audit.restored(back, "newest.backup")) == ""
    assert audit.verify(back).head.number == 4
    back.close()


def test_a_record_that_is_broken_in_itself_cannot_be_talked_whole(office: Office) -> None:
    add(office, 3)
    with office.store.writing() as session:
        session.connection.exec_driver_sql("UPDATE record SET actor = 'other' WHERE number = 2")
    with pytest.raises(NotAllowed, match="record_is_broken"):
        audit.resume(office, "it was like that")
    assert "broken at entry 2" in verdict_words(audit.verify(office))


def test_papers_carry_the_end_of_the_record_and_it_is_compared_with_them(
    office: Office, worker: Worker, tmp_path: Path
) -> None:
    add(office, 2)
    the_day = stored(office, day(visit(1), visit(2, north=400)))
    issued = issue(office, the_day, planned(office, the_day, worker), tmp_path / "out", worker=worker)
    written = json.loads((issued.folder / "plan.json").read_text(encoding="utf-8"))["record"]
    paper = audit.read_anchor(written.upper() + " ")
    assert paper.number == 2
    assert audit.verify(office, paper).whole
    assert "The paper agrees." in verdict_words(audit.verify(office, paper))
    for wrong in ("", "2", "2:12", "two:0123456789abcdef", "2:xyz56789abcdef01"):
        with pytest.raises(BadInput, match="bad_anchor"):
            audit.read_anchor(wrong)


def test_an_auditor_asks_about_a_customer_and_about_papers_outside(
    office: Office, worker: Worker, tmp_path: Path
) -> None:
    the_day = stored(office, day(visit(1), visit(2, north=400)))
    the_day = geocoding.place(office, the_day, the_day.visits[0].id, Coordinates(45.2, -30.4), by="desk")
    plan = planned(office, the_day, worker)
    for _ in range(2):
        issue(office, the_day, plan, tmp_path / "out", worker=worker)
    found = audit.about(office, "V-1")
    assert [(entry.kind, entry.visit) for entry in found] == [
        ("issued", ""),
        ("issued", ""),
        ("place_confirmed", "V-1"),
    ]
    assert [entry.kind for entry in audit.about(office, "V-2")] == ["issued", "issued"]
    with pytest.raises(NotFound, match="no_such_number"):
        audit.about(office, "V-9")
    # One that was called off since is told of no less, by whichever number the auditor has.
    who = the_day.visits[1].customer
    called(office, who.id, Request.CANCEL, by=ALONE)
    for number in ("V-2", f" {who.reference} "):
        kinds = [entry.kind for entry in audit.about(office, number)]
        assert (kinds.count("issued"), kinds.count("customer_called")) == (2, 1), number
    assert [entry.details["version"] for entry in audit.papers_outside(office)] == [2]
    assert audit.papers_outside(replace(office, clock=lambda: NOW + timedelta(days=2))) == ()


def test_who_plans_and_who_changes_a_day_is_in_the_record(office: Office, worker: Worker) -> None:
    the_day = stored(office, day(visit(1), visit(2, north=400)))
    ada = a_user(office, Role.SUPERVISOR)
    audit.keep_plan(office, planned(office, the_day, worker), by=ada)
    with pytest.raises(NotAllowed, match="sign_in_first"):
        save_over(office, the_day, the_day)
    office.seat.take(ada)
    save_over(office, replace(the_day, absent=frozenset({the_day.shifts[0].members[0].id})), the_day)
    changed, made = audit.entries(office)
    assert (changed.kind, changed.details) == ("day_changed", {"date": "2026-11-24"})
    assert (made.kind, made.actor, made.details["visits"], made.details["date"]) == (
        "planned",
        ada.actor,
        2,
        "2026-11-24",
    )
    assert made.details["rules"]


def test_who_is_erased_can_no_longer_be_told_and_the_chain_stays_whole(office: Office) -> None:
    the_day = stored(office, day(visit(1)))
    customer = the_day.visits[0].customer.id
    geocoding.place(office, the_day, the_day.visits[0].id, Coordinates(45.2, -30.4), by="desk")
    with office.store.writing() as session:
        (about,) = session.records_about(customer)
        hashed = json.loads(about["details"])["who"]
        assert hashed == session.subject(customer)
        assert str(customer) not in about["details"]
        session.erase_subject(customer)
        assert session.records_about(customer) == ()
        assert session.subject(customer) != hashed
    assert audit.verify(office).whole


def test_every_kind_of_entry_has_words() -> None:
    root = Path(__file__).parents[2]
    sources = [
        file.read_text(encoding="utf-8") for folder in ("planner", "ui") for file in (root / folder).rglob("*.py")
    ]
    kinds = {kind for text in sources for kind in re.findall(r"\.record\(\s*\"(\w+)\"", text)}
    assert len(kinds) > 10
    assert kinds | {audit.ISSUED, audit.RESTORED, audit.CARRIED_ON, RECORD} <= set(KINDS)
