"""The black signs on paper maps: routes with arrows, numbered discs, houses, pins, north and scale. Claims no room."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from planner.documents.paper_canvas import Canvas, Point, along, areas_shape, lengths, lines_shape

ROUND = {"fill": "none", "stroke_linejoin": "round", "stroke_linecap": "round"}


def draw_route(canvas: Canvas, lines: Sequence[Sequence[Point]], width: float) -> None:
    """Black lines with a white rim."""
    shape = lines_shape(lines)
    canvas.path(shape, stroke="#fff", stroke_width=width + 0.9, **ROUND)
    canvas.path(shape, stroke="#000", stroke_width=width, **ROUND)


def draw_arrows(canvas: Canvas, line: Sequence[Point], every: float, size: float, away: Iterable[Point]) -> None:
    """Arrows along a line, larger than it so that they survive a photocopy, none near what must be read."""
    ways = lengths(line)
    count = max(1, round(ways[-1] / every))
    kept = list(away)
    for number in range(count):
        way = ways[-1] * (number + 0.5) / count
        at = along(line, ways, way)
        if all(math.dist(at, other) > size + 2.4 for other in kept):
            before, after = along(line, ways, max(0.0, way - size * 0.5)), along(line, ways, way + size * 0.5)
            if (span := math.dist(before, after)) > 0.1:
                head = (after[0] - before[0]) / span, (after[1] - before[1]) / span
                for grown, ink in ((1.3, "#fff"), (1.0, "#000")):
                    canvas.path(areas_shape([_arrow(at, head, size * grown)]), fill=ink)


def _arrow(at: Point, head: Point, size: float) -> list[Point]:
    (x, y), (u, v) = at, head
    back = x - u * size * 0.45, y - v * size * 0.45
    side = size * 0.5
    return [
        (x + u * size * 0.55, y + v * size * 0.55),
        (back[0] - v * side, back[1] + u * side),
        (back[0] + v * side, back[1] - u * side),
    ]


def draw_disc(canvas: Canvas, at: Point, text: str, radius: float = 3.1) -> None:
    """A number, white on a black disc."""
    canvas.add(f'<circle cx="{at[0]:.2f}" cy="{at[1]:.2f}" r="{radius}" fill="#000" stroke="#fff" stroke-width=".5"/>')
    size = radius * (1.32 if len(text) < 2 else 1.16 if len(text) < 3 else 0.9)
    canvas.text(at, text, round(size, 2), bold=True, fill="#fff", halo=0)


def draw_house(canvas: Canvas, at: Point, radius: float = 2.9) -> None:
    """Where a route begins or ends."""
    roof = ((-1.15, 0), (0, -1.2), (1.15, 0), (0.8, 0), (0.8, 1), (-0.8, 1), (-0.8, 0))
    shape = areas_shape([[(at[0] + x * radius, at[1] + y * radius) for x, y in roof]])
    canvas.path(shape, fill="#000", stroke="#fff", stroke_width=0.6, stroke_linejoin="round")


def draw_envelope(canvas: Canvas, at: Point, radius: float = 2.6) -> None:
    """Where papers change hands."""
    sides, flap = [(-1.15, -0.8), (1.15, -0.8), (1.15, 0.8), (-1.15, 0.8)], [(-1.15, -0.8), (0, 0.2), (1.15, -0.8)]
    shape, fold = ([(at[0] + x * radius, at[1] + y * radius) for x, y in each] for each in (sides, flap))
    canvas.path(areas_shape([shape]), fill="#fff", stroke="#fff", stroke_width=1.4, stroke_linejoin="round")
    canvas.path(areas_shape([shape]), fill="#fff", stroke="#000", stroke_width=0.6, stroke_linejoin="round")
    canvas.path(lines_shape([fold]), stroke="#000", stroke_width=0.6, fill="none", stroke_linejoin="round")


def draw_pin(canvas: Canvas, tip: Point, head: Point, text: str, radius: float = 3.3) -> None:
    """A number on a disc with a point that touches its place."""
    away = math.dist(tip, head) or 1.0
    u, v = (head[0] - tip[0]) / away, (head[1] - tip[1]) / away
    sides = [(head[0] - u * radius * 0.4 - v * k, head[1] - v * radius * 0.4 + u * k) for k in (-2.7, 2.7)]
    wedge = areas_shape([[(tip[0] + u, tip[1] + v), *sides]])
    canvas.path(wedge, fill="#000", stroke="#fff", stroke_width=0.9, stroke_linejoin="round")
    draw_disc(canvas, head, text, radius)
    canvas.path(wedge, fill="#000")


def draw_walk(canvas: Canvas, start: Point, end: Point) -> None:
    """The way on foot: dots."""
    for ink, width in (("#fff", 1.3), ("#000", 0.75)):
        style = {"stroke_linecap": "round", "stroke_dasharray": "0 1.25"}
        canvas.path(lines_shape([[start, end]]), stroke=ink, stroke_width=width, fill="none", **style)


def draw_parking(canvas: Canvas, at: Point, side: float = 2.9) -> None:
    """Where the vehicle stays: a white P on black."""
    x, y = at[0] - side / 2, at[1] - side / 2
    canvas.add(
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{side}" height="{side}" rx=".4" fill="#000" stroke="#fff" '
        'stroke-width=".4"/>'
    )
    canvas.text(at, "P", side * 0.82, bold=True, fill="#fff", halo=0)


def draw_north(canvas: Canvas, at: Point, radius: float = 2.2) -> None:
    """North is up, said with an arrow."""
    x, y = at
    tip, foot, side = (x, y - radius), (x, y + radius * 0.4), radius * 0.62
    low = y + radius * 0.8
    canvas.add(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius * 1.35:.2f}" fill="#fff" fill-opacity=".92"/>')
    canvas.path(areas_shape([[tip, (x + side, low), foot]]), fill="#000")
    canvas.path(areas_shape([[tip, (x - side, low), foot]]), fill="#fff", stroke="#000", stroke_width=0.2)


def draw_scale(canvas: Canvas, corner: Point, metres: int, label: str, label_width: float) -> None:
    """A bar so many metres long; `corner` is its lower left."""
    (x, y), length = corner, metres / canvas.metres_per_mm
    canvas.add(
        f'<rect x="{x - 0.9:.2f}" y="{y - 2.9:.2f}" width="{length + label_width + 3.4:.2f}" height="4" fill="#fff" '
        'fill-opacity=".9"/>'
        f'<rect x="{x:.2f}" y="{y - 1.4:.2f}" width="{length:.2f}" height="1" fill="#fff" stroke="#000" '
        'stroke-width=".2"/>'
        f'<rect x="{x:.2f}" y="{y - 1.4:.2f}" width="{length / 2:.2f}" height="1" fill="#000"/>'
    )
    canvas.text((x + length + 1.2 + label_width / 2, y - 0.95), label, 2.3, halo=0)


def round_length(metres_per_mm: float, longest_mm: float) -> int:
    """The longest of 1, 2, 5, 10, 20 … metres that fits."""
    limit = metres_per_mm * longest_mm
    steps = [lead * 10**power for power in range(6) for lead in (1, 2, 5)]
    return max((step for step in steps if step <= limit), default=1)
