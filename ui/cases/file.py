"""The file of one case: who, what is owed, how far it has come, what stops it, what comes next, and all that happened.

Every look is recorded (`planner.cases.looking`). It changes nothing but the preparation, and erases who is to be.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.cases.board import Next
from planner.cases.erasing import erase
from planner.cases.looking import Look, look
from planner.cases.model import Hold, Purpose, Stage
from planner.cases.precontact import stops
from planner.cases.stage_words import HOLD_SOURCES, STAGES, hold_words, next_sentence
from planner.text import gettext as _
from planner.text import listed, ngettext
from planner.users import Right
from ui import theme
from ui.cases.case_page import CasePage
from ui.cases.desk import Desk
from ui.cases.file_path import StagePath
from ui.cases.looks import as_rows, nothing_here, scrolling, side_by_side
from ui.cases.preparation import Preparation
from ui.dialogs.erase import EraseDialog
from ui.dialogs.frame import GAP, heading, said, say_date
from ui.dialogs.sign_in import SignInDialog

CASE = Qt.ItemDataRole.UserRole


class FilePage(CasePage):
    """One case; `open_with` takes its id. Backspace leads back to the board."""

    NAME = "case"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Case file"))
        self.look: Look | None = None
        self.holds = _Holds()
        self.who, self.where, self.owed = said(quiet=True), said(quiet=True), said()
        self.path = StagePath()
        self.next = said()
        self.others = said(quiet=True)
        self.timeline = _timeline()
        self.visits = said(quiet=True)
        self.preparation = Preparation(desk)
        self.preparation.failed.connect(self.fail)
        self.preparation.begun.connect(lambda: self.note.say(""))
        self.sheets = QStackedWidget()
        self._lay_out()

    # --- reading

    read_case = staticmethod(look)

    def show_nothing(self) -> None:
        """No case is open."""
        self.look = None
        for button in (self.back, self.call, self.plan, self.erase):
            button.hide()
        self.sheets.setCurrentIndex(0)
        self.title.setText(_("Case file"))

    def show_read(self, value: Look) -> None:
        """Show it."""
        self.look = value
        case, person = value.case, value.customer
        self.title.setText(person.customer.name)
        self.setAccessibleName(_("Case of {name}").format(name=person.customer.name))
        self.holds.show_holds(value)
        facts = (person.customer.reference, value.phone, person.email if value.shown else "", person.customer.language)
        self.who.setText("  ·  ".join(filter(None, (*facts, person.time_zone))))
        self.where.setText(person.address.whole)
        days = case.days_past_due(value.today)
        words = ngettext(
            "{reference}: {balance} as of {as_of}, overdue since {since}, {count} day",
            "{reference}: {balance} as of {as_of}, overdue since {since}, {count} days",
            days,
        )
        told = words.format(
            reference=case.case.reference,
            balance=value.balance,
            as_of=f"{case.balance_at.astimezone(value.zone):%Y-%m-%d %H:%M}",
            since=say_date(case.overdue_since),
            count=days,
        )
        self.owed.setText("  ·  ".join(filter(None, (told, case.product))))
        self.path.show_stage(case.stage, value.reached, held=value.next_step == Next.WAIT)
        day = value.next_day
        self.next.setText(next_sentence(value.next_step, day, say_date(day) if day else ""))
        self._show_others(value)
        self._show_lines(value)
        self.preparation.show_look(value)
        for button in (self.call, self.plan):
            button.setVisible(self.desk.user.may(Right.CONTACT) and case.stage != Stage.CLOSED)
        self._show_erase(value)
        stopped = any(stops(hold) for hold in value.holds)
        self.call.setEnabled(not stopped)
        self.call.setToolTip(_("What is set above stops calls about this case.") if stopped else "")
        self.back.show()
        self.sheets.setCurrentIndex(1)

    def _show_erase(self, value: Look) -> None:
        until = value.kept_until
        kept = until is not None and value.today < until
        words = _("The rules ask to keep the records of this customer until {date}.")
        self.erase.setVisible(value.case.stage == Stage.CLOSED)
        self.erase.setEnabled(not kept)
        self.erase.setToolTip(words.format(date=say_date(until)) if kept and until else "")

    def _show_others(self, value: Look) -> None:
        others = listed(f"{file.case.reference} ({_(STAGES[file.stage])})" for file in value.others)
        self.others.setText(_("Other cases of this customer: {cases}").format(cases=others))
        self.others.setVisible(bool(value.others))
        visits = listed(f"{reference}, {say_date(day)}" for _id, reference, day in value.visits)
        self.visits.setText(_("Visits: {visits}").format(visits=visits) if visits else _("No visit so far."))

    def _show_lines(self, value: Look) -> None:
        self.timeline.clear()
        for line in value.lines:
            at = f"{line.at.astimezone(value.zone):%Y-%m-%d %H:%M}"
            item = QTreeWidgetItem([at, line.words, line.case, line.who])
            item.setToolTip(1, line.words)
            self.timeline.addTopLevelItem(item)

    def _call(self) -> None:
        if self.look:
            self.desk.called.emit(("calls", (self.look.customer.id, Purpose.PRE_CONTACT)))

    def _erase(self) -> None:
        # Whoever sits here may not, mostly: an administrator signs in for this alone.
        look = self.look
        if look is None or not EraseDialog.ask(self, look.customer.customer.reference, timed=bool(look.kept_until)):
            return
        user, office = self.desk.user, self.desk.office
        by = user if user.may(Right.SETTLE) else SignInDialog.ask(self, office, beside=True)
        if by:
            who = look.customer.id
            self.desk.background.run(erase, office, who, by=by, on_done=self._erased, on_error=self.fail)

    def _erased(self, _gone: object) -> None:
        self.case_id = None
        self.show_nothing()
        self.note.say(_("The customer is erased."), "better")
        self.desk.changed.emit()
        self.desk.days_changed.emit()

    # --- how it is made

    def _lay_out(self) -> None:
        self.back = QPushButton(_("&Back to the board"))
        self.back.setProperty("link", True)
        self.back.clicked.connect(lambda: self.desk.called.emit(("board", self.case_id)))
        self.call, self.plan = QPushButton(_("&Call…")), QPushButton(_("Repayment p&lan…"))
        self.call.clicked.connect(self._call)
        self.plan.clicked.connect(lambda: self.desk.called.emit(("repayment", self.case_id)))
        self.erase = QPushButton(_("&Erase the customer…"))
        self.erase.clicked.connect(self._erase)
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addStretch(1)
        for button in (self.erase, self.call, self.plan):
            head.addWidget(button)
        self.body.insertLayout(0, head)
        self.sheets.addWidget(self._nothing())
        self.sheets.addWidget(self._sheet())
        self.body.addWidget(self.sheets, 1)

    def _nothing(self) -> QWidget:
        board = QPushButton(_("To the &board"))
        board.clicked.connect(lambda: self.desk.called.emit(("board", None)))
        words = _("Choose one on the board: Enter opens it.")
        return nothing_here(_("No case is open"), words, button=board)

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        font = self.next.font()
        font.setBold(True)
        self.next.setFont(font)
        for widget in (self.holds, self.who, self.where, self.owed, self.path, self.next, self.others, self.visits):
            column.addWidget(widget)
        history = QWidget()
        left = QVBoxLayout(history)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(heading(_("What happened")))
        left.addWidget(self.timeline, 1)
        column.addSpacing(GAP)
        column.addWidget(side_by_side(history, self.preparation, (1, 1)), 1)
        return scrolling(sheet)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.back.click()
        else:
            super().keyPressEvent(event)


class _Holds(QFrame):
    # In red at the top: what stops the case, and until when.

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 8, 10, 8)
        self._column.setSpacing(2)
        self.words = ""
        self.hide()

    def show_holds(self, value: Look) -> None:
        """Show them; without any it is not seen."""
        c = theme.colors()
        ink = c.wrong if value.next_step == Next.WAIT else c.better  # that a plan is kept is good news
        self.setStyleSheet(
            f"_Holds {{ background: {c.tint(ink, 0.1)}; border-left: 3px solid {ink}; }}"
            f"QLabel {{ background: transparent; color: {ink}; }}"
        )
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        lines = [_hold_line(hold, value) for hold in value.holds]
        for line in lines:
            label = QLabel(line)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self._column.addWidget(label)
        self.words = "\n".join(lines)
        self.setAccessibleName(_("Holds"))
        self.setAccessibleDescription(self.words)
        self.setVisible(bool(lines))


def _hold_line(hold: Hold, value: Look) -> str:
    until = _("until {day}").format(day=say_date(hold.until)) if hold.until else _("until somebody ends it")
    what = hold_words(hold.kind, shown=value.shown)
    since = say_date(hold.at.astimezone(value.zone).date())
    source = _(HOLD_SOURCES[hold.source]) if hold.source in HOLD_SOURCES else hold.source
    words = _("Hold: {what}, {source}, since {since}, {until}")
    return words.format(what=what, source=source, since=since, until=until)


def _timeline() -> QTreeWidget:
    tree = as_rows(QTreeWidget())
    tree.setHeaderLabels([_("When"), _("What"), _("Case"), _("Who")])
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setAccessibleName(_("What happened, the newest first"))
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    return tree
