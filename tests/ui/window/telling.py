"""What a test asks the window about."""

from __future__ import annotations

from uuid import UUID

from planner.model import Route, Stop
from ui.main_window import MainWindow
from ui.workbench.visits_model import FIELDS


def longest(window: MainWindow) -> Route:
    """The route with the most stops."""
    assert window.document.plan
    return max(window.document.plan.routes, key=lambda route: len(route.stops))


def other(window: MainWindow) -> Route:
    """The other team's route."""
    assert window.document.plan
    return next(route for route in window.document.plan.routes if route.shift_id != longest(window).shift_id)


def order(window: MainWindow, shift_id: UUID) -> list[UUID]:
    """The visits of a route, in their order."""
    assert window.document.plan
    return [stop.visit_id for r in window.document.plan.routes if r.shift_id == shift_id for stop in r.stops]


def stop_of(window: MainWindow, visit_id: UUID) -> Stop:
    """The stop of a visit."""
    assert window.document.plan
    return next(s for route in window.document.plan.routes for s in route.stops if s.visit_id == visit_id)


def state_of(window: MainWindow, visit_id: UUID) -> str:
    """What the table says of a visit's state, once all views show the newest plan."""
    window.showing.finish()
    model = window.views.visits.model
    number = next(n for n, row in enumerate(model.rows) if row.visit.id == visit_id)
    return str(model.index(number, FIELDS.index("state")).data())


def do(window: MainWindow, name: str) -> None:
    """Trigger an action, as its key or its entry in a menu does."""
    action = window.actions_by_name[name]
    window.showing.finish()  # nobody presses what is not shown yet
    assert action.isEnabled(), name
    action.trigger()
