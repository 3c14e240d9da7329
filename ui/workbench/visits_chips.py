"""The chips above the visits: how many are in which state, and a press shows only those. Filters nothing itself."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from planner.text import gettext as _
from ui.marks import CALM, paint_mark, state_ink
from ui.theme import colors, small
from ui.workbench.inspector_marks import paint_mark as paint_gate
from ui.workbench.visits_cells import APPROVED, GATE_CLOSED, SIEVES, sieve_word

ALL = ""
SIDE, GAP = 12, 4
UNMARKED = frozenset({ALL, APPROVED})


class Chip(QAbstractButton):
    """A word and a number that can be pressed; where there is little room a mark and the number."""

    def __init__(self, sieve: str) -> None:
        super().__init__()
        self.sieve, self.count, self.is_short = sieve, 0, False
        self._known: tuple[tuple[object, ...], int] | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFont(small(self.font()))

    def say(self, word: str, count: int) -> None:
        """Say another number."""
        self.count = count
        self.setText(word)
        self.setAccessibleName(f"{word} {count}")
        self.update()

    def shorten(self, short: bool) -> None:
        """Leave the word out, or say it."""
        if short != self.is_short:
            self.is_short = short
            self.setToolTip(self.text() if short else "")
            self.update()

    def wide(self, *, short: bool) -> int:
        """How much room it needs, with its word or without."""
        asked = self.text(), self.count, short, self._mark, self.font().key()
        if self._known is None or self._known[0] != asked:  # to arrange them each is asked for it as often as there are
            word = 0 if short else self.fontMetrics().horizontalAdvance(self.text()) + GAP
            wide = self._pad * 2 + self._mark + word + self._bold().horizontalAdvance(str(self.count))
            self._known = asked, wide
        return self._known[1]

    @property
    def _pad(self) -> int:
        return round(self.fontMetrics().height() * 0.55)

    @property
    def _mark(self) -> int:
        return 0 if self.sieve in UNMARKED and not (self.is_short and self.sieve) else self.fontMetrics().height()

    def _bold(self) -> QFontMetrics:
        return QFontMetrics(self._bold_font())

    def _bold_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    # --- Qt

    def sizeHint(self) -> QSize:
        return QSize(self.wide(short=self.is_short), self.fontMetrics().height() + 7)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, chosen = colors(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = c.accent if chosen or self.hasFocus() else c.line
        painter.setPen(QColor(edge))
        painter.setBrush(QColor(c.selected if chosen else c.tint(c.text, 0.06) if self.underMouse() else c.panel))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        left, height = float(self._pad), self.fontMetrics().height()
        if mark := self._mark:
            square = QRectF(left - 2, (self.height() - height) / 2, height, height).adjusted(1, 1, -1, -1)
            if self.sieve == GATE_CLOSED:
                paint_gate(painter, square, "law", c.legal)
            else:
                paint_mark(painter, square, self.sieve, state_ink(self.sieve, c))
            left += mark
        if not self.is_short:
            painter.setPen(QColor(c.text if chosen or self.sieve not in CALM else c.text2))
            painter.drawText(box.adjusted(left - 0.5, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
            left += self.fontMetrics().horizontalAdvance(self.text()) + GAP
        painter.setFont(self._bold_font())
        painter.setPen(QColor(c.text))
        painter.drawText(box.adjusted(left - 0.5, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(self.count))


class ChipRow(QWidget):
    """All, and a chip for each state that occurs. The last lose their words first; a second line is the last way."""

    chosen = Signal(str)
    """The sieve that was pressed; ``""`` for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Show only visits that are"))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        group = QButtonGroup(self)
        group.setExclusive(True)
        self.chips = {sieve: Chip(sieve) for sieve in (ALL, *SIEVES)}
        for chip in self.chips.values():
            chip.setParent(self)
            chip.hide()
            group.addButton(chip)
        group.buttonClicked.connect(self._press)
        self.sieve = ALL
        self.show_counts(Counter(), 0)

    def show_counts(self, counts: Counter[str], total: int) -> None:
        """Show a chip for what occurs or is chosen; `total` are all visits."""
        for sieve, chip in self.chips.items():
            count = counts[sieve] if sieve else total
            chip.say(sieve_word(sieve) if sieve else _("All"), count)
            says_something = count > 0 and not (sieve == APPROVED and count == total)
            chip.setVisible(sieve == ALL or sieve == self.sieve or says_something)
        self._arrange()

    def choose(self, sieve: str) -> None:
        """Choose one, without telling that it was."""
        self.sieve = sieve
        self.chips[sieve].setChecked(True)
        self.chips[sieve].show()
        self._arrange()

    def follow_font(self, font: QFont) -> None:
        """The chips are as large as their letters; `font` is the window's own."""
        for chip in self.chips.values():
            chip.setFont(small(font))
        self._arrange()

    def _press(self, chip: Chip) -> None:
        self.choose(chip.sieve)
        self.chosen.emit(chip.sieve)

    def _arrange(self) -> None:
        shown = [chip for chip in self.chips.values() if not chip.isHidden()]
        self.chips[self.sieve].setChecked(True)
        for chip in shown:
            chip.shorten(False)
        for chip in reversed(shown):
            if self._needed(shown) <= self.width() or self.width() <= 2 * SIDE:
                break
            chip.shorten(chip.sieve not in (ALL, self.sieve))
        left, top, height = SIDE, 6, shown[0].sizeHint().height()
        for chip in shown:
            wide = chip.sizeHint().width()
            if left > SIDE and left + wide + SIDE > self.width() > 2 * SIDE:
                left, top = SIDE, top + height + GAP
            chip.setGeometry(left, top, wide, height)
            left += wide + GAP
        self.setFixedHeight(top + height + 6)

    def _needed(self, shown: list[Chip]) -> int:
        return sum(chip.sizeHint().width() + GAP for chip in shown) - GAP + 2 * SIDE

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say on the chips as much as there is room for."""
        super().resizeEvent(event)
        self._arrange()
