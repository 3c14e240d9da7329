"""What each team really has of its day: the papers it took along, and what it has confirmed by telephone since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.day.carried import Version, taken_along, versions_of
from planner.day.heard import back, set_out
from planner.model import Day, Route
from planner.storage.session import Session
from planner.text import clock
from planner.told import CheckIn, Confirmed


@dataclass(frozen=True, slots=True)
class Held:
    """The route that a team has in hand or in mind.

    Parameters
    ----------
    visits, starts, ends
        All of its route, in order, with the times it knows of; `ends` is empty where it was told by telephone.
    issue
        The version on its paper; 0 where it took none along.
    confirmed_at, who
        When somebody of it confirmed by telephone what it has, and the name they gave.
    printed
        The visits on its paper, in order: their numbers stay.
    leaves
        When it sets out by its paper, or said that it did.
    meetings
        When it is to be at meetings that it knows of, by `planner.plan.Meeting.id`.
    home
        It said that it is back: what is printed reaches it.
    """

    shift_id: UUID
    visits: tuple[UUID, ...] = ()
    starts: tuple[datetime, ...] = ()
    ends: tuple[datetime, ...] = ()
    issue: int = 0
    confirmed_at: datetime | None = None
    who: str = ""
    printed: tuple[UUID, ...] = ()
    leaves: datetime | None = None
    meetings: Mapping[UUID, datetime] = field(default_factory=dict)
    home: bool = False

    def label(self, zone: ZoneInfo) -> str:
        """The version, and after it the time of the last telephone call that changed it: ``2 · 10:42``."""
        number = str(self.issue or "–")
        return f"{number} · {clock(self.confirmed_at, zone)}" if self.confirmed_at else number


def held_of(versions: Sequence[Version], told: Iterable[CheckIn], confirmed: Iterable[Confirmed]) -> dict[UUID, Held]:
    """What each team has, by its shift: of the versions that went out one after the other, and the calls since."""
    told = tuple(told)
    found, home = _confirmed(taken_along(versions, told), confirmed, set_out(told)), back(told)
    return {shift: replace(held, home=shift in home) for shift, held in found.items()}


def read_held(session: Session, day: Day) -> dict[UUID, Held]:
    """What each team of a day has now."""
    told, confirmed = session.day_facts(CheckIn, day.date), session.day_facts(Confirmed, day.date)
    return held_of(versions_of(session, day), told, confirmed)


def _confirmed(
    routes: Mapping[UUID, tuple[Route, int]], confirmed: Iterable[Confirmed], since: Mapping[UUID, datetime]
) -> dict[UUID, Held]:
    found = {shift: _on_paper(route, issue, since.get(shift)) for shift, (route, issue) in routes.items()}
    for each in sorted(confirmed, key=lambda fact: fact.at):
        if each.shift_id:
            before = found.get(each.shift_id, Held(each.shift_id))
            if each.issue < before.issue:
                continue  # what was said of papers that it left behind
            found[each.shift_id] = replace(
                before, visits=each.visits, starts=each.starts, ends=(), confirmed_at=each.at, who=each.who,
                meetings=dict(zip(each.meetings, each.meets, strict=True)),
            )  # fmt: skip
    return found


def _on_paper(route: Route, issue: int, since: datetime | None) -> Held:
    visits = tuple(stop.visit_id for stop in route.stops)
    starts, ends = tuple(stop.start for stop in route.stops), tuple(stop.departure for stop in route.stops)
    leaves = min(route.start, since or route.start)
    return Held(route.shift_id, visits, starts, ends, issue, printed=visits, leaves=leaves)
