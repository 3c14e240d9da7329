"""What is known of customers and cases beside the day: files, and the facts that are added to them. Frozen values.

A `Fact` is something that happened or holds: it is added, and later ended at most, never rewritten. Facts of a
customer bind all their cases. Which may follow which is `way`'s business, what they forbid that of `planner.policy`.
Moments are aware and kept in UTC; the customer's own time zone stands in the `CustomerFile`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import ClassVar
from uuid import UUID, uuid4

from planner.cases.codes import ArrearsReason as ArrearsReason
from planner.cases.codes import Channel as Channel
from planner.cases.codes import ContactResult as ContactResult
from planner.cases.codes import HoldKind as HoldKind
from planner.cases.codes import Purpose as Purpose
from planner.cases.codes import Stage as Stage
from planner.cases.codes import StepKind as StepKind
from planner.cases.codes import Willingness as Willingness
from planner.cases.money import Money
from planner.model import Address, Case, Customer, PlaceKind


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """What is needed of a customer beside name and phone.

    `id_hash` is the keyed hash of an ID number, never the number. `time_zone` empty is that of the office.
    """

    customer: Customer
    address: Address = field(default_factory=lambda: Address(""))
    email: str = ""
    time_zone: str = ""
    id_hash: str = ""
    version: int = 0

    @property
    def id(self) -> UUID:
        """That of the customer."""
        return self.customer.id


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One overdue account: what is owed since when, and how far it came: `stage` and its moment follow from steps."""

    case: Case
    customer_id: UUID
    overdue_since: date
    balance: Money
    balance_at: datetime
    """As of when the lender says so."""
    product: str = ""
    stage: Stage = Stage.OVERDUE
    stage_at: datetime | None = None
    version: int = 0

    @property
    def id(self) -> UUID:
        """That of the case."""
        return self.case.id

    def days_past_due(self, today: date) -> int:
        """Days since it is overdue."""
        return (today - self.overdue_since).days


# --- facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that was told or done: of whom, when, and by whom (`User.actor`)."""

    KIND: ClassVar[str] = ""

    customer_id: UUID
    at: datetime
    by: str
    case_id: UUID | None = None
    visit_id: UUID | None = None
    id: UUID = field(default_factory=uuid4)
    version: int = 0

    @property
    def open(self) -> bool:
        """Whether it is in force still; what merely happened never is."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Fact):
    """A case moved on, or back. `why` is a code, such as that of an outcome."""

    KIND: ClassVar[str] = "step"

    kind: StepKind
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Fact):
    """The way is stopped for the whole customer.

    `source` is how it came: ``call``, ``message``, ``file``, ``payments``, ``outcome``, ``desk``. `group` tells more by
    a code (a group of the vulnerable, the kind of moratorium). `until` is its last day; None until somebody ends it,
    for an `end_reason` of which ``mistake`` tells that it never was. An inconvenient time or place is spared alone: the
    kind of place, and the times of each day.
    """

    KIND: ClassVar[str] = "hold"

    kind: HoldKind
    source: str = "desk"
    group: str = ""
    until: date | None = None
    ended_at: datetime | None = None
    ended_by: str = ""
    end_reason: str = ""
    place_kind: PlaceKind | None = None
    earliest: time | None = None
    latest: time | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has ended it."""
        return self.ended_at is None

    def holds_on(self, day: date) -> bool:
        """Whether it stops a visit on this day."""
        return self.open and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Fact):
    """The customer agreed to what a rule forbids otherwise: one visit, until it expires.

    `covers` holds keys of the policy (``hours``, ``places.workplace``, ``caps``). An `invited` one is the customer's
    own wish. `form` is ``written``, ``recorded`` or ``spoken``. Days and times bound the visit that it is for.
    """

    KIND: ClassVar[str] = "consent"

    covers: frozenset[str]
    form: str
    expires: date
    invited: bool = False
    place_kind: PlaceKind | None = None
    first_day: date | None = None
    last_day: date | None = None
    earliest: time | None = None
    latest: time | None = None
    used_by: UUID | None = None
    withdrawn_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it was neither used nor withdrawn."""
        return self.used_by is None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Fact):
    """A message, a letter or a call, tried or had. `template` is the id of the words that were used.

    It is of all open cases of the customer where neither `case_id` nor `about` names any. `message` is what the
    gateway knows it by, and `settled_at` when it told what became of it. One that `repeats` says a time once more that
    was promised before. `number` is what was called, where it turned out not to be the customer's.
    """

    KIND: ClassVar[str] = "contact"

    channel: Channel
    purpose: Purpose
    result: ContactResult
    template: str = ""
    language: str = ""
    reason: ArrearsReason | None = None
    willingness: Willingness | None = None
    offered_day: date | None = None
    offered_from: time | None = None
    offered_to: time | None = None
    offered_place: PlaceKind | None = None
    message: str = ""
    about: tuple[UUID, ...] = ()
    settled_at: datetime | None = None
    repeats: bool = False
    number: str = ""

    def concerns(self, case_id: UUID) -> bool:
        """Whether it was about this case of the customer."""
        return case_id in self.about or self.case_id == case_id or not (self.about or self.case_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked(Fact):
    """Something of the preparation was looked at and found in order: a code of `planner.cases.preparation`."""

    KIND: ClassVar[str] = "checked"

    item: str
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Fact):
    """What a second person decided of a proposed visit. `evidence` is by gate, `why` a code where it was returned."""

    KIND: ClassVar[str] = "approval"

    approved: bool
    proposed_by: str
    why: str = ""
    evidence: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Fact):
    """Money was booked to a case. `reference` is the lender's, unique."""

    KIND: ClassVar[str] = "payment"

    amount: Money
    booked: date
    reference: str
