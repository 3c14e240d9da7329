"""What an open incident shows: whom it holds, whom to ring up, and the log with one line to write in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.running.incident_now import IncidentNow, held_words
from planner.text import gettext as _
from planner.told import IncidentKind
from planner.users import Right
from ui.cases.desk import Desk
from ui.cases.ringing import Rings
from ui.dialogs.fields import Note
from ui.dialogs.frame import said
from ui.rights import guard
from ui.running.log_lines import LogLines
from ui.running.phones import Phones


class IncidentView(QWidget):
    """Enter in the line adds it; where it was can be told as long as nobody is held."""

    written = Signal(str)
    placed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.held = Note()
        self.rings, self.phones = Rings(desk), Phones()
        self.stops = QComboBox()
        self.stops.setAccessibleName(_("Where the team is or was"))
        self.hold = QPushButton(_("&Hold that dwelling"))
        self.hold.setAutoDefault(False)
        self.hold.clicked.connect(lambda: self.placed.emit(self.stops.currentData()))
        self.place = self._place_row()
        self.log = LogLines()
        self.empty = said(_("Nothing is written yet. Write who was rung up, and what was said."), quiet=True)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("What happened, or who was told"))
        self.line.setAccessibleName(_("New line of the log"))
        self.add = QPushButton(_("&Add"))
        self.add.setToolTip(_("Add the line. Enter"))
        self.add.setAutoDefault(False)
        self.line.returnPressed.connect(self._write)
        self.add.clicked.connect(self._write)
        self.entry = QFrame()
        row = QHBoxLayout(self.entry)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        for widget in (self.held, self.place, self.rings, self.phones, self.empty, self.log, self.entry):
            column.addWidget(widget, int(widget in (self.empty, self.log)))

    def _place_row(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("card", True)
        label = QLabel(_("&Where are they?"))
        label.setBuddy(self.stops)
        row = QHBoxLayout(frame)
        row.addWidget(label)
        row.addWidget(self.stops, 1)
        row.addWidget(self.hold)
        return frame

    def begin(self) -> None:
        """Begin where somebody writes."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_now(self, now: IncidentNow) -> None:
        """Show an incident as it stands."""
        self.held.say(held_words(now), "wrong")
        self.rings.show_rings(now.rings)
        self.phones.show_rungs(now.phones)
        asks = now.incident.open and now.incident.kind == IncidentKind.DANGER and now.visit is None
        self.place.setVisible(asks and bool(now.stops))
        if asks and self.stops.count() != len(now.stops):
            self.stops.clear()
            for number, visit_id in now.stops:
                address = now.day.visit(visit_id).address.whole if now.day else ""
                self.stops.addItem(_("Stop {number}: {address}").format(number=number, address=address), visit_id)
        self.log.show_lines(now.incident.log, now.names, now.zone)
        self.empty.setVisible(not now.incident.log)
        self.log.setVisible(bool(now.incident.log))
        self.entry.setVisible(now.incident.open)
        for widget in (self.line, self.add, self.hold):
            guard(widget, self._desk.user, Right.CONTACT)

    def _write(self) -> None:
        if text := self.line.text().strip():
            self.written.emit(text)
