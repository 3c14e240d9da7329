"""What can be done about a late team: the ways out, each gone to the end, verified and priced; the best one first.

Verified means: of what it will miss something is kept then, nobody else is missed by it, no rule is broken that is not
broken now, and nothing unlawful is made. What has begun stays where it is; what is near does so but by a person's hand,
and a way that needs one says so. Nothing is changed here.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
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
from planner.running.team_warning import TeamWarning
from planner.running.tries import called, dropped, longer, reordered
from planner.running.trying import Tried, Trying
from planner.running.warnings import WarningKind
from planner.running.way_model import LEFT_OVER, Way, WayKind

type Question = Callable[[], bool]

MOST = {WayKind.REORDER: 2, WayKind.CALL: 9, WayKind.HAND_OVER: 2, WayKind.DROP: 2, WayKind.OVERTIME: 1}
"""So many of a kind are enough to choose from; of customers each may be called."""
MOST_TRIED = 6
"""So many of a kind are gone to the end, beside calls, where none mends everything."""
LIMIT_S = 0.6
"""Of work: afterwards nothing new is tried, for somebody waits on the telephone."""


@dataclass(frozen=True, slots=True, eq=False)
class WaysOut:
    """What a team will miss as things stand now (None: nothing any more), and the ways out of it, the best first."""

    late: TeamWarning | None
    ways: tuple[Way, ...] = ()


def ways(
    office: Office, work: Workday, shift_id: UUID, found: Forecast, *, cancelled: Question | None = None
) -> WaysOut:
    """The ways out of what a team will miss on the open day. Blocks for up to a second; meant for a thread.

    A call for which the law or the office leaves no room now is none; a visit that can be left out may be left out all
    the same, and the way says who may not be called now.

    Parameters
    ----------
    found
        The forecast that warned of it; it is made anew for now.
    cancelled
        Says that nobody waits any more: what was found so far is enough.
    """
    if work.plan is None:
        return WaysOut(None)
    now = max(office.clock(), found.now)
    with office.store.reading() as session:
        span = span_length(session)
    closed = office.closed(work.day)
    dp = at_moment(work.problem, now)
    day = Trying(dp, work.plan, now, office.pack, closed, found.heard, found.starts, span)
    late = day.late(shift_id)
    able = (_within_room(office, work, way) for way in (ways_of(day, late, cancelled) if late else ()))
    return WaysOut(late, tuple(way for way in able if way))


def _within_room(office: Office, work: Workday, way: Way) -> Way | None:
    shut = tuple(each for each in way.ring_customers if not _may_be_called(office, work, each))
    if shut and way.kind is WayKind.CALL:
        return None
    left = tuple(each for each in way.ring_customers if each not in shut)
    return replace(way, ring_customers=left, not_now=shut) if shut else way


def _may_be_called(office: Office, work: Workday, visit_id: UUID) -> bool:
    who, known = work.day.visit(visit_id).customer.id, around(office)
    with office.store.reading() as session:
        spoken = spoken_of(session, known, session.customer_files({who}))
    return who not in spoken or room(known.pack, spoken[who], Channel.PHONE, known.now).open


def ways_of(day: Trying, late: TeamWarning, cancelled: Question | None = None) -> tuple[Way, ...]:
    """The same of a day at a moment; nothing where the team has to leave a door: it is to be rung up."""
    found: dict[WayKind, list[Way]] = {kind: [] for kind in WayKind}
    tried_of = Counter[WayKind]()
    until = time.thread_time() + LIMIT_S
    # One of each kind, then the next of each: where time is short there is something of everything.
    waiting = deque(_tries(day, late))
    while waiting and time.thread_time() < until and not (cancelled and cancelled()):
        kind, tries = waiting.popleft()
        if (tried := next(tries, None)) is None:
            continue
        tried_of[kind] += 1
        if way := day.verified(tried, late):
            found[kind].append(way)
        if _goes_on(kind, found[kind], tried_of[kind]):
            waiting.append((kind, tries))
    return _ranked(found, len(late.to_mend))


def _goes_on(kind: WayKind, found: list[Way], tried: int) -> bool:
    # One that mends everything counts; one that does not is kept for want of a better.
    if kind is WayKind.CALL:
        return tried < MOST[kind]
    whole = sum(not way.left for way in found)
    return whole < MOST[kind] and (tried < MOST_TRIED or not found)


def _ranked(found: Mapping[WayKind, list[Way]], to_mend: int) -> tuple[Way, ...]:
    # Calls go together: each mends one thing, and all of them are the way.
    calls = found[WayKind.CALL]
    together = sum(way.cost for way in calls) + LEFT_OVER * (to_mend - len(calls))
    ranked = [(together, number, way) for number, way in enumerate(calls)]
    for kind, ways in found.items():
        if kind is not WayKind.CALL:
            best = sorted(ways, key=lambda way: way.price)[: MOST[kind]]
            ranked += [(way.price, 0, way) for way in best]
    return tuple(way for *_key, way in sorted(ranked, key=lambda each: each[:2]))


def _tries(day: Trying, late: TeamWarning) -> Iterator[tuple[WayKind, Iterator[Tried]]]:
    # Whoever stands still makes nothing, and hands nothing over.
    if all(each.kind is WarningKind.LEAVE for each in late.to_mend):
        return
    yield WayKind.CALL, called(day, late)
    yield WayKind.DROP, dropped(day, late)
    if late.shift_id not in day.heard.paused:
        yield WayKind.REORDER, reordered(day, late)
        yield WayKind.OVERTIME, longer(day, late)
        yield WayKind.HAND_OVER, handed_over(day, late)
