"""What an empty timeline says: why there is nothing, and what to do next. Does nothing itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.theme import colors


class Empty(QFrame):
    """One sentence and one way on, over the rows."""

    wanted = Signal(str)
    """The name of an action of the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("timelineEmpty")
        self._name = ""
        self._text, self.button = QLabel(), QPushButton()
        self.button.setProperty("link", True)
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(lambda: self.wanted.emit(self._name))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(12)
        row.addWidget(self._text)
        row.addWidget(self.button)
        self._restyle()
        self.hide()

    def show_words(self, text: str, way: str, name: str) -> None:
        """Say it; a press on the way wants the action of that name."""
        self._name = name
        self._text.setText(text)
        self.button.setText(way)
        self.show()
        self.raise_()

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def _restyle(self) -> None:
        c = colors()
        sheet = f"#timelineEmpty {{ background: {c.panel}; border: 1px solid {c.line}; border-radius: 4px; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    # --- Qt

    def changeEvent(self, event: QEvent) -> None:
        """Light became dark, or the other way round."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._restyle()
