"""The call screen: what to say at the left, large and calm; what was answered at the right, by single keys.

Keys: the digits answer, V and C note a refusal, Backspace goes back, Enter keeps, Escape leaves without keeping.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.cases.call_answers import REFUSALS, SPANS, At, Choice, Follow, Refusal
from planner.cases.call_steps import Talk, back, choices, choose
from planner.cases.calls import CallSheet
from planner.cases.masking import masked_balance, masked_phone
from planner.cases.message_values import owed_words
from planner.cases.model import ContactResult, Purpose
from planner.text import N_, language
from planner.text import gettext as _
from ui import theme
from ui.cases.desk import Desk
from ui.cases.looks import scrolling
from ui.dialogs.frame import GAP, heading, said, say_date
from ui.theme import scaled

LARGE = 1.55
"""How much larger than the window's own the script is: read aloud, from a distance."""
QUESTIONS = {
    At.OPEN: N_("Who answers?"),
    At.IDENTITY: N_("Who is it?"),
    At.REASON: N_("What made it difficult?"),
    At.WILLING: N_("How do they see it?"),
    At.GROUP: N_("What is to be looked after?"),
    At.FOLLOW: N_("What follows?"),
    At.OFFER: N_("Would they like to meet?"),
    At.DAY: N_("Which day?"),
    At.SPAN: N_("Which part of the day?"),
    At.PLACE: N_("Where?"),
    At.CONSENT: N_("Outside the usual: do they agree?"),
    At.CLOSE: N_("Keep the call?"),
}
RESULTS = {
    ContactResult.NO_ANSWER: N_("Not reached."),
    ContactResult.FAILED: N_("The number is wrong."),
    ContactResult.TALKED: N_("Spoken with."),
    ContactResult.DECLINED: N_("Refused; it holds for everything they have with us, from now on."),
}
FOLLOWS = {
    Follow.PLAN: N_("Nothing goes on while a plan is drawn up. Visits are called off."),
    Follow.PAUSE: N_("A pause begins today. Visits are called off."),
    Follow.CHECK: N_("Everything waits until it is checked. Visits are called off."),
    Follow.SUPERVISOR: N_("A supervisor decides how to go on. Visits are called off."),
    Follow.WRITE: N_("They hear from us in writing. Visits are called off."),
    Follow.VISIT: N_("Wished for: {day}, {span}."),
}
REFUSED = {Refusal.VISIT: N_("No visits any more."), Refusal.CONTACT: N_("No contact any more.")}


