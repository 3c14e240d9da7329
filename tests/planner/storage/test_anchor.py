"""The anchor follows the record: from several processes, through a kill at any moment, and never after a forger."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from planner.bootstrap import Office, open_office
from planner.errors import StorageError
from planner.storage.chain import GENESIS, Head, State, entry_hash
from planner.storage.engine import open_engine
from planner.storage.keys import anchor_file, keep_key, make_key
from planner.storage.store import Store, migrate
from tests.conftest import NOW


def add(office: Office, count: int = 1) -> None:
    for number in range(count):
        with office.store.writing() as session:
            session.record("issued", "user", NOW, version=number)


def write_some(folder: str) -> None:
    """What each of several processes does."""
    office = open_office(Path(folder), clock=lambda: NOW)
    add(office, 12)
    office.close()


def test_three_processes_write_at_once_and_leave_no_broken_link(office: Office) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_some, args=(str(office.data),)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    verdict = office.store.examine()
    assert (verdict.state, verdict.head.number) == (State.WHOLE, 36)
    with office.store.anchor.held() as known:
        assert known.heads == (verdict.head,)


def test_nobody_can_add_two_entries_after_one_nor_two_of_one_number(office: Office) -> None:
    add(office, 2)
    for number, previous in ((3, GENESIS), (2, "f" * 64)):
        with pytest.raises(Exception, match="UNIQUE constraint failed: record"), office.store.writing() as session:
            session.connection.exec_driver_sql(
                "INSERT INTO record SELECT ?, at, kind, actor, details, ?, hash FROM record WHERE number = 1",
                (number, previous),
            )
    assert office.store.examine().whole


def test_what_is_undone_leaves_record_and_anchor_as_they_were(office: Office) -> None:
    def fails() -> None:
        with office.store.writing() as session:
            session.record("issued", "user", NOW)
            raise RuntimeError

    add(office)
    with pytest.raises(RuntimeError):
        fails()
    assert office.store.examine().head.number == 1
    add(office)
    assert office.store.examine().whole


def test_a_kill_before_or_after_the_change_is_kept_is_no_forgery(office: Office) -> None:
    add(office)
    with office.store.reading() as session:
        first = session.record_head()
    second = Head(2, "ab" * 32)
    with office.store.anchor.following(first, second):
        pass  # killed before the commit
    assert office.store.examine().whole
    add(office)
    with office.store.reading() as session:
        second = session.record_head()
    third = Head(3, "cd" * 32)
    with office.store.anchor.following(second, third):
        pass
    with office.store.anchor.held() as known:
        assert known.heads == (second, third)  # killed after the commit: the new one is known too


def test_what_was_cut_off_stays_found_however_much_is_added(office: Office) -> None:
    add(office, 5)
    with office.store.writing() as session:
        session.connection.exec_driver_sql("DELETE FROM record WHERE number > 3")
    assert office.store.examine().state == State.OLDER
    add(office)
    assert office.store.examine().state == State.OLDER
    add(office, 3)
    verdict = office.store.examine()
    assert (verdict.state, verdict.at) == (State.OTHER, 5)


def test_an_anchor_that_cannot_be_written_lets_nothing_be_changed(office: Office) -> None:
    add(office)
    office.store.anchor.file.unlink()
    office.store.anchor.file.mkdir()
    with pytest.raises(StorageError, match="anchor_trouble"):
        add(office)
    office.store.anchor.file.rmdir()
    assert office.store.examine().head.number == 1


def test_the_anchor_is_kept_with_the_keys_for_the_user_alone(office: Office) -> None:
    add(office)
    assert office.store.anchor.file == anchor_file(office.store.file)
    assert not list(office.data.rglob("*.anchor"))


# --- older databases


def old_database(file: Path, key: str, *entries: tuple[int, str]) -> None:
    """A database of the first revision with these entries, by number and by the hash they follow."""
    engine = open_engine(file, key)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        migrate(connection, "0001")
        for number, previous in entries:
            row = {
                "number": number, "at": NOW.isoformat(), "kind": "issued", "actor": "user",
                "details": '{"visit": "V-1"}', "previous": previous,
            }  # fmt: skip
            values = (*row.values(), entry_hash(row))
            connection.exec_driver_sql("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    engine.dispose()
    keep_key(file, key)


def hash_of(number: int, previous: str) -> str:
    return entry_hash(
        {
            "number": number, "at": NOW.isoformat(), "kind": "issued", "actor": "user",
            "details": '{"visit": "V-1"}', "previous": previous,
        }
    )  # fmt: skip


def test_records_of_an_older_database_are_carried_over_as_they_are(tmp_path: Path) -> None:
    file, key = tmp_path / "rounds.db", make_key()
    first = hash_of(1, GENESIS)
    old_database(file, key, (1, GENESIS), (2, first))
    store = Store(file, key)
    verdict = store.examine()
    assert (verdict.state, verdict.head) == (State.WHOLE, Head(2, hash_of(2, first)))
    store.close()


def test_an_older_database_with_a_forged_record_still_opens_and_says_where(tmp_path: Path) -> None:
    file, key = tmp_path / "rounds.db", make_key()
    first = hash_of(1, GENESIS)
    old_database(file, key, (1, GENESIS), (2, first), (3, first))
    store = Store(file, key)
    assert store.examine().at == 3
    store.close()
