"""Brings the lender's file of cases in, and asks about those that it no longer names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QListWidget, QWidget

from planner.cases.intake import TakenIn, close_gone
from planner.cases.model import CaseFile
from planner.cases.stage_words import STAGES
from planner.cases.withdrawing import Withdrawn
from planner.text import gettext as _
from planner.text import listed, ngettext
from ui.cases.desk import Desk
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame
from ui.dialogs.import_cases import CasesKind
from ui.dialogs.import_visits import ImportDialog
from ui.dialogs.problem import problem_words


def import_cases(parent: QWidget | None, desk: Desk) -> bool:
    """Import a file; whether one came in."""
    done = ImportDialog.ask(parent, desk.office, CasesKind(desk.user))
    if not isinstance(done, TakenIn):
        return False
    desk.changed.emit()
    if done.intake.gone:
        GoneDialog.ask(parent, desk, done.intake.gone)
    return True


class GoneDialog(Frame):
    """Cases that are no longer in the file: they stay open, unless somebody says that they are over."""

    @staticmethod
    def ask(parent: QWidget | None, desk: Desk, gone: Sequence[CaseFile]) -> None:
        """Ask about these."""
        GoneDialog(parent, desk, gone).run()

    def __init__(self, parent: QWidget | None, desk: Desk, gone: Sequence[CaseFile]) -> None:
        words = ngettext("{count} case is no longer in the file", "{count} cases are no longer in the file", len(gone))
        lead = _("Perhaps they are paid. Closing them takes the visits to them off every plan, and is recorded.")
        super().__init__(parent, words.format(count=len(gone)), accept=_("&Close these cases"), lead=lead)
        self._desk, self._gone = desk, gone
        self.cancel.setText(_("&Leave them open"))
        self.note = Note()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Cases that are no longer in the file"))
        self.list.addItems([f"{file.case.reference}  ·  {_(STAGES[file.stage])}" for file in gone])
        self.body.addWidget(self.note)
        self.body.addWidget(self.list, 1)
        self.cancel.setDefault(True)  # nothing is closed by a key pressed too soon
        open_at(self, 460, 360)

    def confirm(self) -> None:
        """Close them; then say what is off the plans."""
        self.primary.setEnabled(False)
        self._desk.act(
            close_gone,
            self._desk.office,
            [file.id for file in self._gone],
            by=self._desk.user,
            on_done=self._closed,
            on_error=self._fail,
            days=True,
        )

    def _closed(self, withdrawn: tuple[Withdrawn, ...]) -> None:
        if not withdrawn:
            self.accept()
            return
        visits = listed(f"{each.visit.reference} ({each.date})" for each in withdrawn)
        teams = listed(sorted({each.team for each in withdrawn if each.team}))
        said = _("Withdrawn: {visits}.").format(visits=visits)
        phone = _("Phone now, for their paper names them: {teams}.").format(teams=teams) if teams else ""
        self.note.say(f"{said} {phone}".strip(), "wrong" if teams else "text")
        self.list.hide()
        self.cancel.setText(_("Close"))
        self.primary.hide()

    def _fail(self, problem: Exception) -> None:
        self.primary.setEnabled(True)
        self.note.say(problem_words(problem))
