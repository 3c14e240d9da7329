"""``rounds cases remind`` and ``delivered``: out to the gateway, and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner.bootstrap import open_office
from planner.settings import Settings, save_settings
from tests.planner.cli.conftest import Rounds
from tests.planner.cli.test_cases import EGON, cases


def test_reminders_go_out_as_a_file_and_its_results_come_back(rounds: Rounds, tmp_path: Path) -> None:
    rounds("cases", "import", cases(tmp_path, EGON))
    listed = rounds("cases", "remind")
    assert "C-1" in listed.said
    assert "1 customer." in listed.said
    refused = rounds("cases", "remind", "--export", tmp_path / "out.csv", "--way", "letter")
    assert refused.code == 2, "nobody could ring the office"
    assert "not switched on" in rounds("cases", "remind", "--send").complained
    office = open_office(tmp_path / "data")
    with office.store.writing() as session:
        save_settings(session, replace(Settings(), office_phone="0555 020 100", signed_by="Emberford"))
    office.close()
    done = rounds("cases", "remind", "--export", tmp_path / "out.csv", "--way", "letter")  # at any hour
    assert "1 message in out.csv" in done.said
    key = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()[1].split('"')[1]
    (tmp_path / "back.csv").write_text(f"message,status\n{key},delivered\nx,?\n", encoding="utf-8")
    back = rounds("cases", "delivered", tmp_path / "back.csv")
    assert back.code == 1
    assert "Arrived: 1. Not arrived: 0. Want no more: 0. Rows without use: 1." in back.said
    assert "0 customers." in rounds("cases", "remind").said
    assert rounds("cases", "delivered", tmp_path / "out.csv").code == 2


def test_what_else_is_to_be_told_has_lists_of_its_own(rounds: Rounds, tmp_path: Path) -> None:
    rounds("cases", "import", cases(tmp_path, EGON))
    for purpose in ("visit_notice", "agent_notice", "follow_up"):
        assert "0 customers." in rounds("cases", "remind", "--purpose", purpose).said
    assert rounds("cases", "remind", "--purpose", "follow_up", "--export", tmp_path / "out.csv").code == 2
    assert rounds("cases", "remind", "--purpose", "promise").code == 2
