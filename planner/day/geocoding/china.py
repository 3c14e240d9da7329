"""GCJ-02 and BD-09 coordinates, as Chinese maps give them, back to WGS-84.

The formulas are the publicly known reverse-engineered ones (coordTransform, eviltransform); the inverse is iterated,
which brings a point back to better than a micrometre. No official service confirms them.
"""

from __future__ import annotations

import math

from planner.model import Coordinates

AXIS, ECCENTRICITY = 6_378_245.0, 0.006_693_421_622_965_943
"""Krasovsky 1940: semi-major axis in metres, and eccentricity squared."""


def to_wgs84(place: Coordinates, system: str) -> Coordinates:
    """A place of system ``wgs84``, ``gcj02`` or ``bd09`` in WGS-84."""
    if system == "bd09":
        place = _bd09_to_gcj02(place)
    return place if system == "wgs84" else _gcj02_to_wgs84(place)


def gcj02(place: Coordinates) -> Coordinates:
    """A WGS-84 place in GCJ-02; unchanged outside China's rectangle."""
    if not (72.004 <= place.lon <= 137.8347 and 0.8293 <= place.lat <= 55.8271):
        return place
    x, y = place.lon - 105.0, place.lat - 35.0
    waves = 20.0 * (math.sin(6.0 * x * math.pi) + math.sin(2.0 * x * math.pi))
    root = math.sqrt(abs(x))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (waves + 20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (waves + 20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    sine = math.sin(math.radians(place.lat))
    bend = 1 - ECCENTRICITY * sine * sine
    lat = math.degrees(north * bend * math.sqrt(bend) / (AXIS * (1 - ECCENTRICITY)))
    lon = math.degrees(east * math.sqrt(bend) / (AXIS * math.cos(math.radians(place.lat))))
    return Coordinates(place.lat + lat, place.lon + lon)


def bd09(place: Coordinates) -> Coordinates:
    """A GCJ-02 place in BD-09."""
    turn = math.pi * 3000.0 / 180.0
    radius = math.hypot(place.lon, place.lat) + 0.00002 * math.sin(place.lat * turn)
    angle = math.atan2(place.lat, place.lon) + 0.000003 * math.cos(place.lon * turn)
    return Coordinates(radius * math.sin(angle) + 0.006, radius * math.cos(angle) + 0.0065)


def _gcj02_to_wgs84(place: Coordinates) -> Coordinates:
    guess = place
    for _ in range(8):
        shifted = gcj02(guess)
        guess = Coordinates(guess.lat + place.lat - shifted.lat, guess.lon + place.lon - shifted.lon)
    return guess


def _bd09_to_gcj02(place: Coordinates) -> Coordinates:
    guess = place
    for _ in range(8):
        shifted = bd09(guess)
        guess = Coordinates(guess.lat + place.lat - shifted.lat, guess.lon + place.lon - shifted.lon)
    return guess
