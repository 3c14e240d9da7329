"""What is asked of a user: a new one's name, role and password, a new password, another role, a deputy's days.

Each dialog returns values; keeping them is the business of whoever asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QWidget

from planner.model import Staff
from planner.signing_in import LEAST_LENGTH
from planner.text import gettext as _
from planner.user_words import WORK, role_words
from planner.users import Role, User, staff_of
from ui.dialogs.fields import FieldForm, open_at
from ui.dialogs.frame import Frame

type NewUser = tuple[str, Role, str]
type Deputy = tuple[User, date, date]


class _Form(Frame):
    def __init__(self, parent: QWidget | None, title: str, accept: str, lead: str = "") -> None:
        super().__init__(parent, title, accept, lead)
        self.form = FieldForm()
        self.body.addWidget(self.form)
        self.body.addStretch(1)

    def _add_passwords(self) -> None:
        self.password = self._secret("password", _("&Password"))
        self.again = self._secret("again", _("Once &more"))
        self.form.say("password", _("{least} letters or more; a few words are a good one.").format(least=LEAST_LENGTH),
                      "text2")  # fmt: skip

    def _secret(self, name: str, words: str) -> QLineEdit:
        line = self.form.add(name, words, QLineEdit())
        line.setEchoMode(QLineEdit.EchoMode.Password)
        return line

    def _passwords_fit(self) -> bool:
        if len(self.password.text()) < LEAST_LENGTH:
            self.form.say("password", _("Too short: {least} letters or more.").format(least=LEAST_LENGTH))
            self.password.setFocus()
            return False
        if self.password.text() != self.again.text():
            self.form.say("again", _("This is not the same."))
            self.again.setFocus()
            return False
        return True

    def _add_roles(self, roles: Sequence[Role], chosen: Role) -> None:
        self.role = self.form.add("role", _("&Role"), QComboBox())
        for role in roles:
            self.role.addItem(role_words(role), role)
        self.role.setCurrentIndex(max(0, self.role.findData(chosen)))
        self.role.currentIndexChanged.connect(lambda _row: self._tell_work())
        self._tell_work()

    def _tell_work(self) -> None:
        self.form.say("role", _(WORK[self.role.currentData()]), "text2")


class NewUserDialog(_Form):
    """Somebody new."""

    @staticmethod
    def ask(parent: QWidget | None, roles: Sequence[Role], *, first: bool = False) -> NewUser | None:
        """Name, role and password, or None. The `first` one is told what changes with them."""
        dialog = NewUserDialog(parent, roles, first)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, roles: Sequence[Role], first: bool) -> None:
        lead = _("From then on everybody signs in. Write the password down where only you find it.") if first else ""
        super().__init__(parent, _("Add a user"), _("&Add"), lead)
        self.value: NewUser | None = None
        self.name = self.form.add("name", _("&Name"), QLineEdit())
        self._add_roles(roles, roles[0])
        self._add_passwords()
        open_at(self, 460, 330)

    def confirm(self) -> None:
        """Take it, where all is there."""
        if not self.name.text().strip():
            self.form.say("name", _("Give the user a name."))
            self.name.setFocus()
        elif self._passwords_fit():
            self.value = self.name.text(), self.role.currentData(), self.password.text()
            self.accept()


class PasswordDialog(_Form):
    """A new password; one's own takes the old one."""

    @staticmethod
    def ask(parent: QWidget | None, name: str, *, own: bool) -> tuple[str, str] | None:
        """The old and the new one, or None."""
        dialog = PasswordDialog(parent, name, own)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, name: str, own: bool) -> None:
        super().__init__(parent, _("New password for {name}").format(name=name), _("&Save"))
        self.value: tuple[str, str] | None = None
        self.old = self._secret("old", _("Password until &now")) if own else None
        self._add_passwords()
        open_at(self, 460, 260)

    def confirm(self) -> None:
        """Take it, where both are the same."""
        if self._passwords_fit():
            self.value = self.old.text() if self.old else "", self.password.text()
            self.accept()


class RoleDialog(_Form):
    """Another role."""

    @staticmethod
    def ask(parent: QWidget | None, user: User) -> Role | None:
        """The role, or None."""
        dialog = RoleDialog(parent, user)
        return dialog.role.currentData() if dialog.run() else None

    def __init__(self, parent: QWidget | None, user: User) -> None:
        super().__init__(parent, _("Role of {name}").format(name=user.name), _("&Save"))
        self._add_roles(tuple(Role), user.role)
        open_at(self, 460, 210)


class StaffDialog(_Form):
    """Who a user is among those who go to doors."""

    @staticmethod
    def ask(parent: QWidget | None, user: User, staff: Sequence[Staff]) -> tuple[Staff | None] | None:
        """That person, None in it for nobody; None where nothing was said."""
        dialog = StaffDialog(parent, user, staff)
        return (dialog.person.currentData(),) if dialog.run() else None

    def __init__(self, parent: QWidget | None, user: User, staff: Sequence[Staff]) -> None:
        lead = _("Nobody approves a visit that their own team makes.")
        super().__init__(parent, _("{name} goes to doors").format(name=user.name), _("&Save"), lead)
        self.person = self.form.add("person", _("&As"), QComboBox())
        self.person.addItem(_("nobody"), None)
        for person in staff:
            self.person.addItem(f"{person.name} · {person.reference}", person)
        found = staff_of(user, staff)
        self.person.setCurrentIndex(next((n for n, each in enumerate(staff, start=1) if each.id == found), 0))
        open_at(self, 460, 230)


class DeputyDialog(_Form):
    """Who is away, and for how long."""

    @staticmethod
    def ask(parent: QWidget | None, user: User, others: Sequence[User], today: date) -> Deputy | None:
        """For whom they stand in, from when to when, or None."""
        dialog = DeputyDialog(parent, user, others, today)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, user: User, others: Sequence[User], today: date) -> None:
        lead = _("On these days they also have the rights of whom they stand in for.")
        super().__init__(parent, _("{name} stands in").format(name=user.name), _("&Save"), lead)
        self.value: Deputy | None = None
        self.away = self.form.add("away", _("&For"), QComboBox())
        for other in others:
            self.away.addItem(f"{other.name} · {role_words(other.role)}", other)
        self.first = self._day("first", _("F&rom"), today)
        self.last = self._day("last", _("&Until"), today)
        self.first.dateChanged.connect(self.last.setMinimumDate)
        open_at(self, 460, 280)

    def _day(self, name: str, words: str, today: date) -> QDateEdit:
        field = self.form.add(name, words, QDateEdit(QDate(today.year, today.month, today.day)))
        field.setMinimumDate(QDate(today.year, today.month, today.day))
        field.setCalendarPopup(True)
        field.setDisplayFormat("yyyy-MM-dd")
        return field

    def confirm(self) -> None:
        """Take it."""
        days = self.first.date().toPython(), self.last.date().toPython()
        self.value = (self.away.currentData(), *days)  # type: ignore[assignment]
        self.accept()
