"""The map of a day for laser printers as SVG: a team's route over the region's ground.

Pure code: no window, no network. Where there is no region it is a plain scheme of the route's lines. The last few
hundred metres to a door are drawn by `paper_stop`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from planner.documents.paper_canvas import Canvas, Degrees, Point, lines_shape, simplified
from planner.documents.paper_closed import draw_closed
from planner.documents.paper_ground import Ground
from planner.documents.paper_room import Room
from planner.documents.paper_signs import (
    draw_arrows,
    draw_disc,
    draw_envelope,
    draw_house,
    draw_north,
    draw_route,
    draw_scale,
    round_length,
)
from planner.documents.wording import text_width
from planner.text import gettext as _
from routing.region.basemap import Basemap
from routing.travel import Leg

WIDTH = 137.0
STREETS = 16
"""Names of streets on an overview: more would be read by nobody."""
DISC = 3.1


@dataclass(frozen=True, slots=True)
class RouteShape:
    """What the maps of one route show: the stops in order, where it begins and ends, and the legs between.

    `bases` are the first and the last place, None where the route begins or ends anywhere; `closed` are areas that no
    way leads through today; at `meetings` papers change hands.
    """

    stops: tuple[Degrees, ...]
    bases: tuple[Degrees | None, Degrees | None]
    legs: tuple[Leg, ...]
    closed: tuple[tuple[Degrees, ...], ...] = ()
    meetings: tuple[Degrees, ...] = ()

    def leg_to(self, stop: int) -> Leg | None:
        """The leg that leads to a stop, counted from 0."""
        number = stop if self.bases[0] else stop - 1
        return self.legs[number] if 0 <= number < len(self.legs) else None


def overview_map(
    shape: RouteShape, basemap: Basemap | None, *, height: float, language: str, attribution: str = ""
) -> str:
    """The whole route on one map, `WIDTH` by `height` millimetres."""
    canvas = _fitted(shape, height)
    room = Room(canvas)
    ground = Ground(basemap, canvas, language) if basemap else None
    if ground:
        ground.draw()
    draw_closed(canvas, shape.closed)
    legs = [[simplified(piece, 0.05) for piece in canvas.route(leg.path)] for leg in shape.legs]
    draw_route(canvas, [piece for leg in legs for piece in leg], 1.0)
    stops = [canvas.mm(place) for place in shape.stops]
    homes = [canvas.mm(base) for base in dict.fromkeys(shape.bases) if base]
    for piece in (piece for leg in legs for piece in leg):
        draw_arrows(canvas, piece, 22, 2.3, [*stops, *homes])
    _furnish(canvas, room, language, attribution if ground else _("Straight lines: there is no road map", language))
    # At a door, or at a base, the sign of that is enough: when it is stands in the row.
    met = [at for at in map(canvas.mm, dict.fromkeys(shape.meetings))
           if all(math.dist(at, other) > DISC for other in (*stops, *homes))]  # fmt: skip
    discs = _spread(canvas, stops, [*homes, *met])
    for at in (*discs, *homes, *met):
        room.claim_disc(at, DISC + 0.7)
    for piece in (piece for leg in legs for piece in leg):
        room.claim_line(piece, 0.8)
    if ground:
        _name_streets(ground, room)
        ground.name_rest(room)
    canvas.path(lines_shape(zip(stops, discs, strict=True)), stroke="#000", stroke_width=0.9, fill="none")
    for at in homes:
        draw_house(canvas, at)
    for at in met:
        draw_envelope(canvas, at)
    for number, at in reversed(list(enumerate(discs, start=1))):
        draw_disc(canvas, at, str(number), DISC)
    return canvas.svg()


def _fitted(shape: RouteShape, height: float) -> Canvas:
    places = [
        *shape.stops,
        *shape.meetings,
        *(base for base in shape.bases if base),
        *(at for leg in shape.legs for at in leg.path),
    ]
    south, north = min(p[0] for p in places), max(p[0] for p in places)
    west, east = min(p[1] for p in places), max(p[1] for p in places)
    center = (south + north) / 2, (west + east) / 2
    probe = Canvas(0, 0, center, 1.0)
    (left, top), (right, bottom) = probe.mm((north, west)), probe.mm((south, east))
    scale = max((right - left) / (WIDTH - 22), (bottom - top) / (height - 20), 4.0)
    return Canvas(WIDTH, height, center, scale)


def _furnish(canvas: Canvas, room: Room, language: str, attribution: str) -> None:
    north = canvas.width - 5, 6.2
    draw_north(canvas, north, 2.6)
    room.claim_disc(north, 4)
    scale_bar(canvas, room, (3.0, canvas.height - 2.6), 27, language)
    if attribution:
        width = text_width(attribution) * 2.1 + 1.6
        at = canvas.width - width / 2 - 0.6, canvas.height - 1.9
        canvas.add(
            f'<rect x="{at[0] - width / 2:.2f}" y="{at[1] - 1.6:.2f}" width="{width:.2f}" height="3.2" fill="#fff" '
            'fill-opacity=".9"/>'
        )
        canvas.text(at, attribution, 2.1, halo=0, fill="#222")
        room.claim_box(at, width, 4)


def scale_bar(canvas: Canvas, room: Room, corner: Point, longest: float, language: str) -> None:
    """A scale bar at most so many millimetres long; `corner` is its lower left."""
    metres = round_length(canvas.metres_per_mm, longest)
    label = (
        _("{km} km", language).format(km=metres // 1000)
        if metres >= 1000
        else _("{metres} m", language).format(metres=metres)
    )
    width, length = text_width(label) * 2.3, metres / canvas.metres_per_mm
    draw_scale(canvas, corner, metres, label, width)
    room.claim_box((corner[0] + (length + width) / 2, corner[1] - 0.9), length + width + 4, 4.5)


def _spread(canvas: Canvas, stops: Sequence[Point], homes: Sequence[Point]) -> list[Point]:
    # Numbers beside each other where stops lie on top of each other, a short line leading to each place.
    placed: list[Point] = []
    rings = [(0.0, 0.0), *((r, k * math.pi / 6) for r in (6.8, 9.5, 13.0, 17.0) for k in range(12))]
    for stop in stops:
        others = [*placed, *homes, *(other for other in stops if other != stop)]
        tries = [(stop[0] + r * math.sin(a), stop[1] - r * math.cos(a)) for r, a in rings]
        inside = [p for p in tries if 4 < p[0] < canvas.width - 4 and 4 < p[1] < canvas.height - 6] or tries[:1]
        clear = (p for p in inside if all(math.dist(p, other) > 2 * DISC + 0.5 for other in [*placed, *homes]))
        placed.append(next(clear, max(inside, key=lambda p: min((math.dist(p, o) for o in others), default=0.0))))
    return placed


def _name_streets(ground: Ground, room: Room) -> None:
    written = 0
    for name, _rank, pieces in ground.streets():
        written += written < STREETS and room.name_line(pieces, name, 2.4, offsets=(0, -2.2, 2.2))
