"""A running day to look at: the demo planned, told and issued, and what its teams say until a moment.

Chance has one seed, so the same pictures come of the same plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from benchmarks.pictures.studio import CLOCK, look_at_clock
from planner import demo
from planner.audit import keep_plan
from planner.bootstrap import Office, open_office
from planner.cases.promises import tell, to_tell
from planner.day.issue import issue
from planner.day.optimize import Planning
from planner.day.workday import Workday, open_day
from planner.errors import PlannerError
from planner.model import Route
from planner.running.check_ins import check_in
from planner.settings import save_settings
from planner.text import use_language
from planner.told import Said
from planner.users import ALONE
from routing.worker import Worker

FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 8, 45, tzinfo=UTC)
"""A quarter to eight in the demo's town: the papers go out."""
SEARCH_S = 6
CODES, WEIGHTS = "ABCFGK", (5, 9, 4, 1, 1, 1)
"""How visits end here: a plan, a talk, nobody at home, somebody else, no, paid."""

type Call = tuple[datetime, UUID, Said, UUID | None]


def furnish(data: Path, language: str, worker: Worker) -> Path:
    """Make the demo of that Monday: planned, every other customer told when, and issued. Where its papers are."""
    use_language(language)
    look_at_clock(FRIDAY)
    with closing(open_office(data, demo=True)) as office:
        when = demo.prepare(office, worker, language=language).date
        with office.store.writing() as session:
            save_settings(session, replace(office.settings, emergency_contacts="Desk 0555 010 010"))
        work = open_day(office, when, worker)
        keep_plan(office, Planning(office, work.day, None, worker, time_limit_s=SEARCH_S).wait())
        for call in to_tell(office, when, by=ALONE).calls[::2]:
            tell(office, call.visit.id, when, call.span, by=ALONE)
    look_at_clock(MORNING)
    with closing(open_office(data, demo=True)) as office:
        demo.prepare(office, worker)  # the lender's files of today
        work = open_day(office, when, worker)
        assert work.plan
        return issue(office, work.day, keep_plan(office, work.plan), data / "papers", worker=worker).folder


@dataclass
class Telling:
    """What the teams say on the telephone, in the order in which it happens.

    Parameters
    ----------
    slow
        How many times as long as planned the stays of a team are.
    silent_from
        From when on a team does not ring up.
    never_back
        Teams that do not say that they are back.
    untold
        Of so many visits, the last ones, nobody says how they ended.
    """

    slow: Mapping[UUID, float] = field(default_factory=dict)
    silent_from: Mapping[UUID, datetime] = field(default_factory=dict)
    never_back: frozenset[UUID] = frozenset()
    untold: int = 0

    def __post_init__(self) -> None:
        self._random = Random(7)
        self._left: dict[tuple[UUID, UUID], datetime] = {}
        self._stuck: set[UUID] = set()

    def until(self, office: Office, work: Workday, moment: datetime) -> Workday:
        """Let them tell until a moment; the day as it is then."""
        said = 0
        while (event := self._next(work, moment)) is not None:
            work = self._told(office, work, *event)
            said += 1
        look_at_clock(moment)
        print(f"{said} calls until {moment:%H:%M} UTC", flush=True)
        return work

    def _next(self, work: Workday, moment: datetime) -> Call | None:
        assert work.plan
        events = [self._event(route) for route in work.plan.routes if route.stops and route.shift_id not in self._stuck]
        due = [each for each in events if each and each[0] <= min(moment, self.silent_from.get(each[1], moment))]
        return min(due, key=lambda each: each[0], default=None)

    def _event(self, route: Route) -> Call | None:
        for stop in route.stops:
            if stop.actual is None or not stop.actual.over:
                key = route.shift_id, stop.visit_id
                if not (stop.actual and stop.actual.arrived):
                    return stop.start, route.shift_id, Said.ARRIVED, stop.visit_id
                if key not in self._left:
                    stay = (stop.departure - stop.start) * self.slow.get(route.shift_id, 0.97)
                    self._left[key] = stop.actual.arrived + stay * self._random.lognormvariate(0, 0.12)
                return self._left[key], route.shift_id, Said.LEFT, stop.visit_id
        if route.shift_id in self.never_back:
            return None
        return route.end, route.shift_id, Said.BACK, None

    def _told(
        self, office: Office, work: Workday, at: datetime, shift_id: UUID, said: Said, visit_id: UUID | None
    ) -> Workday:
        look_at_clock(max(CLOCK[0], at.replace(second=0, microsecond=0) + timedelta(minutes=1)))
        code = self._random.choices(CODES, WEIGHTS)[0] if said == Said.LEFT and not self._is_untold(work) else ""
        try:
            work = check_in(office, work, shift_id, said, visit_id=visit_id, code=code, by=ALONE).work
        except PlannerError as problem:
            print(f"not told: {problem.code}", flush=True)
            self._stuck.add(shift_id)
        if said == Said.BACK:
            self._stuck.add(shift_id)
        return work

    def _is_untold(self, work: Workday) -> bool:
        assert work.plan
        left = sum(not (stop.actual and stop.actual.over) for route in work.plan.routes for stop in route.stops)
        return left <= self.untold
