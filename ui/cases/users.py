"""The page of who works here: users, their roles, their deputies. Administrators change them; others read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QTableWidget, QTableWidgetItem

from planner import people
from planner.bootstrap import Office
from planner.model import Staff
from planner.signing_in import sign_in
from planner.text import gettext as _
from planner.text import ngettext
from planner.user_words import role_words
from planner.users import FIRST_ROLES, Right, Role, User, staff_of
from ui.cases.desk import Desk
from ui.cases.looks import as_rows, button_row
from ui.cases.page import Page
from ui.dialogs.frame import said
from ui.dialogs.sure import SureDialog
from ui.dialogs.user_forms import DeputyDialog, NewUserDialog, PasswordDialog, RoleDialog, StaffDialog
from ui.rights import guard

KEY = Qt.ItemDataRole.UserRole


class Staffing(NamedTuple):
    """Who works here, which day it is, and who goes to doors, by name."""

    users: tuple[User, ...]
    today: date
    staff: tuple[Staff, ...] = ()


class UsersPage(Page):
    """A row for each user; what is done with the chosen one stands below."""

    NAME = "users"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Users"), _("Who may sign in here, and as what. Everything done is recorded by them."))
        self.staffing: Staffing | None = None
        self.table = self._table()
        self.empty = said(
            _("Nobody signs in here: whoever starts Rounds may do all but approve. Add the first user, an administrator"
              " or a supervisor; a second person can then approve visits.")
        )  # fmt: skip
        self.count = said(quiet=True)
        self.add = self._button(_("&Add a user…"), self._add)
        self.add.setProperty("primary", True)
        self.role = self._button(_("&Role…"), self._give_role)
        self.password = self._button(_("New &password…"), self._give_password)
        self.deputy = self._button(_("Stands &in…"), self._set_deputy)
        self.end = self._button(_("&End standing in"), self._end_deputy)
        self.goes = self._button(_("&Goes out as…"), self._say_staff)
        self.retire = self._button(_("Re&tire"), self._retire)
        self._others_row = (self.role, self.password, self.deputy, self.end, self.goes, self.retire)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.count)
        self.body.addLayout(button_row(self.add, *self._others_row))
        self.body.addStretch(0)
        self._show_possible()

    def _button(self, words: str, function: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(function)
        return button

    def _table(self) -> QTableWidget:
        table = as_rows(QTableWidget(0, 4))
        table.setHorizontalHeaderLabels([_("Name"), _("Role"), _("Stands in"), _("Goes out as")])
        table.setAccessibleName(_("Users"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 22)
        header.setStretchLastSection(True)
        table.itemSelectionChanged.connect(self._show_possible)
        return table

    # --- reading and showing

    @staticmethod
    def read(office: Office, user: User) -> Staffing:
        """Everyone, by name; who no longer works here comes last."""
        with office.store.reading() as session:
            zone = session.branch().zone
            users = sorted(session.users(), key=lambda each: each.retired)
            staff = sorted((each for each in session.staff() if not each.retired), key=lambda each: each.name)
            return Staffing(tuple(users), office.clock().astimezone(zone).date(), tuple(staff))

    def show_read(self, value: Staffing) -> None:
        """Show them; who was chosen stays so."""
        before, self.staffing = self.chosen, value
        names = {user.id: user.name for user in value.users}
        self.table.setRowCount(len(value.users))
        for row, user in enumerate(value.users):
            role = _("retired") if user.retired else role_words(user.role)
            cells = (user.name, role, _standing(user, names), _going(user, value.staff))
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setData(KEY, user.id)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
            if before and user.id == before.id:
                self.table.selectRow(row)
        there = len([user for user in value.users if not user.retired])
        self.count.setText(ngettext("{count} user", "{count} users", there).format(count=there))
        for part in (self.table, self.count, *self._others_row):
            part.setVisible(bool(value.users))
        self.empty.setVisible(not value.users)
        self._show_possible()

    @property
    def chosen(self) -> User | None:
        """The user whose row is chosen."""
        row = self.table.currentRow() if self.table.selectedItems() else -1
        item = self.table.item(row, 0) if row >= 0 else None
        users = self.staffing.users if self.staffing else ()
        return next((user for user in users if item and user.id == item.data(KEY)), None)

    def _show_possible(self) -> None:
        user, me = self.chosen, self.desk.user
        here = user is not None and not user.retired
        for button in (self.role, self.retire):
            guard(button, me, Right.SETTLE, possible=here)
        guard(self.goes, me, Right.SETTLE, possible=here and self.staffing is not None and bool(self.staffing.staff))
        guard(self.add, me, Right.SETTLE)
        own = here and user is not None and user.id == me.id
        guard(self.password, me, Right.SEE_RECORD if own else Right.SETTLE, possible=here)
        others = here and self.staffing is not None and len(self._others(user)) > 0
        # Who approves may name who approves in their stead.
        standing = Right.SETTLE if me.may(Right.SETTLE) else Right.APPROVE
        guard(self.deputy, me, standing, possible=others)
        guard(self.end, me, standing, possible=here and user is not None and user.deputy_for is not None)

    def _others(self, user: User | None) -> list[User]:
        users = self.staffing.users if self.staffing else ()
        there = [each for each in users if user and each.id != user.id and not each.retired]
        me = self.desk.user
        return there if me.may(Right.SETTLE) else [each for each in there if each.id == me.id]

    # --- doing

    def _do(self, function: Callable[..., object], *args: object, **kwargs: Any) -> None:
        self.note.say("")
        self.desk.act(function, self.desk.office, *args, by=self.desk.user, on_error=self.fail, **kwargs)

    def _add(self) -> None:
        first = not self.desk.office.has_users
        if asked := NewUserDialog.ask(self, FIRST_ROLES if first else tuple(Role), first=first):
            if first:  # who makes themselves the first user has just typed the password twice
                self.desk.act(_come_in, self.desk.office, *asked, self.desk.user,
                              on_done=self.desk.seat, on_error=self.fail)  # fmt: skip
            else:
                self._do(people.add_user, *asked)

    def _give_role(self) -> None:
        if (user := self.chosen) and (role := RoleDialog.ask(self, user)):
            self._do(people.change_role, user.id, role, on_done=self._if_own(user))

    def _give_password(self) -> None:
        if (user := self.chosen) and (asked := PasswordDialog.ask(self, user.name, own=user.id == self.desk.user.id)):
            old, new = asked
            self._do(people.change_password, user.id, new, old=old)

    def _set_deputy(self) -> None:
        if not (user := self.chosen) or not self.staffing:
            return
        if asked := DeputyDialog.ask(self, user, self._others(user), self.staffing.today):
            away, first, last = asked
            self._do(people.set_deputy, user.id, away.id, first, last)

    def _end_deputy(self) -> None:
        if user := self.chosen:
            self._do(people.end_deputy, user.id)

    def _say_staff(self) -> None:
        user, staff = self.chosen, self.staffing.staff if self.staffing else ()
        if user and (asked := StaffDialog.ask(self, user, staff)):
            self._do(people.set_staff, user.id, asked[0].id if asked[0] else None)

    def _retire(self) -> None:
        lead = _("They cannot sign in any more, and this cannot be taken back. What they did stays in the record.")
        if (user := self.chosen) and SureDialog.ask(
            self, _("Retire {name}?").format(name=user.name), lead, _("&Retire")
        ):
            self._do(people.retire, user.id, on_done=self._if_own(user))

    def _if_own(self, user: User) -> Callable[[object], None] | None:
        # What somebody may do is read when they sign in: who has changed it for themselves does so anew.
        own = user.id == self.desk.user.id
        return (lambda _kept: self.desk.lock_wanted.emit()) if own else None


def _come_in(office: Office, name: str, role: Role, password: str, by: User) -> User:
    people.add_user(office, name, role, password, by=by)
    return sign_in(office, name, password)


def _going(user: User, staff: tuple[Staff, ...]) -> str:
    found = None if user.retired else staff_of(user, staff)
    return next((person.name for person in staff if person.id == found), "")


def _standing(user: User, names: Mapping[UUID, str]) -> str:
    if not user.deputy_for:
        return ""
    days = {"name": names.get(user.deputy_for, "?"), "first": user.deputy_from, "last": user.deputy_until}
    return _("instead of {name}, {first} to {last}").format(**days)
