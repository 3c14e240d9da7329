"""Colors and sizes of the window in light and dark, read by delegates, dialogs and the map alike. Draws nothing.

Every text color reaches 4.8:1 on both of its surfaces. Violet means law and nothing else. What only a style sheet can
say is in `ui.style_sheet`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.style_sheet import style_sheet

BASE, SMALL = 13, 12
"""The window's own font and that of tables, on the scale of `looks`: only their ratio counts."""


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

    def tint(self, color: str, share: float) -> str:
        """So much of a color on the panel, such as the ground of a chip."""
        mixed = zip(_parts(color), _parts(self.panel), strict=True)
        return "#" + "".join(f"{round(over * share + under * (1 - share)):02x}" for over, under in mixed)


LIGHT = Colors(
    "#f4f4f2", "#ffffff", "#dcdcd8", "#ebebe7", "#1d2024", "#565d65", "#666d75", "#dfe8fb",
    "#2458c9", "#1b7a4b", "#9a5b00", "#b8322a", "#7538ad", "#d0342c",
)  # fmt: skip
DARK = Colors(
    "#1a1c1f", "#202327", "#353940", "#2b2f34", "#e5e7ea", "#a9b0b8", "#8b939c", "#263a5e",
    "#6d9fff", "#5fc48f", "#e0a445", "#f07f74", "#c39af2", "#ff6b60",
)  # fmt: skip


class Following(QObject):
    """Hears of the system's change between light and dark; one for the whole application."""

    changed = Signal()
    """Other colors are in use. Widgets are drawn anew by themselves; this is for who draws elsewhere, as the map."""

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._hear)

    def _hear(self) -> None:
        if _chosen == "system":
            refresh()


_chosen = "system"
_following: Following | None = None
_busy = False


def following() -> Following:
    """Who tells of other colors."""
    global _following
    if _following is None:
        _following = Following(None)
    return _following


def is_dark() -> bool:
    """Whether the dark scheme is in use."""
    if _chosen != "system":
        return _chosen == "dark"
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def colors() -> Colors:
    """The scheme in use."""
    return DARK if is_dark() else LIGHT


def use_theme(name: str) -> None:
    """Follow the system, from now on and live, or be light or dark: `Settings.theme`."""
    global _chosen
    _chosen = name  # some platforms take no wish: what was chosen counts
    following()
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    QGuiApplication.styleHints().setColorScheme(schemes.get(name, Qt.ColorScheme.Unknown))
    refresh()


def refresh() -> None:
    """Color everything anew: the scheme or the font of the application is another one."""
    global _busy
    app = QApplication.instance()
    if _busy or not isinstance(app, QApplication):
        return
    _busy = True  # a palette of ours may look to Qt like another scheme
    try:
        app.setPalette(palette(colors()))
        app.setStyleSheet(style_sheet(colors(), dark=is_dark(), font=app.font()))
    finally:
        _busy = False
    following().changed.emit()


def scaled(font: QFont, ratio: float) -> QFont:
    """A font so many times as large, however its size was said."""
    other = QFont(font)
    if font.pointSizeF() > 0:
        other.setPointSizeF(font.pointSizeF() * ratio)
    else:
        other.setPixelSize(max(1, round(font.pixelSize() * ratio)))
    return other


def small(font: QFont) -> QFont:
    """The font of tables and lists: 12 where the window's own is 13. Its digits are all as wide, where it has such."""
    smaller = scaled(font, SMALL / BASE)
    smaller.setFeature(QFont.Tag("tnum"), 1)
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


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
