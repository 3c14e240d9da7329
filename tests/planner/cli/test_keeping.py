"""``rounds backup``, ``restore`` and ``doctor``."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.storage.keys import KEY_DIR_VARIABLE
from tests.planner.cli.conftest import Rounds, row, visits


def test_a_backup_comes_back_on_another_machine_with_the_recovery_key(
    rounds: Rounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = rounds("import", visits(tmp_path, row(1))).said
    key = next(line.strip() for line in told.splitlines() if line.startswith("  ") and "-" in line and ":" not in line)
    assert rounds("backup", tmp_path / "b.rounds").code == 0
    assert rounds("backup", tmp_path / "b.rounds").code == 2
    monkeypatch.setenv(KEY_DIR_VARIABLE, str(tmp_path / "other machine"))
    wrong = rounds("restore", tmp_path / "b.rounds", "--recovery-key", key[:-1], data="new")
    assert wrong.code == 2
    assert not (tmp_path / "new" / "rounds.db").exists()
    answer = rounds("restore", tmp_path / "b.rounds", "--recovery-key", key.lower(), data="new")
    assert answer.code == 0
    assert "Restored, with days: 1." in answer.said
    assert "1 of 1 visits are located." in rounds("geocode", "2026-11-24", data="new").said


def test_a_backup_of_the_office_is_not_restored_as_a_demo(rounds: Rounds, tmp_path: Path) -> None:
    told = rounds("import", visits(tmp_path, row(1))).said
    key = next(line.strip() for line in told.splitlines() if line.startswith("  ") and "-" in line and ":" not in line)
    rounds("backup", tmp_path / "b.rounds")
    assert rounds("restore", tmp_path / "b.rounds", "--recovery-key", key, "--demo", data="new").code == 2
    assert not list((tmp_path / "new" / "demo").iterdir())


def test_the_doctor_makes_nothing_and_says_where_the_key_lies(rounds: Rounds, tmp_path: Path) -> None:
    told = rounds("doctor").said
    assert "Database: none yet" in told
    assert not (tmp_path / "data").exists()
    rounds("import", visits(tmp_path, row(1)))
    told = rounds("doctor").said
    assert "which only you can read" in told
    assert "The record is whole: " in told
    assert "Last backup: never" in told
    assert "straight lines" in told
    rounds("backup", tmp_path / "b.rounds")
    assert "Last backup: 20" in rounds("doctor").said


def test_the_doctor_is_not_content_without_the_key(
    rounds: Rounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds("import", visits(tmp_path, row(1)))
    monkeypatch.setenv(KEY_DIR_VARIABLE, str(tmp_path / "empty"))
    answer = rounds("doctor")
    assert answer.code == 1
    assert "! Database: The key of rounds.db is not on this computer." in answer.said


def test_a_changed_record_makes_the_doctor_speak_up(rounds: Rounds, tmp_path: Path) -> None:
    from planner.bootstrap import open_office

    rounds("import", visits(tmp_path, row(1)))
    office = open_office(tmp_path / "data")
    with office.store.writing() as session:
        session.connection.exec_driver_sql("UPDATE record SET actor = 'other' WHERE number = 1")
    office.close()
    answer = rounds("doctor")
    assert answer.code == 1
    assert "! The record is broken at entry 1: it was changed from outside." in answer.said


@pytest.mark.parametrize("damage", ["emptied", "cut", "changed", "foreign"])
def test_a_damaged_backup_is_refused_and_nothing_is_made(rounds: Rounds, tmp_path: Path, damage: str) -> None:
    told = rounds("import", visits(tmp_path, row(1))).said
    key = next(line.strip() for line in told.splitlines() if line.startswith("  ") and "-" in line and ":" not in line)
    rounds("backup", tmp_path / "b.rounds")
    whole = (tmp_path / "b.rounds").read_bytes()
    middle = len(whole) // 2
    broken = {
        "emptied": b"",
        "cut": whole[:middle],
        "changed": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "foreign": b"a letter " * 1000,
    }
    (tmp_path / "damaged").write_bytes(broken[damage])
    answer = rounds("restore", tmp_path / "damaged", "--recovery-key", key, data="new")
    assert answer.code == 2
    assert "is no whole backup" in answer.complained
    assert not (tmp_path / "new" / "rounds.db").exists()


def test_a_backup_into_a_folder_that_is_not_there_says_so(rounds: Rounds, tmp_path: Path) -> None:
    answer = rounds("backup", tmp_path / "nowhere" / "b.rounds")
    assert answer.code == 2
    assert "There is no folder" in answer.complained
