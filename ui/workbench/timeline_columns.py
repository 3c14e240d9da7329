"""The columns beside the timeline, which stay in view: the teams at its left, what their days come to at its right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea

from planner.text import duration
from planner.text import gettext as _
from ui.signs import sign_icon
from ui.theme import colors, is_dark
from ui.workbench.timeline_block import write
from ui.workbench.timeline_column import Column
from ui.workbench.timeline_effect import Price, badge_choices
from ui.workbench.timeline_layout import Row, fitted
from ui.workbench.timeline_look import Look
from ui.workbench.timeline_standing import paint_standing, standing_titles, standing_width

PAD = 12
FRESH_SIGNS = 8
"""So many signs are drawn for the first time in one event."""
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class TeamColumn(Column):
    """Sign, name and load of each team."""

    def __init__(self, look: Look, area: QAbstractScrollArea) -> None:
        super().__init__(look, area)
        self._drawn: set[tuple[int, int, bool]] = set()
        self._fresh = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Some signs are drawn for the first time; where these are many, the rest follows."""
        self._fresh = 0
        super().paintEvent(event)
        if self._fresh > FRESH_SIGNS:
            QTimer.singleShot(0, self, self.update)

    def _sign(self, painter: QPainter, row: Row, box: QRect) -> None:
        key = row.shift.team.sign, box.width(), is_dark()
        self._fresh += key not in self._drawn
        if key in self._drawn or self._fresh <= FRESH_SIGNS:
            self._drawn.add(key)
            painter.setFont(self.look.fonts.plain)
            sign_icon(row.shift.team, box.width()).paint(painter, box)

    def wanted_width(self) -> int:
        """What the names of this day need, within bounds."""
        fonts = self.look.fonts
        names = [fonts.width(fonts.plain, row.shift.team.name) for row in self.look.sheet.rows]
        name = min(max([*names, 60 * fonts.unit]), 130 * fonts.unit)
        told = standing_width(self.look) + 8 * fonts.unit if self.look.marks else 76 * fonts.unit
        return round(name + told + (PAD + 20 + 8 + PAD) * fonts.unit)

    def paint_head(self, painter: QPainter, rect: QRectF) -> None:
        """Team, and load; on a running day how it stands."""
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        painter.drawText(inner, LEFT | MIDDLE, _("Team"))
        painter.drawText(inner, RIGHT | MIDDLE, standing_titles() if self.look.marks else _("Load"))

    def paint_row(self, painter: QPainter, row: Row, rect: QRectF) -> None:
        """A team."""
        fonts, c, unit = self.look.fonts, colors(), self.look.fonts.unit
        if self._is_target(row):
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(c.accent))
        side = (30 if self.look.tall else 22) * unit
        sign = QRectF(rect.left() + PAD - 2, rect.center().y() - side / 2, side, side)
        self._sign(painter, row, QRect(round(sign.left()), round(sign.top()), round(side), round(side)))
        left, right = sign.right() + 7 * unit, rect.right() - PAD
        room = QRectF(left, rect.top(), right - left, rect.height())
        if self.look.tall:  # the name and the load above, the finish below
            room.adjust(0, 6 * unit, 0, -rect.height() / 2)
            painter.setPen(QColor(c.text2))
            write(painter, fonts, fonts.caption, left, room.center().y() + room.height(), self._finish(row))
        end = paint_standing(painter, self.look, row, room) if self.look.marks else self._load(painter, row, room)
        name = row.shift.team.name
        if fonts.width(fonts.plain, name) > end - left:
            name = fonts.of[id(fonts.plain)].elidedText(name, Qt.TextElideMode.ElideRight, end - left)
        painter.setPen(QColor(c.text))
        write(painter, fonts, fonts.plain, left, room.center().y(), name)

    def _is_target(self, row: Row) -> bool:
        return self.look.effect is not None and self.look.effect.shift_id == row.id

    def _finish(self, row: Row) -> str:
        clock, now = self.look.sheet.clock, self.look.shown(row)
        before = clock.words(row.way.end) if row.way else ""
        after = clock.words(now.way.end) if now.way else ""
        return before if before == after else f"{before or '–'} → {after or '–'}"

    def _load(self, painter: QPainter, row: Row, room: QRectF) -> float:
        # A bar and its number at the right; gives where they begin. A broken rule of the whole team stands before.
        fonts, c, unit = self.look.fonts, colors(), self.look.fonts.unit
        load = self.look.shown(row).load
        painter.setPen(QColor(c.worse if load > 1 else c.text))
        share = f"{round(load * 100)}"
        right = room.right() - fonts.width(fonts.plain, share)
        write(painter, fonts, fonts.plain, right, room.center().y(), share)
        bar = QRectF(room.right() - 66 * unit, room.center().y() - 2 * unit, 32 * unit, 4 * unit)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.line))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(QColor(c.worse if load > 1 else c.text2))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * min(1.0, load), bar.height()), 2, 2)
        broken, legal = badge_choices(self.look.violations.get(row.id, ()))
        if not broken:
            return bar.left() - 6 * unit
        painter.setPen(QColor(c.legal if legal else c.wrong))
        painter.setFont(fonts.bold)
        painter.drawText(QPointF(bar.left() - 12 * unit, bar.center().y() + fonts.rise(fonts.bold)), broken[-1])
        return bar.left() - 16 * unit


