"""How the office is doing: counts of stages, outcomes, promises, complaints and work. Money alone is never the measure.

Reads what was entered; keeps nothing. Every number can be traced to facts; none is about one person at the desk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cases.called import Request
from planner.cases.model import Contact, Hold, HoldKind, Purpose, Stage, Step, StepKind
from planner.cases.outcomes import Code, VisitOutcome
from planner.day.next_slot import Part, part_of
from planner.day.promised import Promised, promised
from planner.model import Day, Plan
from planner.storage.session import Session
from planner.users import Right, User

FUNNEL = (
    StepKind.OPENED, StepKind.REMINDED, StepKind.PREPARED, StepKind.CONTACTED, StepKind.PROPOSED, StepKind.APPROVED,
    StepKind.ISSUED, StepKind.VISITED, StepKind.AGREED, StepKind.CLOSED,
)  # fmt: skip
REFUSALS = frozenset({HoldKind.VISIT_REFUSED, HoldKind.CEASE_CONTACT})


@dataclass(frozen=True, slots=True)
class Load:
    """What one of the staff did: days out, visits, minutes away from the start to the end of their routes."""

    name: str
    days: int = 0
    visits: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """A span of days in numbers.

    `stages` counts cases as they stand now; `steps` cases that took a step in these days, each once.
    """

    first: date
    last: date
    stages: Mapping[Stage, int]
    steps: Mapping[StepKind, int]
    outcomes: Mapping[tuple[Part, Code], int]
    promises: Promised
    complaints: int
    refusals: int
    load: tuple[Load, ...]

    @property
    def visits(self) -> int:
        """Visits of which an outcome was entered."""
        return sum(self.outcomes.values())


def report(office: Office, first: date, last: date, *, by: User) -> Report:
    """The numbers of the days from `first` to `last`, both included."""
    by.require(Right.SEE_CASE)
    with office.store.reading() as session:
        zone = session.branch().zone
        begin, end = (datetime.combine(day, time(0), zone).astimezone(UTC) for day in (first, last + timedelta(days=1)))
        days = [day for when in session.dates() if first <= when <= last and (day := session.day(when))]
        plans = [(day, plan) for day in days if (plan := session.draft(day.id)) and session.issued(day.id)]
        return Report(
            first,
            last,
            Counter(file.stage for file in session.case_files()),
            _steps(session, begin, end),
            _outcomes(session, zone, plans),
            _promises(plans, session.day_of(office.clock())),
            _complaints(session, begin, end),
            _refusals(session, begin, end),
            _load(plans),
        )


def _steps(session: Session, begin: datetime, end: datetime) -> Mapping[StepKind, int]:
    taken = {(step.kind, step.case_id) for step in session.facts(Step, since=begin) if step.at < end}
    counts = Counter(kind for kind, _case in taken)
    return {kind: counts[kind] for kind in FUNNEL}


def _outcomes(session: Session, zone: ZoneInfo, plans: Collection[tuple[Day, Plan]]) -> Mapping[tuple[Part, Code], int]:
    starts = {stop.visit_id: stop.start for _day, plan in plans for route in plan.routes for stop in route.stops}
    told = session.facts(VisitOutcome, visits=list(starts), open_only=True)
    parts = ((part_of(starts[each.visit_id].astimezone(zone).time()), each.code) for each in told if each.visit_id)
    return Counter(parts)


def _promises(plans: Collection[tuple[Day, Plan]], today: date) -> Promised:
    # Who was told a time is visited late at worst until the day is over; only then nobody came.
    found = [(day.date < today, promised(day, plan)) for day, plan in plans]
    return Promised(
        sum(each.kept for _over, each in found),
        sum(each.outside for _over, each in found),
        sum(each.not_made for over, each in found if over),
    )


def _complaints(session: Session, begin: datetime, end: datetime) -> int:
    return sum(
        each.purpose == Purpose.INCOMING and each.template == Request.COMPLAINT and each.at < end
        for each in session.facts(Contact, since=begin)
    )


def _refusals(session: Session, begin: datetime, end: datetime) -> int:
    return sum(hold.kind in REFUSALS and hold.at < end for hold in session.facts(Hold, since=begin))


def _load(plans: Collection[tuple[Day, Plan]]) -> tuple[Load, ...]:
    days: Counter[str] = Counter()
    visits: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    for day, plan in plans:
        for route in (route for route in plan.routes if route.stops):
            for member in day.shift(route.shift_id).members:
                days[member.name] += 1
                visits[member.name] += sum(stop.actual is not None and stop.actual.over for stop in route.stops)
                minutes[member.name] += round((route.end - route.start).total_seconds() / 60)
    return tuple(Load(name, days[name], visits[name], minutes[name]) for name in sorted(days))
