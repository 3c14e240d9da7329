"""What every page of the inspector is given and may ask for, and the title it begins with. Shows nothing of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planner.day.states import VisitRow
from planner.model import Day, Plan, Shift, Team, Violation
from planner.text import violation_sentence
from planner.translate import DayProblem
from ui import theme
from ui.signs import paint_sign, sign_text
from ui.workbench.inspector_marks import paint_left_out, paint_mark
from ui.workbench.inspector_parts import GAP, SIDE, Holder, Section, emptied, sentence_label, sized
from ui.workbench.unassigned_words import left_over

BROKEN_MARKS = {True: ("law", "legal"), False: ("triangle", "wrong")}
"""The mark and the tone of a broken rule, by whether it is the law's."""

MOST_BROKEN = 30
"""So many broken rules are told at once: nobody reads more."""


@dataclass(frozen=True)
class Shown:
    """A day as the inspector shows it."""

    day: Day
    plan: Plan | None
    rows: tuple[VisitRow, ...]
    problem: DayProblem | None = None
    violations: tuple[Violation, ...] = field(default=())

    @cached_property
    def by_id(self) -> Mapping[UUID, VisitRow]:
        """The rows by their visits."""
        return {row.visit.id: row for row in self.rows}

    @cached_property
    def left_over(self) -> tuple[VisitRow, ...]:
        """Those without a stop, as the panel beneath has them."""
        return left_over(self.rows, self.plan)

    def chosen(self, visit_ids: Iterable[UUID]) -> tuple[VisitRow, ...]:
        """The rows of visits, as far as the day has them."""
        return tuple(self.by_id[each] for each in visit_ids if each in self.by_id)

    def shift(self, shift_id: UUID | None) -> Shift | None:
        """A team of the day."""
        return next((shift for shift in self.day.shifts if shift.id == shift_id), None)


class Page(Holder):
    """What a page asks for; the inspector hands it on."""

    day_edited = Signal(str, object)
    plan_edited = Signal(str, object)
    wanted = Signal(str)
    places_wanted = Signal(object)
    selected = Signal(object)
    team_chosen = Signal(object)
    case_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)


class Title(QWidget):
    """A sign, a name, a quiet line beneath, and room for a button at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.sign = SignBox()
        self.name = sentence_label()
        self.name.setFont(sized(self.font(), 15 / 13, QFont.Weight.DemiBold))
        self.line = sentence_label(tone="text2")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(self.line)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SIDE, GAP, GAP, GAP)
        self._row.setSpacing(GAP)
        self._row.addWidget(self.sign)
        self._row.addLayout(words, 1)

    def add(self, button: QToolButton) -> None:
        """One more button at the right."""
        self._row.addWidget(button)

    def say(self, name: str, line: str) -> None:
        """Show a name and a line."""
        self.name.setText(name)
        self.line.setText(line)


class SignBox(QWidget):
    """The sign of a team, of an unassigned visit, or nothing."""

    def __init__(self) -> None:
        super().__init__()
        side = round(self.fontMetrics().height() * 1.75)
        self.setFixedSize(side, side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._team: Team | None = None
        self._text = ""

    def show_sign(self, team: Team | None, text: str = "") -> None:
        """Show a team's sign; without a team the ring of the unassigned around a text, or nothing."""
        self._team, self._text = team, text
        self.setVisible(bool(team or text))
        self.update()

    # --- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box, colors = QPainter(self), QRectF(self.rect()), theme.colors()
        if self._team:
            paint_sign(painter, box, self._team.sign, sign_text(self._team.name))
        elif self._text:
            paint_left_out(painter, box, self._text, colors.text, colors.panel)
        painter.end()


class BrokenSection(Section):
    """What is broken, a sentence each with its amount; hidden while nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(4)
        self.column.addLayout(self.lines)
        self._said: tuple[Violation, ...] = ()

    def show_broken(self, broken: Iterable[Violation], day: Day | None = None) -> None:
        """Show what is broken, the law first; with a day also where."""
        found = tuple(sorted(broken, key=lambda each: not each.legal))[:MOST_BROKEN]
        self.setVisible(bool(found))
        if found == self._said:
            return
        self._said = found
        emptied(self.lines)
        for each in found:
            self.lines.addWidget(MarkedLine(violation_sentence(each, day), *BROKEN_MARKS[each.legal]))


class MarkedLine(QWidget):
    """A mark and a sentence in its color."""

    def __init__(self, text: str, mark: str, tone: str) -> None:
        super().__init__()
        self._mark, self._tone = mark, tone
        self.label = sentence_label(text, tone)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(self.label.fontMetrics().height() + 4, 0, 0, 0)
        self.row.addWidget(self.label)

    # --- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side = QPainter(self), self.label.fontMetrics().height()
        paint_mark(painter, QRectF(0, 0, side, side), self._mark, getattr(theme.colors(), self._tone))
        painter.end()
