"""Visits go to another team on the road: how their papers reach it, each way by its digit. One step of undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.day.workday import Workday
from planner.errors import NotAllowed
from planner.model import Day
from planner.running.handover import WayOver, ways_anew
from planner.running.handover_proof import law_of
from planner.running.handover_words import over_effect, over_title, step_words
from planner.text import gettext as _
from planner.text import listed, ngettext
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import problem_words
from ui.dialogs.way_rows import signed_distance, signed_time
from ui.document import Document


def hand_over(parent: QWidget | None, document: Document, visit_ids: tuple[UUID, ...]) -> bool:
    """Ask how these visits go to another team, and do it; whether it was done."""
    work = document.work
    if work is None or work.plan is None or document.busy or not visit_ids:
        return False
    way = HandoverDialog.ask(parent, document, visit_ids)
    if way is None or document.work is not work:
        return False
    document.change_plan(step_words(way, work.day), lambda _problem, _plan: way.plan)
    return True


def _ways(office: Office, work: Workday, visit_ids: tuple[UUID, ...]) -> tuple[WayOver, ...]:
    assert work.plan is not None
    law = law_of(office, work.day)
    return ways_anew(work.problem, work.plan, visit_ids, office.clock(), law=law)


class HandoverDialog(Frame):
    """The ways, the cheapest first; without one it says what else can be done."""

    @staticmethod
    def ask(parent: QWidget | None, document: Document, visit_ids: tuple[UUID, ...]) -> WayOver | None:
        """The way that was chosen."""
        assert document.work
        dialog = HandoverDialog(parent, document, document.work, visit_ids)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, document: Document, work: Workday, visit_ids: tuple[UUID, ...]) -> None:
        visits = listed(work.day.visit(each).reference for each in visit_ids)
        lead = _("Papers go along: two teams meet, or one fetches them. Each way was tried and breaks no rule.")
        super().__init__(parent, _("Hand over {visits}").format(visits=visits), lead=lead)
        self.value: WayOver | None = None
        self.cards: list[OverCard] = []
        self.note = Note()
        self._day = work.day
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.body.addLayout(self._column)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        open_at(self, 680, 400)
        self.progress.begin(_("Looking for ways"))
        self.background.run(
            partial(_ways, document.office, work, visit_ids),
            on_done=self._show,
            on_error=self._fail,
        )

    def _show(self, ways: tuple[WayOver, ...]) -> None:
        self.progress.end()
        for number, way in enumerate(ways, start=1):
            card = OverCard(number, way, self._day, partial(self._take, way))
            self.cards.append(card)
            self._column.addWidget(card)
        first = self.cards[0].apply
        first.setProperty("primary", True)
        first.setDefault(True)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        words = ngettext(
            "Enter takes it. It can be undone.", "Keys: 1 to {count} take a way. Each can be undone.", len(ways)
        )
        self.note.say(words.format(count=len(ways)), "text2")

    def _fail(self, problem: Exception) -> None:
        # None reaches another team: what else there is stands in the sentence.
        self.progress.end()
        self.note.say(problem_words(problem), "text2" if isinstance(problem, NotAllowed) else "wrong")
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, way: WayOver) -> None:
        self.value = way
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit takes a way."""
        digit = event.text()
        if digit.isdecimal() and 0 < int(digit) <= len(self.cards):
            self.cards[int(digit) - 1].apply.click()
            return
        super().keyPressEvent(event)


class OverCard(QFrame):
    """One way: its number, what is done, what comes of it, its price."""

    def __init__(self, number: int, way: WayOver, day: Day, take: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.title = said(over_title(way, day))
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.effect = said(over_effect(way, day), quiet=True)
        price = f"{signed_time(way.added)}   {signed_distance(way.distance)}"
        self.apply = QPushButton(_("Apply"))
        self.apply.setAutoDefault(False)
        self.apply.setToolTip(_("Take this way ({key})").format(key=number))
        self.apply.setAccessibleName(_("Apply: {way}").format(way=self.title.text()))
        self.apply.setAccessibleDescription(f"{self.effect.text()} {price}")
        self.apply.clicked.connect(take)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        count = QLabel(str(number))
        count.setProperty("quiet", True)
        costs = QLabel(price)
        costs.setProperty("quiet", True)
        costs.setToolTip(_("More time at work of all teams together, and more way"))
        grid.addWidget(count, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.effect, 1, 1)
        grid.addWidget(costs, 0, 2, 2, 1)
        grid.addWidget(self.apply, 0, 3, 2, 1)
