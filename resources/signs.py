"""The sixteen team signs: a hue, a shape and a style each, and letters; the same in window, map and on paper.

Defined here once, without Qt: `ui.signs` paints them, `planner.documents` hands them to the page and to Typst.

The eight hues differ by CIEDE2000 of at least 16.7 (light) and 14.4 (dark) for normal, protan, deutan and tritan
sight (Machado, Oliveira & Fernandes 2009, doi 10.1109/TVCG.2009.113, severity 1.0); shape and style differ as well,
so that color alone never says anything.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

type Polygon = tuple[tuple[float, float], ...]

COUNT = 16
LIGHT = ("#3856c6", "#b04a00", "#138f65", "#e167a3", "#b49f32", "#3aa9ff", "#4b2d5c", "#6c1f22")
DARK = ("#2c7ccc", "#eba582", "#24b4a9", "#f25d92", "#f0df50", "#86ebff", "#9da4ff", "#a26950")
SHAPES: dict[str, Polygon] = {
    "circle": tuple((math.cos(k * math.pi / 16), math.sin(k * math.pi / 16)) for k in range(32)),
    "square": ((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
    "hexagon": tuple((math.cos(k * math.pi / 3), math.sin(k * math.pi / 3)) for k in range(6)),
    "house": ((0, -1.05), (0.95, -0.3), (0.75, 0.9), (-0.75, 0.9), (-0.95, -0.3)),
    "shield": ((-0.85, -0.9), (0.85, -0.9), (0.85, 0.25), (0, 1.05), (-0.85, 0.25)),
    "tag": ((-0.95, -0.8), (0.4, -0.8), (1.1, 0), (0.4, 0.8), (-0.95, 0.8)),
    "diamond": ((0, -1.12), (1.12, 0), (0, 1.12), (-1.12, 0)),
    "slant": ((-0.6, -0.82), (1.08, -0.82), (0.6, 0.82), (-1.08, 0.82)),
}
"""Corners in a box of about -1 to 1, x to the right and y down."""


@dataclass(frozen=True, slots=True)
class Sign:
    """How a team is drawn. `hollow` signs are outlined and their lines have a dashed core."""

    shape: str
    light: str
    dark: str
    hollow: bool

    @property
    def corners(self) -> Polygon:
        """Corners of its shape, in a box of about -1 to 1."""
        return SHAPES[self.shape]

    def color(self, *, dark: bool = False) -> str:
        """Its color on a light or a dark ground, as ``#rrggbb``."""
        return self.dark if dark else self.light


SIGNS = tuple(
    Sign(tuple(SHAPES)[number % 8], LIGHT[number % 8], DARK[number % 8], hollow=number >= 8) for number in range(COUNT)
)


def sign_of(number: int) -> Sign:
    """The sign of a `Team.sign`; numbers beyond the last begin again."""
    return SIGNS[number % COUNT]


def sign_letters(name: str) -> str:
    """One or two letters that stand for a team: of "Heron" HE, of "Team 12" 12, of 三组 or 第三组 三."""
    words = name.replace("-", " ").replace("_", " ").split()
    if not words:
        return ""
    if words[-1].isdecimal():
        return words[-1][-2:]
    short = words[0][0] + words[1][0] if len(words) > 1 else words[0][:2]
    whole = words[0].removeprefix("第") or words[0]
    return whole[0] if ord(whole[0]) > 0x2E7F else short.upper()


def ink_on(color: str) -> str:
    """White or near black, whichever reads better on a color (WCAG 2.2 relative luminance)."""
    red, green, blue = (_linear(int(color[i : i + 2], 16) / 255) for i in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.0566 else "#14171b"


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
