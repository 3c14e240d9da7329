"""What people know of parking comes before what the roads tell; a park beside the house is no parking."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.documents.access_notes import access_of
from tests.builders import day, visit
from tests.planner.documents.situations import pages, plan_of, write


@pytest.mark.parametrize(
    ("note", "staying", "rest"),
    [
        ("Gray door. Park behind the bakery. Bells right.", "Park behind the bakery.", "Gray door. Bells right."),
        ("Get off at Mill Bridge. Third door.", "Get off at Mill Bridge.", "Third door."),
        ("The house beside the park. Ring twice.", "", "The house beside the park. Ring twice."),
        ("Park Lane side, gate 2.", "", "Park Lane side, gate 2."),
        ("车停在北门，有临时停车位。门铃在右侧墙上。", "车停在北门，有临时停车位。", "门铃在右侧墙上。"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_a_note_is_told_apart(note: str, staying: str, rest: str) -> None:
    assert access_of(note) == (staying, rest)


def test_what_is_known_stands_where_parking_is_looked_for(tmp_path: Path) -> None:
    known = replace(visit(1), note="Third door. Parking in the yard.")
    the_day = day(known, visit(2, north=900), teams=1)
    text = " ".join(pages(write(tmp_path / "out", the_day, plan_of(the_day)) / "route-Team-1.pdf"))
    assert "Third door. P Parking in the yard." in text
