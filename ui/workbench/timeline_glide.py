"""Blocks glide to a new place after a change, 150 ms and easing out; with reduced motion they are simply there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyle, QWidget

from ui.motion import is_reduced
from ui.workbench.timeline_layout import Sheet

if TYPE_CHECKING:
    from ui.workbench.timeline_chart import Chart

DURATION_MS = 150
MOST = 40
"""More blocks than these are a new plan and no gesture: they are simply there."""


def has_motion(widget: QWidget) -> bool:
    """Whether person and desktop want things to move; where there is no screen nothing does."""
    if QGuiApplication.platformName() == "offscreen" or is_reduced():
        return False
    return widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) > 0


def glides(before: Sheet, after: Sheet) -> dict[tuple[UUID, UUID], tuple[float, float]]:
    """How far from its new place each block that moved was: seconds and rows, by shift and visit."""
    were, are = _places(before), _places(after)
    left = {visit_id: place for (shift_id, visit_id), place in were.items() if (shift_id, visit_id) not in are}
    found = {}
    for (shift_id, visit_id), (number, start) in are.items():
        # Of a visit with two teams the stop that stayed in its row comes from there.
        row_before, was = were.get((shift_id, visit_id)) or left.get(visit_id, (number, start))
        off = was - start, float(row_before - number)
        if off != (0.0, 0.0):
            found[shift_id, visit_id] = off
    return found


def _places(sheet: Sheet) -> dict[tuple[UUID, UUID], tuple[int, float]]:
    return {(row.id, b.visit_id): (number, b.span.start) for number, row in enumerate(sheet.rows) for b in row.blocks}


class Glide(QObject):
    """Moves the blocks of a chart."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._chart = chart
        self.still: bool | None = None
        """Whether nothing moves; None asks the desktop."""
        self._run = QVariantAnimation(self)
        self._run.setDuration(DURATION_MS)
        self._run.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._run.setStartValue(1.0)
        self._run.setEndValue(0.0)
        self._run.valueChanged.connect(self._step)
        self._run.finished.connect(self._ended)

    def begin(self, before: Sheet, after: Sheet) -> None:
        """Let what moved between two states of one day glide."""
        self._run.stop()
        still = not has_motion(self._chart) if self.still is None else self.still
        found = glides(before, after) if before.clock == after.clock and not still else {}
        if not 0 < len(found) <= MOST:
            self._ended()
            return
        self._chart.look.glides, self._chart.look.gliding = found, 1.0
        self._run.start()

    def _step(self, share: float) -> None:
        self._chart.look.gliding = share
        self._chart.viewport().update()

    def _ended(self) -> None:
        self._chart.look.glides, self._chart.look.gliding = {}, 0.0
        self._chart.viewport().update()
