"""The people of the coordinator's day and what they do: frozen values, standard library only.

Handed on from here, though they have modules of their own: where things are (`planner.location`), who goes out
(`planner.shift`), plans (`planner.plan`) and short lists of kinds (`planner.kinds`).

No rules, no storage, no sentences live here. Moments (`datetime`) are aware and kept in UTC; day-level times (`time`)
are local to the branch. Every entity has a `UUID` of ours beside the lender's reference, which is unique per source.
`version` counts the edits of a row that people edit (optimistic locking); 0 is a value not yet stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from planner.kinds import PlaceKind as PlaceKind
from planner.kinds import TravelMode as TravelMode
from planner.kinds import VisitPurpose as VisitPurpose
from planner.location import USUAL_LEAST
from planner.location import Address as Address
from planner.location import ClosedRoad as ClosedRoad
from planner.location import Coordinates as Coordinates
from planner.location import Doubt as Doubt
from planner.location import DoubtKind as DoubtKind
from planner.location import Location as Location
from planner.location import LocationSource as LocationSource
from planner.location import MatchClass as MatchClass
from planner.plan import Actual as Actual
from planner.plan import Lock as Lock
from planner.plan import Meeting as Meeting
from planner.plan import Plan as Plan
from planner.plan import Route as Route
from planner.plan import RouteBreak as RouteBreak
from planner.plan import RouteMeeting as RouteMeeting
from planner.plan import Stop as Stop
from planner.plan import Unassigned as Unassigned
from planner.plan import Violation as Violation
from planner.shift import Depot as Depot
from planner.shift import Shift as Shift
from planner.shift import ShiftBreak as ShiftBreak
from planner.shift import Staff as Staff
from planner.shift import Team as Team
from planner.shift import place_of as place_of


@dataclass(frozen=True, slots=True)
class Branch:
    """One office. `country` (ISO 3166-1 alpha-2) and `subdivision` choose the closed days; empty means none known."""

    name: str
    time_zone: str = "UTC"
    country: str = ""
    subdivision: str = ""
    id: UUID = field(default_factory=uuid4)
    version: int = 0

    @property
    def zone(self) -> ZoneInfo:
        """By its clocks the office tells the time."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True)
class Household:
    """One dwelling: a normalized address with its unit, never a coordinate."""

    key: str
    id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Customer:
    """One person. `reference` is the lender's customer number, unique per `source`."""

    source: str
    reference: str
    name: str
    phone: str = ""
    language: str = ""
    id: UUID = field(default_factory=uuid4)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One overdue account, by the lender's reference."""

    source: str
    reference: str
    id: UUID = field(default_factory=uuid4)
    version: int = 0


class Window(NamedTuple):
    """When the customer can be met: the visit may **start** from `earliest` to `latest`, both included."""

    earliest: time
    latest: time


class Wish(NamedTuple):
    """When a visit would better start: not before `earliest`, not after `latest`. To miss it breaks nothing."""

    earliest: time | None = None
    latest: time | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One approved call at one address on one day. Cases of one customer make one visit.

    `windows` empty means any time of the day. `service_time` is the stay at the door. `setup_time` is parking and
    walking to it; None takes the office's default. `approved_by` and `approved_at` come from the lender.

    Other visits are named by their references (of the same source), teams by their names, whatever their case: a file
    may tell them before they are there.

    Parameters
    ----------
    must_do
        Goes before every priority.
    wish
        When it would better start.
    promised
        When the customer was told that somebody comes: its start keeps to this as to the law.
    preferred_teams, excluded_teams, only_teams
        Who should go there; who must not; who alone may. Empty for no matter who.
    after
        It starts only when this visit is over, whoever makes it; so it is not made without that one.
    same_team_as
        The team that makes this visit makes it as well.
    two_teams
        Two teams meet there and go in at the same moment, each of which has all `skills`.
    """

    source: str
    reference: str
    customer: Customer
    cases: tuple[Case, ...]
    address: Address
    date: date
    place_kind: PlaceKind = PlaceKind.HOME
    purpose: VisitPurpose = VisitPurpose.UNDERSTAND
    windows: tuple[Window, ...] = ()
    service_time: timedelta = timedelta(minutes=30)
    setup_time: timedelta | None = None
    priority: int = 50
    skills: frozenset[str] = frozenset()
    approved_by: str = ""
    approved_at: datetime | None = None
    note: str = ""
    location: Location | None = None
    must_do: bool = False
    wish: Wish | None = None
    promised: Window | None = None
    preferred_teams: frozenset[str] = frozenset()
    excluded_teams: frozenset[str] = frozenset()
    only_teams: frozenset[str] = frozenset()
    after: str = ""
    same_team_as: str = ""
    two_teams: bool = False
    id: UUID = field(default_factory=uuid4)
    version: int = 0

    @property
    def located(self) -> bool:
        """Whether the place is known surely enough by the usual measure; the office's own is `Day.located`."""
        return self.location is not None and self.location.sure


@dataclass(frozen=True, slots=True)
class Day:
    """One branch's working day: everything that planning, showing and issuing need to know.

    `staff` is everyone who works at the branch; `absent` holds the ids of those not here today. Staff who are neither
    absent nor in a shift are the reserve. `least_certain` is the office's: no visit is planned on a worse match.
    `closed` roads are closed on this day alone, to all ways that are not behind the teams yet.
    """

    branch: Branch
    date: date
    visits: tuple[Visit, ...] = ()
    shifts: tuple[Shift, ...] = ()
    staff: tuple[Staff, ...] = ()
    depots: tuple[Depot, ...] = ()
    absent: frozenset[UUID] = frozenset()
    least_certain: MatchClass = USUAL_LEAST
    closed: tuple[ClosedRoad, ...] = ()
    id: UUID = field(default_factory=uuid4)
    version: int = 0
    # Where each is found by its id, made when first asked for: an edit asks some hundred times.
    _visits: dict[UUID, Visit] = field(default_factory=dict, init=False, repr=False, compare=False)
    _shifts: dict[UUID, Shift] = field(default_factory=dict, init=False, repr=False, compare=False)

    def visit(self, visit_id: UUID) -> Visit:
        """The visit of this id; KeyError where there is none."""
        if not self._visits:
            self._visits.update((visit.id, visit) for visit in self.visits)
        return self._visits[visit_id]

    def shift(self, shift_id: UUID) -> Shift:
        """The shift of this id; KeyError where there is none."""
        if not self._shifts:
            self._shifts.update((shift.id, shift) for shift in self.shifts)
        return self._shifts[shift_id]

    def located(self, visit: Visit) -> bool:
        """Whether the place of a visit is known surely enough for this office to send a team there."""
        return visit.location is not None and visit.location.sure_at(self.least_certain)

    @property
    def zone(self) -> ZoneInfo:
        """That of the office: `time` values of a day are told by its clocks."""
        return self.branch.zone

    @property
    def reserve(self) -> tuple[Staff, ...]:
        """Staff who are here and in no shift."""
        busy = {member.id for shift in self.shifts for member in shift.members} | self.absent
        return tuple(person for person in self.staff if person.id not in busy and not person.retired)
