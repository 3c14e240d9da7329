"""The timeline: a row for each team, a block for each stop, and the effect of a move before it is made.

Shows a plan and says what the hands want; changes nothing. Parts: what lies where is worked out without Qt in
`timeline_layout`, `timeline_scale`, `timeline_steps` and `timeline_effect`; `timeline_stage` shows it, and
`timeline_chart` listens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from html import escape
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.day.effect import Effect
from planner.day.states import UTC, VisitRow
from planner.model import Day, Plan, Violation
from planner.text import gettext as _
from planner.text import ngettext
from ui.words import when_open
from ui.workbench.timeline_bar import Bar
from ui.workbench.timeline_chart import Chart
from ui.workbench.timeline_effect import opened, price_words
from ui.workbench.timeline_empty import Empty
from ui.workbench.timeline_layout import Sheet, lay_out
from ui.workbench.timeline_look import Fonts
from ui.workbench.timeline_running import NO_MARKS, Marks
from ui.workbench.timeline_scale import Clock, extent_of
from ui.workbench.timeline_steps import Spot

LEAST_ROWS = 3
"""The timeline is never lower than these."""


class TimelineView(QWidget):
    """All routes of a day over time. `select` is silent; all else tells what a person did."""

    selected = Signal(object)
    """The ids of the selected visits, as a tuple."""
    opened = Signal(object)
    """The id of a visit: double click, or Enter."""
    asked = Signal(object)
    """A menu is wanted there: a global point."""
    team_chosen = Signal(object)
    """The id of the shift whose row was pressed, or None."""
    team_opened = Signal(object)
    hovered = Signal(object)
    """The id of the visit under the pointer, or None."""
    drag_wanted = Signal(object)
    """Ids of visits with which a drag should begin."""
    dragged_over = Signal(object, object, object)
    """A shift's id, a position among the stops that stay (None: its cheapest place), a global point."""
    drag_left = Signal()
    drag_dropped = Signal()
    moved = Signal(object, object, object)
    """Moved by keys: ids, a shift's id, a position or None for the cheapest."""
    wanted = Signal(str)
    """The name of an action of the window that would fill an empty timeline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        clock = Clock(date.min, UTC)
        self.bar, self.chart = Bar(), Chart(Sheet(clock, (), extent_of(())))
        self.empty = Empty(self.chart)
        self._shown: tuple[Day, Plan | None] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.chart, 1)
        self._wire()
        self._show_coloring()

    def _wire(self) -> None:
        chart = self.chart
        for name in ("selected", "opened", "asked", "team_chosen", "team_opened", "hovered", "drag_wanted", "moved"):
            getattr(chart, name).connect(getattr(self, name))
        chart.zoomed.connect(lambda: self.bar.show_zoom(chart.look.scale.share(chart.room)))
        chart.zoomed.connect(self._place_empty)
        chart.drag_wanted.connect(self.carry)
        chart.drops.entered.connect(self.carry)
        chart.drops.over.connect(self.dragged_over)
        chart.drops.gone.connect(self.drag_left)
        chart.drops.dropped.connect(self.drag_dropped)
        self.bar.color_chosen.connect(self.set_color_by)
        self.bar.zoom_chosen.connect(chart.zoom_to)
        self.empty.wanted.connect(self.wanted)
        self.setFocusProxy(chart)

    # --- what is shown

    def show_plan(
        self,
        day: Day,
        plan: Plan | None,
        rows: tuple[VisitRow, ...],
        legal: tuple[time, time] | None = None,
        now: datetime | None = None,
        violations: Iterable[Violation] = (),
        marks: Marks = NO_MARKS,
    ) -> None:
        """Show a plan anew; zoom, selection and what is in view stay.

        `legal` are the hours a whole stay must lie in; of `violations` those of a whole team are shown at its name. On
        a running day the plan is the forecast, and `marks` say what it was to be.
        """
        look = self.chart.look
        other = self._shown is None or self._shown[0].id != day.id
        self._shown = day, plan
        look.rows = {row.visit.id: row for row in rows}
        look.violations = _of_teams(violations)
        look.selected = frozenset(look.selected & look.rows.keys())
        if other:
            look.spot = look.hovered = None
        if look.chosen_team not in {shift.id for shift in day.shifts}:
            look.chosen_team = None
        self.show_effect(None)
        look.marks = marks
        self.chart.show_sheet(lay_out(day, plan, rows, legal, now, look.sheet, marks))
        if other:
            self.focus_day()
        self._show_coloring()
        self._show_empty(day, plan)

    def show_now(self, now: datetime | None) -> None:
        """Move the line of now."""
        if self._shown:
            look = self.chart.look
            at = look.sheet.clock.seconds(now) if now else None
            look.sheet = look.sheet.at(at)
            self.chart.refresh()

    @property
    def in_hand(self) -> bool:
        """Whether something is carried over it."""
        return self.chart.look.effect is not None or bool(self.chart.look.prices)

    @property
    def marked(self) -> bool:
        """Whether it shows a running day."""
        return bool(self.chart.look.marks)

    def focus_day(self) -> None:
        """Show the whole day."""
        self.chart.focus_day()

    def set_color_by(self, name: str) -> None:
        """Color blocks by ``"team"``, ``"priority"`` or ``"state"``."""
        self.chart.look.color_by = name
        self._show_coloring()
        self.chart.refresh()

    def _show_coloring(self) -> None:
        look = self.chart.look
        states = dict.fromkeys(str(block.visit.state) for _row, block in look.sheet.blocks())
        self.bar.show_coloring(look.color_by, tuple(states), running=bool(look.marks))

    def _show_empty(self, day: Day, plan: Plan | None) -> None:
        if not day.shifts:
            self.empty.show_words(_("No team works on this day."), _("Form teams…"), "roster")
        elif day.visits and not (plan and plan.planned):
            text = ngettext("{count} visit waits for a team.", "{count} visits wait for a team.", len(day.visits))
            self.empty.show_words(text.format(count=len(day.visits)), _("Plan the day"), "plan")
        else:
            self.empty.hide()
        self._place_empty()

    def _place_empty(self) -> None:
        self.empty.adjustSize()
        room, own = self.chart.viewport().geometry(), self.empty.size()
        self.empty.move(room.center() - QRect(QPoint(), own).center())

    def row_box(self, shift_id: UUID) -> QRect:
        """Where a team's row lies on the screen; null where it is not in sight."""
        chart = self.chart
        if chart.look.row_number(shift_id) is None or not chart.isVisible():
            return QRect()
        box = chart.row_box(shift_id).toRect().intersected(chart.viewport().rect())
        return QRect(chart.viewport().mapToGlobal(box.topLeft()), box.size()) if not box.isEmpty() else QRect()

    # --- selection

    def select(self, visit_ids: Iterable[UUID]) -> None:
        """Select visits, without telling that they were."""
        look = self.chart.look
        before, spot, team = look.selected, look.spot, look.chosen_team
        look.selected = frozenset(visit_ids) & look.rows.keys()
        at_keys = look.spot.visit_id if look.spot else None
        if look.selected:
            look.chosen_team = None
        if look.selected and at_keys not in look.selected:
            found = ((row, block) for row, block in look.sheet.blocks() if block.visit_id in look.selected)
            if first := next(found, None):
                look.spot = Spot(first[0].id, first[1].visit_id)
                self.chart.reveal(look.spot)
        self.chart.tell_spot()
        self.chart.mark(before, spot, team)

    def selection(self) -> tuple[UUID, ...]:
        """The ids of the selected visits, in the order of rows and stops."""
        return self.chart.in_order(self.chart.look.selected)

    def highlight(self, visit_id: UUID | None) -> None:
        """Show which stop is hovered elsewhere."""
        if self.chart.look.hovered != visit_id:
            self.chart.touch_visits((self.chart.look.hovered, visit_id))
            self.chart.look.hovered = visit_id

    # --- what is in the hand

    def carry(self, visit_ids: Iterable[UUID]) -> None:
        """Which visits are in the hand: a drag began, here or elsewhere."""
        self.chart.look.carried = frozenset(visit_ids)

    def show_effect(self, effect: Effect | None) -> None:
        """Show the touched rows as they would be; None shows them as they are."""
        look = self.chart.look
        if effect is None and look.effect is None:
            return
        before = (*look.opened, look.effect.shift_id if look.effect else None)
        look.effect = effect
        look.opened = opened(look.sheet, effect, look.carried, look.rows) if effect else {}
        self.bar.show_moving(self._carried_words() if effect or look.prices else "")
        self.chart.touch((*before, *look.opened, effect.shift_id if effect else None))
        if effect and effect.shift_id and look.row_number(effect.shift_id) is not None:
            self.chart.reveal(Spot(effect.shift_id))  # it may be aimed at from the map, or by keys

    def show_prices(self, prices: Mapping[UUID, Effect]) -> None:
        """Mark the cheapest place of each row and say what it costs; an empty mapping ends it."""
        look = self.chart.look
        if not prices and not look.prices:
            return
        look.prices, look.price_words = dict(prices), price_words(look.sheet, prices, look.carried)
        self.bar.show_moving(self._carried_words() if prices or look.effect else "")
        self.chart.refresh()

    def _carried_words(self) -> str:
        look = self.chart.look
        if len(look.carried) != 1:
            return _("moving <b>{count} visits</b>").format(count=len(look.carried)) if look.carried else ""
        row = look.rows.get(next(iter(look.carried)))
        if row is None:
            return ""
        visit, place = row.visit, row.places[0] if row.places else None
        text = _("moving <b>{name}</b>, {reference}").format(
            name=escape(visit.customer.name), reference=escape(visit.reference)
        )
        if place:
            text += _(", from {team} {number}").format(team=escape(place.shift.team.name), number=place.number)
        return text + (" · " + _("window {window}").format(window=when_open(visit)) if visit.windows else "")

    # --- Qt

    def minimumSizeHint(self) -> QSize:
        """A few rows."""
        height = self.chart.look.row_height * LEAST_ROWS + self.bar.sizeHint().height() + self.chart.teams.head
        return QSize(360, round(height))

    def changeEvent(self, event: QEvent) -> None:
        """Another font, or other colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.chart.show_fonts(Fonts(self.font()))
        elif event.type() == QEvent.Type.PaletteChange:
            self._show_coloring()
            self.chart.refresh()


def _of_teams(violations: Iterable[Violation]) -> dict[UUID, tuple[Violation, ...]]:
    found: dict[UUID, tuple[Violation, ...]] = {}
    for violation in violations:
        if violation.shift_id and violation.visit_id is None:
            found[violation.shift_id] = (*found.get(violation.shift_id, ()), violation)
    return found