class TotalsColumn(Column):
    """Visits, travel, km, finish and overtime of each team; while something is in the hand, its price in each row."""

    folded = False
    """Whether only finish and overtime are told."""
    _at: tuple[float, ...] = ()
    """Where its columns end."""

    def titles(self) -> tuple[str, ...]:
        """Of the columns that are shown."""
        last = (_("Finish"), _("Overtime"))
        return last if self.folded else (_("Visits"), _("Travel"), _("km"), *last)

    def _widths(self) -> list[float]:
        fonts = self.look.fonts
        samples = ("00:00", duration(45 * 60)) if self.folded else ("00", "00:00", "000.0", "00:00", duration(45 * 60))
        widest = [
            max(fonts.width(fonts.plain, text) for text in pair) for pair in zip(self.titles(), samples, strict=True)
        ]
        # Hours of overtime are rare, and take more room than minutes do.
        overtimes = {self._overtime(self.look.shown(row)) for row in self.look.sheet.rows}
        widest[-1] = max([widest[-1], *(fonts.width(fonts.plain, text) for text in overtimes)])
        return [width + 16 * fonts.unit for width in widest]

    def wanted_width(self) -> int:
        """What its columns need."""
        return round(max(sum(self._widths()) + PAD, 148 * self.look.fonts.unit))

    def _ends(self) -> tuple[float, ...]:
        # Where the columns end: all but the last before the widths of those after it.
        widths = self._widths()
        return tuple(self.width() - PAD - sum(widths[number + 1 :]) for number in range(len(widths)))

    def paint_head(self, painter: QPainter, rect: QRectF) -> None:
        """The titles, or what the prices are."""
        if self.look.prices:
            painter.drawText(rect.adjusted(PAD, 0, 0, 0), LEFT | MIDDLE, _("Price if dropped here"))
            return
        for end, title in zip(self._at, self.titles(), strict=True):
            self._write(painter, end, rect.center().y(), title)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Its columns stand alike in all rows."""
        self._at = self._ends()
        super().paintEvent(event)

    def _write(self, painter: QPainter, end: float, middle: float, text: str) -> None:
        fonts = self.look.fonts
        write(painter, fonts, fonts.plain, end - fonts.width(fonts.plain, text), middle, text)

    def paint_row(self, painter: QPainter, row: Row, rect: QRectF) -> None:
        """A team's day."""
        if self.look.prices:
            if words := self.look.price_words.get(row.id):
                self._paint_price(painter, words, rect.adjusted(PAD, 0, -6, 0))
            return
        c, now = colors(), self.look.shown(row)
        late = c.wrong if now.overtime > row.shift.max_overtime.total_seconds() else c.worse
        *cells, over = zip(self._at, self.texts(now), strict=True)
        painter.setPen(QColor(c.text))
        for end, text in cells:
            self._write(painter, end, rect.center().y(), text)
        painter.setPen(QColor(late if now.overtime >= 60 else c.text3))
        self._write(painter, over[0], rect.center().y(), over[1])

    def texts(self, row: Row) -> tuple[str, ...]:
        """What stands in the cells of a row."""
        last = (self.look.sheet.clock.words(row.way.end) if row.way else "–", self._overtime(row))
        if self.folded:
            return last
        hours, rest = divmod(round(row.travel_time.total_seconds() / 60), 60)
        return (str(len(row.blocks)), f"{hours}:{rest:02}", f"{row.distance / 1000:.1f}", *last)

    def _overtime(self, row: Row) -> str:
        minutes = round(row.overtime / 60)
        return duration(60 * minutes) if minutes else _("{minutes} min").format(minutes=0)

    def _paint_price(self, painter: QPainter, words: Price, room: QRectF) -> None:
        # In a high row on two lines, in a low one beside each other as far as there is room.
        fonts, c = self.look.fonts, colors()
        painter.setFont(fonts.bold)
        painter.setPen(QColor(c.text))
        top = QRectF(room.left(), room.top() + 8, room.width(), room.height() / 2 - 6) if self.look.tall else room
        painter.drawText(top, LEFT | MIDDLE, words.amount)
        used = fonts.width(fonts.bold, words.amount) + 8
        left = room if self.look.tall else room.adjusted(used, 0, 0, 0)
        text = fitted(words.remarks, left.width(), lambda each: fonts.width(fonts.caption, each))
        painter.setFont(QFont(fonts.caption))
        painter.setPen(QColor(getattr(c, words.meaning) if words.meaning else c.text2))
        painter.drawText(top.translated(0, top.height()) if self.look.tall else left, LEFT | MIDDLE, text)
