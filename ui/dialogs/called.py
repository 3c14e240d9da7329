"""A customer called (F12): found as one types, one letter for what they say, Enter does it. Then: whom to ring up.

The steps are in `called_steps`; what follows from a letter is `planner.cases.called`'s business.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.cases.called import Called, Found, called, find
from planner.cases.called_words import followed_words
from planner.cases.drawing_up import today_of
from planner.cases.masking import sees
from planner.cases.ringing import ToRing, to_ring
from planner.text import gettext as _
from planner.users import User
from ui.background import Ticket
from ui.cases.desk import Desk
from ui.cases.ringing import Rings
from ui.dialogs.called_steps import FindStep, SaysStep, Wish
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import problem_words

FIND, SAYS, DONE = range(3)


class CalledDialog(Frame):
    """Find, hear, done: three steps, forth by Enter and back by Escape."""

    @staticmethod
    def ask(parent: QWidget | None, desk: Desk) -> None:
        """Hear a customer who has called."""
        CalledDialog(parent, desk).run()

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, _("A customer called"), accept=_("&Next"))
        self._desk = desk
        self._finding: Ticket | None = None
        self._today = date.min
        self.who = FindStep()
        self.says = SaysStep(shown=sees(desk.user))
        self.followed = said()
        self.rings = Rings(desk)
        self.note = Note()
        self.stack = QStackedWidget()
        for step in (self.who, self.says, self._done_step()):
            self.stack.addWidget(step)
        self.body.addWidget(self.note)
        self.body.addWidget(self.stack, 1)
        self.cancel.setText(_("Close"))
        self.who.typed.connect(self._find)
        self.who.taken.connect(self.confirm)
        self.says.changed.connect(lambda: self.primary.setEnabled(self.says.request is not None))
        self.says.decided.connect(self.confirm)
        self.rings.noted.connect(self._look)
        self._show(FIND)
        open_at(self, 560, 540)

    # --- forth and back

    def confirm(self) -> None:
        """Take the person; then do what they say; then close."""
        step = self.stack.currentIndex()
        if step == FIND and (who := self.who.current):
            self.says.begin(who, self._today)
            self._show(SAYS)
        elif step == SAYS and self.says.request:
            self._do()
        elif step == DONE and not any(card.who.hasFocus() for card in self.rings.cards.values()):
            self.accept()  # Enter in a field notes a name, and no more

    def reject(self) -> None:
        """One step back; from the first, and from the last, out."""
        if self.stack.currentIndex() == SAYS:
            self._show(FIND)
        else:
            super().reject()

    def _show(self, step: int) -> None:
        words = {FIND: _("&Next"), SAYS: _("&Do it"), DONE: _("&Done")}
        self.note.say("")
        self.stack.setCurrentIndex(step)
        self.primary.setText(words[step])
        self.primary.setEnabled(step == DONE or (step == FIND and self.who.current is not None))
        person = self.says.found.customer.customer.name if step != FIND and self.says.found else ""
        self.show_title(person or _("A customer called"))
        target = {FIND: self.who.field, SAYS: self.says.list, DONE: self.primary}[step]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- finding

    def _find(self, words: str) -> None:
        if self._finding:
            self._finding.cancel()
        self._finding = self.background.run(
            look_up, self._desk.office, words, self._desk.user, on_done=self._found, on_error=self._fail
        )

    def _found(self, found: tuple[tuple[Found, ...], date]) -> None:
        people, self._today = found
        self.who.show_found(people, self._today)
        self.primary.setEnabled(self.who.current is not None)

    # --- doing

    def _do(self) -> None:
        assert self.says.found
        assert self.says.request
        self.primary.setEnabled(False)
        wish: Wish = self.says.wish
        self._desk.act(
            called, self._desk.office, self.says.found.customer.id, self.says.request, by=self._desk.user,
            group=self.says.group, wished_day=wish.day, wished=wish.window, on_done=self._done, on_error=self._fail,
            days=True,
        )  # fmt: skip

    def _done(self, done: Called) -> None:
        self.followed.setText(followed_words(done, shown=sees(self._desk.user)))
        self._show(DONE)
        self._look()

    def _look(self) -> None:
        self.background.run(rings_now, self._desk.office, on_done=self._show_rings, on_error=self._fail)

    def _show_rings(self, rings: tuple[ToRing, ...]) -> None:
        self.rings.show_rings(rings)
        if not rings:
            self.primary.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.rings.cards[rings[0].phone.id].who.text():
            self.rings.cards[rings[0].phone.id].who.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fail(self, problem: Exception) -> None:
        self.primary.setEnabled(True)
        self.note.say(problem_words(problem))

    def _done_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.followed)
        column.addWidget(self.rings)
        column.addStretch(1)
        return step


def look_up(office: Office, words: str, user: User) -> tuple[tuple[Found, ...], date]:
    """Who is found, and which day it is. Runs on a thread."""
    return find(office, words, by=user), today_of(office)


def rings_now(office: Office) -> tuple[ToRing, ...]:
    """Whom to ring up. Runs on a thread."""
    with office.store.reading() as session:
        return to_ring(session)
