"""A form whose fields each have room for a sentence beneath: what is wrong there, or how sure it is. Checks nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTime, Signal
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from ui import theme


def grown(widget: QWidget, pixels: int) -> int:
    """A size meant for a font of 12 pixels, for the font that the person has chosen."""
    return round(pixels * max(12, QFontInfo(widget.font()).pixelSize()) / 12)


def open_at(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog its first size, grown with the font, within the screen."""
    room = dialog.screen().availableSize()
    dialog.resize(min(grown(dialog, width), room.width() - 40), min(grown(dialog, height), room.height() - 60))


class Note(QLabel):
    """One sentence in the color of its meaning, hidden while there is none. `tone` is a name of `theme.Colors`."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.hide()

    def say(self, text: str, tone: str = "wrong") -> None:
        """Show a sentence; nothing hides it."""
        self.setStyleSheet(f"color: {getattr(theme.colors(), tone)}")  # the window's style sheet outdoes a palette
        self.setText(text)
        self.setVisible(bool(text))


class FieldForm(QWidget):
    """Labels, fields and their sentences, in the order they are added. Mnemonics lead to the fields."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, QWidget] = {}
        self._notes: dict[str, Note] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        outer.addLayout(self._grid)
        outer.addStretch(1)

    def add[Field: QWidget](self, name: str, label: str, field: Field, action: QPushButton | None = None) -> Field:
        """Add a field; `action` stands beside its sentence."""
        row = self._grid.rowCount()
        words = QLabel(label)
        words.setBuddy(field)
        field.setAccessibleName(label.replace("&", ""))
        note = Note()
        self._grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
        words.setMinimumHeight(field.sizeHint().height())
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(note, row + 1, 1)
        if action:
            self._grid.addWidget(action, row + 2, 1, Qt.AlignmentFlag.AlignLeft)
        self._grid.setRowMinimumHeight(row + 3, 4)
        self._fields[name], self._notes[name] = field, note
        return field

    def make_room(self, pixels: int) -> None:
        """Let fields begin no further left than so many pixels, as those of a form above or below do."""
        self._grid.setColumnMinimumWidth(0, pixels)

    def say(self, name: str, text: str, tone: str = "wrong") -> None:
        """Show a sentence at a field; nothing takes it away."""
        self._notes[name].say(text, tone)
        self._fields[name].setAccessibleDescription(text)

    def said(self, name: str) -> str:
        """The sentence that stands at a field."""
        note = self._notes[name]
        return "" if note.isHidden() else note.text()

    def has(self, name: str) -> bool:
        """Whether there is such a field."""
        return name in self._fields

    def focus(self, name: str) -> None:
        """Put the cursor into a field."""
        self._fields[name].setFocus(Qt.FocusReason.OtherFocusReason)


def searchable(items: Iterable[str]) -> QComboBox:
    """A long list to choose from by typing any part of what stands there."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.addItems(list(items))
    completer = box.completer()
    assert completer
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return box


class TimeField(QTimeEdit):
    """A time of day, in 24 hours and steps of five minutes; it speaks only when typing has ended."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setDisplayFormat("HH:mm")
        self.setKeyboardTracking(False)
        self.setWrapping(True)
        self.timeChanged.connect(lambda _time: self.chosen.emit())

    def value(self) -> time:
        """The time shown."""
        self.interpretText()
        return time(self.time().hour(), self.time().minute())

    def show_value(self, value: time) -> None:
        """Show a time, silently."""
        self.blockSignals(True)
        self.setTime(QTime(value.hour, value.minute))
        self.blockSignals(False)

    # --- Qt

    def stepBy(self, steps: int) -> None:
        """Minutes go by fives."""
        minutes = self.currentSection() == QTimeEdit.Section.MinuteSection
        super().stepBy(steps * 5 if minutes else steps)


class WholeRows(QStyledItemDelegate):
    """Cells of a list whose rows are chosen whole: no frame around the one cell that has the focus."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return (super().sizeHint(option, index) + QSize(8, 0)).expandedTo(QSize(0, 24))
