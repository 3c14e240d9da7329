"""The page of the settings on what teams carry: the paper's size, what is not on it, and whom the office rings up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from planner.settings import Settings
from planner.text import N_
from planner.text import gettext as _
from ui.dialogs.fields import FieldForm, grown

SIZE_WORDS = {"a4": N_("A4"), "letter": N_("US Letter")}
LONGEST_WAIT = 120


class _Lines(QPlainTextEdit):
    """Room for some lines; no more, however much there is on the page."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, grown(self, 76))


class PapersPage(QWidget):
    """Choices of the office on its papers; `forbidden` are those of `PaperTerms` that its rules take."""

    def __init__(self, settings: Settings, forbidden: Collection[str] = ()) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        form = self._form = FieldForm()
        column.addWidget(form)
        self.size_box = form.add("size", _("Paper si&ze"), QComboBox())
        for size, words in SIZE_WORDS.items():
            self.size_box.addItem(_(words), size)
        self.size_box.setCurrentIndex(max(0, self.size_box.findData(settings.paper_size)))
        self.both_sides = form.add("sides", _("&Both sides"), QCheckBox(_("Each copy begins on a sheet of its own")))
        self.both_sides.setChecked(settings.paper_both_sides)
        self._add_discretion(form, settings)
        for box in (self.both_sides, self.no_names, self.no_phones, self.no_company):
            box.setAccessibleName(box.text())
        self._forbid(forbidden)
        self._add_alarm(form, settings)
        column.addStretch(1)

    def _forbid(self, forbidden: Collection[str]) -> None:
        # What the rules forbid is not asked.
        boxes = {"no_names": self.no_names, "no_phones": self.no_phones, "no_company": self.no_company}
        for box in (boxes[name] for name in forbidden):
            box.setChecked(True)
            box.setEnabled(False)
            box.setToolTip(_("The rules forbid it."))

    def _add_discretion(self, form: FieldForm, settings: Settings) -> None:
        self.no_names = form.add("names", _("Route &sheets carry"), QCheckBox(_("No surname and initial")))
        self.no_names.setChecked(settings.paper_no_names)
        self.no_phones = form.add("phones", "", QCheckBox(_("No last digits of a phone")))
        self.no_phones.setChecked(settings.paper_no_phones)
        self.no_company = form.add("company", "", QCheckBox(_("No name of the office or a lender")))
        self.no_company.setChecked(settings.paper_no_company)
        words = _("They never say why a team comes, whatever is chosen. The rules may forbid more than you do here.")
        form.say("company", words, "text2")

    def _add_alarm(self, form: FieldForm, settings: Settings) -> None:
        self.minutes = form.add("minutes", _("Look for a silent team &after"), QSpinBox())
        self.minutes.setRange(5, LONGEST_WAIT)
        self.minutes.setSuffix(_(" min"))
        self.minutes.setValue(settings.check_in_minutes)
        form.say("minutes", _("So long after a call was due, the control sheet says what to do."), "text2")
        self.contacts = form.add("contacts", _("Whom the office &rings up"), _Lines(settings.emergency_contacts))
        self.contacts.setTabChangesFocus(True)
        self.contacts.setPlaceholderText(_("A line each, such as: Supervisor R. Sand, 020 7946 0001"))
        form.say("contacts", _("Printed on the control sheet, in this order. Last comes the police."), "text2")

    def taken(self, settings: Settings) -> Settings:
        """The settings with what is chosen here."""
        return replace(
            settings,
            paper_size=self.size_box.currentData(),
            paper_both_sides=self.both_sides.isChecked(),
            paper_no_names=self.no_names.isChecked() and self.no_names.isEnabled(),
            paper_no_phones=self.no_phones.isChecked() and self.no_phones.isEnabled(),
            paper_no_company=self.no_company.isChecked() and self.no_company.isEnabled(),
            check_in_minutes=self.minutes.value(),
            emergency_contacts=self.contacts.toPlainText().strip(),
        )
