"""What can be done about a warning: the ways out, each gone to the end, verified and priced; the best one first.

Verified means: what was warned of is kept then, nobody else is missed by it, no rule is broken that is not broken now,
and nothing unlawful is made. Stops that have begun or are near stay where they are. Nothing is changed here.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.around import around, spoken_of
from planner.cases.contacts import room
from planner.cases.model import Channel
from planner.cases.promises import span_length
from planner.day.papers import at_moment
from planner.day.workday import Workday
from planner.running.forecast_model import Forecast
from planner.running.passing_on import handed_over
from planner.running.tries import called, dropped, longer, reordered
from planner.running.trying import Tried, Trying
from planner.running.warnings import DayWarning, WarningKind
from planner.running.way_model import Way, WayKind

type Question = Callable[[], bool]

MOST = {WayKind.REORDER: 2, WayKind.CALL: 1, WayKind.HAND_OVER: 2, WayKind.DROP: 2, WayKind.OVERTIME: 1}
"""So many of a kind are enough to choose from."""
LIMIT_S = 0.8
"""Of work: afterwards nothing new is tried, for somebody waits on the telephone."""


def ways(
    office: Office, work: Workday, warning: DayWarning, found: Forecast, *, cancelled: Question | None = None
) -> tuple[Way, ...]:
    """The ways out of a warning on the open day, best first. Blocks for up to a second; meant for a thread.

    A call for which the law or the office leaves no room now is none.

    Parameters
    ----------
    found
        The forecast that the warning comes from; it is made anew for now.
    cancelled
        Says that nobody waits any more: what was found so far is enough.
    """
    if work.plan is None:
        return ()
    now = max(office.clock(), found.now)
    with office.store.reading() as session:
        span = span_length(session)
    closed = office.closed(work.day)
    dp = at_moment(work.problem, now)
    day = Trying(dp, work.plan, now, office.pack, closed, found.heard, found.starts, span)
    return tuple(
        way
        for way in ways_of(day, warning, cancelled)
        if way.kind is not WayKind.CALL or all(_may_be_called(office, work, each) for each in way.ring_customers)
    )


def _may_be_called(office: Office, work: Workday, visit_id: UUID) -> bool:
    who, known = work.day.visit(visit_id).customer.id, around(office)
    with office.store.reading() as session:
        spoken = spoken_of(session, known, session.customer_files({who}))
    return who not in spoken or room(known.pack, spoken[who], Channel.PHONE, known.now).open


def ways_of(day: Trying, warning: DayWarning, cancelled: Question | None = None) -> tuple[Way, ...]:
    """The same of a day at a moment; nothing where the team has to leave a door: it is to be rung up."""
    found: list[Way] = []
    until = time.thread_time() + LIMIT_S
    # One of each kind, then the next of each: where time is short there is something of everything.
    waiting = deque(_tries(day, warning))
    while waiting and time.thread_time() < until and not (cancelled and cancelled()):
        kind, tries = waiting.popleft()
        if (tried := next(tries, None)) is None:
            continue
        if way := day.verified(tried, warning):
            found.append(way)
        if sum(way.kind is kind for way in found) < MOST[kind]:
            waiting.append((kind, tries))
    return tuple(sorted(found, key=lambda way: way.price))


def _tries(day: Trying, warning: DayWarning) -> Iterator[tuple[WayKind, Iterator[Tried]]]:
    # Whoever stands still makes nothing, and hands nothing over.
    if warning.kind is WarningKind.LEAVE:
        return
    yield WayKind.CALL, called(day, warning)
    yield WayKind.DROP, dropped(day, warning)
    if warning.shift_id not in day.heard.paused:
        yield WayKind.REORDER, reordered(day, warning)
        yield WayKind.OVERTIME, longer(day, warning)
        yield WayKind.HAND_OVER, handed_over(day, warning)
