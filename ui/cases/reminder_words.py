"""Beside the queue of reminders: how one would read, what is said of the others, and the long work on a thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from uuid import UUID

from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.cases.contact_words import way_words, why_words
from planner.cases.gateway import Delivered
from planner.cases.letters import Printed, print_reminders
from planner.cases.masking import masked_phone
from planner.cases.messages import LeftOut, Message, Wanted, preview
from planner.cases.model import Channel, Purpose
from planner.cases.outbox import SentOut, send
from planner.cases.reminders import Due
from planner.text import N_, ngettext
from planner.text import gettext as _
from planner.users import User
from routing.worker import Worker
from ui.background import Ticket
from ui.cases.desk import Desk
from ui.cases.looks import nothing_here
from ui.dialogs.fields import Note
from ui.dialogs.frame import heading, said
from ui.dialogs.problem import problem_words

EMPTY = (
    (
        Purpose.REMINDER,
        N_("Nobody is to be reminded"),
        N_("Whoever is late, not held and not in the rest after a reminder appears here by itself. Import the cases"
           " of the lender on the board, or go on with the calls."),
    ),
    (
        Purpose.VISIT_NOTICE,
        N_("Nobody is to be told of a visit"),
        N_("Once a visit is approved and planned, its customer appears here, where the rules ask for a notice and none"
           " was given. What is agreed on the telephone counts."),
    ),
    (
        Purpose.AGENT_NOTICE,
        N_("Nobody is to be told of the firm"),
        N_("Customers appear here before their first visit, where this office visits for another firm. That is said"
           " under Settings, Rules."),
    ),
    (
        Purpose.FOLLOW_UP,
        N_("No installment is to be written about"),
        N_("Three days before an installment of a plan its customer appears here, and kindly once more where it was"
           " missed. Plans are agreed on the page of a case."),
    ),
)  # fmt: skip


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


def call_page(due: Due) -> tuple[str, object] | None:
    """The page on which a customer is told the same by telephone, and what it shows; None where nobody calls."""
    if due.visit:
        return "promises", due.visit.date
    if due.task:
        return "follow_up", due.customer.id
    reminds = due.purpose == Purpose.REMINDER and Channel.PHONE in due.channels
    return ("calls", (due.customer.id, Purpose.REMINDER)) if reminds else None


def told_words(count: int, left: tuple[LeftOut, ...], file: Path | None) -> str:
    """How many were told, in which file, and who was left out."""
    words = ngettext("{count} customer told.", "{count} customers told.", count).format(count=count)
    if file:
        words = ngettext("{count} message in {file}.", "{count} messages in {file}.", count)
        words = words.format(count=count, file=file.name)
    return " ".join(filter(None, (words, left_words(left))))


def sent_words(done: SentOut) -> str:
    """What became of a run of messages."""
    sent = sum(result.sent for result in done.results)
    words = _("Sent: {sent}. Not taken: {failed}.").format(sent=sent, failed=len(done.results) - sent)
    if done.not_begun:
        words += " " + _("Stopped; not begun: {count}.").format(count=done.not_begun)
    return " ".join(filter(None, (words, left_words(done.left_out))))


def results_words(found: Delivered) -> str:
    """What the gateway says of messages."""
    words = _("Arrived: {delivered}. Not arrived: {failed}. Want no more: {declined}. Rows without use: {unknown}.")
    told = {"delivered": found.delivered, "failed": found.failed, "declined": found.declined}
    return words.format(**told, unknown=len(found.unknown))


class Nobody(QStackedWidget):
    """What stands where nobody is to be told anything, by what it is for."""

    def __init__(self) -> None:
        super().__init__()
        self._places = {purpose: self.addWidget(nothing_here(_(head), _(words))) for purpose, head, words in EMPTY}

    def say(self, purpose: Purpose) -> None:
        """Say of this queue what puts somebody there."""
        self.setCurrentIndex(self._places[purpose])


def print_now(office: Office, customers: list[UUID], file: Path, user: User, *, purpose: Purpose) -> Printed:
    """Print letters, with a child process of their own; on a thread."""
    with Worker() as worker:
        return print_reminders(office, customers, file, by=user, worker=worker, purpose=purpose)


def send_all(
    office: Office,
    wanted: list[Wanted],
    user: User,
    stop: Event,
    *,
    purpose: Purpose,
    on_message: Callable[[object], None],
) -> SentOut:
    """Send them until `stop` is set; on a thread."""
    return send(office, wanted, by=user, purpose=purpose, on_message=on_message, cancelled=stop.is_set)
