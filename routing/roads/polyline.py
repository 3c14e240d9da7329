"""Lines as engines write them: Google's encoded polylines, read. Draws nothing."""

from __future__ import annotations


def decode_polyline(text: str, precision: int = 6) -> tuple[tuple[float, float], ...]:
    """Points (lat, lon) of an encoded polyline (Google's algorithm, six digits as Valhalla writes it)."""
    numbers: list[int] = []
    value = shift = 0
    for character in text:
        chunk = ord(character) - 63
        value |= (chunk & 0x1F) << shift
        shift += 5
        if chunk < 0x20:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    scale = 10**precision
    points, lat, lon = [], 0, 0
    for step_lat, step_lon in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + step_lat, lon + step_lon
        points.append((lat / scale, lon / scale))
    return tuple(points)
