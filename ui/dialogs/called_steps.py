"""The first two steps of a customer's call: who it is, and what they say. Each is one field and one list, by keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.cases.call_answers import ANSWERS, At
from planner.cases.called import Found, Request
from planner.cases.called_words import FIRST, REQUESTS, identity, next_words, sets_words
from planner.model import Window
from planner.text import gettext as _
from ui.dialogs.fields import TimeField, WholeRows
from ui.dialogs.frame import said, say_date

ROW = Qt.ItemDataRole.UserRole
NO_DAY = QDate(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Wish:
    """When they would rather be visited; nothing where they did not say."""

    day: date | None = None
    window: Window | None = None


class FindStep(QWidget):
    """A field and who is found by it; up and down go through the list while one types."""

    typed = Signal(str)
    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Name, last four digits of the telephone, or reference"))
        self.field.setAccessibleName(_("Who is calling?"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Customers found"))
        self.list.setItemDelegate(WholeRows(self.list))
        self.said = said(_("Type a part of it. Arrows choose, Enter takes."), quiet=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.field, self.list, self.said):
            column.addWidget(widget, int(widget is self.list))
        self.field.textChanged.connect(self._type)
        self.field.installEventFilter(self)
        self.list.itemActivated.connect(lambda _item: self.taken.emit())

    @property
    def current(self) -> Found | None:
        """Who is chosen."""
        item = self.list.currentItem()
        found: Found | None = item.data(ROW) if item else None
        return found

    def show_found(self, found: Sequence[Found], today: date) -> None:
        """Show who was found; who is visited soonest is chosen."""
        self.list.clear()
        for each in found:
            when = each.next_visit
            day = _("today") if when == today else say_date(when) if when else ""
            customer = each.customer.customer
            item = QListWidgetItem(f"{customer.name}   ·   {customer.reference}   ·   {next_words(when, day)}")
            item.setData(ROW, each)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if found else -1)
        words = _("Type a part of it. Arrows choose, Enter takes.")
        if not found and self.field.text().strip():
            words = _("Nobody is found by that. Try the reference, or fewer letters.")
        self.said.setText(words)

    def _type(self, text: str) -> None:
        self.list.setCurrentRow(-1)  # Enter must not take who was found by less
        self.typed.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field go through the list."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                row = max(0, min(self.list.count() - 1, self.list.currentRow() + step))
                self.list.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)


class Letters(QTreeWidget):
    """What somebody may say, each with its letter. Nothing is chosen before somebody chooses it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("What they say"))
        self.setColumnCount(2)
        self.header().hide()
        self.setRootIsDecorated(False)
        self.setAllColumnsShowFocus(True)
        self.setItemDelegate(WholeRows(self))
        self.header().setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 4)
        self.header().resizeSection(0, self.fontMetrics().averageCharWidth() * 5)
        for request, (letter, words) in REQUESTS.items():
            item = QTreeWidgetItem([letter, _(words)])
            item.setData(0, ROW, request.value)
            font = item.font(0)
            font.setBold(True)
            item.setFont(0, font)
            self.addTopLevelItem(item)
        rows = max(24, self.sizeHintForRow(0)) * self.topLevelItemCount()
        self.setMinimumHeight(rows + 2 * self.frameWidth() + 4)

    def choose(self, row: int) -> None:
        """Choose a line; -1 for none."""
        self.setCurrentItem(self.topLevelItem(row) if row >= 0 else None)  # type: ignore[arg-type]
        if row < 0:
            self.clearSelection()

    def focusInEvent(self, event: QFocusEvent) -> None:
        nothing = self.currentItem() is None
        super().focusInEvent(event)
        if nothing:  # a view chooses its first line by itself, and Enter would then do it
            self.choose(-1)


class SaysStep(QWidget):
    """Who is asked what first, and the letters. A letter chooses; for who is ill a digit tells more, and does it."""

    changed = Signal()
    decided = Signal()

    def __init__(self, *, shown: bool) -> None:
        super().__init__()
        self.found: Found | None = None
        self._shown = shown
        self.identity = QFrame()
        self.identity.setProperty("card", True)
        self._asked = QGridLayout(self.identity)
        self.list = Letters()
        self.list.installEventFilter(self)
        self.groups = QComboBox()
        self.groups.setAccessibleName(_("What is to be looked after"))
        for number, (code, words) in enumerate(ANSWERS[At.GROUP], start=1):
            self.groups.addItem(f"{number}  {_(words)}", code)
        self.day, self.first, self.last = QDateEdit(), TimeField(), TimeField()
        self._wish = self._wish_row()
        self.sets = said(quiet=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.identity, self.list, self.groups, self._wish, self.sets):
            column.addWidget(widget, int(widget is self.list))
        self.list.currentItemChanged.connect(lambda *_: self._say())
        self.list.itemActivated.connect(lambda *_args: self.decided.emit())

    @property
    def request(self) -> Request | None:
        """What they say."""
        item = self.list.currentItem()
        return Request(item.data(0, ROW)) if item else None  # Qt gives a word back, not the value

    @property
    def group(self) -> str:
        """What is to be looked after, of who is ill."""
        return str(self.groups.currentData()) if self.request == Request.ILL else ""

    @property
    def wish(self) -> Wish:
        """When they would rather be visited."""
        if self.request != Request.OTHER_TIME or self.day.date() == NO_DAY:
            return Wish()
        day = self.day.date()
        return Wish(date(day.year(), day.month(), day.day()), Window(self.first.value(), self.last.value()))

    def begin(self, found: Found, today: date) -> None:
        """Hear this one; nothing is chosen yet."""
        self.found = found
        while self._asked.count():
            item = self._asked.takeAt(0)
            if item and (widget := item.widget()):
                widget.deleteLater()
        self._asked.addWidget(said(_(FIRST)), 0, 0, 1, 2)
        for row, (ask, right) in enumerate(identity(found.customer), start=1):
            self._asked.addWidget(said(ask, quiet=True), row, 0)
            answer = said(right)
            answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._asked.addWidget(answer, row, 1)
        self.day.setDate(NO_DAY)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day).addDays(60))
        self.list.choose(-1)
        self._say()

    def _say(self) -> None:
        request = self.request
        self.groups.setVisible(request == Request.ILL)
        self._wish.setVisible(request == Request.OTHER_TIME)
        hint = _("Press the letter of what they say, then Enter.")
        self.sets.setText(sets_words(request, shown=self._shown) if request else hint)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Letters choose; digits tell who is ill more exactly; Enter does it."""
        if watched is self.list and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        pressed = event.text().upper()
        for row, (letter, _words) in enumerate(REQUESTS.values()):
            if pressed == letter:
                self.list.choose(row)
                return True
        if pressed.isdigit() and self.request == Request.ILL and 0 < int(pressed) <= self.groups.count():
            self.groups.setCurrentIndex(int(pressed) - 1)
            self.decided.emit()
            return True
        return False

    def _wish_row(self) -> QWidget:
        self.day.setCalendarPopup(True)
        self.day.setMinimumDate(NO_DAY)
        self.day.setSpecialValueText(_("no day said"))
        self.day.setAccessibleName(_("Day they would like"))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        for field, words, start in ((self.first, _("From"), time(9)), (self.last, _("To"), time(12))):
            field.setAccessibleName(words)
            field.show_value(start)
        for widget in (QLabel(_("They would like")), self.day, self.first, QLabel("–"), self.last):
            line.addWidget(widget)
        line.addStretch(1)
        return row
