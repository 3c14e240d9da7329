"""Fetches the lines of the routes beside the window, in a child of its own: a search must not keep the map waiting."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from planner.bootstrap import Office
from planner.day.lines import Lines, route_lines, way_places
from planner.model import Day, Plan, Route
from routing.travel import Leg
from routing.worker import Worker
from ui.background import Background

type Way = tuple[object, ...]
"""What the lines of a route follow from: how it travels, and its places in order."""


class Liner(QObject):
    """The lines of the newest plan. One request at a time; a plan that changed meanwhile is asked for next.

    Only routes that go another way than before are asked for: after a move these are two, not all.
    """

    changed = Signal()

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Lines = {}
        self._office = office
        self._worker = Worker()
        self._background = Background(self)
        self._running = False
        self._next: tuple[Day, Plan] | None = None
        self._known: dict[UUID, tuple[Way, tuple[Leg, ...]]] = {}

    def want(self, day: Day, plan: Plan | None) -> None:
        """Fetch the lines of a plan; without one there are none."""
        if plan is None:
            self._next = None
            if self.lines:
                self._show({})
        elif self._running:
            self._next = day, plan
        else:
            self._ask(day, plan)

    def close(self) -> None:
        """End the child."""
        self._background.close()
        self._worker.close()

    def forget(self) -> None:
        """The roads are others now."""
        self._known.clear()

    def _ask(self, day: Day, plan: Plan) -> None:
        ways = {route.shift_id: _way(day, route) for route in plan.routes if route.stops}
        self._known = {shift: known for shift, known in self._known.items() if ways.get(shift) == known[0]}
        missing = tuple(route for route in plan.routes if route.stops and route.shift_id not in self._known)
        self._next = None
        if not missing:
            self._show({shift: legs for shift, (_way, legs) in self._known.items()})
            return
        self._running = True

        def came(lines: Lines) -> None:
            self._known |= {shift: (ways[shift], legs) for shift, legs in lines.items()}
            self._running = False
            self._show({shift: legs for shift, (_way, legs) in self._known.items()})
            self._go_on()

        self._background.run(
            route_lines, self._office, day, replace(plan, routes=missing), self._worker,
            on_done=came, on_error=self._failed,
        )  # fmt: skip

    def _show(self, lines: Lines) -> None:
        if lines != self.lines:
            self.lines = lines
            self.changed.emit()

    def _failed(self, _problem: Exception) -> None:
        # Straight lines stand in for roads until the next request; the search itself tells what is wrong.
        self._running = False
        self._go_on()

    def _go_on(self) -> None:
        if self._next:
            self.want(*self._next)


def _way(day: Day, route: Route) -> Way:
    return day.shift(route.shift_id).travel_mode, day.closed, *way_places(day, route)
