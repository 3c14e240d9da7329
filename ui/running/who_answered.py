"""Who of a team answered on the telephone: a digit takes one of them, any other name is typed. Keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.text import gettext as _

MOST = 9


class WhoAnswered(QWidget):
    """The people with their numbers, and a field for the name.

    Parameters
    ----------
    people
        Name and telephone number; empty where it is not known.
    asked
        What the field is called for who cannot see it.
    """

    taken = Signal()
    """One of them was chosen."""

    def __init__(self, people: Sequence[tuple[str, str]], asked: str) -> None:
        super().__init__()
        self._names = [name for name, _phone in people[:MOST]]
        self.buttons: list[QPushButton] = []
        row = QHBoxLayout()
        row.setSpacing(8)
        for number, (name, phone) in enumerate(people[:MOST], start=1):
            button = QPushButton(f"{number}   {name}   {phone}" if phone else f"{number}   {name}")
            button.setAutoDefault(False)
            button.setToolTip(_("They answered ({key})").format(key=number))
            button.setAccessibleName(_("{name} answered").format(name=name))
            button.clicked.connect(partial(self._take, name))
            self.buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Name, or a number from above") if people else _("Name"))
        self.field.setAccessibleName(asked)
        self.field.installEventFilter(self)
        self.setFocusProxy(self.field)
        label = QLabel(_("&Who answered?"))
        label.setBuddy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label)
        column.addLayout(row)
        column.addWidget(self.field)

    @property
    def name(self) -> str:
        """Who it was; empty where nobody is said."""
        return self.field.text().strip()

    def _take(self, name: str) -> None:
        self.field.setText(name)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.taken.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """No name begins with a digit: alone it takes one of the team."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            digit = event.text()
            alone = not self.field.text() or self.field.text() in self._names
            if alone and digit.isdecimal() and 0 < int(digit) <= len(self._names):
                self._take(self._names[int(digit) - 1])
                return True
        return super().eventFilter(watched, event)
