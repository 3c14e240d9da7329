"""What is done to the visits that are selected, as calls of the document. Knows no view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from planner.day import locking
from planner.day.lines import route_places
from planner.day.outcomes import can_unmark
from planner.day.states import VisitState
from planner.model import Coordinates, Plan, Route, Stop
from planner.text import gettext as _
from ui.document import Document
from ui.selecting import Selecting

ANY_VISIT = ("edit_visit", "locate_visit")
ONE_VISIT = ("lock_first", "lock_last", "lock_time")
MOVES = ("lock_first", "lock_last", "take_out", "earlier", "later")


class Gestures:
    """Acts on what the window has selected."""

    def __init__(self, document: Document, selecting: Selecting) -> None:
        self._document = document
        self._selecting = selecting
        self._place: tuple[Plan | None, tuple[UUID, ...], tuple[Route | None, int]] = None, (), (None, 0)
        self._stops: tuple[Plan | None, tuple[UUID, ...], tuple[Stop, ...]] = None, (), ()

    @property
    def selection(self) -> tuple[UUID, ...]:
        """The visits that are selected."""
        return self._selecting.selection

    @property
    def chosen_team(self) -> UUID | None:
        """The shift that was chosen itself, not one of its visits."""
        return self._selecting.team

    @property
    def team(self) -> UUID | None:
        """The shift whose route is meant: the chosen team's, else that of the first visit that is selected."""
        if self._selecting.team:
            return self._selecting.team
        route, _position = self._place_of_selected()
        return route.shift_id if route else None

    def move(self, visit_ids: tuple[UUID, ...], shift_id: UUID | None, position: int | None) -> None:
        """Put visits on a route, at its cheapest place where no position is given; without a route take them out."""
        if not visit_ids:
            return
        if shift_id:
            self._document.move(_("Move"), visit_ids, shift_id, position)
        else:
            self._document.take_out(_("Take out"), visit_ids)

    def move_to(self, shift_id: UUID) -> None:
        """Put the selected visits on a team's route, where each costs least."""
        self.move(self.selection, shift_id, None)

    def lock(self) -> None:
        """Lock the selected visits to their teams."""
        self._change(_("Lock"), locking.lock)

    def lock_place(self) -> None:
        """Lock them to where they stand in their routes."""
        self._change(_("Lock"), locking.lock_place)

    def lock_where_they_are(self, visit_ids: tuple[UUID, ...]) -> None:
        """Lock visits that were let go to where they are now."""
        self._document.change_plan(_("Lock"), lambda _problem, plan: locking.lock_place(plan, visit_ids))

    def lock_first(self) -> None:
        """Put the selected visit first in its route, and lock it there."""
        self._lock_end(locking.FIRST)

    def lock_last(self) -> None:
        """Put it last, and lock it there."""
        self._lock_end(locking.LAST)

    def lock_start(self, start: datetime | None = None) -> None:
        """Lock the selected visits to their starts as they are, or to another one."""
        chosen = self.selection
        self._document.change_plan(_("Lock"), lambda problem, plan: locking.lock_start(problem, plan, chosen, start))

    def unlock(self) -> None:
        """Set the selected visits free."""
        self._change(_("Unlock"), locking.unlock)

    def lock_route(self) -> None:
        """Lock every visit of the team's route to where it stands."""
        if stops := self._stops_of_team():
            self._document.change_plan(_("Lock the route"), lambda _problem, plan: locking.lock_place(plan, stops))

    def unlock_route(self) -> None:
        """Set every visit of the team's route free, but for what has begun."""
        if stops := self._stops_of_team():
            self._document.change_plan(_("Unlock the route"), lambda _problem, plan: locking.unlock(plan, stops))

    def lock_before_now(self) -> None:
        """Lock every visit that starts before now to where it stands."""
        now = self._document.office.clock()
        plan = self._document.plan
        routes = plan.routes if plan else ()
        past = [stop.visit_id for route in routes for stop in route.stops if stop.start <= now and not stop.begun]
        if past:
            self._document.change_plan(_("Lock before now"), lambda _problem, plan: locking.lock_place(plan, past))

    def select_route(self) -> None:
        """Select every visit of the team's route."""
        if route := self._route_of_team():
            self._selecting.select(stop.visit_id for stop in route.stops)

    def empty_route(self) -> None:
        """Take every visit out of the team's route, but for what has begun."""
        self.move(self._stops_of_team(), None, None)

    @property
    def way_of(self) -> UUID | None:
        """The visit whose route's way is meant: the first of the chosen team's route, else the first selected."""
        if self.chosen_team:
            route = self._route_of_team()
            return route.stops[0].visit_id if route and route.stops else None
        return self.selection[0] if self.selection and self._place_of_selected()[0] else None

    def _route_of_team(self) -> Route | None:
        plan, team = self._document.plan, self.team
        return next((route for route in (plan.routes if plan else ()) if route.shift_id == team), None)

    def _stops_of_team(self) -> tuple[UUID, ...]:
        route = self._route_of_team()
        return tuple(stop.visit_id for stop in route.stops if not stop.begun) if route else ()

    def _change(self, text: str, change: Callable[[Plan, tuple[UUID, ...]], Plan]) -> None:
        chosen = self.selection
        self._document.change_plan(text, lambda _problem, plan: change(plan, chosen))

    def _lock_end(self, place: int) -> None:
        chosen = self.selection[0]
        self._document.change_plan(_("Lock"), lambda problem, plan: locking.lock_end(problem, plan, chosen, place))

    def can(self, name: str) -> bool:
        """Whether what is selected can be edited (`name` as in the menu): locked, moved, opened."""
        chosen, plan = set(self.selection), self._document.plan
        if name == "directions":
            return self.way_of is not None
        if name in ANY_VISIT:
            return bool(chosen)
        if name == "grab":
            return bool(chosen) and plan is not None and not all(plan.has_begun(visit_id) for visit_id in chosen)
        if name == "next_slot":
            row = self._document.row(self.selection[0]) if len(chosen) == 1 else None
            return row is not None and row.state == VisitState.FAILED
        if name == "unmark":
            return plan is not None and can_unmark(plan, self.selection)
        stops = self._stops_chosen()
        if not stops or (name in ONE_VISIT and len(chosen) > 1):
            return False
        return name not in MOVES or not all(stop.begun for stop in stops)

    def _stops_chosen(self) -> tuple[Stop, ...]:
        # Every action asks for them; they are looked for once for a plan and a selection.
        plan, chosen = self._document.plan, self.selection
        if self._stops[0] is not plan or self._stops[1] is not chosen:
            wanted, routes = set(chosen), plan.routes if plan else ()
            found = tuple(stop for route in routes for stop in route.stops if stop.visit_id in wanted)
            self._stops = plan, chosen, found
        return self._stops[2]

    def shift_by(self, step: int) -> None:
        """Put the first of the selected visits earlier or later in its route."""
        route, position = self._place_of_selected()
        if route and 0 <= position + step < len(route.stops):
            self._document.move(_("Move"), self.selection[:1], route.shift_id, position + step)

    def places(self) -> list[Coordinates]:
        """Where the selected visits are."""
        rows = (self._document.row(visit_id) for visit_id in self.selection)
        return [row.visit.location.coordinates for row in rows if row and row.visit.location]

    @property
    def unassigned(self) -> tuple[UUID, ...]:
        """Those of the selected visits that the plan leaves out."""
        rows = (self._document.row(visit_id) for visit_id in self.selection if self._document.plan)
        return tuple(row.visit.id for row in rows if row and row.stop is None)

    @property
    def urgent(self) -> tuple[UUID, ...]:
        """The selected visits that a search might still plan; without any, those that came after planning."""
        open_rows = [row for row in self._document.rows if row.state == VisitState.UNASSIGNED and self._document.plan]
        chosen = tuple(row.visit.id for row in open_rows if row.visit.id in self.selection)
        return chosen or tuple(row.visit.id for row in open_rows if row.reason == "new")

    def places_of_team(self, shift_id: UUID) -> list[Coordinates]:
        """Where a team's route goes."""
        day, plan = self._document.day, self._document.plan
        routes = [route for route in plan.routes if route.shift_id == shift_id] if plan else []
        return route_places(day, routes[0]) if day and routes else []

    def _place_of_selected(self) -> tuple[Route | None, int]:
        # Asked for as often as the stops above.
        plan, chosen = self._document.plan, self.selection
        if self._place[0] is not plan or self._place[1] is not chosen:
            route = plan.route_of(chosen[0]) if plan and chosen else None
            stops = route.stops if route else ()
            at = next((number for number, stop in enumerate(stops) if stop.visit_id == chosen[0]), 0)
            self._place = plan, chosen, (route, at)
        return self._place[2]
