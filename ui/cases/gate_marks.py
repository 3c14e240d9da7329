"""The small marks of gates: a green check, a red cross, a gray question mark. Told apart by shape and by color."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QWidget

from planner.cases.gates import CaseGate, Light
from ui import theme
from ui.dialogs.fields import WholeRows
from ui.workbench.inspector_marks import paint_mark

MARKS = {Light.GREEN: ("check", "better"), Light.RED: ("cross", "wrong")}
GATES = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which a model gives the gates of a row."""


def paint_gate(painter: QPainter, box: QRectF, light: Light) -> None:
    """Draw the mark of a gate in the middle of a box."""
    colors = theme.colors()
    if light in MARKS:
        name, tone = MARKS[light]
        paint_mark(painter, box, name, getattr(colors, tone))
        return
    side = min(box.width(), box.height())
    font = QFont(painter.font())
    font.setPixelSize(max(8, round(side * 0.82)))
    font.setBold(True)
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(colors.text3))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")
    painter.restore()


class GateMark(QWidget):
    """One mark beside its words."""

    def __init__(self) -> None:
        super().__init__()
        self._light = Light.UNKNOWN
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_light(self, light: Light) -> None:
        """Show how it stands."""
        self._light = light
        self.update()

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * 1.05)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_gate(painter, QRectF(self.rect()), self._light)
        painter.end()


class GatesDelegate(WholeRows):
    """Draws the gates of a row in a row of marks; what each is, the tooltip says."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        super().paint(painter, option, index)  # type: ignore[arg-type]
        gates: Sequence[CaseGate] = index.data(GATES) or ()  # type: ignore[attr-defined]
        side = side_of(option)
        top = option.rect.top() + (option.rect.height() - side) / 2
        for number, gate in enumerate(gates):
            at = QPointF(option.rect.left() + 6 + number * side * 1.12, top)
            paint_gate(painter, QRectF(at.x(), at.y(), side, side), gate.light)


def side_of(option: QStyleOptionViewItem) -> float:
    """How wide a mark is in a row of this font."""
    return option.fontMetrics.height() * 0.92
