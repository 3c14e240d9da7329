"""The roster of the day: who is here, in which team, and how each team goes; the staff list and the depots beside it.

Works on a draft of its own: what comes back is a new day, and a plan where a way out of an absence brought one.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from planner.bootstrap import Office
from planner.day.bases import unsure_bases
from planner.day.teams import short_teams, teams_in_training
from planner.model import Day, Plan
from planner.text import gettext as _
from planner.text import listed, ngettext
from routing.worker import Worker
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, say_date, tabs
from ui.dialogs.list_tab import DepotsTab, StaffTab
from ui.dialogs.roster_draft import RosterDraft
from ui.dialogs.team_form import base_label
from ui.dialogs.teams_tab import TeamsTab
from ui.dialogs.training_words import unfit_words

TEAMS, STAFF, DEPOTS = range(3)


class RosterDialog(Frame):
    """`draft` holds the day as it would be."""

    @staticmethod
    def ask(
        parent: QWidget | None,
        office: Office,
        day: Day,
        plan: Plan | None,
        worker: Worker,
        on_import: Callable[[], object] | None = None,
    ) -> tuple[Day, Plan | None] | None:
        """Edit the roster.

        Parameters
        ----------
        on_import
            Where nobody works yet, a button closes the roster and calls this, to import a spreadsheet of staff.

        Returns
        -------
        The changed day, and the plan that came with a way out, if one did; None where nothing changed.
        """
        dialog = RosterDialog(parent, office, day, plan, worker)
        dialog.offer_import(on_import)
        accepted = dialog.run()
        if dialog.import_wanted and on_import:
            on_import()
        return (dialog.draft.day, dialog.draft.new_plan) if accepted and dialog.draft.is_changed else None

    def __init__(self, parent: QWidget | None, office: Office, day: Day, plan: Plan | None, worker: Worker) -> None:
        title = _("Roster of {date}").format(date=say_date(day.date))
        super().__init__(parent, title, _("&Keep the roster"))
        self.draft = RosterDraft(office, day, plan, worker, self.background)
        self.import_wanted = False
        self._accept_when_found = False
        self.teams, self.staff, self.depots = TeamsTab(self.draft), StaffTab(self.draft), DepotsTab(self.draft)
        self.tabs = tabs()
        self.tabs.addTab(self.teams, _("Team&s"))
        self.tabs.addTab(self.staff, _("Sta&ff"))
        self.tabs.addTab(self.depots, _("Dep&ots"))
        self.law, self.unfit, self.training, self.doubt = Note(), Note(), Note(), Note()
        self.body.addWidget(self.tabs, 1)
        for note in (self.law, self.unfit, self.training, self.doubt):
            self.body.addWidget(note)
        self.teams.person_wanted.connect(self._show_person)
        self.draft.changed.connect(self._refresh)
        open_at(self, 1080, 700)
        self._refresh()
        if day.shifts:
            self.teams.choose(day.shifts[0].id)
        elif not day.staff:
            self.tabs.setCurrentIndex(STAFF)
        self.teams.tree.setFocus()

    def offer_import(self, on_import: Callable[[], object] | None) -> None:
        """Show the way to a spreadsheet of staff, where nobody works yet."""
        self.staff.offer_import.setVisible(on_import is not None and not self.draft.day.staff)
        self.staff.offer_import.clicked.connect(self._want_import)

    def _want_import(self) -> None:
        self.import_wanted = True
        super().reject()

    def _show_person(self, staff_id: object) -> None:
        self.tabs.setCurrentIndex(STAFF)
        self.staff.choose(staff_id)
        self.staff.table.setFocus()

    def _refresh(self) -> None:
        short = short_teams(self.draft.day, self.draft.least_staff)
        self.law.say(
            ngettext(
                "§ {teams} has too few people and is not sent out. {least} go together at least.",
                "§ {teams} have too few people and are not sent out. {least} go together at least.",
                len(short),
            ).format(teams=listed(shift.team.name for shift in short), least=self.draft.least_staff)
            if short
            else "",
            "legal",
        )
        self.unfit.say(unfit_words(self.draft.office.pack, self.draft.day), "legal")
        alone = listed(shift.team.name for shift in teams_in_training(self.draft.day))
        self.training.say(
            _("Everybody is in training: {teams}. Somebody who is not must go along.").format(teams=alone)
            if alone
            else "",
            "worse",
        )
        unsure = dict.fromkeys(base_label(base) for _shift, base in unsure_bases(self.draft.day))
        self.doubt.say(
            _("Routes start or end at places only roughly known: {places}. Confirm or correct their addresses.").format(
                places=listed(unsure)
            )
            if unsure
            else "",
            "worse",
        )
        if self._accept_when_found and not self.draft.finding:
            self._accept_when_found = False
            self.confirm()

    def _show_first_invalid(self) -> None:
        key, bad = next(iter(self.draft.invalid.items()))
        for number, tab in ((TEAMS, self.teams), (STAFF, self.staff), (DEPOTS, self.depots)):
            if key in tab.pages:
                self.tabs.setCurrentIndex(number)
                tab.choose(key)
                field = str(bad.details.get("field", "name"))
                page = tab.pages[key]
                page.focus(field if page.has(field) else "name")

    # --- Frame

    def confirm(self) -> None:
        for tab in (self.teams, self.staff, self.depots):
            tab.commit()
        if self.draft.invalid:
            self._show_first_invalid()
        elif self.draft.finding:
            self._accept_when_found = True  # an address is still being looked for
            self.progress.begin(_("Looking for addresses"), can_stop=False)
        else:
            self.accept()

    # --- Qt

    def reject(self) -> None:
        if not self.draft.is_changed or self._may_discard():
            super().reject()

    def _may_discard(self) -> bool:
        asked = QMessageBox.question(self, self.windowTitle(), _("Discard what you have changed in the roster?"))
        return asked == QMessageBox.StandardButton.Yes
