"""What a numbered copy is: which paper, whose fields are on it, what has become of it. Frozen values, nothing kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Paper(StrEnum):
    """What a numbered copy is. An envelope is one copy with all that is in it."""

    ROUTE_SHEET = "route_sheet"
    PACKING_LIST = "packing_list"
    TEAM_ENVELOPE = "team_envelope"
    CUSTOMER_ENVELOPE = "customer_envelope"
    CONTROL_SHEET = "control_sheet"
    CHANGES = "changes"


class CopyState(StrEnum):
    """What has become of a copy."""

    OUT = "out"
    RETURNED = "returned"
    DESTROYED = "destroyed"
    HANDED = "handed"
    """The customer has it, for whom it was."""
    LOST = "lost"
    WRONG_HANDS = "wrong_hands"


class Field(StrEnum):
    """What may stand on a paper of a customer."""

    NAME = "name"
    FULL_NAME = "full_name"
    ADDRESS = "address"
    DOOR = "door"
    PHONE_END = "phone_end"
    NOTE = "note"
    VISIT = "visit"
    TIME = "time"
    CONTRACT = "contract"
    BALANCE = "balance"
    OVERDUE_SINCE = "overdue_since"
    REASON = "reason"
    MEANS = "means"
    INSTALLMENTS = "installments"


@dataclass(frozen=True, slots=True)
class OnPaper:
    """Whose fields are on a copy, of which visit."""

    visit_id: UUID
    customer_id: UUID
    fields: frozenset[Field]


@dataclass(frozen=True, slots=True)
class Copy:
    """One numbered copy.

    Parameters
    ----------
    number
        Counts all copies of the office, never twice the same.
    issue
        The version of the plan that it was printed with.
    team, stop
        The team's name and the number of the visit on its route; 0 where it is of none, or of all.
    members
        Who was in the team when it was printed: a letter names them, and is void with any other.
    replaced_by
        The version that replaced it, 0 for none: it is to be destroyed then.
    file
        The issued file that it is in, without its ending; an old copy does not know.
    printed
        How often its file went to a printer: more than once, and so many papers bear its number.
    settled_at, settled_by
        When what has become of it was noted, and by whom.
    """

    number: int
    day: date
    issue: int
    paper: Paper
    shift_id: UUID | None = None
    team: str = ""
    stop: int = 0
    holder: UUID | None = None
    members: tuple[UUID, ...] = ()
    held: tuple[OnPaper, ...] = ()
    state: CopyState = CopyState.OUT
    replaced_by: int = 0
    file: str = ""
    printed: int = 0
    settled_at: datetime | None = None
    settled_by: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody has said yet what has become of it."""
        return self.state == CopyState.OUT
