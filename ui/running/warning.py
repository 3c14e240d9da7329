"""What a late team will miss, and what can be done about it: one sentence, then the ways out, each by its digit.

What is chosen goes into the day as one step of undo. The ways are worked out in `planner.running.ways`.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.cases.masking import sees
from planner.day.follow_up import follow_up
from planner.day.next_slot import Slot
from planner.day.workday import Workday
from planner.model import Day, Visit, Window
from planner.running.agreeing import agree, require_span
from planner.running.forecast_model import Forecast
from planner.running.team_warning import TeamWarning
from planner.running.warning_words import team_act, team_lines, team_sentence, team_short
from planner.running.way_model import Way, WayKind
from planner.running.way_words import way_step
from planner.running.ways import WaysOut, ways
from planner.text import gettext as _
from planner.users import User
from ui.background import Ticket
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import problem_words
from ui.document import Document
from ui.running.way_card import WayCard

SOON_MS = 200
"""So long it waits where the day is just being changed between two calls."""


class WarningDialog(Frame):
    """What a team will miss, and the ways out of it; calls to customers stand together, and are made one by one."""

    @staticmethod
    def ask(parent: QWidget | None, document: Document, late: TeamWarning, found: Forecast) -> bool:
        """Let a way be chosen and take it; whether one was. `found` is the forecast that the warning comes from."""
        if document.work is None or document.work.plan is None:
            return False
        return WarningDialog(parent, document, late, found).run()

    def __init__(self, parent: QWidget | None, document: Document, late: TeamWarning, found: Forecast) -> None:
        assert document.work
        self._document, self.late, self._found = document, late, found
        self._work: Workday = document.work
        super().__init__(parent, team_short(late, self._work.day))
        self.cards: list[WayCard] = []
        self.until = Note()
        self.lines = said()
        self.body.addWidget(self.until)
        self.body.addWidget(self.lines)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.body.addWidget(_scrolling(self._column), 1)
        self.note = Note()
        self.body.addWidget(self.note)
        self.progress.stopped.connect(self._stop)
        open_at(self, 820, 640)
        self._ticket: Ticket | None = None
        self._agreed = False
        self._say_late(late)
        self._look()

    def confirm_number(self, number: int) -> None:
        """Take the way with this number, if there is one."""
        if 0 < number <= len(self.cards):
            self._take(self.cards[number - 1])

    # --- looking

    def _say_late(self, late: TeamWarning) -> None:
        self.late, day = late, self._work.day
        self.setWindowTitle(team_short(late, day))
        self.show_title(team_sentence(late, day), _people(day, late))
        tone = "legal" if late.first.unlawful else "worse" if late.red else "text2"
        self.until.say(team_act(late, day, self._document.office.clock()), tone)
        self.lines.setText("\n".join(team_lines(late, day)))
        self.lines.setVisible(len(late.warnings) > 1)

    def _look(self) -> None:
        self.progress.begin(_("Looking for ways out"))
        self._ticket = self.background.run(
            ways, self._document.office, self._work, self.late.shift_id, self._found,
            on_done=self._show, on_error=self._fail,
        )  # fmt: skip

    def _show(self, found: WaysOut) -> None:
        self.progress.end()
        assert self._work.plan
        if found.late is None and self._agreed:  # all that was missed is agreed on
            self.accept()
            return
        if found.late:
            self._say_late(found.late)
        self._list(found.ways)
        if not self.cards:
            self.note.say(_nothing(found.late), "text2")
            return
        first = self.cards[0].apply
        first.setProperty("primary", True)
        first.style().polish(first)
        first.setDefault(True)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.note.say(_("Keys: 1 to {last} take a way. Each can be undone.").format(last=len(self.cards)), "text2")

    def _list(self, found: tuple[Way, ...]) -> None:
        day, plan, shown = self._work.day, self._work.plan, sees(self._document.office.user)
        assert plan
        several = sum(way.kind is WayKind.CALL for way in found) > 1
        for number, way in enumerate(found, start=1):
            if several and way.kind is WayKind.CALL:
                several = False
                self._column.addWidget(said(_("Call each customer, and note what they agree to:"), quiet=True))
            card = WayCard(number, way, day, plan, _phones(day, way, shown=shown))
            card.taken.connect(self._take)
            self.cards.append(card)
            self._column.addWidget(card)
        self._column.addStretch(1)

    def _stop(self) -> None:
        if self._ticket:
            self._ticket.cancel()
        self.progress.end()
        self.note.say(_("Stopped before the ways out were known."), "text2")

    def _fail(self, problem: Exception) -> None:
        self.progress.end()
        self.note.say(problem_words(problem))

    # --- taking one

    def _take(self, card: WayCard) -> None:
        if self._document.work is not self._work or self._document.busy:
            self.note.say(_("The day has changed meanwhile: these are the ways out now."), "text2")
            self._again()
            return
        assert self._work.plan
        way, document, span = card.way, self._document, card.span
        if span and way.visit_id:
            self.background.run(
                require_span, document.office, self._work.day, way.visit_id, span,
                on_done=partial(self._agree, card, span), on_error=self._fail,
            )  # fmt: skip
            return
        text = way_step(way, self._work.day, self._work.plan)
        if way.kind is WayKind.OVERTIME:
            document.change_day(text, way.day)
        else:
            document.change_plan(text, lambda _problem, _plan: way.plan)
        if (slot := card.slot) and way.visit_id:
            document.note(_put_on, self._work.day, self._work.day.visit(way.visit_id), slot)
        self.accept()

    def _agree(self, card: WayCard, span: Window, _lawful: None) -> None:
        # Where others are to be called as well the next call follows at once, with the times as they are then.
        if card not in self.cards:
            return  # pressed twice
        assert self._work.plan
        way = card.way
        text = way_step(way, self._work.day, self._work.plan, span)
        self._clear()
        if way.left and not self._agreed:
            self._agreed = True
            self._document.told.connect(self._go_on)
            self._document.failed.connect(self._fail)
        self._document.tell(text, agree, way.visit_id, span)
        if not way.left:
            self.accept()

    def _go_on(self, _told: object) -> None:
        # The document takes it in first.
        self.note.say(_("Kept. Who else is to be called?"), "text2")
        QTimer.singleShot(0, self, self._again)

    def _again(self) -> None:
        # The day is another one by now: what comes of these ways is worked out anew.
        work = self._document.work
        if work is None or work.plan is None or self._document.busy:
            self.note.say(_("The day is just being changed. Try again in a moment."), "text2")
            if not self.cards:  # between two calls it goes on by itself
                QTimer.singleShot(SOON_MS, self, self._again)
            return
        self._work = work
        self._clear()
        self._look()

    def _clear(self) -> None:
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.cards = []

    # --- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.confirm_number(event.key() - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)


def _put_on(office: Office, day: Day, visit: Visit, slot: Slot, *, by: User) -> Visit:
    # Whoever may plan is asked within.
    del by
    return follow_up(office, day, visit, slot)


def _people(day: Day, late: TeamWarning) -> str:
    # Who of the team is rung up, and at which number.
    members = day.shift(late.shift_id).members
    return " · ".join(f"{each.name} {each.phone}".strip() for each in members)


def _nothing(late: TeamWarning | None) -> str:
    # What is still kept asks nothing of anybody.
    if late is None or not late.missed:
        return _("It is kept as things stand. Nothing has to be done yet.")
    return _("No way out keeps every rule. Ring the team up, and decide with them.")


def _phones(day: Day, way: Way, *, shown: bool) -> list[str]:
    customers = [day.visit(each).customer for each in way.ring_customers]
    return [f"{each.name} {each.phone}".strip() for each in customers] if shown else []


def _scrolling(inside: QVBoxLayout) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    inner = QWidget()
    inner.setLayout(inside)
    inner.setAutoFillBackground(False)
    area.setWidget(inner)
    return area
