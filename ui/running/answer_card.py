"""What to say to the team on the telephone, line by line. Shows only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.running.answer import Told
from planner.text import gettext as _


class AnswerCard(QScrollArea):
    """As many lines as there are; what is told while it is read aloud stays where it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("What to say to them"))
        self.viewport().setAutoFillBackground(False)
        self.told: tuple[Told, ...] = ()
        self.confirm = QPushButton(_("They have heard the change…"))
        self.confirm.setAutoDefault(False)
        self.confirm.setToolTip(_("Note who confirmed it (Ctrl+E)"))
        self.confirm.setShortcut("Ctrl+E")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 4, 0)
        column.addLayout(self._lines)
        column.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        inner = QWidget()
        inner.setLayout(column)
        inner.setAutoFillBackground(False)
        self.setWidget(inner)
        self.confirm.hide()

    def show_told(self, told: Sequence[Told], *, pending: bool) -> None:
        """Show these lines."""
        self.confirm.setVisible(pending)
        if tuple(told) == self.told:
            return
        self.told = tuple(told)
        while self._lines.count():
            line = self._lines.takeAt(0)
            if line and (widget := line.widget()):
                widget.hide()
                widget.deleteLater()
        for text, tone in told:
            label = QLabel(text)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setProperty("tone", tone)
            self._lines.addWidget(label)
        self.setAccessibleDescription(" ".join(text for text, _tone in told))
