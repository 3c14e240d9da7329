"""The head of a panel: its title, and beside it how many there are. What it counts is said by whoever shows it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui import theme
from ui.workbench.inspector_parts import SIDE, bar_height


class PanelBar(QWidget):
    """A thin bar; `row` takes what else stands in it, at the right."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("panelHead", True)
        self.setFixedHeight(bar_height(self))
        name = QLabel(title)
        name.setObjectName("panelTitle")
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        self.count = QLabel()
        self.count.setFont(theme.small(self.count.font()))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(SIDE, 0, 6, 0)
        self.row.setSpacing(8)
        self.row.addWidget(name)
        self.row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        self.row.addStretch(1)

    def tone(self, color: str) -> None:
        """Say the number in a color of the scheme, on a tint of it."""
        ground = theme.colors().tint(color, 0.16)
        self.count.setStyleSheet(
            f"color: {color}; background: {ground}; border-radius: 4px; padding: 1px 6px; font-weight: 600"
        )
