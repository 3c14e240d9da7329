"""The head of a panel: its title, and a button that closes it. A view may bring a head of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QToolButton, QWidget

from planner.text import gettext as _
from ui.theme import Colors


class PanelHead(QWidget):
    """A thin bar; what is pressed beside its button moves the dock."""

    def __init__(self, title: str, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.setProperty("panelHead", True)
        self.title = QLabel(title)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.close_button = QToolButton()
        self.close_button.setAutoRaise(True)
        self.close_button.setText("✕")
        self.close_button.setToolTip(_("Hide {panel} (Show, Panels brings it back)").format(panel=title))
        self.close_button.setAccessibleName(_("Hide {panel}").format(panel=title))
        self.close_button.clicked.connect(dock.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 6, 0)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.setFixedHeight(max(28, round(self.fontMetrics().height() * 1.9)))


def panel_style(c: Colors) -> str:
    """What panels add to the style sheet of the application: heads, the lines between them, and their tabs."""
    return f"""
    [panelHead="true"] {{ background: {c.window}; border: 0; border-bottom: 1px solid {c.line}; }}
    QMainWindow::separator {{ background: {c.window}; width: 5px; height: 5px; }}
    QMainWindow::separator:hover {{ background: {c.tint(c.accent, 0.4)}; }}
    QMainWindow > QTabBar {{ background: {c.window}; }}
    QMainWindow > QTabBar::tab {{ background: {c.window}; color: {c.text2}; border: 0; padding: 5px 7px;
        border-bottom: 2px solid transparent; }}
    QMainWindow > QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; }}
    QMainWindow > QTabBar::tab:focus {{ color: {c.accent}; }}
    """
