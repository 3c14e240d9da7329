"""Why a visit stands where it does: the price of its place and of the next best, looked for beside the window."""

from __future__ import annotations

from functools import partial
from html import escape
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal

from planner.bootstrap import Office
from planner.day import edit
from planner.day.states import VisitRow
from planner.day.why_here import Place, WhyHere, why_here
from planner.model import Day, Plan
from planner.text import gettext as _
from planner.translate import DayProblem
from ui.background import Background, Ticket
from ui.dialogs.way_rows import signed_distance, signed_time
from ui.workbench.inspector_parts import Section, ink, link, sentence_label

PAUSE_MS = 150
"""Nobody reads the prices of visits that are stepped through faster than this."""


class WhySection(Section):
    """Looks for the prices anew whenever another visit or another plan is shown, and gives up what it was at."""

    plan_edited = Signal(str, object)

    def __init__(self, office: Office) -> None:
        super().__init__(_("Why here"))
        self._office = office
        self._background = Background(self)
        self._ticket: Ticket | None = None
        self._asked: tuple[object, ...] = ()
        self._better: Place | None = None
        self.words = sentence_label(tone="text2")
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.moving = link("", self._move)
        self.moving.hide()
        self.column.addWidget(self.words)
        self.column.addWidget(self.moving)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def show_visit(self, day: Day, plan: Plan | None, row: VisitRow, problem: DayProblem | None) -> None:
        """Ask for a visit's prices, unless they are there."""
        if plan is None or problem is None or row.visit.id in problem.blocked:
            self.forget()
            self.hide()
            return
        self.title.setText(_("Why here") if row.places else _("Where it could go"))
        self.show()
        if self._asked and all(a is b for a, b in zip(self._asked, (plan, problem, row.visit.id), strict=True)):
            return
        self.forget()
        self._asked = plan, problem, row.visit.id
        if any(place.stop.begun for place in row.places):
            self.words.setText(_("A team is there, or was: it stays where it is."))
        elif row.visit.two_teams:
            self.words.setText(_("Two teams meet there: its places hang on each other and have no single price."))
        else:
            self.words.setText(_("Comparing places…"))
            self._pause.start()

    def forget(self) -> None:
        """Want no prices any longer."""
        self._pause.stop()
        if self._ticket:
            self._ticket.cancel()
        self._ticket, self._asked, self._better = None, (), None
        self.moving.hide()

    def close_down(self) -> None:
        """Want nothing any longer."""
        self.forget()
        self._background.close()

    def _ask(self) -> None:
        plan, problem, visit_id = self._asked
        assert isinstance(problem, DayProblem)
        self._ticket = self._background.run(
            why_here, problem, plan, visit_id, self._office.pack,
            on_done=partial(self._show, problem.day), on_error=self._fail,
        )  # fmt: skip

    def _show(self, day: Day, found: WhyHere) -> None:
        words, better = why_words(found, day)
        ink(self.words, "text2")
        marked = escape(words)
        for place in (found.here, *found.others[:1]):
            if place:
                price = escape(price_words(place))
                marked = marked.replace(price, f"<b>{price}</b>")
        self.words.setText(marked)
        self._better = better
        self.moving.setVisible(better is not None)
        if better:
            self.moving.setText(_("Move it there"))
            self.moving.setAccessibleName(_("Move it there: {place}").format(place=place_words(better, day)))

    def _fail(self, _error: Exception) -> None:
        self.words.setText(_("The prices of its places could not be worked out."))

    def _move(self) -> None:
        place, visit_id = self._better, self._asked[2]
        if place and isinstance(visit_id, UUID):
            self.plan_edited.emit(_("Move"), partial(_moved, visit_id, place))


def _moved(visit_id: UUID, place: Place, problem: DayProblem, plan: Plan) -> Plan:
    return edit.move(problem, plan, visit_id, place.shift_id, place.stops)


def why_words(found: WhyHere, day: Day) -> tuple[str, Place | None]:
    """The prices in a sentence or two, and a cheaper place, if there is one."""
    here, others = found.here, found.others
    if here is None:
        return (_cheapest(others, day), others[0]) if others else (_("No team has a lawful place for it now."), None)
    if not others:
        said = _("Here it costs {price}. No other team has a lawful place for it.")
        return said.format(price=price_words(here)), None
    if here.travel_time <= others[0].travel_time:
        said = _("Cheapest lawful place: {price}. The next is {place}: {other}.")
        words = said.format(price=price_words(here), place=place_words(others[0], day), other=price_words(others[0]))
        return words, None
    said = _("Here it costs {price}. {cheapest}")
    return said.format(price=price_words(here), cheapest=_cheapest(others, day)), others[0]


def _cheapest(others: tuple[Place, ...], day: Day) -> str:
    words = _("Cheapest lawful place: {place}, {price}.")
    return words.format(place=place_words(others[0], day), price=price_words(others[0]))


def place_words(place: Place, day: Day) -> str:
    """Whose route, and after which stop."""
    words = _("{team} after stop {number}") if place.stops else _("{team} before all other stops")
    return words.format(team=day.shift(place.shift_id).team.name, number=place.stops)


def price_words(place: Place) -> str:
    """Minutes and kilometres more on the road."""
    return _("{time}, {distance}").format(time=signed_time(place.travel_time), distance=signed_distance(place.distance))
