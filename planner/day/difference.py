"""What lies between two plans of a day: which visits are otherwise, by how much, and who has to be told. Pure.

A start that is up to `planner.day.totals.NOTICED` away counts as the same, unless it breaks what was promised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from planner.day.states import PlacedStop
from planner.day.totals import Totals, changed_visits, overtime, totals
from planner.model import Day, Plan, Shift, Violation, Visit
from planner.policy.hours import is_as_promised

type Broken = Sequence[Violation]
type Places = Mapping[UUID, tuple[PlacedStop, ...]]


class ChangeKind(StrEnum):
    """What has become of a visit, what concerns most people first."""

    TAKEN_OUT = "taken_out"
    PUT_IN = "put_in"
    MOVED = "moved"
    SHIFTED = "shifted"


@dataclass(frozen=True, slots=True)
class Change:
    """A visit that is otherwise than it was.

    Parameters
    ----------
    before, after
        Its stops: none, one, or two where it needs two teams.
    promised
        Whether its customer was promised a time, and so has to be told.
    kept
        Whether it still lies within what was promised.
    """

    visit: Visit
    kind: ChangeKind
    before: tuple[PlacedStop, ...]
    after: tuple[PlacedStop, ...]
    promised: bool = False
    kept: bool = True

    @property
    def later(self) -> timedelta | None:
        """By how much it starts later, negative where earlier; None where it has no stop on one side."""
        return self.after[0].stop.start - self.before[0].stop.start if self.before and self.after else None


@dataclass(frozen=True, slots=True)
class Difference:
    """All that lies between two plans.

    Parameters
    ----------
    unchanged
        How many visits with a stop are as they were.
    before, after
        Both plans in numbers.
    teams
        Teams whose route is another one and whose paper is out: they have to be told.
    overtime
        Teams that come back later after the end of their shift than before, with how late.
    """

    changes: tuple[Change, ...]
    unchanged: int
    before: Totals
    after: Totals
    teams: tuple[Shift, ...] = ()
    overtime: tuple[tuple[Shift, timedelta], ...] = ()

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """The changes of one kind, in the order of their starts."""
        return tuple(change for change in self.changes if change.kind == kind)

    @property
    def moved(self) -> tuple[Change, ...]:
        """Visits that another team makes."""
        return self.of(ChangeKind.MOVED)

    @property
    def shifted(self) -> tuple[Change, ...]:
        """Visits of the same team that start otherwise."""
        return self.of(ChangeKind.SHIFTED)

    @property
    def put_in(self) -> tuple[Change, ...]:
        """Visits that have a stop now."""
        return self.of(ChangeKind.PUT_IN)

    @property
    def taken_out(self) -> tuple[Change, ...]:
        """Visits that have none any more."""
        return self.of(ChangeKind.TAKEN_OUT)

    @property
    def customers(self) -> tuple[Change, ...]:
        """Whose customer has to be told, because a time was promised."""
        return tuple(change for change in self.changes if change.promised)


def difference(
    day: Day,
    before: Plan | None,
    after: Plan | None,
    *,
    day_after: Day | None = None,
    broken: tuple[Broken, Broken] = ((), ()),
    issued: Plan | None = None,
) -> Difference:
    """What a plan changes of the one before.

    Parameters
    ----------
    day_after
        The day of the later plan, where it is another one: a team may be gone.
    broken
        What each of the plans breaks.
    issued
        The plan that went out last, if one did.
    """
    now = day_after or day
    before, after = _known(day, before or Plan(day.id)), _known(now, after or Plan(day.id))
    had, has = _places(day, before), _places(now, after)
    visits = {visit.id: visit for visit in (*day.visits, *now.visits)}
    changed = changed_visits(before, after) | _told_otherwise(day, now, had, has)
    changes = [_change(now, visits[key], had.get(key, ()), has.get(key, ())) for key in visits if key in changed]
    return Difference(
        changes=tuple(sorted(changes, key=_when)),
        unchanged=sum(key not in changed for key in has),
        before=totals(day, before, broken[0], issued),
        after=totals(now, after, broken[1], issued),
        teams=tuple(_touched(day, now, before, after, changed)) if issued else (),
        overtime=tuple(_more_overtime(day, now, before, after)),
    )


def _known(day: Day, plan: Plan) -> Plan:
    # A plan of earlier may hold teams and visits that the day no longer has.
    shifts, visits = {shift.id for shift in day.shifts}, {visit.id for visit in day.visits}
    routes = (
        replace(route, stops=tuple(stop for stop in route.stops if stop.visit_id in visits))
        for route in plan.routes
        if route.shift_id in shifts
    )
    return replace(plan, routes=tuple(routes))


def _places(day: Day, plan: Plan) -> Places:
    found: dict[UUID, tuple[PlacedStop, ...]] = defaultdict(tuple)
    for route in plan.routes:
        for number, stop in enumerate(route.stops, start=1):
            found[stop.visit_id] += (PlacedStop(day.shift(route.shift_id), stop, number),)
    return dict(found)


def _change(day: Day, visit: Visit, had: tuple[PlacedStop, ...], has: tuple[PlacedStop, ...]) -> Change:
    teams = [{place.shift.id for place in places} for places in (had, has)]
    if not had or not has:
        kind = ChangeKind.TAKEN_OUT if had else ChangeKind.PUT_IN
    else:
        kind = ChangeKind.SHIFTED if teams[0] == teams[1] else ChangeKind.MOVED
    # What a customer was promised is news only to those who were to be visited already.
    return Change(visit, kind, had, has, bool(visit.promised and had), _is_kept(day, visit, has))


def _is_kept(day: Day, visit: Visit, has: tuple[PlacedStop, ...]) -> bool:
    if visit.promised is None:
        return True
    zone = day.zone
    return bool(has) and all(is_as_promised(visit, place.stop.start, zone) for place in has)


def _told_otherwise(day: Day, now: Day, had: Places, has: Places) -> frozenset[UUID]:
    # Who was to be visited as promised and is not any more, however little is between.
    return frozenset(
        visit.id
        for visit in now.visits
        if visit.id in had and visit.id in has
        and _is_kept(day, visit, had[visit.id]) and not _is_kept(now, visit, has[visit.id])
    )  # fmt: skip


def _when(change: Change) -> datetime:
    return (change.after or change.before)[0].stop.start


def _touched(day: Day, now: Day, before: Plan, after: Plan, changed: frozenset[UUID]) -> Iterator[Shift]:
    # In the order of the day; a team that is gone had a route as well.
    shifts = {shift.id: shift for shift in (*day.shifts, *now.shifts)}
    orders = [{route.shift_id: [stop.visit_id for stop in route.stops] for route in plan.routes}
              for plan in (before, after)]  # fmt: skip
    for key, shift in shifts.items():
        old, new = (each.get(key, []) for each in orders)
        if old != new or not changed.isdisjoint(new):
            yield shift


def _more_overtime(day: Day, now: Day, before: Plan, after: Plan) -> Iterator[tuple[Shift, timedelta]]:
    was = {route.shift_id: overtime(day, route) for route in before.routes}
    for route in after.routes:
        late = overtime(now, route)
        if late > was.get(route.shift_id, timedelta(0)):
            yield now.shift(route.shift_id), late
