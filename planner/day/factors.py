"""Measured times that the office has accepted, and what they change in days that are planned from then on.

They become what a person can see and alter, never a hidden number: the stay and, by its area, the time for parking and
walking of a visit that comes in, and the slow-day factor of a team that comes in with a file. What is measured, and
when it is worth proposing, is `planner.day.measured`'s to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from planner.bootstrap import Office
from planner.day.measured import Area, Estimate, What, estimates, seen
from planner.errors import BadInput
from planner.model import Coordinates, Day, Plan, Visit
from planner.settings import read_settings
from planner.storage.codec import build, plain
from planner.storage.session import Session
from planner.users import Right, User
from routing.problem import Coordinates as Point
from routing.region.basemap import Basemap
from routing.region.changes import metres_apart

KEY = "measured"
LOOK_BACK = timedelta(days=90)
"""Older days are of another season."""
NEAR_M = 3_000
"""A visit farther than this from every named place lies in no area."""
LEAST_STAY = timedelta(minutes=5)
SLOWEST = 2.0


@dataclass(frozen=True, slots=True)
class Door:
    """So many minutes for parking and walking in an area: a circle around its middle."""

    name: str
    center: Coordinates
    radius_m: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Factors:
    """What was accepted: by kind of place, by hour (``"08"``), by area; and when each was."""

    stay: dict[str, float] = field(default_factory=dict)
    way: dict[str, float] = field(default_factory=dict)
    door: tuple[Door, ...] = ()
    since: dict[str, date] = field(default_factory=dict)
    """By ``what:key``. Days before say nothing of a stay that was planned otherwise then."""

    def planned_with(self, what: What, key: str, door_minutes: float) -> float:
        """What is planned with by now."""
        if what == What.DOOR:
            return next((door.minutes for door in self.door if door.name == key), door_minutes)
        return (self.stay if what == What.STAY else self.way).get(key, 1.0)

    def stays(self, visits: Iterable[Visit], longest: timedelta | None = None) -> tuple[Visit, ...]:
        """Visits as they come in, with stays as long as they were measured to be, in whole minutes.

        `longest` is what the rules allow (`planner.policy.pack.Pack.longest`): no measuring makes a stay longer.
        """
        return tuple(self._stays(visit, longest) for visit in visits)

    def _stays(self, visit: Visit, longest: timedelta | None) -> Visit:
        share = self.stay.get(visit.place_kind.value, 1.0)
        if share == 1.0:
            return visit
        minutes = round(visit.service_time.total_seconds() / 60 * share)
        stay = max(LEAST_STAY, timedelta(minutes=minutes))
        most = stay if longest is None else max(longest, visit.service_time)
        return replace(visit, service_time=min(stay, most))

    def setup_time(self, visit: Visit, usual: timedelta) -> timedelta:
        """Parking and walking to the door of a visit that names no time of its own."""
        if visit.location is None or not self.door:
            return usual
        place = Point(*visit.location.coordinates)
        away = [(metres_apart(Point(*door.center), place), door) for door in self.door]
        inside = [(far, door.minutes) for far, door in away if far <= door.radius_m]
        return timedelta(minutes=round(min(inside)[1])) if inside else usual

    def slow_factor(self, start: time, end: time) -> float:
        """How many times as long ways take in these hours, on the mean; at least 1."""
        hours = range(start.hour, end.hour + (end.minute > 0)) or range(start.hour, start.hour + 1)
        mean = sum(self.way.get(f"{hour:02}", 1.0) for hour in hours) / len(hours)
        return min(SLOWEST, max(1.0, round(mean, 2)))


def read_factors(session: Session) -> Factors:
    """What the office has accepted; nothing before it has."""
    return build(Factors, session.setting(KEY) or {})


# --- measuring


def measured(office: Office, *, by: User) -> tuple[Estimate, ...]:
    """What the days of the last months say, beside what is planned with by now."""
    by.require(Right.PLAN)
    with office.store.reading() as session:
        factors, settings = read_factors(session), read_settings(session)
        today = session.day_of(office.clock())
        days = list(days_told(session, today))
    areas = _Areas(office)
    found = seen(days)
    fresh = replace(found, stays=tuple(stay for stay in found.stays if _counts(factors, stay.kind, stay.day)))
    return estimates(fresh, areas.of, lambda what, key: factors.planned_with(what, key, settings.setup_minutes))


def _counts(factors: Factors, kind: str, when: date) -> bool:
    return when > factors.since.get(f"{What.STAY}:{kind}", date.min)


def days_told(session: Session, today: date) -> Iterable[tuple[Day, Plan]]:
    """The days of the last months of which times were told, with their plans."""
    for when in session.issued_dates():
        if today - LOOK_BACK <= when <= today and (day := session.day(when)):
            plan = session.draft(day.id)
            if plan and any(stop.actual for route in plan.routes for stop in route.stops):
                yield day, plan


class _Areas:
    # The nearest named place of the region; without a region there are no areas.

    def __init__(self, office: Office) -> None:
        from planner.regions import active, fault

        region = active(office)
        self._known: list[Area] = []
        if region and not fault(region):
            basemap = Basemap(region.folder)
            try:
                for shape in basemap.places():
                    lat, lon = shape.rings[0][0]
                    self._known.append((shape.name, Coordinates(float(lat), float(lon))))
            finally:
                basemap.close()

    def of(self, visit: Visit) -> Area | None:
        if visit.location is None or not self._known:
            return None
        place = Point(*visit.location.coordinates)
        nearest = min(self._known, key=lambda area: metres_apart(Point(*area[1]), place))
        return nearest if metres_apart(Point(*nearest[1]), place) <= NEAR_M else None


# --- accepting


def accept(office: Office, chosen: Collection[Estimate], *, by: User) -> Factors:
    """Plan with these from now on; what is planned already stays as it is.

    Raises
    ------
    BadInput
        ``nothing_chosen``.
    """
    by.require(Right.PLAN)
    if not chosen:
        raise BadInput("nothing_chosen")
    with office.store.writing() as session:
        factors = read_factors(session)
        today = session.day_of(office.clock())
        for each in chosen:
            factors = _with(factors, each, today)
        session.set_setting(KEY, plain(factors))
        session.record("measured_accepted", by.actor, office.clock(), count=len(chosen))
    return factors


def forget(office: Office, *, by: User) -> None:
    """Plan with nothing measured from now on."""
    by.require(Right.PLAN)
    with office.store.writing() as session:
        session.set_setting(KEY, None)
        session.record("measured_forgotten", by.actor, office.clock())


def _with(factors: Factors, each: Estimate, today: date) -> Factors:
    since = {**factors.since, f"{each.what}:{each.key}": today}
    if each.what == What.STAY:
        return replace(factors, stay={**factors.stay, each.key: round(each.mean, 2)}, since=since)
    if each.what == What.WAY:
        return replace(factors, way={**factors.way, each.key: round(each.mean, 2)}, since=since)
    assert each.center is not None
    door = Door(each.key, each.center, max(each.radius_m, 200.0), round(each.mean, 1))
    return replace(factors, door=(*(old for old in factors.door if old.name != each.key), door), since=since)
