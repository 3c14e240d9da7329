"""What is to be known to look for a team that is not heard: whom to ring up, where it was and goes. Changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from planner.bootstrap import Office
from planner.day.workday import Workday
from planner.model import Address, Shift, Stop
from planner.running.alarms import Rung, ladder, open_alarms
from planner.running.held import read_held
from planner.running.spoken import numbers_on_paper, route_of, standing
from planner.told import Alarm, CheckIn


@dataclass(frozen=True, slots=True)
class Place:
    """A stop of the team: its number on the paper, its address, and when the team came or was to come there."""

    number: int
    address: Address
    at: datetime


@dataclass(frozen=True, slots=True)
class Sought:
    """A team and its alarm; None once it was heard.

    Parameters
    ----------
    rungs
        Whom to ring up, in order.
    names
        Users by their actors, for who tried.
    heard_at
        When it was heard last on this day.
    seen, ahead
        The last stop where it was for certain, and the one it was to be at next.
    """

    shift: Shift
    now: datetime
    alarm: Alarm | None
    rungs: tuple[Rung, ...]
    names: Mapping[str, str]
    heard_at: datetime | None
    seen: Place | None
    ahead: Place | None


def read_sought(office: Office, work: Workday, shift_id: UUID) -> Sought:
    """Read it as it is now; blocks for some milliseconds, meant for a thread."""
    shift, day = work.day.shift(shift_id), work.day
    with office.store.reading() as session:
        alarms = open_alarms(session, day.date, shift_id)
        rungs = ladder(session, day, alarms[0], office.settings.emergency_contacts) if alarms else ()
        heard = standing(work.plan, session.day_facts(CheckIn, day.date))
        held, names = read_held(session, day).get(shift_id), session.user_names()
    number, route = numbers_on_paper(work.plan, shift_id, held), route_of(work.plan, shift_id)

    def place(stop: Stop) -> Place:
        actual = stop.actual
        at = (actual and (actual.left or actual.arrived)) or stop.start
        return Place(number[stop.visit_id], day.visit(stop.visit_id).address, at)

    seen = [stop for stop in (route.stops if route else ()) if stop.actual]
    ahead = [stop for stop in (route.stops if route else ()) if not stop.begun]
    return Sought(
        shift, office.clock(), alarms[0] if alarms else None, rungs, names,
        max((each.at for each in heard if each.shift_id == shift_id), default=None),
        place(seen[-1]) if seen else None, place(ahead[0]) if ahead else None,
    )  # fmt: skip
