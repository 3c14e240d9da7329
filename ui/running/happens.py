"""Something happened: what, to whom, and what can be done about it with its price and calls. Changes nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from planner.day.staff import person_of
from planner.model import ClosedRoad
from planner.running.happened import Answer, Happened, Offered, What
from planner.running.happens import answers
from planner.running.happens_words import WHAT, call_title, call_words, step_text, teams_words
from planner.running.held_up import held_up
from planner.text import gettext as _
from planner.text import listed, ngettext
from ui.background import Ticket
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import problem_words
from ui.document import Document
from ui.running.answer_table import AnswerTable
from ui.running.happens_pages import WhatPage, WhoPage

MOST_CALLS = 4
"""So many customers are named before it is done; the list of afterwards has all."""


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """What somebody wants: an answer, an area to be drawn, or a road open again."""

    answer: Answer | None = None
    text: str = ""
    draw: bool = False
    road: ClosedRoad | None = None


class HappensDialog(Frame):
    """`value` is what was chosen."""

    @staticmethod
    def ask(
        parent: QWidget | None, document: Document, shift_id: UUID | None = None, happened: Happened | None = None
    ) -> Chosen | None:
        """What happened and what is done about it; with `happened` only the second. None where nothing."""
        dialog = HappensDialog(parent, document, shift_id, happened)
        return dialog.value if dialog.run() else None

    def __init__(
        self, parent: QWidget | None, document: Document, shift_id: UUID | None, happened: Happened | None
    ) -> None:
        super().__init__(parent, _("Something happened"), _("Do t&his"), " ")
        work = document.work
        assert work is not None
        assert work.plan is not None
        self._document, self._work, self._plan, self._shift_id = document, work, work.plan, shift_id
        self.value: Chosen | None = None
        self.happened = happened
        self._ticket: Ticket | None = None
        self.what, self.who = WhatPage(work.day), WhoPage()
        self.table = AnswerTable()
        self.calls, self.note = said("", quiet=True), Note()
        self.pages, self.found = QStackedWidget(), self._answers_page()
        for page in (self.what, self.who, self.found):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)
        self.back = QPushButton(_("&Back"))
        self.back.setAutoDefault(False)
        self.back.setToolTip(_("To the page before (Alt+Left)"))
        self.back.setShortcut("Alt+Left")
        self.footer.add_left(self.back)
        self._connect()
        open_at(self, 980, 580)
        if happened:
            self._ask_answers(happened)
        else:
            self._show_what()

    def _answers_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.calls)
        column.addWidget(self.note)
        return page

    def _connect(self) -> None:
        self.what.chosen.connect(self._what_chosen)
        self.what.opened.connect(lambda road: self._finish(Chosen(road=road, text=_("Road open again"))))
        self.who.chosen.connect(self.confirm)
        self.back.clicked.connect(self._go_back)
        self.table.itemSelectionChanged.connect(self._show_calls)
        self.table.doubleClicked.connect(lambda _index: self.confirm())
        self.progress.stopped.connect(self._stop)

    # --- the pages

    def _show_what(self) -> None:
        self.show_title(_("Something happened"), _("What? Press its digit."))
        self._turn_to(self.what, can_do=False)
        next(iter(self.what.cards.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _what_chosen(self, what: What) -> None:
        if what == What.ROAD_CLOSED:
            self._finish(Chosen(draw=True))
            return
        self.happened = Happened(what)
        self.who.show_for(what, self._work.day, self._plan, self._shift_id)
        lead = _("Who?") if what == What.STAFF_ILL else _("Which team?")
        self.show_title(_(WHAT[what][0]), lead + " " + _("Type the first letters of the name."))
        self.primary.setText(_("&Work out what can be done"))
        self._turn_to(self.who, can_do=bool(self.who.list.count()))
        self.who.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_answers(self, happened: Happened) -> None:
        self.happened = happened
        self.show_title(_(WHAT[happened.what][0]), self._about(happened))
        self.primary.setText(_("Do t&his"))
        self.table.show_answers((), happened.what, self._work.day, None)
        self.calls.setText("")
        self.note.say(self._first_look(happened), "text2")
        self._turn_to(self.found, can_do=False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.progress.begin(_("Working out what can be done"))
        office = self._document.office
        self._ticket = self.background.run(
            answers, office, self._document.worker, self._work, happened, office.clock(),
            on_done=self._show_answers, on_error=self._fail, on_message=self._heard,
        )  # fmt: skip

    def _first_look(self, happened: Happened) -> str:
        # The ways around take seconds to be known; whom it concerns can be seen on the map.
        if not happened.ring:
            return ""
        day, plan = self._work.day, self._plan
        names = [day.shift(each).team.name for each in held_up(day, plan, self._document.lines, happened.ring)]
        if not names:
            return _("On the map no team's way leads through it.")
        words = ngettext("The way of {teams} leads through it.", "The ways of {teams} lead through it.", len(names))
        return words.format(teams=listed(names))

    def _turn_to(self, page: QWidget, *, can_do: bool) -> None:
        self.pages.setCurrentWidget(page)
        self.back.setVisible(page is not self.what and not (self.happened and self.happened.ring))
        self.primary.setVisible(page is not self.what)
        self.primary.setEnabled(can_do)

    def _go_back(self) -> None:
        self._stop_work()
        if self.pages.currentWidget() is self.who or self.happened is None:
            self._show_what()
        else:
            self._what_chosen(self.happened.what)

    def _about(self, happened: Happened) -> str:
        day = self._work.day
        if happened.staff_id:
            who = person_of(day, happened.staff_id).name
            return _("{who}. Each is worked out to the end and lawful; the best first.").format(who=who)
        if happened.shift_id:
            who = day.shift(happened.shift_id).team.name
            return _("{who}. Each is worked out to the end and lawful; the best first.").format(who=who)
        return _("From now on, for today. Each is worked out to the end and lawful; the best first.")

    # --- the answers

    def _heard(self, message: object) -> None:
        if isinstance(message, Offered):
            self._list((*self.table.answers, message.answer))
        else:
            self.progress.take(message)

    def _show_answers(self, found: tuple[Answer, ...]) -> None:
        self.progress.end()
        self._list(found)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self, found: tuple[Answer, ...]) -> None:
        # The one in the hand stays in it while better ones come.
        assert self.happened is not None
        shift = self._work.day.shift(self.happened.shift_id) if self.happened.shift_id else None
        ranked = tuple(sorted(found, key=lambda answer: answer.rank))
        self.table.show_answers(ranked, self.happened.what, self._work.day, shift)
        self._show_calls()  # the row that is chosen may be the same as before, and another answer

    def _show_calls(self) -> None:
        answer = self.table.answer
        self.primary.setEnabled(answer is not None)
        self.calls.setText(self._call_lines(answer) if answer else "")

    def _call_lines(self, answer: Answer) -> str:
        zone = self._work.day.zone
        lines = [teams_words(answer)]
        if not answer.customers:
            lines.append(_("No customer has to be called."))
        for call in answer.customers[:MOST_CALLS]:
            lines.append(_("Call {customer}: {words}").format(customer=call_title(call), words=call_words(call, zone)))
        if more := len(answer.customers) - MOST_CALLS if len(answer.customers) > MOST_CALLS else 0:
            lines.append(
                ngettext("… and {count} more customer", "… and {count} more customers", more).format(count=more)
            )
        return "\n".join(lines)

    def _fail(self, error: Exception) -> None:
        self.progress.end()
        self.note.say(problem_words(error))

    def _stop(self) -> None:
        self._stop_work()
        self.note.say(_("Stopped before the answers were known. Go back to ask again."), "text2")

    def _stop_work(self) -> None:
        if self._ticket:
            self._ticket.cancel()
            self._ticket = None
        self.progress.end()

    def _finish(self, chosen: Chosen) -> None:
        self.value = chosen
        self.accept()

    # --- Frame

    def confirm(self) -> None:
        """Work out what can be done, or do it."""
        if self.happened is None:
            return
        if self.pages.currentWidget() is self.who:
            if key := self.who.key:
                self._ask_answers(self._asked(self.happened.what, key))
        elif answer := self.table.answer:
            shift = self._work.day.shift(self.happened.shift_id) if self.happened.shift_id else None
            team = shift.team.name if shift else ""
            self._finish(Chosen(answer, step_text(answer, self.happened.what, team)))

    def _asked(self, what: What, key: UUID) -> Happened:
        if what == What.STAFF_ILL:
            return Happened(what, staff_id=key)
        asked = Happened(what, shift_id=key)
        delay, vehicle = timedelta(minutes=self.who.delay.value()), self.who.vehicle.text().strip()
        return replace(asked, delay=delay, vehicle=vehicle) if what == What.CAR_OUT else asked
