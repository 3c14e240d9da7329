"""Asks before an incident is ended: what stays, and whether there was nothing at all. Enter leaves it open."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QWidget

from planner.running.incident_now import IncidentNow, title_words
from planner.text import gettext as _
from planner.text import ngettext
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame


@dataclass(frozen=True, slots=True)
class Over:
    """It is over; `mistaken` where there never was anything."""

    mistaken: bool


class CloseDialog(Frame):
    """Who is held stays held; a word that was misheard holds nobody."""

    @staticmethod
    def ask(parent: QWidget | None, now: IncidentNow) -> Over | None:
        """How it is over; None where it stays open."""
        dialog = CloseDialog(parent, now)
        return Over(dialog.mistaken.isChecked()) if dialog.run() else None

    def __init__(self, parent: QWidget | None, now: IncidentNow) -> None:
        lead = _("Its log is kept and can be read, but nobody writes to it any more.")
        super().__init__(parent, _("End “{incident}”?").format(incident=title_words(now)), _("&End it"), lead)
        count = len(now.held)
        holds = ngettext(
            "{count} customer stays held for safety. A person ends the hold in the case.",
            "{count} customers stay held for safety. A person ends each hold in its case.",
            count,
        )
        self.stays = Note()
        self.stays.say(holds.format(count=count) if count else "", "text")
        self.mistaken = QCheckBox(_("It was a &mistake: nothing had happened, and nobody is held"))
        self.mistaken.setVisible(bool(count))
        self.mistaken.toggled.connect(lambda on: self.stays.setEnabled(not on))
        self.rings = Note()
        waiting = len(now.rings)
        words = ngettext(
            "{count} team has not been reached yet. It stays on the list.",
            "{count} teams have not been reached yet. They stay on the list.",
            waiting,
        )
        self.rings.say(words.format(count=waiting) if waiting else "", "wrong")
        for widget in (self.stays, self.mistaken, self.rings):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.primary.setAutoDefault(False)
        self.cancel.setText(_("Leave it open"))
        self.cancel.setDefault(True)
        open_at(self, 460, 240)
        self.cancel.setFocus()
