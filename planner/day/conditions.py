"""What visits ask of a plan beside the law: promised times, an order, certain teams, one team for one entrance.

Pure, and solves nothing: `planner.translate` makes a problem of it. How visits name others is told in `planner.model`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Set
from datetime import datetime, timedelta
from uuid import UUID

from planner.model import Day, Lock, Shift, Visit
from planner.policy.hours import Moments, moment, promised_moments

PROMISE_OUTSIDE, AFTER_MISSING, AFTER_CIRCLE = "promise_outside", "after_missing", "after_circle"
"""Reasons why a visit is not planned: nobody may come when it was promised; the visit before it is not planned today;
it would have to come after itself."""
MOST_AT_ONE_DOOR = timedelta(hours=2)
"""Visits at one entrance go to one team while their stays together are no longer: more than that a team may not be able
to make beside all else, and a tower block would keep a whole day's visits from everybody but one."""

type Locks = Mapping[UUID, Mapping[UUID, Lock]]
"""By visit and shift, what stays: two shifts where two teams make it."""
NO_LOCKS: Locks = {}
type Windows = Mapping[UUID, tuple[Moments, ...]]
"""When each visit that may be planned may start, both ends included."""


def by_reference(day: Day) -> Mapping[tuple[str, str], Visit]:
    """The visits of a day by source and reference, as visits name each other."""
    return {(visit.source, visit.reference): visit for visit in day.visits}


def keeping_promises(day: Day, windows: Windows) -> Windows:
    """Lawful windows cut by what was told to the customers; nothing is left of one that was promised outside."""
    zone = day.zone
    told = {visit.id: span for visit in day.visits if (span := promised_moments(visit, zone))}
    return {key: tuple(_cut(each, told[key])) if key in told else each for key, each in windows.items()}


def _cut(windows: Iterable[Moments], told: Moments) -> Iterator[Moments]:
    for begin, end in windows:
        if (first := max(begin, told[0])) <= (last := min(end, told[1])):
            yield first, last


# --- the visit before


def out_of_order(day: Day, able: Container[UUID]) -> dict[UUID, str]:
    """Those of the `able` visits that cannot be planned because of the visits they come after, with the reason."""
    known = by_reference(day)
    waiting = (visit for visit in day.visits if visit.after and visit.id in able)
    return {visit.id: reason for visit in waiting if (reason := _order_reason(known, visit, able))}


def _order_reason(known: Mapping[tuple[str, str], Visit], visit: Visit, able: Container[UUID]) -> str:
    seen, each = {visit.id}, visit
    while each.after:
        before = known.get((each.source, each.after))
        if before is None or before.id not in able:
            return AFTER_MISSING
        if before.id in seen:
            return AFTER_CIRCLE if before.id == visit.id else AFTER_MISSING
        seen.add(before.id)
        each = before
    return ""


# --- certain teams


def may_go(visit: Visit, shift: Shift) -> bool:
    """Whether the visit lets this team come."""
    only = not visit.only_teams or is_among(shift, visit.only_teams)
    return only and not is_among(shift, visit.excluded_teams)


def is_among(shift: Shift, names: Iterable[str]) -> bool:
    """Whether a team is named, however it is cased and spaced."""
    return shift.team.name.strip().casefold() in {name.strip().casefold() for name in names}


# --- one team for several visits


def one_team(day: Day, windows: Windows, locks: Locks) -> dict[UUID, str]:
    """The name of its group, by each visit that goes to the team of others.

    Who belongs together says a visit (`same_team_as`) or the day: at one entrance there are never two teams at once. So
    visits there that could meet go to one team, if one can make them all and their stays are short enough; of more than
    that, those of each dwelling. Locks that say otherwise outdo both, and visits for two teams are in no group.
    """
    single = {visit.id: visit for visit in day.visits if visit.id in windows and not visit.two_teams}
    known, groups = by_reference(day), dict[UUID, Set[UUID]]()
    for visit in single.values():
        other = known.get((visit.source, visit.same_team_as))
        if other and other.id in single:
            _tie(groups, (visit.id, other.id))
    reach = _Reach(day, windows, locks)
    for door in _doors(single.values(), windows):
        together = [day.visit(key) for key in _united(groups, (visit.id for visit in door))]
        if any(reach.has_all(shift, together) for shift in day.shifts):
            _tie(groups, (visit.id for visit in together))
    return {
        key: str(min(group))
        for key, group in groups.items()
        if len({tuple(locks[each]) for each in group & set(locks)}) < 2
    }


def _tie(groups: dict[UUID, Set[UUID]], visits: Iterable[UUID]) -> None:
    together = _united(groups, visits)
    groups.update(dict.fromkeys(together, together))


def _united(groups: Mapping[UUID, Set[UUID]], visits: Iterable[UUID]) -> Set[UUID]:
    return frozenset[UUID]().union(*(groups.get(each, {each}) for each in visits))


class _Reach:
    # What each team could make, each visit for itself; whether all fit into its day is for the search to find out.

    def __init__(self, day: Day, windows: Windows, locks: Locks) -> None:
        self._windows = windows
        self._locks = locks
        zone = day.zone
        self._hours = {
            shift.id: (moment(shift.date, shift.start, zone), moment(shift.date, shift.end, zone) + shift.max_overtime)
            for shift in day.shifts
        }

    def has_all(self, shift: Shift, visits: Iterable[Visit]) -> bool:
        return bool(shift.members) and all(self._has(shift, visit) for visit in visits)

    def _has(self, shift: Shift, visit: Visit) -> bool:
        begin, end = self._hours[shift.id]
        last = end - visit.service_time
        return (
            visit.skills <= shift.skills
            and may_go(visit, shift)
            and set(self._locks.get(visit.id, (shift.id,))) == {shift.id}
            and any(max(first, begin) <= min(until, last) for first, until in self._windows[visit.id])
        )


def _doors(visits: Iterable[Visit], windows: Windows) -> Iterator[list[Visit]]:
    # Visits at one entrance that two teams could make at once, few enough for one.
    entrances: dict[str, list[Visit]] = {}
    for visit in visits:
        entrances.setdefault(_plain(visit.address.text), []).append(visit)
    for entrance in entrances.values():
        for meeting in _meetings(entrance, windows) if len(entrance) > 1 else ():
            parts = [meeting] if _short(meeting) else _dwellings(meeting)
            yield from (part for part in parts if len(part) > 1 and _short(part))


def _dwellings(visits: Iterable[Visit]) -> Iterable[list[Visit]]:
    homes: dict[str, list[Visit]] = {}
    for visit in visits:
        homes.setdefault(_plain(visit.address.inner), []).append(visit)
    return (some for inner, some in homes.items() if inner)


def _meetings(visits: Iterable[Visit], windows: Windows) -> Iterator[list[Visit]]:
    # Apart where all that begin earlier are over before.
    together: list[Visit] = []
    over: datetime | None = None
    for visit in sorted(visits, key=lambda each: windows[each.id][0]):
        (first, _until), (_begin, last) = windows[visit.id][0], windows[visit.id][-1]
        if over and first >= over:
            yield together
            together, over = [], None
        together.append(visit)
        over = max(over or last, last + visit.service_time)
    yield together


def _short(visits: Iterable[Visit]) -> bool:
    return sum((visit.service_time for visit in visits), timedelta(0)) <= MOST_AT_ONE_DOOR


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
