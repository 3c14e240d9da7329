"""What a team said, brought into the plan, and what it will say next. Pure: reads and keeps nothing.

A check-in is the log, the plan is the state: what was told of a stop counts while the plan says so (`standing`). When a
team has to be heard again is `planner.running.clock`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from planner.cases.outcomes import TABLE, Code
from planner.day import outcomes
from planner.day.edit import follow
from planner.day.heard import back
from planner.day.outcomes import Told
from planner.model import Actual, Plan, Route, Stop
from planner.running.held import Held
from planner.running.pending import numbers_of
from planner.told import CheckIn, Said
from planner.translate import DayProblem

AT_A_STOP = (Said.ARRIVED, Said.LEFT)


@dataclass(frozen=True, slots=True)
class Next:
    """What a team will say next if all goes as planned: at which visit, its number on the paper, and when."""

    said: Said
    visit_id: UUID | None
    number: int
    at: datetime


def route_of(plan: Plan | None, shift_id: UUID) -> Route | None:
    """The route of a shift, if it has any stop."""
    return next((r for r in (plan.routes if plan else ()) if r.shift_id == shift_id and r.stops), None)


def told_moments(route: Route) -> list[datetime]:
    """When it came to doors and left them, as far as that was told."""
    return [when for stop in route.stops for when in _moments(stop.actual)]


def numbers_on_paper(plan: Plan | None, shift_id: UUID, held: Held | None = None) -> dict[UUID, int]:
    """Visits of a team by the number it knows them by, also those that were called off since.

    What is printed keeps its number. What came by telephone follows after the last one.
    """
    return numbers_of(held or Held(shift_id), route_of(plan, shift_id))


def paper_numbers(plan: Plan | None, shift_id: UUID, held: Held | None = None) -> dict[UUID, int]:
    """The same of those that are still to be made or were made, in the order of the route."""
    known, route = numbers_on_paper(plan, shift_id, held), route_of(plan, shift_id)
    return {stop.visit_id: known[stop.visit_id] for stop in route.stops} if route else {}


def standing(plan: Plan | None, check_ins: Iterable[CheckIn]) -> tuple[CheckIn, ...]:
    """Those that count, as they were heard: not taken back, and told of a stop only while the plan says so too."""
    actuals = {(r.shift_id, s.visit_id): s.actual for r in (plan.routes if plan else ()) for s in r.stops if s.actual}
    return tuple(sorted((each for each in check_ins if _stands(each, actuals)), key=lambda each: each.at))


def _stands(check_in: CheckIn, actuals: Mapping[tuple[UUID, UUID], Actual]) -> bool:
    if check_in.taken_back or check_in.shift_id is None:
        return False
    if check_in.said not in AT_A_STOP or check_in.visit_id is None:
        return True
    actual = actuals.get((check_in.shift_id, check_in.visit_id))
    return actual is not None and (check_in.said == Said.ARRIVED or actual.over)


def next_of(
    plan: Plan | None, shift_id: UUID, heard: Sequence[CheckIn], now: datetime | None = None, held: Held | None = None
) -> Next | None:
    """What a team says next; None where it has nothing to do, or is back.

    Parameters
    ----------
    heard
        What counts of this day, see `standing`; of whichever teams.
    now
        Where it is given, a team that has said nothing yet and is to leave about now says that it sets out.
    held
        What the team has in hand: its numbers are those.
    """
    route, mine = route_of(plan, shift_id), [each for each in heard if each.shift_id == shift_id]
    if back(mine):
        return None
    if route is None:  # nothing is left of its route: who was heard out there is on the way home
        return Next(Said.BACK, None, 0, max(each.moment for each in mine)) if mine else None
    number = numbers_on_paper(plan, shift_id, held)
    last = route.stops[route.begun - 1] if route.begun else None
    if last is None and not mine and now and now < route.start + (route.stops[0].start - route.start) / 2:
        return Next(Said.SET_OUT, None, 0, route.start)
    if last and not (last.actual and last.actual.over):
        return Next(Said.LEFT, last.visit_id, number[last.visit_id], last.departure)
    if ahead := route.stops[route.begun :]:
        return Next(Said.ARRIVED, ahead[0].visit_id, number[ahead[0].visit_id], ahead[0].start)
    return Next(Said.BACK, None, 0, route.end)


def where_now(plan: Plan | None, shift_id: UUID) -> Stop | None:
    """The stop whose door a team is at, as far as it was told."""
    route = route_of(plan, shift_id)
    last = route.stops[route.begun - 1] if route and route.begun else None
    return last if last and last.actual and last.actual.arrived and not last.actual.over else None


def untold(plan: Plan, shift_id: UUID, held: Held | None = None) -> tuple[int, ...]:
    """Numbers of the stops that a team has passed and of which no outcome was told."""
    route, number = route_of(plan, shift_id), numbers_on_paper(plan, shift_id, held)
    passed = route.stops[: route.begun] if route else ()
    there = where_now(plan, shift_id)
    return tuple(number[stop.visit_id] for stop in passed if not stop.outcome and stop != there)


def bounds(
    plan: Plan, check_in: CheckIn, heard: Iterable[CheckIn] = ()
) -> tuple[datetime | None, datetime | None]:  # fmt: skip
    """Between which moments it must be: the last told before it in this team's route, and the first told after it.

    By what was `heard` a team that is back sets out once more.
    """
    home = back(each for each in heard if each.shift_id == check_in.shift_id)
    if check_in.said == Said.SET_OUT and home:
        return max(home.values()), None
    route = route_of(plan, check_in.shift_id) if check_in.shift_id else None
    stops = route.stops if route else ()
    if check_in.said not in AT_A_STOP:
        all_told = told_moments(route) if route else []
        first, last = min(all_told, default=None), max(all_told, default=None)
        return last if check_in.said == Said.BACK else None, first if check_in.said == Said.SET_OUT else None
    at = next((n for n, stop in enumerate(stops) if stop.visit_id == check_in.visit_id), 0)
    before = [when for stop in stops[:at] for when in _moments(stop.actual)]
    after = [when for stop in stops[at + 1 :] for when in _moments(stop.actual)]
    here = stops[at].actual if stops else None
    if check_in.said == Said.LEFT and here and here.arrived:
        before.append(here.arrived)
    if check_in.said == Said.ARRIVED and here and here.left:
        after.append(here.left)
    return max(before, default=None), min(after, default=None)


def _moments(actual: Actual | None) -> list[datetime]:
    return [when for when in (actual.arrived, actual.left) if when] if actual else []


def told(dp: DayProblem, plan: Plan, check_in: CheckIn) -> Plan:
    """The plan as it is by what was said: this team's stop, and the rest of its route timed from there.

    Where two teams meet, who arrives speaks for itself alone; who leaves with an outcome speaks for the other as well,
    if that was there. Danger at a stop tells that the team is there.
    """
    if check_in.visit_id is None or check_in.said not in (*AT_A_STOP, Said.DANGER):
        return plan
    if check_in.said == Said.LEFT:
        return _left(dp, plan, check_in)
    actual = _actual(plan, check_in)
    if check_in.said == Said.DANGER and _has_begun(plan, check_in):
        return plan
    if actual and actual.over:
        return _with_actual(dp, plan, check_in, replace(actual, arrived=check_in.moment))
    return outcomes.tell(
        dp, plan, [check_in.visit_id], Told(outcomes.BEGUN, check_in.moment, shift_id=check_in.shift_id)
    )


def _left(dp: DayProblem, plan: Plan, check_in: CheckIn) -> Plan:
    kind, reason = outcomes.LEFT, ""
    if check_in.code:
        follows = TABLE[Code(check_in.code)]
        kind, reason = (outcomes.DONE if follows.done else outcomes.FAILED), follows.reason
    sides = [check_in.shift_id]
    if check_in.code:
        sides += [r.shift_id for r in plan.routes if r.shift_id not in sides and _is_there(r, check_in.visit_id)]
    for shift_id in sides:
        here = Told(kind, check_in.moment, reason, shift_id)
        plan = outcomes.tell(dp, plan, [check_in.visit_id] if check_in.visit_id else [], here)
    return plan


def untell(dp: DayProblem, plan: Plan, check_in: CheckIn) -> Plan:
    """The plan as if this had not been said; what stood before it and was only thought to have begun is free again."""
    actual = _actual(plan, check_in)
    if check_in.visit_id is None or actual is None or check_in.said not in AT_A_STOP:
        return plan
    if check_in.said == Said.ARRIVED and actual.over:
        return _with_actual(dp, plan, check_in, replace(actual, arrived=None))
    if check_in.said == Said.LEFT and actual.arrived:
        return _with_actual(dp, plan, check_in, Actual(arrived=actual.arrived))
    plan = outcomes.unmark(dp, plan, [check_in.visit_id], check_in.shift_id)
    routes = tuple(_freed(r, check_in.visit_id) if r.shift_id == check_in.shift_id else r for r in plan.routes)
    return follow(dp, replace(plan, routes=routes))


def _freed(route: Route, visit_id: UUID) -> Route:
    at = next(number for number, stop in enumerate(route.stops) if stop.visit_id == visit_id)
    if any(stop.begun for stop in route.stops[at:]):
        return route
    stops = list(route.stops)
    for number in range(at - 1, -1, -1):
        if not stops[number].begun or stops[number].actual:
            break
        stops[number] = replace(stops[number], lock=None)
    return replace(route, stops=tuple(stops))


def _with_actual(dp: DayProblem, plan: Plan, check_in: CheckIn, actual: Actual) -> Plan:
    routes = (
        replace(route, stops=tuple(_as(stop, actual) if stop.visit_id == check_in.visit_id else stop
                                   for stop in route.stops))
        if route.shift_id == check_in.shift_id else route
        for route in plan.routes
    )  # fmt: skip
    return follow(dp, replace(plan, routes=tuple(routes)))


def _as(stop: Stop, actual: Actual) -> Stop:
    start = actual.arrived or (stop.lock and stop.lock.start) or stop.start
    return replace(stop, actual=actual, lock=replace(stop.lock, start=start) if stop.lock else None)


def _actual(plan: Plan, check_in: CheckIn) -> Actual | None:
    route = route_of(plan, check_in.shift_id) if check_in.shift_id else None
    return next((s.actual for s in (route.stops if route else ()) if s.visit_id == check_in.visit_id), None)


def _has_begun(plan: Plan, check_in: CheckIn) -> bool:
    # The stop, or one behind it.
    route = route_of(plan, check_in.shift_id) if check_in.shift_id else None
    ids = [stop.visit_id for stop in route.stops] if route else []
    return route is not None and check_in.visit_id in ids and ids.index(check_in.visit_id) < route.begun


def _is_there(route: Route, visit_id: UUID | None) -> bool:
    return any(s.visit_id == visit_id and s.begun and not (s.actual and s.actual.over) for s in route.stops)
