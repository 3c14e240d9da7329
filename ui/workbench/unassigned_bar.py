"""The head of the unassigned: title, how many there are, and the button that plans the rest."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from planner.text import gettext as _
from planner.text import ngettext
from ui import theme
from ui.workbench.panel_bar import PanelBar


class UnassignedBar(PanelBar):
    """A thin bar."""

    def __init__(self) -> None:
        super().__init__(_("Unassigned"))
        self.can_plan = False
        self.plan_rest = QPushButton(_("Plan the rest"))
        self.plan_rest.setFont(theme.small(self.plan_rest.font()))
        self.plan_rest.setToolTip(_("Find places for these, and keep what is there ({key})").format(key="Ctrl+F5"))
        self.plan_rest.setAutoDefault(False)
        self.row.addWidget(self.plan_rest)
        self.show_count(0, can_plan=False)

    def show_count(self, count: int, *, can_plan: bool) -> None:
        """Show how many there are; the rest can be planned where a plan could still take some of them."""
        self.can_plan = can_plan
        c = theme.colors()
        self.count.setText(str(count))
        self.count.setVisible(bool(count))
        self.count.setAccessibleName(ngettext("{count} visit", "{count} visits", count).format(count=count))
        self.tone(c.worse)
        self.plan_rest.setStyleSheet(
            f"QPushButton {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.line}; border-radius: 4px;"
            f" padding: 2px 8px; }} QPushButton:hover, QPushButton:focus {{ border-color: {c.accent}; }}"
            f" QPushButton:disabled {{ color: {c.text3}; }}"
        )
        self.plan_rest.setEnabled(can_plan)
        self.plan_rest.setVisible(bool(count))

    def show_busy(self, busy: bool) -> None:
        """While the window is busy nothing is planned."""
        self.plan_rest.setEnabled(self.can_plan and not busy)
