"""A team has to be rung up about visits nobody makes any more; who answered is noted by Enter. Keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from planner.cases.ringing import PhoneTeam, ToRing
from planner.text import gettext as _
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said
from ui.running.who_answered import WhoAnswered


class RingTeamDialog(Frame):
    """What to say, one sentence for each visit, and who answered: one call for all that waits for this team."""

    @staticmethod
    def ask(parent: QWidget | None, rings: Sequence[ToRing], numbers: Mapping[UUID, int]) -> str:
        """Who answered; empty where nobody did. `numbers` are the visits' on the team's own paper."""
        dialog = RingTeamDialog(parent, rings, numbers)
        return dialog.who.name if dialog.run() else ""

    def __init__(self, parent: QWidget | None, rings: Sequence[ToRing], numbers: Mapping[UUID, int]) -> None:
        team = rings[0].phone.team
        super().__init__(parent, _("Ring up {team}").format(team=team), _("They &know"))
        self.show_title(self.windowTitle(), _("Their paper names a visit that nobody makes any more. Tell them now:"))
        in_order = sorted(rings, key=lambda ring: numbers.get(ring.phone.visit_id, 0) if ring.phone.visit_id else 0)
        self.lines = tuple(_line(ring.phone, ring.reference, numbers) for ring in in_order)
        for line in self.lines:
            words = said(line)
            words.setProperty("headline", True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(words)
        self.body.addStretch(1)
        self.who = WhoAnswered(rings[0].people, _("Who of {team} answered").format(team=team))
        self.note = Note()
        self.who.taken.connect(self.note.hide)
        self.body.addWidget(self.who)
        self.body.addWidget(self.note)
        open_at(self, 560, 300)
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """They know; who does must be said."""
        if self.who.name:
            self.accept()
            return
        self.note.say(_("Say who answered: it is kept with the time."))
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)


def _line(phone: PhoneTeam, reference: str, numbers: Mapping[UUID, int]) -> str:
    # By the number on their paper, where it is known: that is what they look for.
    number = numbers.get(phone.visit_id) if phone.visit_id else None
    danger = phone.why == "danger"
    if number:
        words = _("Do not go to stop {number} ({reference}): there is danger.") if danger else _(
            "Leave out stop {number} ({reference})."
        )  # fmt: skip
        return words.format(number=number, reference=reference)
    words = _("Do not go to visit {reference}: there is danger.") if danger else _("Leave out visit {reference}.")
    return words.format(reference=reference)
