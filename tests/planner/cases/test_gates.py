"""The gates of a case: read from its facts, green only by what was really done, and never red away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

import pytest

from planner.bootstrap import Office
from planner.cases.gates import At, CaseGate, Light, case_gates, closed_gates
from planner.cases.gates_of_day import closed_of_plan, require_open
from planner.cases.model import (
    Approval,
    ArrearsReason,
    Channel,
    Checked,
    Consent,
    Contact,
    ContactResult,
    CustomerFile,
    Fact,
    Hold,
    HoldKind,
    Purpose,
    Willingness,
)  # fmt: skip
from planner.cases.standing import standings
from planner.errors import BadInput, NotAllowed
from planner.model import Day, Plan, Route, Staff, Stop, Visit
from planner.policy.pack import load_pack, shipped
from planner.policy.schema import GATES
from planner.policy.standing import Spoken
from planner.rule_case_words import GATE_WORDS
from planner.rules import settle_gates
from planner.settings import COVERABLE
from planner.users import Role, User
from tests.builders import TUESDAY, day, visit
from tests.conftest import NOW
from tests.planner.cases.builders import a_case, a_customer

DOCUMENTS = ("contract", "statement", "plan_form", "leaflet", "authorization", "staff_ids")
BY: dict[str, Any] = {"by": "11"}


def ready(office: Office, **customer: str) -> tuple[CustomerFile, Visit]:
    """A customer whose case has come all the way, and the visit that was proposed for it."""
    file = a_customer(office, **customer)
    case = a_case(office, customer=file, days_past_due=60)
    one = replace(visit(1), customer=file.customer, cases=(case.case,), address=file.address)
    with office.store.writing() as session:
        session.save_day(day(one))
        session.add_facts(facts(one))
    return file, one


def facts(one: Visit) -> list[Fact]:
    """Everything that the floor asks for before a visit."""
    who: dict[str, Any] = {"customer_id": one.customer.id, **BY}
    case = {**who, "case_id": one.cases[0].id}
    told = {**who, "result": ContactResult.TALKED, "channel": Channel.PHONE}
    begins = datetime.combine(one.date, time(), UTC)
    why: dict[str, Any] = {"reason": ArrearsReason.HARDSHIP, "willingness": Willingness.WILLING}
    return [
        Contact(at=begins - timedelta(days=20), channel=Channel.SMS, purpose=Purpose.REMINDER,
                result=ContactResult.DELIVERED, **who),
        Contact(at=begins - timedelta(days=3), purpose=Purpose.PRE_CONTACT, offered_day=one.date, **why, **told),
        Checked(at=begins - timedelta(days=9), item="address", **who),
        *(Checked(at=begins - timedelta(days=9), item=item, valid_until=one.date, **case) for item in DOCUMENTS),
        Approval(at=begins - timedelta(days=2), approved=True, proposed_by="12", visit_id=one.id, **case),
    ]  # fmt: skip


def gates(
    office: Office, one: Visit, at: At = At.APPROVAL, pack_id: str = "floor", **known: Any
) -> dict[str, CaseGate]:
    town = the_day(office)
    closed = office.closed(town)
    found = case_gates(
        load_pack(shipped(pack_id)), closed, closed.standings.get(one.customer.id), one, at, **known
    )  # fmt: skip
    return {gate.id: gate for gate in found}


def the_day(office: Office) -> Day:
    with office.store.reading() as session:
        town = session.day(TUESDAY)
    assert town
    return town


def add(office: Office, *some: Fact) -> None:
    with office.store.writing() as session:
        session.add_facts(some)


def test_all_is_green_where_all_was_done(office: Office) -> None:
    _file, one = ready(office)
    for at in At:
        found = gates(office, one, at)
        assert {gate.light for gate in found.values()} == {Light.GREEN}, at
        assert all(gate.rules and gate.source for gate in found.values() if gate.key.startswith("gates."))
    assert {"authorization_valid", "ids_valid"} <= gates(office, one, At.ISSUE).keys()
    assert set(GATE_WORDS) == {*GATES, "lawful_day", "lawful_hours"}


def _named(fact: Fact) -> object:
    return getattr(fact, "purpose", getattr(fact, "item", fact.KIND))


@pytest.mark.parametrize(
    ("left_out", "gate", "why", "at"),
    [
        (Purpose.REMINDER, "reminder_sent", "no_reminder", At.APPROVAL),
        (Purpose.PRE_CONTACT, "pre_contact", "too_few_tries", At.APPROVAL),
        ("address", "address_verified", "missing:address", At.APPROVAL),
        ("leaflet", "documents_ready", "missing:leaflet", At.APPROVAL),
        ("authorization", "authorization_valid", "missing:authorization", At.ISSUE),
        ("staff_ids", "ids_valid", "missing:staff_ids", At.ISSUE),
        ("approval", "four_eyes", "not_approved", At.ISSUE),
    ],
)
def test_what_was_not_done_is_red(office: Office, left_out: str, gate: str, why: str, at: At) -> None:
    file = a_customer(office)
    case = a_case(office, customer=file, days_past_due=60)
    one = replace(visit(1), customer=file.customer, cases=(case.case,))
    with office.store.writing() as session:
        session.save_day(day(one))
    add(office, *(fact for fact in facts(one) if _named(fact) != left_out))
    found = gates(office, one, at)[gate]
    assert (found.light, found.why, found.open) == (Light.RED, why, False)


@pytest.mark.parametrize(("hours", "light"), [(48, Light.GREEN), (47, Light.RED), (14 * 24, Light.GREEN)])
def test_a_talk_runs_from_its_moment_to_the_day_where_the_customer_is(office: Office, hours: int, light: Light) -> None:
    file, one = ready(office, time_zone="Asia/Kolkata")
    begins = datetime.combine(TUESDAY, time(), UTC) - timedelta(hours=5, minutes=30)
    closed = office.closed(the_day(office))
    standing = closed.standings[file.id]
    assert standing.time_zone == "Asia/Kolkata"
    talk = next(each for each in standing.spoken if each.purpose == "pre_contact")
    others = tuple(each for each in standing.spoken if each is not talk)
    moved = replace(standing, spoken=(*others, replace(talk, at=begins - timedelta(hours=hours))))
    found = case_gates(load_pack(), closed, moved, one)
    assert next(gate.light for gate in found if gate.id == "pre_contact") == light


def test_who_was_not_reached_is_offered_a_day_by_letter_where_the_pack_leaves_it(office: Office) -> None:
    file, one = ready(office)
    closed = office.closed(the_day(office))
    standing = closed.standings[file.id]
    kept = tuple(each for each in standing.spoken if each.purpose == "reminder")
    begins = datetime.combine(TUESDAY, time(), UTC)
    call = replace(kept[0], channel="phone", purpose="pre_contact", result="no_answer", at=begins - timedelta(days=9))
    letter = replace(call, channel="letter", purpose="visit_notice", result="sent", offered_day=TUESDAY)
    letter = replace(letter, at=begins - timedelta(days=4))

    def light(*spoken: Spoken, pack_id: str = "floor") -> tuple[Light, str]:
        told = replace(standing, spoken=(*kept, *spoken))
        found = case_gates(load_pack(shipped(pack_id)), closed, told, one)
        return next((gate.light, gate.why) for gate in found if gate.id == "pre_contact")

    again = replace(call, at=call.at + timedelta(days=1))
    assert light(call, letter) == (Light.RED, "too_few_tries")
    assert light(call, again) == (Light.RED, "no_letter")
    assert light(call, again, letter) == (Light.GREEN, "by_letter")
    assert light(call, again, letter, pack_id="UK") == (Light.RED, "letter_young")
    assert light(call, again, letter, pack_id="AU") == (Light.RED, "must_agree")
    other_day = replace(letter, offered_day=TUESDAY + timedelta(days=1))
    assert light(call, again, other_day) == (Light.RED, "no_letter")


def test_a_hold_and_a_refusal_are_red_and_a_review_waits_for_somebody(office: Office) -> None:
    file, one = ready(office)
    add(office, Hold(customer_id=file.id, at=NOW, kind=HoldKind.PAID, **BY))
    found = gates(office, one, At.ISSUE)["holds_clear"]
    assert (found.light, found.key, found.rules) == (Light.RED, "holds.paid_or_settled", ("H-holds",))
    with office.store.writing() as session:
        (hold,) = session.facts(Hold, customers=[file.id])
        session.change_fact(replace(hold, ended_at=NOW, ended_by="11", end_reason="mistake"))
    assert gates(office, one, At.ISSUE)["holds_clear"].open
    court = Hold(customer_id=file.id, at=NOW, kind=HoldKind.SUB_JUDICE, **BY)
    no = Contact(customer_id=file.id, at=NOW, channel=Channel.PHONE, purpose=Purpose.INCOMING,
                 result=ContactResult.DECLINED, **BY)  # fmt: skip
    add(office, court, no)
    found_all = gates(office, one)
    assert (found_all["holds_clear"].light, found_all["holds_clear"].open) == (Light.UNKNOWN, False)
    assert (found_all["visit_not_refused"].light, found_all["visit_not_refused"].why) == (Light.RED, "declined")
    seen: dict[str, Any] = {"evidence": {"holds.sub_judice": "seen by counsel"}, "approved": True, "proposed_by": "12"}
    add(office, Approval(customer_id=file.id, visit_id=one.id, at=NOW + timedelta(hours=1), **seen, **BY))
    assert gates(office, one)["holds_clear"].light == Light.GREEN


def test_nobody_approves_what_they_proposed_or_go_to_themselves(office: Office) -> None:
    with office.store.writing() as session:
        boss = session.save_user(User("Ira Holm", Role.SUPERVISOR, staff_id=uuid4()))
    file, one = ready(office)
    assert boss.staff_id
    yes = Approval(customer_id=file.id, visit_id=one.id, at=NOW, by=boss.actor, approved=True, proposed_by="12")
    add(office, yes)
    assert gates(office, one, At.ISSUE, team={uuid4()})["four_eyes"].open
    assert gates(office, one, At.ISSUE, team={boss.staff_id})["four_eyes"].why == "approver_in_team"
    with office.store.writing() as session:  # by the name alone, where nobody has said that they are one
        session.save_user(replace(boss, staff_id=None))
        (same,) = session.save_staff([Staff("office", "S-77", boss.name)])
    assert gates(office, one, At.ISSUE, team={same.id})["four_eyes"].why == "approver_in_team"
    add(office, replace(yes, id=uuid4(), at=NOW + timedelta(hours=1), proposed_by=boss.actor))
    assert gates(office, one, At.ISSUE)["four_eyes"].why == "own_proposal"


# --- approved elsewhere


def test_an_outside_approval_covers_what_the_office_has_settled(office: Office) -> None:
    one = visit(1)
    with office.store.writing() as session:
        session.save_day(day(one))
    found = gates(office, one, covers=office.settings.outside_covers)
    assert not closed_gates(found.values()), "as before, until somebody settles it"
    assert {gate.light for gate in found.values() if gate.covered} == {Light.UNKNOWN}
    left = COVERABLE - {"documents_ready"}
    settle_gates(office, left, outsourced=True)
    found = gates(office, one, covers=office.settings.outside_covers)
    assert [gate.id for gate in closed_gates(found.values())] == ["documents_ready"]
    assert "agent_notice" not in found or found["agent_notice"].covered
    with office.store.reading() as session:
        (record,) = session.records_of("gates_settled")
    assert '"judged": ["documents_ready"]' in record["details"]
    add(office, Approval(customer_id=the_day(office).visits[0].customer.id, visit_id=one.id, at=NOW, by="lender",
                         approved=True, proposed_by="", evidence={"documents_ready": "D-77"}))  # fmt: skip
    again = gates(office, the_day(office).visits[0], covers=office.settings.outside_covers)
    assert again["documents_ready"].why == "outside_evidence"


def test_what_is_always_judged_here_no_outside_approval_covers(office: Office) -> None:
    with pytest.raises(BadInput, match="no_such_gate"):
        settle_gates(office, {"holds_clear"})
    with pytest.raises(NotAllowed, match="sign_in_first"):
        settle_gates(office, COVERABLE, by=User("Ada Lind", Role.COORDINATOR))
    one = visit(1)
    with office.store.writing() as session:
        kept = session.save_day(day(one)).visits[0]
        session.add_fact(Hold(customer_id=kept.customer.id, at=NOW, kind=HoldKind.CEASE_CONTACT, **BY))
    shut = closed_gates(gates(office, kept, covers=frozenset(GATES)).values())
    assert [gate.id for gate in shut] == ["visit_not_refused", "holds_clear"]
    late = replace(visit(2), service_time=timedelta(hours=11))
    assert [gate.id for gate in closed_gates(gates(office, late, covers=COVERABLE).values())] == ["lawful_hours"]


def test_a_plan_with_a_red_gate_does_not_go_out(office: Office) -> None:
    file, one = ready(office)
    town = the_day(office)
    at = datetime.combine(TUESDAY, time(10), UTC)
    stop = Stop(one.id, at, at, at + one.service_time)
    plan = Plan(town.id, (Route(town.shifts[0].id, (stop,), at, stop.departure),))
    require_open(office, town, plan)
    add(office, Hold(customer_id=file.id, at=NOW, kind=HoldKind.PAYMENT_CLAIMED, **BY))
    assert [gate.id for gate in closed_of_plan(office, town, plan)[one.id]] == ["holds_clear"]
    with pytest.raises(NotAllowed, match="gates_closed"):
        require_open(office, town, plan)


# --- reading


def test_three_hundred_customers_are_read_in_a_moment(office: Office) -> None:
    visits = [visit(number) for number in range(300)]
    with office.store.writing() as session:
        kept = session.save_day(day(*visits))
        for each in kept.visits:
            session.add_facts(facts(each))
    people = [each.customer.id for each in kept.visits]

    def read() -> float:
        begun = perf_counter()
        with office.store.reading() as session:
            found = standings(session, people, "UTC")
        assert len(found) == 300
        return perf_counter() - begun

    assert min(read() for _ in range(3)) < 2  # 45 ms where nothing else runs


def test_a_consent_is_read_as_it_was_given(office: Office) -> None:
    file, one = ready(office)
    yes = Consent(customer_id=file.id, at=NOW, covers=frozenset({"hours"}), form="recorded", expires=date(2026, 12, 1),
                  invited=True, earliest=time(20), latest=time(22), **BY)  # fmt: skip
    add(office, yes, replace(yes, id=UUID(int=9), withdrawn_at=NOW))
    (found,) = office.closed(the_day(office)).standings[file.id].agreed
    assert (found.covers, found.form, found.given, found.earliest) == (
        frozenset({"hours"}),
        "recorded",
        NOW.date(),
        time(20),
    )
    assert gates(office, one)["lawful_hours"].open
