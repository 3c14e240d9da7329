"""Edits one visit in place: when the customer can be met, how long it takes, what it needs. Saves nothing.

What is typed is read as the importer reads cells. What the lender decides (address, cases, approval) stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from planner.day.importing import cells
from planner.day.importing.cells import BadCell
from planner.day.importing.problems import PROBLEMS
from planner.day.issue import forbidden_in
from planner.model import Address, Day, Visit, Window
from planner.purpose_words import PURPOSES
from planner.text import gettext as _
from planner.text import listed, ngettext
from ui.dialogs.fields import FieldForm
from ui.dialogs.frame import Frame, tabs
from ui.dialogs.place_words import PLACE_KINDS
from ui.dialogs.visit_asks import AsksPage

OFFICE_DEFAULT = -1
MOST_SETUP = 120
FIRST, MORE = 0, 1


class VisitDialog(Frame):
    """`value` is the visit as it was typed."""

    @staticmethod
    def ask(parent: QWidget | None, day: Day, visit: Visit) -> Visit | None:
        """Edit a visit: the visit as it is then, None where nothing was changed."""
        dialog = VisitDialog(parent, day, visit)
        return dialog.value if dialog.run() and dialog.value != visit else None

    def __init__(self, parent: QWidget | None, day: Day, visit: Visit) -> None:
        super().__init__(
            parent,
            _("Visit {reference} · {name}").format(reference=visit.reference, name=visit.customer.name),
            accept=_("Save"),
            lead=visit.address.text,
        )
        self._visit = visit
        self._known_skills = frozenset().union(*(shift.skills for shift in day.shifts))
        self.value: Visit | None = None
        self.form = FieldForm()
        self._build(visit)
        self.asks = AsksPage(day, visit)
        self.tabs = tabs()
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 16, 0, 0)
        column.addWidget(self.form)
        for page, name in ((first, _("&Visit")), (self.asks, _("&More"))):
            self.tabs.addTab(page, name)
        self.body.addWidget(self.tabs, 1)
        self.setMinimumWidth(520)
        self.asks.changed.connect(self._check)
        self.windows.textChanged.connect(self._check)
        self.skills.textChanged.connect(self._check)
        self.note.textChanged.connect(self._check)
        self.inner.textChanged.connect(self._check)
        self.windows.setFocus()
        self._check()

    def _build(self, visit: Visit) -> None:
        add = self.form.add
        self.inner = add("inner", _("&Inner address"), QLineEdit(visit.address.inner))
        self.place_kind = add("place_kind", _("P&lace"), QComboBox())
        for kind, words in PLACE_KINDS.items():
            self.place_kind.addItem(_(words), kind)
        self.place_kind.setCurrentIndex(self.place_kind.findData(visit.place_kind))
        self.purpose = add("purpose", _("P&urpose"), QComboBox())
        for purpose, words in PURPOSES.items():
            self.purpose.addItem(_(words), purpose)
        self.purpose.setCurrentIndex(self.purpose.findData(visit.purpose))
        self.windows = add("windows", _("Can be met &when"), QLineEdit(windows_text(visit.windows)))
        self.windows.setPlaceholderText(_("any time, or 09:00-12:00; 17:30-19:00"))
        self.minutes = add("minutes", _("&Stay"), _minutes(1, 480, visit.service_time))
        self.setup = add("setup", _("&Parking and walking"), _minutes(OFFICE_DEFAULT, MOST_SETUP, visit.setup_time))
        self.setup.setSpecialValueText(_("as everywhere"))
        self.priority = add("priority", _("Priori&ty"), QSpinBox())
        self.priority.setRange(0, 100)
        self.priority.setSingleStep(10)
        self.priority.setValue(visit.priority)
        self.form.say("priority", _("0 to 100: where not all fit, the higher is planned first."), "text2")
        self.skills = add("skills", _("S&kills it needs"), QLineEdit(", ".join(sorted(visit.skills))))
        self.note = add("note", _("&Note"), _FewLines(visit.note))

    def _check(self) -> None:
        windows = self._windows()
        self.primary.setEnabled(windows is not None and not self.asks.problem)
        asked = self.asks.count
        self.tabs.setTabText(MORE, _("&More ({count})").format(count=asked) if asked else _("&More"))
        missing = sorted(set(cells.words(self.skills.text())) - self._known_skills)
        words = ngettext(
            "No team of this day has this: {skills}", "No team of this day has these: {skills}", len(missing)
        )
        self.form.say("skills", words.format(skills=listed(missing)) if missing else "", "worse")
        typed = replace(self._visit, note=self.note.toPlainText(), address=self._address())
        word = forbidden_in(typed)
        said = _("“{word}” must not be read at the door; with it the day cannot be issued.").format(word=word)
        self.form.say("note", said if word else "", "worse")

    def _address(self) -> Address:
        return replace(self._visit.address, inner=self.inner.text().strip())

    def _windows(self) -> tuple[Window, ...] | None:
        try:
            windows = cells.read_windows(self.windows.text())
        except BadCell as bad:
            self.form.say("windows", _(PROBLEMS[bad.code]))
            return None
        self.form.say("windows", "")
        return windows

    def confirm(self) -> None:
        """Take what was typed."""
        windows = self._windows()
        if windows is None or self.asks.problem:
            self.tabs.setCurrentIndex(FIRST if windows is None else MORE)
            form, field = (self.form, "windows") if windows is None else (self.asks.form, self.asks.problem)
            form.focus(field)
            return
        setup = self.setup.value()
        self.value = replace(
            self.asks.taken(self._visit),
            address=self._address(),
            place_kind=self.place_kind.currentData(),
            purpose=self.purpose.currentData(),
            windows=windows,
            service_time=timedelta(minutes=self.minutes.value()),
            setup_time=None if setup == OFFICE_DEFAULT else timedelta(minutes=setup),
            priority=self.priority.value(),
            skills=frozenset(cells.words(self.skills.text())),
            note=self.note.toPlainText().strip(),
        )
        self.accept()


class _FewLines(QPlainTextEdit):
    # A text of three lines; Tab leads out of it.

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, self.fontMetrics().lineSpacing() * 3 + 16)


def windows_text(windows: tuple[Window, ...]) -> str:
    """Windows as they can be typed again."""
    return "; ".join(f"{window.earliest:%H:%M}-{window.latest:%H:%M}" for window in windows)


def _minutes(least: int, most: int, now: timedelta | None) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setSuffix(_(" min"))
    box.setValue(least if now is None else round(now.total_seconds() / 60))
    return box
