"""The teams of a day in its evening, a row each: what they were to do, what they did, and when they were back."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from planner.running.evening import Evening, TeamEvening
from planner.text import clock
from planner.text import gettext as _
from ui import theme
from ui.cases.looks import as_rows
from ui.signs import sign_icon

MISSING, BACK = 5, 7
SIGN = 18
SIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TeamTable(QTreeWidget):
    """As high as it has rows; what is not told stands out."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Teams"))
        heads = (_("Team"), _("Planned"), _("Done"), _("Met"), _("Late"), _("Not told"), _("Due back"), _("Back"))
        self.setHeaderLabels(heads)
        for column in range(1, len(heads)):
            self.headerItem().setTextAlignment(column, SIDE)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        as_rows(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def show_teams(self, found: Evening) -> None:
        """Show them."""
        self.clear()
        zone = found.day.zone
        for team in found.teams:
            self.addTopLevelItem(_item(team, zone))
        rows = max(24, self.sizeHintForRow(0)) * len(found.teams)
        self.setFixedHeight(self.header().sizeHint().height() + rows + 2 * self.frameWidth() + 4)


def _item(team: TeamEvening, zone: ZoneInfo) -> QTreeWidgetItem:
    numbers = (team.planned, team.done, team.met, team.late, team.missing)
    times = (clock(team.planned_back, zone) if team.planned_back else "", clock(team.back, zone) if team.back else "–")
    item = QTreeWidgetItem([team.shift.team.name, *map(str, numbers), *times])
    item.setIcon(0, sign_icon(team.shift.team, SIGN))
    for column in range(1, item.columnCount()):
        item.setTextAlignment(column, SIDE)
    worse = QColor(theme.colors().worse)
    if team.missing:
        item.setForeground(MISSING, worse)
    if team.back is None:
        item.setForeground(BACK, worse)
    return item
