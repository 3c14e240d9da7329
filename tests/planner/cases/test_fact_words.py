"""A line of a history tells nothing of health to who may not read of it, also where a step says why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from planner.bootstrap import Office
from planner.cases.looking import look
from planner.cases.model import Hold, HoldKind, Stage, StepKind
from planner.cases.way import take
from planner.users import ALONE, Role, User
from tests.planner.cases.builders import a_case, a_customer


@pytest.mark.parametrize(
    ("why", "full", "masked"),
    [
        ("unwell", "Visited (Ill, bereaved or vulnerable)", "Visited"),
        ("not_at_home", "Visited (Not at home)", "Visited (Not at home)"),
        ("phone", "Visited (by telephone)", "Visited (by telephone)"),
        ("something_new", "Visited (something new)", "Visited"),
    ],
)
def test_why_a_step_was_taken_is_said_to_whom_it_may_be(office: Office, why: str, full: str, masked: str) -> None:
    case = a_case(office, stage=Stage.ISSUED)
    with office.store.writing() as session:
        take(session, case, StepKind.VISITED, at=office.clock(), by="user", why=why)
    for user, words in ((ALONE, full), (User("Ada", Role.AUDITOR), masked)):
        assert look(office, case.id, by=user).lines[0].words == words


@pytest.mark.parametrize(
    ("zone", "day"), [("", "2026-11-22"), ("Asia/Tokyo", "2026-11-23"), ("America/Lima", "2026-11-22")]
)
def test_a_hold_ends_on_the_day_that_it_is_where_the_customer_is(office: Office, zone: str, day: str) -> None:
    customer = a_customer(office, time_zone=zone)
    case = a_case(office, customer=customer)
    ended = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    with office.store.writing() as session:
        session.add_fact(
            Hold(
                customer_id=customer.id, at=ended - timedelta(days=3), by="user", kind=HoldKind.DISPUTE, ended_at=ended,
                ended_by="user", end_reason="settled",
            )
        )  # fmt: skip
    told = next(line.words for line in look(office, case.id, by=ALONE).lines if line.kind == "hold")
    assert told.endswith(f"ended {day}")
