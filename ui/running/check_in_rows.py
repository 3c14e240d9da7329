"""The teams that may ring up, who is to be heard first on top: key, name, what they will say, and when it is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from planner.running.situation import Situation, TeamNow
from planner.running.situation_words import said_words
from planner.text import clock, duration
from planner.text import gettext as _
from ui import theme
from ui.dialogs.fields import WholeRows
from ui.signs import sign_icon

KEY, TEAM, SAYS, DUE = range(4)
WHO = Qt.ItemDataRole.UserRole


class TeamRows(QTreeWidget):
    """None of them is current before somebody chooses it; the field keeps the keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Teams, who is to be heard first on top"))
        self.setHeaderLabels(["", _("Team"), _("Will say"), _("Due")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setProperty("rows", True)
        self.setItemDelegate(WholeRows(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = round(self.fontMetrics().height() * 1.25)
        self.setIconSize(QSize(side, side))
        letter = self.fontMetrics().averageCharWidth()
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(letter * 3)
        self.header().setSectionResizeMode(SAYS, QHeaderView.ResizeMode.Stretch)
        for column in (KEY, TEAM, DUE):
            self.header().resizeSection(column, letter * 4)

    def show_teams(
        self, found: Situation, teams: Sequence[TeamNow], keys: Mapping[UUID, str], current: UUID | None
    ) -> None:
        """Show these; the one that is current is marked."""
        self.blockSignals(True)
        self.clear()
        self.addTopLevelItems([_item(found, team, keys.get(team.shift.id, "")) for team in teams])
        self._give_room()
        ids = [team.shift.id for team in teams]
        self.setCurrentItem(self.topLevelItem(ids.index(current)) if current in ids else None)  # type: ignore[arg-type]
        self.blockSignals(False)

    def _give_room(self) -> None:
        # By the words alone: sections that fit themselves measure each cell with every row, for 0.1 s in all.
        header, metrics = self.header(), self.fontMetrics()
        items = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        for column, beside in ((TEAM, self.iconSize().width()), (DUE, 0)):
            words = max((metrics.horizontalAdvance(item.text(column)) for item in items if item), default=0)
            wanted = words + beside + 4 * metrics.averageCharWidth()
            header.resizeSection(column, max(wanted, header.sectionSize(column), header.sectionSizeHint(column)))

    @property
    def current(self) -> UUID | None:
        """The shift that is current."""
        item = self.currentItem()
        found: UUID | None = item.data(TEAM, WHO) if item else None
        return found

    def step(self, by: int) -> None:
        """Go on by so many rows."""
        now = self.currentItem()
        other = self.topLevelItem(self.indexOfTopLevelItem(now) + by if now else 0)
        if other:
            self.setCurrentItem(other)


def _item(found: Situation, team: TeamNow, key: str) -> QTreeWidgetItem:
    zone, name, c = found.day.zone, team.shift.team.name, theme.colors()
    says = said_words(team.next.said, team.next.number) if team.next else _("nothing more")
    item = QTreeWidgetItem([key, name, _("stands still") if team.paused else says, _due(found, team, zone)])
    item.setIcon(TEAM, sign_icon(team.shift.team, 20))
    item.setData(TEAM, WHO, team.shift.id)
    item.setTextAlignment(KEY, Qt.AlignmentFlag.AlignCenter)
    font = item.font(KEY)
    font.setBold(True)
    item.setFont(KEY, font)
    if team.alarm or team.paused:
        for column in (SAYS, DUE):
            item.setForeground(column, QColor(c.wrong))
    elif team.due is None:
        item.setForeground(SAYS, QColor(c.text3))
    elif team.due.at <= found.now:
        item.setForeground(DUE, QColor(c.worse))
    return item


def _due(found: Situation, team: TeamNow, zone: ZoneInfo) -> str:
    if team.alarm:
        return "+" + duration((found.now - team.alarm.due).total_seconds())
    return clock(team.due.at, zone) if team.due else ""
