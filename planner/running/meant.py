"""Which visit somebody means who says "stop three": by the number on the team's own paper, or by what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from planner.cases.on_paper import put_back
from planner.errors import NotAllowed, NotFound
from planner.model import Actual, Day, Plan
from planner.running.held import Held, read_held
from planner.running.model import CheckIn, Said
from planner.running.spoken import AT_A_STOP, numbers_on_paper, route_of, standing, where_now
from planner.storage.session import Session


@dataclass(frozen=True, slots=True)
class Meant:
    """A check-in with its visit and number, the plan in which that visit is on the team's route, and what is known."""

    check_in: CheckIn
    plan: Plan
    held: Held | None
    heard: tuple[CheckIn, ...]


def meant(session: Session, day: Day, plan: Plan, asked: CheckIn, *, timed: bool) -> Meant:
    """Find out what a check-in is about.

    `timed` tells that somebody said when it was; otherwise a stop that was left before was left when it was.

    Raises
    ------
    NotFound
        ``no_such_team``, ``stop_not_of_team``; ``nothing_next``: no stop was named, and the team has none before it.
    NotAllowed
        ``stop_called_off``: nobody is to go there any more.
    """
    shift_id = asked.shift_id
    if shift_id is None or all(each.id != shift_id for each in day.shifts):
        raise NotFound("no_such_team")
    held = read_held(session, day).get(shift_id)
    heard = standing(plan, session.day_facts(CheckIn, day.date))
    if asked.said not in (*AT_A_STOP, Said.DANGER):
        return Meant(replace(asked, visit_id=None, stop=0), plan, held, heard)
    try:
        about, plan = _at_a_stop(day, plan, session.issues(day.id), held, asked, timed=timed)
    except (NotAllowed, NotFound):
        if asked.said != Said.DANGER:
            raise
        about = replace(asked, visit_id=None)  # whatever is wrong with the number: help comes first
    return Meant(about, plan, held, heard)


def _at_a_stop(
    day: Day, plan: Plan, issues: Sequence[Plan], held: Held | None, asked: CheckIn, *, timed: bool
) -> tuple[CheckIn, Plan]:  # fmt: skip
    shift_id = asked.shift_id
    assert shift_id is not None
    number = numbers_on_paper(plan, shift_id, held)
    by_number = _of_number(number, asked.stop) if asked.stop else _next(plan, shift_id, asked.said)
    visit_id = asked.visit_id or by_number
    if visit_id is None and not asked.stop:
        raise NotFound("nothing_next")
    if visit_id is None or visit_id not in number:
        raise NotFound("stop_not_of_team", number=asked.stop)
    about = replace(asked, visit_id=visit_id, stop=number[visit_id])
    plan = _on_route(day, plan, issues, about)
    if not timed and asked.said == Said.LEFT and (left := _left_at(plan, shift_id, visit_id)):
        about = replace(about, moment=left)
    return about, plan


def _of_number(numbers: dict[UUID, int], wanted: int) -> UUID | None:
    return next((visit_id for visit_id, number in numbers.items() if number == wanted), None)


def _next(plan: Plan, shift_id: UUID, said: Said) -> UUID | None:
    route, here = route_of(plan, shift_id), where_now(plan, shift_id)
    if route is None or (said == Said.DANGER and here is None):
        return None
    ahead = route.stops[route.begun : route.begun + 1]
    if said == Said.ARRIVED or here is None:
        return ahead[0].visit_id if ahead else None
    return here.visit_id


def _on_route(day: Day, plan: Plan, issues: Sequence[Plan], about: CheckIn) -> Plan:
    visit_id = about.visit_id
    assert visit_id is not None
    if any(route.shift_id == about.shift_id for route in plan.routes_of(visit_id)):
        return plan
    if all(visit.id != visit_id for visit in day.visits):
        raise NotAllowed("stop_called_off", number=about.stop)
    papers = [each for each in issues if about.shift_id in {route.shift_id for route in each.routes_of(visit_id)}]
    if not papers or plan.route_of(visit_id):
        raise NotFound("stop_not_of_team", number=about.stop)
    # It was taken off the plan, and the team was there nevertheless: a fact.
    back = put_back(day, plan, papers[-1], {visit_id: about.moment})
    return back if about.said != Said.LEFT else _unsaid(back, visit_id)


def _unsaid(plan: Plan, visit_id: UUID) -> Plan:
    # Nobody told when it came.
    routes = (
        replace(route, stops=tuple(replace(s, actual=Actual()) if s.visit_id == visit_id else s for s in route.stops))
        for route in plan.routes
    )
    return replace(plan, routes=tuple(routes))


def _left_at(plan: Plan, shift_id: UUID, visit_id: UUID) -> datetime | None:
    route = route_of(plan, shift_id)
    actuals = (stop.actual or Actual() for stop in (route.stops if route else ()) if stop.visit_id == visit_id)
    return next((actual.left for actual in actuals), None)
