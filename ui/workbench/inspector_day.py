"""The page of the day, where nothing is selected: what is there, what needs somebody, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.day.bases import unsure_bases
from planner.day.states import VisitState
from planner.day.teams import short_teams
from planner.policy.crew import CERTIFICATE, TRAINING, unfit_for
from planner.policy.pack import Pack
from planner.text import distance, duration, listed, ngettext
from planner.text import gettext as _
from ui.dialogs.frame import say_date
from ui.dialogs.team_form import base_label
from ui.workbench.inspector_page import MarkedLine, Page, Shown, Title
from ui.workbench.inspector_parts import GAP, Rows, Section, emptied, link, sentence_label

UNTAUGHT = {TRAINING, CERTIFICATE}


class Matter(NamedTuple):
    """Something that needs somebody: in words, with a mark, and what helps: an action, or visits to look at."""

    words: str
    mark: str
    tone: str
    help: str = ""
    action: str = ""
    visits: tuple[UUID, ...] = ()


class DayPage(Page):
    """One day."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._told: object = None
        self.title = Title()
        self.rows = Rows()
        self.visits = self.rows.add(_("Visits"), sentence_label())
        self.teams = self.rows.add(_("Teams"), sentence_label())
        self.road = self.rows.add(_("Travel"), sentence_label())
        day, self.needs, following = Section(), Section(_("Needs somebody")), Section(_("What to do next"))
        day.column.addLayout(self.rows)
        self.matters = QVBoxLayout()
        self.matters.setSpacing(4)
        self.needs.column.addLayout(self.matters)
        self.hint = sentence_label()
        self._next = ""
        self.go_on = QPushButton()
        self.go_on.clicked.connect(lambda: self.wanted.emit(self._next))
        following.column.addWidget(self.hint)
        row = QHBoxLayout()
        row.addWidget(self.go_on)
        row.addStretch(1)
        following.column.addLayout(row)
        tip = Section()
        tip.column.addWidget(
            sentence_label(_("Select a visit, a stop or a team to see everything about it here."), "text2")
        )
        self._of_day = (self.title, day, following)
        for part in (self.title, day, self.needs, following, tip):
            self.column.addWidget(part)
        for part in (*self._of_day, self.needs):  # before there is a day there is nothing to say of it
            part.hide()
        self.column.addStretch(1)

    def show_day(self, shown: Shown) -> None:
        """Show a day as it stands."""
        day, plan = shown.day, shown.plan
        for part in self._of_day:
            part.show()
        self.title.sign.show_sign(None)
        self.title.say(say_date(day.date), day.branch.name)
        count = ngettext("{count} visit", "{count} visits", len(day.visits)).format(count=len(day.visits))
        planned = _("{planned} planned").format(planned=plan.planned) if plan else _("no plan yet")
        self.rows.say(self.visits, listed((count, planned)))
        teams = ngettext("{count} team", "{count} teams", len(day.shifts)).format(count=len(day.shifts))
        reserve = _("{count} in the reserve").format(count=len(day.reserve))
        self.rows.say(self.teams, listed((teams, reserve) if day.reserve else (teams,)))
        road = listed((duration(plan.travel_time.total_seconds()), distance(plan.distance))) if plan else ""
        self.rows.say(self.road, road)
        self._show_matters(tuple(matters(shown, self._office.pack)))
        hint, words, self._next = next_step(shown)
        self.hint.setText(hint)
        self.go_on.setText(words)
        self.go_on.setVisible(bool(words))

    def _show_matters(self, found: tuple[Matter, ...]) -> None:
        self.needs.setVisible(bool(found))
        if found == self._told:
            return
        self._told = found
        emptied(self.matters)
        for each in found:
            self.matters.addWidget(self._line(each))

    def _line(self, each: Matter) -> QWidget:
        line = MarkedLine(each.words, each.mark, each.tone)
        line.row.setSpacing(GAP)
        if each.help:
            button = link(each.help, lambda: self._help(each))
            button.setAccessibleName(f"{each.help}: {each.words}")
            line.row.addWidget(button)
        return line

    def _help(self, each: Matter) -> None:
        if each.action:
            self.wanted.emit(each.action)
        else:
            self.selected.emit(each.visits)


