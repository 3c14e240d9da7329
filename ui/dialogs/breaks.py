"""The breaks of a shift as a field: each begins between two times and lasts some minutes. Checks nothing."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QToolButton, QVBoxLayout, QWidget

from planner.day.teams import LUNCH
from planner.model import ShiftBreak
from planner.text import gettext as _
from ui.dialogs.fields import TimeField


class BreaksField(QWidget):
    """Any number of breaks, one a line."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[BreakLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.more = QPushButton(_("Add a &break"))
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._add)
        self._column.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.more)

    def value(self) -> tuple[ShiftBreak, ...]:
        """The breaks shown."""
        return tuple(line.value() for line in self.lines)

    def show_value(self, breaks: tuple[ShiftBreak, ...]) -> None:
        """Show breaks, silently."""
        if breaks == self.value():
            return
        for line in tuple(self.lines):
            self._drop(line)
        for rest in breaks:
            self._append(rest)

    def _add(self) -> None:
        self._append(LUNCH).earliest.setFocus()
        self.changed.emit()

    def _append(self, rest: ShiftBreak) -> BreakLine:
        line = BreakLine(rest)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._remove(line))
        self.lines.append(line)
        self._column.insertWidget(len(self.lines) - 1, line)
        return line

    def _remove(self, line: BreakLine) -> None:
        self._drop(line)
        self.more.setFocus()
        self.changed.emit()

    def _drop(self, line: BreakLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()


class BreakLine(QWidget):
    """One break."""

    changed = Signal()
    removed = Signal()

    def __init__(self, rest: ShiftBreak) -> None:
        super().__init__()
        self.earliest, self.latest, self.minutes = TimeField(), TimeField(), QSpinBox()
        self.earliest.setAccessibleName(_("Break begins not before"))
        self.latest.setAccessibleName(_("Break begins not after"))
        self.minutes.setAccessibleName(_("Break lasts"))
        self.minutes.setRange(0, 240)
        self.minutes.setSingleStep(5)
        self.minutes.setSuffix(_(" min"))
        self.minutes.setKeyboardTracking(False)
        self.setToolTip(_("The break begins between the two times."))
        self.remove = QToolButton(text="✕", autoRaise=True)
        self.remove.setToolTip(_("Remove this break"))
        self.remove.setAccessibleName(_("Remove this break"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self.earliest, QLabel("–"), self.latest, QLabel("·"), self.minutes, self.remove):
            row.addWidget(part)
        row.addStretch(1)
        self.earliest.show_value(rest.earliest)
        self.latest.show_value(rest.latest)
        self.minutes.setValue(round(rest.duration.total_seconds() / 60))
        self.earliest.chosen.connect(self.changed)
        self.latest.chosen.connect(self.changed)
        self.minutes.valueChanged.connect(lambda _minutes: self.changed.emit())
        self.remove.clicked.connect(self.removed)

    def value(self) -> ShiftBreak:
        """The break shown."""
        return ShiftBreak(self.earliest.value(), self.latest.value(), timedelta(minutes=self.minutes.value()))
