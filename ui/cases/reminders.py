"""Reminders and notices: who is to be told what today, how the words would read, and the three ways to send them.

Keys: Ctrl+Page Down and Ctrl+Page Up choose for what, Space ticks, Ctrl+A ticks all, 1 to 4 give another way, E
exports, S sends, P prints letters, D done by hand, F did not arrive, C calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QFileDialog, QStackedWidget

from planner.bootstrap import Office
from planner.cases.contact_words import way_words
from planner.cases.gateway import Delivered, Exported, export, read_delivered
from planner.cases.letters import Printed
from planner.cases.masking import sees
from planner.cases.messages import LeftOut, Message, Wanted, report, tick
from planner.cases.model import Channel, ContactResult, Purpose
from planner.cases.outbox import SENT_BY, SentOut, is_on
from planner.cases.queues import queues
from planner.cases.reminders import Due, DueState
from planner.settings import Settings
from planner.text import gettext as _
from planner.text import ngettext
from planner.users import Right, User
from ui.background import ProgressPanel, Ticket
from ui.cases import reminder_words as beside
from ui.cases.contact_settings import SendingDialog
from ui.cases.desk import Desk
from ui.cases.looks import action, button_row, side_by_side
from ui.cases.page import Page
from ui.cases.reminder_purposes import PurposeTabs
from ui.cases.reminder_rows import ReminderRows
from ui.cases.reminder_words import Nobody, WordsPanel
from ui.dialogs.frame import said

WRITTEN = (Channel.SMS, Channel.EMAIL, Channel.LETTER)
LIST, EMPTY = range(2)


class Read(NamedTuple):
    """What the page shows."""

    dues: Mapping[Purpose, tuple[Due, ...]]
    zone: ZoneInfo
    now: datetime
    settings: Settings
    shown: bool


class RemindersPage(Page):
    """The queue at the left, the words at the right, what can be done below."""

    NAME = "reminders"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, _("Reminders"), _("Friendly first, and never a threat. After each one the customer is left in peace.")
        )
        self.purposes = PurposeTabs()
        self.rows = ReminderRows()
        self.words = WordsPanel(desk)
        self.stack = QStackedWidget()
        self.progress = ProgressPanel()
        self.settings = Settings()
        self._read: Read | None = None
        self._first: UUID | None = None
        self._sending: Ticket | None = None
        self._stop = Event()  # set by Stop: what has gone is told all the same
        self._make_buttons()
        self._lay_out()
        self._connect()

    # --- reading

    @staticmethod
    def read(office: Office, user: User) -> Read:
        """Who is to be told something now, by what it is for."""
        with office.store.reading() as session:
            zone = session.branch().zone
        return Read(queues(office, by=user), zone, office.clock(), office.settings, sees(user))

    def show_read(self, value: Read) -> None:
        """Show those of the chosen purpose; where there is nobody, say so."""
        self.settings, self._read = value.settings, value
        self.purposes.show_counts(value.dues)
        self._show_queue()

    def _show_queue(self) -> None:
        if value := self._read:
            purpose, first, self._first = self.purposes.purpose, self._first, None
            dues = value.dues[purpose]
            self.rows.show_dues(dues, value.zone, value.now, shown=value.shown, purpose=purpose, first=first)
            self.stack.setCurrentIndex(LIST if dues else EMPTY)
            self.empty.say(purpose)
            self._offer()

    def open_with(self, value: object) -> None:
        """Show the queue of this purpose, or with a customer, ``(purpose, id)``, that line of it."""
        purpose, who = value if isinstance(value, tuple) else (value, None)
        if isinstance(purpose, Purpose):
            self._first = who
            self.purposes.choose(purpose)
            self.outdate()

    def _show_words(self) -> None:
        due = self.rows.current
        way = self.rows.way_of(due) if due and due.state != DueState.SENT else None
        self.words.show_words(due, way)
        if due and due.state == DueState.LATER:
            self.words.lacking.say(self.rows.words_of(due), "text2")
        elif due and due.state == DueState.SENT:
            self.words.lacking.say(_("It is on its way. Once you know, say whether it arrived."), "text2")

    # --- what can be done

    def _wanted(self, ways: tuple[Channel, ...]) -> list[Wanted]:
        found = [(due, self.rows.way_of(due)) for due in self.rows.wanted_dues() if due.state != DueState.SENT]
        return [(due.customer.id, way) for due, way in found if way in ways]

    @property
    def _call_page(self) -> tuple[str, object] | None:
        return beside.call_page(self.rows.current) if self.rows.current else None

    def _sent(self) -> list[Due]:
        return [due for due in self.rows.wanted_dues() if due.state == DueState.SENT]

    def _offer(self) -> None:
        # What can be done with what is ticked, and to how many.
        may, busy = self.desk.user.may(Right.CONTACT), bool(self._sending and not self._sending.finished)
        on = tuple(way for way in SENT_BY if is_on(self.settings, way))
        counts = {
            self.export: len(self._wanted(WRITTEN)),
            self.send: len(self._wanted(on)),
            self.print: len(self._wanted((Channel.LETTER,))),
            self.done: len(self._wanted(WRITTEN)) + len(self._sent()),
            self.failed: len(self._sent()),
            self.call: int(bool(self._call_page)),
        }
        for button, count in counts.items():
            button.setEnabled(may and count > 0 and not busy)
        self.send.setVisible(bool(on))
        words = ngettext("{count} chosen", "{count} chosen", len(self.rows.wanted_dues()))
        self.count.setText(words.format(count=len(self.rows.wanted_dues())))

    def export_file(self) -> None:
        """Write a file for the gateway."""
        wanted = self._wanted(WRITTEN)
        file = self._ask_file(_("Export for the gateway"), "messages", "csv") if wanted else None
        if file:
            self._act(self._for(export), wanted, file, done=self._exported)

    def print_letters(self) -> None:
        """Print those that go by letter."""
        wanted = [key for key, _way in self._wanted((Channel.LETTER,))]
        file = self._ask_file(_("Print letters"), "letters", "pdf") if wanted else None
        if file:
            self._act(self._for(beside.print_now), wanted, file, self.desk.user, done=self._exported, by=False)

    def send_now(self) -> None:
        """Send through Apprise, one after the other; Stop leaves the rest."""
        wanted = self._wanted(tuple(way for way in SENT_BY if is_on(self.settings, way)))
        if not wanted:
            return
        self.progress.begin(_("Sending"))
        self._stop = Event()
        self._sending = self.desk.act(
            self._for(beside.send_all), self.desk.office, wanted, self.desk.user, self._stop, on_done=self._all_sent,
            on_error=self._not_sent, on_message=self.progress.take, days=self._promises,
        )  # fmt: skip
        self._offer()

    def mark_done(self) -> None:
        """They were reminded by hand, or what was sent has arrived."""
        wanted, sent = self._wanted(WRITTEN), [due.sent.id for due in self._sent() if due.sent]
        if sent:
            self._act(report, sent, ContactResult.DELIVERED, done=self._told)
        if wanted:
            self._act(
                self._for(tick),
                wanted,
                ContactResult.DELIVERED,
                done=lambda made: self._said(made.messages, made.left_out),
            )

    def mark_failed(self) -> None:
        """What was sent has not arrived."""
        sent = [due.sent.id for due in self._sent() if due.sent]
        if sent:
            self._act(report, sent, ContactResult.FAILED, done=self._told)

    def give_way(self, way: Channel) -> None:
        """Remind what is chosen by another way."""
        given = self.rows.give_way(way)
        words = _("Nobody of those chosen can be reminded this way now: {way}.").format(way=way_words(way))
        self.note.say("" if given else words, "worse")

    def begin_call(self) -> None:
        """Remind by telephone; of a visit and of an installment, on the page where such calls are noted."""
        if page := self._call_page:
            self.desk.called.emit(page)

    def read_results(self) -> None:
        """Read what the gateway says of messages."""
        name, _kind = QFileDialog.getOpenFileName(self, _("Results of the gateway"), "", _("CSV files (*.csv)"))
        if name:
            self._act(read_delivered, Path(name), done=self._results)

    def set_up(self) -> None:
        """How the office is reached, and what is sent from here."""
        SendingDialog.ask(self, self.desk.office, self.desk.user)
        self.desk.changed.emit()  # words of its own are kept at once

    def _for(self, function: Callable[..., object]) -> Callable[..., Any]:
        return partial(function, purpose=self.purposes.purpose)

    @property
    def _promises(self) -> bool:
        # What tells of a visit binds its day: the span is promised.
        return self.purposes.purpose == Purpose.VISIT_NOTICE

    def _act(self, function: Callable[..., object], *args: object, done: Callable[..., None], by: bool = True) -> None:
        wanted = partial(function, by=self.desk.user) if by else function
        self.desk.act(wanted, self.desk.office, *args, on_done=done, on_error=self.fail, days=self._promises)

    def _ask_file(self, title: str, name: str, kind: str) -> Path | None:
        today = self.desk.office.clock().date().isoformat()
        chosen, _kind = QFileDialog.getSaveFileName(
            self, title, f"{name}-{today}.{kind}", f"{kind.upper()} (*.{kind})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        return Path(chosen) if chosen else None

    # --- what came of it

    def _exported(self, done: Exported | Printed) -> None:
        self._said(done.batch.messages, done.batch.left_out, done.file)

    def _said(self, messages: tuple[Message, ...], left: tuple[LeftOut, ...], file: Path | None = None) -> None:
        self.note.say(beside.told_words(len(messages), left, file), "better" if not left else "worse")

    def _told(self, count: int) -> None:
        self.note.say(ngettext("{count} noted.", "{count} noted.", count).format(count=count), "better")

    def _all_sent(self, done: SentOut) -> None:
        self.progress.end()
        good = all(each.sent for each in done.results) and not done.left_out and not done.not_begun
        self.note.say(beside.sent_words(done), "better" if good else "worse")

    def _not_sent(self, problem: Exception) -> None:
        self.progress.end()
        self.fail(problem)
        self.refresh()

    def _results(self, found: Delivered) -> None:
        self.note.say(beside.results_words(found), "worse" if found.unknown else "better")

    # --- how it is made

    def _make_buttons(self) -> None:
        self.export = action(_("&Export…"), _("A file for the lender's gateway. Key E"), self.export_file)
        self.send = action(_("&Send"), _("Send from here, one after the other. Key S"), self.send_now)
        self.print = action(_("&Print letters…"), _("Sealed letters with a neutral cover. Key P"), self.print_letters)
        self.done = action(_("&Done"), _("Told by hand, or arrived. Key D"), self.mark_done)
        self.failed = action(_("Did not arri&ve"), _("What was sent came back. Key F"), self.mark_failed)
        self.call = action(_("&Call"), _("Remind by telephone. Key C"), self.begin_call)
        self.results = action(_("&Results…"), _("Read what the gateway says of messages."), self.read_results)
        self.sending = action(_("Sendin&g…"), _("How the office is reached, and by what it sends."), self.set_up)
        self.export.setProperty("primary", True)
        self.count = said(quiet=True)

    def _lay_out(self) -> None:
        self.stack.addWidget(side_by_side(self.rows, self.words))
        self.empty = Nobody()
        self.stack.addWidget(self.empty)
        self.body.addWidget(self.purposes)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.progress)
        shown = self.export, self.send, self.print, self.done, self.failed, self.call, self.count
        self.body.addLayout(button_row(*shown, right=(self.results, self.sending)))

    def _connect(self) -> None:
        self.purposes.chosen.connect(self._show_queue)
        self.rows.chosen.connect(self._show_words)
        for heard in (self.rows.chosen, self.rows.ticked):
            heard.connect(self._offer)
        self.progress.stopped.connect(lambda: self._stop.set())
        self.purposes.hear_keys(self)
        buttons = self.export, self.send, self.print, self.done, self.failed, self.call
        keys = dict(zip("ESPDFC", (button.click for button in buttons), strict=True))
        keys |= {str(number): partial(self.give_way, way) for number, way in enumerate(Channel, start=1)}
        self.rows.hear_keys(keys)
