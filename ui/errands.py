"""What the coordinator asks for by a menu: each is one dialog, and what follows from its answer. Shows no day."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog

from planner.model import Branch, PlaceKind
from planner.recipients import choose
from planner.settings import Settings
from planner.text import gettext as _
from planner.text import language
from ui.case_errands import CaseErrands
from ui.plan_errands import PlanErrands
from ui.running_errands import RunningErrands
from ui.visit_errands import VisitErrands


class Errands(CaseErrands, PlanErrands, RunningErrands, VisitErrands):
    """Each public method is an entry of the menu. Here are those of files and of the office."""

    # --- files

    def import_visits(self, file: Path | None = None) -> None:
        """Take in a spreadsheet of approved visits; the day follows."""
        from ui.dialogs.import_visits import ImportDialog
        from ui.dialogs.outside_covers import OutsideCoversDialog

        days = ImportDialog.ask(self._window, self._office, "visits", file=file, date=self._document.date)
        if not days:
            return
        OutsideCoversDialog.ask_once(self._window, self._office)
        today = next((day for day in days if day.date == self._document.date), None)
        self._document.open(today.date if today else days[0].date)

    def import_places(self) -> None:
        """Take in the office's own places."""
        from ui.dialogs.import_visits import ImportDialog

        if ImportDialog.ask(self._window, self._office, "places") is not None:
            self._document.reopen()

    def template(self) -> None:
        """Save the workbook to fill in."""
        from planner.day.importing import write_template

        name, _kind = QFileDialog.getSaveFileName(
            self._window, _("Save the template"), "rounds-template.xlsx", _("Workbook (*.xlsx)")
        )
        if name:
            self._guarded(lambda: write_template(Path(name), language()))

    # --- the office

    def region(self) -> None:
        """Build or choose a region."""
        from ui.dialogs.region import RegionDialog

        if RegionDialog.ask(self._window, self._office, self._worker):
            self.region_changed.emit()

    def settings(self) -> None:
        """Choose for the office."""
        from ui.dialogs.settings import SettingsDialog

        with self._office.store.reading() as session:
            branch = session.branch()
        years = self._confirmed_years(branch)
        chosen = SettingsDialog.ask(self._window, self._office, self._office.settings, branch)
        if chosen:
            self._guarded(lambda: self._keep(*chosen))
        if years != self._confirmed_years(branch):  # a year is confirmed at once, also where the dialog is left
            self._document.reopen()

    def _confirmed_years(self, branch: Branch) -> object:
        return self._office.closed_around(branch, self._document.date or self._office.clock().date()).confirmed

    def speak(self, wanted: str) -> None:
        """Speak another language from now on."""
        if wanted != language():
            settings = replace(self._office.settings, language=wanted)
            self._guarded(lambda: self._keep(settings, None))

    def _keep(self, settings: Settings, branch: Branch | None) -> None:
        before, moved = self._office.settings, False
        with self._office.store.writing() as session:
            choose(self._office, session, settings)
            if branch and branch != session.branch():
                session.save_branch(branch)
                moved = True
        only_looks = replace(before, language=settings.language, theme=settings.theme) == settings
        self.settings_changed.emit(only_looks and not moved)

    def rules(self, visit_id: UUID | None = None) -> None:
        """What law and house ask for on the day that is open, at home or at the place of a visit."""
        from ui.dialogs.rules import RulesDialog

        document = self._document
        if document.day:
            kind = document.day.visit(visit_id).place_kind if visit_id else PlaceKind.HOME
            RulesDialog.ask(self._window, self._office, document.day.date, kind)

    def record(self) -> None:
        """Who did what."""
        from ui.dialogs.record import RecordDialog

        RecordDialog.ask(self._window, self._office)

    def requests(self) -> None:
        """What left this computer."""
        from ui.dialogs.requests import RequestsDialog

        RequestsDialog.ask(self._window, self._office)

    def shortcuts(self) -> None:
        """All keys on one sheet."""
        from ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog.ask(self._window)

    def about(self) -> None:
        """Version, licenses, attribution."""
        from ui.dialogs.about import AboutDialog

        AboutDialog.ask(self._window)
