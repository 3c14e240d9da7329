"""The parts of the morning: one thing to do with its button, the table of changes, and the papers that are out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.cases.changes import Changed, Remedy
from planner.cases.morning import Papers, ToDo
from planner.cases.morning_words import DOES, changed_words, papers_words, remedy_words, to_do_words
from planner.text import gettext as _
from planner.users import Right, User
from ui import theme
from ui.dialogs.fields import WholeRows
from ui.dialogs.frame import heading, said
from ui.rights import guard
from ui.theme import small

CASE = Qt.ItemDataRole.UserRole
CUSTOMER, VISIT, TEAM, WHAT, DO = range(5)
MOST_ROWS = 14
"""The table grows with what there is, to so many rows."""


class ToDoLine(QFrame):
    """A sentence, and the button that does it."""

    wanted = Signal(object)

    def __init__(self, todo: ToDo, user: User, right: Right) -> None:
        super().__init__()
        self.todo = todo
        self.setProperty("card", True)
        mark = QLabel("●" if todo.blocks else "○")
        mark.setProperty("tone", "worse" if todo.blocks else "text3")
        mark.setToolTip(_("Nothing is issued before.") if todo.blocks else _("It can wait."))
        self.words = said(to_do_words(todo))
        self.button = QPushButton(_(DOES[todo.remedy]))
        self.button.setAutoDefault(False)
        self.button.setAccessibleDescription(self.words.text())
        self.button.clicked.connect(lambda: self.wanted.emit(self.todo))
        guard(self.button, user, right)
        row = QHBoxLayout(self)
        row.addWidget(mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)


class ChangeRows(QTreeWidget):
    """What is otherwise than at the last look; Enter opens the file of the case."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("What has changed"))
        self.setHeaderLabels([_("Customer"), _("Visit"), _("Team"), _("What"), _("What to do")])
        self.setFont(small(self.font()))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemDelegate(WholeRows(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in ((CUSTOMER, 28), (VISIT, 14), (TEAM, 18), (DO, 26)):
            self.header().resizeSection(column, letters * letter)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.itemActivated.connect(self._open)

    def show_changes(self, changes: Sequence[Changed], *, shown: bool) -> None:
        """Show them, those on paper first."""
        self.clear()
        for each in changes:
            item = QTreeWidgetItem()
            words = changed_words(each, shown=shown)
            name = each.customer.name if each.customer else ""
            team = _("{team}, on paper").format(team=each.team) if each.on_paper else each.team
            for column, text in enumerate((name, each.reference, team, words, remedy_words(each))):
                item.setText(column, text)
                item.setToolTip(column, f"{text}\n{each.rule}" if column == WHAT and each.rule else text)
            c = theme.colors()
            if each.blocks:
                item.setForeground(DO, QColor(c.worse))
            elif each.remedy == Remedy.NONE:
                item.setForeground(DO, QColor(c.text2))
            item.setData(0, CASE, each.case_id)
            self.addTopLevelItem(item)
        rows = min(len(changes), MOST_ROWS)
        height = self.header().sizeHint().height() + rows * max(24, self.sizeHintForRow(0)) + 2 * self.frameWidth() + 4
        self.setFixedHeight(height)

    def _open(self, item: QTreeWidgetItem) -> None:
        if case := item.data(0, CASE):
            self.opened.emit(case)


class PaperLines(QWidget):
    """Which papers are out, a line for each day."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = said(quiet=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(_("Papers that are out")))
        column.addWidget(self.lines)

    def show_papers(self, papers: Iterable[Papers]) -> None:
        """Show them; hidden where none is."""
        words = [papers_words(each) for each in papers]
        self.lines.setText("\n".join(words))
        self.setVisible(bool(words))
