"""The hands of a coordinator in the window: its own actions, rows, dialogs and keys. No dialog is replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from planner.cases.called import Request
from planner.cases.called_words import REQUESTS
from planner.cases.ringing import PhoneTeam
from planner.day.workday import Workday
from planner.running.calls_due import ToCall
from planner.running.needs import Need, NeedKind
from planner.running.situation import Situation
from planner.running.team_warning import TeamWarning
from planner.running.way_model import Way, WayKind
from planner.told import Alarm, AlarmStep, Incident, Said
from tests.replay.crew import Told
from tests.replay.hands import Pick
from tests.replay.morning import ZONE
from tests.replay.person import Person, Step, do, enter, gone, keys, press, top, until
from ui.dialogs.called import DONE, FIND, SAYS, CalledDialog
from ui.main_window import MainWindow
from ui.running.alarm import AlarmDialog
from ui.running.call_list import CallListDialog
from ui.running.check_in import CheckInDialog
from ui.running.incident import IncidentDialog
from ui.running.incident_close import CloseDialog
from ui.running.pending import PendingDialog
from ui.running.ring_team import RingTeamDialog
from ui.running.warning import WarningDialog

SIGNS = {Said.SET_OUT: "s", Said.BACK: "r", Said.ALL_WELL: "w", Said.DANGER: "!", Said.ARRIVED: "", Said.LEFT: "x"}


class AtThePhone:
    """What is said on the telephone, and what needs a person."""

    def __init__(self, window: MainWindow, person: Person) -> None:
        self.window, self.person = window, person
        self.office = window.office

    # --- how it stands

    @property
    def work(self) -> Workday:
        """The open day, once nothing is being done to it."""
        self._quiet()
        assert self.window.document.work
        return self.window.document.work

    def _quiet(self) -> None:
        document = self.window.document
        self.person.wait(lambda: not document.busy and not document._waiting and document.work is not None)

    def look(self) -> Situation:
        """The window looks, as it does by itself every few seconds."""
        watch = self.window.live.watch
        self._quiet()
        if not watch._looking and not watch._soon.isActive():  # what was told has not made it look already
            watch.look()
        self.person.wait(lambda: not watch._looking and not watch._soon.isActive())
        assert watch.situation
        # A look by itself may have begun before the clock went on.
        return watch.situation if watch.situation.now == self.office.clock() else self.look()

    def _press(self, key: Qt.Key) -> None:
        self.window.activateWindow()
        self.person.wait(self.window.isActiveWindow)
        QTest.keyClick(self.window, key)

    def _row(self, wanted: Need | NeedKind, **about: object) -> None:
        """Press Enter on a row of the panel."""
        panel = self.window.views.running
        lines = panel.model.lines
        rows = [n for n, line in enumerate(lines) if line.need.kind == wanted and all(
            getattr(line.need, name) == value for name, value in about.items())]  # fmt: skip
        assert rows, (wanted, about, [line.need.key for line in lines])
        panel.list.setCurrentIndex(panel.model.index(rows[0], 0))
        enter(panel.list)

    # --- teams

    def hear(self, shift_id: UUID, told: Told) -> None:
        """F10, a line, Enter."""
        line = self._line(shift_id, told)
        self.person.through(partial(self._press, Qt.Key.Key_F10), self._hear(line, told))
        self._quiet()

    def _line(self, shift_id: UUID, told: Told) -> str:
        team = self.window.live.watch.situation.team(shift_id) if self.window.live.watch.situation else None
        assert team
        number = str(team.numbers.get(told.visit_id, "")) if told.visit_id else ""
        sign = told.code.lower() or SIGNS[told.said]
        late = told.moment and told.moment != self.office.clock()
        at = f"{told.moment.astimezone(ZONE):%H%M}" if late and isinstance(told.moment, datetime) else ""
        return " ".join(filter(None, (team.shift.team.name[:2].lower(), number, sign, at)))

    def _hear(self, line: str, told: Told) -> Iterator[Step]:
        yield until(lambda: top(CheckInDialog))
        dialog = top(CheckInDialog)
        assert dialog
        yield do(lambda: keys(dialog.field, line))
        assert dialog.preview.isVisible(), (line, dialog.note.text())
        yield do(lambda: enter(dialog.field))
        if told.said == Said.DANGER:
            yield until(lambda: (shown := top(IncidentDialog)) and shown.now)
            yield do(lambda: top(IncidentDialog).reject())  # type: ignore[union-attr]
            return
        yield until(lambda: dialog.preview.text().startswith("✓") or dialog.note.isVisible())
        assert dialog.preview.text().startswith("✓"), (line, dialog.note.text())
        yield do(dialog.reject)

    def confirm(self, shift_id: UUID, who: str) -> None:
        """The row of the team: a digit, Enter."""
        kinds = [line.need.kind for line in self.window.views.running.model.lines if line.need.shift_id == shift_id]
        kind = next(each for each in kinds if each in (NeedKind.TELL_NOW, NeedKind.PENDING))

        def steps() -> Iterator[Step]:
            yield until(lambda: top(PendingDialog))
            dialog = top(PendingDialog)
            assert dialog
            yield do(lambda: keys(dialog.who, "1"))
            assert dialog.who.text() == who
            yield do(lambda: enter(dialog.who))

        self.person.through(lambda: self._row(kind, shift_id=shift_id), steps())
        self.look()

    def answered(self, phones: Sequence[PhoneTeam], who: str) -> None:
        """The row of the team: a digit, Enter. One call tells all that it has to leave out."""

        def steps() -> Iterator[Step]:
            yield until(lambda: top(RingTeamDialog))
            dialog = top(RingTeamDialog)
            assert dialog
            assert len(dialog.lines) == len(phones)
            yield do(lambda: keys(dialog.who.field, "1"))
            assert dialog.who.name == who
            yield do(lambda: enter(dialog.who.field))

        self.person.through(lambda: self._row(NeedKind.RING_TEAM, shift_id=phones[0].shift_id), steps())
        while {each.id for each in phones} & {ring.phone.id for ring in self.look().facts.rings}:
            pass

    def tried(self, alarm: Alarm, step: AlarmStep, *, answered: bool) -> None:
        """The row of the alarm: the digit of the step, and Y or N."""

        def steps() -> Iterator[Step]:
            yield until(lambda: (shown := top(AlarmDialog)) and shown.alarm)
            dialog = top(AlarmDialog)
            assert dialog
            before = len(dialog.alarm.tried) if dialog.alarm else 0
            yield do(lambda: keys(dialog, str(list(AlarmStep).index(step) + 1)))
            yield do(lambda: keys(dialog.cards[step], "y" if answered else "n"))
            yield until(lambda: dialog.alarm is None or len(dialog.alarm.tried) > before)
            yield do(dialog.reject)

        self.person.through(lambda: self._row(NeedKind.ALARM, shift_id=alarm.shift_id), steps())
        self.look()

    # --- customers

    def customer_called(self, name: str, request: Request) -> None:
        """F12, the name, Enter, the letter, Enter."""

        def steps() -> Iterator[Step]:
            yield until(lambda: top(CalledDialog))
            dialog = top(CalledDialog)
            assert dialog
            yield do(lambda: keys(dialog.who.field, name))
            yield until(lambda: (found := dialog.who.current) and found.customer.customer.name == name)
            yield do(lambda: enter(dialog.who.field))
            yield until(lambda: dialog.stack.currentIndex() == SAYS)
            yield do(lambda: keys(dialog.says.list, REQUESTS[request][0]))
            yield do(dialog.confirm)
            yield until(lambda: dialog.stack.currentIndex() == DONE)
            yield do(dialog.reject)

        assert FIND == 0
        self.person.through(partial(self._press, Qt.Key.Key_F12), steps())
        self._quiet()

    def told_customer(self, call: ToCall) -> None:
        """The row leads to the list of calls: down to the customer, Y."""

        def listed(dialog: CallListDialog) -> list[object]:
            return [each.call.key for each in dialog.cards]

        def steps() -> Iterator[Step]:
            yield until(lambda: (shown := top(CallListDialog)) and call.key in listed(shown))
            dialog = top(CallListDialog)
            assert dialog
            yield until(lambda: dialog.focusWidget() is dialog.cards[0])
            for _row in range(listed(dialog).index(call.key)):
                yield do(lambda: press(dialog.focusWidget(), Qt.Key.Key_Down))
            yield do(lambda: keys(dialog.focusWidget(), "y"))
            yield until(lambda: call.key not in listed(dialog))
            yield do(dialog.reject)

        self.person.through(lambda: self._row(NeedKind.CALL_CUSTOMER, visit_id=call.visit.id), steps())
        self.look()

    # --- warnings and incidents

    def take_way(self, late: TeamWarning, pick: Pick[Way]) -> Way | None:
        """The row of the warning: the digit of the way, or Escape; one call of several leaves the dialog open."""
        taken: list[Way] = []

        def steps() -> Iterator[Step]:
            yield until(lambda: top(WarningDialog))
            dialog = top(WarningDialog)
            assert dialog
            yield until(lambda: dialog.note.text())
            before, way = dialog.late, pick([card.way for card in dialog.cards])
            if way is None:
                yield do(dialog.reject)
                return
            taken.append(way)
            number = next(n for n, card in enumerate(dialog.cards, start=1) if card.way is way)
            yield do(lambda: keys(dialog, str(number)))
            if way.kind is WayKind.CALL and way.left:
                yield until(lambda: gone(dialog) or (dialog.note.text() and dialog.late != before))
                if not gone(dialog):
                    yield do(dialog.reject)
            yield until(lambda: gone(dialog))

        kind = NeedKind.WARNING if late.missed else NeedKind.NEAR
        self.person.through(lambda: self._row(kind, shift_id=late.shift_id), steps())
        self._quiet()
        return taken[0] if taken else None

    def _incident(self, incident: Incident, then: object) -> None:
        def steps() -> Iterator[Step]:
            yield until(lambda: (shown := top(IncidentDialog)) and shown.now)
            dialog = top(IncidentDialog)
            assert dialog
            yield from then(dialog)  # type: ignore[operator]

        self.person.through(lambda: self._row(NeedKind.DANGER, shift_id=incident.shift_id), steps())
        self.look()

    def write(self, incident: Incident, text: str) -> None:
        """A line, and Enter."""

        def then(dialog: IncidentDialog) -> Iterator[Step]:
            yield do(lambda: keys(dialog.view.line, text))
            yield do(lambda: enter(dialog.view.line))
            yield until(lambda: dialog.now and len(dialog.now.incident.log) > len(incident.log))
            yield do(dialog.reject)

        self._incident(incident, then)

    def goes_on(self, incident: Incident) -> None:
        """The button of the incident."""

        def then(dialog: IncidentDialog) -> Iterator[Step]:
            yield do(dialog.go_on.click)
            yield until(lambda: dialog.now and not dialog.now.incident.pauses)
            yield do(dialog.reject)

        self._incident(incident, then)

    def close(self, incident: Incident) -> None:
        """End it, and say so once more."""

        def then(dialog: IncidentDialog) -> Iterator[Step]:
            yield do(dialog.confirm)
            yield until(lambda: top(CloseDialog))
            yield do(lambda: top(CloseDialog).primary.click())  # type: ignore[union-attr]
            yield until(lambda: gone(dialog))

        self._incident(incident, then)
