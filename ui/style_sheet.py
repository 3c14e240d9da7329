"""What a palette cannot say, as Qt's style sheet: the one filled button, flat fields, boxes that are seen when empty.

Widgets ask for a look by property: ``primary``, ``link``, ``quiet``, ``wrong``, ``title``, ``headline``,
``banner``, ``key``, ``card``, ``rail``, ``rows``, and ``tone``, which names a color. Sizes
of letters follow the user's font. Chooses no color: they come from `ui.theme`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetricsF

if TYPE_CHECKING:
    from ui.theme import Colors

ICONS = Path(__file__).parent.parent / "resources" / "icons"
TITLE, HEADLINE = 15 / 13, 20 / 13
"""A title, and the first words of the welcome, over the window's own font."""
TONES = ("text2", "text3", "accent", "better", "worse", "wrong", "legal")


def style_sheet(c: Colors, *, dark: bool, font: QFont) -> str:
    """All of it for one scheme and one font."""
    height = round(QFontMetricsF(font).height())
    return _buttons(c) + _boxes(c, dark, height) + _fields(c, dark) + _words(c, font) + _views(c, dark)


def _size(font: QFont, ratio: float) -> str:
    if font.pointSizeF() > 0:
        return f"{font.pointSizeF() * ratio:.2f}pt"
    return f"{round(font.pixelSize() * ratio)}px"


def _edge(c: Colors) -> str:
    # Of what can be pressed or filled in: more than the line between two parts of the window.
    return c.tint(c.text3, 0.45)


def _buttons(c: Colors) -> str:
    return f"""
    QPushButton {{ background: {c.panel}; color: {c.text}; border: 1px solid {_edge(c)}; border-radius: 4px;
        padding: 4px 12px; }}
    QPushButton:hover {{ background: {c.tint(c.text, 0.05)}; }}
    QPushButton:pressed, QPushButton:open {{ background: {c.tint(c.text, 0.12)}; }}
    QPushButton:checked {{ background: {c.selected}; border-color: {c.accent}; }}
    QPushButton:focus {{ border-color: {c.accent}; }}
    QPushButton:disabled {{ color: {c.text3}; border-color: {c.line}; }}
    QPushButton:flat {{ background: transparent; border-color: transparent; }}
    QPushButton:flat:focus {{ border-color: {c.accent}; }}
    QPushButton[primary="true"] {{ background: {c.accent}; color: {c.panel}; border: 1px solid {c.accent};
        padding: 5px 14px; font-weight: 600; }}
    QPushButton[primary="true"]:hover {{ background: {c.tint(c.accent, 0.9)}; }}
    QPushButton[primary="true"]:disabled {{ background: {c.line}; border-color: {c.line}; color: {c.text3}; }}
    QPushButton[primary="true"]:focus {{ border: 1px solid {c.text}; }}
    QPushButton[link="true"] {{ background: transparent; color: {c.accent}; border: 0; padding: 4px 0;
        text-align: left; }}
    QPushButton[link="true"]:focus, QPushButton[link="true"]:hover {{ text-decoration: underline; }}
    QPushButton[link="true"]:disabled {{ color: {c.text3}; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 3px 5px; background: transparent; }}
    QToolButton:hover, QToolButton:open {{ background: {c.tint(c.text, 0.08)}; }}
    QToolButton:pressed {{ background: {c.tint(c.text, 0.14)}; }}
    QToolButton:checked {{ background: {c.selected}; border-color: {c.accent}; }}
    QToolButton:focus {{ border-color: {c.accent}; }}
    QToolButton:disabled {{ color: {c.text3}; }}
    """


