"""The page of the settings on papers: their size, what is on them and what is not, and whom the office rings up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from planner.settings import Settings
from planner.text import N_
from planner.text import gettext as _
from ui.dialogs.fields import FieldForm, grown
from ui.dialogs.logo_field import LogoField

SIZE_WORDS = {"a4": N_("A4"), "letter": N_("US Letter")}
LONGEST_BEAT = 180
LONGEST_WAIT = 120


class _Lines(QPlainTextEdit):
    """Room for some lines; no more, however much there is on the page."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, grown(self, 76))


class PapersPage(QScrollArea):
    """Choices of the office on its papers.

    `forbidden` are those of `PaperTerms` that its rules take; `folder` is where its logo lies.
    """

    def __init__(self, settings: Settings, forbidden: Collection[str] = (), folder: Path | None = None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 16, 12, 8)
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
        self.logo = form.add("logo", _("Lo&go"), LogoField(folder))
        words = _("On letters, statements and leaflets, inside the envelopes. SVG, PNG or JPEG, up to 1 MB.")
        form.say("logo", words, "text2")
        self._add_agreement(form, settings)
        self._add_alarm(form, settings)
        column.addStretch(1)
        self.setWidget(page)

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

    def _add_agreement(self, form: FieldForm, settings: Settings) -> None:
        self.channels = form.add("channels", _("Pay&ments go to"), _Lines(settings.payment_channels))
        self.channels.setTabChangesFocus(True)
        self.channels.setPlaceholderText(_("A line each, such as: Transfer to the account on your statement"))
        form.say("channels", _("On agreements: these ways and no other. Nobody takes money at a door."), "text2")
        self.complaints = form.add("complaints", _("Complaints are &heard by"), QLineEdit(settings.complaints_to))
        self.complaints.setPlaceholderText(_("A name, a number or an address"))
        self.advice = form.add("advice", _("Independent adv&ice"), QLineEdit(settings.advice_at))
        self.advice.setPlaceholderText(_("Where it is free"))
        form.say("advice", _("What is empty leaves a line on the paper, to be written on by hand."), "text2")
        self.lender = form.add("lender", _("Visits are &for"), QLineEdit(settings.lender_name))
        self.lender.setPlaceholderText(_("The name of the lender"))
        words = _("Where this office visits for another firm: notices of the firm name both.")
        form.say("lender", words, "text2")

    def _add_alarm(self, form: FieldForm, settings: Settings) -> None:
        self.minutes = form.add("minutes", _("Look for a silent team &after"), QSpinBox())
        self.minutes.setRange(5, LONGEST_WAIT)
        self.minutes.setSuffix(_(" min"))
        self.minutes.setValue(settings.check_in_minutes)
        form.say("minutes", _("So long after a call was due, the control sheet says what to do."), "text2")
        self.every = form.add("every", _("A team calls at least e&very"), QSpinBox())
        self.every.setRange(0, LONGEST_BEAT)
        self.every.setSuffix(_(" min"))
        self.every.setSpecialValueText(_("no watch is kept"))
        self.every.setValue(settings.check_in_every_minutes)
        form.say("every", _("And at every door it comes to or leaves."), "text2")
        self.word = form.add("word", _("&Word for danger"), QLineEdit(settings.code_word))
        self.word.setPlaceholderText(_("An ordinary word or two"))
        form.say("word", _("Agree on it with the teams. It stands on no paper."), "text2")
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
            check_in_every_minutes=self.every.value(),
            code_word=self.word.text().strip(),
            emergency_contacts=self.contacts.toPlainText().strip(),
            payment_channels=self.channels.toPlainText().strip(),
            complaints_to=self.complaints.text().strip(),
            advice_at=self.advice.text().strip(),
            lender_name=self.lender.text().strip(),
        )
