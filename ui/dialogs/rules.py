"""The rules of a day and a kind of place in plain words, each with where it comes from. Changes nothing.

Opened on a date and place; both can be changed here, to look ahead.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.model import PlaceKind
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack
from planner.rule_words import PLACES, Origin, RuleLine, closed_words, day_rules
from planner.text import gettext as _
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said, say_date
from ui.dialogs.problem import problem_words
from ui.theme import small

type Found = tuple[date, PlaceKind, Pack, ClosedDays]


class RulesDialog(Frame):
    """Nothing to decide here."""

    @staticmethod
    def ask(parent: QWidget | None, office: Office, day: date, kind: PlaceKind = PlaceKind.HOME) -> None:
        """Show the rules of a day and place."""
        RulesDialog(parent, office, day, kind).run()

    def __init__(self, parent: QWidget | None, office: Office, day: date, kind: PlaceKind = PlaceKind.HOME) -> None:
        super().__init__(parent, _("Rules of this day"))
        self._office = office
        self.day = QDateEdit(QDate(day.year, day.month, day.day))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(_("Day"))
        self.place = QComboBox()
        for each, words in PLACES.items():
            self.place.addItem(_(words), each)
        self.place.setCurrentIndex(self.place.findData(kind))
        self.place.setAccessibleName(_("Place"))
        row = QHBoxLayout()
        row.addWidget(self.day)
        row.addWidget(self.place)
        row.addStretch(1)
        self.state = Note()
        self.rows: list[RuleRow] = []
        self.body.addLayout(row)
        self.body.addWidget(self.state)
        self.body.addWidget(self._make_list(), 1)
        self.day.dateChanged.connect(lambda _date: self._look_up())
        self.place.currentIndexChanged.connect(lambda _index: self._look_up())
        open_at(self, 660, 620)
        self._look_up()

    def _make_list(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setAccessibleName(_("Rules"))
        self._scroll = scroll
        return scroll

    def _look_up(self) -> None:
        when, kind = self.day.date(), PlaceKind(self.place.currentData())
        self.background.run(
            read_rules, self._office, date(when.year(), when.month(), when.day()), kind, on_done=self._show,
            on_error=lambda error: self.state.say(problem_words(error)),
        )  # fmt: skip

    def _show(self, found: Found) -> None:
        day, kind, pack, closed = found
        shown = self.day.date()
        if (day.year, day.month, day.day, kind) != (shown.year(), shown.month(), shown.day(), self.place.currentData()):
            return  # another day was chosen meanwhile
        shut = closed_words(pack, closed, day, kind, say_date)
        self.show_title(self.windowTitle(), f"{say_date(day)} · {pack.id} {pack.version}")
        self.state.say(shut or _("Visits may be made on this day."), "legal" if shut else "better")
        page = _AsHigh()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 8, 4)
        column.setSpacing(14)
        self.rows = [RuleRow(line) for line in day_rules(pack, closed, day, kind, say_date)]
        for each in self.rows:
            column.addWidget(each)
        column.addStretch(1)
        self._scroll.setWidget(page)


class _AsHigh(QWidget):
    # Wrapped lines ask for the height of their narrowest width: half the page would be empty.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if layout := self.layout():
            self.setMinimumHeight(layout.heightForWidth(event.size().width()))


class RuleRow(QWidget):
    """One rule: what it asks for, and beneath it who says so."""

    def __init__(self, line: RuleLine) -> None:
        super().__init__()
        self.line = line
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.words = said(line.words)
        font = self.words.font()
        font.setBold(True)
        self.words.setFont(font)
        column.addWidget(self.words)
        self.origins = [_origin_label(origin) for origin in line.origins]
        for label in self.origins:
            column.addWidget(label)


def _origin_label(origin: Origin) -> QLabel:
    where = _("{rule}, {pack}: {text}").format(rule=origin.rule, pack=origin.pack, text=origin.text)
    whence = _("{source}, {date} ({grade})").format(source=origin.source, date=origin.date, grade=origin.grade)
    words = f"{where}\n{whence}"
    label = said(words if origin.binds else _("Less strict: {rule}").format(rule=words), quiet=True)
    label.setFont(small(label.font()))
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def read_rules(office: Office, day: date, kind: PlaceKind) -> Found:
    """What holds on a day. Runs on a thread."""
    with office.store.reading() as session:
        branch = session.branch()
    return day, kind, office.pack, office.closed_around(branch, day)