class CallScreen(QWidget):
    """One call. `kept` brings it when it is to be kept; `left` tells that it was left."""

    kept = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.sheet: CallSheet | None = None
        self.talk = Talk(Purpose.PRE_CONTACT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.who = heading("")
        self.number = QLabel()
        self.number.setFont(scaled(self.font(), LARGE))
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.script = QLabel()
        self.script.setWordWrap(True)
        self.script.setTextFormat(Qt.TextFormat.PlainText)
        self.script.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.script.setFont(scaled(self.font(), LARGE))
        self.script.setAccessibleName(_("What to say"))
        self.facts = said(quiet=True)
        self.question = heading("")
        self.summary = said()
        self.answers = QVBoxLayout()
        self.back_button = _button(_("&Back"), _("The question before. Backspace"), self.go_back)
        self.leave_button = _button(_("&Leave"), _("Leave without keeping anything. Escape"), self.left.emit)
        self._lay_out()

    # --- the call

    def begin(self, sheet: CallSheet) -> None:
        """Begin a call."""
        self.sheet, self.talk = sheet, sheet.talk()
        self._show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def press(self, key: str) -> None:
        """Answer by a key, as the keyboard or a button has it."""
        after = choose(self.talk, key)
        if after is not self.talk:
            self.talk = after
            self._show()
        elif self.talk.at == At.CLOSE and key == "1":
            self.keep()

    def go_back(self) -> None:
        """The question before."""
        self.talk = back(self.talk)
        self._show()

    def keep(self) -> None:
        """Keep the call, where it has come to its end."""
        if self.talk.at == At.CLOSE:
            self.kept.emit(self.talk)

    # --- what is shown

    def _show(self) -> None:
        sheet, talk = self.sheet, self.talk
        if sheet is None:
            return
        self.who.setText(sheet.customer.customer.name)
        self.number.setText(masked_phone(self.desk.user, sheet.customer.customer.phone))
        self.script.setText(sheet.script.get(talk.part, "") if talk.part else "")
        owed = masked_balance(self.desk.user, owed_words(sheet.cases, language()))
        # On a screen somebody may look at: no amount before it is sure who listens.
        self.facts.setText(_("Open: {amount}").format(amount=owed) if talk.known else "")
        self.question.setText(_(QUESTIONS[talk.at]))
        self.summary.setText(self._summary() if talk.at == At.CLOSE else "")
        self.summary.setVisible(talk.at == At.CLOSE)
        self.back_button.setEnabled(bool(talk.trail))
        self._show_answers(choices(talk), REFUSALS if talk.known and talk.at != At.CLOSE else ())
        self.setAccessibleDescription(f"{self.question.text()} {self.script.text()}")

    def _summary(self) -> str:
        talk = self.talk
        lines = [_(RESULTS[talk.result])]
        if talk.refusal:
            lines.append(_(REFUSED[talk.refusal]))
        if talk.follow in FOLLOWS:
            span = f"{talk.span.earliest:%H:%M}–{talk.span.latest:%H:%M}" if talk.span else ""
            lines.append(_(FOLLOWS[talk.follow]).format(day=say_date(talk.day) if talk.day else "", span=span))
        if talk.consent:
            lines.append(_("With a consent, for this one time."))
        return "\n".join(lines)

    def _show_answers(self, found: Sequence[Choice], refusals: Sequence[Choice]) -> None:
        while item := self.answers.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for choice in found:
            self.answers.addWidget(self._answer(choice))
        if refusals:
            self.answers.addSpacing(GAP)
        for choice in refusals:
            self.answers.addWidget(self._answer(choice, quiet=True))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, choice: Choice, *, quiet: bool = False) -> QPushButton:
        words = self._words(choice)
        button = QPushButton(f"{choice.key.upper()}   {words}")
        button.setAccessibleName(words)
        button.setToolTip(_("Key {key}").format(key=choice.key.upper()))
        button.setProperty("primary", self.talk.at == At.CLOSE)
        c = theme.colors()
        side = "text-align: left; padding: 7px 12px;"
        button.setStyleSheet(side + (f" color: {c.worse};" if quiet else ""))
        button.clicked.connect(lambda _checked=False, key=choice.key: self.press(key))
        return button

    def _words(self, choice: Choice) -> str:
        if self.talk.at == At.DAY and not choice.words:
            return say_date(date.fromisoformat(choice.code))
        if self.talk.at == At.SPAN and not choice.words:
            span = SPANS[int(choice.code)]
            return f"{span.earliest:%H:%M}–{span.latest:%H:%M}"
        return _(choice.words)

    # --- how it is made

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(4)
        right.setSpacing(8)
        self.answers.setSpacing(6)
        left.addWidget(self.who)
        left.addWidget(self.number)
        left.addSpacing(GAP)
        left.addWidget(scrolling(self.script), 1)
        left.addWidget(self.facts)
        for widget in (self.question, self.summary):
            right.addWidget(widget)
        right.addLayout(self.answers)
        right.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.back_button)
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP * 3)
        row.addLayout(left, 3)
        row.addLayout(right, 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text().lower()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif key == Qt.Key.Key_Backspace:
            self.go_back()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif text and text in "123456789vc":
            self.press(text)
        else:
            super().keyPressEvent(event)


def _button(words: str, tip: str, pressed: object) -> QPushButton:
    button = QPushButton(words)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    assert callable(pressed)
    button.clicked.connect(lambda _checked=False: pressed())
    return button
