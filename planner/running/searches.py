"""The searches of a day that is under way in which papers count: an urgent visit, and a team that is gone.

As those of `planner.day.searches` they block, may be stopped or cancelled, and judge the day afterwards. A team that is
out gets a visit only with its papers: where no search may give one to it, a meeting brings them.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from planner.bootstrap import Office
from planner.day.edit import take_all_out
from planner.day.from_now import freeze, thaw, under_way, without_team
from planner.day.papers import at_moment
from planner.day.searches import Listener, Question, first_free, thawing
from planner.day.travel import find_travel
from planner.day.urgent import insert_urgent
from planner.day.workday import Workday, judged, work_on
from planner.errors import NotAllowed
from planner.model import Plan
from planner.running.handover_proof import law_of
from planner.running.reaching import able_without, bring, needs_papers, relying_on
from planner.text import listed
from routing.errors import Cancelled
from routing.worker import Worker

SPREAD_S = 3.0
"""The longest search for where the visits of a team that is gone can go: somebody waits on the phone."""


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

    A team that is out gets one only with its papers: it fetches them, where nobody can go who has them. Where a road
    was closed just now it waits for all ways around it: whoever is sent elsewhere goes by those.
    """
    if now and work.waits:
        try:
            find_travel(office, work.day, worker, on_message=on_message, cancelled=lambda: cancelled() or stopped())
        except Cancelled:
            return work, None
        work = work_on(office, work.day, plan, worker)
        plan = work.plan or plan
    dp = at_moment(work.problem, now) if now else work.problem
    start = freeze(under_way(plan, now), now) if now else plan
    after = plan
    if able := able_without(dp, visit_ids):
        found = insert_urgent(
            office, work.day, start, able, worker, max_moved=max_moved, not_before=first_free(now),
            problem=dp if now else None, on_message=_but_plans(on_message),
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
            office, left.day, freeze(left.plan, now), able, worker, not_before=first_free(now), time_limit_s=SPREAD_S,
            problem=dp, on_message=thawing(on_message, plan),
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


def _but_plans(on_message: Listener) -> Listener:
    # The answer comes sooner than a plan on the way to it could be looked at, and showing that would hold it up.
    return lambda message: None if isinstance(message, Plan) else on_message(message)
