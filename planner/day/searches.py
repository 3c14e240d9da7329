"""The searches of a day that is open, with the day judged after them: each action of planning is one of these.

They block, and are meant for a thread. Whoever asks may end one with the best so far (`stopped`), or want it no longer
(`cancelled`). With `now` the day is under way: what has begun or is near stays, and nothing is put into the past.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from planner.bootstrap import Office
from planner.day.edit import follow, take_all_out
from planner.day.from_now import LEAD, freeze, hold, thaw, under_way, without_team
from planner.day.optimize import Planning
from planner.day.papers import at_moment
from planner.day.rehearse import rehearse, spread_of
from planner.day.rehearse_words import price_words
from planner.day.sturdier import SHARES, rooms
from planner.day.urgent import KEEP, insert_urgent, is_kept, is_near_enough
from planner.day.wanted import AS_SET, Wanted
from planner.day.workday import Workday, judged, work_on
from planner.errors import NotAllowed
from planner.model import Plan
from planner.running.handover_proof import law_of
from planner.running.reaching import able_without, bring, needs_papers, relying_on
from planner.text import listed
from routing.worker import Worker

type Listener = Callable[[object], None]
type Question = Callable[[], bool]

SPREAD_S = 3.0
"""The longest search for where the visits of a team that is gone can go: somebody waits on the phone."""


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
    wanted = Wanted(rest=True, not_before=_first(now))
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
    wanted = Wanted(same_teams=True, only=frozenset(), not_before=_first(now))
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
    wanted = Wanted(keep=keep, max_moved=max_moved, not_before=_first(now))
    found = _searched(office, worker, work, plan, wanted, now, stopped, on_message, cancelled)
    if found.plan and not is_near_enough(plan, found.plan, max_moved):
        wanted = replace(wanted, only=frozenset())
        found = _searched(office, worker, work, plan, wanted, now, stopped, on_message, cancelled, holding=True)
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
        wanted = Wanted(keep=keep, only=frozenset(), not_before=_first(now), room=rooms(before, share))
        found = _searched(office, worker, work, plan, wanted, now, stopped, on_message, cancelled, limit_s=each_s)
        if found.plan is None or len(found.violations) > len(work.violations):
            continue
        after = rehearse(found.problem, found.plan, spread=spread)
        if is_kept(work.day, plan, found.plan, None) and after.risk < before.risk:
            return found, None, price_words(before, after, found.plan.travel_time - plan.travel_time)
    return work, None, ""


def search_urgent(
    office: Office,
    worker: Worker,
    work: Workday,
    plan: Plan,
    visit_ids: Collection[UUID],
    max_moved: int | None,
    now: datetime | None,
    stopped: Question,
    *,
    on_message: Listener,
    cancelled: Question,
) -> tuple[Workday, Exception | None]:
    """The day with the visits put into its plan, and what to say where there was no room for one.

    A team that is out gets one only with its papers: it fetches them, where nobody can go who has them.
    """
    dp = at_moment(work.problem, now) if now else work.problem
    start = freeze(under_way(plan, now), now) if now else plan
    after = plan
    if able := able_without(dp, visit_ids):
        found = insert_urgent(
            office, work.day, start, able, worker, max_moved=max_moved, not_before=_first(now),
            problem=dp if now else None, on_message=_thawing(on_message, plan),
            cancelled=lambda: cancelled() or stopped(),
        )  # fmt: skip
        after = thaw(found.plan, plan)
    if cancelled():
        return work, None
    if now and needs_papers(dp):
        after = bring(dp, after, visit_ids, now, law=law_of(office, work.day), stopped=cancelled)
    left = [work.day.visit(key).reference for key in visit_ids if after.route_of(key) is None]
    problem = NotAllowed("no_room_for_urgent", visits=listed(left)) if left else None
    return judged(office, work, after) if now else work_on(office, work.day, after, worker), problem


def spread_team(
    office: Office,
    worker: Worker,
    work: Workday,
    plan: Plan,
    shift_id: UUID,
    now: datetime,
    stopped: Question,
    *,
    on_message: Listener,
    cancelled: Question,
) -> Workday:
    """The day without a team from now on: its open visits go to the others, each of which keeps its own.

    It drives to nobody any more. Papers are fetched at its last door or from the office, as are those that it was to
    bring to others.
    """
    adrift = [stop.visit_id for stop in plan.stops_of(shift_id) if not stop.begun and stop.start >= now]
    adrift += [each for each in relying_on(plan, shift_id) if each not in adrift]
    day = without_team(work.day, plan, shift_id, now)
    held = under_way(plan, now)  # who waited for a visit that is gone does not start in the past
    left = work_on(office, day, take_all_out(work.problem, held, adrift), worker)
    assert left.plan is not None
    dp, after = at_moment(left.problem, now), left.plan
    if able := able_without(dp, adrift, but={shift_id}):
        found = insert_urgent(
            office, left.day, freeze(left.plan, now), able, worker, not_before=_first(now), time_limit_s=SPREAD_S,
            problem=dp, on_message=_thawing(on_message, plan),
            cancelled=lambda: cancelled() or stopped(),
        )  # fmt: skip
        after = thaw(found.plan, plan)
    if needs_papers(dp):
        until = time.monotonic() + SPREAD_S
        after = bring(
            dp, after, adrift, now, law=law_of(office, left.day), but={shift_id}, still={shift_id},
            stopped=lambda: cancelled() or time.monotonic() > until,
        )  # fmt: skip
    return work if cancelled() else judged(office, left, after)


def is_under_way(plan: Plan, now: datetime) -> bool:
    """Whether a team has set out, so that there is a past to be kept."""
    return any(route.stops and (route.start <= now or route.begun) for route in plan.routes)


def _first(now: datetime | None) -> datetime | None:
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
    found = planning.wait(_thawing(on_message, plan), lambda: cancelled() or stopped())
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


def _thawing(on_message: Listener, before: Plan) -> Listener:
    return lambda message: on_message(thaw(message, before) if isinstance(message, Plan) else message)
