"""Numbered copies: who has what on paper, what a change of staff voids, and whom a lost one concerns."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

import pytest

from planner.bootstrap import Office
from planner.cases.affordability import Means
from planner.cases.copies import copies_of, copies_out, next_number
from planner.cases.copy_model import Copy, CopyState, Field, Paper
from planner.cases.copy_words import clock_words, field_words
from planner.cases.gates import At, Light
from planner.cases.gates_of_day import gates_of_visit
from planner.cases.lost_copies import PaperLost, copy_desk, decide, tick
from planner.cases.model import ArrearsReason, Channel, Checked, Contact, ContactResult, Purpose
from planner.cases.money import Money
from planner.cases.ringing import PhoneTeam
from planner.day.wanted_files import WantedFiles
from planner.documents.digest import digest_of
from planner.documents.itineraries import note_out, with_itineraries
from planner.documents.paper_order import PaperOrder, order_papers
from planner.errors import BadInput, Conflict, NotAllowed, NotFound
from planner.model import Day, Plan, Unassigned
from planner.users import ALONE, Role, User
from routing.roads.directions import Maneuver, ManeuverType
from routing.worker import Worker
from tests.builders import TUESDAY, person
from tests.conftest import NOW
from tests.users import a_user

type Out = tuple[Day, Plan]


def sent(office: Office, out: Out, worker: Worker, version: int = 1) -> PaperOrder:
    """The papers of a plan as an issue lets them out."""
    order = with_itineraries(office, order_papers(office, *out, version, WantedFiles(), by=ALONE, worker=worker))
    with office.store.writing() as session:
        note_out(session, order, at=office.clock(), by="user")
    return order


def kept(office: Office) -> tuple[Copy, ...]:
    with office.store.reading() as session:
        return copies_of(session, TUESDAY)


def numbers(copies: Collection[Copy], paper: Paper, team: str = "") -> list[int]:
    return [copy.number for copy in copies if copy.paper == paper and team in copy.team]


def test_every_paper_is_a_numbered_copy_with_whose_fields_it_holds(office: Office, out: Out, worker: Worker) -> None:
    the_day, _plan = out
    first = the_day.visits[0]
    with office.store.writing() as session:
        who = first.customer.id
        session.add_fact(
            Contact(
                customer_id=who, at=NOW, by="user", channel=Channel.PHONE, purpose=Purpose.PRE_CONTACT,
                result=ContactResult.TALKED, reason=ArrearsReason.JOB_LOSS,
            )
        )  # fmt: skip
        session.add_fact(Means(customer_id=who, at=NOW, by="user", offer=Money.of(20, "EUR")))
    order = sent(office, out, worker)
    copies = kept(office)
    assert [copy.number for copy in copies] == list(range(1, len(copies) + 1))
    counted = {paper: len(numbers(copies, paper)) for paper in Paper}
    assert counted == {
        Paper.ROUTE_SHEET: 4, Paper.PACKING_LIST: 2, Paper.TEAM_ENVELOPE: 4, Paper.CUSTOMER_ENVELOPE: 4,
        Paper.CONTROL_SHEET: 1, Paper.CHANGES: 0,
    }  # fmt: skip
    card = next(c for c in copies if c.paper == Paper.TEAM_ENVELOPE and c.held[0].visit_id == first.id)
    assert card.held[0].fields == {
        Field.FULL_NAME, Field.TIME, Field.CONTRACT, Field.BALANCE, Field.REASON, Field.MEANS, Field.INSTALLMENTS,
    }  # fmt: skip
    talk = next(talk for each in order.folders for talk in each.talks if talk.visit.id == first.id)
    assert talk.plans
    assert all(part.amount <= Money.of(20, "EUR") for plan in talk.plans for part in plan.installments)
    with office.store.reading() as session:
        ticks = session.facts(Checked, visits=None)
        assert {(each.item, each.valid_until) for each in ticks} == {("authorization", TUESDAY)}
        assert len(ticks) == 4
        (told,) = session.records_of("copies_out")
        assert json.loads(told["details"])["last"] == len(copies)
        assert next_number(session) == len(copies) + 1


def test_the_letter_is_no_circle(office: Office, out: Out) -> None:
    the_day, plan = out
    at_issue = {gate.id: gate for gate in gates_of_visit(office, the_day, the_day.visits[0], At.ISSUE, plan)}
    assert at_issue["authorization_valid"].light == Light.GREEN
    before = {gate.id: gate for gate in gates_of_visit(office, the_day, the_day.visits[0], At.ISSUE)}
    assert before["authorization_valid"].light == Light.RED


def test_another_member_voids_the_letters_of_that_team_and_prints_it_alone(
    office: Office, out: Out, worker: Worker
) -> None:
    the_day, plan = out
    sent(office, out, worker)
    old = kept(office)
    shift = replace(the_day.shifts[0], members=(the_day.shifts[0].members[0], person(77)))
    with office.store.writing() as session:
        changed = session.save_day(
            replace(the_day, shifts=(shift, *the_day.shifts[1:]), staff=(*the_day.staff, person(77)))
        )
        session.freeze(plan)
    letters = numbers(old, Paper.TEAM_ENVELOPE, "Team 1")
    assert copy_desk(office, by=ALONE).void == frozenset(letters)
    order = sent(office, (changed, plan), worker, 2)
    assert copy_desk(office, by=ALONE).void == frozenset()
    assert order.only == frozenset({shift.id})
    assert order.replaces == {shift.id: 1}
    (folder,) = order.folders
    assert [member.name for member in folder.members] == ["Li Wen10", "Li Wen77"]
    assert [talk.void for talk in folder.talks] == letters
    now = kept(office)
    replaced = [copy.number for copy in now if copy.replaced_by]
    theirs = tuple(copy.number for copy in old if copy.shift_id == shift.id)
    assert replaced == [*theirs, *numbers(old, Paper.CONTROL_SHEET)]
    assert all(copy.open for copy in now)
    assert folder.destroy == theirs
    assert numbers(now, Paper.CHANGES) == [order.changes[0].copy]
    assert order.changes[0].staff == ("Li Wen10", "Li Wen77")
    carried = {copy.number for copy in order.carried}
    assert {copy.number for copy in now if not copy.replaced_by} == carried, "the control sheet lists what holds"
    kept_copies = order.copies[the_day.shifts[1].id]
    assert [copy.number for copy in kept_copies] == numbers(old, Paper.ROUTE_SHEET, "Team 2")
    # Asked for again with nothing new: all of it, and nobody has to be told.
    again = sent(office, (changed, plan), worker, 3)
    assert len(again.folders) == 2
    assert again.changes == ()


def test_a_team_that_stays_here_now_is_told_and_its_papers_come_back(office: Office, out: Out, worker: Worker) -> None:
    the_day, plan = out
    sent(office, out, worker)
    theirs = tuple(copy.number for copy in kept(office) if copy.team == "Team 1")
    left = replace(plan, routes=(replace(plan.routes[0], stops=()), plan.routes[1]))
    order = sent(office, (the_day, left), worker, 2)
    (told,) = order.changes
    assert (told.shift.team.name, told.replaces, told.destroy) == ("Team 1", 1, theirs)
    assert len(told.changes) == 2
    assert {copy.number for copy in kept(office) if copy.replaced_by} >= set(theirs)


def test_numbers_that_somebody_else_took_meanwhile_are_not_given_twice(
    office: Office, out: Out, worker: Worker
) -> None:
    late = with_itineraries(office, order_papers(office, *out, 1, WantedFiles(), by=ALONE, worker=worker))
    sent(office, out, worker)
    with office.store.writing() as session, pytest.raises(Conflict, match="changed_meanwhile"):
        note_out(session, late, at=NOW, by="user")


def test_what_does_not_come_back_heads_the_next_morning(office: Office, out: Out, worker: Worker) -> None:
    sent(office, out, worker)
    copies = kept(office)
    envelopes, sheets = numbers(copies, Paper.CUSTOMER_ENVELOPE), numbers(copies, Paper.ROUTE_SHEET)
    tick(office, envelopes[:2], CopyState.HANDED, by=ALONE)
    tick(office, [n for n in range(1, len(copies) + 1) if n not in envelopes[:2] and n != sheets[1]],
         CopyState.RETURNED, by=ALONE)  # fmt: skip
    with pytest.raises(BadInput, match="not_for_customer"):
        tick(office, [sheets[1]], CopyState.HANDED, by=ALONE)
    with pytest.raises(NotFound, match="no_such_copy"):
        tick(office, [9999], CopyState.RETURNED, by=ALONE)
    with pytest.raises(NotAllowed, match="no_right"):
        tick(office, [sheets[1]], CopyState.RETURNED, by=User("A", Role.AUDITOR))
    with office.store.reading() as session:
        assert copies_out(session, TUESDAY) == ()
        (late,) = copies_out(session, TUESDAY + timedelta(days=1))
    assert late.number == sheets[1]
    tick(office, [sheets[1]], CopyState.DESTROYED, by=ALONE)
    with office.store.reading() as session:
        assert copies_out(session, TUESDAY + timedelta(days=1)) == ()


def test_a_lost_copy_lists_exactly_whom_it_concerns_and_starts_the_clock(
    office: Office, out: Out, worker: Worker
) -> None:
    the_day, plan = out
    sent(office, out, worker)
    sheet = numbers(kept(office), Paper.ROUTE_SHEET, "Team 1")[0]
    on_route = {the_day.visit(s.visit_id).customer for s in plan.routes[0].stops}
    tick(office, [sheet], CopyState.LOST, by=ALONE)
    desk = copy_desk(office, by=ALONE)
    assert {loss.customer for loss in desk.losses} == on_route
    for loss in desk.losses:
        assert loss.ahead == (TUESDAY,)
        assert loss.lost.notify_by == NOW + timedelta(hours=72)
        assert field_words(loss.lost.fields) == (
            "surname and initial, address, flat and floor, end of the phone number, number of the visit, time of the"
            " visit"
        ), field_words(loss.lost.fields)
        assert clock_words(loss.lost.notify_by, NOW + timedelta(hours=2)) == "70 h 00 min left to notify"
    with office.store.reading() as session:
        told = session.records_of("copy_lost")
        assert len(told) == len(on_route)
        assert not any("Quill" in row["details"] or "Maple" in row["details"] for row in told)
        assert not session.facts(PhoneTeam)
    first, second = desk.losses
    with pytest.raises(NotAllowed, match="no_right"):
        decide(office, first.lost, go_on=True, by=ALONE)
    boss = a_user(office, Role.SUPERVISOR)
    assert decide(office, first.lost, go_on=True, by=boss) == ()
    (gone,) = decide(office, second.lost, go_on=False, by=boss)
    assert gone.visit.customer == second.customer
    with pytest.raises(NotAllowed, match="decided_already"):
        decide(office, second.lost, go_on=True, by=boss)
    with office.store.reading() as session:
        assert len(session.facts(PhoneTeam)) == 1
    assert copy_desk(office, by=boss).losses == ()


def test_a_copy_that_is_found_again_leaves_nothing_to_decide(office: Office, out: Out, worker: Worker) -> None:
    sent(office, out, worker)
    (card, *_more) = numbers(kept(office), Paper.TEAM_ENVELOPE)
    tick(office, [card], CopyState.WRONG_HANDS, by=ALONE)
    tick(office, [card], CopyState.LOST, by=ALONE)
    assert len(copy_desk(office, by=ALONE).losses) == 1
    tick(office, [card], CopyState.RETURNED, by=ALONE)
    assert copy_desk(office, by=ALONE).losses == ()
    with office.store.reading() as session:
        assert [each.decision for each in session.facts(PaperLost)] == ["found"]


def test_another_team_at_the_same_door_is_news_and_who_is_left_out_is_on_the_control_sheet(
    office: Office, out: Out, worker: Worker
) -> None:
    order = sent(office, out, worker)
    mine, theirs = order.plan.routes
    joined = replace(theirs, stops=(*theirs.stops, mine.stops[0]))
    together = replace(order, plan=replace(order.plan, routes=(mine, joined)))
    mine_of = next(each for each in order.folders if each.shift_id == mine.shift_id)
    assert digest_of(together, mine, mine_of) != digest_of(order, mine, mine_of)
    turns = {mine.shift_id: ((Maneuver(ManeuverType.START), Maneuver(ManeuverType.DESTINATION)),) * 3}
    assert digest_of(replace(order, directions=turns), mine, mine_of) != digest_of(order, mine, mine_of)
    left = theirs.stops[-1].visit_id
    fewer = replace(theirs, stops=theirs.stops[:-1])
    plan = replace(order.plan, routes=(mine, fewer), unassigned=(Unassigned(left, "taken_out"),))
    again = with_itineraries(office, replace(order, plan=plan))
    control = next(copy for copy in again.numbered if copy.paper == Paper.CONTROL_SHEET)
    assert {held.visit_id: held.fields for held in control.held}[left] == {Field.VISIT}
    told = next(copy for copy in again.numbered if copy.paper == Paper.CHANGES)
    assert [held.fields for held in told.held if held.visit_id == left] == [{Field.TIME, Field.VISIT}], "no address"
