"""``rounds evening`` and ``rounds measured`` say what stands open, and do what they are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.bootstrap import Office
from planner.cli import main
from planner.model import Day, Plan
from planner.told import CheckIn, Said
from tests.builders import TUESDAY
from tests.conftest import NOW
from tests.planner.cases.conftest import drawn as drawn
from tests.planner.cases.conftest import out as out


def run(office: Office, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main([*words, "--data-dir", str(office.data)])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_a_day_is_closed_when_everybody_is_back(
    office: Office, out: tuple[Day, Plan], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    when = TUESDAY.isoformat()
    code, said = run(office, capsys, "evening", when)
    assert code == 1
    assert "2 teams have not told that they are back." in said
    code, said = run(office, capsys, "evening", when, "--close")
    assert code != 0
    assert "stays open" in said
    with office.store.writing() as session:
        for shift in out[0].shifts:
            session.add_day_fact(
                CheckIn(day=TUESDAY, at=NOW, by="a", shift_id=shift.id, said=Said.BACK, moment=NOW)
            )  # fmt: skip
    code, said = run(office, capsys, "evening", when, "--close", "--report", str(tmp_path / "day.pdf"))
    assert code == 0
    assert "The day is closed." in said
    assert (tmp_path / "day.pdf").exists()
    code, said = run(office, capsys, "evening", when, "--open-again")
    assert code == 1


def test_nothing_is_measured_before_anything_was_told(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(office, capsys, "measured")
    assert code == 0
    assert "Too few times" in said
    code, said = run(office, capsys, "measured", "--forget")
    assert (code, said.strip()) == (0, "Nothing measured is planned with any longer.")
    code, said = run(office, capsys, "measured", "--accept")
    assert code != 0
    assert "Nothing is chosen" in said
