"""What the inspector says of a visit's case: the gates that are shut, what happened last, and the way to its file.

Of a gate it says which rule asks, by which source, and what would help; those that are open are not named: they are on
the page of approvals. Judges nothing.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QTimer, Signal

from planner.bootstrap import Office
from planner.cases.gate_words import origin, remedy, stands, title
from planner.cases.gates import CaseGate, Light
from planner.cases.gates_of_day import shut_of_visit
from planner.cases.looking import LastEvent, last_event
from planner.cases.masking import sees
from planner.day.states import VisitRow
from planner.model import Day, Plan, Visit
from planner.text import gettext as _
from planner.text import listed
from ui.background import Background, Ticket
from ui.dialogs.problem import problem_words
from ui.workbench.inspector_gates import Line, short_date
from ui.workbench.inspector_parts import Section, link, sentence_label
from ui.workbench.inspector_why import PAUSE_MS

NO_EVIDENCE = "no_evidence"


def case_lines(office: Office, day: Day, row: VisitRow, plan: Plan | None) -> list[Line]:
    """What keeps a visit in, beside the plan: now, or when it goes out. Nothing once somebody has been there."""
    if any(place.stop.begun or place.stop.outcome for place in row.places):
        return []
    shut = shut_of_visit(office, day, row.visit, plan)
    lines = [_line(gate, office, "{words}") for gate in shut.now if gate.why != NO_EVIDENCE]
    if silent := [gate for gate in shut.now if gate.why == NO_EVIDENCE]:
        lines.append(_elsewhere(silent, office))
    before = _("Before it goes out: {words}")
    return lines + [_line(gate, office, before, later=True) for gate in shut.later]


def _elsewhere(gates: list[CaseGate], office: Office) -> Line:
    # Of a visit that was prepared outside most gates are unknown, all for the same reason: one line.
    asked = listed(title(gate) for gate in gates)
    words = _("{gates}. {remedy} ({source})")
    detail = words.format(gates=asked, remedy=remedy(gates[0]), source=origin(gates[0], office.pack))
    return Line(_("No evidence"), detail, "dot", "legal")


def _line(gate: CaseGate, office: Office, said: str, *, later: bool = False) -> Line:
    words = " ".join((stands(gate, shown=sees(office.user)), remedy(gate)))
    detail = said.format(words=f"{words} ({origin(gate, office.pack)})")
    if later:
        return Line(title(gate), detail, "dot", "worse")
    return Line(title(gate), detail, "law" if gate.light == Light.RED else "dot", "legal")


class CaseSection(Section):
    """The last thing that happened, and a link to the file; looked up beside the window, and hidden without a file."""

    file_wanted = Signal(object)
    """The id of the case whose file is wanted."""

    def __init__(self, office: Office) -> None:
        super().__init__(_("Case"))
        self._office = office
        self._background = Background(self)
        self._ticket: Ticket | None = None
        self._visit: Visit | None = None
        self.case_id: UUID | None = None
        self.words = sentence_label(tone="text2")
        self.file = link(_("Case file…"), self._open)
        self.file.setToolTip(_("All that is known of this case; that you looked is recorded."))
        self.column.addWidget(self.words)
        self.column.addWidget(self.file)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.hide()

    def show_visit(self, visit: Visit) -> None:
        """Look up a visit's case; of another visit nothing is shown until then."""
        if self._ticket:
            self._ticket.cancel()
        if self._visit is None or self._visit.id != visit.id:
            self.case_id = None
            self.hide()
        self._visit = visit
        self._pause.start()

    def look_again(self) -> None:
        """Something about the cases was written."""
        if self._visit:
            self._pause.start()

    def close_down(self) -> None:
        """Want nothing any longer."""
        self._pause.stop()
        self._background.close()

    def _ask(self) -> None:
        self._ticket = self._background.run(
            last_event, self._office, self._visit, self._office.user, on_done=self._show, on_error=self._fail
        )

    def _show(self, found: LastEvent | None) -> None:
        self.case_id = found.case_id if found else None
        self.words.setText(last_words(found) if found else "")
        self.file.setVisible(found is not None)
        self.setVisible(found is not None)

    def _fail(self, error: Exception) -> None:
        self._show(None)
        self.words.setText(_("The case could not be looked up: {problem}").format(problem=problem_words(error)))
        self.show()

    def _open(self) -> None:
        if self.case_id:
            self.file_wanted.emit(self.case_id)


def last_words(found: LastEvent) -> str:
    """What happened last, and when."""
    if found.line is None:
        return _("Nothing has happened yet.")
    at = found.line.at.astimezone(found.zone)
    words = _("{day}, {time}: {what}")
    return words.format(day=short_date(at), time=f"{at:%H:%M}", what=found.line.words)
