"""Customers who may be here twice, one pair at a time: somebody says whether it is one person or two."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.cases import matching
from planner.cases.masking import masked_phone
from planner.cases.matching import LIKENESS, Double
from planner.cases.model import CustomerFile
from planner.text import gettext as _
from planner.text import listed, ngettext
from planner.users import User
from ui.cases.desk import Desk
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, heading, said
from ui.dialogs.problem import problem_words


class DoublesDialog(Frame):
    """Two files side by side. Nothing is chosen beforehand; whoever is unsure goes on to the next pair."""

    @staticmethod
    def ask(parent: QWidget | None, desk: Desk) -> None:
        """Go through the pairs."""
        DoublesDialog(parent, desk).run()

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, _("One person or two?"), lead=_("What you decide is recorded."))
        self._desk = desk
        self._pairs: tuple[Double, ...] = ()
        self._place = 0
        self.alike, self.note = said(quiet=True), Note()
        self.left, self.right = _Side(), _Side()
        self.one_left = QPushButton(_("One person: keep the &left file"))
        self.one_right = QPushButton(_("One person: keep the &right file"))
        self.two = QPushButton(_("&Two people"))
        self.later = QPushButton(_("&Next pair"))
        self._buttons = (self.one_left, self.one_right, self.two, self.later)
        self._lay_out()
        self.one_left.clicked.connect(lambda: self._merge(keep_left=True))
        self.one_right.clicked.connect(lambda: self._merge(keep_left=False))
        self.two.clicked.connect(self._apart)
        self.later.clicked.connect(self._next)
        open_at(self, 720, 380)
        self._read()

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        sides.addWidget(self.left, 1)
        sides.addWidget(self.right, 1)
        row = QHBoxLayout()
        for button in self._buttons:
            button.setAutoDefault(False)
            button.setEnabled(False)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self.note)
        self.body.addWidget(self.alike)
        self.body.addLayout(sides, 1)
        self.body.addLayout(row)

    def _read(self) -> None:
        self.background.run(
            matching.doubles, self._desk.office, by=self._desk.user, on_done=self._show, on_error=self._fail
        )  # fmt: skip

    def _show(self, pairs: tuple[Double, ...]) -> None:
        self._pairs = pairs
        if not pairs:
            self.accept()
            return
        self._place %= len(pairs)
        pair = pairs[self._place]
        count = ngettext("{count} pair waits.", "{count} pairs wait.", len(pairs)).format(count=len(pairs))
        alike = listed(_(LIKENESS[each]) for each in sorted(pair.likeness))
        self.alike.setText(f"{_('Alike in: {what}.').format(what=alike)} {count}")
        self.left.show_file(pair.first, self._desk.user)
        self.right.show_file(pair.second, self._desk.user)
        for button in self._buttons:
            button.setEnabled(True)
        self.later.setEnabled(len(pairs) > 1)

    def _fail(self, problem: Exception) -> None:
        self.note.say(problem_words(problem))

    def _next(self) -> None:
        self._place += 1
        self._show(self._pairs)

    def _merge(self, *, keep_left: bool) -> None:
        pair = self._pairs[self._place]
        kept, dropped = (pair.first, pair.second) if keep_left else (pair.second, pair.first)
        self._decide(matching.merge, kept, dropped)

    def _apart(self) -> None:
        pair = self._pairs[self._place]
        self._decide(matching.keep_apart, pair.first, pair.second)

    def _decide(self, function: object, first: CustomerFile, second: CustomerFile) -> None:
        for button in self._buttons:
            button.setEnabled(False)
        self._desk.act(
            function,  # type: ignore[arg-type]
            self._desk.office,
            first.id,
            second.id,
            by=self._desk.user,
            on_done=lambda _done: self._read(),
            on_error=self._fail,
            days=True,
        )


class _Side(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.name = heading("")
        self.facts = QLabel()
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        column = QVBoxLayout(self)
        column.addWidget(self.name)
        column.addWidget(self.facts)
        column.addStretch(1)

    def show_file(self, file: CustomerFile, user: User) -> None:
        """Show a customer."""
        person = file.customer
        self.name.setText(person.name)
        home = file.address.whole
        lines = (
            _("Number: {number} ({branch})").format(number=person.reference, branch=person.source),
            _("Phone: {phone}").format(phone=masked_phone(user, person.phone) or "–"),
            _("Address: {address}").format(address=home or "–"),
            _("Language: {language}").format(language=person.language or "–"),
        )
        self.facts.setText("\n".join(lines))
        self.facts.setAccessibleName("\n".join((person.name, *lines)))
