"""What the folder of a team is made of: one value that goes to the child process. Words nothing, draws nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.cases.codes import ArrearsReason
from planner.cases.model import CaseFile
from planner.cases.money import Money
from planner.cases.repayment import RepaymentPlan
from planner.documents.stamp import Stamp
from planner.model import Shift, Staff, Visit
from planner.policy.door import DoorRules


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """The office as customers know it. Empty texts leave a line to write on; `logo` is a picture in base64."""

    name: str
    phone: str = ""
    channels: str = ""
    complaints: str = ""
    advice: str = ""
    cool_off_hours: int = 24
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """One visit of the folder.

    Parameters
    ----------
    number, start, end
        Its place on the route, and when the team is there.
    cases
        What it is about; none where the visit was prepared elsewhere: then nothing is said of any amount.
    reason
        Why they are behind, as they said on the telephone.
    affordable
        The most that a month may ask for, by what they told.
    plans
        What was prepared, the first to be offered first; none is above what they can pay. `drafted` tells that the
        first was talked over already.
    language
        Of what the customer gets.
    team_copy, customer_copy
        The numbers of the two envelopes.
    void
        The number of the envelope whose letter this one's replaces; 0 for none.
    """

    number: int
    visit: Visit
    start: datetime
    end: datetime
    team_copy: int
    customer_copy: int
    language: str = "en"
    cases: tuple[CaseFile, ...] = ()
    reason: ArrearsReason | None = None
    affordable: Money | None = None
    plans: tuple[RepaymentPlan, ...] = ()
    drafted: bool = False
    void: int = 0


@dataclass(frozen=True, slots=True)
class FolderOrder:
    """The folder of one team on one day.

    Parameters
    ----------
    members
        Who goes today: the letters name them.
    replaces
        The version of the papers that this one takes the place of; 0 for none.
    destroy
        Numbers of copies that are to be destroyed.
    both_sides
        Whether each paper begins on a sheet of its own.
    door
        What the rules in force say of the talk at a door.
    valid
        Until when, as ``17:30``.
    """

    shift: Shift
    members: tuple[Staff, ...]
    day: date
    zone: str
    stamp: Stamp
    office: OfficeWords
    talks: tuple[Talk, ...]
    packing_copy: int
    valid: str
    replaces: int = 0
    destroy: tuple[int, ...] = ()
    longest: timedelta | None = None
    paper: str = "a4"
    both_sides: bool = True
    door: DoorRules = field(default_factory=DoorRules)

    @property
    def shift_id(self) -> UUID:
        """Whose folder it is."""
        return self.shift.id

    @property
    def clock_zone(self) -> ZoneInfo:
        """Whose clocks the papers show."""
        return ZoneInfo(self.zone)
