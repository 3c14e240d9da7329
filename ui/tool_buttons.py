"""The buttons of the toolbar: their icons, words and look, which follow the scheme of the moment. Wish for nothing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from ui.icons import GRID, icon
from ui.theme import Colors, colors


class ToolButton(QToolButton):
    """A button with an icon and, where there is room, its words; `kind` is ``primary``, ``framed`` or ``plain``."""

    def __init__(self, sign: str, words: str, tip: str, *, kind: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self.kind = sign, kind
        self.setProperty("tool", kind)
        self.setText(words)
        self.setToolTip(tip)
        self.setAccessibleName(words.replace("&&", "&") or tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(GRID, GRID))
        self.fold(not words)
        self.dress()

    def fold(self, icon_only: bool) -> None:
        """Show the icon alone, or with its words."""
        styles = Qt.ToolButtonStyle
        self.setToolButtonStyle(styles.ToolButtonIconOnly if icon_only else styles.ToolButtonTextBesideIcon)

    def dress(self) -> None:
        """Take the colors of the moment."""
        c = colors()
        self.setIcon(icon(self._sign, c.panel if self.kind == "primary" else c.text))

    def follow(self, action: QAction) -> None:
        """Do what an action does, while it works."""
        self.clicked.connect(action.trigger)
        self.setEnabled(action.isEnabled())
        action.enabledChanged.connect(self.setEnabled)


def bar_style(c: Colors) -> str:
    """What the toolbar adds to the style sheet of the application."""
    edge = c.tint(c.text3, 0.45)
    return f"""
    QToolButton[tool="framed"] {{ background: {c.panel}; border: 1px solid {edge}; padding: 4px 9px; }}
    QToolButton[tool="framed"]:hover {{ background: {c.tint(c.text, 0.06)}; }}
    QToolButton[tool="framed"]:disabled {{ border-color: {c.line}; color: {c.text3}; }}
    QToolButton[tool="primary"] {{ background: {c.accent}; color: {c.panel}; border: 1px solid {c.accent};
        padding: 4px 11px; font-weight: 600; }}
    QToolButton[tool="primary"]:hover {{ background: {c.tint(c.accent, 0.9)}; }}
    QToolButton[tool="primary"]:disabled {{ background: {c.line}; border-color: {c.line}; color: {c.text3}; }}
    QToolButton[tool]:focus {{ border-color: {c.text}; }}
    QToolButton[tool][popupMode="1"] {{ padding-right: 24px; }}
    QToolButton[tool]::menu-button {{ border: 0; border-left: 1px solid {edge}; width: 19px; }}
    QToolButton[tool="primary"]::menu-button {{ border-left: 1px solid {c.tint(c.accent, 0.6)}; }}
    QToolButton[tool]::menu-indicator {{ image: none; }}
    QToolButton[tool="plain"] {{ padding: 4px 5px; }}
    QDateEdit {{ font-weight: 600; padding: 4px 6px; }}
    """
