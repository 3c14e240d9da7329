"""The list of routes: a branch per team with its stops and breaks in order, and what has no stop. Changes nothing.

Visits are dragged within it: onto a team (to its cheapest place), before a stop, or onto the unassigned.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QFont, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from planner.day.lock_words import lock_words
from planner.day.states import VisitRow
from planner.model import Day, Plan, Route, RouteBreak, Shift, Stop
from planner.text import duration, listed, ngettext, reason_sentence
from planner.text import gettext as _
from ui.signs import sign_icon
from ui.theme import colors, small
from ui.words import STATE_ORDER, own_town, span, state_icon, why

VISIT = Qt.ItemDataRole.UserRole
SHIFT = Qt.ItemDataRole.UserRole + 1
UNASSIGNED = "unassigned"
REASON = Qt.ItemDataRole.UserRole + 2
ICON, PAD = 16, 4

type Index = QModelIndex | QPersistentModelIndex


class RoutesView(QTreeWidget):
    """All routes of the day, always in the order of the day's teams."""

    selected = Signal(object)
    """The ids of the selected visits, as a tuple."""
    team_chosen = Signal(object)
    """The id of the shift whose row is current, or None."""
    moved = Signal(object, object, object)
    """Visits were dropped: their ids, the shift's id (None: unassigned), the position or None for the cheapest."""
    team_opened = Signal(object)
    """The id of the shift whose row was double-clicked."""
    opened = Signal(object)
    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(4)
        self.setHeaderLabels((_("Team and stop"), _("Time"), _("Travel"), _("km")))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setExpandsOnDoubleClick(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setItemDelegateForColumn(0, _Wrapping(self))
        self.setFont(small(self.font()))
        self.setAccessibleName(_("Routes"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(1, self.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.setIndentation(14)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.asked.emit(self.viewport().mapToGlobal(at)))
        self.itemSelectionChanged.connect(self._tell)
        self.itemActivated.connect(self._open)
        self._telling = False
        self._closed: set[object] = set()
        self.itemCollapsed.connect(lambda item: self._closed.add(item.data(0, SHIFT)))
        self.itemExpanded.connect(lambda item: self._closed.discard(item.data(0, SHIFT)))

    def show_plan(self, day: Day, plan: Plan | None, rows: tuple[VisitRow, ...]) -> None:
        """Show a plan anew; what was selected, open and in view stays so."""
        chosen, place = self.selection(), self.verticalScrollBar().value()
        by_id = {row.visit.id: row for row in rows}
        town = own_town(rows)
        self._telling = True
        self.clear()
        for left in (_left_over(rows, town),) if plan else ():
            if left.childCount():
                self.addTopLevelItem(left)
        routes = {route.shift_id: route for route in (plan.routes if plan else ())}
        for shift in day.shifts:
            self.addTopLevelItem(_team(day, shift, routes.get(shift.id), by_id, town))
        closed = set(self._closed)
        self.expandAll()
        for number in range(self.topLevelItemCount()):
            item = self.topLevelItem(number)
            if item.data(0, SHIFT) in closed:
                item.setExpanded(False)
            if item.data(0, SHIFT) == UNASSIGNED:
                for left in (item, *(item.child(each) for each in range(item.childCount()))):
                    left.setFirstColumnSpanned(True)
        self.select(chosen)
        self.verticalScrollBar().setValue(place)
        self._telling = False

    def select(self, visit_ids: Iterable[UUID]) -> None:
        """Select visits, without telling that they were."""
        wanted = set(visit_ids)
        telling, self._telling = self._telling, True
        self.clearSelection()
        for item in self._visit_items():
            if item.data(0, VISIT) in wanted:
                item.setSelected(True)
                if not telling:
                    self.scrollToItem(item)
        self._telling = telling

    def selection(self) -> tuple[UUID, ...]:
        """The ids of the selected visits."""
        return tuple(dict.fromkeys(item.data(0, VISIT) for item in self.selectedItems() if item.data(0, VISIT)))

    def _visit_items(self) -> Iterable[QTreeWidgetItem]:
        for number in range(self.topLevelItemCount()):
            top = self.topLevelItem(number)
            yield from (top.child(i) for i in range(top.childCount()) if top.child(i).data(0, VISIT))

    def _tell(self) -> None:
        if self._telling:
            return
        self.selected.emit(self.selection())
        teams = [item.data(0, SHIFT) for item in self.selectedItems() if not item.data(0, VISIT)]
        self.team_chosen.emit(teams[0] if teams and teams[0] != UNASSIGNED else None)

    def _open(self, item: QTreeWidgetItem) -> None:
        if visit_id := item.data(0, VISIT):
            self.opened.emit(visit_id)
        elif item.parent() is None and item.data(0, SHIFT) != UNASSIGNED:
            self.team_opened.emit(item.data(0, SHIFT))

    def _target(self, event: QDropEvent) -> tuple[object, int | None]:
        # A team's own row means its cheapest place; a stop means the place before or after it.
        item = self.itemAt(event.position().toPoint())
        if item is None:
            return None, None
        if item.parent() is None:
            return item.data(0, SHIFT), None
        below = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem
        above = [item.parent().child(i) for i in range(item.parent().indexOfChild(item) + below)]
        # Positions count the stops that stay: the dragged ones leave their places first.
        return item.parent().data(0, SHIFT), sum(bool(each.data(0, VISIT)) and not each.isSelected() for each in above)

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reasons wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped where; the list itself is made anew by what follows from it."""
        shift, position = self._target(event)
        chosen = self.selection()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if shift == UNASSIGNED:
            self.moved.emit(chosen, None, None)
        elif shift and chosen:
            self.moved.emit(chosen, shift, position)

    def drawBranches(self, painter: object, rect: object, index: QModelIndex) -> None:  # type: ignore[override]
        """Only teams have an arrow; the lines between stops would be noise."""
        if not index.parent().isValid():
            super().drawBranches(painter, rect, index)  # type: ignore[arg-type]


class _Wrapping(QStyledItemDelegate):
    # A reason is a sentence: it takes the lines it needs, over the whole width. All else stays on one line.
    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(REASON):
            option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText  # type: ignore[attr-defined]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = self._tree.fontMetrics().height()
        if not index.data(REASON):
            return QSize(0, max(height, ICON) + PAD)
        room = self._tree.viewport().width() - 2 * self._tree.indentation() - 4 * PAD
        flags = int(Qt.TextFlag.TextWordWrap)
        box = self._tree.fontMetrics().boundingRect(QRect(0, 0, room, 10_000), flags, str(index.data()))
        return QSize(0, box.height() + 2 * PAD)


def _team(day: Day, shift: Shift, route: Route | None, rows: dict[UUID, VisitRow], town: str) -> QTreeWidgetItem:
    count = len(route.stops) if route else 0
    people = listed(member.name for member in shift.members if member.id not in day.absent)
    item = QTreeWidgetItem([f"{shift.team.name}  ·  {_visits(count)}"])
    item.setData(0, SHIFT, shift.id)
    item.setIcon(0, sign_icon(shift.team, 18))
    item.setToolTip(0, "\n".join(part for part in (people, shift.vehicle) if part))
    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
    _embolden(item)
    if route and route.stops:
        times = span(day, route.start, route.end)
        _numbers(item, times, duration(route.travel_time.total_seconds()), route.distance)
        _stops(item, day, route, rows, town)
    else:
        item.setText(1, f"{shift.start:%H:%M}–{shift.end:%H:%M}")
        item.setForeground(1, QColor(colors().text3))
    return item


def _stops(item: QTreeWidgetItem, day: Day, route: Route, rows: dict[UUID, VisitRow], town: str) -> None:
    for number, stop in enumerate(route.stops):
        for rest in (each for each in route.breaks if each.after == number):
            item.addChild(_break(day, rest))
        row = rows[stop.visit_id]
        address = row.visit.address.text
        child = QTreeWidgetItem([f"{number + 1}   {_where(row, route, stop, address.removesuffix(town))}"])
        child.setData(0, VISIT, stop.visit_id)
        if stop.begun:
            child.setFlags(child.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
        child.setIcon(0, state_icon(row.state))
        child.setToolTip(0, "\n".join(part for part in (row.visit.customer.name, address, why(row)) if part))
        times = span(day, stop.start, stop.departure)
        _numbers(child, times, duration(stop.travel_time.total_seconds()), stop.distance)
        if row.violations:
            child.setForeground(1, QColor(colors().wrong))
        item.addChild(child)
    for rest in (each for each in route.breaks if each.after >= len(route.stops)):
        item.addChild(_break(day, rest))


def _where(row: VisitRow, route: Route, stop: Stop, address: str) -> str:
    others = [place.shift.team.name for place in row.places if place.shift.id != route.shift_id]
    where = _("{place} · with {team}").format(place=address, team=listed(others)) if others else address
    return " · ".join(part for part in (where, lock_words(stop.lock, row.zone)) if part)


def _break(day: Day, rest: RouteBreak) -> QTreeWidgetItem:
    item = QTreeWidgetItem([_("Break"), span(day, rest.start, rest.end)])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    for column in range(2):
        item.setForeground(column, QColor(colors().text3))
    return item


def _left_over(rows: tuple[VisitRow, ...], town: str) -> QTreeWidgetItem:
    # Under each reason its visits: what is told once need not be read a hundred times.
    left = sorted((row for row in rows if row.stop is None), key=lambda row: (STATE_ORDER[row.state], row.reason))
    item = QTreeWidgetItem([_("Unassigned") + f"  ·  {_visits(len(left))}"])
    item.setData(0, SHIFT, UNASSIGNED)
    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
    _embolden(item)
    for reason, group in groupby(left, key=lambda row: row.reason):
        if reason:
            item.addChild(_reason(reason_sentence(reason)))
        for row in group:
            child = QTreeWidgetItem([f"{row.visit.customer.name}  ·  {row.visit.address.text.removesuffix(town)}"])
            child.setData(0, VISIT, row.visit.id)
            child.setIcon(0, state_icon(row.state))
            child.setToolTip(0, f"{row.visit.address.text}\n{why(row)}")
            item.addChild(child)
    return item


def _reason(text: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setData(0, REASON, True)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    item.setForeground(0, QColor(colors().text2))
    return item


def _numbers(item: QTreeWidgetItem, times: str, travel: str, metres: int) -> None:
    for column, text in ((1, times), (2, travel), (3, f"{metres / 1000:.1f}")):
        item.setText(column, text)
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _visits(count: int) -> str:
    return ngettext("{count} visit", "{count} visits", count).format(count=count)


def _embolden(item: QTreeWidgetItem) -> None:
    font = small(QFont())
    font.setWeight(QFont.Weight.DemiBold)
    item.setFont(0, font)
