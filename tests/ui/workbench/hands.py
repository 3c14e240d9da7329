"""A hand over three rows of a window, and what it hears: what tests of dragging begin with."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.day.effect import Effect
from planner.day.preview import Preview
from planner.model import Day, Plan
from planner.translate import DayProblem
from tests.builders import day, visit
from tests.planner.day.handmade import OPEN, PACK, framed, planned
from ui.theme import use_theme
from ui.workbench.dragging import Dragging


@dataclass
class Hand:
    """Three teams; what a hand holds, and what it heard."""

    day: Day
    dp: DayProblem
    plan: Plan
    dragging: Dragging
    effects: list[Effect | None]
    prices: list[dict[UUID, Effect]]
    dropped: list[tuple[object, ...]]
    locked: list[object]

    def take(self, *numbers: int) -> Preview:
        preview = Preview(self.dp, self.plan, [self.day.visits[n].id for n in numbers], PACK, OPEN)
        self.dragging.begin(preview, "Ada Quill")
        return preview

    def shift(self, number: int) -> UUID:
        return self.day.shifts[number].id

    def row(self, shift_id: UUID | None) -> QRect:
        ids = [shift.id for shift in self.day.shifts]
        return QRect(0, 200 + 60 * ids.index(shift_id), 900, 60) if shift_id in ids else QRect()


def taken_day(qtbot: QtBot) -> Hand:
    the_day = day(*(visit(n, north=900 * (n + 1), east=400 * (n % 3)) for n in range(9)), teams=3)
    dp = framed(the_day)
    ids = [each.id for each in the_day.visits]
    plan = planned(dp, {shift.id: ids[number::3][:2] for number, shift in enumerate(the_day.shifts)})
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    use_theme("light")
    made = Hand(the_day, dp, plan, Dragging(window), [], [], [], [])
    made.dragging.know_rows(lambda shift_id: _on_screen(window, made.row(shift_id)))
    made.dragging.effect_changed.connect(made.effects.append)
    made.dragging.prices_changed.connect(made.prices.append)
    made.dragging.dropped.connect(lambda *what: made.dropped.append(what))
    made.dragging.lock_wanted.connect(made.locked.append)
    return made


def _on_screen(window: QWidget, box: QRect) -> QRect:
    return QRect(window.mapToGlobal(box.topLeft()), box.size()) if not box.isNull() else box


def over(hand: Hand, number: int, x: int = 400) -> QPoint:
    window = hand.dragging.bubble.window()
    return window.mapToGlobal(QPoint(x, 230 + 60 * number))


def all_priced(qtbot: QtBot, hand: Hand) -> dict[UUID, Effect]:
    qtbot.waitUntil(lambda: bool(hand.prices) and len(hand.prices[-1]) == 3)
    return hand.prices[-1]
