"""A team rings up (F10): one line says which team and what it says, Enter notes it, and what to tell it stands below.

The line is read by `planner.running.check_in_line`; here it is shown what it means before it is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.day.workday import Workday
from planner.errors import PlannerError
from planner.running.answer import answer, noting_words
from planner.running.check_in_line import Asked, by_urgency, keys_of, matching, read_event
from planner.running.check_ins import CheckedIn, check_in, take_back
from planner.running.danger import is_code_word
from planner.running.situation import Situation, TeamNow
from planner.running.typed import folded
from planner.text import gettext as _
from planner.text import sentence
from planner.told import Said
from planner.users import User
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import problem_words
from ui.document import Document
from ui.running.answer_card import AnswerCard
from ui.running.check_in_rows import TeamRows
from ui.running.watch import Watch

ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
PENDING, INCIDENT = "pending", "incident"


@dataclass(frozen=True, slots=True)
class Then:
    """What is to be opened after it: `what` is ``"pending"`` or ``"incident"``, and of which team."""

    what: str
    shift_id: UUID


class CheckInDialog(Frame):
    """Stays for the next call; Escape, or Enter with nothing typed after something was noted, ends it."""

    @staticmethod
    def ask(
        parent: QWidget | None, document: Document, watch: Watch, *, shift_id: UUID | None = None, danger: bool = False
    ) -> Then | None:
        """Hear a team; what is to be opened then, if anything."""
        dialog = CheckInDialog(parent, document, watch, shift_id=shift_id, danger=danger)
        dialog.run()
        return dialog.then

    def __init__(
        self,
        parent: QWidget | None,
        document: Document,
        watch: Watch,
        *,
        shift_id: UUID | None = None,
        danger: bool = False,
    ) -> None:
        title = _("A team is in danger") if danger else _("A team rings up")
        super().__init__(parent, title, accept=_("&Note it"))
        self._document, self._watch, self._danger = document, watch, danger
        self.then: Then | None = None
        self._current = shift_id
        """Whom it is about; nobody before somebody was chosen: a call that never was would silence an alarm."""
        self._order: list[UUID] = []
        self._noted: UUID | None = None
        self._busy = False
        self.field = QLineEdit()
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText)
        self.field.setPlaceholderText(_("Team, then what they say: 2, or sw, or sw b"))
        self.field.setAccessibleName(_("Which team, and what they say"))
        self.rows, self.card, self.note = TeamRows(), AnswerCard(), Note()
        self.preview = QLabel()
        self.preview.setProperty("headline", True)
        self.preview.setTextFormat(Qt.TextFormat.PlainText)
        self.preview.setWordWrap(True)
        self._lay_out()
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.rows.currentItemChanged.connect(lambda *_: self._choose(self.rows.current))
        self.card.confirm.clicked.connect(partial(self._go_on, PENDING))
        watch.changed.connect(self._look_again)
        self._begin_with(shift_id)
        self._fill()
        open_at(self, 920, 620)
        self.field.setFocus()

    def _lay_out(self) -> None:
        self.cancel.setText(_("Close"))
        right = QVBoxLayout()
        right.addWidget(self.preview)
        right.addWidget(self.note)
        right.addWidget(self.card, 1)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addWidget(self.rows, 1)
        middle.addLayout(right, 1)
        self.keys = said(_keys_words(danger=self._danger), quiet=True)
        self.body.addWidget(self.field)
        self.body.addLayout(middle, 1)
        self.body.addWidget(self.keys)

    # --- what is shown

    @property
    def _situation(self) -> Situation | None:
        found = self._watch.situation
        return found if found and found.runs else None

    def _teams(self) -> tuple[TeamNow, ...]:
        # In one order as long as somebody types: a digit means the same team to the end.
        found = self._situation
        teams = by_urgency([team for team in found.teams if team.numbers]) if found else ()
        if not self._order:
            self._order = [team.shift.id for team in teams]
        place = {shift_id: number for number, shift_id in enumerate(self._order)}
        return tuple(sorted(teams, key=lambda team: place.get(team.shift.id, len(place))))

    def _fill(self) -> None:
        found = self._situation
        teams = matching(self._head, self._teams())
        if found:
            self.rows.show_teams(found, teams, keys_of(self._teams()), self._current)
        self._show_team()

    def _begin_with(self, shift_id: UUID | None) -> None:
        # As if somebody had typed it: what is typed then is what the team says.
        if key := keys_of(self._teams()).get(shift_id) if shift_id else None:
            self.field.setText(f"{key} ")

    def _choose(self, shift_id: UUID | None) -> None:
        self._current = shift_id
        self._show_team()

    def _look_again(self) -> None:
        # What was typed and chosen stays; the answer is of now.
        self._fill()

    @property
    def _head(self) -> str:
        text = self.field.text()
        return "" if text[:1].isspace() else folded(text).partition(" ")[0]

    @property
    def _tail(self) -> str:
        text = self.field.text()
        return folded(text) if text[:1].isspace() else folded(text).partition(" ")[2]

    def _typed(self) -> None:
        self._noted = None
        teams = matching(self._head, self._teams())
        if self._head or not self.field.text():
            self._current = teams[0].shift.id if teams and self._head else None
        self._fill()

    @property
    def team(self) -> TeamNow | None:
        """Whom it is about."""
        return self._situation.team(self._current) if self._situation else None

    def _show_team(self) -> None:
        found, team = self._situation, self.team
        self.card.show_told(answer(found, team) if found and team else (), pending=bool(team and team.pending))
        self.primary.setText(_("&Done") if self._is_done else _("&Note it"))
        if self._noted:
            return
        try:
            asked = self._asked()
        except PlannerError as problem:
            self._say("", sentence(problem))
            return
        if found is None:
            self._say("", _("No team is on the road on this day."))
        elif not self._current and not self._head:
            self._say("", "")
        elif team is None or asked is None:
            self._say("", _("No team is called so. A number, the first letters, or a name of the staff finds it."))
        else:
            self._say(noting_words(team, asked, found.day.zone), "")

    def _say(self, words: str, problem: str) -> None:
        self.preview.setText(words)
        self.preview.setVisible(bool(words))
        self.field.setAccessibleDescription(words or problem)
        self.note.say(problem)
        self.primary.setEnabled(bool(words) and not self._busy)

    def _asked(self) -> Asked | None:
        found, team = self._situation, self.team
        if found is None or team is None:
            return None
        settings = self._document.office.settings
        if is_code_word(settings, self._tail) or (self._danger and not self._tail):
            return Asked(Said.DANGER)
        zone, now = found.day.zone, self._document.office.clock()
        return read_event(self._tail, team, found.day.date, zone, now)

    # --- noting it

    @property
    def _is_done(self) -> bool:
        return self._noted is not None and not self.field.text().strip()

    def confirm(self) -> None:
        """Note it; with nothing typed after that, it is done."""
        if self._is_done:
            self.accept()
            return
        try:
            asked, team = self._asked(), self.team
        except PlannerError:
            return
        if asked is None or team is None or self._busy:
            return
        self._busy = True
        self.primary.setEnabled(False)
        text = self.preview.text()
        self._document.tell(
            _("Check-in: {team}").format(team=team.shift.team.name), check_in, team.shift.id, asked.said,
            stop=asked.stop, visit_id=asked.visit_id, code=asked.code, moment=asked.moment,
            back=_take_back, on_done=partial(self._show_noted, text), on_error=self._fail,
        )  # fmt: skip

    def _show_noted(self, text: str, found: CheckedIn) -> None:
        self._busy, self._noted = False, found.fact.shift_id
        self._current, self._order = self._noted, []
        if found.incident and found.fact.shift_id:
            self._go_on(INCIDENT)
            return
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._fill()
        self.preview.setText("✓ " + text)
        self.preview.show()
        self.note.say("")
        self.primary.setEnabled(True)
        self.field.setFocus()

    def _fail(self, problem: Exception) -> None:
        self._busy = False
        self.primary.setEnabled(True)
        self.note.say(problem_words(problem))
        self.field.setFocus()

    def _go_on(self, what: str) -> None:
        if shift_id := self._noted or self._current:
            self.then = Then(what, shift_id)
            self.accept()

    # --- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field go through the teams."""
        step = ARROWS.get(Qt.Key(event.key())) if isinstance(event, QKeyEvent) else None
        if step and watched is self.field and event.type() == QEvent.Type.KeyPress:
            self._noted = None
            self.rows.step(step)
            return True
        return super().eventFilter(watched, event)


def _take_back(office: Office, work: Workday, found: CheckedIn, *, by: User) -> Workday:
    return take_back(office, work, found.fact.id, by=by)


def _keys_words(*, danger: bool) -> str:
    if danger:
        return _("Enter opens the incident: the team's day stands still, and the dwelling is held for all.")
    return _(
        "Number or first letters choose the team. Then, after a space: nothing for what is expected, A to M how it"
        " ended, x left (outcome later), 4 at stop 4, w all well, s sets out, r back, ! danger. Last of all a time:"
        " 905, or -10 for ten minutes ago."
    )
