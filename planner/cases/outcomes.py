"""How a visit ended: a closed list, and one table of what follows from each. Paper, grid and rules read it alone.

How it is entered is `entering`'s business, how it is said that of `outcome_words`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from planner.cases.model import Fact, HoldKind
from planner.model import Actual


class Code(StrEnum):
    """How a visit ended, by the letter that stands on the paper and is typed in the evening.

    The letters say nothing to a stranger who reads them.
    """

    PLAN_AGREED = "A"
    TALKED = "B"
    NOT_AT_HOME = "C"
    MOVED = "D"
    ADDRESS_UNKNOWN = "E"
    THIRD_PARTY_ONLY = "F"
    REFUSED = "G"
    NEVER_AGAIN = "H"
    UNWELL = "I"
    """Ill, bereaved, or otherwise vulnerable."""
    DISPUTES = "J"
    SAYS_PAID = "K"
    UNSAFE = "L"
    STOPPED = "M"


class Next(StrEnum):
    """What the office does next."""

    CONFIRM_PLAN = "confirm_plan"
    CALL = "call"
    OTHER_TIME = "other_time"
    FIND_ADDRESS = "find_address"
    NO_VISIT = "no_visit"
    SUPERVISOR = "supervisor"
    CHECK_DISPUTE = "check_dispute"
    CHECK_PAYMENT = "check_payment"


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows from an outcome.

    Parameters
    ----------
    done
        Whether the visit did what it was for; else `reason` is one of `planner.day.outcomes.REASONS`.
    met
        Whether the customer was met: caps count this apart from a door that was tried.
    hold
        What stops all further visits to the customer; None for nothing.
    doubt
        Whether the address is in doubt from now on.
    """

    done: bool
    met: bool
    next: Next
    reason: str = ""
    hold: HoldKind | None = None
    doubt: bool = False


TABLE: Mapping[Code, Follows] = {
    Code.PLAN_AGREED: Follows(True, True, Next.CONFIRM_PLAN),
    Code.TALKED: Follows(True, True, Next.CALL),
    Code.NOT_AT_HOME: Follows(False, False, Next.OTHER_TIME, "not_met"),
    Code.MOVED: Follows(False, False, Next.FIND_ADDRESS, "not_met", HoldKind.ADDRESS, doubt=True),
    Code.ADDRESS_UNKNOWN: Follows(False, False, Next.FIND_ADDRESS, "not_met", HoldKind.ADDRESS, doubt=True),
    Code.THIRD_PARTY_ONLY: Follows(False, False, Next.OTHER_TIME, "not_met"),
    Code.REFUSED: Follows(False, True, Next.CALL, "refused"),
    Code.NEVER_AGAIN: Follows(False, True, Next.NO_VISIT, "refused", HoldKind.VISIT_REFUSED),
    Code.UNWELL: Follows(False, True, Next.SUPERVISOR, "stopped", HoldKind.VULNERABLE),
    Code.DISPUTES: Follows(True, True, Next.CHECK_DISPUTE, hold=HoldKind.DISPUTE),
    Code.SAYS_PAID: Follows(True, True, Next.CHECK_PAYMENT, hold=HoldKind.PAYMENT_CLAIMED),
    Code.UNSAFE: Follows(False, True, Next.SUPERVISOR, "stopped", HoldKind.SAFETY),
    Code.STOPPED: Follows(False, True, Next.SUPERVISOR, "stopped"),
}
"""What follows from each: the one place where that is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitOutcome(Fact):
    """How a visit ended, as it was told in the evening.

    What the customer said of family, work and income is there only where they wanted it known. `recording` is the
    reference of a recording, never the recording.
    """

    KIND: ClassVar[str] = "outcome"

    code: Code
    arrived: datetime | None = None
    left: datetime | None = None
    family: str = ""
    work: str = ""
    income: str = ""
    said: str = ""
    recording: str = ""
    taken_back: bool = False

    @property
    def open(self) -> bool:
        """Whether it still counts: a wrong one is taken back and entered anew."""
        return not self.taken_back

    @property
    def follows(self) -> Follows:
        """What follows from it."""
        return TABLE[self.code]

    @property
    def actual(self) -> Actual:
        """As the plan keeps it."""
        return Actual(self.arrived, self.left, "done" if self.follows.done else "failed", self.follows.reason)
