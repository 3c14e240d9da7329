"""A team on the road as it really is: what it has in hand, where it is, what it did. The office knows what it is told.

Nothing of the running day is asked what it thinks: a team does what stands on its paper, and what it confirmed since.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from planner.model import Plan, Route, Staff, Stop
from planner.told import Said
from tests.replay.script import Call

MINUTE = timedelta(minutes=1)
LONGEST = timedelta(minutes=45)
"""No team stays longer at a door: its sheet says so."""
AWAY = timedelta(minutes=10)
"""So long after it may go on a team is at its next door, at the earliest."""


@dataclass(frozen=True)
class Made:
    """A visit as it really was. `carried` tells whether its papers were at hand."""

    shift_id: UUID
    visit_id: UUID
    arrived: datetime
    left: datetime
    code: str
    carried: bool
    staff: tuple[Staff, ...]


@dataclass(frozen=True)
class Told:
    """Something a team says on the telephone; of another moment than now where `moment` is given."""

    said: Said
    visit_id: UUID | None = None
    code: str = ""
    moment: datetime | None = None


@dataclass
class Crew:
    """One team. `todo` is what it will do, in this order; None of `left` means that it has not set out."""

    shift_id: UUID
    name: str
    calls: deque[Call]
    todo: list[UUID]
    leaves: datetime
    carries: frozenset[UUID]
    meets: dict[UUID, datetime] = field(default_factory=dict)
    made: list[Made] = field(default_factory=list)
    at: UUID | None = None
    arrived: datetime | None = None
    left: datetime | None = None
    silent_until: datetime | None = None
    paused: bool = False
    free_at: datetime | None = None
    back: bool = False
    told_at: bool = False
    unheard: list[Told] = field(default_factory=list)
    sheet: dict[UUID, str] = field(default_factory=dict)
    """How visits ended of which it told only that it left."""
    moot: int = 0
    heard: int = 0

    # --- what comes next

    def next(self, plan: Plan) -> datetime | None:
        """When it does something next, as things are; None while it stands still, and once it is back."""
        if self.back or (self.paused and self.at is None):
            return None
        if self.left is None:
            return self.leaves + self._first("out").minutes * MINUTE
        if self.at:
            return self._leaves(plan)
        stop = self._stop(plan)
        if stop is None:
            return max(self.left + AWAY, self.free_at or self.left, self._end(plan))
        return max(stop.start + self._first("at").minutes * MINUTE, (self.free_at or self.left) + MINUTE)

    def _first(self, word: str) -> Call:
        return self.calls[0] if self.calls and self.calls[0].word == word else Call(word)

    def _leaves(self, plan: Plan) -> datetime:
        assert self.arrived
        stop, call = self._stop(plan, self.at), self._leaving
        planned = stop.departure - stop.start if stop else timedelta(minutes=30)
        stays = call.minutes * MINUTE if call.exact else planned + call.minutes * MINUTE
        return self.arrived + max(MINUTE, min(stays, LONGEST))

    @property
    def _leaving(self) -> Call:
        first = self.calls[0] if self.calls else Call("A")
        return first if first.code or first.word == "danger" else Call("A")

    def _stop(self, plan: Plan, visit_id: UUID | None = None) -> Stop | None:
        wanted = visit_id or next(iter(self.todo), None)
        found = [stop for route in self._routes(plan) for stop in route.stops if stop.visit_id == wanted]
        return next(iter(found), None)

    def _routes(self, plan: Plan) -> Iterator[Route]:
        return (route for route in plan.routes if route.shift_id == self.shift_id)

    def _end(self, plan: Plan) -> datetime:
        assert self.left
        return max((r.end for r in self._routes(plan) if r.stops), default=self.left)

    # --- doing it

    def act(self, now: datetime, staff: tuple[Staff, ...], brought: frozenset[UUID]) -> None:
        """Do the next thing; what it would say is in `unheard`. `brought` are papers that it got on its way."""
        if self.left is None:
            self._take("out")
            self.left = now
            self._say(Told(Said.SET_OUT, moment=now))
        elif self.at:
            self._leave(now, staff, self.carries | brought)
        elif self.todo:
            self.at, self.arrived = self.todo.pop(0), now
            self.told_at = self._take("at")
            self._say(Told(Said.ARRIVED, self.at, moment=now), told_of=self.told_at)
        else:
            while self.calls and self.calls[0].word != "back":
                self.moot += 1
                self.calls.popleft()
            self.back = True
            self._say(Told(Said.BACK, moment=now), told_of=self._take("back"))

    def _leave(self, now: datetime, staff: tuple[Staff, ...], carries: frozenset[UUID]) -> None:
        assert self.at
        assert self.arrived
        call = self._leaving
        if self.calls and self.calls[0] is call:
            self.calls.popleft()
            self.heard += 1
        if call.word == "danger":
            self.paused = True
            self._say(Told(Said.DANGER, self.at, moment=now))
            return
        self.made.append(Made(self.shift_id, self.at, self.arrived, now, call.code, self.at in carries, staff))
        if call.on_paper:
            self.sheet[self.at] = call.code
        self._say(Told(Said.LEFT, self.at, "" if call.on_paper else call.code, now))
        self.at, self.left, self.free_at = None, now, None
        if self.calls and self.calls[0].word == "quiet":
            self.silent_until = now + self.calls.popleft().minutes * MINUTE
            self.heard += 1

    def _take(self, word: str) -> bool:
        if self.calls and self.calls[0].word == word:
            self.calls.popleft()
            self.heard += 1
            return True
        return word in ("out", "back")

    def _say(self, told: Told, *, told_of: bool = True) -> None:
        if told_of:
            self.unheard.append(told)

    # --- the telephone

    def has_to_say(self) -> Told | None:
        """Where it is, when somebody rings it up at a door that it has not told of."""
        if self.at is None or self.arrived is None or self.told_at:
            return None
        self.told_at = True
        return Told(Said.ARRIVED, self.at, moment=self.arrived)

    def is_silent(self, now: datetime) -> bool:
        """Whether its telephone is dead."""
        return self.silent_until is not None and now < self.silent_until

    def learns(self, plan: Plan) -> None:
        """It has read back its whole route, and whom it meets when."""
        done = {each.visit_id for each in self.made} | ({self.at} if self.at else set())
        route = next(self._routes(plan), None)
        self.todo = [stop.visit_id for stop in (route.stops if route else ()) if stop.visit_id not in done]
        self.meets = {each.meeting_id: each.start for each in (route.meetings if route else ())}

    def takes(self, plan: Plan | None) -> None:
        """It has not left yet, and gets new papers."""
        assert plan
        self.learns(plan)
        self.carries = frozenset(self.todo)
        self.leaves = min((route.start for route in self._routes(plan) if route.stops), default=self.leaves)

    def leaves_out(self, visit_id: UUID | None) -> None:
        """It was told that one visit is off."""
        self.todo = [each for each in self.todo if each != visit_id]

    def goes_on(self, now: datetime) -> None:
        """Its day goes on."""
        self.paused, self.free_at = False, now + AWAY
