"""The one window: every view of a day, which always agree. What is done in them becomes calls of the document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from planner import regions
from planner.bootstrap import Office
from planner.day.states import VisitState
from planner.day.workday import neighbor
from planner.errors import Conflict
from planner.text import gettext as _
from planner.text import language, sentence
from routing.worker import Worker
from ui import looking, remembering
from ui.calls import call_of
from ui.dialogs.problem import show_problem
from ui.document import Document
from ui.drags import Drags
from ui.errands import Errands
from ui.gestures import Gestures
from ui.menus import fill_menus, make_actions
from ui.possible import show_possible
from ui.remembering import Kept
from ui.rights import hold_back, may_plan
from ui.running.live import Live
from ui.selecting import Selecting
from ui.showing import Showing
from ui.theme import following, is_dark
from ui.toolbar import DayBar
from ui.undo import History, StepsMenu
from ui.views import Views
from ui.welcome import Welcome
from ui.wiring import wire, wire_map

if TYPE_CHECKING:
    from ui.workbench.map_view import MapView

MAP_AFTER_MS = 30
SHEETS = (".xlsx", ".csv")


class MainWindow(QMainWindow):
    """Shows one office. Another office, another language: another window, which may go on where this one ends."""

    again = Signal(bool)
    """Settings changed that need a window made anew; whether it may go on with this one's day."""
    office_wanted = Signal(bool)
    """Open the demo (True) or the office's own data (False) instead."""

    def __init__(self, office: Office, worker: Worker, kept: Kept | None = None) -> None:
        super().__init__()
        self.office = office
        self.document = kept.document if kept else Document(office, worker, self)
        self.document.setParent(self)
        self.selecting = Selecting(self)
        self.gestures = Gestures(self.document, self.selecting)
        self.errands = Errands(self, self.document)
        self.views = Views(office)
        self.welcome = Welcome(is_demo=office.is_demo)
        self._fitted: object = None
        self._day_id: object = None
        self._released = False
        self.setAcceptDrops(True)
        # After the tables are painted: the map is worded on a thread, and threads of Python take turns.
        self._mapper = QTimer(self, singleShot=True, interval=MAP_AFTER_MS)
        self._mapper.timeout.connect(self._show_map)
        steps = self.views.steps(self.document, self._notice)
        self.showing = Showing(self, self._show_day, *steps, self.show_selection)
        self._lay_out()
        self._make_bars()
        self.drags = Drags(self, self.document, self.gestures, self.views)
        wire(self)
        self.live = Live(self)
        looking.color_by(self, remembering.chosen_colors())
        self.show_region()
        self.views.late_map.made.connect(self._map_made)
        following().changed.connect(self.show_scheme)
        remembering.recall(self, self.workbench)
        if kept:
            self._go_on(kept)

    # --- building

    def _lay_out(self) -> None:
        self.workbench = self.views.workbench()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.workbench)
        self.stack.addWidget(self.welcome)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.office.is_demo:
            banner = QLabel(_("Demo: a fictional town and invented people. Nothing here is real."))
            banner.setProperty("banner", True)
            banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(banner)
        column.addWidget(self.stack, 1)
        column.addWidget(self.views.strip)
        self.setCentralWidget(middle)

    def _make_bars(self) -> None:
        self.history = History(self.document.undo_stack, self)
        steps = (self.history.undo, self.history.redo)
        self.actions_by_name = make_actions(self, lambda name: call_of(self, name))
        listed = StepsMenu(self.document.undo_stack, self.document.go_to, self)
        fill_menus(self, self.actions_by_name, (*steps, listed.menuAction()), self.workbench.toggles())
        self.actions_by_name[f"language_{language()}"].setChecked(True)
        self.bar = DayBar(*steps, self)
        self.bar.offer(self, self.actions_by_name, listed)
        self.addToolBar(self.bar)

    # --- the map, which comes later

    @property
    def map(self) -> MapView:
        """The map; made now if it was not yet."""
        return self.views.late_map.map

    def _map_made(self, made: MapView) -> None:
        made.set_language(language())
        made.use_online(self.office)
        wire_map(self, made)
        self.show_region()
        self._show_map()

    def show_scheme(self) -> None:
        """Other colors are in use: draw anew what was drawn in the former ones."""
        if shown := self.views.late_map.there:
            shown.set_dark(is_dark())
        self.show_document()

    def show_region(self) -> None:
        """Show the region in use on the map, if that is there, and say whose data it is."""
        self._region = regions.active(self.office)
        self._region_fault = regions.fault(self._region) if self._region else None
        if (shown := self.views.late_map.there) is None:
            return
        if self._region and not self._region_fault:
            shown.show_region(str(self._region.folder), regions.credit(self.office), self._region.bounds)
        else:
            shown.show_region(None)

    def region_changed(self) -> None:
        """Another region is in use: begin anew with map and day."""
        self._fitted = None
        self.show_region()
        self.document.reopen()

    # --- showing

    def show_document(self) -> None:
        """Show the day and its plan as they are now: soon, view after view."""
        if self.document.day:
            self.showing.want()

    def _show_day(self) -> None:
        document = self.document
        day = document.day
        if day is None:
            return
        if day.id != self._day_id:
            self._day_id = day.id
            self.bar.clear_settled()
            QTimer.singleShot(0, self, self._give_keys)
        self.bar.show_date(day.date)
        self.bar.show_zone(day.zone)
        self.bar.show_unsure(sum(not day.located(visit) for visit in day.visits))
        self.live.show_title()
        self.welcome.show_state(region=self._region is not None, staff=bool(day.staff))
        self.stack.setCurrentWidget(self.workbench if day.visits else self.welcome)
        self.views.strip.setVisible(bool(day.visits))
        self.show_standing()
        if self.isVisible():
            self.views.late_map.come()
        self._mapper.start()

    def _give_keys(self) -> None:
        # A day that comes is there to be worked on: the keys are not left on an arrow of the toolbar.
        if self.stack.currentWidget() is self.welcome:
            self.welcome.setFocus()
        elif self.workbench.here() is None:
            self.views.visits.table.setFocus()

    def show_selection(self) -> None:
        """Show what is selected, and what can be done with it."""
        self.views.show_selection(self.document, self.gestures)
        self.show_standing()

    def _notice(self) -> str:
        if self._region is None:
            return _("No region: travel times are estimated in straight lines")
        return sentence(self._region_fault) if self._region_fault else ""

    def show_lines(self) -> None:
        """Routes are known on more roads: show them soon."""
        self._mapper.start()

    def _show_map(self) -> None:
        day, plan, shown = self.document.day, self.document.plan, self.views.late_map.there
        if day is None or shown is None:
            return
        shown.show_plan(day, plan, self.document.lines)
        if day.visits and self._fitted != day.id:
            self._fitted = day.id
            shown.fit()

    def show_standing(self) -> None:
        """Show what can be done now."""
        document = self.document
        day, plan = document.day, document.plan
        planned, visits = plan is not None and plan.planned > 0, len(day.visits) if day else 0
        self.bar.show_state(
            busy=document.busy, planning=document.planning, ready=visits > 0, planned=planned, visits=visits
        )
        self.history.show_busy(document.busy or not may_plan(self.office.user))
        self.views.show_busy(document.busy)
        show_possible(self.actions_by_name, document, self.gestures, has_region=self._region is not None)
        hold_back(self.actions_by_name, {"plan": self.bar.plan, "issue": self.bar.issue}, self.office.user)

    def show_failure(self, problem: Exception) -> None:
        """Say what went wrong; where somebody else was quicker, show what is there now."""
        show_problem(self, problem)
        if isinstance(problem, Conflict):
            self.document.take_newer()

    def show_broken(self) -> None:
        """Lead to what breaks rules."""
        if any(row.violations for row in self.document.rows):
            self.views.visits.show_only(VisitState.BROKEN)
        else:  # what concerns a whole team has no row in the table
            self.views.strip.tell_broken()

    def step(self, step: int) -> None:
        """Open the next day (or, with -1, the former) that has visits."""
        if self.document.date and not self.document.busy:
            self.document.open(neighbor(self.office, self.document.date, step))

    def reset_layout(self) -> None:
        """Put the panels where they stand at first."""
        here = self.workbench.here() or "visits"
        remembering.forget_layout()
        self.workbench.lay_out()
        if self.stack.currentWidget() is self.workbench:  # docks that went lost the keys to whatever comes next
            QTimer.singleShot(0, self, lambda: self.workbench.go_to(here))

    # --- another window in its place

    def release(self) -> Kept:
        """Give the day to the window that takes this one's place, and close."""
        self._released = True
        remembering.remember(self, self.workbench)
        self.document.setParent(None)
        kept = Kept(self.document, self.selecting.selection, self.selecting.team)
        self.close()
        return kept

    def _go_on(self, kept: Kept) -> None:
        self.show_document()
        self.showing.finish()
        self.selecting.choose_team(kept.team)
        self.selecting.select(kept.selection)

    # --- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the table."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._give_keys)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the plan and how the window stands."""
        self.showing.stop()
        self.live.close()
        self.bar.let_go()
        self.errands.close()
        self.views.close()
        if not self._released:
            remembering.remember(self, self.workbench)
            self.document.close()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A spreadsheet may be dropped on the window."""
        urls = event.mimeData().urls()
        if not self.document.busy and len(urls) == 1 and urls[0].toLocalFile().lower().endswith(SHEETS):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        self.errands.import_visits(Path(event.mimeData().urls()[0].toLocalFile()))
