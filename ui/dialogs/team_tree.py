"""The teams of the day with their people, the reserve, and who is not here, as one tree. Says what a gesture asks for.

A tick means here; a person is dragged from team to team. What comes of it is decided by whoever listens.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragMoveEvent, QDropEvent, QFont, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from planner.model import Day, Shift, Staff
from planner.text import gettext as _
from planner.text import listed, ngettext, sentence
from ui import theme
from ui.dialogs.fields import WholeRows, grown
from ui.dialogs.roster_draft import RosterDraft
from ui.dialogs.team_form import TRAVEL_MODES
from ui.signs import sign_icon

KIND, KEY = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
TEAM, PERSON, RESERVE, AWAY = "team", "person", "reserve", "away"
HERE = Qt.CheckState.Checked


class TeamTree(QTreeWidget):
    """Shows a `RosterDraft`; the chosen row stays chosen when the draft changes."""

    dropped = Signal(object, str, object)
    """A person's id, and the kind and the id of the group they were dragged to."""
    ticked = Signal(object, bool)
    """A person's id, and whether they are here."""
    chose = Signal()

    def __init__(self, draft: RosterDraft) -> None:
        super().__init__()
        self._draft = draft
        self._filling = False
        self.setHeaderLabels([_("Teams and people"), _("Hours"), _("Travels by"), _("Skills")])
        self.setColumnCount(4)
        self.header().setMaximumSectionSize(grown(self, 240))
        self.setColumnWidth(0, grown(self, 210))
        for column in (1, 2):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.setIconSize(QSize(20, 20))
        self.setIndentation(22)
        self.setUniformRowHeights(True)
        self.setItemDelegate(WholeRows(self))
        self.setRootIsDecorated(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        frames = self.palette()  # the style makes the ticks' frames from this role: on dark ground too dark to see
        frames.setColor(QPalette.ColorRole.Window, QColor(theme.colors().text3))
        self.setPalette(frames)
        self.itemChanged.connect(self._tick)
        self.itemSelectionChanged.connect(self._choose)
        draft.changed.connect(self.refresh)
        self.refresh()

    # --- what is shown

    def refresh(self) -> None:
        """Show the draft as it is now."""
        kind, key = self.chosen
        scroll = self.verticalScrollBar().value()
        self._filling = True
        self.clear()
        day = self._draft.day
        for shift in day.shifts:
            self._add_team(day, shift)
        present = list(day.reserve)
        away = [p for p in day.staff if p.id in day.absent and not p.retired]
        self._add_group(RESERVE, _("Reserve"), present, here=True)
        self._add_group(AWAY, _("Not here"), away, here=False)
        self.expandAll()
        self._filling = False
        self.choose(kind, key)
        self.verticalScrollBar().setValue(scroll)

    def _add_team(self, day: Day, shift: Shift) -> None:
        item = QTreeWidgetItem(self)
        item.setData(0, KIND, TEAM)
        item.setData(0, KEY, shift.id)
        item.setText(0, shift.team.name)
        item.setIcon(0, sign_icon(shift.team, 20))
        item.setText(1, f"{shift.start:%H:%M}–{shift.end:%H:%M}")
        mode = _(TRAVEL_MODES[shift.travel_mode])
        slow = f"× {shift.slow_factor:g}" if shift.slow_factor > 1 else ""
        item.setText(2, " · ".join(part for part in (mode, slow, shift.vehicle) if part))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled)
        _embolden(item)
        here = sum(member.id not in day.absent for member in shift.members)
        least = self._draft.least_staff
        if here < least:
            item.setText(3, _("§ {here} of {least} people").format(here=here, least=least))
            item.setForeground(3, QColor(theme.colors().legal))
        if bad := self._draft.invalid.get(shift.id):
            item.setForeground(0, QColor(theme.colors().wrong))
            item.setToolTip(0, sentence(bad))
        for member in shift.members:
            self._add_person(item, member, here=member.id not in day.absent)

    def _add_group(self, kind: str, name: str, people: list[Staff], *, here: bool) -> None:
        item = QTreeWidgetItem(self)
        item.setData(0, KIND, kind)
        item.setText(0, name)
        count = ngettext("{count} person", "{count} people", len(people)).format(count=len(people))
        item.setText(3, count if people else _("nobody"))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled)
        _embolden(item)
        for column in (0, 3):
            item.setForeground(column, QColor(theme.colors().text2))
        for person in sorted(people, key=lambda each: each.name.casefold()):
            self._add_person(item, person, here=here)

    def _add_person(self, parent: QTreeWidgetItem, person: Staff, *, here: bool) -> None:
        item = QTreeWidgetItem(parent)
        item.setData(0, KIND, PERSON)
        item.setData(0, KEY, person.id)
        item.setText(0, person.name)
        item.setText(3, listed((*sorted(person.skills), *([_("in training")] if person.in_training else []))))
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsDragEnabled
        )
        item.setCheckState(0, HERE if here else Qt.CheckState.Unchecked)
        item.setToolTip(0, _("Ticked: here on this day. Drag to another team, or choose the team on the right."))
        item.setForeground(3, QColor(theme.colors().text2))

    # --- what is chosen

    @property
    def chosen(self) -> tuple[str, UUID | None]:
        """Kind and id of the chosen row; nothing is ``""`` and None."""
        items = self.selectedItems()
        return (items[0].data(0, KIND), items[0].data(0, KEY)) if items else ("", None)

    def choose(self, kind: str, key: UUID | None) -> None:
        """Choose the row of a team or person."""
        if item := self.row_of(kind, key):
            self._filling = True
            self.setCurrentItem(item)
            self._filling = False
            self.scrollToItem(item)
        self.chose.emit()

    def row_of(self, kind: str, key: UUID | None = None) -> QTreeWidgetItem | None:
        """The row of a team, person or group."""
        tops = [self.topLevelItem(number) for number in range(self.topLevelItemCount())]
        every = [each for top in tops for each in (top, *(top.child(n) for n in range(top.childCount())))]
        return next((each for each in every if (each.data(0, KIND), each.data(0, KEY)) == (kind, key)), None)

    def _choose(self) -> None:
        if not self._filling:
            self.chose.emit()

    def _tick(self, item: QTreeWidgetItem, _column: int) -> None:
        if not self._filling and item.data(0, KIND) == PERSON:
            self.ticked.emit(item.data(0, KEY), item.checkState(0) == HERE)

    # --- Qt

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        event.setAccepted(self.chosen[0] == PERSON and self.itemAt(event.position().toPoint()) is not None)

    def dropEvent(self, event: QDropEvent) -> None:
        target = self.itemAt(event.position().toPoint())
        kind, key = self.chosen
        # The view must not take the row away: the draft says where it is then.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        if target is None or kind != PERSON:
            return
        group = target.parent() or target
        self.dropped.emit(key, group.data(0, KIND), group.data(0, KEY))


def _embolden(item: QTreeWidgetItem) -> None:
    font = QFont(item.font(0))
    font.setWeight(QFont.Weight.DemiBold)
    item.setFont(0, font)
