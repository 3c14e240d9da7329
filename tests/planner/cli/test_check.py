"""``rounds check`` of a day: everything its plan breaks, in a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.cli.console import show_table
from tests.planner.cli.conftest import Rounds, row, staff, visits

TUESDAY = "2026-11-24"


def test_a_plan_that_the_day_has_left_behind_is_listed_stop_by_stop(rounds: Rounds, tmp_path: Path) -> None:
    places = tmp_path / "places.csv"
    places.write_text("Address,Latitude,Longitude\nHarbor Street 1,45.2,-30.4", encoding="utf-8")
    rounds("import", places, "--kind", "places")
    rounds("import", visits(tmp_path, row(1)))
    rounds("import", staff(tmp_path, teams=1), "--kind", "staff", "--date", TUESDAY)
    assert rounds("plan", TUESDAY, "--seconds", "0.5").code == 0
    rounds("import", staff(tmp_path, teams=1, hours="08:30,08:35"), "--kind", "staff", "--date", TUESDAY)
    answer = rounds("check", TUESDAY)
    assert answer.code == 1
    head, line = answer.said.splitlines()
    assert head.split("  ")[0] == "Team"
    assert line.startswith("Team 1              Ends ")


def test_columns_stand_under_their_heads_in_chinese_too(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(("小组", "破坏的规则"), (("苍鹭", "晚了"), ("Marten", "早了")))
    assert capsys.readouterr().out == "小组    破坏的规则\n苍鹭    晚了\nMarten  早了\n"
