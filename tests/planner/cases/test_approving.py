"""A second person approves, or nobody does: what they may not, whoever they are, and what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner import people
from planner.bootstrap import Office
from planner.cases.approving import Decision, Why, approve, decide_hold, give_back, queue, returned
from planner.cases.gate_words import line
from planner.cases.gates_of_day import closed_of_plan
from planner.cases.lender_files import HOLDS, PAYMENTS, FileRead, note_read
from planner.cases.model import (
    Approval,
    Channel,
    Contact,
    ContactResult,
    HoldKind,
    Purpose,
    Stage,
    StepKind,
)
from planner.cases.model import Step as StepFact
from planner.day import edit
from planner.day.importing.accept import stored_day
from planner.day.issue import issue
from planner.day.optimize import prepare
from planner.day.workday import save_over
from planner.errors import Conflict, NotAllowed, NotFound
from planner.model import PlaceKind, Plan, Route, Stop, Visit
from planner.text import sentence
from planner.users import ALONE, Role, User, as_of
from routing.worker import Worker
from tests.builders import TUESDAY, at, day
from tests.conftest import NOW
from tests.planner.cases.builders import a_hold
from tests.planner.cases.proposals import a_proposal
from tests.users import a_user

FIRST, LAST = date(2026, 11, 23), date(2026, 11, 27)


@pytest.fixture
def tom(office: Office) -> User:
    """Who proposes."""
    return a_user(office, Role.COORDINATOR, "Tom Wren")


@pytest.fixture
def ines(office: Office) -> User:
    """Who approves."""
    return a_user(office, Role.SUPERVISOR, "Ines Holm")


def refused(code: str, do: Callable[[], object]) -> NotAllowed:
    with pytest.raises(NotAllowed) as told:
        do()
    assert told.value.code == code
    return told.value


def kept(office: Office, visit: Visit) -> Visit:
    return stored_day(office, visit.date).visit(visit.id)


def stages(office: Office, visit: Visit) -> set[Stage]:
    with office.store.reading() as session:
        return {file.stage for file in session.case_files([case.id for case in visit.cases])}


def test_a_second_person_approves_all_green_visits_together(office: Office, tom: User, ines: User) -> None:
    one, two = a_proposal(office, tom), a_proposal(office, tom, TUESDAY + timedelta(days=1))
    waiting = queue(office, by=ines)
    assert [(each.visit.id, each.green, each.proposer) for each in waiting] == [
        (one.id, True, "Tom Wren"), (two.id, True, "Tom Wren"),
    ]  # fmt: skip
    assert all(gate.rules and gate.source for gate in waiting[0].gates if gate.key.startswith("gates."))
    assert waiting[0].talk
    approve(office, [one.id, two.id], by=ines)
    assert (kept(office, two).approved_by, kept(office, two).approved_at) == ("Ines Holm", NOW)
    assert stages(office, one) == {Stage.APPROVED}
    assert queue(office, by=ines) == ()
    with office.store.reading() as session:
        (fact,) = session.facts(Approval, visits=[one.id])
        recorded = session.records_of("visit_approved")
    assert (fact.by, fact.proposed_by, fact.evidence["reminder_sent"]) == (ines.actor, tom.actor, "reminded")
    assert len(recorded) == 2
    assert json.loads(recorded[0]["details"])["rules"].startswith(office.pack.id)
    assert "Ilves" not in recorded[0]["details"]


def test_with_nobody_else_there_a_visit_stays_unapproved(office: Office) -> None:
    visit = a_proposal(office, ALONE)
    told = refused("nobody_to_approve", lambda: approve(office, [visit.id], by=ALONE))
    assert "rounds users add" in sentence(told)
    # And whoever was alone cannot become the second person of their own proposal.
    late = a_user(office, Role.SUPERVISOR)
    refused("proposer_unknown", lambda: approve(office, [visit.id], by=late))
    refused("sign_in_first", lambda: approve(office, [visit.id], by=ALONE))
    assert kept(office, visit).approved_by == ""


def test_nobody_approves_their_own_proposal_not_even_through_a_deputy(office: Office, tom: User, ines: User) -> None:
    visit = a_proposal(office, ines)
    (waiting,) = queue(office, by=ines)
    assert (waiting.own, waiting.refusal) == (True, "own_proposal")
    refused("own_proposal", lambda: approve(office, [visit.id], by=ines))
    people.set_deputy(office, tom.id, ines.id, FIRST, LAST, by=ines)
    refused("own_proposal", lambda: approve(office, [visit.id], by=tom))
    other = a_user(office, Role.SUPERVISOR, "Ada Lind")
    assert approve(office, [visit.id], by=other)


def test_a_deputy_approves_on_their_days_alone(office: Office, tom: User, ines: User) -> None:
    maker = a_user(office, Role.COORDINATOR, "Mira Sol")
    visit = a_proposal(office, maker)
    refused("no_right", lambda: approve(office, [visit.id], by=tom))
    people.set_deputy(office, tom.id, ines.id, FIRST, LAST, by=ines)
    with office.store.reading() as session:
        signed_in = next(as_of(each, session.users(), LAST) for each in session.users() if each.id == tom.id)
    # The value says so still; what counts is what is kept, and today.
    late = replace(office, clock=lambda: NOW + timedelta(days=7))
    next_week = a_proposal(late, maker, TUESDAY + timedelta(days=7))
    refused("no_right", lambda: approve(late, [next_week.id], by=signed_in))
    approve(office, [visit.id], by=tom)
    assert kept(office, visit).approved_by == "Tom Wren"


def test_who_has_left_or_was_never_here_approves_nothing(office: Office, tom: User, ines: User) -> None:
    visit, boss = a_proposal(office, tom), a_user(office, Role.ADMINISTRATOR)
    people.retire(office, ines.id, by=boss)
    refused("user_retired", lambda: approve(office, [visit.id], by=ines))
    refused("sign_in_first", lambda: approve(office, [visit.id], by=User("Somebody", Role.SUPERVISOR)))
    refused("no_right", lambda: approve(office, [visit.id], by=replace(tom, role=Role.SUPERVISOR)))


def test_nobody_approves_a_visit_that_they_make_themselves(office: Office, tom: User, ines: User) -> None:
    with office.store.writing() as session:
        town = session.save_day(day())
    one, namesake = (member for shift in town.shifts[:2] for member in shift.members[:1])
    boss = a_user(office, Role.ADMINISTRATOR)
    goes = people.set_staff(office, ines.id, one.id, by=boss)
    same = a_user(office, Role.SUPERVISOR, f" {one.name.upper()}")
    other = a_user(office, Role.SUPERVISOR, namesake.name)
    visit = a_proposal(office, tom)
    with office.store.writing() as session:
        stop = Stop(visit.id, NOW, NOW, NOW + visit.service_time)
        session.save_plan(Plan(town.id, (Route(town.shifts[0].id, (stop,), NOW, stop.departure),)))
    with pytest.raises(NotFound, match="no_such_staff"):
        people.set_staff(office, ines.id, visit.id, by=boss)
    for who in (goes, same):  # whoever has the name of one of the team is that one, also where nobody has said so
        refused("approver_goes", lambda who=who: approve(office, [visit.id], by=who))
    approve(office, [visit.id], by=other)


@pytest.mark.parametrize(
    ("left_out", "gate", "says"),
    [
        ("reminder", "reminder_sent", "No reminder went out."),
        ("address", "address_verified", "Not there yet: Address"),
        ("leaflet", "documents_ready", "Not there yet: Leaflet"),
    ],
)
def test_red_is_not_approved_away_and_one_red_stops_all(
    office: Office, tom: User, ines: User, left_out: str, gate: str, says: str
) -> None:
    good, bad = a_proposal(office, tom), a_proposal(office, tom, without=[left_out])
    told = refused("gate_shut", lambda: approve(office, [good.id, bad.id], by=ines))
    assert told.details["first"] == gate
    assert told.details["rule"]
    assert str(told.details["rule"]) in sentence(told)
    assert {kept(office, each).approved_by for each in (good, bad)} == {""}
    assert stages(office, good) == {Stage.PROPOSED}
    (shut,) = next(each for each in queue(office, by=ines) if each.visit.id == bad.id).shut
    assert says in line(shut, office.pack, shown=True)


def test_a_proposal_comes_back_with_its_reason(office: Office, tom: User, ines: User) -> None:
    visit = a_proposal(office, tom)
    refused("no_right", lambda: give_back(office, visit.id, Why.OTHER_DAY, by=tom))
    give_back(office, visit.id, Why.OTHER_DAY, by=ines)
    assert stored_day(office, TUESDAY).visits == ()
    assert stages(office, visit) == {Stage.CONTACTED}
    (back,) = returned(office, by=tom)
    assert (back.why, back.by, back.day, len(back.cases)) == ("other_day", "Ines Holm", TUESDAY, 1)
    assert returned(office, by=ines) == ()
    with pytest.raises(NotFound):
        approve(office, [visit.id], by=ines)
    with office.store.reading() as session:
        (step,) = (s for s in session.facts(StepFact, visits=[visit.id]) if s.kind == StepKind.RETURNED)
    assert (step.why, step.by) == ("other_day", ines.actor)


def test_a_hold_is_decided_on_for_one_visit_where_the_rules_leave_it(office: Office, tom: User, ines: User) -> None:
    visit = a_proposal(office, tom)
    with office.store.reading() as session:
        customer = session.customer_files([visit.customer.id])[visit.customer.id]
    paid, court = a_hold(office, customer, HoldKind.PAID), a_hold(office, customer, HoldKind.SUB_JUDICE)
    refused("not_to_decide", lambda: decide_hold(office, visit.id, HoldKind.PAID, Decision.CHECKED, by=ines))
    with office.store.writing() as session:
        session.change_fact(replace(paid, ended_at=NOW, ended_by="11", end_reason="mistake"))
    refused("gate_shut", lambda: approve(office, [visit.id], by=ines))
    assert queue(office, by=ines)[0].reviews == (HoldKind.SUB_JUDICE,)
    decide_hold(office, visit.id, HoldKind.SUB_JUDICE, Decision.HELPER_AGREES, by=ines)
    assert queue(office, by=ines)[0].green
    approve(office, [visit.id], by=ines)
    with office.store.reading() as session:
        (fact,) = session.facts(Approval, visits=[visit.id])
    assert fact.evidence["holds.sub_judice"] == "helper_agrees"
    assert court.open


def test_what_has_changed_since_it_was_seen_is_not_approved(office: Office, tom: User, ines: User) -> None:
    visit = a_proposal(office, tom)
    seen = {visit.id: queue(office, by=ines)[0].visit.version}
    town = stored_day(office, TUESDAY)
    with office.store.writing() as session:
        session.save_day(replace(town, visits=tuple(replace(v, note="By the back door") for v in town.visits)))
    with pytest.raises(Conflict):
        approve(office, [visit.id], by=ines, seen=seen)


def test_a_visit_that_is_moved_after_its_approval_waits_for_another_one(office: Office, tom: User, ines: User) -> None:
    visit = a_proposal(office, tom)
    approve(office, [visit.id], by=ines)
    office.seat.take(tom)
    town = stored_day(office, TUESDAY)
    noted = replace(town, visits=tuple(replace(v, note="Ring twice") for v in town.visits))
    town = save_over(office, noted, town)
    assert town.visits[0].approved_by == "Ines Holm", "what was approved is as it was"
    moved = replace(town, visits=tuple(replace(v, place_kind=PlaceKind.WORKPLACE) for v in town.visits))
    after = save_over(office, moved, town)
    assert after.visits[0].approved_by == ""
    taken_back = save_over(office, town, after)
    assert taken_back.visits[0].approved_by == "", "an undo approves nothing"
    approve(office, [visit.id], by=ines)
    assert (kept(office, visit).approved_by, stages(office, visit)) == ("Ines Holm", {Stage.APPROVED})


def test_what_turns_red_after_its_approval_does_not_go_out(
    office: Office, worker: Worker, tmp_path: Path, tom: User, ines: User
) -> None:
    with office.store.writing() as session:
        branch = session.save_branch(replace(session.branch(), name="Emberford", time_zone="UTC"))
        session.save_day(replace(day(teams=1), branch=branch))
        for kind in (PAYMENTS, HOLDS):
            note_read(session, kind, FileRead(NOW, NOW, 1))
    visit = a_proposal(office, tom)
    approve(office, [visit.id], by=ines)
    town = stored_day(office, TUESDAY)
    with office.store.writing() as session:
        town = session.save_day(replace(town, visits=tuple(replace(v, location=at(300)) for v in town.visits)))
    plan = edit.move(prepare(office, town, worker), Plan(town.id), visit.id, town.shifts[0].id)

    def go() -> object:
        return issue(office, town, plan, tmp_path / "out", worker=worker, by=tom)

    at_once = next(iter(closed_of_plan(office, town, plan).values()), ())
    assert [gate.id for gate in at_once] == [], "all is green so far"
    with office.store.writing() as session:
        no = Contact(
            customer_id=visit.customer.id, at=NOW, by=tom.actor, channel=Channel.PHONE, purpose=Purpose.INCOMING,
            result=ContactResult.DECLINED,
        )  # fmt: skip
        session.add_fact(no)
    told = refused("gates_closed", go)
    assert told.details["first"] == "visit_not_refused"
    assert not (tmp_path / "out").exists()
