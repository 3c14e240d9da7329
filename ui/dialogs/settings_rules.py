"""The page of the settings on rules: which packs hold, the office's own file, and which years' holidays are confirmed.

Packs and file are kept by whoever asked for the settings; a confirmed year is kept, and recorded, at once.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from planner.bootstrap import Office
from planner.errors import PlannerError
from planner.model import Branch
from planner.policy.pack import FLOOR, Pack, shipped_layer
from planner.policy.packs import PACKS, own_layer, pack_in_force, pack_of_place
from planner.rules import checked_rules, confirm_year
from planner.settings import Settings, confirmed_sources
from planner.text import gettext as _
from planner.text import language, listed
from ui.background import Background
from ui.dialogs.fields import FieldForm, Note
from ui.dialogs.frame import heading, said
from ui.dialogs.problem import problem_words
from ui.dialogs.settings_gates import GatesBox

FAR_AHEAD = 3
"""No calendar is announced further ahead, in years."""


class RulesPage(QScrollArea):
    """Packs, own file, calendar. What is chosen for the place on another page is told by `show_place`."""

    def __init__(self, office: Office, settings: Settings, branch: Branch) -> None:
        super().__init__()
        self._office = office
        self._place = branch.country, branch.subdivision
        self._own = settings.own_rules
        self._background: Background | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 16, 8, 0)
        column.setSpacing(10)
        self.form = FieldForm()
        self.pack = self.form.add("pack", _("&Rules kept beside those of the place"), QComboBox())
        self.pack.addItem(_("None"), "")
        for pack_id in PACKS:
            if pack_id != FLOOR:
                self.pack.addItem(pack_name(pack_id), pack_id)
        self.pack.setCurrentIndex(max(0, self.pack.findData(settings.jurisdiction)))
        column.addWidget(self.form)
        self._add_own(column)
        self._add_calendar(column)
        self.gates = GatesBox(office, settings)
        column.addWidget(self.gates)
        column.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.pack.currentIndexChanged.connect(lambda _index: self._show())
        self._show()

    def _add_own(self, column: QVBoxLayout) -> None:
        column.addWidget(heading(_("The office's own rules")))
        column.addWidget(
            said(_("A file that asks for more than the rules above do; it can never ask for less."), quiet=True)
        )
        self.own = said()
        self.fault = Note()
        self.take, self.drop = QPushButton(_("Take in a &file…")), QPushButton(_("Re&move"))
        row = QHBoxLayout()
        for button in (self.take, self.drop):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        for widget in (self.own, self.fault):
            column.addWidget(widget)
        column.addLayout(row)
        self.take.clicked.connect(self._choose_file)
        self.drop.clicked.connect(self._drop)

    def _add_calendar(self, column: QVBoxLayout) -> None:
        column.addWidget(heading(_("Public holidays")))
        self.known = said(quiet=True)
        column.addWidget(self.known)
        self.calendar = FieldForm()
        self.year = self.calendar.add("year", _("&Year"), QSpinBox())
        this_year = self._office.clock().year
        self.year.setRange(this_year, this_year + FAR_AHEAD)
        self.year.setValue(this_year + 1)
        self.confirm = QPushButton(_("Confirm &this year"))
        self.confirm.setAutoDefault(False)
        self.source = self.calendar.add("source", _("Com&pared with"), QLineEdit(), self.confirm)
        self.source.setPlaceholderText(_("such as the official announcement, with its date"))
        column.addWidget(self.calendar)
        self.confirm.clicked.connect(self._confirm)

    def look_up(self, background: Background) -> None:
        """Let what takes a moment run here."""
        self._background = background
        self.gates.look_up(background)

    def show_place(self, country: str, subdivision: str) -> None:
        """Another place was chosen for the office."""
        self._place = country, subdivision
        self._show()

    def taken(self, settings: Settings) -> Settings:
        """The settings with what is chosen here."""
        return replace(settings, jurisdiction=self.pack.currentData(), own_rules=self._own)

    def complete(self) -> bool:
        """Whether the own file may be used beside what is chosen; says why not."""
        return self._taken_in(self._own, _("The office's own rules")) if self._own else True

    def take_in(self, file: Path) -> None:
        """Use a file of rules, unless it cannot be used."""
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.fault.say(problem_words(error))
            return
        if self._taken_in(text, file.name):
            self._own = text
            self._show()

    def _taken_in(self, text: str, name: str) -> bool:
        try:
            checked_rules(*self._place, self.pack.currentData(), text, name)
        except PlannerError as error:
            self.fault.say(problem_words(error))
            return False
        self.fault.say("")
        return True

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Rules of the office"), "", _("Rules (*.toml)"))
        if name:
            self.take_in(Path(name))

    def _drop(self) -> None:
        self._own = ""
        self.fault.say("")
        self._show()

    def _confirm(self) -> None:
        year, source = self.year.value(), self.source.text()
        if self._background:
            self.confirm.setEnabled(False)
            self._background.run(
                confirm_year, self._office, year, source, on_done=lambda _none: self._confirmed(),
                on_error=self._not_confirmed,
            )  # fmt: skip

    def _confirmed(self) -> None:
        self.confirm.setEnabled(True)
        self.source.clear()
        self.calendar.say("source", _("Confirmed, and in the record."), "better")
        self._show()

    def _not_confirmed(self, error: Exception) -> None:
        self.confirm.setEnabled(True)
        self.calendar.say("source", problem_words(error))

    # --- what is shown

    def _show(self) -> None:
        pack = pack_in_force(*self._place, self.pack.currentData())
        words = listed(f"{_name(layer.name)} {layer.version}" for layer in pack.layers)
        place = pack_name(pack_of_place(*self._place))
        self.form.say(
            "pack", _("Those of the place are: {place}. In force: {packs}.").format(place=place, packs=words), "text2"
        )
        self.own.setText(own_words(self._own))
        self.drop.setEnabled(bool(self._own))
        self.known.setText(self._calendar_words(pack))
        for field in (self.year, self.source, self.confirm):
            field.setEnabled(pack.confirmed_through is not None)

    def _calendar_words(self, pack: Pack) -> str:
        if pack.confirmed_through is None:
            return _("The rules in force trust no calendar of their own; every year is open.")
        with self._office.store.reading() as session:
            found = confirmed_sources(session, session.branch())
        words = _("Known for sure until {date}. A later year is closed until somebody here has compared its holidays.")
        told = [words.format(date=pack.confirmed_through.isoformat())]
        told += [_("{year}: confirmed by {source}.").format(year=year, source=source) for year, source in found]
        return "\n".join(told)


def pack_name(pack_id: str) -> str:
    """What a pack that comes with Rounds is called."""
    return _name(shipped_layer(pack_id).name)


def own_words(text: str) -> str:
    """Which own file is in force."""
    if not text:
        return _("None.")
    try:
        layer = own_layer(text)
    except PlannerError as error:
        return problem_words(error)
    return f"{_name(layer.name)} {layer.version}"


def _name(names: object) -> str:
    assert isinstance(names, dict)
    return str(names.get(language()) or next(iter(names.values())))
