"""The customers of a planned day, to be told when somebody comes; and the question for another span. Tells nobody."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from planner.cases.promises import ToTell
from planner.model import Window
from planner.text import gettext as _
from planner.text import ngettext
from ui import theme
from ui.dialogs.fields import FieldForm, TimeField, WholeRows
from ui.dialogs.frame import Frame
from ui.theme import small

WHO = Qt.ItemDataRole.UserRole
CUSTOMER, PHONE, PLANNED, SPAN, TEAM, STANDS = range(6)


class PromiseRows(QTreeWidget):
    """A line each, in the order of the visits; who was told nothing that holds comes first. Space ticks."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.calls: dict[UUID, ToTell] = {}
        self.setAccessibleName(_("Customers to tell"))
        self.setHeaderLabels([_("Customer"), _("Telephone"), _("Planned"), _("Span"), _("Team"), _("How it stands")])
        self.setFont(small(self.font()))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setRootIsDecorated(False)
        self.setItemDelegate(WholeRows(self))
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in ((CUSTOMER, 32), (PHONE, 22), (PLANNED, 12), (SPAN, 20), (TEAM, 16)):
            self.header().resizeSection(column, letters * letter)
        self.header().setSectionResizeMode(STANDS, QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(lambda *_args: self.ticked.emit())

    @property
    def current(self) -> ToTell | None:
        """The line under the cursor."""
        item = self.currentItem()
        return self.calls.get(item.data(0, WHO)) if item else None

    @property
    def wanted(self) -> tuple[ToTell, ...]:
        """Those that are ticked; without ticks the current one."""
        items = [item for row in range(self.topLevelItemCount()) if (item := self.topLevelItem(row))]
        chosen = [item.data(0, WHO) for item in items if item.checkState(0) == Qt.CheckState.Checked]
        found = tuple(self.calls[key] for key in chosen)
        return found or ((self.current,) if self.current else ())

    def show_calls(self, calls: Sequence[ToTell]) -> None:
        """Show them; the line after one that was told becomes the current one."""
        item, before = self.currentItem(), self.current
        row = self.indexOfTopLevelItem(item) if item else 0
        ticks = {each.visit.id for each in self.wanted} - {before.visit.id if before else None}
        self.calls = {each.visit.id: each for each in calls}
        self.blockSignals(True)
        self.clear()
        items = [self._item(each, ticked=each.visit.id in ticks) for each in calls]
        self.addTopLevelItems(items)
        same = next((n for n, each in enumerate(calls) if before and each.visit.id == before.visit.id), row)
        told = bool(before and calls and calls[min(same, len(calls) - 1)].kept)
        self.blockSignals(False)
        if items:
            self.setCurrentItem(items[min(row if told else same, len(items) - 1)])

    def _item(self, each: ToTell, *, ticked: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(0, WHO, each.visit.id)
        person, c = each.visit.customer, theme.colors()
        cells = (person.name, person.phone, f"{each.stop.start:%H:%M}", span_words(each.says), each.team, _stands(each))
        for column, text in enumerate(cells):
            item.setText(column, text)
            item.setToolTip(column, text)
        item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        broken = each.told is not None and not each.kept
        item.setForeground(STANDS, QColor(c.worse if broken or each.lost else c.better if each.kept else c.text2))
        return item


def _stands(each: ToTell) -> str:
    if each.told and each.kept:
        return _("told; it holds")
    if each.told:
        return _("was told {span}: agree on another one, or plan it back").format(span=span_words(each.told))
    if each.lost:
        return _("the message did not arrive: to be told again")
    if each.not_reached:
        words = ngettext("{count} call in vain", "{count} calls in vain", each.not_reached)
        return words.format(count=each.not_reached)
    return _("to be told")


def span_words(span: Window) -> str:
    """``09:00–10:30``."""
    return f"{span.earliest:%H:%M}–{span.latest:%H:%M}"


class SpanDialog(Frame):
    """Another span that the customer has agreed to."""

    @staticmethod
    def ask(parent: QWidget | None, call: ToTell) -> Window | None:
        """The span, or None."""
        dialog = SpanDialog(parent, call)
        return Window(dialog.first.value(), dialog.last.value()) if dialog.run() else None

    def __init__(self, parent: QWidget | None, call: ToTell) -> None:
        lead = _("The customer has agreed to it on the telephone. It counts from now on, instead of any earlier one.")
        super().__init__(parent, call.visit.customer.name, accept=_("&Agreed"), lead=lead)
        form = FieldForm()
        self.first = form.add("first", _("&From"), TimeField())
        self.last = form.add("last", _("&To"), TimeField())
        self.first.show_value(call.says.earliest)
        self.last.show_value(call.says.latest)
        for field in (self.first, self.last):
            field.chosen.connect(self._check)
        self._form = form
        self.body.addWidget(form)

    def _check(self) -> None:
        good = self.first.value() <= self.last.value()
        self._form.say("last", "" if good else _("The span ends before it begins. Correct one of the two times."))
        self.primary.setEnabled(good)