def _boxes(c: Colors, dark: bool, height: int) -> str:
    # Drawn by hand: the style's own edge is the window's color made darker, which in dark is no edge at all.
    side = max(12, round(height * 0.86)) // 2 * 2
    boxes = ", ".join(f"{kind}::indicator" for kind in ("QCheckBox", "QGroupBox", "QAbstractItemView"))

    def each(state: str) -> str:
        return boxes.replace("::indicator", f"::indicator{state}")

    return f"""
    {boxes} {{ width: {side}px; height: {side}px; border: 1px solid {c.text3}; border-radius: 3px;
        background: {c.panel}; }}
    {each(":hover")} {{ border-color: {c.accent}; }}
    {each(":checked")} {{ background: {c.accent}; border-color: {c.accent}; image: {_icon("check", dark)}; }}
    {each(":indeterminate")} {{ background: {c.accent}; border-color: {c.accent}; image: {_icon("dash", dark)}; }}
    {each(":disabled")} {{ border-color: {c.line}; background: {c.window}; }}
    {each(":checked:disabled")} {{ background: {c.text3}; }}
    {each(":indeterminate:disabled")} {{ background: {c.text3}; }}
    QCheckBox, QRadioButton {{ spacing: 7px; padding: 1px 5px 1px 1px; border: 1px solid transparent;
        border-radius: 3px; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {c.accent}; }}
    QRadioButton::indicator {{ width: {side}px; height: {side}px; border: 1px solid {c.text3};
        border-radius: {side // 2 + 1}px; background: {c.panel}; }}
    QRadioButton::indicator:hover {{ border-color: {c.accent}; }}
    QRadioButton::indicator:checked {{ border-color: {c.accent}; background: qradialgradient(cx: 0.5, cy: 0.5,
        radius: 0.5, fx: 0.5, fy: 0.5, stop: 0 {c.accent}, stop: 0.5 {c.accent}, stop: 0.56 {c.panel},
        stop: 1 {c.panel}); }}
    QRadioButton::indicator:disabled {{ border-color: {c.line}; background: {c.window}; }}
    QRadioButton::indicator:checked:disabled {{ border-color: {c.text3}; background: {c.text3}; }}
    """


def _fields(c: Colors, dark: bool) -> str:
    edge = _edge(c)
    return f"""
    QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit {{ background: {c.panel}; color: {c.text};
        border: 1px solid {edge}; border-radius: 4px; padding: 3px 4px; selection-background-color: {c.accent};
        selection-color: {c.panel}; }}
    QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {{
        border-color: {c.accent}; }}
    QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {c.text3}; border-color: {c.line};
        background: {c.window}; }}
    QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractItemView QLineEdit {{ border: 0; padding: 0;
        border-radius: 0; background: transparent; }}
    QAbstractItemView QLineEdit {{ background: {c.panel}; }}
    QComboBox::drop-down, QDateEdit::drop-down {{ border: 0; width: 20px; subcontrol-origin: padding;
        subcontrol-position: center right; }}
    QComboBox::down-arrow, QDateEdit::drop-down {{ image: {_icon("down", dark)}; }}
    QComboBox::down-arrow {{ width: 12px; height: 12px; }}
    QSpinBox, QDoubleSpinBox, QTimeEdit, QDateTimeEdit {{ padding: 2px 0; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: 0; width: 16px; subcontrol-origin: border;
        background: transparent; }}
    QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
    QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
    QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {c.tint(c.text, 0.1)}; }}
    QAbstractSpinBox::up-arrow {{ image: {_icon("up", dark)}; width: 9px; height: 9px; }}
    QAbstractSpinBox::down-arrow {{ image: {_icon("down", dark)}; width: 9px; height: 9px; }}
    QComboBox QAbstractItemView {{ border: 1px solid {edge}; background: {c.panel}; }}
    QProgressBar {{ border: 1px solid {c.line}; border-radius: 3px; background: {c.window}; text-align: center; }}
    QProgressBar::chunk {{ background: {c.tint(c.accent, 0.45)}; border-radius: 2px; }}
    """


