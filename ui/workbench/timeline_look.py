"""What the parts of the timeline share: the sheet, the zoom, what is selected and in the hand, and the fonts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QStaticText

from planner.day.effect import Effect
from planner.day.states import VisitRow
from planner.model import Violation
from ui.theme import small
from ui.workbench.timeline_effect import Opened, Price
from ui.workbench.timeline_ink import Inks
from ui.workbench.timeline_layout import Row, Sheet
from ui.workbench.timeline_running import NO_MARKS, Marks
from ui.workbench.timeline_scale import MINUTE, Scale
from ui.workbench.timeline_steps import Spot

LEAST_ROW, ROW, TALL_ROW = 24 / 13, 28 / 13, 60 / 13
"""Heights of a row, as shares of the font's size in pixels; rows are a little lower where all have room then."""
TALL_FROM = 1.75 / MINUTE
"""Rows are tall from so many pixels per second on, for a font of 13 pixels: a name fits into half an hour."""
FAR = 0.9
"""While at least this share of the day is in view, nothing is zoomed in and rows stay low."""

MOST_TEXTS = 4000
"""More are not kept with their letters placed."""


class Fonts:
    """The fonts of the timeline, with their metrics."""

    def __init__(self, base: QFont) -> None:
        self.plain = small(base)
        self.bold = QFont(self.plain)
        self.bold.setWeight(QFont.Weight.Bold)
        self.caption = QFont(base)
        self.caption.setPointSizeF(base.pointSizeF() * 11 / 13)
        self.pill = QFont(self.caption)
        self.pill.setPointSizeF(base.pointSizeF() * 10 / 13)
        self.pill.setWeight(QFont.Weight.Bold)
        self.of = {id(f): QFontMetricsF(f) for f in (self.plain, self.bold, self.caption, self.pill)}
        self.unit = QFontInfo(base).pixelSize() / 13
        """1 where the window's font is 13 pixels: every length that is not time grows with it."""
        self._widths: dict[tuple[int, str], float] = {}
        self._laid: dict[tuple[int, str], QStaticText] = {}

    def width(self, font: QFont, text: str) -> float:
        """Of a text; asked for again and again, measured once."""
        key = id(font), text
        if key not in self._widths:
            self._widths[key] = self.of[id(font)].horizontalAdvance(text)
        return self._widths[key]

    def laid(self, font: QFont, text: str) -> QStaticText:
        """A text with its letters placed, once for all paintings."""
        key = id(font), text
        if key not in self._laid:
            if len(self._laid) >= MOST_TEXTS:  # of a long working day
                self._laid.clear()
            made = self._laid[key] = QStaticText(text)
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            made.prepare(font=font)
        return self._laid[key]

    def rise(self, font: QFont) -> float:
        """How far below its middle a line of this font stands."""
        metrics = self.of[id(font)]
        return (metrics.ascent() - metrics.descent()) / 2


@dataclass
class Look:
    """Read by all painters of the timeline, written by its chart alone."""

    sheet: Sheet
    scale: Scale
    fonts: Fonts
    inks: Inks
    rows: Mapping[UUID, VisitRow] = field(default_factory=dict)
    violations: Mapping[UUID, tuple[Violation, ...]] = field(default_factory=dict)
    """What concerns a whole team."""
    marks: Marks = NO_MARKS
    """How each team stands, on a running day."""
    tall: bool = False
    room: float = 0.0
    """The height that there is for rows."""
    color_by: str = "team"
    selected: frozenset[UUID] = frozenset()
    spot: Spot | None = None
    focused: bool = False
    hovered: UUID | None = None
    chosen_team: UUID | None = None
    carried: frozenset[UUID] = frozenset()
    effect: Effect | None = None
    opened: Mapping[UUID, Opened] = field(default_factory=dict)
    prices: Mapping[UUID, Effect] = field(default_factory=dict)
    price_words: Mapping[UUID, Price] = field(default_factory=dict)
    glides: Mapping[tuple[UUID, UUID], tuple[float, float]] = field(default_factory=dict)
    """Blocks on their way to their new place, by shift and visit: how far off they still are, in seconds and rows."""
    gliding: float = 0.0
    """The share of that way which is still to go."""

    @property
    def row_height(self) -> float:
        """Of every row."""
        size, rows = 13 * self.fonts.unit, len(self.sheet.rows)
        if self.tall:
            return float(round(TALL_ROW * size))
        usual, share = round(ROW * size), int(self.room // max(1, rows))
        return float(min(usual, share) if share >= round(LEAST_ROW * size) else usual)

    @property
    def height(self) -> float:
        """Of all rows."""
        return self.row_height * len(self.sheet.rows)

    def shown(self, row: Row) -> Row:
        """A row as it would be, while something is in the hand."""
        return self.opened[row.id].row if row.id in self.opened else row

    def is_home(self, row: Row) -> bool:
        """Whether what is in the hand comes from this row."""
        return any(block.visit_id in self.carried for block in row.blocks)

    def row_number(self, shift_id: UUID | None) -> int | None:
        """Where a row stands."""
        return next((n for n, row in enumerate(self.sheet.rows) if row.id == shift_id), None)

    def rows_between(self, top: float, bottom: float) -> Iterable[tuple[int, Row]]:
        """The rows that a stretch of height touches, with their numbers."""
        height = self.row_height
        first, last = max(0, int(top // height)), int(bottom // height) + 1
        return enumerate(self.sheet.rows[first:last], start=first)

    def wants_tall(self, room: float) -> bool:
        """Whether rows have more to say than fits a low one."""
        shown = max(1.0, room) / self.scale.width
        return shown < FAR and self.scale.density >= TALL_FROM * self.fonts.unit
