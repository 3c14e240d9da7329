"""How a customer stands, as far as the rules need to know it: what holds, what was agreed, said, checked and decided.

Values alone. Where they come from is not known here, and what follows from them is `personal`'s business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.model import PlaceKind

MISTAKE = "mistake"
"""Why a hold ended that never was one."""
CRISIS = "crisis"
"""The group of a moratorium that is for a mental-health crisis."""
SENT = ("sent", "delivered")
"""Results of what went out."""
WRITING = ("sms", "email", "letter")


@dataclass(frozen=True, slots=True)
class Held:
    """A hold (`schema.HOLDS`), in days of the customer: `until` is its last day, on `ended` somebody has ended it.

    `place_kind`, `earliest` and `latest` say what an inconvenient time or place is: all of it where none is said.
    `visit_id` is the visit at which it was told: it does not stop that one any more.
    """

    kind: str
    at: datetime
    begins: date
    until: date | None = None
    ended: date | None = None
    group: str = ""
    place_kind: PlaceKind | None = None
    earliest: time | None = None
    latest: time | None = None
    visit_id: UUID | None = None

    @property
    def partial(self) -> bool:
        """Whether it closes a kind of place or some hours alone."""
        return self.place_kind is not None or (self.earliest is not None and self.latest is not None)


@dataclass(frozen=True, slots=True)
class Agreed:
    """A consent, as `planner.cases.model.Consent`: for one visit of these days, times and kind of place.

    The whole stay lies between `earliest` and `latest`; without both it binds no hours, and opens none.
    """

    covers: frozenset[str]
    form: str
    given: date
    expires: date
    invited: bool = False
    place_kind: PlaceKind | None = None
    first_day: date | None = None
    last_day: date | None = None
    earliest: time | None = None
    latest: time | None = None
    used_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A contact by any channel: for what, and what became of it.

    `told_why` tells that reason and willingness were noted. `cases` empty is all of the customer's. `offered_span` is
    between which times of that day somebody would begin, by the office's clocks; None where all of it was said.
    """

    at: datetime
    channel: str
    purpose: str
    result: str
    offered_day: date | None = None
    told_why: bool = False
    cases: frozenset[UUID] = frozenset()
    offered_span: tuple[time, time] | None = None

    def concerns(self, case_id: UUID) -> bool:
        """Whether it was about this case."""
        return not self.cases or case_id in self.cases

    @property
    def reached(self) -> bool:
        """Whether it came to the customer, as far as anybody can know."""
        return self.result in SENT or self.result == "talked"


@dataclass(frozen=True, slots=True)
class Looked:
    """Something that was checked and found in order, of one case or of all; `valid_until` is its last day."""

    item: str
    at: datetime
    case_id: UUID | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What a second person decided of a visit. `staff_id` is who that person is among the staff, if anybody."""

    visit_id: UUID | None
    at: datetime
    approved: bool
    by: str
    proposed_by: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)
    staff_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """One overdue account: since when, and as of when its balance is known."""

    overdue_since: date
    balance_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """One customer as the rules see them.

    `time_zone` is their own, or the office's. `owed` holds the cases that lie here by id: a visit for none of them was
    prepared elsewhere. `outsourced` tells that the office visits for another firm. `begun` are visits of the day at
    which somebody stood at the door, since when: what is told later stops them no more. All in the order of time.
    """

    customer_id: UUID
    time_zone: str = "UTC"
    held: tuple[Held, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    checked: tuple[Looked, ...] = ()
    decided: tuple[Decided, ...] = ()
    owed: Mapping[UUID, Owed] = field(default_factory=dict)
    outsourced: bool = False
    begun: Mapping[UUID, datetime] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """Whose days and clocks count."""
        return ZoneInfo(self.time_zone)

    def decision(self, visit_id: UUID) -> Decided | None:
        """The last decision on a visit."""
        return next((each for each in reversed(self.decided) if each.visit_id == visit_id), None)
