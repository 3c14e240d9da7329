"""``rounds audit``: the record examined, read and gone on from, and a restore that says what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.bootstrap import open_office
from planner.storage.chain import Head
from tests.conftest import NOW
from tests.planner.cli.conftest import Rounds, row, visits


@pytest.fixture
def head(rounds: Rounds, tmp_path: Path) -> Head:
    """The end of the record of an office that has imported visits and written a backup."""
    rounds("import", visits(tmp_path, row(1), row(2)))
    rounds("backup", tmp_path / "b.rounds")
    return end(tmp_path)


def end(folder: Path) -> Head:
    office = open_office(folder / "data", clock=lambda: NOW)
    with office.store.reading() as session:
        found = session.record_head()
    office.close()
    return found


def tamper(folder: Path, statement: str) -> None:
    office = open_office(folder / "data", clock=lambda: NOW)
    with office.store.writing() as session:
        session.connection.exec_driver_sql(statement)
    office.close()


def test_a_whole_record_is_said_to_be_whole_and_agrees_with_a_paper(rounds: Rounds, head: Head) -> None:
    answer = rounds("audit", "verify")
    assert (answer.code, answer.said) == (0, f"The record is whole: 4 entries, up to {head.short}.\n")
    answer = rounds("audit", "verify", "--anchor", head.short)
    assert (answer.code, answer.said.endswith("The paper agrees.\n")) == (0, True)
    answer = rounds("audit", "verify", "--anchor", "2:0123456789abcdef")
    assert answer.code == 1
    assert "Entry 2 is not the one on the paper" in answer.said
    answer = rounds("audit", "verify", "--anchor", "the second")
    assert (answer.code, answer.complained[:10]) == (2, "the second")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE record SET at = '2020-01-01' WHERE number = 2", "broken at entry 2: it was changed"),
        ("DELETE FROM record WHERE number = 1", "broken at entry 1: it was removed"),
        ("DELETE FROM record WHERE number = 4", "ends at entry 3, and this computer has seen entry 4"),
    ],
)
def test_a_break_is_told_in_one_line_with_what_to_do(
    rounds: Rounds, head: Head, tmp_path: Path, statement: str, said: str
) -> None:
    tamper(tmp_path, statement)
    answer = rounds("audit", "verify")
    assert answer.code == 1
    assert said in answer.said
    assert answer.said.count("\n") == 1
    assert "estore" in answer.said or "--reason" in answer.said


def test_the_record_is_listed_the_newest_first_and_by_kind_and_day(rounds: Rounds, head: Head) -> None:
    lines = rounds("audit", "show").said.splitlines()
    assert [line.split()[0] for line in lines] == ["No.", "4", "3", "2", "1"]
    assert "Backup written: b.rounds" in lines[1]
    assert "2 added" in lines[3]
    only = rounds("audit", "show", "--what", "backup_written", "--since", "2020-01-01").said.splitlines()
    assert len(only) == 2
    assert rounds("audit", "show", "--since", "2999-01-01").said == "The record has no such entry.\n"
    assert rounds("audit", "show", "--outside").said == "The record has no such entry.\n"
    assert rounds("audit", "show", "--visit", "V-1").code == 0
    assert rounds("audit", "show", "--visit", "V-7").code == 2
    assert "backup_written" in rounds("audit", "show", "--what", "nonsense").complained


def test_after_an_older_copy_the_record_goes_on_with_a_reason(rounds: Rounds, head: Head, tmp_path: Path) -> None:
    tamper(tmp_path, "DELETE FROM record WHERE number = 4")
    assert rounds("audit", "resume", "--reason", " ").code == 2
    answer = rounds("audit", "resume", "--reason", "The disk broke.")
    assert (answer.code, "at entry 4." in answer.said) == (0, True)
    assert "Record went on after a break: The disk broke. · entry 4 had been seen" in rounds("audit", "show").said
    assert rounds("audit", "verify").code == 0
    assert rounds("audit", "resume", "--reason", "again").code == 2


def test_a_restore_of_an_older_backup_says_that_it_is_older(rounds: Rounds, tmp_path: Path) -> None:
    told = rounds("import", visits(tmp_path, row(1))).said
    key = next(line.strip() for line in told.splitlines() if line.startswith("  ") and "-" in line and ":" not in line)
    rounds("backup", tmp_path / "b.rounds")
    rounds("import", visits(tmp_path, row(1), row(2)))
    for left in (tmp_path / "data").glob("rounds.db*"):
        left.unlink()
    answer = rounds("restore", tmp_path / "b.rounds", "--recovery-key", key)
    assert "This backup is older than what was here: it ends at entry 3" in answer.said
    assert rounds("audit", "verify").code == 0
    elsewhere = rounds("restore", tmp_path / "b.rounds", "--recovery-key", key, data="elsewhere")
    assert "This computer has not seen this record before; it goes on from entry 3." in elsewhere.said
    assert rounds("audit", "verify", data="elsewhere").code == 0