def _words(c: Colors, font: QFont) -> str:
    tones = "".join(f'QLabel[tone="{tone}"] {{ color: {getattr(c, tone)}; }}\n' for tone in TONES)
    return f"""
    {tones}
    QLabel[quiet="true"] {{ color: {c.text2}; }}
    QLabel[wrong="true"] {{ color: {c.wrong}; }}
    QLabel[title="true"] {{ font-size: {_size(font, TITLE)}; font-weight: 600; }}
    QLabel[headline="true"] {{ font-size: {_size(font, HEADLINE)}; font-weight: 600; }}
    QLabel[key="true"] {{ background: {c.window}; color: {c.text2}; border: 1px solid {c.line};
        border-bottom: 2px solid {c.line}; border-radius: 4px; padding: 0 5px; }}
    QLabel[banner="true"] {{ background: {c.panel}; color: {c.worse}; padding: 3px 12px; font-weight: 600;
        border-top: 2px solid {c.worse}; border-bottom: 1px solid {c.line}; }}
    QToolTip {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.line}; padding: 4px; }}
    """


def _views(c: Colors, dark: bool) -> str:
    return f"""
    QTreeView::item {{ padding: 2px 0; }}
    QTreeView[rows="true"]::item, QTableView[rows="true"]::item {{ padding: 2px 3px; }}
    QTreeView[rows="true"]::item:selected, QTableView[rows="true"]::item:selected {{ background: {c.selected};
        color: {c.text}; }}
    QTableView[rows="true"] QHeaderView::up-arrow, QTableView[rows="true"] QHeaderView::down-arrow {{
        subcontrol-position: top center; width: 9px; height: 9px; }}
    QTableView[rows="true"] QHeaderView::up-arrow {{ image: {_icon("up", dark)}; }}
    QTableView[rows="true"] QHeaderView::down-arrow {{ image: {_icon("down", dark)}; }}
    QHeaderView::section {{ background: {c.panel}; color: {c.text2}; border: 0; border-bottom: 1px solid {c.line};
        padding: 4px 6px; }}
    QTableView, QListView, QTreeView {{ border: 0; gridline-color: {c.faint}; }}
    QListWidget[rail="true"] {{ background: {c.window}; border-right: 1px solid {c.line}; padding: 10px 8px;
        outline: 0; }}
    QFrame[rail="true"] {{ background: {c.window}; border-right: 1px solid {c.line}; }}
    QListWidget[rail="true"]::item {{ padding: 6px 10px; margin: 1px 0; border-radius: 5px; color: {c.text2}; }}
    QListWidget[rail="true"]::item:hover {{ background: {c.tint(c.text, 0.05)}; }}
    QListWidget[rail="true"]::item:selected {{ background: {c.selected}; color: {c.text}; }}
    QListWidget[rail="true"]::item:disabled {{ color: {c.text3}; padding: 14px 10px 2px 10px; }}
    QMenu {{ background: {c.panel}; border: 1px solid {c.line}; padding: 4px 0; }}
    QMenu::item {{ padding: 4px 24px 4px 28px; }}
    QMenu::item:selected {{ background: {c.selected}; color: {c.text}; }}
    QMenu::item:disabled {{ color: {c.text3}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 0; }}
    QScrollBar {{ background: transparent; border: 0; margin: 0; }}
    QScrollBar:vertical {{ width: 12px; }}
    QScrollBar:horizontal {{ height: 12px; }}
    QScrollBar::handle {{ background: {c.tint(c.text3, 0.45)}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 28px; }}
    QScrollBar::handle:horizontal {{ min-width: 28px; }}
    QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {c.text3}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QWidget[panelHead="true"] {{ background: {c.window}; border-bottom: 1px solid {c.line}; }}
    QWidget[panelFoot="true"] {{ background: {c.window}; border-top: 1px solid {c.line}; }}
    QFrame[card="true"] {{ background: {c.panel}; border: 1px solid {c.line}; border-radius: 8px; }}
    QFrame[card="true"][chosen="true"] {{ background: {c.selected}; border: 1px solid {c.accent}; }}
    QStatusBar, QToolBar {{ border: 0; background: {c.window}; }}
    QToolBar {{ border-bottom: 1px solid {c.line}; spacing: 6px; padding: 6px; }}
    QSplitter::handle {{ background: {c.line}; }}
    """


def _icon(name: str, dark: bool) -> str:
    return f'url("{(ICONS / f"{name}-{'dark' if dark else 'light'}.svg").as_posix()}")'
