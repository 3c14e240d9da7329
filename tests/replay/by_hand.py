"""The other half of the hands at the window: what changes the plan of the whole day. Whatever box comes up is read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer

from planner.running.happened import Answer, Happened, What
from planner.running.needs import NeedKind
from tests.replay.at_the_map import draw
from tests.replay.hands import Pick
from tests.replay.in_the_cases import InTheCases
from tests.replay.person import Person, Step, do, enter, gone, keys, press, top, until
from ui.dialogs.difference import DifferenceDialog
from ui.dialogs.issue import IssuedDialog, IssueDialog
from ui.dialogs.places_review import ReviewDialog
from ui.dialogs.problem import ProblemDialog
from ui.dialogs.urgent import UrgentDialog
from ui.main_window import MainWindow
from ui.running.call_list import CallListDialog
from ui.running.happens import HappensDialog
from ui.running.slow_day import SlowDayDialog

MAY_MOVE = 3
"""Where there is no room for an urgent visit it is tried again, at last with two others that may move."""
GLANCE_MS = 50


class ByWindow(InTheCases):
    """See `tests.replay.hands.Hands`."""

    def __init__(self, window: MainWindow, person: Person) -> None:
        super().__init__(window, person)
        self.problems: list[str] = []
        self.refused: list[str] = []
        self._glance = QTimer(window, interval=GLANCE_MS)
        self._glance.timeout.connect(self._read_problem)
        self._glance.start()

    def _read_problem(self) -> None:
        # Whenever one comes up it is read, and pressed away.
        if dialog := top(ProblemDialog):
            self.problems.append(dialog.sentence.text())
            dialog.primary.click()

    # --- the plan

    def slow(self, factor: float) -> None:
        def steps() -> Iterator[Step]:
            yield until(lambda: top(SlowDayDialog))
            dialog = top(SlowDayDialog)
            assert dialog
            yield do(lambda: dialog.choices[factor].click())
            yield do(lambda: enter(dialog))

        self.person.through(self.window.actions_by_name["slow_day"].trigger, steps())
        self._quiet()

    def road_open(self) -> None:
        def steps() -> Iterator[Step]:
            yield until(lambda: top(HappensDialog))
            dialog = top(HappensDialog)
            assert dialog
            yield do(lambda: keys(dialog.what, "6"))

        self.person.through(self.window.actions_by_name["happened"].trigger, steps())
        self._quiet()

    def happened(self, happened: Happened, pick: Pick[Answer]) -> Answer | None:
        taken: list[Answer] = []
        begin = partial(self._draw, happened) if happened.ring else self.window.actions_by_name["happened"].trigger
        self.person.through(begin, self._answered(happened, pick, taken))
        self._quiet()
        return taken[0] if taken else None

    def _draw(self, happened: Happened) -> None:
        self.window.selecting.select(())
        self.window.actions_by_name["road_closed"].trigger()
        draw(self.person, self.window.map, happened.ring)

    def _answered(self, happened: Happened, pick: Pick[Answer], taken: list[Answer]) -> Iterator[Step]:
        yield until(lambda: top(HappensDialog))
        dialog = top(HappensDialog)
        assert dialog
        if happened.what != What.ROAD_CLOSED:
            yield do(lambda: keys(dialog.what, str(list(What).index(happened.what) + 1)))
            yield do(lambda: _choose(dialog, happened.staff_id or happened.shift_id))
            yield do(lambda: enter(dialog.who.list))
        yield until(lambda: not dialog.background.busy and (dialog.table.answers or dialog.note.text()))
        answer = pick(dialog.table.answers)
        if answer is None:
            yield do(dialog.reject)
            return
        taken.append(answer)
        plan = answer.after.plan
        for _row in range(list(dialog.table.answers).index(answer)):
            yield do(lambda: press(dialog.table, Qt.Key.Key_Down))
        assert dialog.table.answer is answer
        yield do(lambda: enter(dialog.table))
        document = self.window.document
        yield until(lambda: not document.busy and document.plan == plan)
        if answer.customers:  # the list of calls comes by itself
            yield until(lambda: top(CallListDialog))
            yield do(lambda: top(CallListDialog).reject())  # type: ignore[union-attr]

    def urgent(self, visit_id: UUID) -> None:
        """Ctrl+L for its place, Ctrl+U for its stop; again with more that may move where there is no room."""
        self._confirm_place(visit_id)
        for may_move in range(MAY_MOVE):
            self.window.selecting.select((visit_id,))
            told = len(self.problems)
            self.person.through(self.window.actions_by_name["insert_urgent"].trigger, self._insert(may_move, told))
            self._quiet()
            if self.work.plan and self.work.plan.route_of(visit_id):
                return
            assert "No room was found" in self.problems[-1], "nothing is refused without a word"
            self.refused.append(self.problems[-1])

    def _insert(self, may_move: int, told: int) -> Iterator[Step]:
        yield until(lambda: top(UrgentDialog))
        dialog = top(UrgentDialog)
        assert dialog
        yield do(lambda: dialog.choices.button(may_move).click())
        yield do(lambda: enter(dialog))
        yield until(lambda: top(DifferenceDialog) or len(self.problems) > told)
        if found := top(DifferenceDialog):
            yield do(lambda: enter(found.primary))
            yield until(lambda: gone(found))

    def _confirm_place(self, visit_id: UUID) -> None:
        def steps() -> Iterator[Step]:
            yield until(lambda: top(ReviewDialog))
            dialog = top(ReviewDialog)
            assert dialog
            assert dialog.entry
            assert visit_id in {visit.id for visit in dialog.entry.visits}
            yield until(lambda: dialog.place.choice and dialog.primary.isEnabled())
            yield do(lambda: enter(dialog))
            yield until(lambda: dialog.value and not dialog.keeper.busy)
            yield do(dialog.reject)
            yield until(lambda: gone(dialog))

        self.window.selecting.select((visit_id,))
        self.person.through(partial(self.window.errands.review, visit_id), steps())
        self._quiet()

    def issue(self) -> None:
        def steps() -> Iterator[Step]:
            yield until(lambda: top(IssueDialog))
            dialog = top(IssueDialog)
            assert dialog
            assert not dialog.blockers, dialog.blockers
            dialog.folder.setText(str(self.office.data / "out"))
            yield do(lambda: dialog.primary.click())
            yield until(lambda: top(IssuedDialog))
            yield do(lambda: top(IssuedDialog).reject())  # type: ignore[union-attr]

        self.look()
        self.person.through(partial(self._row, NeedKind.PAPERS), steps())
        self._quiet()


def _choose(dialog: HappensDialog, key: UUID | None) -> None:
    rows = dialog.who.list
    press(rows, Qt.Key.Key_Home)
    for _row in range(rows.count()):
        if dialog.who.key == key:
            return
        press(rows, Qt.Key.Key_Down)
    raise AssertionError("nobody like that")
