"""The one window: visits, map and routes of a day, which always agree. Gestures become calls of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QByteArray, QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from planner import regions
from planner.bootstrap import Office
from planner.day import edit
from planner.day.workday import neighbor
from planner.errors import Conflict
from planner.model import Route
from planner.text import gettext as _
from planner.text import language
from routing.worker import Worker
from ui.dialogs.problem import show_problem
from ui.document import Document
from ui.errands import Errands
from ui.menus import fill_menus, make_actions, visit_menu
from ui.theme import is_dark
from ui.toolbar import DayBar
from ui.welcome import Welcome
from ui.workbench.map_view import MapView
from ui.workbench.routes import RoutesView
from ui.workbench.strip import Strip
from ui.workbench.visits import VisitsView

SHEETS = (".xlsx", ".csv")
NEEDS_VISITS = ("edit_visit", "locate_visit", "lock", "unlock", "take_out", "earlier", "later")


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
        self._selection: tuple[UUID, ...] = ()
        self._fitted: object = None
        self.setAcceptDrops(True)
        self._make_bars()
        self._lay_out()
        self._wire()
        self._recall()
        self.show_region()

    # --- building

    def _make_bars(self) -> None:
        stack = self.document.undo_stack
        undo, redo = stack.createUndoAction(self, _("&Undo")), stack.createRedoAction(self, _("&Redo"))
        undo.setShortcut(QKeySequence.StandardKey.Undo)
        redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.history = (undo, redo)
        self.actions_by_name = make_actions(self, self._call)
        fill_menus(self, self.actions_by_name, self.history)
        self.bar = DayBar(undo, redo, self)
        self.addToolBar(self.bar)

    def _lay_out(self) -> None:
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        for pane, stretch in ((self.visits, 4), (self.map, 6), (self.routes, 4)):
            self.panes.addWidget(pane)
            self.panes.setStretchFactor(self.panes.count() - 1, stretch)
        self.panes.setSizes([580, 560, 460])
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
        document.lines_changed.connect(self._show_map)
        document.busy_changed.connect(self._show_state)
        document.progressed.connect(bar.show_progress)
        document.failed.connect(self._failed)
        bar.date_chosen.connect(document.open)
        bar.stepped.connect(self._step)
        bar.plan_wanted.connect(document.start_planning)
        bar.stop_wanted.connect(document.stop)
        bar.issue_wanted.connect(self.actions_by_name["issue"].trigger)
        bar.review_wanted.connect(self.errands.review)
        for view in (self.visits, self.routes):
            view.selected.connect(self._select)
            view.opened.connect(self.errands.edit_visit)
            view.asked.connect(self._ask)
        self.routes.team_chosen.connect(self.map.show_team)
        self.routes.moved.connect(self._move)
        self.map.visit_clicked.connect(self._clicked)
        self.map.request_blocked.connect(bar.show_requests)
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
            "plan": self.document.start_planning,
            "plan_afresh": lambda: self.document.start_planning(afresh=True),
            "stop": self.document.stop,
            "issue": lambda: self.errands.issue(self.bar.progress),
            "edit_visit": lambda: self._selection and self.errands.edit_visit(self._selection[0]),
            "locate_visit": self.errands.review,
            "lock": lambda: self._lock(True),
            "unlock": lambda: self._lock(False),
            "take_out": lambda: self._move(self._selection, None, None),
            "earlier": lambda: self._shift_by(-1),
            "later": lambda: self._shift_by(1),
            "fit": lambda: self.map.fit(),
            "focus_selection": self._focus,
        }
        return own[name] if name in own else getattr(self.errands, name)  # type: ignore[no-any-return]

    # --- showing

    def _show(self) -> None:
        document = self.document
        day = document.day
        if day is None:
            return
        self.bar.show_date(day.date)
        self.bar.show_unsure(sum(not visit.located for visit in day.visits))
        self.visits.show_rows(document.rows)
        self.routes.show_plan(day, document.plan, document.rows)
        self.strip.show_totals(document.totals, document.before, self._credit)
        self.setWindowTitle(_("{date} · {branch} – Rounds").format(date=day.date.isoformat(), branch=day.branch.name))
        self.welcome.show_state(region=self._has_region, staff=bool(day.staff))
        self.stack.setCurrentWidget(self.panes if day.visits else self.welcome)
        self._show_state()
        self._show_map()

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
        ready = day is not None and bool(day.visits)
        planned = plan is not None and plan.planned > 0
        self.bar.show_state(busy=document.busy, planning=document.planning, ready=ready, planned=planned)
        actions = self.actions_by_name
        for name in ("plan", "plan_afresh", "roster", "review", "import_visits", "import_staff", "region", "settings"):
            actions[name].setEnabled(not document.busy)
        actions["issue"].setEnabled(planned and not document.busy)
        actions["stop"].setEnabled(document.planning)
        for name in NEEDS_VISITS:
            actions[name].setEnabled(bool(self._selection) and not document.busy)
        actions["own_office"].setVisible(self.office.is_demo)
        actions["the_demo"].setVisible(not self.office.is_demo)

    def show_region(self) -> None:
        """Show the region in use on the map, and say whose data it is."""
        region = regions.active(self.office)
        self._has_region = region is not None
        self._credit = regions.credit(self.office) or _("No region: travel times are estimated in straight lines")
        self.map.set_language(language())
        self.map.set_dark(is_dark())
        if region:
            self.map.show_region(str(region.folder), self._credit, region.bounds)
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
        self._selection = tuple(visit_ids)
        for view in (self.visits, self.routes):
            if view is not self.sender():
                view.select(self._selection)
        self.map.select(self._selection)
        self._show_state()

    def _clicked(self, visit_id: UUID, extend: bool) -> None:
        self._select((*self._selection, visit_id) if extend else (visit_id,))

    def _ask(self, where: QPoint) -> None:
        menu = visit_menu(self, self.actions_by_name)
        day = self.document.day
        if day and self._selection:
            teams = menu.addMenu(_("&Move to"))
            for shift in day.shifts:
                action = teams.addAction(shift.team.name)
                action.triggered.connect(lambda _on=False, key=shift.id: self._move(self._selection, key, None))
        menu.exec(where)

    def _move(self, visit_ids: tuple[UUID, ...], shift_id: UUID | None, position: int | None) -> None:
        if not visit_ids:
            return
        if shift_id:
            self.document.move(_("Move"), visit_ids, shift_id, position)
        else:
            self.document.take_out(_("Take out"), visit_ids)

    def _lock(self, locked: bool) -> None:
        chosen = self._selection
        text = _("Lock") if locked else _("Unlock")
        self.document.change_plan(text, lambda _problem, plan: edit.lock(plan, chosen, locked))

    def _shift_by(self, step: int) -> None:
        route, position = self._place_of_selected()
        if route and 0 <= position + step < len(route.stops):
            self.document.move(_("Move"), self._selection[:1], route.shift_id, position + step)

    def _place_of_selected(self) -> tuple[Route | None, int]:
        plan = self.document.plan
        route = plan.route_of(self._selection[0]) if plan and self._selection else None
        if route is None:
            return None, 0
        return route, next(i for i, stop in enumerate(route.stops) if stop.visit_id == self._selection[0])

    def _focus(self) -> None:
        rows = (self.document.row(visit_id) for visit_id in self._selection)
        self.map.focus([row.visit.location.coordinates for row in rows if row and row.visit.location])

    def _step(self, step: int) -> None:
        if self.document.date and not self.document.busy:
            self.document.open(neighbor(self.office, self.document.date, step))

    # --- remembering

    def _recall(self) -> None:
        kept = QSettings()
        if isinstance(geometry := kept.value("geometry"), QByteArray):
            self.restoreGeometry(geometry)
        else:
            self.resize(1440, 900)
        if isinstance(panes := kept.value("panes"), QByteArray):
            self.panes.restoreState(panes)

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
        if len(urls) == 1 and urls[0].toLocalFile().lower().endswith(SHEETS):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        self.errands.import_visits(Path(event.mimeData().urls()[0].toLocalFile()))
