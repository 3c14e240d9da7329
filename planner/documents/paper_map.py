"""Maps for laser printers as SVG: the day's route over the region's ground, and the last few hundred metres to a door.

Pure code: no window, no network. Where there is no region the overview is a plain scheme of the route's lines.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.documents.paper_canvas import Canvas, Degrees, Point, along, areas_shape, lengths, lines_shape, simplified
from planner.documents.paper_ground import Ground
from planner.documents.paper_room import Room
from planner.documents.paper_signs import (
    draw_arrows,
    draw_disc,
    draw_house,
    draw_north,
    draw_pin,
    draw_route,
    draw_scale,
    round_length,
)
from planner.documents.wording import text_width
from planner.text import gettext as _
from routing.region.basemap import Basemap
from routing.travel import Leg

WIDTH = 137.0
STOP_SIZE = 45.0, 43.2
STOP_SCALE = 6.7
"""Metres per millimetre around a door: 300 m across."""
STREETS = 16
"""Names of streets on an overview: more would be read by nobody."""
DISC = 3.1


@dataclass(frozen=True, slots=True)
class RouteShape:
    """What the maps of one route show: the stops in order, where it begins and ends, and the legs between.

    `bases` are the first and the last place, None where the route begins or ends anywhere.
    """

    stops: tuple[Degrees, ...]
    bases: tuple[Degrees | None, Degrees | None]
    legs: tuple[Leg, ...]

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
    legs = [[simplified(piece, 0.05) for piece in canvas.route(leg.path)] for leg in shape.legs]
    draw_route(canvas, [piece for leg in legs for piece in leg], 1.0)
    stops = [canvas.mm(place) for place in shape.stops]
    homes = [canvas.mm(base) for base in dict.fromkeys(shape.bases) if base]
    for piece in (piece for leg in legs for piece in leg):
        draw_arrows(canvas, piece, 22, 2.3, [*stops, *homes])
    _furnish(canvas, room, language, attribution if ground else _("Straight lines: there is no road map", language))
    discs = _spread(canvas, stops, homes)
    for at in (*discs, *homes):
        room.claim_disc(at, DISC + 0.7)
    for piece in (piece for leg in legs for piece in leg):
        room.claim_line(piece, 0.8)
    if ground:
        _name_streets(ground, room)
        ground.name_rest(room)
    canvas.path(lines_shape(zip(stops, discs, strict=True)), stroke="#000", stroke_width=0.9, fill="none")
    for at in homes:
        draw_house(canvas, at)
    for number, at in reversed(list(enumerate(discs, start=1))):
        draw_disc(canvas, at, str(number), DISC)
    return canvas.svg()


def _fitted(shape: RouteShape, height: float) -> Canvas:
    places = [*shape.stops, *(base for base in shape.bases if base), *(at for leg in shape.legs for at in leg.path)]
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
    _scale(canvas, room, (3.0, canvas.height - 2.6), 27, language)
    if attribution:
        width = text_width(attribution) * 2.1 + 1.6
        at = canvas.width - width / 2 - 0.6, canvas.height - 1.9
        canvas.add(
            f'<rect x="{at[0] - width / 2:.2f}" y="{at[1] - 1.6:.2f}" width="{width:.2f}" height="3.2" fill="#fff" '
            'fill-opacity=".9"/>'
        )
        canvas.text(at, attribution, 2.1, halo=0, fill="#222")
        room.claim_box(at, width, 4)


def _scale(canvas: Canvas, room: Room, corner: Point, longest: float, language: str) -> None:
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


def stop_map(shape: RouteShape, stop: int, basemap: Basemap, *, language: str) -> str:
    """The last few hundred metres to the door of a stop, counted from 0."""
    door = shape.stops[stop]
    leg = shape.leg_to(stop)
    way = list(leg.path) if leg else [door]
    canvas = Canvas(*STOP_SIZE, _toward(door, way), STOP_SCALE)
    room, ground = Room(canvas), Ground(basemap, canvas, language)
    ground.draw()
    tip = canvas.mm(door)
    pieces = [simplified(piece) for piece in canvas.route([*way, door])]
    draw_route(canvas, pieces, 1.15)
    _blacken_building(ground, canvas, tip)
    head = _head(canvas, tip, pieces)
    for piece in pieces:
        draw_arrows(canvas, piece, 12, 2.5, [tip, head])
        room.claim_line(piece, 0.8)
    room.claim_disc(head, 4)
    room.claim_disc(tip, 1.4)
    _corners(canvas, room, language)
    streets = sorted(ground.streets(), key=lambda street: _nearest(street[2], tip))
    for number, (name, _rank, lines) in enumerate(streets[:6]):
        own = number == 0 and _nearest(lines, tip) < 8
        room.name_line(lines, name, 2.5, offsets=(0, -2.7, 2.7, -3.6, 3.6), bold=own, fill="#000" if own else "#222")
    draw_pin(canvas, tip, head, str(stop + 1))
    return canvas.svg()


def _toward(door: Degrees, way: Sequence[Degrees]) -> Degrees:
    # The frame's center lies between the door and the way one comes from: more of the way is seen.
    flat = Canvas(0, 0, door, 1.0)
    points = [flat.mm(at) for at in way][::-1]
    ways = lengths(points)
    back = along(points, ways, min(150.0, ways[-1])) if len(points) > 1 else points[0]
    x, y = back[0] * 0.31, back[1] * 0.31
    if (far := math.hypot(x, y)) > 60:
        x, y = x * 60 / far, y * 60 / far
    lat = door[0] - y / 111_195.0
    return lat, door[1] + x / (111_195.0 * math.cos(math.radians(door[0])))


def _blacken_building(ground: Ground, canvas: Canvas, tip: Point) -> None:
    outlines = (feature.rings[0] for feature in ground.features["building"])
    if own := next((outline for outline in outlines if _holds(outline, tip)), None):
        canvas.path(areas_shape([own]), fill="#000", stroke="#fff", stroke_width=0.35)
    else:
        canvas.add(f'<circle cx="{tip[0]:.2f}" cy="{tip[1]:.2f}" r="1" fill="#000" stroke="#fff" stroke-width=".35"/>')


def _holds(area: Sequence[Point], at: Point) -> bool:
    inside = False
    for (ax, ay), (bx, by) in pairwise([*area, area[0]] if area else []):
        if (ay > at[1]) != (by > at[1]) and at[0] < (bx - ax) * (at[1] - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def _head(canvas: Canvas, tip: Point, pieces: Sequence[Sequence[Point]]) -> Point:
    # The pin's head stands where it hides least of the way.
    tries = [(tip[0] + 6.3 * math.cos(k * math.pi / 8), tip[1] + 6.3 * math.sin(k * math.pi / 8)) for k in range(16)]
    inside = [p for p in tries if 4.5 < p[0] < canvas.width - 4.5 and 4.5 < p[1] < canvas.height - 4.5] or tries
    return max(inside, key=lambda p: min(_nearest(pieces, p), 6.5) - 0.05 * p[1])


def _nearest(lines: Sequence[Sequence[Point]], at: Point) -> float:
    found = math.inf
    for line in lines:
        for (ax, ay), (bx, by) in pairwise(line):
            span = (bx - ax) ** 2 + (by - ay) ** 2
            share = max(0.0, min(1.0, ((at[0] - ax) * (bx - ax) + (at[1] - ay) * (by - ay)) / span)) if span else 0.0
            found = min(found, math.dist(at, (ax + (bx - ax) * share, ay + (by - ay) * share)))
    return found


def _corners(canvas: Canvas, room: Room, language: str) -> None:
    # North and scale go to whichever corners are free.
    w, h = canvas.width, canvas.height
    corners = [(w - 3.6, 4.3), (3.6, 4.3), (w - 3.6, h - 4.3), (3.6, h - 4.3)]
    north = next((at for at in corners if room.free(at, 5, 6)), corners[0])
    draw_north(canvas, north, 1.9)
    room.claim_disc(north, 2.8)
    bars = [(2.0, h - 1.6), (w - 26.0, h - 1.6), (2.0, 4.4), (w - 26.0, 4.4)]
    bar = next((at for at in bars if room.free((at[0] + 12, at[1] - 0.9), 23, 3.2)), bars[0])
    _scale(canvas, room, bar, 16, language)
