"""One number of the strip: a title over a value and its change; and the button that looks like one. Pure looks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from planner.day.states import Totals
from planner.text import gettext as _
from ui.numbers import Meaning, Number, ink_of, ink_of_value
from ui.theme import colors, scaled

CAPTION, SMALLER = 11 / 13, 12 / 13
GAP, PAD = 6, 4
"""Between the parts, and left and right of all."""
SHORT = 18
"""Letters that a title keeps where there is little room."""


class _Titled(QAbstractButton):
    # A small title over a line of parts, each with its font and color; pressable where that does something.

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._parts: list[tuple[str, QFont, str]] = []
        self._room: QSize | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _widths(self) -> list[float]:
        return [QFontMetricsF(font).horizontalAdvance(text) for text, font, _ink in self._parts]

    def sizeHint(self) -> QSize:
        """Room for the title and what stands under it; measured once for the same words."""
        if self._room is None:
            self._room = self._measured()
        return self._room

    def _measured(self) -> QSize:
        head = QFontMetricsF(scaled(self.font(), CAPTION))
        body = QFontMetricsF(self._bold())
        widths = self._widths()
        line = sum(widths) + GAP * max(0, len(widths) - 1)
        return QSize(
            round(max(head.horizontalAdvance(self._title), line)) + 2 * PAD, round(head.height() + body.height()) + 3
        )

    def updateGeometry(self) -> None:
        """Other words need other room."""
        self._room = None
        super().updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """And another font does."""
        self._room = None
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title, parts, and a line under what can be pressed."""
        painter = QPainter(self)
        caption = scaled(self.font(), CAPTION)
        head = QFontMetricsF(caption)
        painter.setFont(caption)
        painter.setPen(QColor(colors().text2))
        painter.drawText(QPointF(PAD, head.ascent() + 1), self._title)
        base = head.height() + 1 + QFontMetricsF(self._bold()).ascent()
        left = float(PAD)
        for (text, font, ink), width in zip(self._parts, self._widths(), strict=True):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            painter.drawText(QPointF(left, base), text)
            left += width + GAP
        self._paint_rim(painter, base)

    def _paint_rim(self, painter: QPainter, base: float) -> None:
        if self.isEnabled() and self._parts and self.underMouse():
            painter.setPen(QPen(QColor(self._parts[0][2]), 1))
            painter.drawLine(QPointF(PAD, base + 2.5), QPointF(PAD + self._widths()[0], base + 2.5))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors().accent), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


class StripNumber(_Titled):
    """A number with its change; `pressed` where it is an alarm."""

    def __init__(self, number: Number, parent: QWidget | None = None) -> None:
        super().__init__(_(number.title), parent)
        self.number = number
        self.is_alarming = False
        self.text_shown = ""
        """Number and change as text."""
        self._told = ""
        self._last: tuple[object, ...] = ()

    def show_change(self, now: Totals | None, before: Totals | None) -> None:
        """Show the number of now, and how it differs."""
        number = self.number
        value, beside = number.said(now), number.beside(now)
        change, meaning = number.change(now, before)
        ink = ink_of_value(number, now)
        said = (value, beside, change, meaning, ink, ink_of(meaning), colors().text2, self.font().key())
        if said == self._last:
            return
        self._last = said
        self.is_alarming = bool(number.alarm) and ink != colors().text
        small = scaled(self.font(), SMALLER)
        small.setFeature(QFont.Tag("tnum"), 1)
        sign = "§ " if number.alarm == "legal" and self.is_alarming else ""
        parts = [(sign + value, self._bold(), ink), (beside, self.font(), colors().text2),
                 (change, small, ink_of(meaning))]  # fmt: skip
        self._parts = [part for part in parts if part[0]]
        self.text_shown = " ".join(part[0] for part in self._parts)
        self.setEnabled(self._can_press)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if self._can_press else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._can_press else Qt.CursorShape.ArrowCursor)
        meant = {Meaning.BETTER: _("better"), Meaning.WORSE: _("worse"), Meaning.SAME: ""}[meaning]
        self.setAccessibleName(f"{self._title}: {self.text_shown} {meant}".rstrip())
        self._tip()
        self.updateGeometry()
        self.update()

    def tell(self, told: str) -> None:
        """Say more where the pointer rests on it."""
        self._told = told
        self._tip()

    @property
    def _can_press(self) -> bool:
        return self.is_alarming and self.number.key in ("late", "broken", "legal")

    def _tip(self) -> None:
        tip = _(self.number.tip)
        self.setToolTip(f"{tip}\n\n{self._told}" if self._told and self._can_press else tip)


class TitledButton(_Titled):
    """A button that stands among the numbers: opens a menu under the words it says."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._said, self._short = "", False
        self._menu: QMenu | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._open)

    def setMenu(self, menu: QMenu) -> None:
        """What it opens."""
        self._menu = menu

    def say(self, text: str) -> None:
        """Say other words."""
        self._said = text
        self.setAccessibleName(f"{self._title} {text}")
        self._lay_out()

    def shorten(self, short: bool) -> None:
        """Say less where there is not much room."""
        if short != self._short:
            self._short = short
            self._lay_out()

    def _lay_out(self) -> None:
        text = self._said
        if self._short and len(text) > SHORT:
            text = text[: SHORT - 1].rstrip() + "…"
        self._parts = [(text, self.font(), colors().text), ("⌄", self.font(), colors().text2)] if text else []
        self.updateGeometry()
        self.update()

    def _open(self) -> None:
        if self._menu:  # above it: below there is no room
            self._menu.popup(self.mapToGlobal(QPoint(0, -self._menu.sizeHint().height())))
