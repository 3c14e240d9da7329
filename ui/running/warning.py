"""A warning of the running day, and what can be done about it: one sentence, then the ways out, each by its digit.

What is chosen goes into the day as one step of undo. The ways are worked out in `planner.running.ways`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.cases.masking import sees
from planner.day.follow_up import follow_up
from planner.day.next_slot import Slot
from planner.day.workday import Workday
from planner.model import Day, Visit
from planner.running.agreeing import agree
from planner.running.forecast_model import Forecast
from planner.running.warning_words import act_words, warning_sentence, warning_short
from planner.running.warnings import DayWarning
from planner.running.way_model import Way, WayKind
from planner.running.way_words import way_title
from planner.running.ways import ways
from planner.text import gettext as _
from planner.users import User
from ui.background import Ticket
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame
from ui.dialogs.problem import problem_words
from ui.document import Document
from ui.running.way_card import WayCard


class WarningDialog(Frame):
    """What will be missed, and the ways out of it."""

    @staticmethod
    def ask(parent: QWidget | None, document: Document, warning: DayWarning, found: Forecast) -> bool:
        """Let a way be chosen and take it; whether one was. `found` is the forecast that the warning comes from."""
        if document.work is None or document.work.plan is None:
            return False
        return WarningDialog(parent, document, warning, found).run()

    def __init__(self, parent: QWidget | None, document: Document, warning: DayWarning, found: Forecast) -> None:
        assert document.work
        self._document, self._warning, self._found = document, warning, found
        self._work: Workday = document.work
        day = self._work.day
        team = day.shift(warning.shift_id)
        title = _("{team} – {what}").format(team=team.team.name, what=warning_short(warning, day))
        super().__init__(parent, title)
        self.show_title(warning_sentence(warning, day), _people(day, warning))
        self.cards: list[WayCard] = []
        self.until = Note()
        tone = "legal" if warning.unlawful else "worse" if warning.red else "text2"
        self.until.say(act_words(warning, day, found.now), tone)
        self.body.addWidget(self.until)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.body.addWidget(_scrolling(self._column), 1)
        self.note = Note()
        self.body.addWidget(self.note)
        self.progress.stopped.connect(self._stop)
        open_at(self, 820, 540)
        self._ticket: Ticket | None = None
        self._look()

    def confirm_number(self, number: int) -> None:
        """Take the way with this number, if there is one."""
        if 0 < number <= len(self.cards):
            self._take(self.cards[number - 1])

    # --- looking

    def _look(self) -> None:
        self.progress.begin(_("Looking for ways out"))
        self._ticket = self.background.run(
            ways, self._document.office, self._work, self._warning, self._found, on_done=self._show, on_error=self._fail
        )

    def _show(self, found: tuple[Way, ...]) -> None:
        self.progress.end()
        assert self._work.plan
        for number, way in enumerate(found, start=1):
            phones = _phones(self._work.day, way, shown=sees(self._document.office.user))
            card = WayCard(number, way, self._work.day, self._work.plan, self._warning.visit_id, phones)
            card.taken.connect(self._take)
            self.cards.append(card)
            self._column.addWidget(card)
        self._column.addStretch(1)
        if not self.cards:
            self.note.say(_nothing(self._warning), "text2")
            return
        first = self.cards[0].apply
        first.setProperty("primary", True)
        first.setDefault(True)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.note.say(_("Keys: 1 to {last} take a way. Each can be undone.").format(last=len(found)), "text2")

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
            self._again()
            return
        assert self._work.plan
        way, document = card.way, self._document
        text = way_title(way, self._work.day, self._work.plan)
        if way.kind is WayKind.CALL:
            document.tell(text, agree, way.visit_id, way.span)
        elif way.kind is WayKind.OVERTIME:
            document.change_day(text, way.day)
        else:
            document.change_plan(text, lambda _problem, _plan: way.plan)
        if (slot := card.slot) and way.visit_id:
            document.note(_put_on, self._work.day, self._work.day.visit(way.visit_id), slot)
        self.accept()

    def _again(self) -> None:
        # Somebody else has changed the day meanwhile: these ways are no longer what comes of it.
        work = self._document.work
        if work is None or work.plan is None or self._document.busy:
            self.note.say(_("The day is just being changed. Try again in a moment."), "text2")
            return
        self._work = work
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        self.note.say(_("The day has changed meanwhile: these are the ways out now."), "text2")
        self._look()

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


def _people(day: Day, warning: DayWarning) -> str:
    # Who of the team is rung up, and at which number.
    members = day.shift(warning.shift_id).members
    return " · ".join(f"{each.name} {each.phone}".strip() for each in members)


def _nothing(warning: DayWarning) -> str:
    # What is still kept asks nothing of anybody.
    if not warning.missed:
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
