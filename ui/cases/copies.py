"""Numbered copies: ticked back by number in the evening; what is lost says whom it concerns, and how long there is.

Keys: a number and Enter ticks it back. In the list: B back, D destroyed, C the customer has it, O out again, L lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
)

from planner.bootstrap import Office
from planner.cases.copy_model import Copy, CopyState, Paper
from planner.cases.copy_words import paper_words, state_words
from planner.cases.lost_copies import GONE, CopyDesk, copy_desk, tick
from planner.text import N_, ngettext
from planner.text import gettext as _
from planner.users import Right, User
from ui import theme
from ui.cases.copies_losses import Losses
from ui.cases.copies_lost import LostDialog
from ui.cases.desk import Desk
from ui.cases.page import Page
from ui.dialogs.fields import grown
from ui.dialogs.frame import GAP, said, say_date
from ui.rights import guard

ROW = Qt.ItemDataRole.UserRole
MOST_AT_ONCE = 500
KEYS = {
    "B": (CopyState.RETURNED, N_("&Back")),
    "D": (CopyState.DESTROYED, N_("&Destroyed")),
    "C": (CopyState.HANDED, N_("The &customer has it")),
    "O": (CopyState.OUT, N_("&Out again")),
    "L": (CopyState.LOST, N_("&Lost…")),
}
"""What a letter does to the rows that are chosen."""
HEADS = (N_("No."), N_("Paper"), N_("Team"), N_("Carried by"), N_("Day"), N_("What has become of it"))


class CopiesPage(Page):
    """A field for numbers, the list, and below it what a supervisor has to judge."""

    NAME = "copies"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Copies"), _("Every paper that went out, by its number. Tick it when it is back."))
        self.numbers = QLineEdit()
        self.only_out = QCheckBox(_("&Only what is out"))
        self.list = CopyList([_(head) for head in HEADS])
        self.count = said(quiet=True)
        self.calm = said(quiet=True)
        self.losses = Losses(desk, self.fail)
        self.buttons = {letter: QPushButton(_(words)) for letter, (_state, words) in KEYS.items()}
        self._value: CopyDesk | None = None
        self._lay_out()
        self._connect()

    # --- reading

    @staticmethod
    def read(office: Office, user: User) -> CopyDesk:
        """All copies of days of which some are out, and losses to be judged."""
        return copy_desk(office, by=user)

    def show_read(self, value: CopyDesk) -> None:
        """Show it; what was chosen stays so where it is still there."""
        self._value = value
        before = {copy.number for copy in self.chosen}
        self.list.clear()
        shown = [copy for copy in value.copies if copy.open or not self.only_out.isChecked()]
        for copy in shown:
            item = _item(copy, value)
            self.list.addTopLevelItem(item)
            item.setSelected(copy.number in before)
        self._say(value)
        self.losses.show_losses(value, may=self.desk.user.may(Right.APPROVE))
        self._enable()

    def _show_again(self) -> None:
        if self._value:
            self.show_read(self._value)

    def _say(self, value: CopyDesk) -> None:
        out = [copy for copy in value.copies if copy.open]
        late = sum(copy.day < value.today for copy in out)
        words = ngettext("{count} copy is out.", "{count} copies are out.", len(out)).format(count=len(out))
        if late:
            told = ngettext("{count} is of an earlier day.", "{count} are of earlier days.", late)
            words += " " + told.format(count=late)
        if twice := sum(copy.printed > 1 for copy in value.copies):
            told = ngettext("{count} was printed more than once.", "{count} were printed more than once.", twice)
            words += " " + told.format(count=twice)
        self.count.setText(words)
        self.count.setVisible(bool(value.copies))
        empty = _("Nothing is out. When a day is issued, its copies stand here until they are back.")
        if value.copies:
            empty = _("Everything is back.")
        self.calm.setText(empty)
        self.calm.setVisible(not self.list.topLevelItemCount())
        self.list.setVisible(bool(self.list.topLevelItemCount()))

    def open_with(self, value: object) -> None:
        """Show copies of this number, or of all days."""
        self.numbers.setText(str(value) if isinstance(value, int) else "")
        self.numbers.setFocus()

    # --- doing

    @property
    def chosen(self) -> tuple[Copy, ...]:
        """The copies that are chosen in the list."""
        return tuple(item.data(0, ROW) for item in self.list.selectedItems())

    def _entered(self) -> None:
        wanted = _numbers(self.numbers.text())
        if not wanted:
            self.note.say(_("Write numbers, such as 1043 or 1043-1050."))
            return
        self._settle(wanted, CopyState.RETURNED)

    def press(self, letter: str) -> None:
        """Do what a letter does, to what is chosen."""
        state = KEYS[letter][0]
        copies = self.chosen
        if not copies:
            self.note.say(_("Choose copies in the list, or write their numbers."))
        elif state == CopyState.LOST:
            how = LostDialog.ask(self, copies)
            if how is not None:
                self._settle([copy.number for copy in copies], how)
        else:
            self._settle([copy.number for copy in copies], state)

    def _settle(self, wanted: Sequence[int], state: CopyState) -> None:
        self.note.say("")

        def done(found: tuple[Copy, ...]) -> None:
            self.numbers.clear()
            self._tell(found, state)

        desk = self.desk
        desk.act(tick, desk.office, wanted, state, by=desk.user, on_done=done, on_error=self.fail)

    def _tell(self, found: Sequence[Copy], state: CopyState) -> None:
        if state in GONE:
            self.note.say(
                _("Whose fields were on it stands below. A supervisor judges the visits; the time to notify runs."),
                "worse",
            )
            return
        words = ngettext("{count} copy: {state}.", "{count} copies: {state}.", len(found))
        self.note.say(words.format(count=len(found), state=state_words(found[0])), "text2")

    def _enable(self) -> None:
        copies = self.chosen
        for letter, button in self.buttons.items():
            fits = letter != "C" or all(copy.paper == Paper.CUSTOMER_ENVELOPE for copy in copies)
            guard(button, self.desk.user, Right.ISSUE, possible=bool(copies) and fits)
        guard(self.numbers, self.desk.user, Right.ISSUE)

    # --- how it is made

    def _lay_out(self) -> None:
        label = QLabel(_("&Number"))
        label.setBuddy(self.numbers)
        self.numbers.setPlaceholderText(_("1043, or 1043-1050; Enter ticks it back"))
        self.numbers.setAccessibleName(_("Numbers of copies that are back"))
        self.numbers.setMinimumWidth(grown(self.numbers, 260))
        self.only_out.setChecked(True)
        top = QHBoxLayout()
        top.setSpacing(GAP)
        for part in (label, self.numbers):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self.only_out)
        below = QHBoxLayout()
        below.setSpacing(GAP // 2)
        for letter, button in self.buttons.items():
            button.setToolTip(f"{button.text().replace('&', '')} ({letter})")
            below.addWidget(button)
        below.addStretch(1)
        self.body.addLayout(top)
        self.body.addWidget(self.count)
        self.body.addWidget(self.calm)
        self.body.addWidget(self.list, 3)
        self.body.addLayout(below)
        self.body.addWidget(self.losses, 2)
        self.body.addStretch(0)

    def _connect(self) -> None:
        self.numbers.returnPressed.connect(self._entered)
        self.only_out.toggled.connect(self._show_again)
        self.list.itemSelectionChanged.connect(self._enable)
        self.list.pressed_letter.connect(self.press)
        for letter, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, key=letter: self.press(key))


class CopyList(QTreeWidget):
    """Rows of which several may be chosen; its letters act at once, instead of searching in it."""

    pressed_letter = Signal(str)

    def __init__(self, heads: list[str]) -> None:
        super().__init__()
        self.setHeaderLabels(heads)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName(_("Copies"))
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)

    def choose(self, row: int) -> None:
        """Choose this row alone."""
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        if letter in KEYS and not event.modifiers():
            self.pressed_letter.emit(letter)
        else:
            super().keyPressEvent(event)


def _item(copy: Copy, value: CopyDesk) -> QTreeWidgetItem:
    holder = value.names.get(copy.holder, "") if copy.holder else ""
    day, void = say_date(copy.day), copy.number in value.void
    words = state_words(copy, void=void)
    item = QTreeWidgetItem([str(copy.number), paper_words(copy), copy.team, holder, day, words])
    item.setData(0, ROW, copy)
    item.setTextAlignment(0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    late = void or (copy.open and (copy.day < value.today or copy.replaced_by))
    if late or copy.state in GONE:
        item.setForeground(5, QColor(theme.colors().worse))
    return item


def _numbers(text: str) -> list[int]:
    # 1043, 1045-1050: all of them, or none where there is anything else.
    found: list[int] = []
    for part in re.split(r"[\s,;，；、]+", text.strip()):
        ends = re.fullmatch(r"(\d{1,9})(?:[-–](\d{1,9}))?", part)
        if not ends:
            return []
        first, last = int(ends[1]), int(ends[2] or ends[1])
        if last - first >= MOST_AT_ONCE:
            return []
        found += range(first, last + 1)
    return found
