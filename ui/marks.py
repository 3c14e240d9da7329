"""The small marks of the states of a visit: a form of its own each, never color alone. Chooses no words."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPolygonF

from planner.day.states import VisitState
from ui.icons import GRID, drawn
from ui.theme import Colors, colors

CALM = frozenset({"locked", "begun", "planned", "issued", "done", "approved"})
"""States in which nobody has to do anything: their chips have no ground."""
_GROUND = 0.12
"""So much of its color is in the ground of a chip."""


def state_ink(state: str, c: Colors) -> str:
    """The color of a state's mark, and of its word where that is colored."""
    inks = {
        "not_located": c.wrong, "broken": c.wrong, "blocked": c.legal, "unassigned": c.worse, "failed": c.wrong,
        "planned": c.better, "approved": c.better, "done": c.better,
    }  # fmt: skip
    return inks.get(state, c.text2)


def state_ground(state: str, c: Colors) -> str | None:
    """The ground of a state's chip; None where it needs nobody."""
    return None if state in CALM else c.tint(state_ink(state, c), _GROUND)


def state_icon(state: VisitState) -> QIcon:
    """The mark of a state as an icon, sharp on every screen."""
    return _icon(str(state), state_ink(state, colors()))


def paint_mark(painter: QPainter, box: QRectF, state: str, ink: str) -> None:
    """Draw a mark into a square, whatever its size."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / GRID, box.height() / GRID)
    painter.setPen(QPen(QColor(ink), 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _draw(painter, state, QColor(ink))
    painter.restore()


@cache
def _icon(state: str, ink: str) -> QIcon:
    return drawn(paint_mark, state, ink, (QIcon.Mode.Normal, QIcon.Mode.Selected))


def _draw(painter: QPainter, state: str, ink: QColor) -> None:
    if state == "planned":
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(8, 8), 3, 3)
    elif state == "unassigned":
        painter.drawEllipse(QPointF(8, 8), 4, 4)
    elif state == "blocked":
        _section_sign(painter)
    elif state == "locked":
        painter.drawArc(QRectF(5, 2.5, 6, 8), 0, 180 * 16)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(3.5, 7, 9, 6), 1, 1)
    elif state == "not_located":
        painter.drawPolyline(_shape((8, 14), (4.6, 8.6), (4, 6.2)))
        painter.drawArc(QRectF(4, 2, 8, 8), 0, 180 * 16)
        painter.drawPolyline(_shape((8, 14), (11.4, 8.6), (12, 6.2)))
        painter.drawPoint(QPointF(8, 6.2))
    elif state == "issued":
        painter.drawPolygon(_shape((2.5, 7.5), (13.5, 2.5), (10.5, 13.5), (7.5, 9)))
        painter.drawLine(QPointF(7.5, 9), QPointF(13.5, 2.5))
    else:
        _draw_outcome(painter, state, ink)


def _draw_outcome(painter: QPainter, state: str, ink: QColor) -> None:
    if state == "begun":
        painter.setBrush(ink)
        painter.drawPolygon(_shape((5, 4), (12, 8), (5, 12)))
    elif state in ("done", "approved"):
        painter.drawPolyline(_shape((3.5, 8.5), (6.7, 11.7), (12.5, 4.5)))
    elif state == "failed":
        painter.drawLine(QPointF(4, 4), QPointF(12, 12))
        painter.drawLine(QPointF(12, 4), QPointF(4, 12))
    else:  # breaks a rule
        painter.drawPolygon(_shape((8, 2.5), (14, 13.5), (2, 13.5)))
        painter.drawLine(QPointF(8, 6.5), QPointF(8, 9.5))
        painter.drawPoint(QPointF(8, 11.8))


def _section_sign(painter: QPainter) -> None:
    font = painter.font()
    font.setPixelSize(14)  # of the grid, not of the screen
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(QRectF(0, 0, GRID, GRID), Qt.AlignmentFlag.AlignCenter, "§")


def _shape(*corners: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(*corner) for corner in corners])
