"""A thousand ways to change the record from outside, and none that is not found."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import Connection

from planner.bootstrap import Office
from planner.storage.anchor import Anchor
from planner.storage.chain import Head, Known, State, entry_hash, judge
from planner.storage.keys import require_key
from planner.storage.session import Session
from tests.conftest import NOW

ENTRIES = 20
COLUMNS = ("number", "at", "kind", "actor", "details", "previous", "hash")
type Tamper = Callable[[Connection, random.Random], object]


@dataclass(frozen=True)
class Record:
    """An office's record, what its computer knows of it, and the end of it as a paper carries it."""

    office: Office
    known: Known
    paper: Head


@pytest.fixture
def record(office: Office) -> Record:
    """Twenty entries, each in a transaction of its own."""
    for number in range(ENTRIES):
        with office.store.writing() as session:
            session.record(("issued", "place_confirmed")[number % 2], "user", NOW, version=number, visits=3 * number)
    with office.store.anchor.held() as known, office.store.reading() as session:
        return Record(office, known, session.record_head())


def rows(connection: Connection) -> list[dict[str, Any]]:
    return [dict(row) for row in Session(connection).records()]


def run(connection: Connection, statement: str, *values: object) -> None:
    connection.exec_driver_sql(statement, tuple(values))


def written(connection: Connection, entries: list[dict[str, Any]], *, chained: bool = False) -> None:
    """Put these entries in the place of all, as they are or chained anew."""
    run(connection, "DELETE FROM record")
    before = "0" * 64
    for number, entry in enumerate(entries, start=1):
        if chained:
            entry = {**entry, "number": number, "previous": before}
            entry["hash"] = before = entry_hash({name: entry[name] for name in COLUMNS[:-1]})
        run(connection, f"INSERT INTO record ({', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?)", *entry.values())


def loosened(connection: Connection) -> None:
    """A table without the constraints that would refuse two entries of one number, or two after one."""
    for statement in (
        "DROP INDEX ix_record_previous",
        "CREATE TABLE loose AS SELECT * FROM record",
        "DROP TABLE record",
        "ALTER TABLE loose RENAME TO record",
    ):
        run(connection, statement)


# --- what somebody may do who holds the key of the database


def changed(connection: Connection, chance: random.Random) -> None:
    column, number = chance.choice(COLUMNS), chance.randint(1, ENTRIES)
    value: object = chance.choice(["", "user2", "2026-01-01T00:00:00+00:00", '{"visits":1}', "f" * 64, b"\xff", "é"])
    if column == "number":
        value = chance.choice([0, -1, ENTRIES + 1, 10**9])
    run(connection, f"UPDATE record SET {column} = ? WHERE number = ?", value, number)


def one_letter(connection: Connection, chance: random.Random) -> None:
    column, number = chance.choice(COLUMNS[1:]), chance.randint(1, ENTRIES)
    text = str(rows(connection)[number - 1][column])
    place = chance.randrange(len(text))
    letter = "1" if text[place] == "0" else "0"
    run(
        connection,
        f"UPDATE record SET {column} = ? WHERE number = ?",
        text[:place] + letter + text[place + 1 :],
        number,
    )


def no_text(connection: Connection, chance: random.Random) -> None:
    column = chance.choice(COLUMNS[1:])
    run(connection, f"UPDATE record SET {column} = CAST(x'ff' AS TEXT) WHERE number = ?", chance.randint(1, ENTRIES))


def changed_and_hashed(connection: Connection, chance: random.Random) -> None:
    entry = rows(connection)[chance.randrange(ENTRIES)]
    entry["details"] = json.dumps({"visits": chance.randint(1000, 2000)})
    own = entry_hash({name: entry[name] for name in COLUMNS[:-1]})
    run(connection, "UPDATE record SET details = ?, hash = ? WHERE number = ?", entry["details"], own, entry["number"])


def removed(connection: Connection, chance: random.Random) -> None:
    run(connection, "DELETE FROM record WHERE number = ?", chance.randint(1, ENTRIES - 1))


def removed_and_counted(connection: Connection, chance: random.Random) -> None:
    entries = rows(connection)
    del entries[chance.randrange(ENTRIES - 1)]
    written(connection, [entry | {"number": number} for number, entry in enumerate(entries, start=1)])


def reordered(connection: Connection, chance: random.Random) -> None:
    entries = rows(connection)
    one, other = chance.sample(range(ENTRIES), 2)
    entries[one], entries[other] = entries[other], entries[one]
    written(connection, [entry | {"number": number} for number, entry in enumerate(entries, start=1)])


def inserted(connection: Connection, chance: random.Random) -> None:
    entries = rows(connection)
    entries.insert(chance.randrange(ENTRIES), entries[0] | {"previous": f"{chance.random()}"})
    written(connection, [entry | {"number": number} for number, entry in enumerate(entries, start=1)])


def cut_off(connection: Connection, chance: random.Random) -> None:
    run(connection, "DELETE FROM record WHERE number > ?", chance.randrange(ENTRIES))


def added_at_the_end(connection: Connection, chance: random.Random) -> None:
    Session(connection).record("issued", "user", NOW, version=chance.randint(100, 200))


