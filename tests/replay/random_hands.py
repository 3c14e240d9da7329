"""Hands that doubt: before and after all that they do they look at what must always hold. Complaints are collected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from uuid import UUID

from planner.cases.called import Request
from planner.cases.ringing import PhoneTeam
from planner.day.from_now import LEAD
from planner.day.workday import Workday, judged, keep
from planner.errors import PlannerError
from planner.running.alarms import TEAM_STEPS
from planner.running.calls_due import ToCall
from planner.running.happened import Answer, Happened
from planner.running.needs import needs
from planner.running.situation import Situation
from planner.running.team_warning import TeamWarning
from planner.running.way_model import Way, WayKind
from planner.told import Alarm, AlarmStep, Incident
from routing.worker import Worker
from tests.replay.crew import Crew, Told
from tests.replay.hands import Pick
from tests.replay.headless import ByUseCases
from tests.replay.morning import ZONE, Morning
from tests.replay.random_eyes import Eyes, named_in
from tests.replay.random_law import Broken, Law
from tests.replay.random_picture import Picture, otherwise, picture_of
from tests.replay.random_town import issue

EXPECTED = {"no_answer_found", "no_room_for_urgent", "stop_called_off", "team_has_nothing_left"}
"""What may be refused on any day."""
OFTEN = 0.3
"""How often a step is undone and done again, or the day opened again."""


class Watched(ByUseCases):
    """See `tests.replay.hands.Hands`; `crews` are those of the driver."""

    def __init__(self, morning: Morning, worker: Worker, number: int) -> None:
        super().__init__(morning, worker)
        self.rng, self.law = Random(number), Law(self.office)
        self.faults: list[str] = []
        self.log: list[str] = []
        self.counts: Counter[str] = Counter()
        self.crews: dict[UUID, Crew] = {}
        self.heard_at: dict[UUID, datetime] = {}
        self.shown: dict[UUID, datetime] = {}
        """Since when a visit was named in what needs somebody."""
        self._looked: datetime | None = None

    # --- words

    def note(self, words: str) -> None:
        """Write into the story of the day."""
        self.log.append(f"{self.office.clock().astimezone(ZONE):%H:%M} {words}")

    def fault(self, words: str) -> None:
        """Something is wrong; told once."""
        if words not in self.faults:
            self.faults.append(words)
            self.note(f"FAULT {words}")

    def named(self, visit_id: UUID | None) -> str:
        """A visit by its reference."""
        return next((visit.reference for visit in self.work.day.visits if visit.id == visit_id), "?")

    def team(self, shift_id: UUID | None) -> str:
        """A team by its name."""
        return next((shift.team.name for shift in self.work.day.shifts if shift.id == shift_id), "?")

    # --- looking

    def look(self) -> Situation:
        found = super().look()
        for need in needs(found):
            for visit_id in named_in(need):
                self.shown.setdefault(visit_id, found.now)
        if self._looked != found.now and found.runs:
            self._looked = found.now
            with self.office.store.reading() as session:
                missing = list(
                    Eyes(found, self.crews, self.heard_at).missing(session, self.work.problem.blocked, self.law)
                )
            for words in missing:
                self.fault(words)
        return found

    def picture(self) -> Picture:
        """All that the panels show."""
        return picture_of(super().look())

    def _same(self, one: Picture, words: str) -> None:
        if told := otherwise(one, self.picture()):
            self.fault(f"{words}: {told}")

    # --- whatever is done

    def step(self, words: str, act: Callable[[], object], *, undoable: bool = False) -> object:
        """Do it. `undoable` is what changes the day and the plan alone."""
        before, often = self.work, self.rng.random() < OFTEN
        was = self.picture() if undoable and often else None
        self.note(words)
        try:
            found = act()
        except PlannerError as problem:
            self.counts[f"refused {problem.code}"] += 1
            self.note(f"  refused: {problem.code}")
            if problem.code not in EXPECTED:
                self.fault(f"{words} was refused: {problem.code}")
            return None
        if was and (before.day, before.plan) != (self.work.day, self.work.plan):
            self._undone(words, before, was)
        if often:
            now = self.picture()
            self._again()
            self._same(now, f"opened again after {words}")
            self.counts["reopened"] += 1
        return found

    def _undone(self, words: str, before: Workday, was: Picture) -> None:
        # As the window does it: the state of before is kept over what is there, and then the one after again.
        after, now = self.work, self.picture()
        for work, picture, name in ((before, was, "undo"), (after, now, "redo")):
            if work.day != self.work.day:
                self.work = keep(self.office, work.day, work.plan, self.work.day, self._worker, at_once=True)
            elif work.plan:
                self.work = judged(self.office, self.work, work.plan)
            self._save()
            self._same(picture, f"{name} of {words}")
            self.counts[name] += 1

    def searched(self, words: str, act: Callable[[], object]) -> None:
        """Let something be searched for and taken, and look at what came of it."""
        before, broken = self.work, self.law.broken(self.work)
        self.step(words, act, undoable=True)
        self._proposed(words, before, self.work, broken)

    def _proposed(
        self, words: str, before: Workday, after: Workday, broken: Broken, but: Collection[UUID | None] = ()
    ) -> None:
        # Nothing unlawful comes in, and what has begun or is near stays where it is.
        self.counts["proposed"] += 1
        for visit_id, rule in sorted(self.law.broken(after) - broken, key=str):
            self.fault(f"{words} newly breaks {rule} of {self.named(visit_id)}")
        now = self.office.clock()
        for route in before.plan.routes if before.plan else ():
            if route.shift_id in but:
                continue
            near = [s.visit_id for s in route.stops if (s.begun or s.start < now + LEAD) and s.visit_id not in but]
            has = [s.visit_id for s in (after.plan.stops_of(route.shift_id) if after.plan else ())]
            if [each for each in has if each not in but][: len(near)] != near:
                self.fault(f"{words} moves what is near of {self.team(route.shift_id)}")

    # --- the telephone

    def hear(self, shift_id: UUID, told: Told) -> None:
        self.heard_at[shift_id] = self.office.clock()
        at = f"{told.moment.astimezone(ZONE):%H:%M}" if told.moment else "now"
        words = f"{self.team(shift_id)} says {told.said} {told.code} {self.named(told.visit_id)} of {at}"
        self.step(words, lambda: ByUseCases.hear(self, shift_id, told))

    def tried(self, alarm: Alarm, step: AlarmStep, *, answered: bool) -> None:
        if answered and step in TEAM_STEPS and alarm.shift_id:
            self.heard_at[alarm.shift_id] = self.office.clock()
        words = f"{self.team(alarm.shift_id)} is looked for by {step}: {answered}"
        self.step(words, lambda: ByUseCases.tried(self, alarm, step, answered=answered))

    def customer_called(self, name: str, request: Request) -> None:
        self.step(f"a customer calls: {request}", lambda: ByUseCases.customer_called(self, name, request))

    def confirm(self, shift_id: UUID, who: str) -> None:
        self.step(f"{self.team(shift_id)} confirms", lambda: ByUseCases.confirm(self, shift_id, who))

    def answered(self, phones: Sequence[PhoneTeam], who: str) -> None:
        self.step(f"{phones[0].team} is rung up", lambda: ByUseCases.answered(self, phones, who))

    def told_customer(self, call: ToCall) -> None:
        words = f"who waits for {call.visit.reference} is called: {call.why}"
        self.step(words, lambda: ByUseCases.told_customer(self, call))

    def goes_on(self, incident: Incident) -> None:
        self.step(f"{self.team(incident.shift_id)} goes on", lambda: ByUseCases.goes_on(self, incident))

    def issue(self) -> None:
        def act() -> None:
            assert self.work.plan
            issue(self.office, self.work.plan)
            self._again()

        self.step("papers are issued anew", act)

    # --- the plan

    def slow(self, factor: float) -> None:
        self.step(f"slow {factor}", lambda: ByUseCases.slow(self, factor), undoable=True)

    def road_open(self) -> None:
        self.step("the road is open again", lambda: ByUseCases.road_open(self), undoable=True)

    def happened(self, happened: Happened, pick: Pick[Answer]) -> Answer | None:
        before, broken = self.work, self.law.broken(self.work)
        ill = (s.id for s in before.day.shifts for member in s.members if member.id == happened.staff_id)
        about = {happened.shift_id, *ill}
        words = f"{happened.what} {[self.team(each) for each in about if each]}"

        def picked(offered: Sequence[Answer]) -> Answer | None:
            for each in offered:
                self._proposed(f"{words}: {each.kind}", before, each.after, broken, about)
            taken = pick(offered)
            self.note(f"  {taken.kind if taken else 'nothing'} of {[each.kind.value for each in offered]}")
            return taken

        found = self.step(words, lambda: ByUseCases.happened(self, happened, picked), undoable=True)
        return found if isinstance(found, Answer) else None

    def take_way(self, late: TeamWarning, pick: Pick[Way]) -> Way | None:
        before, broken = self.work, self.law.broken(self.work)
        about = [(each.kind.value, self.named(each.visit_id), str(each.late)) for each in late.warnings]
        words = f"{self.team(late.shift_id)} is late: {about}"

        def picked(offered: Sequence[Way]) -> Way | None:
            for way in offered:
                by_hand = late.shift_id if way.by_hand else None
                but = {by_hand, way.visit_id if way.kind is WayKind.DROP else None}
                after = replace(before, day=way.day, plan=way.plan)
                self._proposed(f"late: {way.kind}", before, after, broken, but)
            way = pick(offered)
            self.note(f"  {way.kind if way else 'nothing'} of {[each.kind.value for each in offered]}")
            return way

        found = self.step(words, lambda: ByUseCases.take_way(self, late, picked))
        return found if isinstance(found, Way) else None
