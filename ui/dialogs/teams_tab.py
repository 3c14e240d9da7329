"""The first tab of the roster: who is here on this day and in which team; on the right the page of what is chosen."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.day.absence import absent, returned
from planner.day.staff import person_of, working
from planner.day.teams import add_team, dissolve, join, leave
from planner.errors import BadInput
from planner.model import Day
from planner.text import gettext as _
from planner.text import listed, sentence
from ui.dialogs.absence import AbsenceDialog
from ui.dialogs.fields import FieldForm, Note, grown
from ui.dialogs.form_teams import FormTeamsDialog
from ui.dialogs.frame import GAP, SIDE, heading, said
from ui.dialogs.list_tab import FORM_WIDTH
from ui.dialogs.roster_draft import RosterDraft
from ui.dialogs.team_form import TeamForm
from ui.dialogs.team_tree import AWAY, PERSON, TEAM, TeamTree


class TeamsTab(QWidget):
    """`pages` holds the forms of the teams that were looked at, with what is typed there."""

    person_wanted = Signal(object)
    """Show this person in the staff list."""

    def __init__(self, draft: RosterDraft) -> None:
        super().__init__()
        self.draft = draft
        self.pages: dict[UUID, TeamForm] = {}
        self._areas: dict[UUID, QScrollArea] = {}
        self.tree = TeamTree(draft)
        self.note = Note()
        self.add = QPushButton(_("Add a &team"))
        self.dissolve = QPushButton(_("&Dissolve"))
        self.form = QPushButton(_("Fo&rm teams…"))
        self.ill = QPushButton(_("&Ill…"))
        self.card = PersonCard(draft)
        self.stack = QStackedWidget()
        self.hint = said(quiet=True)
        self._lay_out()
        self.tree.chose.connect(self._show_page)
        self.tree.dropped.connect(self._dropped)
        self.tree.ticked.connect(lambda key, here: QTimer.singleShot(0, self, lambda: self._tick(key, here)))
        self.add.clicked.connect(self._add)
        self.dissolve.clicked.connect(self._dissolve)
        self.form.clicked.connect(self._form)
        self.ill.clicked.connect(self._ill_or_back)
        self.card.team.activated.connect(self._picked)
        self.card.more.clicked.connect(lambda: self.person_wanted.emit(self.tree.chosen[1]))
        self._show_page()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.tree, 1)
        left.addWidget(self.note)
        buttons = QHBoxLayout()
        for button in (self.add, self.dissolve, self.form):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.ill.setAutoDefault(False)
        buttons.addWidget(self.ill)
        left.addLayout(buttons)
        for page in (_top(self.hint), self.card):
            self.stack.addWidget(page)
        self.stack.setFixedWidth(grown(self, FORM_WIDTH))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GAP, 0, 0)
        row.setSpacing(SIDE)
        row.addLayout(left, 1)
        row.addWidget(self.stack)

    # --- what is shown

    def choose(self, shift_id: UUID) -> None:
        """Choose a team, and show its page."""
        self.tree.choose(TEAM, shift_id)

    def _show_page(self) -> None:
        kind, key = self.tree.chosen
        some = _("Choose a team or a person.")
        self.hint.setText(some if self.draft.day.shifts else _("There is no team yet. Add one, and drag people to it."))
        self.dissolve.setEnabled(kind == TEAM)
        self.form.setEnabled(any(person.id not in self.draft.day.absent for person in working(self.draft.day)))
        self.ill.setEnabled(kind == PERSON)
        away = kind == PERSON and key in self.draft.day.absent
        self.ill.setText(_("&Is back") if away else _("&Ill…"))
        if kind == TEAM and key:
            if key not in self.pages:
                self.pages[key] = TeamForm(self.draft, key)
                self._areas[key] = _scrolling(self.pages[key])
                self.stack.addWidget(self._areas[key])
                self._make_room(self._areas[key])
            self.stack.setCurrentWidget(self._areas[key])
        elif kind == PERSON and key:
            self.card.show_person(key)
            self.stack.setCurrentWidget(self.card)
        else:
            self.stack.setCurrentIndex(0)

    def _make_room(self, area: QScrollArea) -> None:
        # A line of breaks is wider than other fields, by how much the font and the style decide: nothing is cut off.
        least = area.widget().minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width() + 2
        self.stack.setFixedWidth(max(self.stack.minimumWidth(), least))

    # --- what is done

    def commit(self) -> None:
        """Take what is typed on every page."""
        for page in tuple(self.pages.values()):
            page.commit()

    def _add(self) -> None:
        taken = {shift.team.name for shift in self.draft.day.shifts}
        name = next(n for k in range(1, 999) if (n := _("Team {number}").format(number=k)) not in taken)
        self.draft.change(lambda day: add_team(day, name))
        self.choose(self.draft.day.shifts[-1].id)
        page = self.pages[self.draft.day.shifts[-1].id]
        page.focus("name")
        page.name.selectAll()

    def _dissolve(self) -> None:
        kind, key = self.tree.chosen
        if kind == TEAM and key:
            self._change_teams(dissolve(self.draft.day, key))

    def _form(self) -> None:
        self.commit()
        if day := FormTeamsDialog.ask(self, self.draft.office, self.draft.day, self.draft.worker):
            self._change_teams(day)

    def _change_teams(self, day: Day) -> None:
        # Pages of teams that are no more go first: they have nothing to show.
        for key in self.pages.keys() - {shift.id for shift in day.shifts}:
            del self.pages[key]
            area = self._areas.pop(key)
            self.stack.removeWidget(area)
            area.deleteLater()
        self.draft.take(day, None)
        self._show_page()

    def _picked(self) -> None:
        kind, key = self.tree.chosen
        if kind == PERSON and key:
            self._move(key, self.card.team.currentData())

    def _dropped(self, staff_id: UUID, kind: str, shift_id: UUID | None) -> None:
        # Once the gesture is over: the tree is made anew.
        if kind == AWAY:
            QTimer.singleShot(0, self, lambda: self._tick(staff_id, False))
        else:
            QTimer.singleShot(0, self, lambda: self._move(staff_id, shift_id if kind == TEAM else None))

    def _move(self, staff_id: UUID, shift_id: UUID | None) -> None:
        self.note.say("")
        day = self.draft.day
        try:
            if staff_id in day.absent:
                day = returned(day, staff_id)
            self.draft.take(join(day, staff_id, shift_id) if shift_id else leave(day, staff_id), None)
        except BadInput as bad:
            self.note.say(sentence(bad))
            self.tree.refresh()

    def _ill_or_back(self) -> None:
        kind, key = self.tree.chosen
        if kind == PERSON and key:
            self._tick(key, key in self.draft.day.absent)

    def _tick(self, staff_id: UUID, here: bool) -> None:
        self.note.say("")
        if here:
            old = self.draft.old_teams.pop(staff_id, None)
            least = self.draft.least_staff
            self.draft.change(lambda day: returned(day, staff_id, old, least_staff=least))
        else:
            self._absent(staff_id)
        self.tree.choose(PERSON, staff_id)

    def _absent(self, staff_id: UUID) -> None:
        draft = self.draft
        teams = [shift.id for shift in draft.day.shifts if any(m.id == staff_id for m in shift.members)]
        if not teams:
            draft.change(lambda day: absent(day, staff_id))
            return
        taken = AbsenceDialog.ask(self, draft.office, draft.day, draft.plan, staff_id, draft.worker)
        if taken is None:
            self.tree.refresh()  # the tick comes back
            return
        draft.old_teams[staff_id] = teams[0]
        draft.take(*taken)


class PersonCard(FieldForm):
    """A person today: which team they go with."""

    def __init__(self, draft: RosterDraft) -> None:
        super().__init__()
        self._draft = draft
        self.name = self.add("name", "", heading(""))
        self.team = self.add("team", _("Goes wit&h"), QComboBox())
        self.phone = self.add("phone", _("Phone"), said())
        self.more = QPushButton(_("Change in the staff &list"))
        self.more.setAutoDefault(False)
        self.skills = self.add("skills", _("Skills"), said(), self.more)

    def show_person(self, staff_id: UUID) -> None:
        """Show somebody."""
        day = self._draft.day
        person = person_of(day, staff_id)
        self.name.setText(person.name)
        self.phone.setText(person.phone or "–")
        self.skills.setText(listed(sorted(person.skills)) or _("none in particular"))
        self.team.clear()
        self.team.addItem(_("Nobody, in the reserve"), None)
        for shift in day.shifts:
            self.team.addItem(shift.team.name, shift.id)
            if any(member.id == staff_id for member in shift.members):
                self.team.setCurrentIndex(self.team.count() - 1)
        self.team.setEnabled(staff_id not in day.absent)
        away = _("Not here on this day.") if staff_id in day.absent else ""
        self.say("team", away, "text2")


def _top(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 8, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return page


def _scrolling(form: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    form.setAutoFillBackground(False)
    area.setWidget(form)
    return area
