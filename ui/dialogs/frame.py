"""What every dialog stands in: title and lead, a body, a footer with one filled button, and work beside the window.

Knows no day and asks no question of its own.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from PySide6.QtCore import QDate, QLocale, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from planner.text import gettext as _
from planner.text import language
from ui import theme
from ui.background import Background, ProgressPanel

SIDE, GAP = 20, 12
"""Margins and spacing, in pixels of the 4 px grid."""


class Frame(QDialog):
    """A dialog. Put widgets into `body`; connect to `primary`, which accepts unless it is told otherwise.

    `background` is the dialog's own: what it still does when the dialog closes is given up.
    """

    def __init__(self, parent: QWidget | None, title: str, accept: str = "", lead: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.background = Background(self)
        panel = self._panel = QWidget()
        panel.setAutoFillBackground(True)
        panel.setBackgroundRole(QPalette.ColorRole.Base)
        self.body = QVBoxLayout(panel)
        self.body.setContentsMargins(SIDE, SIDE - 4, SIDE, SIDE)
        self.body.setSpacing(GAP)
        self._add_head(title, lead)
        self.footer = _Footer()
        self.progress = self.footer.progress
        self.cancel = QPushButton(_("Cancel") if accept else _("Close"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.footer.add(self.cancel)
        self.primary = QPushButton(accept)
        if accept:
            self.primary.setProperty("primary", True)
            self.primary.setDefault(True)
            self.primary.clicked.connect(self.confirm)
            self.footer.add(self.primary)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(panel, 1)
        outer.addWidget(self.footer)

    def _add_head(self, title: str, lead: str) -> None:
        self.title = heading(title)
        self.lead = said(lead, quiet=True)
        self.lead.setVisible(bool(lead))
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addWidget(self.lead)
        self.body.addLayout(head)

    def confirm(self) -> None:
        """The filled button was pressed."""
        self.accept()

    def show_title(self, title: str, lead: str = "") -> None:
        """Say something else above the body."""
        self.title.setText(title)
        self.lead.setText(lead)
        self.lead.setVisible(bool(lead))

    def run(self) -> bool:
        """Show it and wait for the answer: whether it was accepted."""
        self._begin_in_body()
        try:
            return self.exec() == QDialog.DialogCode.Accepted
        finally:
            self.deleteLater()

    def _begin_in_body(self) -> None:
        # The buttons below are made first, but keys come to them last, and begin at what the dialog asks for.
        chain, part = [], self.nextInFocusChain()
        while part is not self and part is not None:
            if part.focusPolicy().value & Qt.FocusPolicy.TabFocus.value:
                chain.append(part)
            part = part.nextInFocusChain()
        asked = [each for each in chain if self._panel.isAncestorOf(each)]
        buttons = [each for each in chain if self.footer.isAncestorOf(each)]
        for before, button in pairwise((*asked[-1:], *buttons)):
            QWidget.setTabOrder(before, button)
        if self.focusWidget() is None:
            first = next((each for each in asked if each.isEnabled() and each.isVisibleTo(self)), self.primary)
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def done(self, result: int) -> None:
        self.background.close()
        super().done(result)


def heading(text: str) -> QLabel:
    """The title of a dialog or of what it shows."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("title", True)
    label.setWordWrap(True)
    return label


def said(text: str = "", *, quiet: bool = False, wrong: bool = False) -> QLabel:
    """A sentence that wraps, and can be copied; never rich text, for it may quote a file."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("quiet", quiet)
    label.setProperty("wrong", wrong)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return label


def say_date(day: date) -> str:
    """A day as people say it in the language of the window."""
    chinese = language() == "zh"
    locale = QLocale("zh_CN" if chinese else "en_GB")
    return locale.toString(QDate(day.year, day.month, day.day), "yyyy年M月d日 ddd" if chinese else "ddd d MMM yyyy")


def tabs() -> QTabWidget:
    """Quiet tabs: the chosen one is underlined."""
    made = QTabWidget()
    made.tabBar().setDrawBase(False)
    c = theme.colors()
    made.setStyleSheet(
        f"QTabWidget::pane {{ border: 0; border-top: 1px solid {c.line}; }}"
        f"QTabBar {{ background: {c.panel}; }}"
        f"QTabBar::tab {{ background: {c.panel}; color: {c.text2}; border: 0; padding: 6px 4px; margin-right: 16px; }}"
        f"QTabBar::tab:selected {{ color: {c.text}; font-weight: 600; border-bottom: 2px solid {c.accent}; }}"
        f"QTabBar::tab:hover, QTabBar::tab:focus {{ color: {c.text}; }}"
    )
    return made


class _Footer(QWidget):
    # On the window's color, with a line above: progress on the left, buttons on the right.

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, GAP, SIDE, GAP)
        row.setSpacing(GAP)
        self.progress = ProgressPanel()
        row.addWidget(self.progress, 1)
        row.addStretch(0)
        self._row = row

    def add_left(self, button: QWidget) -> None:
        """One more button at the left."""
        self._row.insertWidget(self._row.indexOf(self.progress), button)

    def add(self, button: QWidget) -> None:
        """One more button at the right."""
        self._row.addWidget(button)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, 52))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(theme.colors().line))
        painter.drawLine(0, 0, self.width(), 0)
