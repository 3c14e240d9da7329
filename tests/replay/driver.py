"""Plays the script: teams and the office by time, each thing as late as it happens. Judges nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from uuid import UUID

from planner.model import Plan
from tests.replay.coordinator import Coordinator, Diary
from tests.replay.crew import MINUTE, Crew
from tests.replay.hands import Hands
from tests.replay.happenings import Happenings
from tests.replay.judge import Record
from tests.replay.morning import ZONE, Morning
from tests.replay.script import Script
from tests.replay.story import Story, Telling

LOOK = timedelta(minutes=5)
"""So often the coordinator looks, where nobody rings up."""


class Driver:
    """One replayed day."""

    def __init__(self, morning: Morning, script: Script, hands: Hands) -> None:
        self.morning, self.script = morning, script
        self.story = Story(lambda: self.now)
        self.hands: Hands = Telling(hands, self.story)
        day, plan = hands.work.day, hands.work.plan
        assert plan
        routes = {route.shift_id: route for route in plan.routes}
        self.crews = {
            shift.id: Crew(
                shift.id, shift.team.name, deque(script.teams[shift.team.name]),
                [stop.visit_id for stop in routes[shift.id].stops], routes[shift.id].start,
                frozenset(stop.visit_id for stop in routes[shift.id].stops),
            )
            for shift in day.shifts if shift.id in routes
        }  # fmt: skip
        self.issued: Plan = plan
        self.visits = {visit.id: visit for visit in day.visits}
        self.spans = {visit.id: [(self.now, visit.promised)] for visit in day.visits if visit.promised}
        self.pauses: list[tuple[UUID, datetime, datetime | None]] = []
        self._office = deque(script.office)
        self.coordinator = Coordinator(self)
        self._happenings = Happenings(self)

    @property
    def now(self) -> datetime:
        """What the office's clock shows."""
        return self.morning.clock.now

    def moment(self, local: time) -> datetime:
        """A time of this day."""
        return datetime.combine(self.morning.day, local, ZONE)

    def play(self) -> Diary:
        """All of it."""
        while (coming := self._coming()) is not None:
            at, act = coming
            self.morning.clock.now = max(self.now, at)
            act()
            self.coordinator.see_to_all()
            self._note_promises()
        return self.coordinator.diary

    def record(self) -> Record:
        """All that it is judged by."""
        made = sorted((each for crew in self.crews.values() for each in crew.made), key=lambda each: each.arrived)
        plan = self.hands.work.plan
        assert plan
        paused = [(shift, since, until or self.now) for shift, since, until in self.pauses]
        return Record(self.morning.office, self.visits, made, self.issued, plan, self.spans, paused)

    def told(self, wrong: Sequence[str]) -> str:
        """What is wrong, and the story of each visit that is named in it."""
        names = {key: visit.reference for key, visit in self.visits.items()}
        names |= {key: crew.name for key, crew in self.crews.items()}
        about = {word for each in wrong for word in each.split() if word in names.values()}
        return "\n".join([*wrong, *self.story.of(about, names)]) if wrong else ""

    def _note_promises(self) -> None:
        for visit in self.hands.work.day.visits:
            self.visits.setdefault(visit.id, visit)
            told = self.spans.setdefault(visit.id, []) if visit.promised else []
            if visit.promised and (not told or told[-1][1] != visit.promised):
                told.append((self.now, visit.promised))

    # --- what comes next

    def _coming(self) -> tuple[datetime, Callable[[], None]] | None:
        plan = self.hands.work.plan
        assert plan
        found: list[tuple[datetime, int, Callable[[], None]]] = []
        for number, crew in enumerate(self.crews.values()):
            if (at := crew.next(plan)) is not None:
                found.append((_whole(at), number, partial(self._let_act, crew)))
            if crew.silent_until and crew.unheard:
                found.append((crew.silent_until, number, partial(self._hear, crew)))
        if self._office:
            at = self.moment(self._office[0].at)
            found.append((at, -1, self._happen))
        if not found:
            return None
        at, _number, act = min(found, key=lambda each: each[:2])
        look = self.now + LOOK
        return (at, act) if at <= look else (look, _nothing)

    def _happen(self) -> None:
        happening = self._office.popleft()
        self.coordinator.diary.done[happening.what] += self._happenings.let(happening)

    def _let_act(self, crew: Crew) -> None:
        paused = crew.paused
        crew.act(self.now, self.hands.work.day.shift(crew.shift_id).members, self._brought(crew))
        self.story.add(f"{crew.name}: at {crew.at}, made last {crew.made and crew.made[-1].visit_id}, then {crew.todo}")
        if crew.paused and not paused:
            self.pauses.append((crew.shift_id, self.now, None))
        if not crew.is_silent(self.now):
            self._hear(crew)

    def _hear(self, crew: Crew) -> None:
        crew.silent_until = crew.silent_until if crew.is_silent(self.now) else None
        while crew.unheard:
            told = crew.unheard.pop(0)
            self.hands.hear(crew.shift_id, told)

    def _brought(self, crew: Crew) -> frozenset[UUID]:
        # Who meets whom: both have to know of it, and it has to be over by now.
        found = set()
        for meeting in self.hands.work.plan.meetings if self.hands.work.plan else ():
            giver = self.crews.get(meeting.from_shift) if meeting.from_shift else None
            knows = meeting.from_shift is None or (giver and meeting.id in giver.meets)
            at = crew.meets.get(meeting.id)
            if meeting.to_shift == crew.shift_id and at and at <= self.now and knows:
                found |= set(meeting.visits)
        return frozenset(found)

    @property
    def moved(self) -> int:
        """How many visits are with another team by now than by the papers that went out."""
        plan = self.hands.work.plan
        assert plan
        had, has = (_teams(each) for each in (self.issued, plan))
        return sum(not teams <= has[key] for key, teams in had.items() if key in has)


def _whole(at: datetime) -> datetime:
    # People tell whole minutes.
    down = at.replace(second=0, microsecond=0)
    return down if down == at else down + MINUTE


def _nothing() -> None:
    pass


def _teams(plan: Plan) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    for route in plan.routes:
        for stop in route.stops:
            found.setdefault(stop.visit_id, set()).add(route.shift_id)
    return found
