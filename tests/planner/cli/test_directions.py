"""``rounds directions``: the way of each route, turn by turn; and plans on a quick estimate of the ways."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from planner import regions
from planner.bootstrap import open_office
from routing.region.facts import read_facts
from tests.planner.cli.conftest import Rounds, row, staff, visits

TUESDAY = "2026-11-24"


@pytest.fixture
def town(rounds: Rounds, tmp_path: Path) -> Rounds:
    """Three visits in the demo's town and a team."""
    places = tmp_path / "places.csv"
    places.write_text("Address,Latitude,Longitude\nHarbor Street 1,45.2,-30.4", encoding="utf-8")
    rounds("import", places, "--kind", "places")
    rounds("import", visits(tmp_path, row(1), row(2), row(3)))
    rounds("import", staff(tmp_path, teams=1), "--kind", "staff", "--date", TUESDAY)
    return rounds


def test_the_way_is_told_turn_by_turn_in_the_language_asked_for(
    town: Rounds, demo_region: Path, tmp_path: Path
) -> None:
    with closing(open_office(tmp_path / "data")) as office:
        folder = Path(shutil.copytree(demo_region, office.data / regions.FOLDER / "town"))
        regions.take(office, "town", read_facts(folder), "emberford")
    quick = town("plan", TUESDAY, "--seconds", "0.5", "--quick")
    assert "(quick estimate on the roads of emberford, " in quick.said
    answer = town("directions", TUESDAY)
    assert answer.code == 0
    lines = answer.said.splitlines()
    assert lines[0] == "Team 1"
    assert {line for line in lines if line.startswith("  To ")} == {
        "  To V-1:",
        "  To V-2:",
        "  To V-3:",
        "  To the end:",
    }
    assert sum("You are there" in line for line in lines) == 4
    assert any(line.endswith(" m)") for line in lines)
    assert town("directions", TUESDAY, "--team", "team 1").said == answer.said
    assert "Nobody has no route on" in town("directions", TUESDAY, "--team", "Nobody").complained


def test_directions_need_roads(town: Rounds) -> None:
    town("plan", TUESDAY, "--seconds", "0.5")
    answer = town("directions", TUESDAY)
    assert answer.code == 2
    assert answer.complained.startswith("Directions need the roads of a region.")
