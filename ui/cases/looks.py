"""How the pages of the cases look alike: lists, two parts side by side, rows of buttons, a page with nothing on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTableView,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.fields import WholeRows
from ui.dialogs.frame import GAP, heading, said

ROW = 1.7
"""How much higher than its letters a line of a table is."""


class GroupedTree(QTreeWidget):
    """Lines under headings: keys go past the headings."""

    def moveCursor(self, action: QTreeWidget.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        found = super().moveCursor(action, modifiers)
        if not found.isValid() or found.parent().isValid():
            return found
        ways = QTreeWidget.CursorAction
        back = action in (ways.MoveUp, ways.MovePrevious, ways.MovePageUp)
        near = self.indexAbove(found) if back else self.indexBelow(found)
        return near if near.isValid() else self.currentIndex()


def as_rows[View: QAbstractItemView](view: View) -> View:
    """Give a list or table whole rows, with room between its columns."""
    view.setItemDelegate(WholeRows(view))
    view.setProperty("rows", True)
    if isinstance(view, QTableView):
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(round(view.fontMetrics().height() * ROW))
    return view


def side_by_side(left: QWidget, right: QWidget, shares: tuple[int, int] = (3, 2)) -> QSplitter:
    """Two parts with a gap that can be drawn; neither can be drawn away."""
    split = QSplitter(Qt.Orientation.Horizontal)
    split.setChildrenCollapsible(False)
    split.setStyleSheet("QSplitter::handle { background: transparent; }")
    split.setHandleWidth(GAP)
    for place, (part, share) in enumerate(zip((left, right), shares, strict=True)):
        split.addWidget(part)
        split.setStretchFactor(place, share)
    split.setSizes([1000 * share for share in shares])
    return split


def scrolling(inside: QWidget) -> QScrollArea:
    """A part that scrolls where the window is low; keys go to what is in it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def action(words: str, tip: str, pressed: Callable[[], None]) -> QPushButton:
    """A button with what it does, and by which key, in its tooltip."""
    button = QPushButton(words)
    button.setToolTip(tip)
    button.clicked.connect(lambda _checked=False: pressed())
    return button


def button_row(*buttons: QWidget, right: tuple[QWidget, ...] = ()) -> QHBoxLayout:
    """What can be done, below a list: the filled one first; at the right what is done seldom."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    for button in right:
        row.addWidget(button)
    return row


def nothing_here(title: str, *sentences: str, button: QPushButton | None = None) -> QWidget:
    """What stands in the middle of a page with nothing on it: why, and what to do next."""
    empty = QWidget()
    column = QVBoxLayout(empty)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addStretch(2)
    for label in (heading(title), *(said(words, quiet=True) for words in sentences)):
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        column.addWidget(label)
    if button:
        column.addSpacing(4)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
    column.addStretch(3)
    return empty
