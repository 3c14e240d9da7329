"""Which teams are out by what they said: since when, which are back again, and which stand still. Pure, and told once.

What is said at a desk in the evening, such as how a stop ended, sends nobody out again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from planner.told import CheckIn, Incident, Said

OUT_AGAIN = (Said.SET_OUT, Said.ARRIVED)
"""What a team says that was back and is no longer."""


def set_out(told: Iterable[CheckIn]) -> dict[UUID, datetime]:
    """When teams said that they had set out, or were first heard from on the road."""
    found: dict[UUID, datetime] = {}
    for each in told:
        if each.open and each.shift_id and each.said in (*OUT_AGAIN, Said.LEFT):
            found[each.shift_id] = min(each.moment, found.get(each.shift_id, each.moment))
    return found


def back(told: Iterable[CheckIn]) -> dict[UUID, datetime]:
    """The teams that are back and have not gone out again, since when: what is printed reaches them."""
    last: dict[UUID, CheckIn] = {}
    counting = (each for each in told if each.open and each.said in (Said.BACK, *OUT_AGAIN))
    for each in sorted(counting, key=lambda each: (each.moment, each.at)):
        if each.shift_id:
            last[each.shift_id] = each
    return {shift: each.moment for shift, each in last.items() if each.said == Said.BACK}


def paused_by(incidents: Iterable[Incident]) -> frozenset[UUID]:
    """The shifts that these make stand still."""
    return frozenset(each.shift_id for each in incidents if each.open and each.pauses and each.shift_id)
