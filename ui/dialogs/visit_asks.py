"""What a visit asks of a plan, on a page of its own: must it be, when better, what was promised, who goes, after whom.

Times and names are read as the importer reads cells. Saves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from planner.day.conditions import is_among, out_of_order
from planner.day.importing import cells
from planner.day.importing.cells import BadCell
from planner.day.importing.problems import PROBLEMS
from planner.model import Day, Visit, Window, Wish
from planner.plan_words import REASONS
from planner.text import gettext as _
from planner.text import listed, ngettext
from ui.dialogs.fields import FieldForm, searchable

TEAM_FIELDS = ("preferred_teams", "excluded_teams", "only_teams")


class AsksPage(QWidget):
    """`changed` is told with every stroke; `problem` is then the first field that cannot be read, if any."""

    changed = Signal()

    def __init__(self, day: Day, visit: Visit) -> None:
        super().__init__()
        self._day = day
        self._visit = visit
        self.problem = ""
        self.form = FieldForm()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.addWidget(self.form)
        self._build(visit)
        self._wire()
        self.check()

    def _build(self, visit: Visit) -> None:
        add = self.form.add
        self.must_do = add("must_do", _("Must be &done"), QCheckBox(_("before every priority")))
        self.must_do.setChecked(visit.must_do)
        self.promised = add("promised", _("&Promised"), _Span(*(visit.promised or (None, None))))
        self.wish = add("wish", _("&Better between"), _Span(*(visit.wish or (None, None))))
        self.only_teams = add("only_teams", _("&Only by"), _names(visit.only_teams))
        self.excluded_teams = add("excluded_teams", _("&Never by"), _names(visit.excluded_teams))
        self.preferred_teams = add("preferred_teams", _("Better b&y"), _names(visit.preferred_teams))
        self.two_teams = add("two_teams", _("&Two teams"), QCheckBox(_("meet there and go in together")))
        self.two_teams.setChecked(visit.two_teams)
        self.after = add("after", _("Only &after"), self._others(visit.after))
        self.same_team_as = add("same_team_as", _("By the team o&f"), self._others(visit.same_team_as))

    def _others(self, chosen: str) -> QComboBox:
        # By reference and name; one that is not of this day stays.
        visits = [each for each in self._day.visits if each.source == self._visit.source and each.id != self._visit.id]
        named = {each.reference: f"{each.reference} · {each.customer.name}" for each in visits}
        if chosen and chosen not in named:
            named[chosen] = _("{reference} (not of this day)").format(reference=chosen)
        box = searchable([])
        box.addItem(_("no other visit"), "")
        for reference, words in named.items():
            box.addItem(words, reference)
        box.setCurrentIndex(box.findData(chosen))
        return box

    def _wire(self) -> None:
        for line in (self.only_teams, self.excluded_teams, self.preferred_teams):
            line.textChanged.connect(self.check)
        for span in (self.promised, self.wish):
            span.changed.connect(self.check)
        for box in (self.after, self.same_team_as):
            box.currentTextChanged.connect(self.check)
        for switch in (self.must_do, self.two_teams):
            switch.toggled.connect(self.check)

    def taken(self, visit: Visit) -> Visit:
        """The visit with what is asked here; only where there is no `problem`."""
        return replace(
            visit,
            must_do=self.must_do.isChecked(),
            promised=self.promised.window(),
            wish=self.wish.wish(),
            only_teams=frozenset(cells.words(self.only_teams.text())),
            excluded_teams=frozenset(cells.words(self.excluded_teams.text())),
            preferred_teams=frozenset(cells.words(self.preferred_teams.text())),
            two_teams=self.two_teams.isChecked(),
            after=_chosen(self.after),
            same_team_as=_chosen(self.same_team_as),
        )

    @property
    def count(self) -> int:
        """How many of these the visit asks for."""
        if self.problem:
            return 0
        typed, plain = self.taken(self._visit), replace(self._visit, **_NOTHING)
        return sum(getattr(typed, name) != getattr(plain, name) for name in _NOTHING)

    def check(self) -> None:
        """Say what cannot be read, and what will come of the rest."""
        self.problem = ""
        self._read("promised", self.promised.window, _("The customer was told so: it starts within this span."))
        self._read("wish", self.wish.wish, _("One of the two times will do. Not kept, it breaks nothing."))
        for name in TEAM_FIELDS:
            self._check_teams(name)
        for name in ("after", "same_team_as"):
            box: QComboBox = getattr(self, name)
            found = box.findText(box.currentText()) >= 0
            self.form.say(name, "" if found else _("There is no such visit. Choose one from the list."))
            self.problem = self.problem or ("" if found else name)
        if not self.problem:
            self._check_order()
        if not self.form.said("same_team_as") and self.two_teams.isChecked() and _chosen(self.same_team_as):
            self.form.say("same_team_as", _("A visit for two teams goes with no other."), "worse")
        self.changed.emit()

    def _read(self, name: str, read: Callable[[], object], hint: str) -> None:
        try:
            asked = read()
        except BadCell as bad:
            self.form.say(name, _(PROBLEMS[bad.code]))
            self.problem = self.problem or name
        else:
            self.form.say(name, hint if asked else "", "text2")

    def _check_teams(self, name: str) -> None:
        line: QLineEdit = getattr(self, name)
        strange = [each for each in cells.words(line.text()) if not any(is_among(s, [each]) for s in self._day.shifts)]
        words = ngettext(
            "No team of this day is called {teams}", "No teams of this day are called {teams}", len(strange)
        )
        self.form.say(name, words.format(teams=listed(strange)) if strange else "", "worse")

    def _check_order(self) -> None:
        typed = self.taken(self._visit)
        day = replace(self._day, visits=tuple(typed if each.id == typed.id else each for each in self._day.visits))
        reason = out_of_order(day, {each.id for each in day.visits}).get(typed.id, "")
        self.form.say("after", _(REASONS[reason]) if reason else "", "worse")


_NOTHING: dict[str, object] = {
    "must_do": False,
    "promised": None,
    "wish": None,
    **dict.fromkeys(TEAM_FIELDS, frozenset()),
    "two_teams": False,
    "after": "",
    "same_team_as": "",
}


class _Span(QWidget):
    # Two times that may be empty.

    changed = Signal()

    def __init__(self, earliest: time | None, latest: time | None) -> None:
        super().__init__()
        self.earliest, self.latest = _hour(earliest), _hour(latest)
        self.earliest.setAccessibleName(_("from"))
        self.latest.setAccessibleName(_("to"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.earliest)
        row.addWidget(QLabel("–"))
        row.addWidget(self.latest)
        row.addStretch(1)
        self.setFocusProxy(self.earliest)
        for line in (self.earliest, self.latest):
            line.textChanged.connect(self.changed)

    def window(self) -> Window | None:
        """Both times, or none."""
        typed = self.earliest.text(), self.latest.text()
        if not any(map(str.strip, typed)):
            return None
        return cells.read_window(*typed)

    def wish(self) -> Wish | None:
        """One of the times, both or none."""
        earliest, latest = (cells.read_time(each) if (each := line.text().strip()) else None
                            for line in (self.earliest, self.latest))  # fmt: skip
        return cells.wish_of(earliest, latest)


def _hour(local: time | None) -> QLineEdit:
    line = QLineEdit(f"{local:%H:%M}" if local else "")
    line.setMaximumWidth(line.fontMetrics().horizontalAdvance("00:00 pm") + 24)
    return line


def _names(names: Iterable[str]) -> QLineEdit:
    return QLineEdit(", ".join(sorted(names)))


def _chosen(box: QComboBox) -> str:
    row = box.findText(box.currentText())
    return str(box.itemData(row) or "") if row >= 0 else ""
