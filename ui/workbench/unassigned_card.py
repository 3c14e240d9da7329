"""The card of one unassigned visit: who and when, why it has no stop, team by team where asked, and its ways out."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from planner.day.states import VisitRow
from planner.day.way_words import reasons, team_words
from planner.day.ways_out import Answer, Way
from planner.model import Day
from planner.text import gettext as _
from ui import theme
from ui.dialogs.team_signs import TeamSigns
from ui.workbench.inspector_marks import mark_icon
from ui.workbench.inspector_parts import SIDE, emptied, link, sentence_label
from ui.workbench.unassigned_head import CardHead
from ui.workbench.unassigned_way import WayLine
from ui.workbench.unassigned_words import left_out_sign, teams_summary

EDIT_HELPS = ("rule:visiting_hours", "promise_outside", "after_missing", "after_circle", "no_skill", "no_vehicle")
"""Reasons that an edit of the visit may take away."""
type Words = Callable[[VisitRow, Answer | None], str]
"""Says why a visit has no stop."""
OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Card(QFrame):
    """One visit. It is selected by a click, opened by a double click or Enter, and dragged onto a team."""

    pressed = Signal(object, bool)
    """Its visit, and whether others stay selected."""
    opened = Signal(object)
    asked = Signal(object, object)
    """Its visit, and where the menu is wanted."""
    drag_begun = Signal(object)
    stepped = Signal(object, int)
    """Its visit, and by how many cards the keys go on."""
    taken = Signal(object, object)
    """Its visit, and the way out that is taken."""
    help_wanted = Signal(object, str)
    """Its visit, and the action that helps."""

    def __init__(self, row: VisitRow, number: int, day: Day, words: Words) -> None:
        super().__init__()
        self._words = words
        self.visit_id: UUID = row.visit.id
        self.row, self.number, self._day = row, number, day
        self._answer: Answer | None = None
        self._chosen = False
        self._grabbed: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(theme.small(self.font()))
        self.head = CardHead()
        self.lines: list[WayLine] = []
        self.said: QLabel | None = None
        self.toggle: QPushButton | None = None
        self.help: QPushButton | None = None
        self._top, self._teams = QHBoxLayout(), QVBoxLayout()
        self._ways = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 8, SIDE, 8)
        column.setSpacing(4)
        column.addWidget(self.head)
        indent = self.head.indent
        self._top.addStretch(1)
        self._top.setDirection(QHBoxLayout.Direction.RightToLeft)
        for inner, between, left in ((self._top, 12, indent), (self._teams, 2, indent), (self._ways, 0, 0)):
            inner.setContentsMargins(left, 0, 0, 0)
            inner.setSpacing(between)
            column.addLayout(inner)
        self._show_head()

    # --- showing

    def show_row(self, row: VisitRow, number: int, day: Day) -> None:
        """Show the visit as it stands now."""
        others = row != self.row or number != self.number
        self.row, self.number, self._day = row, number, day
        if others:
            self._show_head()

    def show_answer(self, answer: Answer) -> None:
        """Show what keeps it out, and what would fit it."""
        self._answer = answer
        open_before = bool(self.toggle and self.toggle.property("open"))
        self._forget_ways()
        self._show_head()
        if any(each.shift_id for each in answer.obstacles):
            self.toggle = link(teams_summary(answer.obstacles, self._day), self._turn)
            self._top.addWidget(self.toggle)
            self.toggle.show()
            self._show_toggle(open_before)
        for number, way in enumerate(answer.ways, start=1):
            line = WayLine(number, way, self._day, self.head.indent)
            line.apply.clicked.connect(lambda _on=False, way=way: self._take(way))
            self.lines.append(line)
            self._ways.addWidget(line)
            line.show()  # at once, not by an event to come: the lines stand right before they are painted
        if not answer.ways:
            self.say(_("No way out was found that keeps every rule."))

    def show_waiting(self) -> None:
        """Show that ways out are looked for."""
        if not self.lines:
            self.say(_("Looking for ways out…"))

    def show_stale(self) -> None:
        """The plan is another one: what is shown stays, but cannot be applied."""
        self.allow(False)
        if self.said and not self.lines:
            self.said.setText("")

    def allow(self, can_apply: bool) -> None:
        """Whether the ways out can be applied now."""
        for line in self.lines:
            line.apply.setEnabled(can_apply)
            line.update()

    def say(self, text: str) -> None:
        """Show a quiet sentence where the ways out stand."""
        if self.said is None:
            self.said = sentence_label(tone="text2")
            self.said.setContentsMargins(self.head.indent, 0, 0, 0)
            self._ways.addWidget(self.said)
            self.said.show()
        self.said.setText(text)

    def choose(self, chosen: bool) -> None:
        """Show whether it is selected."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    @property
    def chosen(self) -> bool:
        """Whether it is selected."""
        return self._chosen

    def _show_head(self) -> None:
        words = self._words(self.row, self._answer)
        self.head.show_row(self.row, left_out_sign(self.number), words)
        visit = self.row.visit
        self.setAccessibleName(f"{left_out_sign(self.number)} {visit.customer.name}, {visit.reference}: {words}")
        self._show_help()

    def _show_help(self) -> None:
        words = action = ""
        if self.row.reason == "not_located":
            words, action = _("Review its address…"), "locate_visit"
        elif self.row.reason in EDIT_HELPS:
            words, action = _("Edit…"), "edit_visit"
        if self.help:
            self.help.hide()  # at once: deleted it is only some turns later, or after a dialog
            self.help.deleteLater()
            self.help = None
        if words:
            self.help = link(words, lambda: self.help_wanted.emit(self.visit_id, action))
            self.help.setAccessibleName(f"{words} {self.row.visit.customer.name}")
            self._top.addWidget(self.help)

    def _forget_ways(self) -> None:
        emptied(self._ways)
        emptied(self._teams)
        if self.toggle:
            self.toggle.hide()
            self.toggle.deleteLater()
        self.lines, self.said, self.toggle = [], None, None

    def _take(self, way: Way) -> None:
        self.taken.emit(self.visit_id, way)

    # --- team by team

    def _turn(self) -> None:
        self._show_toggle(not (self.toggle and self.toggle.property("open")))

    def _show_toggle(self, opened: bool) -> None:
        assert self.toggle
        assert self._answer
        self.toggle.setProperty("open", opened)
        size = round(self.fontMetrics().height() * 0.85)
        self.toggle.setIcon(mark_icon("down" if opened else "right", theme.colors().accent, size))
        self.toggle.setIconSize(QSize(size, size))
        self.toggle.setAccessibleDescription(_("shown") if opened else _("hidden"))
        emptied(self._teams)
        for words, obstacles in reasons(self._answer.obstacles, self._day) if opened else ():
            teams = [(self._day.shift(o.shift_id).team, team_words(o, self._day)) for o in obstacles if o.shift_id]
            signs = TeamSigns(words, teams, legal=obstacles[0].legal)
            signs.setFont(self.font())  # a style sheet keeps fonts from being handed down
            self._teams.addWidget(signs)
            signs.show()

    # --- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, c = QPainter(self), theme.colors()
        painter.fillRect(self.rect(), QColor(c.selected if self._chosen else c.panel))
        painter.setPen(QColor(c.line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self._chosen:
            painter.fillRect(0, 0, 3, self.height(), QColor(c.accent))
        if self.hasFocus():
            painter.setPen(QColor(c.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select it; from here it may be dragged."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.position().toPoint()
            self.pressed.emit(self.visit_id, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag it."""
        far = QApplication.startDragDistance()
        if self._grabbed and (event.position().toPoint() - self._grabbed).manhattanLength() >= far:
            self._grabbed = None
            self.drag_begun.emit(self.visit_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        self.opened.emit(self.visit_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu for it."""
        self.asked.emit(self.visit_id, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from card to card, Space selects, Enter opens."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(self.visit_id, 1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in OPEN_KEYS:
            self.opened.emit(self.visit_id)
        elif event.key() == Qt.Key.Key_Space:
            self.pressed.emit(self.visit_id, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)
