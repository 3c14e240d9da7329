"""A coordinator who sees to all that needs a person, by fixed rules.

Every warning gets the first verified way out, as long as the changes of teams that it costs are within the budget;
every change is confirmed by telephone, every team that must be rung up is, every customer who expects somebody is
called. Who is not heard is looked for step by step. A dead telephone is not reached; whoever answers says where it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from planner.running.alarms import TEAM_STEPS, next_step
from planner.running.happened import Answer
from planner.running.needs import Need, NeedKind, needs
from planner.running.situation import Situation
from planner.running.team_warning import TeamWarning
from planner.running.warnings import DayWarning, WarningKind
from planner.running.way_model import Way, WayKind
from planner.told import AlarmStep
from tests.replay.crew import Crew

if TYPE_CHECKING:
    from tests.replay.driver import Driver

BUDGET = 12
"""Visits that may change teams on this day: one in five."""
PRINTING = timedelta(minutes=25)
"""So long before a team leaves its papers are printed anew, if they must be."""
WORSE = timedelta(minutes=10)
"""A warning that was answered, or could not be, is looked at again when it has grown by more than this."""
ZERO = timedelta(0)
ONLY_JUST = timedelta(minutes=5)
"""Who will be at a door less than this before a promised span ends has the customer called all the same."""
ENOUGH = 40
"""Things seen to one after the other: more is a coordinator who runs in circles."""


@dataclass
class Diary:
    """What happened, for who judges it afterwards."""

    ways: Counter[WayKind] = field(default_factory=Counter)
    no_way: list[DayWarning] = field(default_factory=list)
    seen: Counter[NeedKind] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    trials: list[AlarmStep] = field(default_factory=list)
    moved: int = 0


class Coordinator:
    """One person at the desk; `hands` are how they do it."""

    def __init__(self, driver: Driver) -> None:
        self._driver, self.hands, self.diary = driver, driver.hands, Diary()
        self._seen: dict[object, timedelta] = {}

    @property
    def now(self) -> datetime:
        """What the office's clock shows."""
        return self._driver.now

    @property
    def crews(self) -> dict[UUID, Crew]:
        """The teams."""
        return self._driver.crews

    def see_to_all(self) -> None:
        """Until nothing is left that can be done now."""
        for _turn in range(ENOUGH):
            found = self.hands.look()
            if not any(self._see_to(found, need) for need in needs(found)):
                return
        raise AssertionError(f"in circles at {self.now}: {[need.key for need in needs(found)]}")

    def _see_to(self, found: Situation, need: Need) -> bool:
        # Whether something was done, so that all is to be looked at anew.
        acts = {
            NeedKind.ALARM: self._alarm, NeedKind.RING_TEAM: self._ring, NeedKind.CALL_CUSTOMER: self._call,
            NeedKind.PAPERS: self._papers, NeedKind.TELL_NOW: self._tell, NeedKind.PENDING: self._tell,
            NeedKind.WARNING: self._warning,
            NeedKind.NEAR: self._warning,
        }  # fmt: skip
        done = need.kind in acts and acts[need.kind](found, need)
        self.diary.seen[need.kind] += done
        return done

    def _reaches(self, shift_id: UUID | None) -> Crew | None:
        # Whoever is rung up says first where they are.
        crew = self.crews.get(shift_id) if shift_id else None
        if crew is None or crew.is_silent(self.now):
            return None
        if told := crew.has_to_say():
            self.hands.hear(crew.shift_id, told)
        return crew

    def _leaves(self, shift_id: UUID) -> datetime:
        plan = self.hands.work.plan
        routes = (each for each in (plan.routes if plan else ()) if each.shift_id == shift_id and each.stops)
        return min([self.crews[shift_id].leaves, *(route.start for route in routes)])

    def _papers(self, found: Situation, need: Need) -> bool:
        about = _any(need.about)
        # Once somebody of them is about to leave: more may change until then.
        soon = [self.crews[shift.id] for shift in about if self._leaves(shift.id) <= self.now + PRINTING]
        if not soon:
            return False
        self.hands.issue()
        again = {
            shift.id for each in needs(self.hands.look()) if each.kind is NeedKind.PAPERS for shift in _any(each.about)
        }
        assert again.isdisjoint(crew.shift_id for crew in soon), "they were just issued"
        for crew in self.crews.values():
            if crew.left is None:
                crew.takes(found.plan)
        return True

    def _alarm(self, _found: Situation, need: Need) -> bool:
        about = _any(need.about)
        step = next_step(about)
        if any(each.step == step for each in about.tried):
            return False
        self.diary.trials.append(step)
        crew = self.crews[about.shift_id]
        heard = step in TEAM_STEPS and not crew.is_silent(self.now)
        if heard and (told := crew.has_to_say()):
            self.hands.hear(crew.shift_id, told)  # which ends it
            return True
        self.hands.tried(about, step, answered=heard or step == AlarmStep.SUPERVISOR)
        return True

    def _ring(self, found: Situation, need: Need) -> bool:
        crew = self._reaches(need.shift_id)
        if crew is None:
            return False
        mine = (ring.phone for ring in found.facts.rings if ring.phone.shift_id == need.shift_id)
        phones = [phone for phone in mine if phone.day == found.day.date]
        self.hands.answered(phones, self._who(crew.shift_id))
        for phone in phones:
            crew.leaves_out(phone.visit_id)
        return True

    def _call(self, _found: Situation, need: Need) -> bool:
        about = _any(need.about)
        self.hands.told_customer(about)
        return True

    def _tell(self, found: Situation, need: Need) -> bool:
        crew = self._reaches(need.shift_id)
        if crew is None:
            return False
        self.hands.confirm(crew.shift_id, self._who(crew.shift_id))
        assert found.plan
        crew.learns(found.plan)
        return True

    def _who(self, shift_id: UUID) -> str:
        return self.hands.work.day.shift(shift_id).members[0].name

    def _warning(self, found: Situation, need: Need) -> bool:
        late: TeamWarning = _any(need.about)
        fresh = [each for each in late.warnings if self._is_fresh(each)]
        if not fresh:
            return False
        crew = self.crews[late.shift_id]
        if not crew.is_silent(self.now) and (told := crew.has_to_say()):
            self.hands.hear(crew.shift_id, told)
            return True
        red = any(each.red for each in fresh)
        way = self.hands.take_way(late, partial(self.pick_way, crew) if red else _call_of)
        done = fresh if way is None else [each for each in fresh if each.visit_id in way.mended]
        self._seen |= {each.key: each.late for each in done or fresh}
        if way is None:
            self.diary.no_way += fresh
            return False
        self.diary.ways[way.kind] += 1
        return True

    def _is_fresh(self, warning: DayWarning) -> bool:
        before = self._seen.get(warning.key)
        wanted = warning.red or (warning.kind is WarningKind.PROMISE and warning.late >= -ONLY_JUST)
        worse = before is not None and (warning.late > before + WORSE or before <= ZERO < warning.late)
        return wanted and (before is None or worse)

    def pick_way(self, crew: Crew, offered: Sequence[Way]) -> Way | None:
        """The first that the budget leaves room for; who is not reached is not sent elsewhere at once."""
        room, silent = BUDGET - self._driver.moved, crew.is_silent(self.now)
        return next(
            (
                way for way in offered
                if (way.kind is not WayKind.HAND_OVER or room > 0) and not (way.by_hand and silent)
            ),
            None,
        )  # fmt: skip

    def pick_answer(self, offered: Sequence[Answer]) -> Answer | None:
        """The same of the answers to what happened."""
        room = BUDGET - self._driver.moved
        return next((answer for answer in offered if answer.price.moved <= room), None)


def _call_of(offered: Sequence[Way]) -> Way | None:
    return next((way for way in offered if way.kind is WayKind.CALL), None)


def _any(about: object) -> Any:
    return about
