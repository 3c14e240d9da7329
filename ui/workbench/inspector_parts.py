"""What the pages of the right side are made of: sections, rows of a label and a value, sentences, quiet buttons.

Sizes follow the font. Knows no visit and no plan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.workbench.inspector_marks import mark_icon

SIDE, GAP = 12, 8
"""Side padding and the room between parts, in pixels of the 4 px grid."""


def sized(font: QFont, share: float, weight: QFont.Weight | None = None) -> QFont:
    """A font so many times as large."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * share)
    if weight is not None:
        made.setWeight(weight)
    return made


def bar_height(widget: QWidget) -> int:
    """Of the head of a panel."""
    return max(28, round(widget.fontMetrics().height() * 1.9))


def sentence_label(text: str = "", tone: str = "text") -> QLabel:
    """A sentence that wraps at any width; plain text, for it may quote a file. `tone` is a name of `theme.Colors`."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(1)
    label.setFont(theme.small(label.font()))
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    ink(label, tone)
    return label


def ink(label: QWidget, tone: str) -> None:
    """Give a label the color of its meaning; remembered, so that another scheme can be asked for it."""
    label.setProperty("tone", tone)
    label.setStyleSheet(f"color: {getattr(theme.colors(), tone)}")


def ink_again(root: QWidget) -> None:
    """Ask the scheme of now for every color that was given within."""
    for label in root.findChildren(QWidget):
        if tone := label.property("tone"):
            ink(label, str(tone))


def link(text: str, on_click: Callable[[], object]) -> QPushButton:
    """A button that reads as a link."""
    button = QPushButton(text)
    button.setProperty("link", True)
    button.setFont(theme.small(button.font()))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _on=False: on_click())
    return button


def mark_button(name: str, words: str) -> QToolButton:
    """A button that has only a mark; its words are its name and its tooltip."""
    button = QToolButton(autoRaise=True)
    button.setProperty("mark", name)
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    show_mark(button)
    return button


def show_mark(button: QToolButton) -> None:
    """Draw the mark of a button in the scheme of now."""
    size = round(button.fontMetrics().height() * 0.95)
    button.setIcon(mark_icon(str(button.property("mark")), theme.colors().text2, size))
    button.setIconSize(QSize(size, size))


class Section(QFrame):
    """A part of a page with a line above it; `title` may be empty, `aside` stands at the right of it."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SIDE, GAP, SIDE, GAP)
        self.column.setSpacing(4)
        self.title = QLabel(title)
        self.title.setFont(sized(theme.small(self.font()), 1, QFont.Weight.DemiBold))
        self.aside = QLabel()
        self.aside.setFont(theme.small(self.font()))
        self._top = QHBoxLayout()
        self._top.addWidget(self.title, 1)
        self._top.addWidget(self.aside)
        self.column.addLayout(self._top)
        for label in (self.title, self.aside):
            label.setVisible(bool(title))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(theme.colors().line))
        painter.drawLine(0, 0, self.width(), 0)


class Rows(QGridLayout):
    """Labels at the left, values at the right, a sentence beneath where one is needed."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(GAP)
        self.setVerticalSpacing(4)
        self.setColumnStretch(1, 1)
        self._labels: dict[QWidget, QLabel] = {}

    def add[Value: QWidget](self, words: str, value: Value) -> Value:
        """One more row."""
        label = QLabel(words)
        label.setFont(theme.small(label.font()))
        label.setProperty("quiet", True)
        label.setBuddy(value)
        label.setMinimumHeight(getattr(value, "line_height", 0))
        number = self.rowCount()
        self.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(value, number, 1, Qt.AlignmentFlag.AlignTop)
        if not value.accessibleName():
            value.setAccessibleName(words.replace("&", ""))
        self._labels[value] = label
        return value

    def show_row(self, value: QWidget, shown: bool) -> None:
        """Show or hide a row."""
        self._labels[value].setVisible(shown)
        value.setVisible(shown)

    def say(self, value: QLabel, text: str, tone: str = "text") -> None:
        """Show a text in a row; nothing hides the row."""
        value.setText(text)
        if value.property("tone") != tone:
            ink(value, tone)
        self.show_row(value, bool(text))


class Links(QVBoxLayout):
    """Lines that each lead somewhere; `on_choose` is called with the number of one, from 0."""

    def __init__(self, on_choose: Callable[[int], object]) -> None:
        super().__init__()
        self.setSpacing(0)
        self.buttons: list[QPushButton] = []
        self._on_choose = on_choose

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these; buttons that are there are used again."""
        while len(self.buttons) < len(lines):
            self.buttons.append(link("", partial(self._on_choose, len(self.buttons))))
            self.buttons[-1].setStyleSheet("padding: 1px 0")
            self.addWidget(self.buttons[-1])
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(lines))
            if number < len(lines):
                button.setText(lines[number].replace("&", "&&"))


class Holder(QWidget):
    """A page that is as high as its lines at the width there is, not as at the narrowest."""

    # --- Qt

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 0)


def scrolling(page: QWidget) -> QScrollArea:
    """A page to be scrolled up and down, never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setBackgroundRole(QPalette.ColorRole.Base)
    page.setAutoFillBackground(True)
    area.setWidget(page)
    return area


def emptied(layout: QLayout) -> None:
    """Take out and end everything that stands in a layout."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
