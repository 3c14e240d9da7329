"""Names as outlines: flat at a point, or along a line letter by letter. Knows no map, only pixels and fonts."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainterPath, QTransform

from routing.region.basemap import Array, is_han

FAMILIES = ("Inter", "Noto Sans CJK SC", "Segoe UI", "PingFang SC", "Microsoft YaHei UI", "Noto Sans")
BEND, TURN = 0.35, 1.0
"""Radians: names do not follow sharper bends from letter to letter, and do not turn further in all."""
STEEP = 1.15
"""Radians from which Chinese names stand upright, one letter below the other."""
REACH_PX = 8
"""A letter's angle is that of so much of the line before and behind it."""


class Text:
    """A name in a font, taken apart into what must stay together."""

    def __init__(self, text: str, font: QFont) -> None:
        self.text = text
        self.font = font
        self.pieces = [text] if _is_joined(text) else list(text)
        metrics = QFontMetricsF(font)
        self.baseline = (metrics.ascent() - metrics.descent()) / 2
        self.advances: Array = np.array([metrics.horizontalAdvance(piece) for piece in self.pieces])
        self.width = float(self.advances.sum())
        self.offsets: Array = np.cumsum(self.advances) - self.advances / 2

    def along(self, spots: Array) -> QPainterPath:
        """Its outlines, each piece at its spot (x, y, angle)."""
        path = QPainterPath()
        for piece, (x, y, angle), advance in zip(self.pieces, spots.tolist(), self.advances.tolist(), strict=True):
            turned = QTransform().translate(x, y).rotateRadians(angle)
            path.addPath(turned.map(_glyph(piece, self.font.key(), -advance / 2, self.baseline)))
        return path


def spots(line: Array, ways: Array, middles: Array, text: Text) -> tuple[Array, Array]:
    """Where the pieces of a name would stand, for several places along a line at once, and which places are too bent.

    `ways` is the way from the line's start to each of its points, `middles` that to the name's middle, of shape (n,).
    Gives spots (n, pieces, 3) of (x, y, angle) in reading direction, and a cost (n,): infinite where it is too bent.
    """
    at = middles[:, None] + (text.offsets - text.width / 2)
    reach = np.maximum(text.advances, REACH_PX) * 0.75
    before, after = _at(line, ways, at - reach), _at(line, ways, at + reach)
    backwards = after[:, -1, 0] < before[:, 0, 0]
    upright = np.zeros(len(middles), dtype=bool)
    if is_han(text.text):
        across, down = (after[:, -1] - before[:, 0]).T
        upright = np.abs(np.arctan2(down, np.abs(across))) > STEEP
        backwards = np.where(upright, down < 0, backwards)
    if backwards.any():
        turned = middles[:, None] - (text.offsets - text.width / 2)
        at = np.where(backwards[:, None], turned, at)
        reach = np.where(backwards[:, None], -reach, reach)
        before, after = _at(line, ways, at - reach), _at(line, ways, at + reach)
    steps = after - before
    angles = np.unwrap(np.arctan2(steps[..., 1], steps[..., 0]), axis=1)
    bend, turn = np.abs(np.diff(angles, axis=1)).max(axis=1, initial=0), np.ptp(angles, axis=1)
    cost = np.where((bend > BEND) | (turn > TURN), np.inf, turn)
    angles = np.where(upright[:, None], 0, angles)
    return np.concatenate(((before + after) / 2, angles[..., None]), axis=2), cost


def flat(text: str, middle: QPointF, font: QFont) -> QPainterPath:
    """A name around a point."""
    metrics = QFontMetricsF(font)
    path = QPainterPath()
    left = middle.x() - metrics.horizontalAdvance(text) / 2
    path.addText(left, middle.y() + (metrics.ascent() - metrics.descent()) / 2, font, text)
    return path


def flat_box(text: str, middle: QPointF, font: QFont) -> QRectF:
    """The room it needs."""
    metrics = QFontMetricsF(font)
    wide, high = metrics.horizontalAdvance(text) + 8, metrics.height()
    return QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)


@lru_cache(maxsize=64)
def font_of(px: float, bold: bool = False) -> QFont:
    """The map's font in a size."""
    font = QFont()
    if family := _family():
        font.setFamily(family)
    font.setPixelSize(round(px))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


@lru_cache(maxsize=1)
def _family() -> str | None:
    # Asking for a family that is not there costs Qt a search through all fonts.
    there = set(QFontDatabase.families())
    return next((family for family in FAMILIES if family in there), None)


@lru_cache(maxsize=8192)
def _glyph(piece: str, font_key: str, x: float, y: float) -> QPainterPath:
    font, path = QFont(), QPainterPath()
    font.fromString(font_key)
    path.addText(x, y, font, piece)
    return path


def _is_joined(text: str) -> bool:
    # Scripts whose letters join or stack (Arabic, Hebrew, Devanagari, Thai ...) are not taken apart.
    return any(unicodedata.bidirectional(letter) in ("R", "AL", "NSM") for letter in text)


def _at(line: Array, ways: Array, where: Array) -> Array:
    # Points on a line by their way from its start.
    return np.stack((np.interp(where, ways, line[:, 0]), np.interp(where, ways, line[:, 1])), axis=-1)
