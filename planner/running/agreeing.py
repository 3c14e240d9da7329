"""A customer agrees on the day itself to another time, because the team will be late: the span, the visit, the record.

Nobody is promised a time outside the law, and none that has gone by.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cases import promises
from planner.cases.whole_span import require_whole
from planner.day.edit import follow
from planner.day.ways_out import joined_windows
from planner.day.workday import Workday, judged
from planner.errors import BadInput
from planner.model import Day, Visit, Window
from planner.policy.closed import ClosedDays
from planner.policy.hours import Moments, lawful_starts, moment
from planner.policy.pack import Pack
from planner.text import span_words
from planner.translate import DayProblem, sides_of
from planner.users import User
from routing.problem import TimeWindow

QUARTER = timedelta(minutes=15)
MINUTE = timedelta(minutes=1)
SHORTEST = timedelta(minutes=30)
"""A span that the law or the clock leaves less of tells nobody anything."""


def span_for(
    pack: Pack, closed: ClosedDays, day: Day, visit: Visit, expected: datetime, now: datetime, length: timedelta
) -> Window | None:
    """A lawful span about the moment at which the team will be there, in whole quarters where they fit; None for none.

    Two thirds of it lie behind that moment: who is late already is more often later than sooner.
    """
    zone = day.zone
    for first, last in _lawful(pack, closed, visit, zone):
        if first <= expected <= last:
            begin = max(_quarter(expected - length / 3), first, _next_minute(now))
            end = min(max(begin + length, expected), last)
            if end - begin >= SHORTEST and begin <= expected:
                span = Window(_local(_next_minute(begin), zone), _local(end, zone))
                # The notice that the rules ask for runs from that very call: it may be too late for it.
                return span if lawful_starts(pack, closed, replace(visit, windows=(), promised=span), zone) else None
    return None


def require_span(office: Office, day: Day, visit_id: UUID, span: Window) -> None:
    """Refuse a span that nobody may be told, whoever wishes it: what is agreed on is a promise.

    Raises
    ------
    BadInput
        ``bad_span``: it ends before it begins. ``span_gone_by``.
    NotAllowed
        ``span_not_lawful``, ``span_partly_lawful``: not every time in it is lawful (`planner.cases.whole_span`).
    """
    visit, zone = day.visit(visit_id), day.zone
    if span.latest < span.earliest:
        raise BadInput("bad_span")
    if moment(visit.date, span.latest, zone) <= office.clock():
        raise BadInput("span_gone_by", span=span_words(span))
    require_whole(office, day, visit, span)


def agreed_visit(visit: Visit, span: Window) -> Visit:
    """The visit as the customer agrees to it: they can be met then, whatever they said before."""
    known = any(window.earliest <= span.earliest and span.latest <= window.latest for window in visit.windows)
    windows = visit.windows if known or not visit.windows else joined_windows((*visit.windows, span))
    return replace(visit, promised=span, windows=windows)


def agreed_windows(dp: DayProblem, visit: Visit, pack: Pack, closed: ClosedDays) -> DayProblem:
    """The day's problem with a visit as it was agreed."""
    assert visit.promised
    zone = dp.day.zone
    told = tuple(moment(visit.date, local, zone) for local in visit.promised)
    starts = [(max(first, told[0]), min(last, told[1])) for first, last in lawful_starts(pack, closed, visit, zone)]
    windows = tuple(TimeWindow(dp.seconds(first), dp.seconds(last)) for first, last in starts if first <= last)
    jobs = {key: replace(dp.problem.job(key), windows=windows) for key in sides_of(dp, visit.id)}
    day = replace(dp.day, visits=tuple(visit if each.id == visit.id else each for each in dp.day.visits))
    problem = replace(dp.problem, jobs=tuple(jobs.get(job.id, job) for job in dp.problem.jobs))
    return replace(dp, day=day, problem=problem)


def agree(office: Office, work: Workday, visit_id: UUID, span: Window, *, by: User) -> Workday:
    """The customer has agreed by telephone: recorded as a promise, and the open day keeps to it from now on.

    Raises
    ------
    BadInput, NotAllowed
        As `require_span`.
    Conflict
        ``changed_meanwhile``: somebody else has changed the day.
    """
    require_span(office, work.day, visit_id, span)
    agreed = agreed_visit(work.day.visit(visit_id), span)
    with office.store.writing() as session:
        day = promises.agree(session, work.day, agreed, office.clock(), by=by)
    dp = agreed_windows(work.problem, agreed, office.pack, office.closed(day))
    changed = replace(work, day=day, problem=replace(dp, day=day))
    return judged(office, changed, follow(changed.problem, work.plan)) if work.plan else changed


def _lawful(pack: Pack, closed: ClosedDays, visit: Visit, zone: ZoneInfo) -> tuple[Moments, ...]:
    return lawful_starts(pack, closed, replace(visit, windows=(), promised=None), zone)


def _quarter(when: datetime) -> datetime:
    return when.replace(minute=when.minute // 15 * 15, second=0, microsecond=0)


def _next_minute(when: datetime) -> datetime:
    whole = when.replace(second=0, microsecond=0)
    return whole if whole == when else whole + MINUTE


def _local(when: datetime, zone: ZoneInfo) -> time:
    return when.astimezone(zone).time().replace(second=0, microsecond=0)
