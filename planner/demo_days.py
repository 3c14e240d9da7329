"""The days around the demo day: visits that teams made lately, as they went, and visits that are proposed for soon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from planner.cases.model import CustomerFile
from planner.cases.outcomes import TABLE, Code
from planner.cases.precontact import SOURCE
from planner.model import (
    Actual,
    Case,
    Coordinates,
    Day,
    Location,
    LocationSource,
    Lock,
    MatchClass,
    Plan,
    Route,
    Shift,
    Stop,
    Visit,
    Window,
)
from planner.storage.session import Session

STAY, APART, EARLY = timedelta(minutes=40), timedelta(minutes=62), timedelta(minutes=35)
"""At a door; from one to the next; between leaving and the first."""
PROMISE = timedelta(minutes=45)
PAST = "E-"
"""How references of visits begin that lie behind."""


@dataclass(frozen=True)
class Called:
    """A customer whom a visit is for, of whom, and how it ended; None where nobody has told yet."""

    file: CustomerFile
    cases: tuple[Case, ...]
    place: Coordinates
    number: int
    code: Code | None = None

    def visit(self, when: date, window: Window | None = None, *, past: bool = False) -> Visit:
        """A visit to them."""
        return Visit(
            source="lender" if past else SOURCE,
            reference=f"{PAST}{2000 + self.number}" if past else f"R-{0xE000 + self.number:08X}",
            customer=self.file.customer,
            cases=self.cases,
            address=self.file.address,
            date=when,
            windows=(window,) if window else (),
            service_time=STAY if past else timedelta(minutes=30),
            approved_by="R. Sorel" if past else "",
            location=Location(self.place, MatchClass.HOUSE, LocationSource.REGION) if past else None,
        )


def clear(session: Session) -> None:
    """Take what an earlier demo laid around its day out of all days."""
    for when in session.dates():
        day = session.day(when)
        others = [visit for visit in day.visits if not _is_ours(visit)] if day else []
        if day and len(others) < len(day.visits):
            session.save_day(replace(day, visits=tuple(others)))


def _is_ours(visit: Visit) -> bool:
    return visit.source == SOURCE or visit.reference.startswith(PAST)


def propose(session: Session, like: Day, when: date, visits: Sequence[Visit]) -> None:
    """Have visits stand on a day, unapproved."""
    there = session.day(when) or Day(like.branch, when, staff=session.staff(), depots=session.depots())
    session.save_day(replace(there, visits=(*there.visits, *visits)))


def went(session: Session, like: Day, when: date, called: Sequence[tuple[Called, Visit]]) -> None:
    """A day that two teams were out: what was issued, and how it went, as far as it was told."""
    zone = like.zone
    there = session.day(when) or Day(like.branch, when, staff=session.staff(), depots=session.depots())
    shifts = [_again(shift, when) for shift in like.shifts if not shift.end_at or shift.end > time(14)][:2]
    routes = [_route(shift, called[n :: len(shifts)], zone) for n, shift in enumerate(shifts)]
    promised = {stop.visit_id: _told(stop, zone) for route in map(_planned, routes) for stop in route.stops}
    visits = tuple(replace(visit, promised=promised[visit.id]) for _who, visit in called)
    day = session.save_day(replace(there, visits=(*there.visits, *visits), shifts=tuple(shifts)))
    made = datetime.combine(when - timedelta(days=1), time(16, 40), zone).astimezone(UTC)
    issued = session.freeze(Plan(day.id, tuple(map(_planned, routes)), travel_source="demo", made_at=made))
    session.save_plan(replace(issued, id=uuid4(), version=0, routes=tuple(routes)))


def _again(shift: Shift, when: date) -> Shift:
    return replace(shift, date=when, id=uuid4(), version=0, breaks=())


def _route(shift: Shift, called: Sequence[tuple[Called, Visit]], zone: ZoneInfo) -> Route:
    begin = datetime.combine(called[0][1].date, shift.start, zone).astimezone(UTC)
    stops = [_stop(who, visit, begin + EARLY + number * APART, number) for number, (who, visit) in enumerate(called)]
    road = APART - STAY
    return Route(
        shift.id, tuple(stops), begin, stops[-1].departure + road, travel_time=len(stops) * road,
        distance=6200 * len(stops),
    )  # fmt: skip


def _stop(who: Called, visit: Visit, start: datetime, number: int) -> Stop:
    # They came a little later than planned, and now and then much later.
    stop = Stop(visit.id, start, start, start + STAY, travel_time=APART - STAY, distance=6200)
    if who.code is None:
        return stop
    follows, late = TABLE[who.code], timedelta(minutes=64 if number == 3 else 4 * number)
    arrived = start + late
    left = arrived + (STAY if follows.met else timedelta(minutes=6))
    actual = Actual(arrived, left, "done" if follows.done else "failed", follows.reason)
    return replace(
        stop, arrival=arrived, start=arrived, departure=left, lock=Lock(start=arrived, begun=True), actual=actual
    )  # fmt: skip


def _planned(route: Route) -> Route:
    # As it went out: nothing had begun.
    stops = tuple(
        replace(stop, arrival=begin, start=begin, departure=begin + STAY, lock=None, actual=None)
        for number, stop in enumerate(route.stops)
        for begin in (route.start + EARLY + number * APART,)
    )
    return replace(route, stops=stops)


def _told(stop: Stop, zone: ZoneInfo) -> Window:
    begin = stop.start.astimezone(zone).replace(second=0)
    begin -= timedelta(minutes=begin.minute % 15)
    return Window((begin - PROMISE).time(), (begin + PROMISE).time())
