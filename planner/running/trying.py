"""A running day at a moment, and what would become of it: the measure by which a way out is good, or none.

How ways are thought up is told in `planner.running.tries`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from planner.cases.promises import SPAN
from planner.day import edit, once
from planner.day.effect import newly_broken
from planner.day.from_now import freeze, is_near, thaw, under_way
from planner.day.locks import held
from planner.model import Plan, Violation
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack
from planner.running.forecast import forecast
from planner.running.forecast_model import SILENT, Forecast, Heard, HeldStarts
from planner.running.team_warning import TeamWarning, by_team
from planner.running.warnings import NOTHING, DayWarning, warnings
from planner.running.way_model import Way, WayKind
from planner.translate import DayProblem, orders_of
from routing.problem import Problem

MUCH = timedelta(minutes=1)
"""What was missed already may be missed by so much more: a way is not refused for seconds."""
SOME = timedelta(minutes=30)
"""By so much more what a late team misses beside, where one of its customers agrees: the others are called as well."""
TOO_LATE = frozenset({"late", "shift_end"})
"""Kinds of broken rules that a forecast tells of as well."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A way before it is verified, with the problem of its day."""

    way: Way
    dp: DayProblem


@dataclass(frozen=True)
class Trying:
    """A day at a moment.

    Parameters
    ----------
    heard, starts
        As for `planner.running.forecast.forecast`.
    span
        How long a span is that a customer is told.
    """

    dp: DayProblem
    plan: Plan
    now: datetime
    pack: Pack
    closed: ClosedDays
    heard: Heard = SILENT
    starts: HeldStarts | None = None
    span: timedelta = SPAN

    @cached_property
    def found(self) -> Forecast:
        """How it goes on if nobody does anything."""
        return forecast(self.dp, self.plan, self.now, heard=self.heard, starts=self.starts)

    @cached_property
    def missed(self) -> dict[UUID, DayWarning]:
        """What is missed then, by the visit or, for the end of a shift, by the shift."""
        return _by_place(self.warned)

    @cached_property
    def warned(self) -> tuple[DayWarning, ...]:
        """The same, the most urgent first."""
        return warnings(self.dp, self.found, self.pack, self.closed)

    def late(self, shift_id: UUID) -> TeamWarning | None:
        """What one team will miss; None where it misses nothing."""
        return next((each for each in by_team(self.warned) if each.shift_id == shift_id), None)

    def is_near(self, visit_id: UUID) -> bool:
        """Whether a stop has begun, or is too near to be moved but by a person."""
        return any(is_near(s, self.now) for r in self.found.plan.routes for s in r.stops if s.visit_id == visit_id)

    @cached_property
    def still(self) -> Plan:
        """The plan at the times that are to be expected, in which all that is past or near is held."""
        return freeze(under_way(self.found.plan, self.now), self.now)

    @cached_property
    def loose(self) -> Plan:
        """The same in which only what has begun is held: a person may move what is near, but not into the past."""
        return replace(self.found.plan, not_before=self.now, on_the_way=frozenset())

    @cached_property
    def problem(self) -> Problem:
        """What that leaves open, in numbers."""
        return held(self.dp, self.still).problem

    @cached_property
    def anew(self) -> Problem:
        """The same where whoever comes at another time may come in the customer's next window."""
        return held(self.dp, self.still, free=None).problem

    @cached_property
    def orders(self) -> dict[str, list[str]]:
        """The jobs of each route of it, by vehicle."""
        return orders_of(self.dp, self.still)

    def still_but(self, free: UUID) -> Plan:
        """The same, in which one stop may be taken off though it is near."""
        still = self.still
        if self.plan.has_begun(free):
            return still
        own = {stop.visit_id: stop.lock for route in self.plan.routes for stop in route.stops}
        routes = (
            replace(
                route,
                stops=tuple(replace(stop, lock=own[free]) if stop.visit_id == free else stop for stop in route.stops),
            )
            for route in still.routes
        )
        return replace(still, routes=tuple(routes))

    def thawed(self, changed: Plan, *, going: Iterable[UUID] = ()) -> Plan:
        """What a change of `still` leads to: a plan with the locks that people have put on.

        What is too near to be changed is asked of its own times here, for by them it is judged. `going` are stops that
        a person sends a team to at once.
        """
        now = under_way(self.plan, self.now)
        way = now.on_the_way | frozenset(going)
        return edit.follow(self.dp, replace(thaw(changed, self.plan), not_before=now.not_before, on_the_way=way))

    def verified(self, tried: Tried, late: TeamWarning) -> Way | None:
        """The way with its price; None where it helps with nothing, or does harm."""
        dp, plan = tried.dp, tried.way.plan
        then = forecast(dp, plan, self.now, heard=self.heard, starts=self.starts)
        missed = _by_place(warnings(dp, then, self.pack, self.closed))
        mended = [each for each in late.to_mend if not _is_missed_still(missed.get(_place(each)), each)]
        much = SOME if tried.way.kind is WayKind.CALL else MUCH
        own = {_place(each) for each in late.warnings}
        if not mended or any(self._is_worse(key, each, much if key in own else MUCH) for key, each in missed.items()):
            return None
        if newly_broken(self._legal, once.judge(self.pack, self.closed, dp.day, then.plan)):
            return None
        broken = newly_broken(self._broken, edit.violations(dp, plan, self.pack, self.closed))
        if any(not self._is_known(each) for each in broken):
            return None
        return self._priced(tried.way, then, mended, len(late.to_mend) - len(mended))

    def _priced(self, way: Way, then: Forecast, mended: list[DayWarning], left: int) -> Way:
        now, first = self.found.plan, mended[0]
        if first.visit_id:
            routes = then.plan.routes_of(first.visit_id)
            expected = next((s.start for r in routes for s in r.stops if s.visit_id == first.visit_id), None)
        else:
            team = then.team(first.shift_id)
            expected = team.back if team else None
        return replace(
            way,
            travel_time=then.plan.travel_time - now.travel_time,
            distance=then.plan.distance - now.distance,
            mended=tuple(each.visit_id for each in mended),
            left=left,
            expected=expected,
        )

    def _is_worse(self, key: UUID, then: DayWarning, much: timedelta) -> bool:
        now = self.missed.get(key)
        if now is None or not now.red:
            much = MUCH
        return then.red and then.late > (max(now.late, NOTHING) if now else NOTHING) + much

    def _is_known(self, broken: Violation) -> bool:
        # The plan may not know yet how late a team is; the forecast does, and says so of this already.
        place = broken.visit_id or broken.shift_id
        return broken.kind in TOO_LATE and place in self.missed and self.missed[place].red

    @cached_property
    def _broken(self) -> tuple[Violation, ...]:
        return edit.violations(self.dp, self.plan, self.pack, self.closed)

    @cached_property
    def _legal(self) -> tuple[Violation, ...]:
        return once.judge(self.pack, self.closed, self.dp.day, self.found.plan)


def _is_missed_still(then: DayWarning | None, now: DayWarning) -> bool:
    # What is nearly missed is to be kept well afterwards.
    return then is not None and (then.missed or not now.missed)


def _by_place(found: Iterable[DayWarning]) -> dict[UUID, DayWarning]:
    return {_place(each): each for each in found}


def _place(warning: DayWarning) -> UUID:
    return warning.visit_id or warning.shift_id
