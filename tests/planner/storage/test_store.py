"""The database keeps what it was given, refuses what it must, and comes back on another machine."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from planner.bootstrap import Office, open_office
from planner.errors import BadInput, Conflict, NotAllowed, StorageError
from planner.model import Actual, Lock, Plan, Route, Stop, Unassigned, Window, Wish
from planner.storage import store as store_module
from planner.storage.backup import backup, restore
from planner.storage.codec import compact, dump, load
from planner.storage.keys import KEY_DIR_VARIABLE, find_key
from planner.storage.recovery import read_recovery_key, recovery_key
from planner.storage.tables import metadata
from tests.builders import TUESDAY, day, visit


def test_a_day_comes_back_as_it_was(office: Office) -> None:
    with office.store.writing() as session:
        session.save_branch(replace(session.branch(), name="Emberford"))
        kept = session.save_day(day(visit(1, ("09:00", "10:00")), visit(2)))
    with office.store.reading() as session:
        found = session.day(TUESDAY)
    assert found is not None
    assert found.visits == kept.visits
    assert found.shifts == kept.shifts
    assert found.depots == kept.depots


def test_what_visits_and_teams_ask_for_comes_back_too(office: Office) -> None:
    asked = replace(
        visit(1), must_do=True, wish=Wish(None, time(11)), promised=Window(time(9), time(10)), two_teams=True,
        preferred_teams=frozenset({"Heron"}), excluded_teams=frozenset({"Kite"}),
        only_teams=frozenset({"Heron", "Wren"}),
        after="V-2", same_team_as="V-2",
    )  # fmt: skip
    the_day = day(asked, visit(2), teams=1)
    longer = replace(the_day.shifts[0], max_overtime=timedelta(minutes=30), max_travel_time=timedelta(hours=3))
    with office.store.writing() as session:
        kept = session.save_day(replace(the_day, shifts=(longer,)))
    with office.store.reading() as session:
        found = session.day(TUESDAY)
    assert found is not None
    assert found.visits == kept.visits
    assert found.shifts == kept.shifts
    assert (found.visits[0].wish, found.visits[0].only_teams) == (asked.wish, asked.only_teams)
    assert found.shifts[0].max_overtime == timedelta(minutes=30)


def test_a_second_editor_is_told_instead_of_overwritten(office: Office) -> None:
    with office.store.writing() as session:
        kept = session.save_day(day(visit(1)))
    with office.store.writing() as session:
        session.save_day(kept)
    with pytest.raises(Conflict), office.store.writing() as session:
        session.save_day(kept)


def test_the_same_customer_keeps_one_id(office: Office) -> None:
    first = visit(1)
    with office.store.writing() as session:
        session.save_day(day(first, replace(visit(2), customer=replace(visit(2).customer, reference="C-1"))))
        found = session.day(TUESDAY)
    assert found is not None
    assert len({each.customer.id for each in found.visits}) == 1


def test_an_error_undoes_everything(office: Office) -> None:
    kept = visit(1)
    with pytest.raises(Conflict), office.store.writing() as session:
        session.save_day(replace(day(kept), visits=(kept, replace(visit(2), version=7))))
    with office.store.reading() as session:
        assert session.dates() == ()


def test_plans_are_added_and_counted_and_never_overwritten(office: Office) -> None:
    with office.store.writing() as session:
        kept = session.save_day(day(visit(1)))
        draft = session.save_plan(Plan(kept.id, unassigned=(Unassigned(kept.visits[0].id, "new"),)))
        assert [session.freeze(draft).version, session.freeze(draft).version] == [1, 2]
        assert [plan.version for plan in session.plans(kept.id)] == [0, 1, 2]


def test_what_was_told_of_a_stop_is_kept_and_older_plans_know_nothing_of_it(office: Office) -> None:
    ten = datetime(2026, 11, 24, 10, tzinfo=UTC)
    with office.store.writing() as session:
        kept = session.save_day(day(visit(1)))
        told = Stop(kept.visits[0].id, ten, ten, ten, lock=Lock(start=ten, begun=True))
        told = replace(told, actual=Actual(ten, None, "failed", "refused"))
        plan = session.save_plan(Plan(kept.id, (Route(kept.shifts[0].id, (told,), ten, ten),)))
    with office.store.reading() as session:
        assert session.draft(kept.id) == plan
    older = json.loads(dump(plan))
    del older["routes"][0]["stops"][0]["actual"]
    assert load(Plan, compact(older)).routes[0].stops[0] == replace(told, actual=None)


def test_nothing_readable_lies_in_the_file(office: Office) -> None:
    with office.store.writing() as session:
        session.save_day(day(visit(1)))
    for file in office.data.glob("rounds.db*"):
        raw = file.read_bytes()
        assert b"SQLite format" not in raw
        assert b"Quill" not in raw


def test_the_key_lies_outside_the_data_folder_for_the_user_alone(office: Office, tmp_path: Path) -> None:
    key = find_key(office.store.file)
    assert key
    assert not any(key in file.read_text(encoding="latin-1") for file in office.data.rglob("*") if file.is_file())


def test_many_threads_lose_no_record(office: Office) -> None:
    def write(thread: int) -> None:
        for number in range(20):
            with office.store.writing() as session:
                session.record("test", f"thread {thread}", office.clock(), number=number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with office.store.reading() as session:
        assert len(session.records()) == 200
        assert session.broken_record() is None


def test_a_changed_record_is_found(office: Office) -> None:
    with office.store.writing() as session:
        for number in range(3):
            session.record("issued", "user", office.clock(), version=number)
        session.connection.exec_driver_sql("UPDATE record SET actor = 'other' WHERE number = 2")
        assert session.broken_record() == 2


def test_the_recovery_key_is_shown_once_and_brings_a_backup_back_elsewhere(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.store.writing() as session:
        session.save_day(day(visit(1)))
    written = office.recovery_key_once()
    assert written
    assert office.recovery_key_once() is None
    backup(office.store, tmp_path / "day.rounds-backup")
    monkeypatch.setenv(KEY_DIR_VARIABLE, str(tmp_path / "other machine"))
    restore(tmp_path / "day.rounds-backup", written.lower().replace("-", " "), tmp_path / "new" / "rounds.db")
    there = open_office(tmp_path / "new")
    with there.store.reading() as session:
        assert session.dates() == (TUESDAY,)
    there.close()


def test_a_mistyped_recovery_key_is_told_before_anything_happens(office: Office, tmp_path: Path) -> None:
    key = find_key(office.store.file) or ""
    written = recovery_key(key)
    assert read_recovery_key(written) == key
    with pytest.raises(BadInput, match="bad_recovery_key"):
        read_recovery_key(("A" if written[0] != "A" else "B") + written[1:])
    backup(office.store, tmp_path / "b")
    with pytest.raises(NotAllowed, match="database_exists"):
        restore(tmp_path / "b", written, office.store.file)


def test_a_database_without_its_key_is_refused(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_DIR_VARIABLE, str(tmp_path / "empty"))
    with pytest.raises(StorageError, match="no_key"):
        open_office(office.data)


def test_a_database_of_a_newer_program_is_refused(office: Office) -> None:
    with office.store.writing() as session:
        session.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="database_is_newer"):
        open_office(office.data)


def test_an_office_is_never_taken_for_a_demo(tmp_path: Path) -> None:
    open_office(tmp_path / "demo").close()
    with pytest.raises(NotAllowed, match="not_a_demo"):
        open_office(tmp_path, demo=True)


def test_migrations_make_exactly_the_tables(office: Office) -> None:
    newest = max(file.stem[:4] for file in (store_module.MIGRATIONS / "versions").glob("0*.py"))
    assert newest == store_module.NEWEST
    with office.store.reading() as session:
        assert not compare_metadata(MigrationContext.configure(session.connection), metadata)


def test_a_backup_is_as_unreadable_as_the_database(office: Office, tmp_path: Path) -> None:
    with office.store.writing() as session:
        session.save_day(day(visit(1)))
    backup(office.store, tmp_path / "copy")
    raw = (tmp_path / "copy").read_bytes()
    assert b"SQLite format" not in raw
    assert b"Quill" not in raw
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["copy"]
