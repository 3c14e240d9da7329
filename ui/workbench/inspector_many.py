"""The page of several visits: how many, in which state, what they come to together, and what can be done with all."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QMenu, QPushButton, QSizePolicy

from planner.day import edit
from planner.day.states import VisitRow
from planner.model import Plan, Shift
from planner.text import distance, duration, listed, ngettext
from planner.text import gettext as _
from planner.translate import DayProblem
from ui import theme
from ui.menu_entries import LOCKS
from ui.signs import sign_icon
from ui.words import STATE_ORDER, STATES
from ui.workbench.inspector_page import BrokenSection, Page, Shown, Title
from ui.workbench.inspector_parts import GAP, Links, Rows, Section, sentence_label
from ui.workbench.inspector_visit import fill_menu

MOST_NAMED = 12
"""So many visits are listed by name; the arrows above lead through all."""


class ManyPage(Page):
    """Several visits at once."""

    def __init__(self) -> None:
        super().__init__()
        self._visits: tuple[UUID, ...] = ()
        self._shifts: tuple[Shift, ...] = ()
        self.title = Title()
        self.broken = BrokenSection()
        self.rows = Rows()
        self.states = self.rows.add(_("State"), sentence_label())
        self.teams = self.rows.add(_("Teams"), sentence_label())
        self.stay = self.rows.add(_("Stay"), sentence_label())
        self.road = self.rows.add(_("Travel to them"), sentence_label())
        self.priority = self.rows.add(_("Priority"), sentence_label())
        sums, acts, self.listed = Section(_("Together")), Section(_("With all of them")), Section(_("Which"))
        sums.column.addLayout(self.rows)
        acts.column.addLayout(self._actions())
        self.names = Links(self._choose)
        self.listed.column.addLayout(self.names)
        for part in (self.title, self.broken, sums, acts, self.listed):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def _actions(self) -> QGridLayout:
        self.locks = _menu_button(_("&Lock"))
        fill_menu(self.locks.menu(), LOCKS, self.wanted.emit)
        self.others = _menu_button(_("&Move to"))
        self.others.menu().aboutToShow.connect(self._show_signs)
        self.take_out = QPushButton(_("Take &out"))
        self.take_out.clicked.connect(lambda: self.wanted.emit("take_out"))
        self.urgent = QPushButton(_("Insert ur&gent…"))
        self.urgent.clicked.connect(lambda: self.wanted.emit("insert_urgent"))
        grid = QGridLayout()
        grid.setSpacing(GAP // 2)
        for number, button in enumerate((self.locks, self.others, self.take_out, self.urgent)):
            button.setFont(theme.small(button.font()))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            grid.addWidget(button, number // 2, number % 2)
        return grid

    def show_many(self, shown: Shown, rows: tuple[VisitRow, ...]) -> None:
        """Show visits, in the order in which they were selected."""
        self._visits = tuple(row.visit.id for row in rows)
        placed = [place for row in rows for place in row.places]
        count = ngettext("{count} visit selected", "{count} visits selected", len(rows)).format(count=len(rows))
        self.title.sign.show_sign(None)
        self.title.say(count, _("{count} of them planned").format(count=sum(bool(row.places) for row in rows)))
        self.broken.show_broken((each for row in rows for each in row.violations), shown.day)
        self._show_sums(rows)
        self._offer_teams(shown.day.shifts)
        for button in (self.locks, self.take_out):
            button.setEnabled(bool(placed))
        self.urgent.setEnabled(any(not row.places for row in rows))
        self._show_names(rows)

    def _offer_teams(self, shifts: tuple[Shift, ...]) -> None:
        # Thirty entries take a while: made when the teams are others, not with every selection.
        if shifts == self._shifts:
            return
        self._shifts = shifts
        self.others.menu().clear()
        for shift in shifts:
            action = self.others.menu().addAction(shift.team.name)
            action.triggered.connect(lambda _on=False, key=shift.id: self._move(key))

    def _show_signs(self) -> None:
        # And so do their signs: when the menu opens.
        for action, shift in zip(self.others.menu().actions(), self._shifts, strict=True):
            action.setIcon(sign_icon(shift.team, 16))

    def _show_sums(self, rows: tuple[VisitRow, ...]) -> None:
        states = Counter(row.state for row in rows)
        words = [f"{states[state]} {_(STATES[state])}" for state in sorted(states, key=lambda each: STATE_ORDER[each])]
        self.rows.say(self.states, listed(words))
        teams = Counter(place.shift.team.name for row in rows for place in row.places)
        self.rows.say(self.teams, listed(f"{name} {count}" for name, count in teams.most_common()))
        stay = sum((row.visit.service_time for row in rows), timedelta(0))
        self.rows.say(self.stay, duration(stay.total_seconds()))
        stops = [place.stop for row in rows for place in row.places]
        travel = sum((stop.travel_time for stop in stops), timedelta(0))
        road = (duration(travel.total_seconds()), distance(sum(stop.distance for stop in stops)))
        self.rows.say(self.road, listed(road) if stops else "")
        least, most = (pick(row.visit.priority for row in rows) for pick in (min, max))
        must = sum(row.visit.must_do for row in rows)
        span = str(least) if least == most else _("{least} to {most}").format(least=least, most=most)
        parts = [span, *([_("{count} must be done").format(count=must)] if must else [])]
        self.rows.say(self.priority, listed(parts))

    def _show_names(self, rows: tuple[VisitRow, ...]) -> None:
        named = [row.visit for row in rows[:MOST_NAMED]]
        self.names.show_lines([f"{visit.customer.name} · {visit.reference}" for visit in named])
        more = len(rows) - MOST_NAMED
        self.listed.aside.setVisible(more > 0)
        self.listed.aside.setText(_("and {count} more").format(count=more))

    def _choose(self, number: int) -> None:
        self.selected.emit((self._visits[number],))

    def _move(self, shift_id: UUID) -> None:
        self.plan_edited.emit(_("Move"), partial(_moved, self._visits, shift_id))


def _moved(visits: tuple[UUID, ...], shift_id: UUID, problem: DayProblem, plan: Plan) -> Plan:
    return edit.move_all(problem, plan, visits, shift_id)


def _menu_button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setAccessibleName(words.replace("&", ""))
    button.setMenu(QMenu(button))
    return button
