"""Closed roads on paper: areas with slanting lines, which a black-and-white printer shows as well. Names nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from planner.documents.paper_canvas import Canvas, Degrees, Point, areas_shape, lines_shape

APART = 1.7
"""Millimetres between the lines."""


def draw_closed(canvas: Canvas, rings: Iterable[Sequence[Degrees]]) -> None:
    """Areas that no way leads through, over the ground and below the routes."""
    for ring in rings:
        area = canvas.area([canvas.mm(place) for place in ring])
        if len(area) < 3:
            continue
        canvas.path(areas_shape([area]), fill="#fff", fill_opacity=0.45, stroke="none")
        canvas.path(lines_shape(_slanting(area)), stroke="#000", stroke_width=0.22, fill="none")
        canvas.path(areas_shape([area]), fill="none", stroke="#000", stroke_width=0.45, stroke_dasharray="1.6 0.8")


def _slanting(area: Sequence[Point]) -> list[tuple[Point, Point]]:
    # Lines x + y = c, each from where it comes into the area to where it leaves it.
    sums = [x + y for x, y in area]
    found: list[tuple[Point, Point]] = []
    line = min(sums) + APART / 2
    while line < max(sums):
        cuts = sorted(_cut(a, b, line) for a, b in pairwise((*area, area[0])) if _is_cut(a, b, line))
        found += list(zip(cuts[::2], cuts[1::2], strict=False))
        line += APART
    return found


def _is_cut(a: Point, b: Point, line: float) -> bool:
    return (sum(a) < line) != (sum(b) < line)


def _cut(a: Point, b: Point, line: float) -> Point:
    share = (line - sum(a)) / (sum(b) - sum(a))
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
