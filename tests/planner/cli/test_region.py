"""Regions by commands: built, updated, chosen, shown, removed; and what goes wrong is said in one line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from planner.regions import FOLDER
from routing.region.facts import read_facts, write_facts
from tests.planner.built_regions import street
from tests.planner.cli.conftest import Rounds


def test_a_region_is_built_updated_renamed_and_removed(rounds: Rounds, tmp_path: Path) -> None:
    built = rounds("region", "build", street(tmp_path / "town-latest.osm.pbf"))
    assert built.code == 0
    assert built.said == "Region town is ready: 10 addresses, data of 2026-01-01.\n"
    assert "of memory" in built.complained
    newer = rounds("region", "update", street(tmp_path / "town-261101.osm.pbf", without=4, shifts={5: 90.0}))
    assert newer.code == 0
    assert "Since the data of 2026-01-01: 0 addresses added, 1 gone, 1 moved." in newer.said
    shown = rounds("region", "show").said
    assert "Made of: town-261101.osm.pbf" in shown
    assert re.search(r"^SHA-256: [0-9a-f]{64}$", shown, re.MULTILINE)
    assert "ODbL 1.0" in shown
    assert rounds("region", "rename", "town", "Emberford").code == 0
    assert rounds("region", "use", "Emberford").said == "Emberford is in use from now on.\n"
    assert rounds("region", "list").said.startswith("* Emberford  9  2026-01-01")
    gone = rounds("region", "remove", "Emberford")
    assert "straight lines" in gone.said
    assert "There is no region yet" in rounds("region", "list").said
    assert not list((tmp_path / "data" / FOLDER).iterdir())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("build", "{}/letter.osm.pbf"), "letter.osm.pbf is not a whole OpenStreetMap extract. Download it again."),
        (("build", "{}"), "is a folder. Choose the .osm.pbf file in it."),
        (("build", "{}/none.osm.pbf"), "There is no file none.osm.pbf. Check its name and folder."),
        (("update", "{}/letter.osm.pbf"), "There is no region in use. Build one first"),
        (("use", "Atlantis"), "There is no region Atlantis."),
        (("rename", "Atlantis", "Eden"), "There is no region Atlantis."),
        (("remove", "Atlantis"), "There is no region Atlantis."),
        (("show", "Atlantis"), "There is no region Atlantis."),
    ],
)
def test_what_goes_wrong_is_said_in_one_line(rounds: Rounds, tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    (tmp_path / "letter.osm.pbf").write_text("Dear Madam, we regret to tell you", encoding="utf-8")
    answer = rounds("region", *(word.format(tmp_path) for word in words))
    assert answer.code == 2
    assert told in answer.complained
    assert len(answer.complained.splitlines()) == 1


def test_a_region_of_a_newer_version_is_listed_with_what_to_do(rounds: Rounds, tmp_path: Path) -> None:
    rounds("region", "build", street(tmp_path / "town.osm.pbf"))
    (folder,) = (tmp_path / "data" / FOLDER).iterdir()
    facts = read_facts(folder)
    shutil.copytree(folder, folder.with_name("copy"))
    (folder / "region.json").unlink()
    assert "Build the region again" in rounds("region", "list").said
    write_facts(folder, facts)
    write_facts(folder, type(facts)(**{name: getattr(facts, name) for name in facts.__slots__} | {"version": 99}))
    assert "Update Rounds" in rounds("region", "list").said
    answer = rounds("region", "use", "town")
    assert (answer.code, len(answer.complained.splitlines())) == (2, 1)
