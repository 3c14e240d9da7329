"""What stands in place of the table when there is nothing in it: a sentence, and a button that says what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from planner.text import gettext as _
from ui.theme import small


class EmptyVisits(QWidget):
    """Either the day has no visits, or none is found."""

    cleared = Signal()
    """All visits are wanted again."""
    wanted = Signal(str)
    """The name of the action of the window that was asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.lead = QLabel(), QLabel()
        self.title.setProperty("title", True)
        self.lead.setProperty("quiet", True)
        self.lead.setFont(small(self.lead.font()))
        for label in (self.title, self.lead):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = QPushButton()
        self.button.clicked.connect(self._press)
        self._clears = False
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self.title)
        column.addWidget(self.lead)
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_nothing(self) -> None:
        """Not even a day is known yet: nothing can be said of it."""
        self._say("", "", "", clears=False)

    def show_none(self) -> None:
        """The day has no visits yet."""
        self._say(
            _("No visits on this day"),
            _("Import them, or drop a spreadsheet on this window."),
            _("Import visits…"), clears=False,
        )  # fmt: skip

    def show_no_match(self, text: str, chip: str) -> None:
        """Visits there are, but not such; what was searched for is said again, for it may be mistyped."""
        if text and chip:
            title, lead = _("No visit matches"), _("Nothing with “{text}” is {state}.").format(text=text, state=chip)
        elif text:
            lead = _("Nothing with “{text}” in name, case, address, note or team.").format(text=text)
            title = _("No visit matches")
        else:
            title, lead = _("None is {state}").format(state=chip), _("Nothing is left in this state.")
        self._say(title, lead, _("Clear the search") if text else _("Show all visits"), clears=True)

    def _say(self, title: str, lead: str, button: str, *, clears: bool) -> None:
        self.title.setText(title)
        self.lead.setText(lead)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._clears = clears

    def _press(self) -> None:
        if self._clears:
            self.cleared.emit()
        else:
            self.wanted.emit("import_visits")
