"""The cards of the unassigned in their order, made a few at a time, so that a hundred of them keep nobody waiting."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from planner.day.states import VisitRow
from planner.model import Day
from planner.text import gettext as _
from ui.workbench.inspector_parts import Holder, scrolling, sentence_label
from ui.workbench.unassigned_card import Card, Words

AT_ONCE = 3
"""So many cards are made in one go: some 5 ms."""


class CardList(QWidget):
    """Scrolls. `connect_card` is called with every card that is made."""

    moved = Signal()
    """Other cards are in view than before."""

    def __init__(self, words: Words, connect_card: Callable[[Card], object]) -> None:
        super().__init__()
        self._words, self._connect_card = words, connect_card
        self._day: Day | None = None
        self._left: tuple[VisitRow, ...] = ()
        self.cards: dict[UUID, Card] = {}
        self.empty = sentence_label(tone="text2")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setContentsMargins(16, 24, 16, 24)
        self.note: QLabel = sentence_label(
            _("No way out breaks a legal rule. Each does exactly what it says, and can be undone."), "text2"
        )
        self.note.setContentsMargins(12, 8, 12, 8)
        self.note.hide()
        self.area = self._make_area()
        self._builder = QTimer(self, interval=0)
        self._builder.timeout.connect(self._build_some)
        self.area.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())

    def _make_area(self) -> QScrollArea:
        holder = Holder()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.empty)
        self._column.addWidget(self.note)
        self._column.addStretch(1)
        area = scrolling(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        return area

    def show_rows(self, day: Day, left: tuple[VisitRow, ...], if_none: str) -> None:
        """Show the visits without a stop, or a sentence where there is none."""
        self._day, self._left = day, left
        self._forget({row.visit.id for row in left})
        for number, row in enumerate(left, start=1):
            if card := self.cards.get(row.visit.id):
                card.show_row(row, number, day)
        self._order()
        if len(self.cards) < len(left):
            self._build_some()
            self._builder.start()
        self.empty.setText(if_none)
        self.empty.setVisible(not left)
        self.show_note()

    def show_note(self) -> None:
        """Say what ways out are, where there are any."""
        self.note.setVisible(any(card.lines for card in self.cards.values()))

    def choose(self, visit_ids: Collection[UUID]) -> None:
        """Show which are selected, the first of them in view."""
        for card in self.cards.values():
            card.choose(card.visit_id in visit_ids)
        shown = [card for card in self.cards.values() if card.chosen]
        if shown and not any(card.hasFocus() for card in shown):
            self.area.ensureWidgetVisible(shown[0], 0, 0)

    def in_view(self) -> Iterator[Card]:
        """The cards that can be seen, from the top."""
        top = self.area.verticalScrollBar().value()
        bottom = top + self.area.viewport().height()
        for card in self._made() if self.isVisible() else ():
            if card.y() < bottom and card.y() + card.height() > top:
                yield card

    def keeping_view(self, card: Card, change: Callable[[], object]) -> None:
        """Change a card; where it stands above what is read, that stays where it is."""
        bar, before = self.area.verticalScrollBar(), card.height()
        above = card.y() + before <= bar.value()
        change()
        for widget in (card, self.area.widget()):  # at once: not for a moment shall lines stand too close
            QCoreApplication.sendPostedEvents(widget, QEvent.Type.LayoutRequest)
        if above:
            bar.setValue(bar.value() + card.height() - before)

    def go_on(self, visit_id: UUID, by: int) -> UUID | None:
        """Give the keys to another card: its visit, None at either end."""
        made = self._made()
        at = next((number for number, card in enumerate(made) if card.visit_id == visit_id), 0) + by
        if not 0 <= at < len(made):
            return None
        made[at].setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(made[at], 0, 0)
        return made[at].visit_id

    def close_down(self) -> None:
        """Make no more."""
        self._builder.stop()

    def _made(self) -> list[Card]:
        return [self.cards[row.visit.id] for row in self._left if row.visit.id in self.cards]

    def _build_some(self) -> None:
        made = 0
        for number, row in enumerate(self._left, start=1):
            if row.visit.id in self.cards or self._day is None:
                continue
            card = self.cards[row.visit.id] = Card(row, number, self._day, self._words)
            self._connect_card(card)
            self._column.insertWidget(number, card)
            made += 1
            if made == AT_ONCE:
                return
        self._builder.stop()
        self.moved.emit()

    def _forget(self, still: set[UUID]) -> None:
        for visit_id in [key for key in self.cards if key not in still]:
            card = self.cards.pop(visit_id)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _order(self) -> None:
        # In the order of their numbers, below the sentence for none.
        for place, card in enumerate(self._made(), start=1):
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
