"""The lines of the toolbar's icons, on the grid of `ui.icons`. Nothing but numbers."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, radians, sin

type Line = tuple[tuple[float, float], ...]


def _arc(x: float, y: float, radius: float, first: float, last: float, steps: int = 16) -> Line:
    # Degrees, clockwise from the right, as the screen counts.
    angles = (radians(first + (last - first) * step / steps) for step in range(steps + 1))
    return tuple((x + radius * cos(angle), y + radius * sin(angle)) for angle in angles)


def _mirrored(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(tuple((16 - x, y) for x, y in line) for line in lines)


def _oval(x: float, y: float, across: float, down: float) -> Line:
    return tuple((x + across * cos(radians(a)), y + down * sin(radians(a))) for a in range(0, 361, 20))


_UNDO = (((5.8, 2.8), (2.6, 6.0), (5.8, 9.2)), ((2.6, 6.0), *_arc(9.8, 9.5, 3.5, -90, 90), (6.5, 13.0)))
_BACK = (((10, 3.5), (5.5, 8), (10, 12.5)),)

TOOL_LINES: Mapping[str, tuple[Line, ...]] = {
    "back": _BACK,
    "forward": _mirrored(_BACK),
    "undo": _UNDO,
    "redo": _mirrored(_UNDO),
    "play": (((5, 3.2), (12.8, 8), (5, 12.8), (5, 3.2)),),
    "replan": (_arc(8, 8, 5.2, -40, 250), ((12.4, 1.9), (12.2, 4.9), (9.2, 4.8))),
    "urgent": (((9, 1.8), (3.8, 9.2), (7.7, 9.2), (7, 14.2), (12.2, 6.8), (8.3, 6.8), (9, 1.8)),),
    "printer": (
        ((4.5, 11.5), (2.5, 11.5), (2.5, 6.2), (13.5, 6.2), (13.5, 11.5), (11.5, 11.5)),
        ((4.5, 6.2), (4.5, 2.4), (11.5, 2.4), (11.5, 6.2)),
        ((4.5, 9.4), (11.5, 9.4), (11.5, 13.8), (4.5, 13.8), (4.5, 9.4)),
    ),
    "globe": (_oval(8, 8, 5.8, 5.8), _oval(8, 8, 2.6, 5.8), ((2.2, 8), (13.8, 8))),
    "pointer": (((4, 2.2), (12.6, 8.9), (8.6, 9.4), (6.6, 13.4), (4, 2.2)),),
    "lasso": (_oval(8.2, 6.4, 5.4, 3.9), ((4.9, 9.6), (4.4, 11.2), (5.6, 12.3), (4.8, 14))),
    "rectangle": (((2.6, 4), (13.4, 4), (13.4, 12.4), (2.6, 12.4), (2.6, 4)),),
    "fit": (
        *(((2.6, 6), (2.6, 2.6), (6, 2.6)), ((10, 2.6), (13.4, 2.6), (13.4, 6))),
        *(((13.4, 10), (13.4, 13.4), (10, 13.4)), ((6, 13.4), (2.6, 13.4), (2.6, 10))),
    ),
    "pin": (((8, 14.2), (4.3, 9), *_arc(8, 6.4, 4.3, 150, 390), (8, 14.2)), _oval(8, 6.4, 1.4, 1.4)),
}
