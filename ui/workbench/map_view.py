"""The map of the workbench: its head with layers and tools, and what is done on it: picked, pointed at, dragged.

What is to be seen is `map_plain`'s; nothing is changed here, everything is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from planner.day.effect import Effect
from planner.day.lines import Lines
from planner.documents.map_words import page_texts
from planner.model import Day, Plan
from ui.workbench.map_drags import MapDrags
from ui.workbench.map_drops import effect_path
from ui.workbench.map_engine import prepare_web_engine, register_scheme
from ui.workbench.map_head import MapHead
from ui.workbench.map_plain import PlainMap

__all__ = ["MapView", "prepare_web_engine", "register_scheme"]


class MapView(PlainMap):
    """The map with its tools. It selects what was picked on it by itself, and tells so."""

    selected = Signal(object)
    """Visits were picked with a lasso or a rectangle: all that are selected now, as a tuple of ids."""
    opened = Signal(object)
    """A visit was double-clicked, or Enter was pressed on the map."""
    asked = Signal(object)
    """A menu for the selected visits is wanted at this global point."""
    hovered = Signal(object)
    """The pointer is on a visit or on the leg that leads to it; None where it left."""
    team_chosen = Signal(object)
    """A route's line was clicked: its shift's id."""
    team_asked = Signal(object, object)
    """A menu for the team whose line is there is wanted: its shift's id, and a global point."""
    layer_changed = Signal(str, object)
    """Another layer was chosen in the head: ``all``, ``team`` or ``unassigned``, and the shift's id with ``team``."""
    drag_wanted = Signal(object)
    """Pins were lifted: a drag of these visits should begin. Who begins one may take until it ends."""
    dragged_over = Signal(object, object, object)
    """What is dragged is over a route: the shift's id, the position, the global point. Without a shift: taken out."""
    drag_left = Signal()
    """It is over nothing any more where it could be let go."""
    drag_dropped = Signal()
    """A drag of the window's was let go: where `dragged_over` said last."""
    moved = Signal(object, object, object)
    """Pins were let go that the page carried, as nobody began a drag: their ids, the shift's id and the position."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selection: tuple[UUID, ...] = ()
        self._team: UUID | None = None
        self.head = MapHead(self)
        self._column.insertWidget(0, self.head)
        self.head.layer_wanted.connect(self._layer_wanted)
        self.head.tool_wanted.connect(self._use_tool)
        self.head.fit_wanted.connect(self._fit_wanted)
        self._told |= {"layer": {"kind": "all", "shift": None}, "tool": "pointer"}
        self._hear |= {
            "opened": lambda key: self.opened.emit(UUID(key)),
            "asked": self._asked,
            "asked_team": lambda key, x, y: self.team_asked.emit(UUID(key), self._at(x, y)),
            "hovered": lambda key: self.hovered.emit(UUID(key) if key else None),
            "line": lambda key: self.team_chosen.emit(UUID(key)),
            "picked": self._picked,
            "tool_left": lambda: self._use_tool("pointer"),
        }
        self._drags = MapDrags(self, self._view, self.head, self._send, lambda: self._plan[1] if self._plan else None)
        self._hear |= self._drags.hear
        for heard, told in (
            (self._drags.wanted, self.drag_wanted), (self._drags.over, self.dragged_over),
            (self._drags.left, self.drag_left), (self._drags.dropped, self.drag_dropped),
            (self._drags.moved, self.moved),
        ):  # fmt: skip
            heard.connect(told)
        self.setAcceptDrops(True)

    # --- what is to be seen

    def show_plan(self, day: Day, plan: Plan | None, lines: Lines) -> None:
        """Show a day; the zoom is kept, and only routes that changed are drawn anew."""
        super().show_plan(day, plan, lines)
        with_stops = {route.shift_id for route in plan.routes if route.stops} if plan else set()
        shifts = [shift for shift in day.shifts if shift.id in with_stops]
        self.head.show_day(shifts, len(day.visits) - (plan.planned if plan else 0))
        if self.head.layers.choice == "team" and self._team not in with_stops:
            self._layer_wanted("all", None)

    def select(self, visit_ids: Iterable[UUID]) -> None:
        """Ring the selected visits."""
        self._selection = tuple(visit_ids)
        super().select(self._selection)

    def highlight(self, visit_id: UUID | None) -> None:
        """Light a visit and the leg that leads to it, and say how long that is; None puts it out."""
        self._tell("highlight", str(visit_id) if visit_id else None)

    def show_effect(self, effect: Effect | None) -> None:
        """Show the way that what is dragged would take, wherever it is dragged."""
        day, plan, _lines = self._plan or (None, None, None)
        path = effect_path(day, plan, effect) if effect and day and plan else []
        self._tell("effect", [list(place) for place in path])

    def show_team(self, shift_id: UUID | None) -> None:
        """Let one team stand out from the others; None shows all alike."""
        self._team = shift_id or self._team
        super().show_team(shift_id)
        if shift_id and self.head.layers.choice == "team":
            self.show_layer("team", shift_id)

    def show_layer(self, name: str, shift_id: UUID | None = None) -> None:
        """Show ``all``, one ``team`` alone (the one that was looked at last, where none is named) or ``unassigned``."""
        if name == "team":
            shift_id = shift_id or self._some_team()
            name = name if shift_id else "all"
            self._team = shift_id
        self.head.show_layer(name, self._team)
        self._tell("layer", {"kind": name, "shift": str(self._team) if name == "team" else None})

    def fit_selection(self) -> None:
        """Look at the selected visits; without any at all of the day."""
        if self._selection:
            self._tell_look("fit_visits", [str(visit_id) for visit_id in self._selection])
        else:
            self.fit()

    def set_language(self, language: str) -> None:
        """Speak another language, on the base map too."""
        super().set_language(language)
        self.head.word()

    def _texts(self) -> dict[str, str | list[str]]:
        return page_texts(self._language)

    def _some_team(self) -> UUID | None:
        # Of the first selected visit, else the one looked at before, else the first that has stops.
        routes = [route for route in self._plan[1].routes if route.stops] if self._plan and self._plan[1] else []
        chosen = set(self._selection[:1])
        mine = (route.shift_id for route in routes if any(stop.visit_id in chosen for stop in route.stops))
        known = {route.shift_id for route in routes}
        last = self._team if self._team in known else None
        return next(mine, None) or last or next((route.shift_id for route in routes), None)

    # --- the head

    def _layer_wanted(self, name: str, shift_id: UUID | None) -> None:
        self.show_layer(name, shift_id)
        self.layer_changed.emit(self.head.layers.choice, self._team if name == "team" else None)

    def _use_tool(self, name: str) -> None:
        self.head.tools.choose(name)
        self._tell("tool", name)
        self._view.setFocus()

    def _fit_wanted(self, selection: bool) -> None:
        if selection:
            self.fit_selection()
        else:
            self.fit()

    # --- hearing the page

    def _came(self) -> None:
        self._drags.came()
        super()._came()

    def _picked(self, keys: list[str], add: bool) -> None:
        found = tuple(UUID(key) for key in keys)
        self.select(dict.fromkeys((*self._selection, *found)) if add else found)
        self.selected.emit(self._selection)

    def _asked(self, key: str, x: float, y: float) -> None:
        if UUID(key) not in self._selection:
            self.visit_clicked.emit(UUID(key), False)
        self.asked.emit(self._at(x, y))

    def _at(self, x: float, y: float) -> QPoint:
        return self._view.mapToGlobal(QPoint(round(x), round(y)))

    # --- Qt

    def event(self, event: QEvent) -> bool:
        """With another tool in the hand Escape gives that back, and means nothing else."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.ShortcutOverride and self.head.tools.choice != "pointer":
            event.accept()
            return True
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Visits may be dropped on a pin, a route, or the number of the unassigned."""
        self._drags.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Say where they are."""
        self._drags.move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They are elsewhere."""
        self._drags.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where they were let go."""
        self._drags.drop(event)
