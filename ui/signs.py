"""Draws the team signs on screen: shape, color and letters, from the corners in `resources.signs`. Chooses none."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPen, QPixmap, QPolygonF

from planner.model import Team
from resources.signs import Sign, ink_on, sign_letters, sign_of
from ui.theme import DARK, LIGHT, is_dark

HALO = 0.14
"""Width of the ground-colored rim around a sign, as a share of its radius."""
LETTERS = 1.25
"""Room for the letters, as a share of the radius: they stay inside every shape, also the diamond."""

sign_text = sign_letters


def sign_icon(team: Team, size: int) -> QIcon:
    """A team's sign with its letters, for rows and menus; `size` in pixels of the layout."""
    return _icon(team.sign, sign_text(team.name) if size >= 16 else "", size, is_dark())


def paint_sign(painter: QPainter, rect: QRectF, sign_number: int, text: str = "", dark: bool | None = None) -> None:
    """Draw a sign in the middle of a rectangle; `text` (letters, or a stop's number) is made to fit."""
    dark = is_dark() if dark is None else dark
    sign, ground = sign_of(sign_number), QColor((DARK if dark else LIGHT).panel)
    color = QColor(sign.color(dark=dark))
    radius = min(rect.width(), rect.height()) / 2 / 1.16
    outline = _outline(sign, rect.center(), radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ground, 2 * HALO * radius, j=Qt.PenJoinStyle.RoundJoin))
    painter.drawPolygon(outline)
    painter.setPen(
        QPen(color, max(1.4, 0.2 * radius), j=Qt.PenJoinStyle.RoundJoin) if sign.hollow else Qt.PenStyle.NoPen
    )
    painter.setBrush(ground if sign.hollow else color)
    painter.drawPolygon(_outline(sign, rect.center(), radius * 0.92) if sign.hollow else outline)
    if text:
        painter.setPen(QColor((DARK if dark else LIGHT).text) if sign.hollow else QColor(ink_on(color.name())))
        _write(painter, _heart(sign, rect.center(), radius), radius, text)
    painter.restore()


def _outline(sign: Sign, center: QPointF, radius: float) -> QPolygonF:
    return QPolygonF([QPointF(center.x() + x * radius, center.y() + y * radius) for x, y in sign.corners])


def _heart(sign: Sign, center: QPointF, radius: float) -> QPointF:
    # A house, a shield and a tag carry their weight a little off the middle of their box.
    dx, dy = {"house": (0.0, 0.08), "shield": (0.0, -0.14), "tag": (-0.1, 0.0)}.get(sign.shape, (0.0, 0.0))
    return QPointF(center.x() + dx * radius, center.y() + dy * radius)


def _write(painter: QPainter, center: QPointF, radius: float, text: str) -> None:
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(max(5, round(radius * (1.0 if len(text) < 2 else 0.92))))
    width = QFontMetricsF(font).horizontalAdvance(text)
    if width > LETTERS * radius:
        font.setPixelSize(max(5, int(font.pixelSize() * LETTERS * radius / width)))
    painter.setFont(font)
    box = QRectF(center.x() - 2 * radius, center.y() - 2 * radius, 4 * radius, 4 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


@cache
def _icon(number: int, text: str, size: int, dark: bool) -> QIcon:
    icon = QIcon()
    for scale in (1, 2, 3):
        pixmap = QPixmap(size * scale, size * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_sign(painter, QRectF(0, 0, size, size), number, text, dark)
        painter.end()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # a chosen row must not tint a sign
            icon.addPixmap(pixmap, mode)
    return icon
