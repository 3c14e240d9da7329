"""The customers to remind, in groups by what is due, to tick and to give another way. Sends nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QTreeWidgetItem

from planner.cases.contact_words import DUE, moment_words, room_words, said_words, way_words
from planner.cases.message_values import money_words, owed_words
from planner.cases.model import Channel, Purpose
from planner.cases.reminders import Due, DueState
from planner.text import gettext as _
from planner.text import language
from ui import theme
from ui.cases.looks import GroupedTree, as_rows
from ui.dialogs.frame import say_date

WHO = Qt.ItemDataRole.UserRole
CUSTOMER, DAYS, OPEN, WAY, WORDS = range(5)
MOST = 250
"""So many of a group are shown, and so soon: the next ones follow when these are done."""


class ReminderRows(GroupedTree):
    """A line each; a tick takes it into what is done next. Space ticks, Ctrl+A ticks all, 1 to 4 give another way."""

    chosen = Signal()
    """Another line is current, or it has another way."""
    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.dues: dict[UUID, Due] = {}
        self._ways: dict[UUID, Channel] = {}
        self._zone: tzinfo | None = None
        self._now: datetime | None = None
        self.setAccessibleName(_("Customers to remind"))
        self._purpose = Purpose.REMINDER
        self._head(Purpose.REMINDER)
        as_rows(self)
        self.setUniformRowHeights(True)
        self.setIndentation(round(self.fontMetrics().height() * 0.9))
        self.setRootIsDecorated(False)
        for column in (DAYS, OPEN):
            self.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.header().setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        self.currentItemChanged.connect(lambda *_: self.chosen.emit())
        self.itemChanged.connect(lambda *_: self.ticked.emit())

    def hear_keys(self, keys: Mapping[str, Callable[[], object]]) -> None:
        """Take these keys, while the list has them."""
        here = Qt.ShortcutContext.WidgetShortcut
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self, lambda act=act: act(), context=here)
        QShortcut(QKeySequence.StandardKey.SelectAll, self, self.tick_all, context=here)

    # --- what is shown

    def show_dues(
        self,
        dues: Sequence[Due],
        zone: tzinfo,
        now: datetime,
        *,
        shown: bool,
        purpose: Purpose = Purpose.REMINDER,
        first: UUID | None = None,
    ) -> None:
        """Show them; ticks, the current line and other ways stay where nothing has come of them yet.

        The line of `first` is chosen where it is told.
        """
        before, states = self.current, {due.customer.id: due.state for due in self.wanted_dues(ticked_only=True)}
        ticks = {due.customer.id for due in dues if states.get(due.customer.id) == due.state} if states else set[UUID]()
        if purpose != self._purpose:  # of another queue nothing is ticked or chosen yet
            before, ticks, self._ways = None, set(), {}
        self._zone, self._now = zone, now
        self._head(purpose)
        self.dues = {due.customer.id: due for due in dues}
        self._ways = {key: way for key, way in self._ways.items() if key in self.dues}
        self.blockSignals(True)
        self.clear()
        for state in DueState:
            self._add_group(state, [due for due in dues if due.state == state], ticks, shown)
        self.blockSignals(False)
        self._choose(first or (before.customer.id if before else None))
        self.ticked.emit()

    def _head(self, purpose: Purpose) -> None:
        self._purpose = purpose
        second = {Purpose.VISIT_NOTICE: _("Day of the visit"), Purpose.FOLLOW_UP: _("Due on")}
        third = {Purpose.VISIT_NOTICE: _("Span"), Purpose.FOLLOW_UP: _("Installment")}
        heads = second.get(purpose, _("Days past due")), third.get(purpose, _("Open"))
        self.setHeaderLabels([_("Customer"), *heads, _("Way"), _("Words")])
        letter, dated = self.fontMetrics().averageCharWidth(), purpose in second
        for column, letters in ((CUSTOMER, 26), (DAYS, 21 if dated else 18), (OPEN, 18), (WAY, 11)):
            self.header().resizeSection(column, letters * letter)

    def _add_group(self, state: DueState, dues: Sequence[Due], ticks: Iterable[UUID], shown: bool) -> None:
        if not dues:
            return
        name = _("To tell") if state == DueState.DUE and self._purpose != Purpose.REMINDER else _(DUE[state])
        group = QTreeWidgetItem([group_words(name, len(dues))])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        for due in dues[:MOST]:
            item = QTreeWidgetItem()
            item.setData(0, WHO, due.customer.id)
            item.setText(CUSTOMER, due.customer.customer.name)
            item.setText(DAYS, _when(due))
            item.setText(OPEN, _about(due, shown))
            for column in (DAYS, OPEN):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if state != DueState.LATER:
                item.setCheckState(0, Qt.CheckState.Checked if due.customer.id in ticks else Qt.CheckState.Unchecked)
            self._say(item, due)
            group.addChild(item)
        self.addTopLevelItem(group)  # whole: each change of an item that is shown already would be told of
        group.setFirstColumnSpanned(True)
        group.setExpanded(True)

    def _say(self, item: QTreeWidgetItem, due: Due) -> None:
        way = self.way_of(due)
        item.setText(WAY, way_words(way) if way else "")
        item.setText(WORDS, self.words_of(due))
        quiet = due.state in (DueState.LATER, DueState.SENT)
        item.setForeground(WORDS, QColor(theme.colors().text2 if quiet else theme.colors().text))
        item.setToolTip(WORDS, item.text(WORDS))

    def words_of(self, due: Due) -> str:
        """What is said of a customer in the last column."""
        assert self._zone
        assert self._now
        if due.state == DueState.SENT and due.sent:
            return _("sent {time}").format(time=moment_words(due.sent.at, self._zone, self._now))
        if due.state == DueState.LATER:
            first = next((room for room in due.rooms.values() if not room.open), None)
            return room_words(first, self._zone, self._now) if first else _("no number and no address")
        return said_words(due)

    # --- what is chosen

    @property
    def current(self) -> Due | None:
        """The line under the cursor."""
        item = self.currentItem()
        return self.dues.get(item.data(0, WHO)) if item else None

    def way_of(self, due: Due) -> Channel | None:
        """The way that a customer is reminded by: the one chosen here, or the first that is open."""
        if due.state == DueState.SENT and due.sent:
            return due.sent.channel
        chosen = self._ways.get(due.customer.id)
        return chosen if chosen in due.channels else next(iter(due.channels), None)

    def give_way(self, channel: Channel) -> bool:
        """Remind the ticked, or the current one, by another way, where it is open; whether it is for any of them."""
        given = [due for due in self.wanted_dues() if channel in due.channels]
        for due in given:
            self._ways[due.customer.id] = channel
            if item := self._item(due.customer.id):
                self._say(item, due)
        self.chosen.emit()
        self.ticked.emit()
        return bool(given)

    def wanted_dues(self, *, ticked_only: bool = False) -> list[Due]:
        """The ticked ones; without any, the current one."""
        items = [item for item in self._items() if item.checkState(0) == Qt.CheckState.Checked]
        found = [self.dues[item.data(0, WHO)] for item in items if item.data(0, WHO) in self.dues]
        if found or ticked_only:
            return found
        return [self.current] if self.current else []

    def tick_all(self) -> None:
        """Tick all that are due, or none where all are."""
        items = [item for item in self._items() if item.flags() & Qt.ItemFlag.ItemIsUserCheckable]
        items = [item for item in items if self.dues[item.data(0, WHO)].state in (DueState.DUE, DueState.FAILED)]
        full = all(item.checkState(0) == Qt.CheckState.Checked for item in items)
        self.blockSignals(True)
        for item in items:
            item.setCheckState(0, Qt.CheckState.Unchecked if full else Qt.CheckState.Checked)
        self.blockSignals(False)
        self.ticked.emit()

    def _choose(self, wanted: UUID | None) -> None:
        items = self._items()
        found = next((item for item in items if item.data(0, WHO) == wanted), items[0] if items else None)
        if found:
            self.setCurrentItem(found)  # which is told
        else:
            self.chosen.emit()

    def _item(self, key: UUID) -> QTreeWidgetItem | None:
        return next((item for item in self._items() if item.data(0, WHO) == key), None)

    def _items(self) -> list[QTreeWidgetItem]:
        groups = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        return [item for group in groups if group for row in range(group.childCount()) if (item := group.child(row))]


def _when(due: Due) -> str:
    # Of an installment that was written about, the day is not looked up again.
    if due.purpose == Purpose.FOLLOW_UP or due.day:
        return say_date(due.day) if due.day else ""
    return str(due.days_past_due)


def _about(due: Due, shown: bool) -> str:
    # The span of a visit; else money, for those who may see it.
    if due.visit:
        return f"{due.span.earliest:%H:%M}–{due.span.latest:%H:%M}" if due.span else ""
    if due.purpose == Purpose.FOLLOW_UP and due.task is None:
        return ""
    if not shown:
        return "…"
    return money_words(due.task.standing.left, language()) if due.task else owed_words(due.cases, language())


def group_words(name: str, count: int) -> str:
    """The head of a group: how many there are, and that not all of them are shown."""
    if count <= MOST:
        return f"{name}  ({count})"
    return _("{name}  (the first {most} of {count})").format(name=name, most=MOST, count=f"{count:,}")
