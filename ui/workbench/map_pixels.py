"""Degrees to pixels of the usual Web Mercator tiles (EPSG:3857, 256 px), and back. Draws nothing."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRectF

from routing.region.basemap import Array, Bounds

SIZE = 256
"""Pixels of a tile's side."""
MAX_LAT = 85.0511
"""Where the world's square ends."""


def to_pixels(points: Array, zoom: float) -> Array:
    """Points (lat, lon) as pixels (x, y) of the world at a zoom, from its north-west corner."""
    world = SIZE * 2.0**zoom
    sines = np.sin(np.radians(np.clip(points[:, 0], -MAX_LAT, MAX_LAT)))
    pixels: Array = np.empty_like(points)
    pixels[:, 0] = (points[:, 1] + 180) / 360 * world
    pixels[:, 1] = (0.5 - np.log((1 + sines) / (1 - sines)) / (4 * np.pi)) * world
    return pixels


def bounds_of(box: QRectF, zoom: float) -> Bounds:
    """A box of pixels of the world as (south, west, north, east) in degrees."""
    world = SIZE * 2.0**zoom

    def lat(y: float) -> float:
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / world))))

    return lat(box.bottom()), box.left() / world * 360 - 180, lat(box.top()), box.right() / world * 360 - 180
