"""``rounds why``: each visit without a stop, what keeps it out, and what would fit it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.planner.cli.conftest import Rounds, row, staff, visits

TUESDAY = "2026-11-24"


@pytest.fixture
def town(rounds: Rounds, tmp_path: Path) -> Rounds:
    """Two visits at the same half hour, far from each other, and one team."""
    places = tmp_path / "places.csv"
    places.write_text("Address,Latitude,Longitude\nHarbor Street 1,45.2,-30.4", encoding="utf-8")
    rounds("import", places, "--kind", "places")
    rows = (row(1, windows="09:30-10:00"), row(2, windows="09:30-10:00"))
    rounds("import", visits(tmp_path, *rows, row(3, status="withdrawn")))
    rounds("import", staff(tmp_path, teams=1), "--kind", "staff", "--date", TUESDAY)
    return rounds


def test_a_visit_without_a_stop_is_told_why_and_what_would_fit_it(town: Rounds) -> None:
    town("plan", TUESDAY, "--seconds", "0.5")
    answer = town("why", TUESDAY)
    assert answer.code == 1
    first, reason, way = answer.said.splitlines()
    assert first.endswith(": It would fit an empty day, but not beside the visits already planned.")
    assert reason.startswith("  - Outside the visit's window: Team 1 (")
    assert way.startswith("  1. Extend the window by ")
    assert way.endswith("nobody else moves.")


def test_a_visit_with_a_stop_needs_no_way_out(town: Rounds) -> None:
    town("plan", TUESDAY, "--seconds", "0.5")
    left = town("why", TUESDAY).said[:3]
    planned = "V-2" if left == "V-1" else "V-1"
    assert town("why", TUESDAY, planned).complained == f"{planned} has a stop already.\n"
    assert town("why", TUESDAY, left).said.startswith(left)
    assert "has no visit V-9" in town("why", TUESDAY, "V-9").complained


def test_where_every_visit_has_a_stop_there_is_nothing_to_explain(town: Rounds, tmp_path: Path) -> None:
    town("import", visits(tmp_path, row(1), row(2), name="again.csv"))
    town("plan", TUESDAY, "--seconds", "0.5")
    answer = town("why", TUESDAY)
    assert (answer.code, answer.said) == (0, "Every visit has a stop.\n")
