"""Parts of a pack that others act on: how often customers are spoken to, repayment plans, and the gates of a case."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calls:
    """How often one customer may be spoken to, by anybody; None for no limit.

    Days are the customer's; a week is 7 of them and a month 30, that of the contact among them. `connected_per_day`
    counts talks by telephone, `tries_per_day` calls that nobody took, `tries_per_week` both; `contacts_per_week` and
    `contacts_per_month` everything by any channel; `messages_per_day` and `messages_per_week` reminders in writing. For
    `quiet_days_after_talk` days after a talk nobody calls.
    """

    connected_per_day: int | None = None
    tries_per_day: int | None = None
    tries_per_week: int | None = None
    quiet_days_after_talk: int = 0
    contacts_per_week: int | None = None
    contacts_per_month: int | None = None
    messages_per_day: int | None = None
    messages_per_week: int | None = None


@dataclass(frozen=True, slots=True)
class PlanRules:
    """What a repayment plan keeps to: its longest time, the hours before it presses, and missed installments.

    While fewer than `missed_before_visit_again` installments are missed, no visit is made.
    """

    max_months: int = 60
    cool_off_hours: int = 24
    missed_before_visit_again: int = 2


@dataclass(frozen=True, slots=True)
class GateTerms:
    """What a gate of a case asks for: so long before the day of the visit, not older than, at least so many tries.

    `always` tells that it is asked for also where nobody visits for another firm.
    """

    lead_hours: int = 0
    max_days: int | None = None
    attempts: int = 0
    always: bool = False
