"""Visits that somebody has proposed, with all that was done before, to tell stories of approval with."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from planner.bootstrap import Office
from planner.cases.model import (
    ArrearsReason,
    CaseFile,
    Channel,
    Checked,
    Contact,
    ContactResult,
    CustomerFile,
    Fact,
    Purpose,
    Stage,
    Willingness,
)
from planner.cases.precontact import propose
from planner.model import PlaceKind, Visit, Window
from planner.users import User
from tests.builders import TUESDAY
from tests.planner.cases.builders import a_case, a_customer

ITEMS = ("contract", "statement", "plan_form", "leaflet", "authorization", "staff_ids")
MORNING = Window(time(9), time(12))


def prepared(customer: CustomerFile, case: CaseFile, day: date, *, without: Collection[str] = ()) -> list[Fact]:
    """All that the floor asks for before a visit on a day; `without` names purposes and items that are left out."""
    begins = datetime.combine(day, time(), UTC)
    who: dict[str, Any] = {"customer_id": customer.id, "by": "11"}
    told: dict[str, Any] = {"result": ContactResult.TALKED, "channel": Channel.PHONE, **who}
    why: dict[str, Any] = {"reason": ArrearsReason.HARDSHIP, "willingness": Willingness.WILLING}
    checked = {item: {**who, "case_id": case.id, "valid_until": day} for item in ITEMS} | {"address": who}
    found: dict[str, Fact] = {
        "reminder": Contact(
            at=begins - timedelta(days=20), channel=Channel.SMS, purpose=Purpose.REMINDER,
            result=ContactResult.DELIVERED, **who,
        ),
        "pre_contact": Contact(
            at=begins - timedelta(days=3), purpose=Purpose.PRE_CONTACT, offered_day=day, **why, **told
        ),
        **{item: Checked(at=begins - timedelta(days=9), item=item, **rest) for item, rest in checked.items()},
    }  # fmt: skip
    return [fact for name, fact in found.items() if name not in without]


def a_proposal(
    office: Office, by: User, day: date = TUESDAY, *, without: Collection[str] = (), name: str = ""
) -> Visit:
    """A visit that was proposed for a customer with whom all was done, or nearly."""
    customer = a_customer(office, name)
    case = a_case(office, customer=customer, stage=Stage.CONTACTED, days_past_due=60)
    with office.store.writing() as session:
        session.add_facts(prepared(customer, case, day, without=without))
    return propose(office, [case.id], day, [MORNING], PlaceKind.HOME, by=by)
