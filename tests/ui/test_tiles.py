"""Tiles of the base map: side by side they are one picture, at every sharpness and in every scheme."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QImage

from planner.documents import map_style
from tests import builders
from ui.workbench.map_pixels import SIZE, to_pixels
from ui.workbench.tiles import TileKey, TilePainter, nearest_scale


@pytest.fixture
def painter(qapp: object, demo_region: Path) -> Iterator[TilePainter]:
    opened = TilePainter(str(demo_region))
    yield opened
    opened.close()


def office_tile(zoom: float) -> tuple[int, int]:
    x, y = (to_pixels(np.array([builders.OFFICE]), zoom)[0] // SIZE).astype(int).tolist()
    return x, y


def pixels(image: QImage) -> npt.NDArray[np.int16]:
    """Red, green and blue of every pixel."""
    plain = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return plain[..., :3].astype(np.int16)


@pytest.mark.parametrize(
    ("zoom", "scheme"),
    [(11, "light"), (13.5, "light"), (15, "light"), (17, "light"), (19, "light"), (16, "dark"), (15, "print")],
)
def test_nine_tiles_are_the_same_as_one_picture(painter: TilePainter, zoom: float, scheme: str) -> None:
    x, y = office_tile(zoom)
    whole = pixels(painter.picture(TileKey(zoom, x - 1, y - 1, 1.5, scheme), tiles=3))
    side = SIZE * 3 // 2
    for column in range(3):
        for row in range(3):
            tile = pixels(painter.picture(TileKey(zoom, x - 1 + column, y - 1 + row, 1.5, scheme)))
            off = np.abs(whole[row * side : (row + 1) * side, column * side : (column + 1) * side] - tile).max(axis=2)
            edges = np.concatenate((off[:2].ravel(), off[-2:].ravel(), off[:, :2].ravel(), off[:, -2:].ravel()))
            assert (edges > 24).mean() < 0.002, "what crosses an edge goes on beyond it"
            assert (off > 24).mean() < 0.001, "a dash may lie a hair beside itself, and no more"


@pytest.mark.parametrize(("screen", "scale"), [(1, 1), (1.25, 1.5), (1.5, 1.5), (1.75, 2), (2, 2), (3, 2)])
def test_a_tile_is_as_sharp_as_the_screen(painter: TilePainter, screen: float, scale: float) -> None:
    assert nearest_scale(screen) == scale
    assert painter.picture(TileKey(14, *office_tile(14), scale)).width() == SIZE * scale


def test_print_is_told_apart_in_gray(painter: TilePainter) -> None:
    colors = map_style.PRINT
    grounds = [
        colors.ground,
        colors.areas["wood"],
        colors.areas["water"],
        colors.areas["building"],
        colors.roads["primary"],
    ]
    grays = sorted(_gray(color) for color in grounds)
    assert min(b - a for a, b in pairwise(grays)) >= 2
    edges = [_gray(colors.edges[kind]) for kind in ("wood", "water", "building")]
    assert all(gray < 0.75 * 255 for gray in edges), "each has an edge that a laser printer shows"
    assert _gray(colors.text) < 70


@pytest.mark.parametrize("scheme", map_style.SCHEMES)
def test_names_are_readable_on_their_ground(scheme: str) -> None:
    colors = map_style.SCHEMES[scheme]
    for ink in (colors.text, colors.inks["place"]):
        assert _contrast(ink, colors.halo) >= 4.5
    assert all(_contrast(ink, colors.halo) >= 2.9 for kind, ink in colors.inks.items() if kind != "arrow")


@pytest.mark.parametrize("scheme", map_style.SCHEMES)
def test_routes_are_the_only_saturated_thing(scheme: str) -> None:
    colors = map_style.SCHEMES[scheme]
    grounds = [colors.ground, colors.river, *colors.areas.values(), *colors.roads.values(), *colors.casings.values()]
    assert max(_colorfulness(color) for color in grounds) <= 92
    assert all(_colorfulness(color) <= 40 for color in colors.areas.values())


def _colorfulness(color: str) -> int:
    parts = [int(color[n : n + 2], 16) for n in (1, 3, 5)]
    return max(parts) - min(parts)


def _gray(color: str) -> float:
    red, green, blue = (int(color[n : n + 2], 16) for n in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _contrast(one: str, other: str) -> float:
    # WCAG 2.1, relative luminance.
    def light(color: str) -> float:
        parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)
