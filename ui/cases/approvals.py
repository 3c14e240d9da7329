"""Visits that wait for a second person. Keys: Space chooses, Ctrl+A all that can be, A approves, R returns, D decides.

Who may not approve lets somebody else sign in for it at the same desk; nobody is seated by that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.bootstrap import Office
from planner.cases.approving import Proposed, Returned, approve, decide_hold, give_back, queue, returned
from planner.cases.gate_words import why_words
from planner.cases.looking import Line, history
from planner.cases.masking import sees
from planner.errors import NotAllowed
from planner.model import Visit
from planner.text import gettext as _
from planner.text import listed, ngettext
from planner.users import Right, User
from ui.background import Ticket
from ui.cases.approvals_dialogs import ReasonDialog
from ui.cases.approvals_model import ApprovalsModel, ApprovalsTable
from ui.cases.approvals_side import ApprovalSide
from ui.cases.desk import Desk
from ui.cases.looks import side_by_side
from ui.cases.page import Page
from ui.dialogs.frame import heading, said, say_date
from ui.dialogs.problem import problem_words
from ui.dialogs.sign_in import SignInDialog

LATER_MS = 120
"""A visit is looked at, and the look recorded, once the keys rest on it for so long."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the page shows. `alone` tells that there is nobody here who could be a second person."""

    visits: tuple[Proposed, ...]
    returned: tuple[Returned, ...]
    zone: ZoneInfo
    shown: bool
    alone: bool


