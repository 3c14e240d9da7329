"""Which visit somebody means who says "stop three": by the number on the team's own paper, or by what comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from planner.cases.on_paper import put_back
from planner.cases.withdrawing import bring_back
from planner.errors import NotAllowed, NotFound
from planner.model import Actual, Day, Plan
from planner.running.held import Held, read_held
from planner.running.spoken import AT_A_STOP, numbers_on_paper, route_of, standing, where_now
from planner.storage.session import Session
from planner.told import CheckIn, Said


@dataclass(frozen=True, slots=True)
class Meant:
    """A check-in with its visit and number, the day and the plan in which the team makes it, and what is known."""

    check_in: CheckIn
    day: Day
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
        return Meant(replace(asked, visit_id=None, stop=0), day, plan, held, heard)
    try:
        about, day, plan = _at_a_stop(session, day, plan, held, asked, timed=timed)
    except (NotAllowed, NotFound):
        if asked.said != Said.DANGER:
            raise
        about = replace(asked, visit_id=None)  # whatever is wrong with the number: help comes first
    return Meant(about, day, plan, held, heard)


def _at_a_stop(
    session: Session, day: Day, plan: Plan, held: Held | None, asked: CheckIn, *, timed: bool
) -> tuple[CheckIn, Day, Plan]:  # fmt: skip
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
    if not _is_of(plan, shift_id, visit_id):
        day, plan = _on_route(session, day, plan, about)
    if not timed and asked.said == Said.LEFT and (left := _left_at(plan, shift_id, visit_id)):
        about = replace(about, moment=left)
    return about, day, plan


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


def _is_of(plan: Plan, shift_id: UUID, visit_id: UUID) -> bool:
    return any(route.shift_id == shift_id for route in plan.routes_of(visit_id))


def _on_route(session: Session, day: Day, plan: Plan, about: CheckIn) -> tuple[Day, Plan]:
    # It was called off, taken off the plan or given to another team, and the team was there nevertheless: a fact.
    visit_id = about.visit_id
    assert visit_id is not None
    papers = [each for each in session.issues(day.id) if about.shift_id and _is_of(each, about.shift_id, visit_id)]
    if all(visit.id != visit_id for visit in day.visits):
        # Who has just come can still go away; who says how it ended was there.
        back = bring_back(session, day, visit_id, at=about.at, by=about.by) if about.said == Said.LEFT else None
        if back is None:
            raise NotAllowed("stop_called_off", number=about.stop)
        day = back
    if not papers or plan.has_begun(visit_id):
        raise NotFound("stop_not_of_team", number=about.stop)
    plan = put_back(day, _without(plan, visit_id), papers[-1], {visit_id: about.moment})
    return day, (plan if about.said != Said.LEFT else _unsaid(plan, visit_id))


def _without(plan: Plan, visit_id: UUID) -> Plan:
    # Nobody else goes there any more.
    routes = (replace(r, stops=tuple(s for s in r.stops if s.visit_id != visit_id)) for r in plan.routes)
    return replace(plan, routes=tuple(routes)) if plan.route_of(visit_id) else plan


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
