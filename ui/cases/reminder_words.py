"""Beside the queue of reminders: how one would read, what is said of the others, and the long work on a thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from uuid import UUID

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.cases.contact_words import way_words, why_words
from planner.cases.letters import Printed, print_reminders
from planner.cases.masking import masked_phone
from planner.cases.messages import LeftOut, Message, Wanted, preview
from planner.cases.model import Channel
from planner.cases.outbox import SentOut, send
from planner.cases.reminders import Due
from planner.text import gettext as _
from planner.text import ngettext
from planner.users import User
from routing.worker import Worker
from ui.background import Ticket
from ui.cases.desk import Desk
from ui.cases.looks import nothing_here
from ui.dialogs.fields import Note
from ui.dialogs.frame import heading, said
from ui.dialogs.problem import problem_words


class WordsPanel(QWidget):
    """The text in the customer's language, as it would go now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ticket: Ticket | None = None
        self.to = said(quiet=True)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName(_("The words as the customer gets them"))
        self.lacking = Note()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (heading(_("The words")), self.to, self.lacking):
            column.addWidget(widget)
        column.addWidget(self.text, 1)

    def show_words(self, due: Due | None, way: Channel | None) -> None:
        """Show how this customer would be reminded by this way; nothing, where nobody would."""
        if self._ticket:
            self._ticket.cancel()
        self.lacking.say("")
        if due is None or way is None:
            self._show("", "")
            return
        desk = self._desk
        self._ticket = desk.background.run(
            preview, desk.office, due, way, by=desk.user, on_done=self._show_message, on_error=self._fail
        )

    def _show_message(self, message: Message) -> None:
        to = message.to
        if message.channel in (Channel.SMS, Channel.PHONE):
            to = masked_phone(self._desk.user, to)
        filled = message.filled
        self._show(f"{way_words(message.channel)}  ·  {to}", "\n\n".join(filter(None, (filled.subject, filled.text))))

    def _fail(self, problem: Exception) -> None:
        self._show("", "")
        self.lacking.say(problem_words(problem))

    def _show(self, to: str, text: str) -> None:
        self.to.setText(to)
        self.text.setPlainText(text)


def left_words(left: tuple[LeftOut, ...]) -> str:
    """Whom nothing was sent to after all, and why."""
    if not left:
        return ""
    whys = ", ".join(sorted({why_words(each.why) for each in left}))
    words = ngettext("{count} left out: {why}.", "{count} left out: {why}.", len(left))
    return words.format(count=len(left), why=whys)


def nobody() -> QWidget:
    """What stands where nobody is to be reminded."""
    words = _("Whoever is late, not held and not in the rest after a reminder appears here by itself. Import the cases"
              " of the lender on the board, or go on with the calls.")  # fmt: skip
    return nothing_here(_("Nobody is to be reminded"), words)


def print_now(office: Office, customers: list[UUID], file: Path, user: User) -> Printed:
    """Print reminders, with a child process of their own; on a thread."""
    with Worker() as worker:
        return print_reminders(office, customers, file, by=user, worker=worker)


def send_all(
    office: Office, wanted: list[Wanted], user: User, stop: Event, *, on_message: Callable[[object], None]
) -> SentOut:
    """Send them until `stop` is set; on a thread."""
    return send(office, wanted, by=user, on_message=on_message, cancelled=stop.is_set)
