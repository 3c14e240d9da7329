"""Closed days as a value: which dates nobody is visited on, and why. Where they come from is not known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Dates on which the law, custom or the house closes the doors.

    `names` holds public holidays, `eves` the evenings before great feasts, each with a name to show.
    """

    names: Mapping[date, str] = field(default_factory=dict)
    eves: Mapping[date, str] = field(default_factory=dict)

    def reason(self, day: date) -> str | None:
        """The name of the closed day, or None on any other."""
        return self.names.get(day) or self.eves.get(day)
