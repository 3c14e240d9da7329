"""Which visits the gates of their cases keep in: worked out beside the window, once for a day and its plan.

What a gate asks for is `planner.cases.gates`'; here it becomes a mark in the table and the words of its tooltip.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from planner.bootstrap import Office
from planner.cases.gate_words import origin, stands, title
from planner.cases.gates import CaseGate, Light
from planner.cases.gates_of_day import shut_of_day
from planner.cases.masking import sees
from planner.model import Day, Plan
from planner.text import gettext as _
from ui.background import Background, Ticket
from ui.dialogs.problem import problem_words

PAUSE_MS = 250
"""While somebody drags stop after stop nothing is worked out."""
LAW, OPEN_QUESTION = ("law", "legal"), ("dot", "worse")
"""Mark and tone of a gate that is red, and of one that is unknown or shut only when the day goes out."""


@dataclass(frozen=True, slots=True)
class GateMark:
    """What the table shows of a visit: a mark of `ui.workbench.inspector_marks` in a tone, and what it means."""

    mark: str
    tone: str
    words: str


type Marks = Mapping[UUID, GateMark]


def marks_of(office: Office, day: Day, plan: Plan | None) -> Marks:
    """The marks of a day; runs on a thread."""
    shown, found = sees(office.user), {}
    for key, shut in shut_of_day(office, day, plan).items():
        lines = [_line(gate, office, shown=shown) for gate in shut.now]
        before = _("Before it goes out: {words}")
        lines += [before.format(words=_line(gate, office, shown=shown)) for gate in shut.later]
        red = any(gate.light == Light.RED for gate in shut.now)
        found[key] = GateMark(*(LAW if red else OPEN_QUESTION), "\n".join(lines))
    return found


def _line(gate: CaseGate, office: Office, *, shown: bool) -> str:
    words = f"{title(gate)}: {stands(gate, shown=shown)}"
    source = origin(gate, office.pack)
    return f"{words} ({source})" if source else words


class GateWatch(QObject):
    """Works the marks out when another day or plan is shown; what is known of these already is shown at once."""

    known = Signal(object)
    """`Marks`."""
    failed = Signal(str)
    """Why they are not known, in words; what was known before may be true no longer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._ticket: Ticket | None = None
        self._office: Office | None = None
        self._wanted: tuple[Day | None, Plan | None] = (None, None)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def watch(self, office: Office, day: Day, plan: Plan | None) -> None:
        """Show the marks of a day with its plan, unless they are shown."""
        before = self._wanted
        self._office, self._wanted = office, (day, plan)
        if before[0] is not day or before[1] is not plan:
            self.look_again()

    def look_again(self) -> None:
        """Something about the cases was written, or the day is another one."""
        if self._ticket:
            self._ticket.cancel()
        self._pause.start()

    def close_down(self) -> None:
        """Want nothing any longer."""
        self._pause.stop()
        self._background.close()

    def _ask(self) -> None:
        day, plan = self._wanted
        if self._office and day:
            self._ticket = self._background.run(
                marks_of, self._office, day, plan, on_done=self.known.emit, on_error=self._fail
            )

    def _fail(self, error: Exception) -> None:
        words = _("What keeps visits in is not known: {problem}")
        self.failed.emit(words.format(problem=problem_words(error)))
