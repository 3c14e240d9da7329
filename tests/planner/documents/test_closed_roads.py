"""A closed road on paper and in the map that is handed out: hatched where it lies, and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime

from planner.documents.map_alone import closed_parts
from planner.documents.paper_canvas import Canvas
from planner.documents.paper_closed import draw_closed
from planner.running.closures import circle, close
from tests.builders import OFFICE, at, day

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_an_area_is_hatched_within_its_outline() -> None:
    canvas = Canvas(100, 100, OFFICE, 10.0)
    ring = circle(OFFICE, 200)
    draw_closed(canvas, [ring])
    paper, lines, outline = canvas._drawn
    assert lines.count("M") > 15
    xs = [float(pair.split()[0]) for pair in lines.split('"')[1].replace("M", "L").split("L")[1:]]
    assert all(29.9 < x < 70.1 for x in xs)
    assert "Z" in paper
    assert "dasharray" in outline


def test_an_area_elsewhere_is_not_drawn() -> None:
    canvas = Canvas(100, 100, OFFICE, 10.0)
    draw_closed(canvas, [circle(at(5000).coordinates, 200)])
    assert canvas._drawn == []


def test_the_map_says_since_when_a_road_is_closed_and_nothing_else() -> None:
    (part,) = closed_parts(close(day(), circle(OFFICE), NOON, "k.lind"), "en")
    assert (part["title"], part["words"]) == ("Road closed", "since 12:00")
    assert "lind" not in str(part)
