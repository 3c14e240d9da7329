"""Asks how a customer agreed to a plan: every term explained, understood, and how. Agrees nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QRadioButton, QWidget

from planner.cases.plan_terms import Term
from planner.cases.repayment import ConsentForm
from planner.cases.ringing import PhoneTeam
from planner.cases.withdrawing import Withdrawn
from planner.text import N_, listed, ngettext
from planner.text import gettext as _
from ui.cases.plan_terms_view import TermsView
from ui.dialogs.fields import FieldForm, grown
from ui.dialogs.frame import Frame

FORMS = (
    (ConsentForm.SIGNED, N_("&Signed on paper")),
    (ConsentForm.RECORDED, N_("Said aloud, and &recorded")),
    (ConsentForm.BY_PHONE, N_("By &telephone, and recorded")),
)


@dataclass(frozen=True, slots=True)
class Consented:
    """What was answered."""

    understood: bool
    form: ConsentForm
    recording: str
    says_affordable: bool


class AgreeDialog(Frame):
    """`value` is what was answered. It cannot be confirmed before all of it is."""

    @staticmethod
    def ask(parent: QWidget | None, name: str, terms: Sequence[Term], *, means_known: bool) -> Consented | None:
        """Ask it; None where they do not agree yet."""
        dialog = AgreeDialog(parent, name, terms, means_known=means_known)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, name: str, terms: Sequence[Term], *, means_known: bool) -> None:
        lead = _("Explain every term in the customer's own words. Let them ask. There is no hurry.")
        super().__init__(parent, _("{name} agrees").format(name=name), accept=_("They agree"), lead=lead)
        self.setWindowTitle(_("Repayment plan"))  # others see the titles of windows: no name in one
        self.value: Consented | None = None
        self._means_known = means_known
        self.terms = TermsView()
        self.terms.show_terms(terms)
        self.body.addWidget(self.terms)
        self.understood = QCheckBox(_("Every term was &explained, and they understood it"))
        self.affordable = QCheckBox(_("They say that they can &pay this without going short"))
        self.affordable.setVisible(not means_known)
        self.forms = QButtonGroup(self)
        self.body.addWidget(self.understood)
        self.body.addWidget(self.affordable)
        for number, (_form, words) in enumerate(FORMS):
            button = QRadioButton(_(words))
            self.forms.addButton(button, number)
            self.body.addWidget(button)
        self.fields = FieldForm()
        self.recording = self.fields.add("recording", _("Re&ference of the recording"), QLineEdit())
        self.body.addWidget(self.fields)
        self.body.addStretch(1)
        self.setMinimumWidth(grown(self, 640))
        for box in (self.understood, self.affordable):
            box.toggled.connect(self._check)
        self.forms.idToggled.connect(self._check)
        self.recording.textChanged.connect(self._check)
        self._check()

    def _check(self, *_args: object) -> None:
        spoken = self.forms.checkedId() > 0
        self.recording.setEnabled(spoken)
        missing = spoken and not self.recording.text().strip()
        self.fields.say("recording", _("What is not signed needs a recording.") if missing else "", "text2")
        can_pay = self._means_known or self.affordable.isChecked()
        ready = self.understood.isChecked() and can_pay and self.forms.checkedId() >= 0 and not missing
        self.primary.setEnabled(ready)

    def confirm(self) -> None:
        """Take the answers."""
        form = FORMS[self.forms.checkedId()][0]
        self.value = Consented(
            self.understood.isChecked(), form, self.recording.text().strip(), self.affordable.isChecked()
        )
        self.accept()


def called_off_words(words: str, gone: Sequence[Withdrawn], phone: Sequence[PhoneTeam]) -> str:
    """What was said, how many visits are called off, and whose paper is out."""
    if count := len(gone):
        off = ngettext("{count} visit is called off.", "{count} visits are called off.", count).format(count=count)
        words = f"{words} {off}"
    if phone:
        teams = listed(each.team for each in phone)
        words += " " + _("Phone {team} now: its paper names a visit that is no longer made.").format(team=teams)
    return words
