"""A new incident in four fields: of which team, what, where, and a first line. Opens nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from planner.day.workday import Workday
from planner.running.held import Held
from planner.running.incident_now import KINDS
from planner.running.spoken import paper_numbers, where_now
from planner.text import gettext as _
from planner.told import IncidentKind
from ui.dialogs.fields import FieldForm
from ui.dialogs.frame import said


class NewIncident(QWidget):
    """The fields; `shift_id` is None while no team is chosen."""

    changed = Signal()

    def __init__(self, work: Workday | None) -> None:
        super().__init__()
        self._work = work
        self._held: Mapping[UUID, Held] = {}
        form = FieldForm()
        self.teams = form.add("team", _("&Team"), QComboBox())
        self.kinds = form.add("kind", _("&What"), QComboBox())
        self.stops = form.add("where", _("W&here"), QComboBox())
        self.line = form.add("line", _("&First line"), QLineEdit())
        self.line.setPlaceholderText(_("What happened, in your words"))
        self.stands_still = QCheckBox(_("The team's day &stands still until it goes on"))
        self.follows = said(quiet=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (form, self.stands_still, self.follows):
            column.addWidget(widget)
        column.addStretch(1)
        self.teams.addItem(_("Choose a team"), "")
        for shift in sorted(work.day.shifts if work else (), key=lambda each: each.team.name):
            self.teams.addItem(shift.team.name, str(shift.id))
        for kind, words in KINDS.items():
            self.kinds.addItem(_(words), kind.value)
        self.teams.currentIndexChanged.connect(self._show_stops)
        self.kinds.currentIndexChanged.connect(self._say)
        self.stops.currentIndexChanged.connect(self._say)
        self.stands_still.setChecked(True)
        self._show_stops()

    @property
    def shift_id(self) -> UUID | None:
        """Of which team."""
        return _id(self.teams)

    @property
    def kind(self) -> IncidentKind:
        """What it is."""
        return IncidentKind(self.kinds.currentData())

    @property
    def visit_id(self) -> UUID | None:
        """Where it was; None while that is not known."""
        return _id(self.stops)

    @property
    def pauses(self) -> bool:
        """Whether the team's day stands still; always in danger."""
        return self.stands_still.isChecked() or self.kind == IncidentKind.DANGER

    @property
    def text(self) -> str:
        """The first line of the log."""
        return self.line.text().strip()

    def begin(self, shift_id: UUID | None) -> None:
        """Ask of this team."""
        self.teams.setCurrentIndex(max(0, self.teams.findData(str(shift_id))))
        self._say()

    def show_held(self, held: Mapping[UUID, Held]) -> None:
        """Call stops by the numbers on the papers of the teams."""
        self._held = held
        chosen = self.stops.currentData()
        self._show_stops()
        if chosen:
            self.stops.setCurrentIndex(max(0, self.stops.findData(chosen)))

    def _numbers(self, work: Workday, shift_id: UUID) -> dict[UUID, int]:
        return paper_numbers(work.plan, shift_id, self._held.get(shift_id))

    def _show_stops(self) -> None:
        self.stops.clear()
        self.stops.addItem(_("Not known, or on the way"), "")
        if self._work and self.shift_id:
            here = where_now(self._work.plan, self.shift_id)
            for visit_id, number in self._numbers(self._work, self.shift_id).items():
                address = self._work.day.visit(visit_id).address.whole
                self.stops.addItem(_("Stop {number}: {address}").format(number=number, address=address), str(visit_id))
            self.stops.setCurrentIndex(max(0, self.stops.findData(str(here.visit_id))) if here else 0)
        self._say()

    def _say(self) -> None:
        danger = self.kind == IncidentKind.DANGER
        self.stands_still.setVisible(not danger)
        words = ""
        if danger:
            words = _("The team's day stands still.") + " "
            words += (
                _("That dwelling is held for everybody who lives there, and teams on their way to them are rung up.")
                if self.visit_id
                else _("Ask where they are: then the dwelling is held for everybody who lives there.")
            )
        self.follows.setText(words)
        self.changed.emit()


def _id(box: QComboBox) -> UUID | None:
    found = box.currentData()
    return UUID(found) if found else None
