"""Who has which room on the map: small cells, and the first to take one has it. Knows nothing of what stands there."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF

FINE, COARSE = 4, 12
"""Pixels of a cell: fine enough for letters, coarse enough for the places of a whole country."""


class Room:
    """Free room, without end or in a square from 0 to `side`."""

    def __init__(self, side: int | None = None) -> None:
        self._side = side
        self._cell = COARSE if side is None else FINE
        self._taken: set[int] = set()

    def take(self, boxes: Iterable[QRectF]) -> bool:
        """Take some boxes together, if all of them lie inside and nobody has any of it; whether that was so."""
        boxes = list(boxes)
        if self._side is not None and not all(self._holds(box) for box in boxes):
            return False
        cells = self._cells(boxes)
        if not self._taken.isdisjoint(cells):
            return False
        self._taken |= cells
        return True

    def claim(self, boxes: Iterable[QRectF]) -> None:
        """Take boxes whoever has them."""
        self._taken |= self._cells(boxes)

    def _holds(self, box: QRectF) -> bool:
        side = self._side or 0
        return box.left() >= 0 and box.top() >= 0 and box.right() <= side and box.bottom() <= side

    def _cells(self, boxes: Iterable[QRectF]) -> set[int]:
        cell, found = self._cell, set()
        for box in boxes:
            left, top, right, bottom = box.getCoords()
            rows = range(int(top // cell), int(bottom // cell) + 1)
            for column in range(int(left // cell), int(right // cell) + 1):
                found.update([(column << 32) + row for row in rows])
        return found
