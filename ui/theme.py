"""Colors and sizes of the window in light and dark, read by delegates, dialogs and the map alike. Draws nothing.

Every text color reaches 4.8:1 on both of its surfaces. Violet means law and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Colors:
    """One scheme, as ``#rrggbb``."""

    window: str
    panel: str
    line: str
    faint: str
    text: str
    text2: str
    text3: str
    selected: str
    accent: str
    better: str
    worse: str
    wrong: str
    legal: str
    now: str


LIGHT = Colors(
    "#f4f4f2", "#ffffff", "#dcdcd8", "#ebebe7", "#1d2024", "#565d65", "#666d75", "#dfe8fb",
    "#2458c9", "#1b7a4b", "#9a5b00", "#b8322a", "#7538ad", "#d0342c",
)  # fmt: skip
DARK = Colors(
    "#1a1c1f", "#202327", "#353940", "#2b2f34", "#e5e7ea", "#a9b0b8", "#8b939c", "#263a5e",
    "#6d9fff", "#5fc48f", "#e0a445", "#f07f74", "#c39af2", "#ff6b60",
)  # fmt: skip


_chosen = "system"


def is_dark() -> bool:
    """Whether the dark scheme is in use."""
    if _chosen != "system":
        return _chosen == "dark"
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def colors() -> Colors:
    """The scheme in use."""
    return DARK if is_dark() else LIGHT


def use_theme(name: str) -> None:
    """Follow the system, or be light or dark: `Settings.theme`."""
    global _chosen
    _chosen = name  # some platforms take no wish: what was chosen counts
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    QGuiApplication.styleHints().setColorScheme(schemes.get(name, Qt.ColorScheme.Unknown))
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setPalette(palette(colors()))
        app.setStyleSheet(style_sheet(colors()))


def small(font: QFont) -> QFont:
    """The font of tables and lists: 12 where the window's own is 13."""
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * 12 / 13)
    return smaller


def palette(c: Colors) -> QPalette:
    """A scheme as Qt's palette."""
    roles = QPalette.ColorRole
    made = QPalette()
    for role, color in (
        (roles.Window, c.window), (roles.Base, c.panel), (roles.AlternateBase, c.window), (roles.Button, c.panel),
        (roles.WindowText, c.text), (roles.Text, c.text), (roles.ButtonText, c.text), (roles.ToolTipBase, c.panel),
        (roles.ToolTipText, c.text), (roles.Highlight, c.selected), (roles.HighlightedText, c.text),
        (roles.PlaceholderText, c.text3), (roles.Link, c.accent), (roles.Mid, c.line), (roles.Accent, c.accent),
        (roles.Light, c.faint), (roles.Midlight, c.faint), (roles.Dark, c.line), (roles.Shadow, c.line),
    ):  # fmt: skip
        made.setColor(role, QColor(color))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.text3))
    return made


def style_sheet(c: Colors) -> str:
    """What a palette cannot say: the one filled button, quiet frames, headers. Objects ask for it by property."""
    return f"""
    QPushButton[primary="true"] {{ background: {c.accent}; color: {c.panel}; border: 1px solid {c.accent};
        border-radius: 4px; padding: 5px 14px; font-weight: 600; }}
    QPushButton[primary="true"]:disabled {{ background: {c.line}; border-color: {c.line}; color: {c.text3}; }}
    QPushButton[primary="true"]:focus {{ border: 1px solid {c.text}; }}
    QPushButton[link="true"] {{ color: {c.accent}; border: 0; padding: 4px 0; text-align: left; }}
    QPushButton[link="true"]:focus {{ text-decoration: underline; }}
    QLabel[quiet="true"] {{ color: {c.text2}; }}
    QLabel[wrong="true"] {{ color: {c.wrong}; }}
    QLabel[title="true"] {{ font-size: 15px; font-weight: 600; }}
    QLabel[banner="true"] {{ background: {c.panel}; color: {c.worse}; padding: 3px 12px; font-weight: 600;
        border-top: 2px solid {c.worse}; border-bottom: 1px solid {c.line}; }}
    QTreeView::item {{ padding: 2px 0; }}
    QHeaderView::section {{ background: {c.panel}; color: {c.text2}; border: 0; border-bottom: 1px solid {c.line};
        padding: 4px 6px; }}
    QTableView, QListView, QTreeView {{ border: 0; gridline-color: {c.faint}; }}
    QStatusBar, QToolBar {{ border: 0; background: {c.window}; }}
    QToolBar {{ border-bottom: 1px solid {c.line}; spacing: 6px; padding: 6px; }}
    QToolTip {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.line}; padding: 4px; }}
    QSplitter::handle {{ background: {c.line}; }}
    """
