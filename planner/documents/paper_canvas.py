"""A map on paper: from degrees to millimetres, cut to the frame, written as SVG. Chooses no colors and no names."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

import numpy as np

from routing.region.basemap import Array

type Point = tuple[float, float]
"""Millimetres from the upper left corner, y down."""
type Degrees = tuple[float, float]
"""Latitude and longitude."""

METRES_PER_DEGREE = 111_195.0
"""Of latitude, on a sphere of the mean radius."""
EQUATOR_PER_PIXEL = 156_543.03
"""Metres in a pixel of 256 px tiles at zoom 0."""
FONT = "PAPER"
"""Stands for the fonts of the paper; the template, which knows them, puts them in its place."""
PAD = 3.0
"""Lines are drawn this many millimetres beyond the frame, so that no end shows."""


class Canvas:
    """One map, `width` by `height` millimetres, drawn from back to front."""

    def __init__(self, width: float, height: float, center: Degrees, metres_per_mm: float) -> None:
        self.width = width
        self.height = height
        self.center = center
        self.metres_per_mm = metres_per_mm
        self._per_degree = METRES_PER_DEGREE / metres_per_mm
        self._narrow = math.cos(math.radians(center[0]))
        self._drawn: list[str] = []

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """South, west, north, east of what is drawn."""
        lat, lon = self.center
        high = (self.height / 2 + PAD) / self._per_degree
        wide = (self.width / 2 + PAD) / (self._per_degree * self._narrow)
        return lat - high, lon - wide, lat + high, lon + wide

    def mm(self, place: Degrees) -> Point:
        """Where a place lies on the paper."""
        x = (place[1] - self.center[1]) * self._per_degree * self._narrow + self.width / 2
        return x, (self.center[0] - place[0]) * self._per_degree + self.height / 2

    def project(self, places: Array) -> Array:
        """As `mm`, for an array of shape (n, 2) of latitudes and longitudes."""
        away = (places - np.array(self.center)) * self._per_degree
        return np.column_stack((away[:, 1] * self._narrow + self.width / 2, self.height / 2 - away[:, 0]))

    def route(self, places: Iterable[Degrees]) -> list[list[Point]]:
        """The pieces of a line on the ground that lie in the frame."""
        return self.line([self.mm(place) for place in places])

    def line(self, points: Sequence[Point]) -> list[list[Point]]:
        """The pieces of a line that lie in the frame, without points that nobody would see."""
        return [simplified(piece) for piece in self._pieces(points)]

    def area(self, points: Sequence[Point]) -> list[Point]:
        """The part of an area that lies in the frame; empty where none does."""
        if not points:
            return []
        across, down = zip(*points, strict=True)
        west, east, north, south = min(across), max(across), min(down), max(down)
        if east < -PAD or west > self.width + PAD or south < -PAD or north > self.height + PAD:
            return []
        if west >= -PAD and east <= self.width + PAD and north >= -PAD and south <= self.height + PAD:
            return simplified(points)
        for axis, limit, sign in ((0, -PAD, 1), (0, self.width + PAD, -1), (1, -PAD, 1), (1, self.height + PAD, -1)):
            points = _cut(points, axis, limit, sign)
        return simplified(points)

    @property
    def zoom(self) -> int:
        """The zoom of a screen map that shows as much: its pixel is a quarter of a millimetre here."""
        return round(math.log2(EQUATOR_PER_PIXEL * self._narrow / (self.metres_per_mm * 0.26)))

    def add(self, svg: str) -> None:
        """Draw something over everything before."""
        self._drawn.append(svg)

    def path(self, shape: str, **style: object) -> None:
        """Draw the shape of `lines_shape` or `areas_shape`; an empty one is not drawn."""
        if shape:
            words = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in style.items())
            self.add(f'<path d="{shape}" {words}/>')

    def text(
        self,
        at: Point,
        text: str,
        size: float,
        *,
        angle: float = 0.0,
        bold: bool = False,
        fill: str = "#000",
        halo: float = 0.5,
        spaced: float = 0.0,
    ) -> None:
        """A name centered at a point, turned by `angle` radians, with a white rim so wide."""
        x, y = at
        turned = f' transform="rotate({math.degrees(angle):.1f} {x:.2f} {y:.2f})"' if angle else ""
        weight = ' font-weight="bold"' if bold else ""
        gap = f' letter-spacing="{spaced}"' if spaced else ""
        place = f'x="{x:.2f}" y="{y + size * 0.36:.2f}" font-size="{size}" text-anchor="middle"{weight}{gap}{turned}'
        if halo:
            # A text of its own: painted letter by letter, a rim would lie on the letter before.
            rim = f'fill="none" stroke="#fff" stroke-width="{2 * halo}" stroke-linejoin="round"'
            self.add(f"<text {place} {rim}>{escape(text)}</text>")
        self.add(f'<text {place} fill="{fill}">{escape(text)}</text>')

    def svg(self) -> str:
        """The finished map, framed."""
        w, h = self.width, self.height
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}mm" height="{h}mm" viewBox="0 0 {w} {h}" '
            f'font-family="{FONT}"><defs><clipPath id="c"><rect width="{w}" height="{h}"/></clipPath></defs>'
            f'<g clip-path="url(#c)">{"".join(self._drawn)}</g>'
            f'<rect x=".12" y=".12" width="{w - 0.24}" height="{h - 0.24}" fill="none" stroke="#000" '
            'stroke-width=".25"/></svg>'
        )

    def _pieces(self, points: Sequence[Point]) -> list[list[Point]]:
        found: list[list[Point]] = []
        joined = False
        for a, b in pairwise(points):
            crosses = (
                max(a[0], b[0]) >= -PAD
                and min(a[0], b[0]) <= self.width + PAD
                and max(a[1], b[1]) >= -PAD
                and min(a[1], b[1]) <= self.height + PAD
            )
            if crosses and joined:
                found[-1].append(b)
            elif crosses:
                found.append([a, b])
            joined = crosses
        return found


def lines_shape(lines: Iterable[Sequence[Point]]) -> str:
    """Lines as the ``d`` of a path."""
    return "".join("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in line) for line in lines if len(line) > 1)


def areas_shape(areas: Iterable[Sequence[Point]]) -> str:
    """Areas as the ``d`` of a path."""
    return "".join("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in area) + "Z" for area in areas if len(area) > 2)


def simplified(points: Sequence[Point], tolerance: float = 0.04) -> list[Point]:
    """The same line with only the points that change it by more than the tolerance, in millimetres."""
    if len(points) < 3:
        return list(points)
    kept = [points[0]]
    for before, after in pairwise(points[1:]):
        (ax, ay), (bx, by), (cx, cy) = kept[-1], before, after
        span = math.hypot(cx - ax, cy - ay)
        off = abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / span if span else math.hypot(bx - ax, by - ay)
        if off > tolerance or math.hypot(bx - ax, by - ay) > 20:
            kept.append(before)
    return [*kept, points[-1]]


def lengths(line: Sequence[Point]) -> list[float]:
    """The way from the start of a line to each of its points."""
    found = [0.0]
    for a, b in pairwise(line):
        found.append(found[-1] + math.dist(a, b))
    return found


def along(line: Sequence[Point], ways: Sequence[float], way: float) -> Point:
    """The point so far along a line, whose `lengths` are given."""
    for number in range(1, len(line)):
        if ways[number] >= way:
            step = ways[number] - ways[number - 1]
            share = (way - ways[number - 1]) / step if step else 0.0
            (ax, ay), (bx, by) = line[number - 1], line[number]
            return ax + (bx - ax) * share, ay + (by - ay) * share
    return line[-1]


def _cut(points: Sequence[Point], axis: int, limit: float, sign: int) -> list[Point]:
    # One side of the frame (Sutherland & Hodgman 1974, doi 10.1145/360767.360802).
    found: list[Point] = []
    for a, b in pairwise([*points, points[0]] if points else []):
        a_in, b_in = sign * (a[axis] - limit) >= 0, sign * (b[axis] - limit) >= 0
        if a_in != b_in:
            share = (limit - a[axis]) / (b[axis] - a[axis])
            found.append((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))
        if b_in:
            found.append(b)
    return found
