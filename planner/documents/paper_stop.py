"""The last few hundred metres to a door as SVG: the road that leads there, where the vehicle stays, the way on foot.

Pure code: no window, no network. The map of the whole day is drawn by `paper_map`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.documents.paper_canvas import Canvas, Degrees, Point, along, areas_shape, lengths, simplified
from planner.documents.paper_closed import draw_closed
from planner.documents.paper_ground import Ground
from planner.documents.paper_map import RouteShape, scale_bar
from planner.documents.paper_room import Room
from planner.documents.paper_signs import draw_arrows, draw_north, draw_parking, draw_pin, draw_route, draw_walk
from routing.region.basemap import Basemap

STOP_SIZE = 45.0, 43.2
STOP_SCALE = 6.7
"""Metres per millimetre around a door: 300 m across."""
AT_THE_ROAD = 12
"""Metres on foot that are not drawn: the pin covers them."""
HOUSE_NUMBER = re.compile(r"(?<![\w-])\d{1,5}[A-Za-z]?(?![\w-])|\d{1,5}(?=\s*[号號])")


@dataclass(frozen=True, slots=True)
class StopMap:
    """A map, the street in which the road to the stop ends, and the metres from there to the door."""

    svg: str
    street: str = ""
    walk_m: float = 0.0


def stop_map(
    shape: RouteShape, stop: int, basemap: Basemap, *, language: str, address: str = "", parks: bool = True
) -> StopMap:
    """The way to a stop, counted from 0; `address` lends its house number, `parks` whether a vehicle stays behind."""
    door, leg = shape.stops[stop], shape.leg_to(stop)
    way = list(leg.path) if leg else [door]
    canvas = Canvas(*STOP_SIZE, _toward(door, way), STOP_SCALE)
    room, ground = Room(canvas), Ground(basemap, canvas, language)
    ground.draw()
    draw_closed(canvas, shape.closed)
    tip, end = canvas.mm(door), canvas.mm(way[-1])
    walk_m = math.dist(tip, end) * STOP_SCALE
    pieces = [simplified(piece) for piece in canvas.route(way)]
    draw_route(canvas, pieces, 1.15)
    _blacken_building(ground, canvas, room, tip)
    far = walk_m > AT_THE_ROAD
    if far:
        draw_walk(canvas, end, tip)
        room.claim_line([end, tip], 0.6)
    head = _head(canvas, tip, [*pieces, [end, tip]])
    for piece in pieces:
        draw_arrows(canvas, piece, 12, 2.5, [tip, head, end])
        room.claim_line(piece, 0.8)
    room.claim_disc(head, 4)
    room.claim_disc(tip, 1.4)
    if far and parks:
        draw_parking(canvas, end)
        room.claim_box(end, 3.2, 3.2)
    _corners(canvas, room, language)
    street = _name_streets(ground, room, tip, end)
    if number := HOUSE_NUMBER.search(address):
        turns = [(math.cos(k * math.pi / 4), 0.8 * math.sin(k * math.pi / 4)) for k in range(8)]
        tries = [(away * x, away * y) for away in (4, 6.5) for x, y in turns]
        room.name_point(tip, number[0], 2.6, tries=tries, bold=True)
    draw_pin(canvas, tip, head, str(stop + 1))
    return StopMap(canvas.svg(), street, walk_m)


def _name_streets(ground: Ground, room: Room, tip: Point, end: Point) -> str:
    # The nearest first, and bold where it is the street to look for; the name of the one where the road ends.
    streets = sorted(ground.streets(), key=lambda street: _nearest(street[2], tip))
    for number, (name, _rank, lines) in enumerate(streets[:6]):
        own = number == 0 and _nearest(lines, tip) < 8
        room.name_line(lines, name, 2.5, offsets=(0, -2.7, 2.7, -3.6, 3.6), bold=own, fill="#000" if own else "#222")
    near = [(_nearest(lines, end), name) for name, _rank, lines in streets]
    return min(near)[1] if near and min(near)[0] < 2.5 else ""


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


def _blacken_building(ground: Ground, canvas: Canvas, room: Room, tip: Point) -> None:
    outlines = (feature.rings[0] for feature in ground.features["building"])
    if own := next((outline for outline in outlines if _holds(outline, tip)), None):
        canvas.path(areas_shape([own]), fill="#000", stroke="#fff", stroke_width=0.35)
        room.claim_line([*own, own[0]], 0.6)
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
    scale_bar(canvas, room, bar, 16, language)
