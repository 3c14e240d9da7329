"""Closed days as a value: which dates nobody is visited on, and why. Where they come from is not known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from planner.model import Visit
from planner.policy.standing import Standing

type Tries = Mapping[UUID, tuple[tuple[date, bool], ...]]
"""By customer or case: on which days before somebody stood at the door, and whether anybody was met."""


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Dates on which the law, custom or the house closes the doors, to all or to some.

    Parameters
    ----------
    names, eves
        Public holidays, each with a name to show, and the days before great feasts, each by its key in
        `planner.policy.schema.EVES`.
    confirmed
        Years whose holidays somebody here has compared with their source.
    tried, tried_cases
        Earlier visits by customer, and by the case that they were for.
    standings
        How customers stand, by id; of who is missing nothing is known but that they are to be visited.
    now
        As of when that is; None where nobody asks what can still be done before a day.
    """

    names: Mapping[date, str] = field(default_factory=dict)
    eves: Mapping[date, str] = field(default_factory=dict)
    confirmed: frozenset[int] = frozenset()
    tried: Tries = field(default_factory=dict)
    tried_cases: Tries = field(default_factory=dict)
    standings: Mapping[UUID, Standing] = field(default_factory=dict)
    now: datetime | None = None

    def reason(self, day: date) -> str | None:
        """The name of the holiday, or the key of the eve; None on any other day."""
        return self.names.get(day) or self.eves.get(day)

    def knows(self, visit: Visit) -> bool:
        """Whether anything is known of the customer, or of the cases, that other customers' rules do not say."""
        return (
            visit.customer.id in self.standings
            or visit.customer.id in self.tried
            or (bool(self.tried_cases) and any(case.id in self.tried_cases for case in visit.cases))
        )
