"""A way out of a warning as a card: its number, what is done, what comes of it, whom to ring up, its price, Apply.

Works nothing out.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from planner.day.next_slot import Slot
from planner.model import Day, Plan, Window
from planner.running.way_model import Way, WayKind
from planner.running.way_words import way_calls, way_effect, way_price, way_title
from planner.text import gettext as _
from ui.dialogs.fields import TimeField
from ui.dialogs.frame import said
from ui.dialogs.next_slot import slot_words
from ui.dialogs.way_rows import signed_distance, signed_time

PADDING = 40
"""Of a button, left and right together."""
NOTICED_S = 30


class WayCard(QFrame):
    """`taken` is emitted with the card once its way is chosen.

    `slot` is the other day of a dropped visit, if one was chosen; `span` what a customer has agreed to.
    """

    taken = Signal(object)

    def __init__(self, number: int, way: Way, day: Day, plan: Plan, phones: Sequence[str]) -> None:
        super().__init__()
        self.way = way
        self.setProperty("card", True)
        self.title = QLabel(way_title(way, day, plan))
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.title.setFont(bold(self.title.font()))
        self.effect = said(_sentence(way_effect(way, day)))
        self.calls = said(" · ".join((way_calls(way, day), *phones)), quiet=True)
        self.calls.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.days = _days(way.slots) if way.kind is WayKind.DROP and way.slots else None
        self.times = SpanRow(way.span) if way.kind is WayKind.CALL and way.span else None
        if self.times:
            self.times.entered.connect(self._take)
        self._add_button(number)
        self._lay_out(number)

    def _add_button(self, number: int) -> None:
        buttons = (_("They agree"), _("Apply"))
        self.apply = QPushButton(buttons[0] if self.times else buttons[1])
        self.apply.setAutoDefault(False)
        self.apply.setToolTip(_("Take this way ({key})").format(key=number))
        self.apply.setAccessibleName(_("Apply: {way}").format(way=self.title.text()))
        price = _sentence(way_price(self.way))
        self.apply.setAccessibleDescription(f"{self.effect.text()} {price} {self.calls.text()}")
        self.apply.clicked.connect(self._take)
        self.apply.setMinimumWidth(max(map(self.apply.fontMetrics().horizontalAdvance, buttons)) + PADDING)

    def _take(self) -> None:
        self.taken.emit(self)

    @property
    def slot(self) -> Slot | None:
        """When a dropped visit is made instead; None where that is decided later."""
        chosen: Slot | None = self.days.currentData() if self.days else None
        return chosen

    @property
    def span(self) -> Window | None:
        """What the customer has agreed to; None where none is asked."""
        return self.times.value() if self.times else None

    def _lay_out(self, number: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        sign = _quiet(str(number))
        grid.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.effect, 1, 1)
        grid.addWidget(self.calls, 2, 1)
        if asked := self.days or self.times:
            grid.addWidget(asked, 3, 1, Qt.AlignmentFlag.AlignLeft)
        changes = abs(self.way.travel_time.total_seconds()) >= NOTICED_S
        travel = _quiet(signed_time(self.way.travel_time) if changes else "")
        grid.addWidget(travel, 0, 2, 2, 1)
        grid.addWidget(_quiet(signed_distance(self.way.distance) if self.way.distance else ""), 0, 3, 2, 1)
        grid.addWidget(self.apply, 0, 4, 4, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)
        wide = travel.fontMetrics().horizontalAdvance
        grid.setColumnMinimumWidth(2, wide("+0 h 00 min "))
        grid.setColumnMinimumWidth(3, wide("+00.0 km "))


class SpanRow(QWidget):
    """From when to when: what the customer says counts, not what was proposed. Enter takes it."""

    entered = Signal()

    def __init__(self, span: Window) -> None:
        super().__init__()
        self.first, self.last = TimeField(), TimeField()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(QLabel(_("Agreed:")))
        for field, value, name in ((self.first, span.earliest, _("Agreed from")), (self.last, span.latest, _("until"))):
            field.show_value(value)
            field.setAccessibleName(name)
            field.setToolTip(_("Type what the customer agrees to"))
            row.addWidget(field)
            if field is self.first:
                row.addWidget(QLabel("–"))

    def value(self) -> Window:
        """The span as it stands there."""
        return Window(self.first.value(), self.last.value())

    # --- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is about this customer, not about the first way of the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


def bold(font: QFont) -> QFont:
    """The same font, bold."""
    font.setBold(True)
    return font


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _quiet(text: str) -> QLabel:
    label = said(text, quiet=True)
    label.setWordWrap(False)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
    return label


def _days(slots: Sequence[Slot]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(_("On which day instead"))
    box.addItem(_("Another day: decide later"), None)
    for slot in slots:
        box.addItem(slot_words(slot), slot)
    return box
