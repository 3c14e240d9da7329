"""An incident: what it is, whom it holds, whom to ring up, and its log; or a new one, told in four fields.

It is opened and closed by `planner.running.incidents`; danger comes in as a check-in, as the code word does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from planner.bootstrap import Office
from planner.day.workday import Workday
from planner.model import Day
from planner.running.check_ins import CheckedIn, check_in, take_back
from planner.running.danger import tell_where
from planner.running.held import Held, read_held
from planner.running.incident_now import IncidentNow, read_incident, state_words, title_words
from planner.running.incidents import close, go_on, open_incident, write
from planner.text import gettext as _
from planner.told import Incident, IncidentKind, Said
from planner.users import Right, User
from ui.background import Ticket
from ui.cases.desk import Desk
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame
from ui.dialogs.problem import problem_words
from ui.document import Document
from ui.rights import guard
from ui.running.incident_close import CloseDialog, Over
from ui.running.incident_log import IncidentView
from ui.running.incident_new import NewIncident
from ui.telling import UseCase


class IncidentDialog(Frame):
    """Shows the open incident of a team; where there is none, asks for a new one."""

    @staticmethod
    def ask(
        parent: QWidget | None, document: Document, incident: Incident | None = None, shift_id: UUID | None = None
    ) -> None:
        """Show an incident, or the one of a team, or tell of a new one."""
        IncidentDialog(parent, document, incident, shift_id).run()

    def __init__(
        self, parent: QWidget | None, document: Document, incident: Incident | None, shift_id: UUID | None
    ) -> None:
        super().__init__(parent, _("Incident"), accept=_("&Open it"), lead=" ")
        self._document, self._incident, self._shift_id = document, incident, shift_id
        self.now: IncidentNow | None = None
        self._looking: Ticket | None = None
        self._desk = Desk(document.office, self, worker=document.worker)
        self._desk.changed.connect(lambda: document.told.emit(None))  # a team was reached: the panel says so too
        self.new, self.view = NewIncident(document.work), IncidentView(self._desk)
        self.stack, self.note = QStackedWidget(), Note()
        for part in (QWidget(), self.new, self.view):
            self.stack.addWidget(part)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.note)
        self._add_go_on()
        self.cancel.setText(_("Close"))
        self.view.written.connect(self._write)
        self.view.placed.connect(self._place)
        self.view.rings.noted.connect(self._look)
        self.new.changed.connect(self._may_open)
        document.told.connect(self._look)
        self.primary.hide()
        self._look()
        open_at(self, 640, 520)

    def _add_go_on(self) -> None:
        self.go_on = QPushButton(_("The team &goes on"))
        self.go_on.setAutoDefault(False)
        self.go_on.setToolTip(_("It is given work again. The incident stays open, and whom it holds is held."))
        self.go_on.clicked.connect(self._go_on)
        self.go_on.hide()
        self.footer.add_left(self.go_on)

    # --- what is shown

    def _look(self, _found: object = None) -> None:
        if self._looking:
            self._looking.cancel()  # what it read may be of before
        self._looking = self.background.run(
            read_incident, self._document.office, self._incident, self._shift_id,
            on_done=self._show, on_error=self._fail,
        )  # fmt: skip

    def _show(self, found: IncidentNow | None) -> None:
        self.now = found
        if found is None:
            self._ask_new()
            return
        first, self._incident = self.stack.currentWidget() is not self.view, found.incident
        self.show_title(title_words(found), state_words(found))
        self.view.show_now(found)
        self.stack.setCurrentWidget(self.view)
        is_open, user = found.incident.open, self._document.office.user
        self.primary.setText(_("&End the incident…"))
        self.primary.setAutoDefault(False)
        self.primary.setDefault(False)
        self.primary.setVisible(is_open)
        guard(self.primary, user, Right.CONTACT)
        self.go_on.setVisible(is_open and found.incident.pauses and found.shift is not None)
        guard(self.go_on, user, Right.CONTACT)
        if first:
            self.view.begin()

    def _ask_new(self) -> None:
        if self.stack.currentWidget() is self.new:
            return
        self.show_title(_("Something went wrong"), _("Say of which team, and what. Everything else can follow."))
        self.new.begin(self._shift_id)
        if work := self._document.work:
            self.background.run(
                held_now, self._document.office, work.day, on_done=self.new.show_held, on_error=self._fail
            )
        self.stack.setCurrentWidget(self.new)
        self.primary.show()
        self.primary.setDefault(True)
        self._may_open()
        self.new.kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_open(self) -> None:
        if self.stack.currentWidget() is self.new:
            guard(self.primary, self._document.office.user, Right.CONTACT, possible=self.new.shift_id is not None)

    # --- what is done

    def confirm(self) -> None:
        """Open it; or end it, after it was asked once more."""
        if self.stack.currentWidget() is self.new:
            self._open()
        elif self.now and (over := CloseDialog.ask(self, self.now)):
            self._end(self.now.incident, over)

    def _open(self) -> None:
        new, shift_id, work = self.new, self.new.shift_id, self._document.work
        if shift_id is None or work is None:
            return
        self._shift_id = shift_id
        self.primary.setEnabled(False)
        if new.kind == IncidentKind.DANGER:
            self._document.tell(
                _("Danger"), check_in, shift_id, Said.DANGER, visit_id=new.visit_id, back=_take_back,
                on_done=partial(self._opened, new.text), on_error=self._fail,
            )  # fmt: skip
            return
        self._document.note(
            open_incident, work.day, shift_id, new.kind, visit_id=new.visit_id, pauses=new.pauses, text=new.text,
            on_error=self._fail,
        )  # fmt: skip

    def _opened(self, text: str, found: CheckedIn) -> None:
        if found.incident and text:
            self._document.note(write, found.incident, text, on_error=self._fail)

    def _write(self, text: str) -> None:
        if self.now:
            self.view.line.clear()
            self._act(write, self.now.incident, text, on_error=partial(self._not_written, text))

    def _not_written(self, text: str, problem: Exception) -> None:
        self.view.line.setText(self.view.line.text() or text)
        self._fail(problem)

    def _place(self, visit_id: UUID) -> None:
        if self.now and self.now.day:
            self._act(tell_where, self.now.day, self.now.incident, visit_id, again=True)

    def _go_on(self) -> None:
        if self.now:
            self._act(go_on, self.now.incident)

    def _end(self, incident: Incident, over: Over) -> None:
        self.primary.setEnabled(False)
        self._act(close, incident, mistaken=over.mistaken, again=over.mistaken, on_done=self.accept)

    def _act(
        self,
        use_case: UseCase,
        *args: object,
        again: bool = False,
        on_done: Callable[[], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
        **kwargs: object,
    ) -> None:
        def done(_found: object) -> None:
            if again:  # who is held has changed: so may the plan
                self._document.take_newer(_("Incident"))
            if on_done:
                on_done()

        self.note.say("")
        self._document.note(use_case, *args, on_done=done, on_error=on_error or self._fail, **kwargs)

    def _fail(self, problem: Exception) -> None:
        self.note.say(problem_words(problem))
        self.primary.setEnabled(True)
        if self.now:
            self._look()


def held_now(office: Office, day: Day) -> Mapping[UUID, Held]:
    """What each team has in hand. Runs on a thread."""
    with office.store.reading() as session:
        return read_held(session, day)


def _take_back(office: Office, work: Workday, found: CheckedIn, *, by: User) -> Workday:
    return take_back(office, work, found.fact.id, by=by)
