"""Closed days as a value: which dates nobody is visited on, and why. Where they come from is not known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Dates on which the law, custom or the house closes the doors.

    `names` holds public holidays, each with a name to show, and `eves` the days before great feasts, each by its key in
    `planner.policy.layer.EVES`. `confirmed` are years whose holidays somebody here has compared with their source. To
    single customers it is closed for some time after a visit: `tried` tells by customer on which days before somebody
    stood at their door, and whether anybody was met.
    """

    names: Mapping[date, str] = field(default_factory=dict)
    eves: Mapping[date, str] = field(default_factory=dict)
    confirmed: frozenset[int] = frozenset()
    tried: Mapping[UUID, tuple[tuple[date, bool], ...]] = field(default_factory=dict)

    def reason(self, day: date) -> str | None:
        """The name of the holiday, or the key of the eve; None on any other day."""
        return self.names.get(day) or self.eves.get(day)
