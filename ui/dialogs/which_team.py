"""Asks which team is meant, where none is chosen. Knows nothing of what shall be done with it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from planner.model import Day, Plan
from planner.text import gettext as _
from planner.text import ngettext
from ui.dialogs.frame import Frame
from ui.signs import sign_icon


class WhichTeamDialog(Frame):
    """`value` is the id of the shift."""

    @staticmethod
    def ask(parent: QWidget | None, title: str, lead: str, accept: str, day: Day, plan: Plan) -> UUID | None:
        """Which of the teams that have visits; None where nobody chose one."""
        dialog = WhichTeamDialog(parent, title, lead, accept, day, plan)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, title: str, lead: str, accept: str, day: Day, plan: Plan) -> None:
        super().__init__(parent, title, accept, lead)
        self.value: UUID | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(_("Teams"))
        counts = {route.shift_id: len(route.stops) for route in plan.routes}
        for shift in day.shifts:
            if count := counts.get(shift.id):
                words = ngettext("{team}, {count} visit", "{team}, {count} visits", count)
                item = QListWidgetItem(sign_icon(shift.team, 20), words.format(team=shift.team.name, count=count))
                item.setData(Qt.ItemDataRole.UserRole, shift.id)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self.confirm())
        self.body.addWidget(self.list, 1)
        self.primary.setEnabled(self.list.count() > 0)
        self.list.setFocus()

    def confirm(self) -> None:
        """Take the team that is current."""
        self.value = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        self.accept()
