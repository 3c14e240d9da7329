"""Pictures of visits in the hand: a block of their team's color, lifted off its row. Knows no drag."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from planner.day.preview import Preview
from resources.signs import sign_of
from ui.theme import colors, is_dark

TINT = {False: 0.20, True: 0.30}
"""How much of the team's color a block has, in light and dark."""
MOST_SHOWN = 3
SHOWN = 0.88
"""What lies below shines through: it is the place that is meant."""


def lifted(preview: Preview, words: str, font: QFont, ratio: float = 1.0) -> QPixmap:
    """A block with the visit's number and what it is called; of several a pile."""
    metrics = QFontMetricsF(font)
    height, pile = metrics.height() * 2, min(len(preview.moving), MOST_SHOWN) - 1
    number, color = _number(preview), _color(preview)
    bold = QFont(font)
    bold.setBold(True)
    lead = QFontMetricsF(bold).horizontalAdvance(number + " ") if number else 0.0
    text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, metrics.averageCharWidth() * 24)
    width = lead + metrics.horizontalAdvance(text) + 1.5 * metrics.height()
    shade, step = metrics.height() / 3, metrics.height() / 4
    size = QSize(round(width + 2 * shade + pile * step), round(height + 2 * shade + pile * step))
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(SHOWN)
    for behind in range(pile, -1, -1):
        box = QRectF(shade + behind * step, shade + behind * step, width, height)
        _block(painter, box, color, shade)
    _write(painter, QRectF(shade, shade, width, height), (number, bold), (text, font), lead)
    painter.end()
    return pixmap


def _block(painter: QPainter, box: QRectF, color: QColor, shade: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for ring in range(3):  # a shadow only under what floats
        out = shade * (ring + 1) / 4
        painter.setBrush(QColor(0, 0, 0, 16))
        painter.drawRoundedRect(box.adjusted(-out, -out / 2, out, out), 4 + out, 4 + out)
    ground, share = QColor(colors().panel), TINT[is_dark()]
    painter.setBrush(_mixed(ground, color, share))
    painter.setPen(QPen(color, 1.5))
    painter.drawRoundedRect(box, 3, 3)
    painter.fillRect(QRectF(box.topLeft(), QPointF(box.left() + 4, box.bottom())), color)


def _write(painter: QPainter, box: QRectF, number: tuple[str, QFont], text: tuple[str, QFont], lead: float) -> None:
    painter.setPen(QColor(colors().text))
    left = box.left() + QFontMetricsF(text[1]).height() * 0.75
    for words, font, start in ((*number, left), (*text, left + lead)):
        painter.setFont(font)
        place = QRectF(QPointF(start, box.top()), box.bottomRight())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)


def _number(preview: Preview) -> str:
    # Its number in its route; how many several are is among the words.
    if len(preview.moving) != 1:
        return ""
    numbers = (n for r in preview.plan.routes for n, s in enumerate(r.stops, 1) if s.visit_id == preview.moving[0])
    return next((str(number) for number in numbers), "")


def _color(preview: Preview) -> QColor:
    homes = preview.homes
    if len(homes) != 1:
        return QColor(colors().text2)
    return QColor(sign_of(preview.day.shift(homes[0]).team.sign).color(dark=is_dark()))


def _mixed(ground: QColor, color: QColor, share: float) -> QColor:
    channels = ((ground.redF(), color.redF()), (ground.greenF(), color.greenF()), (ground.blueF(), color.blueF()))
    return QColor.fromRgbF(*(a * (1 - share) + b * share for a, b in channels))
