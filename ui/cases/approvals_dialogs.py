"""Two questions of a second person: why a proposal is returned, and why a hold need not stop a visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from planner.cases.approving import Decision, Why
from planner.cases.gate_words import DECISIONS, WHYS
from planner.cases.model import HoldKind
from planner.cases.stage_words import hold_words
from planner.text import gettext as _
from ui.dialogs.fields import FieldForm, open_at
from ui.dialogs.frame import Frame


class ReasonDialog(Frame):
    """A reason out of a closed list; for a decision, of which hold."""

    @staticmethod
    def ask_return(parent: QWidget | None, name: str) -> Why | None:
        """Why a proposal is returned."""
        lead = _("The visit leaves its day. Whoever proposed it reads the reason.")
        dialog = ReasonDialog(parent, _("Return the visit to {name}").format(name=name), _("&Return it"), lead, WHYS)
        return Why(dialog.reason.currentData()) if dialog.run() else None

    @staticmethod
    def ask_decision(
        parent: QWidget | None, name: str, holds: Sequence[HoldKind], *, shown: bool
    ) -> tuple[HoldKind, Decision] | None:
        """Which hold need not stop a visit, and why."""
        lead = _("Decide only what you have looked at yourself. It counts for this visit alone, and is recorded.")
        dialog = ReasonDialog(
            parent, _("Decide for the visit to {name}").format(name=name), _("&Let it pass"), lead, DECISIONS
        )
        dialog.add_holds(holds, shown=shown)
        return (HoldKind(dialog.hold.currentData()), Decision(dialog.reason.currentData())) if dialog.run() else None

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        accept: str,
        lead: str,
        words: Mapping[Why, str] | Mapping[Decision, str],
    ) -> None:
        super().__init__(parent, title, accept, lead)
        self.form = FieldForm()
        self.reason = self.form.add("reason", _("&Reason"), QComboBox())
        for code, said in words.items():
            self.reason.addItem(_(said), code.value)
        self.hold = QComboBox()
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        open_at(self, 460, 210)

    def add_holds(self, holds: Sequence[HoldKind], *, shown: bool) -> None:
        """Ask which of them."""
        self.form.add("hold", _("&Hold"), self.hold)
        for kind in holds:
            self.hold.addItem(hold_words(kind, shown=shown), kind.value)
