"""Calls: whom to speak with before anybody may come, in a sensible order, and the call screen.

Keys: Enter calls, L offers a conversation by letter, R proposes a visit.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from planner.bootstrap import Office
from planner.cases.around import around
from planner.cases.call_answers import Follow
from planner.cases.call_steps import Talk
from planner.cases.calls import CallDue, CallGroup, CallSheet, begin, call_list
from planner.cases.letters import Printed, first_offer_day, print_offers
from planner.cases.model import Purpose
from planner.cases.precontact import propose
from planner.cases.talking import Noted, note_call
from planner.model import Visit
from planner.text import gettext as _
from planner.text import ngettext
from planner.users import Right, User
from routing.worker import Worker
from ui.background import Ticket
from ui.cases.call import CallScreen
from ui.cases.call_dialogs import Meeting, MeetingDialog
from ui.cases.call_rows import CallRows
from ui.cases.desk import Desk
from ui.cases.looks import button_row, nothing_here
from ui.cases.page import Page
from ui.dialogs.frame import say_date

LIST, CALL, EMPTY = range(3)


class Read(NamedTuple):
    """What the page shows."""

    calls: tuple[CallDue, ...]
    zone: ZoneInfo
    now: datetime


class CallsPage(Page):
    """The list; over it, while somebody is called, the screen."""

    NAME = "calls"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Calls"), _("First we listen. Nobody is visited with whom nobody has spoken."))
        self.calls: dict[UUID, CallDue] = {}
        self._read: Read | None = None
        self._keeping: Ticket | None = None
        self.list = CallRows()
        self.call_screen = CallScreen(desk)
        self.stack = QStackedWidget()
        self.call = _button(_("&Call"), _("Begin the call. Enter"), self.begin_call)
        self.write = _button(_("Offer by &letter…"), _("To whom nobody was reached. Key L"), self.offer)
        self.propose = _button(_("P&ropose a visit…"), _("Somebody else approves it. Key R"), self.propose_visit)
        self.call.setProperty("primary", True)
        self._lay_out()
        self.list.currentItemChanged.connect(lambda *_: self._offer())
        self.list.itemActivated.connect(lambda *_: self.begin_call())
        self.call_screen.kept.connect(self._keep)
        self.call_screen.left.connect(self._drop)
        for key, button in (("L", self.write), ("R", self.propose)):
            QShortcut(
                QKeySequence(key), self.list, button.click, context=Qt.ShortcutContext.WidgetShortcut
            )  # fmt: skip

    # --- reading

    @staticmethod
    def read(office: Office, user: User) -> Read:
        """Whom to speak with."""
        with office.store.reading() as session:
            zone = session.branch().zone
        return Read(call_list(office, by=user), zone, office.clock())

    def show_read(self, value: Read) -> None:
        """Show them; a call that is under way stays."""
        self._read, self.calls = value, {call.customer.id: call for call in value.calls}
        self.list.show_calls(value.calls, value.zone, value.now)
        if self.stack.currentIndex() != CALL:
            self.stack.setCurrentIndex(LIST if value.calls else EMPTY)
        self._offer()

    def open_with(self, value: object) -> None:
        """Call a customer: ``(id, purpose)``."""
        if isinstance(value, tuple):
            self._begin(*value)

    def go_back(self) -> bool:
        """Leave the call that is under way; nothing of it is kept."""
        calling = self.stack.currentIndex() == CALL
        if calling:
            self._drop()
        return calling

    @property
    def current(self) -> CallDue | None:
        """The line under the cursor."""
        found = self.list.current
        return self.calls.get(found) if found else None

    # --- calling

    def begin_call(self) -> None:
        """Call the current one."""
        if call := self.current:
            self._begin(call.customer.id, Purpose.PRE_CONTACT)

    def _begin(self, customer_id: UUID, purpose: Purpose) -> None:
        self.note.say("")
        self.desk.background.run(
            begin, self.desk.office, customer_id, purpose, by=self.desk.user, on_done=self._show_call,
            on_error=self.fail,
        )  # fmt: skip

    def _show_call(self, sheet: CallSheet) -> None:
        self.stack.setCurrentIndex(CALL)
        self._bar.hide()
        self.call_screen.begin(sheet)

    def _keep(self, talk: Talk) -> None:
        sheet = self.call_screen.sheet
        assert sheet
        if self._keeping and not self._keeping.finished:
            return  # a key that is pressed twice keeps one call, not two
        self._keeping = self.desk.act(
            note_call, self.desk.office, sheet.customer.id, talk, by=self.desk.user, on_done=self._kept,
            on_error=self.fail, days=True,
        )  # fmt: skip

    def _kept(self, noted: Noted) -> None:
        if self.list.current == noted.contact.customer_id:
            self.list.go_on()
        self._leave()
        words, tone = _("The call is kept."), "better"
        if noted.phone:
            words = _("Paper is out already. Ring up now: {teams}.").format(
                teams=", ".join(each.team for each in noted.phone)
            )
            tone = "wrong"
        elif noted.withdrawn:
            count = len(noted.withdrawn)
            words = ngettext("Kept; {count} visit is called off.", "Kept; {count} visits are called off.", count)
            words = words.format(count=count)
        self.note.say(words, tone)
        case_id = noted.contact.case_id or next(iter(noted.contact.about), None)
        # A team at a door comes before any plan.
        if noted.follow in (Follow.PLAN, Follow.PAUSE) and case_id and not noted.phone:
            self.desk.called.emit(("repayment", case_id))

    def _drop(self) -> None:
        self._leave()
        self.note.say(_("Nothing of this call is kept."), "worse")

    def _leave(self) -> None:
        self.stack.setCurrentIndex(LIST if self.calls else EMPTY)
        self._bar.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- letters and proposals

    def offer(self) -> None:
        """Offer a conversation by letter to everybody who was not reached."""
        office = self.desk.office
        self.desk.background.run(_first_day, office, on_done=self._ask_offer, on_error=self.fail)

    def _ask_offer(self, first: object) -> None:
        waiting = [call.customer.id for call in self.calls.values() if call.group == CallGroup.WRITE]
        meeting = MeetingDialog.offer(self, first) if waiting else None  # type: ignore[arg-type]
        if meeting is None:
            return
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Print letters"), f"letters-{meeting.day.isoformat()}.pdf", "PDF (*.pdf)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if name:
            self.desk.act(
                _print, self.desk.office, waiting, meeting, Path(name), self.desk.user, on_done=self._printed,
                on_error=self.fail,
            )  # fmt: skip

    def _printed(self, done: Printed) -> None:
        count = len(done.batch.messages)
        words = ngettext("{count} letter in {file}.", "{count} letters in {file}.", count)
        self.note.say(words.format(count=count, file=done.file.name), "better")

    def propose_visit(self) -> None:
        """Propose a visit to the current one."""
        call, read = self.current, self._read
        if call is None or read is None:
            return
        meeting = MeetingDialog.propose(self, call, read.now.astimezone(read.zone).date())
        if meeting:
            self.desk.act(
                propose, self.desk.office, [case.id for case in call.cases], meeting.day, [meeting.window],
                meeting.place, address=meeting.address, by=self.desk.user, on_done=self._proposed,
                on_error=self.fail, days=True,
            )  # fmt: skip

    def _proposed(self, visit: Visit) -> None:
        words = _("Proposed for {day}. It waits for somebody else's approval.")
        self.note.say(words.format(day=say_date(visit.date)), "better")

    # --- what is shown

    def _offer(self) -> None:
        call, may = self.current, self.desk.user.may(Right.CONTACT)
        self.call.setEnabled(may and bool(call and call.room.open))
        waiting = any(each.group == CallGroup.WRITE for each in self.calls.values())
        self.write.setEnabled(may and waiting)
        self.propose.setEnabled(self.desk.user.may(Right.PROPOSE) and bool(call and call.group == CallGroup.PROPOSE))

    def _lay_out(self) -> None:
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.call_screen)
        self.stack.addWidget(_empty())
        self.body.addWidget(self.stack, 1)
        self._bar = QWidget()
        self._bar.setLayout(button_row(self.call, self.write, self.propose))
        self.body.addWidget(self._bar)


def _button(words: str, tip: str, pressed: Callable[[], None]) -> QPushButton:
    button = QPushButton(words)
    button.setToolTip(tip)
    button.clicked.connect(lambda _checked=False: pressed())
    return button


def _empty() -> QWidget:
    words = _("Who was reminded, and whose case is prepared, appears here once the rest after the reminder is over.")
    return nothing_here(_("Nobody is to be called"), words)


def _first_day(office: Office) -> object:
    return first_offer_day(around(office))


def _print(office: Office, customers: list[UUID], meeting: Meeting, file: Path, user: User) -> Printed:
    with Worker() as worker:
        return print_offers(office, customers, meeting.day, meeting.window, file, by=user, worker=worker)
