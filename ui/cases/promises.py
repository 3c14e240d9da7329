"""Promised times: the customers of a planned day in the order of their visits, each to be told a span.

Keys: Enter told on the telephone, O another span, N not reached, M by a message, Space chooses for messages.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QWidget,
)

from planner.bootstrap import Office
from planner.cases.contact_words import why_words
from planner.cases.promise_messages import Told, export_promises
from planner.cases.promises import MINUTES, PromiseList, ToTell, choose_span, next_planned, not_reached, tell, to_tell
from planner.model import Visit, Window
from planner.text import gettext as _
from planner.text import listed, ngettext
from planner.users import Right, User
from ui import theme
from ui.background import Ticket
from ui.cases.day_field import DayField
from ui.cases.desk import Desk
from ui.cases.page import Page
from ui.cases.promise_rows import PromiseRows, SpanDialog, span_words
from ui.dialogs.frame import said
from ui.rights import guard

LIST, EMPTY = range(2)
MINUTE = timedelta(minutes=1)


class PromisesPage(Page):
    """What was told is a hard window from then on; another one is another agreement."""

    NAME = "promises"

    def __init__(self, desk: Desk) -> None:
        lead = _("What a customer is told is kept. Outside it nobody comes, unless they agree to another time.")
        super().__init__(desk, _("Promised times"), lead)
        self.promises: PromiseList | None = None
        self._begun = False
        self._when: date | None = None
        self._telling: Ticket | None = None
        self.day = DayField()
        self.day.chosen.connect(self.open_with)
        theme.following().changed.connect(self.outdate)
        self.minutes = QSpinBox()
        self.minutes.setRange(MINUTES[0], MINUTES[-1])
        self.minutes.setSingleStep(15)
        self.minutes.setSuffix(_(" min"))
        self.minutes.setKeyboardTracking(False)
        self.minutes.setAccessibleName(_("Length of a span"))
        self.minutes.valueChanged.connect(self._choose_length)
        self.rows = PromiseRows()
        self.count = said(quiet=True)
        self.empty = said(quiet=True)
        self.stack = QStackedWidget()
        self.told = _button(_("&Told on the telephone"), _("The customer knows, and agrees. Enter"), self.tell)
        self.told.setProperty("primary", True)
        self.other = _button(_("Another &span…"), _("They agreed to another one. Key O"), self.tell_other)
        self.vain = _button(_("&Not reached"), _("Nobody answered; it stays on the list. Key N"), self.note_vain)
        self.write = _button(
            _("By &message…"), _("A file for the gateway, for all that are ticked. Key M"), self.export
        )
        self._lay_out()
        self.rows.currentItemChanged.connect(lambda *_args: self._offer())
        self.rows.itemActivated.connect(lambda *_args: self.tell())
        self.rows.ticked.connect(self._offer)
        for key, button in (("O", self.other), ("N", self.vain), ("M", self.write)):
            QShortcut(QKeySequence(key), self.rows, button.click, context=Qt.ShortcutContext.WidgetShortcut)

    # --- reading

    @staticmethod
    def read(office: Office, user: User) -> PromiseList:
        """The next day that is planned."""
        return _read(office, None, user)

    def refresh(self) -> None:
        """Read the day that is chosen; the next one that is planned at first."""
        if self._ticket:
            self._ticket.cancel()
        self._stale = False
        self._ticket = self.desk.background.run(
            _read, self.desk.office, self._when, self.desk.user, on_done=self.show_read, on_error=self.fail
        )

    def open_with(self, value: object) -> None:
        """Show this day."""
        if isinstance(value, date) and value != self._when:
            self._when = value
            self.outdate()

    def show_read(self, value: PromiseList) -> None:
        """Show whom to tell; the current line and the ticks stay where they can."""
        self.promises, self._when = value, value.day
        self.day.show_day(value.day)
        with QSignalBlocker(self.minutes):
            self.minutes.setValue(int(value.length / MINUTE))
        self.rows.show_calls(value.calls)
        self.stack.setCurrentIndex(LIST if value.calls else EMPTY)
        self.empty.setText(
            _("Nothing is planned for this day yet. Once it is planned, its customers stand here to be told when.")
        )
        kept = sum(each.kept for each in value.calls)
        parts = [_("{kept} of {count} were told, and it holds").format(kept=kept, count=len(value.calls))]
        if value.shut:
            words = ngettext(
                "{count} more is planned but may not be visited now, and is not told",
                "{count} more are planned but may not be visited now, and are not told",
                value.shut,
            )
            parts.append(words.format(count=value.shut))
        self.count.setText(_("{what}.").format(what=_("; ").join(parts)))
        if not self._begun and self.isVisible() and value.calls:
            self._begun = True
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer()

    # --- telling

    def tell(self) -> None:
        """The current one was told the span that stands there."""
        if call := self.rows.current:
            self._tell(call, call.says)

    def tell_other(self) -> None:
        """The current one agreed to another span."""
        call = self.rows.current
        if call and (span := SpanDialog.ask(self, call)):
            self._tell(call, span)

    def _tell(self, call: ToTell, span: Window) -> None:
        if not self.told.isEnabled() or (self._telling and not self._telling.finished):
            return
        self._telling = self.desk.act(
            tell, self.desk.office, call.visit.id, call.date, span, by=self.desk.user, on_done=self._said,
            on_error=self.fail, days=True,
        )  # fmt: skip

    def _said(self, visit: Visit) -> None:
        if visit.promised:
            words = _("{name}: {span}. Nobody comes at another time.")
            self.note.say(words.format(name=visit.customer.name, span=span_words(visit.promised)), "better")

    def note_vain(self) -> None:
        """The current one was not reached."""
        if call := self.rows.current:
            self.desk.act(
                not_reached, self.desk.office, call.visit.id, call.date, by=self.desk.user, on_error=self.fail,
                on_done=lambda _none: self.note.say(_("Noted. Try again at another hour."), "text2"),
            )  # fmt: skip

    def export(self) -> None:
        """Write a message to each that is ticked; without ticks to the current one."""
        wanted, when = self.rows.wanted, self._when
        if not wanted or when is None:
            return
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Messages for the gateway"), f"promises-{when.isoformat()}.csv", "CSV (*.csv)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if name:
            self.desk.act(
                export_promises, self.desk.office, when, [each.visit.id for each in wanted], Path(name),
                by=self.desk.user, on_done=self._exported, on_error=self.fail, days=True,
            )  # fmt: skip

    def _exported(self, done: Told) -> None:
        words = ngettext("{count} message in {file}.", "{count} messages in {file}.", done.count)
        said_ = words.format(count=done.count, file=done.file.name)
        if done.left_out:
            left = listed(f"{each.reference} ({why_words(each.why)})" for each in done.left_out)
            said_ += " " + _("Left out: {who}.").format(who=left)
        self.note.say(said_, "worse" if done.left_out else "better")

    def _choose_length(self, minutes: int) -> None:
        self.desk.act(choose_span, self.desk.office, minutes, by=self.desk.user, on_error=self.fail)

    # --- what is shown

    def _offer(self) -> None:
        call, user = self.rows.current, self.desk.user
        for button in (self.told, self.other, self.vain):
            guard(button, user, Right.CONTACT, possible=call is not None)
        guard(self.write, user, Right.CONTACT, possible=bool(self.rows.wanted))
        guard(self.minutes, user, Right.PLAN)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for widget in (QLabel(_("Day")), self.day, QLabel(_("Span")), self.minutes):
            top.addWidget(widget)
        top.addStretch(1)
        self.body.addLayout(top)
        nothing = QWidget()
        column = QHBoxLayout(nothing)
        column.addWidget(self.empty)
        self.stack.addWidget(self.rows)
        self.stack.addWidget(nothing)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.count)
        row = QHBoxLayout()
        for button in (self.told, self.other, self.vain, self.write):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)


def _button(words: str, tip: str, pressed: Callable[[], None]) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.setToolTip(tip)
    button.clicked.connect(lambda _checked=False: pressed())
    return button


def _read(office: Office, when: date | None, user: User) -> PromiseList:
    return to_tell(office, when or next_planned(office), by=user)
