"""A small planned day, as the right side of the window is shown it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from planner.day import edit
from planner.day.states import VisitRow, visit_rows
from planner.day.travel import DayTravel, day_places
from planner.model import Day, Plan, Unassigned, Violation
from planner.policy import gate
from planner.settings import Settings
from planner.translate import DayProblem, make_problem
from tests.builders import day, visit
from tests.planner.day.handmade import OPEN, PACK, planned
from tests.planner.day.handmade import framed as straight


@dataclass(frozen=True)
class Scene:
    """A day with everything the panels want to know."""

    day: Day
    plan: Plan | None
    problem: DayProblem
    rows: tuple[VisitRow, ...]
    violations: tuple[Violation, ...]

    def id(self, number: int) -> UUID:
        """The id of a visit by its number."""
        return next(each.id for each in self.day.visits if each.reference == f"V-{number}")


def framed(the_day: Day) -> DayProblem:
    """A day on straight roads, by the choices of an office that has made none."""
    bare = straight(the_day)
    travel = DayTravel(day_places(the_day), bare.problem.travel, bare.travel_source)
    windows, blocked = gate.windows(PACK, OPEN, the_day)
    return make_problem(the_day, windows, blocked, travel, Settings().setup_time, Settings().weights)


def scene(the_day: Day, *orders: str, reason: str = "no_room") -> Scene:
    """A day whose routes are in these orders, words being numbers of visits; all others have no stop."""
    ids = {each.reference.removeprefix("V-"): each.id for each in the_day.visits}
    dp = framed(the_day)
    laid: dict[UUID, Sequence[UUID]] = {
        shift.id: [ids[number] for number in order.split()]
        for shift, order in zip(the_day.shifts, orders, strict=False)
    }
    plan = planned(dp, laid)
    left = tuple(each if each.visit_id in dp.blocked else Unassigned(each.visit_id, reason) for each in plan.unassigned)
    return of_plan(dp, replace(plan, unassigned=left))


def of_plan(dp: DayProblem, plan: Plan) -> Scene:
    """A day with a plan as it is."""
    broken = edit.violations(dp, plan, PACK, OPEN)
    return Scene(dp.day, plan, dp, visit_rows(dp.day, plan, broken), broken)


def two_teams() -> Scene:
    """Three visits of team 1, two of team 2, and one that has no stop."""
    return scene(day(*(visit(number, north=900 * number) for number in range(1, 7))), "1 2 3", "4 5")
