"""The customers to speak with, in groups by what is next. Calls nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidgetItem

from planner.cases.calls import CallDue, CallGroup
from planner.cases.contact_words import GROUPS, moment_words, reached_words, room_words
from planner.text import gettext as _
from ui.cases.looks import GroupedTree, as_rows
from ui.cases.reminder_rows import MOST, group_words
from ui.dialogs.frame import say_date

WHO = Qt.ItemDataRole.UserRole
CUSTOMER, DAYS, TRIES, LAST, WORDS = range(5)


class CallRows(GroupedTree):
    """A line each, as `CallGroup` orders them."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Customers to speak with"))
        self.setHeaderLabels([_("Customer"), _("Days past due"), _("Tries"), _("Last try"), _("How it stands")])
        as_rows(self)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(round(self.fontMetrics().height() * 0.9))
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in ((CUSTOMER, 40), (DAYS, 18), (TRIES, 10), (LAST, 24)):
            self.header().resizeSection(column, letters * letter)
        for column in (DAYS, TRIES):
            self.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.header().setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)

    @property
    def current(self) -> UUID | None:
        """The customer under the cursor."""
        item = self.currentItem()
        found: UUID | None = item.data(0, WHO) if item else None
        return found

    def go_on(self) -> None:
        """On to the next line: who was just called moves elsewhere."""
        now = self.currentItem()
        item = self.itemBelow(now) if now else None
        if item and item.data(0, WHO) is None:
            item = self.itemBelow(item)
        if item:
            self.setCurrentItem(item)

    def show_calls(self, calls: Sequence[CallDue], zone: tzinfo, now: datetime) -> None:
        """Show them; the current line stays where it can."""
        before = self.current
        self.clear()
        for group in CallGroup:
            self._add_group(group, [call for call in calls if call.group == group], zone, now)
        groups = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        items = [item for group in groups if group for row in range(group.childCount()) if (item := group.child(row))]
        if items:
            self.setCurrentItem(next((item for item in items if item.data(0, WHO) == before), items[0]))

    def _add_group(self, group: CallGroup, calls: Sequence[CallDue], zone: tzinfo, now: datetime) -> None:
        if not calls:
            return
        head = QTreeWidgetItem([group_words(_(GROUPS[group]), len(calls))])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = head.font(0)
        font.setBold(True)
        head.setFont(0, font)
        for call in calls[:MOST]:
            item = QTreeWidgetItem(_cells(call, zone, now))
            item.setData(0, WHO, call.customer.id)
            for column in (DAYS, TRIES):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            head.addChild(item)
        self.addTopLevelItem(head)
        head.setFirstColumnSpanned(True)
        head.setExpanded(True)


def _cells(call: CallDue, zone: tzinfo, now: datetime) -> list[str]:
    late = max(case.days_past_due(now.astimezone(zone).date()) for case in call.cases)
    words = room_words(call.room, zone, now) if call.group == CallGroup.LATER else reached_words(call.reached)
    if call.reached.until and call.group == CallGroup.WAITING:
        words = _("until {time}").format(time=moment_words(call.reached.until, zone, now))
    if call.group == CallGroup.PROPOSE and call.reached.offered_day:
        words = f"{words}: {say_date(call.reached.offered_day)}"
    last = moment_words(call.last, zone, now) if call.last else ""
    return [call.customer.customer.name, str(late), str(call.tries), last, words]
