"""An office that says how it is reached, at a moment of our choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.model import Channel, Contact, ContactResult, Purpose
from planner.settings import read_settings, save_settings

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


def reachable(office: Office, at: datetime = MONDAY, **more: Any) -> Office:
    """The same office with a name and a telephone number, in UTC, when it is `at`."""
    with office.store.writing() as session:
        session.save_branch(replace(session.branch(), name="Emberford Office", time_zone="UTC"))
        save_settings(session, replace(read_settings(session), office_phone="0555 020 100", **more))
    return replace(office, clock=lambda: at)


def later(office: Office, **by: float) -> Office:
    """The same office after some days or hours."""
    at = office.clock() + timedelta(**by)
    return replace(office, clock=lambda: at)


def a_contact(
    customer: UUID,
    at: datetime = MONDAY,
    *,
    channel: Channel = Channel.PHONE,
    purpose: Purpose = Purpose.PRE_CONTACT,
    result: ContactResult = ContactResult.NO_ANSWER,
    **more: Any,
) -> Contact:
    """A call that nobody took, unless told otherwise."""
    return Contact(customer_id=customer, at=at, by="user", channel=channel, purpose=purpose, result=result, **more)
