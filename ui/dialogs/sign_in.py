"""Asks who sits here: a name and a password. Seats nobody; that is the business of whoever asked."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from planner.bootstrap import Office
from planner.signing_in import sign_in
from planner.text import gettext as _
from planner.users import User
from ui.dialogs.fields import FieldForm, Note, open_at, searchable
from ui.dialogs.frame import Frame
from ui.dialogs.problem import problem_words


class SignInDialog(Frame):
    """With `locked` there is no way back to what lies behind it: one signs in, or ends the program (`quits`).

    With `beside` a second person says who they are, for what is asked of them alone; who sits here stays.
    """

    @staticmethod
    def ask(parent: QWidget | None, office: Office, *, locked: bool = False, beside: bool = False) -> User | None:
        """Who has proved to sit here; None where nobody has. A program that is locked is ended then."""
        dialog = SignInDialog(parent, office, locked=locked, beside=beside)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, office: Office, *, locked: bool = False, beside: bool = False) -> None:
        lead = _("Rounds is locked. Everything is kept as it was.") if locked else ""
        if beside:
            lead = _("A second person signs in, for this alone. Whoever sits here stays.")
        super().__init__(parent, _("Sign in"), _("&Sign in"), lead)
        self.setWindowTitle(_("Rounds"))
        self._office = office
        self._locked = locked
        self._quits = False
        self.value: User | None = None
        with office.store.reading() as session:
            names = [user.name for user in session.users() if not user.retired]
        form = FieldForm()
        self.name = form.add("name", _("&Name"), searchable(names))
        known = "" if beside else office.user.name
        self.name.setCurrentText(known)
        self.password = form.add("password", _("&Password"), QLineEdit())
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.note = Note()
        self.body.addWidget(form)
        self.body.addWidget(self.note)
        if locked:
            self.cancel.setText(_("&Quit Rounds"))
            self.cancel.clicked.disconnect()
            self.cancel.clicked.connect(self._quit)
        open_at(self, 400, 240)
        (self.password if known else self.name).setFocus()

    def confirm(self) -> None:
        """Try; a wrong password says so, and the field is free for another one."""
        self._wait(True)
        name, password = self.name.currentText(), self.password.text()
        self.background.run(sign_in, self._office, name, password, on_done=self._know, on_error=self._not_known)

    def reject(self) -> None:
        """Nothing behind a locked screen is opened by Escape."""
        if not self._locked or self._quits:
            super().reject()

    def _know(self, user: User) -> None:
        self.value = user
        self.accept()

    def _not_known(self, problem: Exception) -> None:
        self._wait(False)
        self.note.say(problem_words(problem))
        self.password.clear()
        self.password.setFocus()

    def _wait(self, waits: bool) -> None:
        # Looking at a password takes a while, on purpose.
        self.note.say(_("Looking…") if waits else "", "text2")
        for part in (self.primary, self.name, self.password):
            part.setEnabled(not waits)

    def _quit(self) -> None:
        self._quits = True
        self.reject()
