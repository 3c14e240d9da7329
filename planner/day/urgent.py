"""Urgent visits into the plan there is: at once, with at most so many other visits moved. Saves nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from planner.bootstrap import Office
from planner.day.edit import follow, put_all
from planner.day.framing import terms_of
from planner.day.optimize import Planning
from planner.day.travel import is_quick
from planner.day.wanted import Wanted
from planner.model import Day, Plan
from planner.translate import DayProblem, orders_of, sides_of, to_solution
from routing.insertion import cheapest_insertions
from routing.joint_insertion import cheapest_joint
from routing.solvers.standing import standing
from routing.way_out import Placement
from routing.worker import Worker

SEARCH_S = 0.35
"""With what goes before and after, an answer comes within a second. With 300 visits 3 s found no better place."""
KEEP = 2
"""Where more may move than must: how much it matters that they do not."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """The plan with urgent visits: which of them got a stop, and which others go with another team now."""

    plan: Plan
    placed: tuple[UUID, ...]
    moved: tuple[UUID, ...]


def insert_urgent(
    office: Office,
    day: Day,
    plan: Plan,
    visit_ids: Collection[UUID],
    worker: Worker,
    *,
    max_moved: int | None = 0,
    not_before: datetime | None = None,
    time_limit_s: float = SEARCH_S,
    problem: DayProblem | None = None,
    on_message: Callable[[object], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Inserted:
    """Put visits without a stop into a plan; no other visit loses its stop, and none else gets one.

    Blocks for about `SEARCH_S`; meant for a thread. What there is no room for stays unassigned.

    Parameters
    ----------
    max_moved
        So many other visits may go to another team; None for any number.
    not_before
        Nothing that has not begun starts before this moment; None on a day that is not under way.
    problem
        The day's, where it is at hand: it is not framed anew then, unless its ways are a quick estimate. A plan that
        breaks a rule, as those of days under way do, is added to at once: a search would spend its time, and more, on
        what it may not leave out.
    """
    urgent = frozenset(key for key in visit_ids if plan.route_of(key) is None)
    keep = max(KEEP, office.settings.keep_plan)
    wanted = Wanted(keep=keep, max_moved=max_moved, only=urgent, not_before=not_before)
    if problem and not _stands(office, later := wanted.later(problem, plan), plan):
        return _inserted(day, plan, _added(office, later, plan, urgent), urgent)
    framed = problem if problem and not is_quick(problem.travel_source) else None
    planning = Planning(office, day, plan, worker, time_limit_s=time_limit_s, wanted=wanted, framed=framed)
    after, dp = planning.wait(on_message, cancelled), planning.day_problem
    if dp and not is_kept(day, plan, after, max_moved):
        # A person has made it break a rule, which no search would: it stays as it is, and is added to.
        after = _added(office, wanted.later(dp, plan), plan, urgent)
    return _inserted(day, plan, after, urgent)


def _inserted(day: Day, plan: Plan, after: Plan, urgent: Collection[UUID]) -> Inserted:
    placed = tuple(visit.id for visit in day.visits if visit.id in urgent and after.route_of(visit.id))
    return Inserted(after, placed, _moved(plan, after))


def _stands(office: Office, dp: DayProblem, plan: Plan) -> bool:
    problem = (asked := terms_of(office, dp.day).as_searched(dp, plan)).problem
    orders = orders_of(asked, plan)
    return standing(problem, orders) == {each.id: orders.get(each.id, []) for each in problem.vehicles}


def is_kept(day: Day, before: Plan, after: Plan, max_moved: int | None) -> bool:
    """Whether no visit has lost its stop, and no more than may go with another team."""
    visits = {visit.id for visit in day.visits}
    had, has = ({s.visit_id for r in plan.routes for s in r.stops} & visits for plan in (before, after))
    return had <= has and (max_moved is None or len(_moved(before, after)) <= max_moved)


def is_near_enough(before: Plan, after: Plan, max_moved: int | None) -> bool:
    """Whether no more visits than may have lost a team they had, or their stop, and none that is locked to it."""
    had, has = _teams(before), _teams(after)
    lost = [key for key, teams in had.items() if not teams <= has.get(key, set())]
    locked = {stop.visit_id for route in before.routes for stop in route.stops if stop.locked}
    return locked.isdisjoint(lost) and (max_moved is None or len(lost) <= max_moved)


def _moved(before: Plan, after: Plan) -> tuple[UUID, ...]:
    had, has = _teams(before), _teams(after)
    return tuple(key for key, teams in had.items() if key in has and not teams <= has[key])


def _teams(plan: Plan) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    for route in plan.routes:
        for stop in route.stops:
            found.setdefault(stop.visit_id, set()).add(route.shift_id)
    return found


def _added(office: Office, dp: DayProblem, plan: Plan, urgent: Collection[UUID]) -> Plan:
    # One after the other, the most important first, where each costs least.
    plan = follow(dp, plan)
    terms = terms_of(office, dp.day)
    for visit in sorted((dp.day.visit(key) for key in urgent), key=lambda each: (-each.must_do, -each.priority)):
        asked, sides = terms.as_searched(dp, plan), sides_of(dp, visit.id)
        problem, now = asked.problem, to_solution(asked, plan)
        if len(sides) > 1:
            pair = cheapest_joint(problem, now, sides[0])
            places = dict(pair.sides) if pair else {}
        else:
            found = cheapest_insertions(problem, now, sides[0]) if sides else ()
            places = {sides[0]: found[0]} if found else {}
        plan = put_all(dp, plan, (Placement(job, each.vehicle, each.position) for job, each in places.items()))
    return plan
