"""What the timeline shows of a running day beside its rows: when stops were to be, and how each team stands. Pure.

Three marks tell a running day: the plan is a thin outline at the times that a team holds, what was told is solid, and
the rest is the forecast. Works nothing out: `planner.running.situation` does, `ui.running.marks` brings it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class HeldStop(NamedTuple):
    """When a stop is to be by what its team holds."""

    visit_id: UUID
    start: datetime
    end: datetime


class Late(NamedTuple):
    """By when a stop has to start, which by the forecast it does not (`missed`), or only just."""

    due: datetime
    missed: bool


@dataclass(frozen=True, slots=True)
class TeamMark:
    """How a team stands.

    `version` is what it holds (such as ``"2"``), `due` when it is to be heard next, `overdue` the minutes since then
    where that is too long ago, `tips` what else is to be said of it.
    """

    version: str = ""
    pending: bool = False
    due: str = ""
    overdue: int = 0
    paused: bool = False
    tips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """Of all teams; empty where the day does not run."""

    held: Mapping[UUID, tuple[HeldStop, ...]] = field(default_factory=dict)
    late: Mapping[tuple[UUID, UUID], Late] = field(default_factory=dict)
    teams: Mapping[UUID, TeamMark] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.teams)

    def late_of(self, shift_id: UUID) -> dict[UUID, Late]:
        """What of a team is late, by visit."""
        return {visit_id: late for (shift, visit_id), late in self.late.items() if shift == shift_id}

    def is_paused(self, shift_id: UUID) -> bool:
        """Whether the day of a team stands still."""
        mark = self.teams.get(shift_id)
        return mark is not None and mark.paused


NO_MARKS = Marks()
