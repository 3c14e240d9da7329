"""Somebody is ill today: the ways out with their prices, to choose one, or to decide later. Changes nothing itself."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from planner.bootstrap import Office
from planner.day.absence import WayOut, absent, take, ways_out
from planner.day.staff import person_of
from planner.day.teams import short_teams
from planner.model import Day, Plan
from planner.text import gettext as _
from planner.text import listed, ngettext
from routing.worker import Worker
from ui.background import Ticket
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import problem_words
from ui.dialogs.way_rows import WayTable, lost_words


class AbsenceDialog(Frame):
    """`value` is the day and the plan of the chosen way; deciding later gives the day without the person, no plan."""

    @staticmethod
    def ask(
        parent: QWidget | None, office: Office, day: Day, plan: Plan | None, staff_id: UUID, worker: Worker
    ) -> tuple[Day, Plan | None] | None:
        """What is done about a person's absence: the day then, and the plan fitted to it; None where nothing."""
        dialog = AbsenceDialog(parent, office, day, plan, staff_id, worker)
        return dialog.value if dialog.run() else None

    def __init__(
        self, parent: QWidget | None, office: Office, day: Day, plan: Plan | None, staff_id: UUID, worker: Worker
    ) -> None:
        person = person_of(day, staff_id)
        super().__init__(parent, _("{person} is ill").format(person=person.name), _("Do t&his"))
        self._day = day
        self._staff_id = staff_id
        self.value: tuple[Day, Plan | None] | None = None
        self._describe(office.pack.least_staff)
        self.table = WayTable()
        self.detail = said("", quiet=True)
        self.note = Note()
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.detail)
        self.body.addWidget(self.note)
        self.later = QPushButton(_("Decide &later"))
        self.later.setAutoDefault(False)
        self.later.setToolTip(_("Only mark the person as not here. A team that is too small is not sent out."))
        self.footer.add(self.cancel)
        self.footer.add(self.later)
        self.footer.add(self.primary)
        self.later.clicked.connect(self._decide_later)
        self.table.itemSelectionChanged.connect(self._show_detail)
        self.table.doubleClicked.connect(lambda _index: self.confirm())
        self.progress.stopped.connect(self._stop)
        open_at(self, 900, 500)
        self._price(office, plan, worker)

    def _describe(self, least: int) -> None:
        without = absent(self._day, self._staff_id)
        left = {shift.id for shift in self._day.shifts if any(m.id == self._staff_id for m in shift.members)}
        short = [shift.team.name for shift in short_teams(without, least) if shift.id in left]
        if short:
            lead = ngettext(
                "{teams} would have too few people: {least} go together at least. These are the ways out, cheapest "
                "first, each compared with the plan as it is now.",
                "{teams} would have too few people: {least} go together at least. These are the ways out, cheapest "
                "first, each compared with the plan as it is now.",
                len(short),
            ).format(teams=listed(short), least=least)
        else:
            lead = _("The team is big enough without. Compared with the plan as it is now, cheapest first:")
        self.show_title(self.windowTitle(), lead)

    def _price(self, office: Office, plan: Plan | None, worker: Worker) -> None:
        self.primary.setEnabled(False)
        self.progress.begin(_("Working out the prices"))
        self._ticket: Ticket = self.background.run(
            ways_out,
            office,
            self._day,
            plan,
            self._staff_id,
            worker,
            on_done=lambda ways: self._show(ways, plan),
            on_error=self._fail,
            on_message=self.progress.take,
        )

    def _show(self, ways: tuple[WayOut, ...], plan: Plan | None) -> None:
        self.progress.end()
        self.table.show_ways(ways)
        self.primary.setEnabled(bool(ways))
        if plan is None:
            self.note.say(_("There is no plan yet: the prices count people and skills only."), "text2")
        elif not ways:
            words = _(
                "Nobody can step in, and a team that has begun is not dissolved. Call somebody in, or decide later."
            )
            self.note.say(words, "text2")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fail(self, error: Exception) -> None:
        self.progress.end()
        self.note.say(problem_words(error))

    def _stop(self) -> None:
        self._ticket.cancel()
        self.progress.end()
        self.note.say(_("Stopped before the prices were known. You can still decide later."), "text2")

    def _show_detail(self) -> None:
        way = self.table.chosen
        self.primary.setEnabled(way is not None)
        self.detail.setText(lost_words(way, self._day) if way else "")

    def _decide_later(self) -> None:
        self.value = absent(self._day, self._staff_id), None
        self.accept()

    # --- Frame

    def confirm(self) -> None:
        if way := self.table.chosen:
            self.value = take(way)
            self.accept()
