"""The colors of blocks: by team, priority or state. Every meaning has a form beside its color. Paints nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QTransform

from planner.model import Visit
from planner.text import N_
from resources.signs import sign_of
from ui.theme import Colors, colors
from ui.workbench.timeline_layout import Block, Row

TINT, DARK_TINT = 0.20, 0.30
"""How much of its color a block's ground has."""
STATES = {
    "planned": "better", "locked": "text2", "issued": "accent", "begun": "accent", "done": "text3",
    "failed": "wrong", "broken": "wrong",
}  # fmt: skip
"""The color of a state, by `VisitState`'s value: a name in `ui.theme.Colors`."""
LEVELS = (N_("must be made"), N_("high priority"), N_("usual priority"), N_("low priority"))
"""Bands of `Visit.priority`."""
HIGH, USUAL = 70, 30


@dataclass(frozen=True, slots=True)
class Ink:
    """How a block is drawn. `edge` is the share of its height that the strong left edge has; `hollow` dashes it."""

    color: QColor
    ground: QColor
    hollow: bool = False
    edge: float = 1.0


class Inks:
    """Everything that is painted with, made once for a scheme and a screen: a row asks for some hundred of them."""

    def __init__(self, c: Colors, dark: bool, unit: float, scale: float) -> None:
        self.dark = dark
        self.panel, self.window, self.line, self.faint = map(QColor, (c.panel, c.window, c.line, c.faint))
        self.text, self.text2, self.text3 = map(QColor, (c.text, c.text2, c.text3))
        self.accent, self.better, self.wrong, self.legal = map(QColor, (c.accent, c.better, c.wrong, c.legal))
        self.worse, self.now = QColor(c.worse), QColor(c.now)
        self.off_shift, self.active = off_shift(c), mixed(self.panel, QColor(c.selected), 0.5)
        rest = mixed(self.panel, self.text3, 0.5)
        self.rest, self.rest_hatch = QPen(rest, 1), hatch(rest.name(), 6 * unit, 1.0, scale)
        self.wait_hatch = hatch(rest.name(), 5 * unit, 1.1, scale)
        self.pause_hatch = hatch(mixed(self.panel, self.wrong, 0.45).name(), 9 * unit, 1.4, scale)
        self.law_hatch = hatch(mixed(self.panel, self.legal, 0.3).name(), 8 * unit, 1.2, scale, falling=True)
        self.law_wash, self.band = QColor(self.legal), QColor(self.accent)
        self.law_wash.setAlphaF(0.07)
        self.band.setAlphaF(0.14)


@lru_cache(8)
def inks_of(dark: bool, unit: float, scale: float) -> Inks:
    """Of the scheme in use; `scale` is the screen's."""
    return Inks(colors(), dark, unit, scale)


def level_of(visit: Visit) -> int:
    """Which of `LEVELS` a visit belongs to."""
    if visit.must_do:
        return 0
    return 1 if visit.priority >= HIGH else 2 if visit.priority >= USUAL else 3


def ink_of(row: Row, block: Block, color_by: str, dark: bool) -> Ink:
    """The ink of a block in its row."""
    if color_by == "priority":
        return level_ink(level_of(block.visit.visit), dark)
    if color_by == "state":
        return state_ink(str(block.visit.state), any(v.legal for v in block.visit.violations), dark)
    return team_ink(row.shift.team.sign, dark)


@lru_cache(64)
def team_ink(number: int, dark: bool) -> Ink:
    """A team's."""
    sign = sign_of(number)
    color = QColor(sign.color(dark=dark))
    return Ink(color, mixed(QColor(colors().panel), color, DARK_TINT if dark else TINT), sign.hollow)


@lru_cache(16)
def level_ink(level: int, dark: bool) -> Ink:
    """A band of priorities: the more, the fuller and the higher its edge."""
    c = colors()
    color = mixed(QColor(c.text3), QColor(c.accent), 1 - level / 3)
    return Ink(color, mixed(QColor(c.panel), color, (0.5, 0.3, 0.15, 0.08)[level]), edge=1 - level / 4)


@lru_cache(64)
def state_ink(state: str, legal: bool, dark: bool) -> Ink:
    """A state's; what breaks the law is violet."""
    c = colors()
    name = "legal" if state == "broken" and legal else STATES.get(state, "text2")
    color = QColor(getattr(c, name))
    return Ink(color, mixed(QColor(c.panel), color, DARK_TINT if dark else TINT))


def mixed(ground: QColor, color: QColor, share: float) -> QColor:
    """A color laid thinly over a ground."""
    return QColor.fromRgbF(
        ground.redF() + (color.redF() - ground.redF()) * share,
        ground.greenF() + (color.greenF() - ground.greenF()) * share,
        ground.blueF() + (color.blueF() - ground.blueF()) * share,
    )


def off_shift(c: Colors) -> QColor:
    """The ground outside a shift."""
    return mixed(QColor(c.window), QColor(c.faint), 0.25)


@lru_cache(32)
def hatch(color: str, gap: float, width: float, scale: float, *, falling: bool = False) -> QBrush:
    """Lines from bottom left to top right (or falling), so many pixels apart; `scale` is the screen's."""
    side = max(3, round(gap * scale))
    tile = QPixmap(side, side)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(color), width * scale))
    for step in (-1, 0, 1):
        painter.drawLine(-side + step * side, 2 * side, 2 * side + step * side, -side)
    painter.end()
    brush = QBrush(tile)
    brush.setTransform(QTransform.fromScale((-1 if falling else 1) / scale, 1 / scale))
    return brush