class ApprovalsPage(Page):
    """The queue at the left, what came back beneath, the chosen visit at the right."""

    NAME = "approvals"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, _("Approvals"), _("Somebody else looks before anybody goes. What is red cannot be approved away.")
        )
        self.waiting: Waiting | None = None
        self.model = ApprovalsModel(self)
        self.table = ApprovalsTable(self.model)
        self.side = ApprovalSide()
        self.count, self.empty = said(quiet=True), said(quiet=True)
        self.back_head, self.back = heading(_("Came back to you")), _back_list()
        self.all = QPushButton(_("Choose all &green"))
        self.decide = QPushButton(_("&Decide on a hold…"))
        self.give_back = QPushButton(_("&Return…"))
        self.approve = QPushButton(_("&Approve"))
        self.users = QPushButton(_("Add a &supervisor…"))
        self._look: Ticket | None = None
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._lay_out()
        self._connect()

    # --- reading

    @staticmethod
    def read(office: Office, user: User) -> Waiting:
        """What waits, and what came back."""
        with office.store.reading() as session:
            zone = session.branch().zone
        visits, back = queue(office, by=user), returned(office, by=user)
        return Waiting(visits, back, zone, sees(user), not office.has_users)

    def show_read(self, value: Waiting) -> None:
        """Show it; the visit that was chosen stays so."""
        before, self.waiting = self.chosen, value
        approves = self.desk.user.may(Right.APPROVE)
        self.model.show_rows(value.visits, value.zone, shown=value.shown, approves=approves)
        self._say_empty(value)
        ids = [each.visit.id for each in value.visits]
        wanted = before.visit.id if before else None
        if ids:
            self.table.selectRow(ids.index(wanted) if wanted in ids else 0)
        self._show_back(value.returned)
        self._show_side()

    def open_with(self, value: object) -> None:
        """Choose a visit by its id."""
        ids = [each.visit.id for each in self.model.rows]
        if value in ids:
            self.table.selectRow(ids.index(value))  # type: ignore[arg-type]

    def _say_empty(self, value: Waiting) -> None:
        alone = _("Approval takes a second person with a password of their own, and nobody is added here yet.")
        nothing = _("No visit waits for approval. Who was spoken to is proposed for a visit on the page Calls.")
        self.empty.setText("\n".join(filter(None, (alone if value.alone else "", "" if value.visits else nothing))))
        self.empty.setVisible(value.alone or not value.visits)
        self.users.setVisible(value.alone)
        for part in (self.table, self.count, self.side, self._bar):
            part.setVisible(bool(value.visits))

    def _show_back(self, back: Sequence[Returned]) -> None:
        self.back.clear()
        for each in back:
            day = say_date(each.day) if each.day else ""
            cases = listed(case.case.reference for case in each.cases)
            item = QTreeWidgetItem([each.customer, cases, day, why_words(each.why), each.by])
            item.setData(0, Qt.ItemDataRole.UserRole, each.cases[0].id if each.cases else None)
            item.setToolTip(3, item.text(3))
            self.back.addTopLevelItem(item)
        self.back_head.setVisible(bool(back))
        self.back.setVisible(bool(back))

    # --- choosing

    @property
    def chosen(self) -> Proposed | None:
        """The visit that is looked at."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _show_side(self) -> None:
        chosen, shown = self.chosen, bool(self.waiting and self.waiting.shown)
        self.side.show_visit(chosen, self.desk.office.pack, shown=shown)
        self._show_buttons()
        if chosen:
            self._later.start()

    def _look_closer(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        if self._look:
            self._look.cancel()
        self._look = self.desk.background.run(
            _history, self.desk.office, chosen.visit, self.desk.user,
            on_done=self.side.show_lines, on_error=self.fail,
        )  # fmt: skip

    def _show_buttons(self) -> None:
        chosen, alone = self.chosen, bool(self.waiting and self.waiting.alone)
        count = len(self.model.ticked)
        own = self.desk.user.may(Right.APPROVE)
        words = ngettext("&Approve {count}", "&Approve {count}", count).format(count=count) if count else _("&Approve")
        self.approve.setText(words if own else _("{approve} by a second person…").format(approve=words))
        self.approve.setEnabled(not alone and (bool(count) or bool(chosen and self.model.may_tick(chosen))))
        self.give_back.setEnabled(not alone and chosen is not None)
        self.decide.setVisible(bool(chosen and chosen.reviews))
        self.decide.setEnabled(not alone)
        green = sum(self.model.may_tick(each) for each in self.model.rows)
        waits = ngettext("{count} visit waits", "{count} visits wait", len(self.model.rows))
        parts = (waits.format(count=len(self.model.rows)), _("{count} can be approved").format(count=green),
                 _("{count} chosen").format(count=count) if count else "")  # fmt: skip
        self.count.setText(" · ".join(filter(None, parts)))

    # --- doing

    def _approver(self, what: Sequence[Proposed]) -> User | None:
        # Who sits here, or a second person who signs in for this alone.
        user = self.desk.user
        if user.may(Right.APPROVE) and not any(each.own or each.goes for each in what):
            return user
        return SignInDialog.ask(self, self.desk.office, beside=True)

    def _approve(self) -> None:
        chosen = self.chosen
        ids = self.model.ticked or ({chosen.visit.id} if chosen and self.model.may_tick(chosen) else set())
        what = [each for each in self.model.rows if each.visit.id in ids]
        if not what or not self.approve.isEnabled():
            return
        if (by := self._approver(what)) is not None:
            seen = {each.visit.id: each.visit.version for each in what}
            self._act(approve, list(ids), by=by, seen=seen, done=self._say_approved)

    def _say_approved(self, made: Sequence[Visit]) -> None:
        words = ngettext("{count} visit is approved.", "{count} visits are approved.", len(made))
        self.note.say(words.format(count=len(made)), "better")

    def _give_back(self) -> None:
        chosen = self.chosen
        if chosen is None or not self.give_back.isEnabled():
            return
        why = ReasonDialog.ask_return(self, chosen.visit.customer.name)
        if why and (by := self._approver([])):
            said = _("It is returned, with the reason.")
            self._act(give_back, chosen.visit.id, why, by=by, done=lambda _none: self.note.say(said, "better"))

    def _decide(self) -> None:
        chosen = self.chosen
        if chosen is None or not chosen.reviews or not self.decide.isEnabled():
            return
        shown = bool(self.waiting and self.waiting.shown)
        answer = ReasonDialog.ask_decision(self, chosen.visit.customer.name, chosen.reviews, shown=shown)
        if answer and (by := self._approver([chosen])):
            said = _("Decided, for this visit alone.")
            self._act(decide_hold, chosen.visit.id, *answer, by=by, done=lambda _none: self.note.say(said, "better"))

    def _act(self, use_case: Callable[..., object], *args: object, done: Callable[..., None], **named: object) -> None:
        self.note.say("")
        self.desk.act(
            use_case, self.desk.office, *args, on_done=done, on_error=self._refused, days=True, **named
        )  # fmt: skip

    def _refused(self, problem: Exception) -> None:
        self.note.say(problem_words(problem))
        if not isinstance(problem, NotAllowed):  # it is otherwise than shown
            self.outdate()

    def _open(self, *_args: object) -> None:
        if chosen := self.chosen:
            self.desk.called.emit(("case", chosen.visit.cases[0].id))

    def _open_back(self, item: QTreeWidgetItem) -> None:
        if key := item.data(0, Qt.ItemDataRole.UserRole):
            self.desk.called.emit(("case", key))

    # --- how it is made

    def _lay_out(self) -> None:
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addStretch(1)
        self.approve.setProperty("primary", True)
        for button in (self.all, self.decide, self.give_back, self.approve):
            bar.addWidget(button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        parts = ((self.table, 3), (self.count, 0), (self._bar, 0), (self.back_head, 0), (self.back, 1))
        for part, stretch in parts:
            column.addWidget(part, stretch)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.users, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(side_by_side(left, self.side), 1)
        for part in (self.users, self.empty, self.back_head, self.back, self._bar, self.table, self.side):
            part.hide()

    def _connect(self) -> None:
        buttons = {"A": self.approve, "R": self.give_back, "D": self.decide}
        for letter, button in buttons.items():
            button.setToolTip(f"{button.text().replace('&', '')} ({letter})")
        self.all.setToolTip(_("Choose all that can be approved (Ctrl+A)"))
        self.table.pressed_letter.connect(lambda letter: buttons[letter].click())
        self.table.selectionModel().currentRowChanged.connect(lambda *_args: self._show_side())
        self.table.activated.connect(self._open)
        self.model.ticks_changed.connect(self._show_buttons)
        self.desk.user_changed.connect(lambda _user: self.model.ticked.clear())
        self.back.itemActivated.connect(self._open_back)
        self.all.clicked.connect(self.model.tick_all)
        self.approve.clicked.connect(self._approve)
        self.give_back.clicked.connect(self._give_back)
        self.decide.clicked.connect(self._decide)
        self.users.clicked.connect(lambda: self.desk.called.emit(("users", None)))
        self._later.timeout.connect(self._look_closer)


def _history(office: Office, visit: Visit, user: User) -> tuple[Line, ...]:
    return history(office, visit, user)


def _back_list() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setHeaderLabels([_("Customer"), _("Cases"), _("Day"), _("Why"), _("By")])
    tree.setRootIsDecorated(False)
    tree.setAllColumnsShowFocus(True)
    tree.setAccessibleName(_("Proposals that came back"))
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    tree.header().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
    tree.header().setStretchLastSection(False)
    return tree