def cut_off_and_added(connection: Connection, chance: random.Random) -> None:
    cut_off(connection, chance)
    while Session(connection).record_head().number < ENTRIES:
        added_at_the_end(connection, chance)


def doubled(connection: Connection, chance: random.Random) -> None:
    loosened(connection)
    run(connection, "INSERT INTO record SELECT * FROM record WHERE number = ?", chance.randint(1, ENTRIES))


def chained_anew(connection: Connection, chance: random.Random) -> None:
    entries = rows(connection)
    what = chance.choice(["changed", "removed", "reordered", "inserted"])
    place = chance.randrange(ENTRIES - 1)
    if what == "changed":
        entries[place]["actor"] = f"somebody {chance.random()}"
    elif what == "removed":
        del entries[place]
    elif what == "reordered":
        entries[place], entries[place + 1] = entries[place + 1], entries[place]
    else:
        entries.insert(place, entries[place])
    written(connection, entries, chained=True)


TAMPERS: tuple[Tamper, ...] = (
    changed, one_letter, no_text, changed_and_hashed, removed, removed_and_counted, reordered, inserted, cut_off,
    added_at_the_end, cut_off_and_added, doubled, chained_anew,
)  # fmt: skip


def states(
    record: Record, tampers: Sequence[Tamper], chance: random.Random, known: Callable[[Session], Known]
) -> Iterator[State]:
    """What is found after each, the record being as it was before each."""
    with record.office.store.writing() as session:
        for tamper in tampers:
            run(session.connection, "SAVEPOINT before")
            tamper(session.connection, chance)
            yield judge(session.chain(), known(session), record.paper).state
            run(session.connection, "ROLLBACK TO before")


def test_a_thousand_ways_to_tamper_are_found(record: Record) -> None:
    chance = random.Random(6)
    assert judge_as_it_is(record) == State.WHOLE
    tampers = [TAMPERS[number % len(TAMPERS)] for number in range(900)]
    found = [*states(record, tampers, chance, lambda _session: record.known)]
    # The anchor was written anew as well: without the key, and with it. Then a paper tells.
    ends = [tamper for tamper in TAMPERS if tamper in (cut_off, cut_off_and_added, chained_anew)]
    again = [ends[number % len(ends)] for number in range(100)]
    found += states(record, again[:50], chance, lambda session: Known((session.record_head(),), forged=True))
    found += states(record, again[50:], chance, lambda session: Known((session.record_head(),)))
    assert len(found) == 1000
    assert State.WHOLE not in found
    assert {*found} == {*State} - {State.WHOLE, State.PAPER_LOST, State.NO_ANCHOR}
    assert judge_as_it_is(record) == State.WHOLE


def judge_as_it_is(record: Record) -> State:
    with record.office.store.reading() as session:
        return judge(session.chain(), record.known, record.paper).state


def test_what_a_paper_bears_is_read_as_it_was_typed() -> None:
    head = Head(41, "0123456789abcdef" * 4)
    assert head.short == "AAAA AKIB ENCW PCNL ZXXQ CI6R"
    for typed in (
        head.short,
        "aaaaakibencwpcnlzxxqci6r",
        "AAAA-AKIB-ENCW-PCNL-ZXXQ-CI6R",
        "AAAA AK1B ENCW PCNL ZXXQ C16R",
    ):
        assert Head.read(typed) == Head(41, "0123456789abcdef0123")
    assert Head.read("AAAA AKIB ENCW PCNL ZXQX CI6R") is None, "two letters were swapped"
    assert Head.read("41:0123456789ABCDEF") == Head(41, "0123456789abcdef"), "as older papers have it"


def test_an_anchor_that_the_key_has_not_signed_is_told_from_one_it_has(record: Record) -> None:
    store = record.office.store
    written_there = store.anchor.file.read_bytes()
    for number in range(len(written_there.rstrip())):
        changed_byte = bytes([written_there[number] ^ 1])
        store.anchor.file.write_bytes(written_there[:number] + changed_byte + written_there[number + 1 :])
        with store.anchor.held() as known:
            assert known.forged, number
    store.anchor.file.write_bytes(b"\xff" * 400)
    assert store.examine().state == State.FORGED_ANCHOR
    store.anchor.file.unlink()
    Anchor(store.file, "ab" * 32).begin(record.paper)
    assert store.examine().state == State.FORGED_ANCHOR
    store.anchor.file.unlink()
    assert store.examine().state == State.NO_ANCHOR
    Anchor(store.file, require_key(store.file)).begin(record.paper)
    assert store.examine().whole


def test_only_paper_tells_of_who_holds_the_key_and_writes_both_anew(record: Record) -> None:
    store = record.office.store
    with store.writing() as session:
        cut_off_and_added(session.connection, random.Random(1))
        head = session.record_head()
    store.anchor.file.unlink()
    store.anchor.begin(head)
    assert store.examine().whole
    assert store.examine(record.paper).state == State.PAPER_OTHER
    assert store.examine(replace(record.paper, hash=record.paper.hash[:8])).state == State.PAPER_OTHER
