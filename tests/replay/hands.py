"""What a coordinator does with their hands on a running day: by the use cases, or by the window. The same words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol
from uuid import UUID

from planner.cases.called import Request
from planner.cases.ringing import PhoneTeam
from planner.day.workday import Workday
from planner.running.calls_due import ToCall
from planner.running.happened import Answer, Happened
from planner.running.situation import Situation
from planner.running.team_warning import TeamWarning
from planner.running.way_model import Way
from planner.told import Alarm, AlarmStep, Incident
from tests.replay.crew import Told

type Pick[Kind] = Callable[[Sequence[Kind]], Kind | None]
"""Which of what is offered, if any."""


class Hands(Protocol):
    """Each does one thing to its end."""

    @property
    def work(self) -> Workday:
        """The open day."""

    def look(self) -> Situation:
        """How the day stands now."""

    def hear(self, shift_id: UUID, told: Told) -> None:
        """A team rings up."""

    def customer_called(self, name: str, request: Request) -> None:
        """A customer rings up."""

    def payments(self, file: Path) -> None:
        """The lender's file of payments, and what must come off because of it."""

    def holds(self, file: Path) -> None:
        """The lender's file of holds, and what must come off because of it."""

    def slow(self, factor: float) -> None:
        """All ways take so much longer."""

    def happened(self, happened: Happened, pick: Pick[Answer]) -> Answer | None:
        """Something happened: what was done about it."""

    def road_open(self) -> None:
        """The road that was closed is open again."""

    def urgent(self, visit_id: UUID) -> None:
        """The place of a visit is clear now, and it has to be made today."""

    def confirm(self, shift_id: UUID, who: str) -> None:
        """A change is read out to its team."""

    def answered(self, phones: Sequence[PhoneTeam], who: str) -> None:
        """A team that carries paper of a visit that is off was rung up."""

    def told_customer(self, call: ToCall) -> None:
        """A customer who expects a team was called."""

    def tried(self, alarm: Alarm, step: AlarmStep, *, answered: bool) -> None:
        """Somebody was rung up about a team that is not heard."""

    def take_way(self, late: TeamWarning, pick: Pick[Way]) -> Way | None:
        """What was done about a late team."""

    def write(self, incident: Incident, text: str) -> None:
        """A line in the log of an incident."""

    def goes_on(self, incident: Incident) -> None:
        """The team goes on."""

    def close(self, incident: Incident) -> None:
        """An incident is over."""

    def issue(self) -> None:
        """New papers for teams that have not left yet."""

    def evening(self, sheets: Mapping[UUID, str]) -> None:
        """Every paper is back: what stands on `sheets` alone is entered by visit, and the day is closed."""