def matters(shown: Shown, pack: Pack) -> Iterator[Matter]:
    """What of a day needs somebody, the most pressing first."""
    states: dict[VisitState, list[UUID]] = {}
    for row in shown.rows:
        states.setdefault(row.state, []).append(row.visit.id)
    legal = tuple(row.visit.id for row in shown.rows if any(each.legal for each in row.violations))
    if legal:
        said = ngettext("{count} visit breaks the law", "{count} visits break the law", len(legal))
        yield Matter(said.format(count=len(legal)), "law", "legal", _("Select"), visits=legal)
    if broken := tuple(key for key in states.get(VisitState.BROKEN, ()) if key not in legal):
        said = ngettext("{count} visit breaks a rule", "{count} visits break a rule", len(broken))
        yield Matter(said.format(count=len(broken)), "triangle", "wrong", _("Select"), visits=broken)
    if few := short_teams(shown.day, pack.least_staff):
        said = ngettext("{teams} is too small to be sent out", "{teams} are too small to be sent out", len(few))
        names = listed(shift.team.name for shift in few)
        yield Matter(said.format(teams=names), "law", "legal", _("Roster…"), "roster")
    unfit = unfit_for(pack, shown.day).items()
    if names := listed(shown.day.shift(key).team.name for key, rules in unfit if UNTAUGHT & rules.keys()):
        said = _("No training, or no certificate, is entered of people of {teams}")
        yield Matter(said.format(teams=names), "law", "legal", _("Roster…"), "roster")
    if bases := dict.fromkeys(base_label(base) for _shift, base in unsure_bases(shown.day)):
        said = _("Routes start or end at places only roughly known: {places}. Confirm or correct their addresses.")
        yield Matter(said.format(places=listed(bases)), "pin", "worse", _("Roster…"), "roster")
    if unsure := states.get(VisitState.NOT_LOCATED):
        said = ngettext("{count} address is not sure", "{count} addresses are not sure", len(unsure))
        yield Matter(said.format(count=len(unsure)), "pin", "wrong", _("Review…"), "review")
    if blocked := tuple(states.get(VisitState.BLOCKED, ())):
        said = ngettext("{count} visit is blocked by a rule", "{count} visits are blocked by a rule", len(blocked))
        yield Matter(said.format(count=len(blocked)), "law", "legal", _("Select"), visits=blocked)
    left = tuple(states.get(VisitState.UNASSIGNED, ())) if shown.plan else ()
    if left:
        said = ngettext("{count} visit has no stop", "{count} visits have no stop", len(left))
        yield Matter(said.format(count=len(left)), "triangle", "worse", _("Select"), visits=left)


def next_step(shown: Shown) -> tuple[str, str, str]:
    """What to do next in a sentence, the words of its button, and the name of its action."""
    day, plan = shown.day, shown.plan
    if not day.visits:
        return _("This day has no visits yet."), _("Import visits…"), "import_visits"
    if not day.shifts:
        return _("No team works today. Say who is here, and form teams."), _("Roster…"), "roster"
    states = {row.state for row in shown.rows}
    if VisitState.NOT_LOCATED in states and plan is None:
        return _("Confirm the addresses that are not sure; then plan."), _("Review addresses…"), "review"
    if plan is None or not plan.planned:
        return _("Everything is there for a plan."), _("Plan"), "plan"
    if VisitState.BROKEN in states:
        # "Improve" would not do: it leaves alone what a person has made, even what is broken.
        return _("Mend what breaks a rule, or let a search do it."), _("Re-plan…"), "replan"
    if VisitState.UNASSIGNED in states:
        return _("Some visits have no stop: plan them, or take a way out."), _("Plan the rest"), "plan_rest"
    if VisitState.NOT_LOCATED in states:
        hint = _(
            "The plan keeps every rule, but who has no sure address is on no route. Confirm them, then plan the rest."
        )
        return hint, _("Review addresses…"), "review"
    return _("The plan keeps every rule. Look it over, and issue it."), _("Issue and print…"), "issue"
