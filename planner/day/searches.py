"""The searches of a day that is open, with the day judged after them: each action of planning is one of these.

They block, and are meant for a thread. Whoever asks may end one with the best so far (`stopped`), or want it no longer
(`cancelled`). With `now` the day is under way: what has begun or is near stays, and nothing is put into the past.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from planner.bootstrap import Office
from planner.day.edit import follow
from planner.day.from_now import LEAD, freeze, hold, thaw, under_way
from planner.day.optimize import Planning
from planner.day.rehearse import rehearse, spread_of
from planner.day.rehearse_words import price_words
from planner.day.sturdier import SHARES, rooms
from planner.day.urgent import KEEP, is_kept, is_near_enough
from planner.day.wanted import AS_SET, Wanted
from planner.day.workday import Workday, judged, work_on
from planner.model import Plan
from routing.worker import Worker

type Listener = Callable[[object], None]
type Question = Callable[[], bool]


def search_plan(
    office: Office,
    worker: Worker,
    work: Workday,
    start: Plan | None,
    stopped: Question,
    *,
    wanted: Wanted = AS_SET,
    on_message: Listener,
    cancelled: Question,
) -> Workday:
    """The day with the best plan that was found; as it was where nobody wants it any longer."""
    planning = Planning(office, work.day, start, worker, wanted=wanted)
    plan = planning.wait(on_message, lambda: cancelled() or stopped())
    return work if cancelled() else work_on(office, work.day, plan, worker, at_once=True)


def plan_rest(
    office: Office,
    worker: Worker,
    work: Workday,
    plan: Plan,
    now: datetime | None,
    stopped: Question,
    *,
    on_message: Listener,
    cancelled: Question,
) -> Workday:
    """Visits without a stop come into the plan; every route keeps its visits and their order."""
    wanted = Wanted(rest=True, not_before=first_free(now))
    return _searched(office, worker, work, plan, wanted, now, stopped, on_message, cancelled)


def improve(
    office: Office,
    worker: Worker,
    work: Workday,
    plan: Plan,
    now: datetime | None,
    stopped: Question,
    *,
    on_message: Listener,
    cancelled: Question,
) -> Workday:
    """Every visit keeps its team; order and times get better. No visit loses its stop.

    A route that breaks a rule is left as it is: a person has made it so.
    """
    wanted = Wanted(same_teams=True, only=frozenset(), not_before=first_free(now))
    found = _searched(office, worker, work, plan, wanted, now, stopped, on_message, cancelled, holding=True)
    return found if found.plan and is_kept(work.day, plan, found.plan, 0) else work


def replan(
    office: Office,
    worker: Worker,
    work: Workday,
    plan: Plan,
    max_moved: int | None,
    now: datetime | None,
    stopped: Question,
    *,
    on_message: Listener,
    cancelled: Question,
) -> Workday:
    """A better plan near the one at hand: at most so many visits (None: any number) lose their team, and none its lock.

    Where rules that are broken already would cost more than that, the routes that break one stay as they are.
    """
    keep = max(KEEP, office.settings.keep_plan)
    wanted = Wanted(keep=keep, max_moved=max_moved, not_before=first_free(now))
    # Where it may come to a second search, both together have the time of one.
    limit_s = office.settings.time_limit_s / (2 if work.violations and max_moved is not None else 1)
    asked = (now, stopped, on_message, cancelled)
    found = _searched(office, worker, work, plan, wanted, *asked, limit_s=limit_s)
    if found.plan and not is_near_enough(plan, found.plan, max_moved):
        wanted = replace(wanted, only=frozenset())
        found = _searched(office, worker, work, plan, wanted, *asked, holding=True, limit_s=limit_s)
    is_lawful = len(found.violations) <= len(work.violations)
    return found if found.plan and is_lawful and is_near_enough(plan, found.plan, max_moved) else work


def sturdier(
    office: Office,
    worker: Worker,
    work: Workday,
    plan: Plan,
    now: datetime | None,
    stopped: Question,
    *,
    on_message: Listener,
    cancelled: Question,
) -> tuple[Workday, Exception | None, str]:
    """A plan of the same visits with room before its weak places, and in words what it brings and costs.

    The day as it was where no plan is found that keeps every visit, breaks no more rules and is late less often.
    """
    with office.store.reading() as session:
        spread, _measured = spread_of(session, session.day_of(office.clock()))
    before, each_s = rehearse(work.problem, plan, spread=spread), office.settings.time_limit_s / len(SHARES)
    for share in SHARES:
        if not (before.weak or before.weak_teams) or cancelled() or stopped():
            break
        keep = max(KEEP, office.settings.keep_plan)
        wanted = Wanted(keep=keep, only=frozenset(), not_before=first_free(now), room=rooms(before, share))
        found = _searched(office, worker, work, plan, wanted, now, stopped, on_message, cancelled, limit_s=each_s)
        if found.plan is None or len(found.violations) > len(work.violations):
            continue
        after = rehearse(found.problem, found.plan, spread=spread)
        if is_kept(work.day, plan, found.plan, None) and after.risk < before.risk:
            return found, None, price_words(before, after, found.plan.travel_time - plan.travel_time)
    return work, None, ""


def is_under_way(plan: Plan, now: datetime) -> bool:
    """Whether a team has set out, so that there is a past to be kept."""
    return any(route.stops and (route.start <= now or route.begun) for route in plan.routes)


def first_free(now: datetime | None) -> datetime | None:
    """From when on a search may put something; None on a day that is not under way."""
    return now + LEAD if now else None


def _searched(
    office: Office,
    worker: Worker,
    work: Workday,
    plan: Plan,
    wanted: Wanted,
    now: datetime | None,
    stopped: Question,
    on_message: Listener,
    cancelled: Question,
    *,
    holding: bool = False,
    limit_s: float | None = None,
) -> Workday:
    start = hold(plan, _broken(work, plan)) if holding else plan
    start = freeze(under_way(start, now), now) if now else start
    planning = Planning(office, work.day, start, worker, time_limit_s=limit_s, wanted=wanted)
    found = planning.wait(thawing(on_message, plan), lambda: cancelled() or stopped())
    if cancelled() or planning.day_problem is None:
        return work
    after = thaw(found, plan)
    if holding:  # what was held as begun waits again for what it has to wait for
        after = follow(planning.day_problem, after)
    return judged(office, Workday(work.day, None, planning.day_problem, ()), after)


def _broken(work: Workday, plan: Plan) -> frozenset[UUID]:
    # The routes that break a rule, by their shifts.
    visits = {violation.visit_id for violation in work.violations}
    of_visits = (r.shift_id for r in plan.routes if any(stop.visit_id in visits for stop in r.stops))
    return frozenset(of_visits) | {v.shift_id for v in work.violations if v.shift_id}


def thawing(on_message: Listener, before: Plan) -> Listener:
    """Tell of better plans with the locks that their stops had before they were frozen."""
    return lambda message: on_message(thaw(message, before) if isinstance(message, Plan) else message)
