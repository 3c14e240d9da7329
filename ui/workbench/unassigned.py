"""The panel of the unassigned: a card for each visit without a stop, with its ways out; a place to drop stops on.

Ways out are looked for beside the window, and only for what is in view. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.day.gates import lawful_hours
from planner.day.states import VisitRow, VisitState
from planner.day.ways_out import Answer, Way
from planner.model import Day, Plan
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack
from planner.text import gettext as _
from planner.translate import DayProblem
from ui import theme
from ui.workbench.dragging import VISITS, unpack
from ui.workbench.inspector_parts import ink_again
from ui.workbench.unassigned_asker import Asker
from ui.workbench.unassigned_bar import UnassignedBar
from ui.workbench.unassigned_card import Card
from ui.workbench.unassigned_list import CardList
from ui.workbench.unassigned_words import left_over, why_out

SETTLED_MS = 250
"""Ways out are looked for when the plan and the view have stood still for so long."""


class UnassignedPanel(QWidget):
    """`head` is its title bar, with the count and the button that plans the rest: a dock may take it."""

    applied = Signal(str, object, object)
    """A way out is taken: the name of the step, the day and the plan then (the day may be the same as before)."""
    selected = Signal(object)
    opened = Signal(object)
    asked = Signal(object)
    wanted = Signal(str)
    """An action of the window's menus, for what is selected."""
    drag_wanted = Signal(object)
    """Visits are dragged out: their ids."""
    taken_out = Signal(object)
    """Visits were dropped here: their ids."""
    dragged_over = Signal(object)
    """Visits are dragged over the panel, at this global point."""
    drag_left = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._day: Day | None = None
        self._rules: tuple[Pack, ClosedDays] | None = None
        self._selection: tuple[UUID, ...] = ()
        self._busy = False
        self._asker = Asker(office, self)
        self._asker.answered.connect(self._answered)
        self.head = UnassignedBar()
        self.head.plan_rest.clicked.connect(lambda: self.wanted.emit("plan_rest"))
        self.list = CardList(self._why_out, self._connect_card)
        self._looker = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._looker.timeout.connect(self._look)
        self.list.moved.connect(self._looker.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        self.zone = QLabel(_("Drop here to take out of the route"), self)
        self.zone.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zone.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.zone.hide()
        self.setAcceptDrops(True)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        self.setAccessibleName(_("Unassigned"))
        self._dress()

    @property
    def cards(self) -> dict[UUID, Card]:
        """The cards that are there already, by their visits."""
        return self.list.cards

    # --- showing

    def show_plan(
        self, day: Day, plan: Plan | None, rows: tuple[VisitRow, ...], problem: DayProblem | None = None
    ) -> None:
        """Show the visits without a stop; without the problem of the day nothing is said of ways out."""
        self._day, self._rules = day, None
        left = left_over(rows, plan)
        self.head.show_count(len(left), can_plan=any(row.state == VisitState.UNASSIGNED for row in left))
        self.head.show_busy(self._busy)
        fresh = self._asker.show_plan(problem, plan)
        self.list.show_rows(day, left, _if_none(day, plan))
        for card in self.cards.values() if fresh else ():
            card.show_stale()
        self._looker.start()

    def select(self, visit_ids: Iterable[UUID]) -> None:
        """Select visits, without telling that they were."""
        self._selection = tuple(visit_ids)
        self.list.choose(set(self._selection))

    def show_busy(self, busy: bool) -> None:
        """While the window is busy nothing is applied, and nothing is looked for."""
        self._busy = busy
        self.head.show_busy(busy)
        self._asker.pause(busy)
        for card in self.cards.values():
            card.allow(not busy and card.visit_id in self._asker.answers)
        if not busy:
            self._looker.start()

    def close_down(self) -> None:
        """Want nothing any longer."""
        self._looker.stop()
        self.list.close_down()
        self._asker.close_down()

    def _why_out(self, row: VisitRow, answer: Answer | None) -> str:
        assert self._day
        if self._rules is None:  # asked for once, for the cards of a whole day
            self._rules = self._office.pack, self._office.closed(self._day)
        hours = lawful_hours(*self._rules, self._day, row.visit)
        return why_out(row, self._day, answer, hours)

    def _connect_card(self, card: Card) -> None:
        card.choose(card.visit_id in self._selection)
        card.pressed.connect(self._pressed)
        card.opened.connect(self.opened)
        card.asked.connect(self._asked)
        card.drag_begun.connect(self._drag)
        card.stepped.connect(self._step)
        card.taken.connect(self._take)
        card.help_wanted.connect(self._help)
        if answer := self._asker.answers.get(card.visit_id):
            card.show_answer(answer)

    # --- ways out

    def _look(self) -> None:
        wanted = [card for card in self.list.in_view() if card.row.state == VisitState.UNASSIGNED]
        if self._asker.can_answer:
            for card in wanted:
                if card.visit_id not in self._asker.answers:
                    card.show_waiting()
        self._asker.want(card.visit_id for card in wanted)

    def _answered(self, visit_id: UUID) -> None:
        card = self.cards.get(visit_id)
        if card is None:
            return
        if answer := self._asker.answers.get(visit_id):
            self.list.keeping_view(card, lambda: card.show_answer(answer))
        else:
            card.say(self._asker.faults[visit_id])
        card.allow(not self._busy)
        self.list.show_note()
        self._looker.start()

    def _take(self, visit_id: UUID, way: Way) -> None:
        if not self._busy and visit_id in self._asker.answers:
            reference = self.cards[visit_id].row.visit.reference
            self.applied.emit(_("Way out for {reference}").format(reference=reference), way.day, way.plan)

    # --- gestures

    def _pressed(self, visit_id: UUID, extend: bool) -> None:
        if not extend:
            chosen: tuple[UUID, ...] = (visit_id,)
        elif visit_id in self._selection:
            chosen = tuple(each for each in self._selection if each != visit_id)
        else:
            chosen = (*self._selection, visit_id)
        self.select(chosen)
        self.selected.emit(chosen)

    def _asked(self, visit_id: UUID, where: QPoint) -> None:
        if visit_id not in self._selection:
            self._pressed(visit_id, False)
        self.asked.emit(where)

    def _drag(self, visit_id: UUID) -> None:
        self.drag_wanted.emit(self._selection if visit_id in self._selection else (visit_id,))

    def _step(self, visit_id: UUID, by: int) -> None:
        if other := self.list.go_on(visit_id, by):
            self._pressed(other, False)

    def _help(self, visit_id: UUID, action: str) -> None:
        self._pressed(visit_id, False)
        self.wanted.emit(action)

    def _dress(self) -> None:
        c = theme.colors()
        sheet = f"""
        QPushButton[apply="true"] {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.line};
            border-radius: 4px; padding: 2px 8px; }}
        QPushButton[apply="true"][first="true"] {{ color: {c.accent}; border-color: {c.accent}; }}
        QPushButton[apply="true"]:hover, QPushButton[apply="true"]:focus {{ border-color: {c.accent}; }}
        QPushButton[apply="true"]:disabled {{ color: {c.text3}; border-color: {c.line}; }}
        """
        if sheet == self.styleSheet():
            return
        self.setStyleSheet(sheet)
        ground = QColor(c.panel)
        ground.setAlphaF(0.85)
        self.zone.setStyleSheet(
            f"background: {ground.name(QColor.NameFormat.HexArgb)}; color: {c.accent}; font-weight: 600;"
            f"border: 2px dashed {c.accent}"
        )

    # --- Qt

    def changeEvent(self, event: QEvent) -> None:
        """Another scheme has other colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._day:
            self._dress()
            ink_again(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Visits may be dropped here."""
        if event.mimeData().hasFormat(VISITS):
            event.acceptProposedAction()
            self.zone.raise_()
            self.zone.show()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Say where they are."""
        event.acceptProposedAction()
        self.dragged_over.emit(self.mapToGlobal(event.position().toPoint()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.zone.hide()
        self.drag_left.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them off their routes."""
        self.zone.hide()
        event.acceptProposedAction()
        self.taken_out.emit(tuple(unpack(event.mimeData())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The drop zone covers all; other cards are in view."""
        super().resizeEvent(event)
        self.zone.setGeometry(self.rect())
        self._looker.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now anything is in view."""
        super().showEvent(event)
        self._looker.start()


def _if_none(day: Day, plan: Plan | None) -> str:
    if not day.visits:
        return _("This day has no visits yet.")
    if plan is None:
        return _("There is no plan yet. What finds no place in it will stand here, with its ways out.")
    return _("All visits have a stop.")
