"""All that one team will miss, as one thing: one call to it, and one choice, may mend it all. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from planner.running.warnings import DayWarning


@dataclass(frozen=True, slots=True)
class TeamWarning:
    """The warnings of one team, the most urgent first; there is at least one."""

    warnings: tuple[DayWarning, ...]

    @property
    def first(self) -> DayWarning:
        """The most urgent."""
        return self.warnings[0]

    @property
    def shift_id(self) -> UUID:
        """Whose they are."""
        return self.first.shift_id

    @property
    def missed(self) -> bool:
        """Whether something will be missed, and not only nearly."""
        return any(each.missed for each in self.warnings)

    @property
    def red(self) -> bool:
        """Whether it needs somebody."""
        return any(each.red for each in self.warnings)

    @property
    def late(self) -> timedelta:
        """By how much it misses what it misses most."""
        return max(each.late for each in self.warnings)

    @property
    def act_by(self) -> datetime:
        """Until when something can be done about the most urgent."""
        return self.first.act_by

    @property
    def to_mend(self) -> tuple[DayWarning, ...]:
        """What a way out is for: all that needs somebody or, where nothing does, all there is."""
        return tuple(each for each in self.warnings if each.red) or self.warnings


def by_team(found: Iterable[DayWarning]) -> tuple[TeamWarning, ...]:
    """One for each team, in the order of the most urgent of each; without what is too little to be told."""
    teams: dict[UUID, list[DayWarning]] = {}
    for each in (each for each in found if not each.is_little):
        teams.setdefault(each.shift_id, []).append(each)
    return tuple(TeamWarning(tuple(mine)) for mine in teams.values())
