"""Ways to pay it off, side by side as cards: how much, how often, how long, and a picture. Draws up no plan."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.cases.drawing_up import Variant
from planner.cases.plan_terms import rhythm_words
from planner.cases.stage_words import money_words
from planner.sentences import SENTENCES
from planner.text import gettext as _
from planner.text import ngettext
from ui import theme
from ui.cases.plan_bars import PlanBars
from ui.dialogs.frame import said, say_date

COLUMNS = 3


class VariantCards(QWidget):
    """One can be chosen; arrows go from card to card. `chosen` speaks when another one is."""

    chosen = Signal(object)
    """`Variant`."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[Card] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self.setAccessibleName(_("Ways to pay it off"))

    @property
    def value(self) -> Variant | None:
        """The one that is chosen; None while none can be."""
        return next((card.variant for card in self.cards if card.isChecked() and card.isEnabled()), None)

    def show_variants(self, variants: Sequence[Variant], max_months: int) -> None:
        """Show these; the one that was chosen stays so where it still can be."""
        before = self.value.code if self.value else ""
        while len(self.cards) > len(variants):
            gone = self.cards.pop()
            self._group.removeButton(gone)
            gone.deleteLater()
        while len(self.cards) < len(variants):
            self._add()
        for card, variant in zip(self.cards, variants, strict=True):
            card.show_variant(variant, max_months)
        possible = [card for card in self.cards if card.isEnabled()]
        again = next((card for card in possible if card.variant and card.variant.code == before), None)
        if chosen := again or next(iter(possible), None):
            chosen.setChecked(True)
        elif lost := self._group.checkedButton():
            self._group.setExclusive(False)  # what cannot be agreed does not stay chosen
            lost.setChecked(False)
            self._group.setExclusive(True)
        self.chosen.emit(self.value)

    def _add(self) -> None:
        card, at = Card(), len(self.cards)
        card.clicked.connect(lambda: self.chosen.emit(self.value))
        self._group.addButton(card)
        self._grid.addWidget(card, at // COLUMNS, at % COLUMNS)
        self.cards.append(card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Arrows within a group choose already, but say nothing of it.
        super().keyPressEvent(event)
        self.chosen.emit(self.value)


class Card(QPushButton):
    """One way; one that cannot be says why, and cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.variant: Variant | None = None
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.name, self.amount, self.until = QLabel(), said(), said(quiet=True)
        for label in (self.name, self.amount, self.until):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        font = theme.scaled(self.amount.font(), 15 / 13)
        font.setBold(True)
        self.amount.setFont(font)
        self.bars = PlanBars(_("Installments"))
        self._column = QVBoxLayout(self)
        self.bars.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = self._column
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        for widget in (self.name, self.amount, self.until, self.bars):
            column.addWidget(widget)
        column.addStretch(1)

    def show_variant(self, variant: Variant, max_months: int) -> None:
        """Show this one."""
        self.variant = variant
        self.setEnabled(not variant.refused)
        self.name.setText(_name(variant))
        if variant.refused:
            self.amount.setText("—")
            words = _(SENTENCES[variant.refused]).format(months=max_months, count=variant.code)
            self.until.setText(words)
            self.bars.show_bars(())
        else:
            most = max(each.amount for each in variant.installments)
            self.amount.setText(f"{len(variant.installments)} × {money_words(most)}")
            last = say_date(variant.installments[-1].due)
            told = _("{rhythm}, until {day}").format(rhythm=rhythm_words(variant.terms.rhythm), day=last)
            self.until.setText(told)
            self.bars.show_bars([(e.amount.minor / most.minor, 1.0, "accent") for e in variant.installments])
        self.setAccessibleName(f"{self.name.text()}: {self.amount.text()}")
        self.setAccessibleDescription(self.until.text())

    # --- Qt

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().averageCharWidth() * 28
        return QSize(wide, max(self._column.heightForWidth(wide), self._column.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 20, self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        return QRect(QPoint(), self.size()).contains(pos)


def _name(variant: Variant) -> str:
    if variant.code == "affordable":
        return _("What can be spared")
    if variant.code == "weekly":
        return _("The same, week by week")
    count = int(variant.code)
    return ngettext("{count} installment", "{count} installments", count).format(count=count)
