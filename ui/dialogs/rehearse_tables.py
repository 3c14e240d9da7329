"""The teams and the weak stops of a rehearsal, each row with its chance in words and as a bar. Counts nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem

from planner.day.rehearse import WEAK, Rehearsal, StopChance, TeamChance
from planner.day.rehearse_words import days_words, due_words, why_words
from planner.model import Day
from planner.text import N_, clock
from planner.text import gettext as _
from ui.signs import sign_icon
from ui.theme import colors, small

VISIT, SHARE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
POOR = 0.5
TEAM_TITLES = (
    *(N_("Team"), N_("Back in its shift"), N_("With its overtime"), N_("Weakest stop"), N_("On time there")),
    N_("What makes it late"),
)
STOP_TITLES = (N_("Visit"), N_("On time"), N_("Team"), N_("Planned"), N_("Must start"), N_("What makes it weak"))


class _Table(QTreeWidget):
    # Rows that each stand for a visit; a row chosen by mouse or keyboard tells which.

    chosen = Signal(object)

    def __init__(self, titles: Sequence[str], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setColumnCount(len(titles))
        self.setHeaderLabels([_(title) for title in titles])
        self.setFont(small(self.font()))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setItemDelegate(_Rows(self))
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.itemActivated.connect(self._tell)
        self.itemClicked.connect(self._tell)
        self.currentItemChanged.connect(lambda item, _before: self._tell(item) if self.hasFocus() else None)

    def whole_height(self) -> int:
        """In pixels: room for all its rows."""
        return round(self.fontMetrics().height() * (1.8 * self.topLevelItemCount() + 4))

    def fit(self) -> None:
        """As wide as the words need."""
        letters = self.fontMetrics()
        for column in range(self.columnCount() - 1):
            wide = letters.horizontalAdvance(self.headerItem().text(column))
            for number in range(self.topLevelItemCount()):
                item = self.topLevelItem(number)
                assert item is not None
                room = bar_room(letters.height()) if item.data(column, SHARE) is not None else 0
                icon = 0 if item.icon(column).isNull() else round(letters.height() * 1.6)
                wide = max(wide, letters.horizontalAdvance(item.text(column)) + room + icon)
            self.setColumnWidth(column, min(wide, letters.averageCharWidth() * 44) + 3 * letters.averageCharWidth())

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        visit_id = item.data(0, VISIT) if item else None
        if isinstance(visit_id, UUID):
            self.chosen.emit(visit_id)


class TeamTable(_Table):
    """One row a team, the weakest first."""

    def __init__(self, found: Rehearsal, day: Day) -> None:
        super().__init__(TEAM_TITLES, _("Teams and their chances"))
        for team in sorted(found.teams, key=lambda each: (each.in_overtime, each.in_shift)):
            self.addTopLevelItem(_team_item(team, day))
        self.fit()


class StopTable(_Table):
    """One row a weak stop, the weakest first."""

    def __init__(self, found: Rehearsal, day: Day) -> None:
        super().__init__(STOP_TITLES, _("Weak stops"))
        zone = day.zone
        for stop in found.weak:
            self.addTopLevelItem(_stop_item(stop, day, zone))
        self.fit()


def _team_item(team: TeamChance, day: Day) -> QTreeWidgetItem:
    shift, weakest = day.shift(team.shift_id), team.weakest
    overtime = days_words(team.in_overtime) if shift.max_overtime else "–"
    visit = day.visit(weakest.visit_id) if weakest else None
    place = f"{weakest.number}  {visit.customer.name}  {visit.reference}" if weakest and visit else "–"
    chance = days_words(weakest.on_time) if weakest else "–"
    why = why_words(team.why, day, None) if team.in_overtime < WEAK else ""
    item = QTreeWidgetItem([shift.team.name, days_words(team.in_shift), overtime, place, chance, why])
    item.setIcon(0, sign_icon(shift.team, 20))
    item.setData(1, SHARE, team.in_shift)
    item.setToolTip(5, why)
    if weakest:
        item.setData(0, VISIT, weakest.visit_id)
        item.setData(4, SHARE, weakest.on_time)
        item.setToolTip(4, why_words(weakest.why, day, weakest.visit_id) if weakest.on_time < WEAK else "")
    return item


def _stop_item(stop: StopChance, day: Day, zone: ZoneInfo) -> QTreeWidgetItem:
    visit, shift = day.visit(stop.visit_id), day.shift(stop.shift_id)
    why = why_words(stop.why, day, stop.visit_id)
    words = (
        f"{visit.customer.name}  {visit.reference}", days_words(stop.on_time), f"{shift.team.name}  {stop.number}",
        clock(stop.planned, zone), due_words(stop.due, zone), why,
    )  # fmt: skip
    item = QTreeWidgetItem(list(words))
    item.setData(0, VISIT, stop.visit_id)
    item.setData(1, SHARE, stop.on_time)
    item.setIcon(2, sign_icon(shift.team, 20))
    item.setToolTip(5, why)
    return item


def bar_room(height: int) -> int:
    """How much of a cell the bar of a chance takes, beside its words."""
    return height * 5


def ink_of(share: float) -> str:
    """The color of a chance."""
    return colors().better if share >= WEAK else colors().worse if share >= POOR else colors().wrong


class _Rows(QStyledItemDelegate):
    # Rows with some air, and before the words of a chance its bar.

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), round(option.fontMetrics.height() * 1.8))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        share = index.data(SHARE)
        if share is None:
            super().paint(painter, option, index)
            return
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        words, own.text = own.text, ""
        own.widget.style().drawControl(own.widget.style().ControlElement.CE_ItemViewItem, own, painter, own.widget)
        height = own.fontMetrics.height()
        box = own.rect.adjusted(height // 4, 0, 0, 0)
        thick, wide = height * 0.42, bar_room(height) - height
        bar = QRectF(box.left(), box.center().y() - thick / 2 + 0.5, wide, thick)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors().line))
        painter.drawRoundedRect(bar, thick / 2, thick / 2)
        painter.setBrush(QColor(ink_of(share)))
        if share > 0:
            painter.drawRoundedRect(
                QRectF(bar.left(), bar.top(), max(thick, wide * share), thick), thick / 2, thick / 2
            )
        painter.setPen(QColor(colors().text))
        painter.setFont(own.font)
        painter.drawText(box.adjusted(bar_room(height) - height // 2, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
