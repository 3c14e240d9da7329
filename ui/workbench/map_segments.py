"""Buttons side by side of which one is down, as one control. Knows nothing of what is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from ui.icons import icon
from ui.theme import colors


class Segments(QWidget):
    """One row of buttons, each by a name. Left and right go along it while it has the focus."""

    chosen = Signal(str)
    """A person pressed one."""

    def __init__(self, names: Sequence[str], words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self.buttons: dict[str, QToolButton] = {}
        self._signs: dict[str, str] = {}
        group = QButtonGroup(self, exclusive=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, name in enumerate(names):
            button = self.buttons[name] = QToolButton(self)
            button.setCheckable(True)
            button.setProperty("end", "first" if not number else "last" if number == len(names) - 1 else "")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on=False, name=name: self.chosen.emit(name))
            button.toggled.connect(self._ink)
            group.addButton(button)
            row.addWidget(button)
        self.buttons[names[0]].setChecked(True)
        self.dress()

    def word(self, name: str, text: str, tip: str = "") -> None:
        """Say what a button is called."""
        button = self.buttons[name]
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(text)

    def sign(self, name: str, sign: str, words: str, key: str, owner: QWidget) -> None:
        """Give a button an icon instead of words, and a key that works within `owner`."""
        button = self.buttons[name]
        self._signs[name] = sign
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{words} ({shown})")
        button.setAccessibleName(words)
        shortcut = QShortcut(QKeySequence(key), owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(button.click)
        self._ink()

    def choose(self, name: str) -> None:
        """Press one, without telling."""
        self.buttons[name].setChecked(True)

    @property
    def choice(self) -> str:
        """The name of the one that is down."""
        return next(name for name, button in self.buttons.items() if button.isChecked())

    def dress(self) -> None:
        """Take the colors of the moment."""
        c = colors()
        edge = c.tint(c.text3, 0.45)
        sheet = f"""
            QToolButton {{ border: 1px solid {edge}; border-right: 0; border-radius: 0; padding: 3px 8px;
                background: {c.panel}; color: {c.text2}; }}
            QToolButton[end="first"] {{ border-top-left-radius: 4px; border-bottom-left-radius: 4px; }}
            QToolButton[end="last"] {{ border-top-right-radius: 4px; border-bottom-right-radius: 4px;
                border-right: 1px solid {edge}; }}
            QToolButton:hover {{ background: {c.tint(c.text, 0.06)}; }}
            QToolButton:checked {{ background: {c.selected}; color: {c.accent}; font-weight: 600; }}
            QToolButton:focus {{ border: 1px solid {c.accent}; }}
            QToolButton[drop="true"] {{ background: {c.tint(c.accent, 0.3)}; }}
            """
        if sheet != self.styleSheet():  # or it would hear of its own change
            self.setStyleSheet(sheet)
        self._ink()

    def _ink(self) -> None:
        c = colors()
        for name, sign in self._signs.items():
            self.buttons[name].setIcon(icon(sign, c.accent if self.buttons[name].isChecked() else c.text2))

    # --- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the row."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        names = list(self.buttons)
        button = self.buttons[names[(names.index(self.choice) + step) % len(names)]]
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "buttons"):
            self.dress()
