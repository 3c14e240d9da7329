"""The views of a day, made together and shown together. Where they stand is `ui.docks`' business."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from planner.bootstrap import Office
from planner.day.effect import Effect
from planner.day.travel import is_quick
from planner.model import Day, PlaceKind
from planner.policy.hours import is_visiting_day
from planner.running.needs import Need
from planner.running.situation import Situation
from planner.text import gettext as _
from planner.text import violation_sentence
from ui.docks import BOTTOM, LEFT, RIGHT, Panel, Workbench
from ui.document import Document
from ui.gestures import Gestures
from ui.late_map import LateMap
from ui.running.marks import shown
from ui.running.panel import RunningPanel
from ui.workbench.inspector import Inspector
from ui.workbench.strip import Strip
from ui.workbench.timeline import TimelineView
from ui.workbench.timeline_layout import NEVER
from ui.workbench.unassigned import UnassignedPanel
from ui.workbench.visits import VisitsView


class Views:
    """All of them; the map comes later."""

    def __init__(self, office: Office) -> None:
        self.visits, self.timeline = VisitsView(), TimelineView()
        self.inspector, self.unassigned = Inspector(office), UnassignedPanel(office)
        self.late_map, self.strip = LateMap(), Strip()
        self.running = RunningPanel()
        self.situation: Situation | None = None
        """How the day stands while it runs."""

    def workbench(self) -> Workbench:
        """The views in their panels, around the map."""
        nowhere = Qt.DockWidgetArea.NoDockWidgetArea
        return Workbench(
            Panel("map", _("Map"), self.late_map, nowhere),
            (
                Panel("visits", _("Visits"), self.visits, LEFT, self.visits.head),
                Panel("timeline", _("Timeline"), self.timeline, BOTTOM, self.timeline.bar),
                Panel("inspector", _("Inspector"), self.inspector, RIGHT, self.inspector.head),
                Panel("unassigned", _("Unassigned"), self.unassigned, RIGHT, self.unassigned.head),
                Panel("running", _("Running day"), self.running, RIGHT, self.running.head),
            ),
        )

    def selectable(self) -> tuple[QWidget, ...]:
        """Those in which visits are selected."""
        return self.visits, self.timeline, self.unassigned

    def steps(self, document: Document, notice: Callable[[], str]) -> tuple[Callable[[], object], ...]:
        """What shows the day and its plan as they are by then, view by view; each keeps nobody waiting."""
        views = (self._show_visits, self._show_timeline, self._show_unassigned)
        return (*(partial(show, document) for show in views), lambda: self._show_numbers(document, notice()))

    def _show_visits(self, document: Document) -> None:
        if day := document.day:
            self.visits.show_rows(document.rows, [shift.id for shift in day.shifts])
            self.visits.watch_gates(document.office, day, document.plan)

    def _show_timeline(self, document: Document) -> None:
        if day := document.day:
            legal, now = legal_hours(document.office, day), now_on(document.office, day)
            plan, marks = shown(None if document.planning else self.situation, day, document.plan)
            self.timeline.show_plan(day, plan, document.rows, legal, now, document.violations, marks)

    def _show_unassigned(self, document: Document) -> None:
        if day := document.day:
            problem = None if document.planning else document.problem
            self.unassigned.show_plan(day, document.plan, document.rows, problem)

    def _show_numbers(self, document: Document, notice: str) -> None:
        # `notice` says so where they do not stand on roads.
        day, plan = document.day, document.plan
        if day is None:
            return
        if plan and is_quick(plan.travel_source):
            notice = _("Quick estimate: travel times may be minutes off")
        self.strip.show_totals(document.totals, document.before, notice)
        self.strip.show_comparisons(document.comparison, document.comparisons)
        self.strip.show_broken([violation_sentence(each, day) for each in document.violations])

    def show_selection(self, document: Document, gestures: Gestures) -> None:
        """Show everything about what is selected."""
        if document.day:
            team = gestures.chosen_team
            self.inspector.show_selection(
                document.day, document.plan, document.rows, document.problem, gestures.selection, team,
                document.violations,
            )  # fmt: skip

    def show_busy(self, busy: bool) -> None:
        """While long work is under way nothing is taken from a hand."""
        self.inspector.show_busy(busy)
        self.unassigned.show_busy(busy)

    def show_effect(self, effect: Effect | None) -> None:
        """Show what letting go would come to; None shows things as they are."""
        self.timeline.show_effect(effect)

    def row_box(self, shift_id: UUID | None) -> QRect:
        """Where a team's row lies on the screen (None: the unassigned); null where it is not in sight."""
        if shift_id is None:
            panel = self.unassigned
            shown = panel.isVisible() and not panel.visibleRegion().isEmpty()
            return QRect(panel.mapToGlobal(QPoint(0, 0)), panel.size()) if shown else QRect()
        return self.timeline.row_box(shift_id)

    def show_situation(self, document: Document, found: Situation | None, needs: Sequence[Need]) -> None:
        """Time has passed, or something was told. What is in the hand on the timeline stays there."""
        self.situation = found
        self.running.show_situation(found, needs)
        if document.day and (self.timeline.in_hand or not ((found and found.runs) or self.timeline.marked)):
            self.timeline.show_now(now_on(document.office, document.day))
        else:
            self._show_timeline(document)

    def close(self) -> None:
        """Want nothing any longer."""
        self.unassigned.close_down()
        self.visits.gates.close_down()
        self.inspector.close_down()


def legal_hours(office: Office, day: Day) -> tuple[time, time]:
    """From when to when homes may be visited on a day, at most; `NEVER` where they may not at all."""
    if not is_visiting_day(office.pack, office.closed_around(day.branch, day.date), day.date):
        return NEVER
    spans = office.pack.hours[PlaceKind.HOME, day.date.weekday()]
    return spans[0][0], spans[-1][1]


def now_on(office: Office, day: Day) -> datetime | None:
    """Now, if the day is today where its office is."""
    now = office.clock()
    return now if now.astimezone(day.zone).date() == day.date else None
