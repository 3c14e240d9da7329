"""The one window: visits, map and routes of a day, which always agree. Gestures become calls of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QByteArray, QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from planner import regions
from planner.bootstrap import Office
from planner.day.states import VisitState
from planner.day.travel import is_quick
from planner.day.workday import neighbor
from planner.errors import Conflict
from planner.text import gettext as _
from planner.text import language, sentence, violation_sentence
from routing.worker import Worker
from ui.dialogs.problem import show_problem
from ui.document import Document
from ui.errands import Errands
from ui.gestures import Gestures
from ui.menus import LOCKED, fill_menus, make_actions, visit_menu
from ui.theme import is_dark
from ui.toolbar import DayBar
from ui.undo import History
from ui.welcome import Welcome
from ui.workbench.map_view import MapView
from ui.workbench.routes import RoutesView
from ui.workbench.strip import Strip
from ui.workbench.visits import VisitsView

PANES = (0.41, 0.32, 0.27)
"""How the width is shared between visits, map and routes at first."""
MAP_AFTER_MS = 30
SHEETS = (".xlsx", ".csv")
NEEDS_QUIET = (
    *("plan", "plan_afresh", "roster", "review", "import_visits", "import_staff", "import_places", "region"),
    *("settings", "own_office", "the_demo", "day_before", "day_after"),
)
NEEDS_VISITS = ("edit_visit", "locate_visit", "take_out", "earlier", "later", *LOCKED)


class MainWindow(QMainWindow):
    """Shows one office. Another office, another language: another window."""

    again = Signal()
    """Settings changed that need a window made anew."""
    office_wanted = Signal(bool)
    """Open the demo (True) or the office's own data (False) instead."""

    def __init__(self, office: Office, worker: Worker) -> None:
        super().__init__()
        self.office = office
        self.document = Document(office, worker, self)
        self.errands = Errands(self, self.document)
        self.visits, self.map, self.routes = VisitsView(), MapView(), RoutesView()
        self.strip, self.welcome = Strip(), Welcome(is_demo=office.is_demo)
        self.gestures = Gestures(self.document)
        self._fitted: object = None
        self.setAcceptDrops(True)
        # After the tables are painted: the map is worded on a thread, and threads of Python take turns.
        self._mapper = QTimer(self, singleShot=True, interval=MAP_AFTER_MS)
        self._mapper.timeout.connect(self._show_map)
        self._make_bars()
        self._lay_out()
        self._wire()
        self._recall()
        self.show_region()

    # --- building

    def _make_bars(self) -> None:
        self.history = History(self.document.undo_stack, self)
        steps = (self.history.undo, self.history.redo)
        self.actions_by_name = make_actions(self, self._call)
        fill_menus(self, self.actions_by_name, steps)
        self.bar = DayBar(*steps, self)
        self.addToolBar(self.bar)

    def _lay_out(self) -> None:
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        for pane, stretch, least in ((self.visits, 4, 360), (self.map, 6, 240), (self.routes, 4, 320)):
            self.panes.addWidget(pane)
            pane.setMinimumWidth(least)
            self.panes.setStretchFactor(self.panes.count() - 1, stretch)
        self.panes.setChildrenCollapsible(False)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.panes)
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
        column.addWidget(self.strip)
        self.setCentralWidget(middle)

    def _wire(self) -> None:
        document, bar = self.document, self.bar
        document.changed.connect(self._show)
        document.lines_changed.connect(self._mapper.start)
        document.busy_changed.connect(self._show_state)
        document.progressed.connect(bar.show_progress)
        document.searched.connect(bar.show_search)
        document.roads.progressed.connect(self.strip.show_roads)
        document.failed.connect(self._failed)
        bar.date_chosen.connect(document.open)
        bar.stepped.connect(self._step)
        bar.plan_wanted.connect(self.errands.plan)
        bar.stop_wanted.connect(document.stop)
        bar.issue_wanted.connect(self.actions_by_name["issue"].trigger)
        bar.review_wanted.connect(self.actions_by_name["review"].trigger)
        for view in (self.visits, self.routes):
            view.selected.connect(self._select)
            view.asked.connect(self._ask)
        self.visits.opened.connect(self.errands.open_row)
        self.routes.opened.connect(self.errands.open_visit)
        self.routes.team_chosen.connect(self.map.show_team)
        self.routes.team_opened.connect(lambda key: self.map.fit(self.gestures.places_of_team(key)))
        self.strip.broken_wanted.connect(self._show_broken)
        self.routes.moved.connect(self.gestures.move)
        self.map.visit_clicked.connect(self._clicked)
        self.map.request_blocked.connect(bar.badge.show_blocked)
        bar.requests_wanted.connect(self.errands.requests)
        bar.badge.watch(self.office)
        self.welcome.wanted.connect(lambda name: self.actions_by_name[name].trigger())
        self.errands.region_changed.connect(self._region_changed)
        self.errands.settings_changed.connect(self.again)

    def _call(self, name: str) -> Callable[[], object]:
        own: dict[str, Callable[[], object]] = {
            "quit": self.close,
            "own_office": lambda: self.office_wanted.emit(False),
            "the_demo": lambda: self.office_wanted.emit(True),
            "day_before": lambda: self._step(-1),
            "day_after": lambda: self._step(1),
            "stop": self.document.stop,
            "issue": lambda: self.errands.issue(self.bar.progress),
            "edit_visit": lambda: self.gestures.selection and self.errands.edit_visit(self.gestures.selection[0]),
            "locate_visit": lambda: self.gestures.selection and self.errands.review(self.gestures.selection[0]),
            "ways_out": lambda: self.gestures.unassigned and self.errands.ways_out(self.gestures.unassigned[0]),
            "directions": lambda: self.errands.directions(self.gestures.selection[0]),
            "insert_urgent": lambda: self.errands.insert_urgent(self.gestures.urgent),
            "lock_time": lambda: self.errands.lock_time(self.gestures.selection[0], self.gestures.lock_start),
            "take_out": lambda: self.gestures.move(self.gestures.selection, None, None),
            "earlier": lambda: self.gestures.shift_by(-1),
            "later": lambda: self.gestures.shift_by(1),
            "fit": lambda: self.map.fit(),
            "focus_selection": lambda: self.map.focus(self.gestures.places()),
        }
        return own.get(name) or getattr(self.gestures if name in LOCKED else self.errands, name)

    # --- showing

    def _show(self) -> None:
        document = self.document
        day = document.day
        if day is None:
            return
        self.bar.show_date(day.date)
        self.bar.show_unsure(sum(not day.located(visit) for visit in day.visits))
        self.visits.show_rows(document.rows)
        self.routes.show_plan(day, document.plan, document.rows)
        notice = self._region_fault
        if not self._has_region:
            notice = _("No region: travel times are estimated in straight lines")
        if document.plan and is_quick(document.plan.travel_source):
            notice = _("Quick estimate: travel times may be minutes off")
        self.strip.show_totals(document.totals, document.before, notice)
        self.strip.show_broken([violation_sentence(each, day) for each in document.violations])
        self.setWindowTitle(_("{date} · {branch} – Rounds").format(date=day.date.isoformat(), branch=day.branch.name))
        self.welcome.show_state(region=self._has_region, staff=bool(day.staff))
        self.stack.setCurrentWidget(self.panes if day.visits else self.welcome)
        self.strip.setVisible(bool(day.visits))
        self._show_state()
        self._mapper.start()

    def _show_map(self) -> None:
        day, plan = self.document.day, self.document.plan
        if day is None:
            return
        self.map.show_plan(day, plan, self.document.lines)
        if day.visits and self._fitted != day.id:
            self._fitted = day.id
            self.map.fit()

    def _show_state(self) -> None:
        document = self.document
        day, plan = document.day, document.plan
        planned, visits = plan is not None and plan.planned > 0, len(day.visits) if day else 0
        ready, busy = visits > 0, document.busy
        self.bar.show_state(busy=busy, planning=document.planning, ready=ready, planned=planned, visits=visits)
        self.history.show_busy(document.busy)
        actions = self.actions_by_name
        for name in NEEDS_QUIET:
            actions[name].setEnabled(not document.busy)
        actions["issue"].setEnabled(planned and not document.busy)
        actions["stop"].setEnabled(document.planning)
        for name in NEEDS_VISITS:
            actions[name].setEnabled(self.gestures.can(name) and not document.busy)
        actions["ways_out"].setEnabled(bool(self.gestures.unassigned) and not document.busy)
        actions["directions"].setEnabled(self.gestures.can("directions") and self._has_region and not document.busy)
        actions["insert_urgent"].setEnabled(bool(self.gestures.urgent) and not document.busy)
        actions["own_office"].setVisible(self.office.is_demo)
        actions["the_demo"].setVisible(not self.office.is_demo)

    def show_region(self) -> None:
        """Show the region in use on the map, and say whose data it is."""
        region = regions.active(self.office)
        self._has_region = region is not None
        fault = regions.fault(region) if region else None
        self._region_fault = sentence(fault) if fault else ""
        self.map.set_language(language())
        self.map.set_dark(is_dark())
        self.map.use_online(self.office)
        if region and not fault:
            self.map.show_region(str(region.folder), regions.credit(self.office), region.bounds)
        else:
            self.map.show_region(None)

    def _region_changed(self) -> None:
        self._fitted = None
        self.show_region()
        self.document.reopen()

    def _failed(self, problem: Exception) -> None:
        show_problem(self, problem)
        if isinstance(problem, Conflict):
            self.document.reopen()

    # --- gestures

    def _select(self, visit_ids: Iterable[UUID]) -> None:
        self.gestures.selection = tuple(visit_ids)
        for view in (self.visits, self.routes):
            if view is not self.sender():
                view.select(self.gestures.selection)
        self.map.select(self.gestures.selection)
        self._show_state()

    def _clicked(self, visit_id: UUID, extend: bool) -> None:
        self._select((*self.gestures.selection, visit_id) if extend else (visit_id,))

    def _ask(self, where: QPoint) -> None:
        day = self.document.day
        teams = day.shifts if day and self.gestures.selection else ()
        visit_menu(self, self.actions_by_name, teams, self.gestures.move_to).exec(where)

    def _show_broken(self) -> None:
        if any(row.violations for row in self.document.rows):
            self.visits.show_only(VisitState.BROKEN)
        else:  # what concerns a whole team has no row in the table
            self.strip.tell_broken()

    def _step(self, step: int) -> None:
        if self.document.date and not self.document.busy:
            self.document.open(neighbor(self.office, self.document.date, step))

    # --- remembering

    def _recall(self) -> None:
        kept = QSettings()
        if isinstance(geometry := kept.value("geometry"), QByteArray):
            self.restoreGeometry(geometry)
        else:
            room = self.screen().availableSize()
            self.resize(min(1440, room.width()), min(900, room.height()))
        if isinstance(panes := kept.value("panes"), QByteArray):
            self.panes.restoreState(panes)
        else:
            self.panes.setSizes([round(self.width() * share) for share in PANES])

    # --- Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the plan and how the window stands."""
        QSettings().setValue("geometry", self.saveGeometry())
        QSettings().setValue("panes", self.panes.saveState())
        self.errands.close()
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
