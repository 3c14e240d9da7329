"""``rounds rehearse``: how sure a plan is, in words."""

from __future__ import annotations

from pathlib import Path

from tests.planner.cli.conftest import Rounds, row, staff, visits

TUESDAY = "2026-11-24"


def test_a_day_is_played_and_its_weak_stop_told(rounds: Rounds, tmp_path: Path) -> None:
    places = tmp_path / "places.csv"
    places.write_text("Address,Latitude,Longitude\nHarbor Street 1,45.2,-30.4", encoding="utf-8")
    rounds("import", places, "--kind", "places")
    rounds("import", visits(tmp_path, row(1, windows="10:00-10:05"), row(2, windows="10:30-10:45")))
    rounds("import", staff(tmp_path, teams=1), "--kind", "staff", "--date", TUESDAY)
    assert "no plan" in rounds("rehearse", TUESDAY).complained
    rounds("plan", TUESDAY, "--seconds", "0.5")
    answer = rounds("rehearse", TUESDAY, "--runs", "200", "--seed", "3")
    assert answer.code == 1
    whole, _heads, team, weak, drawn = answer.said.splitlines()
    assert whole.startswith("Everything is on time: ")
    assert whole.endswith(" Weak: 1 stop.")
    assert team.startswith("Team 1  nearly always")
    assert weak.startswith("  - V-2 (Team 1 2, 10:")
    assert ", open until 10:45): on time " in weak
    assert drawn.startswith("Played on 200 days: ")
