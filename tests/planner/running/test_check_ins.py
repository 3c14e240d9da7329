"""A team rings up: what it said is kept at once with all that follows, and a wrong one is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from planner.cases.called import Request, called
from planner.cases.model import Hold, HoldKind
from planner.cases.outcomes import VisitOutcome
from planner.cases.ringing import to_phone
from planner.day import edit
from planner.day.workday import open_day
from planner.errors import PlannerError
from planner.model import Visit
from planner.running.check_ins import take_back
from planner.told import CheckIn, Said
from planner.users import ALONE, NOBODY
from tests.builders import TUESDAY
from tests.planner.day.locks.conftest import at
from tests.planner.running.conftest import Running


def refused(running: Running, *args: object, **kwargs: object) -> str:
    with pytest.raises(PlannerError) as error:
        running.hear(*args, **kwargs)  # type: ignore[arg-type]
    return error.value.code


def test_three_calls_after_a_restart_are_all_there(running: Running) -> None:
    first = running.hear(1, Said.ARRIVED, at(9, 15))
    assert (first.fact.stop, first.next and (first.next.said, first.next.number)) == (1, (Said.LEFT, 1))
    gone = running.hear(1, Said.LEFT, at(9, 40), code="b")
    assert (gone.fact.stop, gone.outcome and gone.outcome.code, gone.untold) == (1, "B", ())
    assert gone.next
    assert (gone.next.said, gone.next.number) == (Said.ARRIVED, 2)
    late = running.hear(2, Said.ARRIVED, at(10, 30), moment=at(10, 12))
    with running.office.store.reading() as session:
        draft = session.draft(running.work.day.id)
        heard = session.day_facts(CheckIn, running.work.day.date)
        (outcome,) = session.facts(VisitOutcome, visits=[gone.fact.visit_id or running.visit(1, 1)])
        kinds = [entry["kind"] for entry in session.records()]
    assert draft
    assert [s.actual for r in draft.routes for s in r.stops] == [s.actual for r in running.plan.routes for s in r.stops]
    assert [(each.said, each.moment) for each in heard] == [
        (Said.ARRIVED, at(9, 15)), (Said.LEFT, at(9, 40)), (Said.ARRIVED, at(10, 12)),
    ]  # fmt: skip
    assert (outcome.arrived, outcome.left) == (at(9, 15), at(9, 40))
    assert kinds[-4:] == ["checked_in", "checked_in", "outcome", "checked_in"]
    assert late.fact.at == at(10, 30)


def test_the_outcome_may_come_later_than_the_leaving(running: Running) -> None:
    running.hear(1, Said.ARRIVED, at(9, 15))
    gone = running.hear(1, Said.LEFT, at(9, 40))
    assert (gone.outcome, gone.untold) == (None, (1,))
    later = running.hear(1, Said.LEFT, at(9, 55), stop=1, code="C")
    assert later.outcome
    assert (later.outcome.left, later.untold) == (at(9, 40), ()), "when it left was told already"
    running.work = take_back(running.office, running.work, later.fact.id, by=ALONE)
    actual = running.plan.routes[0].stops[0].actual
    assert actual
    assert (actual.left, actual.outcome) == (at(9, 40), ""), "what was said before holds again"
    with running.office.store.reading() as session:
        assert session.facts(VisitOutcome, visits=[running.visit(1, 1)], open_only=True) == ()


def test_who_is_held_by_an_outcome_was_visited_and_is_free_once_it_is_taken_back(running: Running) -> None:
    done = running.hear(1, Said.LEFT, at(9, 45), code="H")
    with running.office.store.reading() as session:
        (hold,) = session.facts(Hold, visits=[running.visit(1, 1)], open_only=True)
    assert (hold.kind, running.plan.route_of(running.visit(1, 1)) is not None) == (HoldKind.VISIT_REFUSED, True)
    take_back(running.office, running.work, done.fact.id, by=ALONE)
    with running.office.store.reading() as session:
        assert session.facts(Hold, visits=[running.visit(1, 1)], open_only=True) == ()


def test_what_cannot_be_is_refused_and_nothing_is_kept(running: Running) -> None:
    running.hear(1, Said.ARRIVED, at(9, 15))
    assert refused(running, 1, Said.LEFT, at(9, 30), moment=at(9, 10)) == "told_before"
    assert refused(running, 1, Said.LEFT, at(9, 30), moment=at(9, 40)) == "told_in_future"
    assert refused(running, 1, Said.LEFT, at(9, 30), code="Q") == "no_such_code"
    assert refused(running, 1, Said.ARRIVED, at(9, 30), stop=7) == "stop_not_of_team"
    assert refused(running, 1, Said.ALL_WELL, at(9, 30), moment=at(9) - timedelta(days=1)) == "told_on_another_day"
    running.hear(1, Said.ARRIVED, at(10, 15))
    assert refused(running, 1, Said.LEFT, at(10, 30), stop=1, moment=at(10, 20)) == "told_after"
    assert refused(running, 1, Said.SET_OUT, at(10, 30)) == "told_after"
    assert refused(running, 1, Said.BACK, at(10, 30), moment=at(10, 5)) == "told_before"
    with pytest.raises(PlannerError, match="sign_in_first"):
        take_back(running.office, running.work, running.team(1), by=NOBODY)
    with running.office.store.reading() as session:
        assert len(session.day_facts(CheckIn)) == 2


def test_a_stop_that_was_let_go_is_a_fact_where_the_team_was_there_nevertheless(running: Running) -> None:
    gone = running.visit(1, 2)
    dropped = edit.take_out(running.work.problem, running.plan, gone)
    running.work = type(running.work)(running.work.day, dropped, running.work.problem, ())
    there = running.hear(1, Said.ARRIVED, at(10, 20), stop=2)
    assert (there.fact.visit_id, running.visit(1, 2)) == (gone, gone)
    assert running.plan.unassigned == ()


def test_who_was_held_too_late_was_visited_and_that_stays(running: Running) -> None:
    gone = running.visit(1, 2)
    with running.office.store.writing() as session:
        paid = Hold(customer_id=running.work.day.visit(gone).customer.id, at=at(10), by="a", kind=HoldKind.PAID)
        session.add_fact(paid)
    running.work = open_day(running.office, TUESDAY, running.worker)
    assert running.plan.route_of(gone) is None
    running.hear(1, Said.LEFT, at(10, 40), stop=2, code="B")
    running.work = open_day(running.office, TUESDAY, running.worker)
    (stop,) = (stop for route in running.plan.routes for stop in route.stops if stop.visit_id == gone)
    assert stop.outcome == "done", "what was done is a fact"


def test_who_called_off_too_late_was_visited_and_that_stays(running: Running) -> None:
    gone = running.visit(1, 2)
    who = running.work.day.visit(gone).customer.id
    called(running.office, who, Request.CANCEL, by=ALONE)
    running.work = open_day(running.office, TUESDAY, running.worker)
    with pytest.raises(PlannerError) as refused:
        running.hear(1, Said.ARRIVED, at(10, 20), stop=2)
    assert refused.value.code == "stop_called_off", "who has just come is told to go away"
    said = running.hear(1, Said.LEFT, at(10, 40), stop=2, code="B")
    assert (said.fact.visit_id, said.outcome and said.outcome.customer_id) == (gone, who)
    running.work = open_day(running.office, TUESDAY, running.worker)
    (stop,) = (stop for route in running.plan.routes for stop in route.stops if stop.visit_id == gone)
    assert stop.outcome == "done"
    assert running.work.violations == ()
    running.work = take_back(running.office, running.work, said.fact.id, by=ALONE)
    assert (running.plan.route_of(gone), running.plan.unassigned) == (None, ()), "misheard: nobody is to go there"
    running.work = open_day(running.office, TUESDAY, running.worker)
    assert all(visit.id != gone for visit in running.work.day.visits)


def test_who_was_misheard_to_have_left_without_an_outcome_is_called_off_as_before(running: Running) -> None:
    gone = running.visit(1, 2)
    called(running.office, running.work.day.visit(gone).customer.id, Request.CANCEL, by=ALONE)
    running.work = open_day(running.office, TUESDAY, running.worker)
    said = running.hear(1, Said.LEFT, at(10, 40), stop=2)
    assert running.plan.has_begun(gone)
    running.work = take_back(running.office, running.work, said.fact.id, by=ALONE)
    assert (running.plan.route_of(gone), running.plan.unassigned) == (None, ())
    assert all(visit.id != gone for visit in open_day(running.office, TUESDAY, running.worker).day.visits)


def test_who_called_off_too_late_is_known_by_then_with_another_number(running: Running) -> None:
    gone = running.visit(1, 2)
    who = running.work.day.visit(gone).customer
    called(running.office, who.id, Request.CANCEL, by=ALONE)
    with running.office.store.writing() as session:
        file = session.customer_files([who.id])[who.id]
        session.save_customer_files([replace(file, customer=replace(file.customer, phone="0555 99"))])
    running.work = open_day(running.office, TUESDAY, running.worker)
    running.hear(1, Said.LEFT, at(10, 40), stop=2, code="B")
    assert running.work.day.visit(gone).customer.phone == "0555 99"


def test_who_did_not_know_that_another_team_goes_there_was_there_and_nobody_goes_twice(running: Running) -> None:
    given = running.visit(1, 2)
    moved = edit.move(running.work.problem, running.plan, given, running.team(2))
    running.work = replace(running.work, plan=moved)
    running.hear(1, Said.LEFT, at(10, 40), stop=2, code="C")
    assert [route.shift_id for route in running.plan.routes_of(given)] == [running.team(1)]
    assert running.plan.has_begun(given)


def share_a_dwelling(running: Running) -> tuple[Visit, Visit]:
    """It turns out that the last customer of team 2 lives where the first one of team 1 does."""
    day = running.work.day
    here, there = day.visit(running.visit(1, 1)), day.visit(running.visit(2, 2))
    moved = replace(there, address=here.address)
    with running.office.store.writing() as session:
        lodger = replace(session.customer_files([running.lodger])[running.lodger], address=here.address)
        session.save_customer_files([lodger])
        kept = session.save_day(replace(day, visits=tuple(moved if v.id == there.id else v for v in day.visits)))
    running.work = replace(running.work, day=kept)
    return here, moved


def test_danger_stops_the_team_and_the_dwelling_for_all_who_live_there(running: Running) -> None:
    first, last = share_a_dwelling(running)
    routes = [[stop.visit_id for stop in route.stops] for route in running.plan.routes]
    there = running.hear(1, Said.ARRIVED, at(9, 15)).fact.visit_id
    assert there == first.id
    danger = running.hear(1, Said.DANGER, at(9, 20))
    assert danger.incident
    assert (danger.incident.visit_id, danger.incident.open, danger.incident.pauses) == (there, True, True)
    with running.office.store.reading() as session:
        holds = session.facts(Hold, open_only=True)
        ring = to_phone(session)
    held = {hold.customer_id for hold in holds}
    assert held == {first.customer.id, last.customer.id, running.lodger}
    assert {(each.kind, each.source) for each in holds} == {(HoldKind.SAFETY, "incident")}
    assert [(each.visit_id, each.shift_id, each.why) for each in ring] == [(last.id, running.team(2), "danger")]
    assert [[s.visit_id for s in r.stops] for r in running.plan.routes] == [routes[0], routes[1][:1]]
    assert refused(running, 1, Said.ARRIVED, at(9, 40), stop=2) == "team_paused"
    again = running.hear(1, Said.DANGER, at(9, 25))
    assert again.incident
    assert again.incident.id == danger.incident.id, "one danger is one incident"


def test_danger_is_heard_whatever_else_is_wrong(running: Running) -> None:
    running.hear(1, Said.ARRIVED, at(9, 15))
    running.hear(1, Said.ARRIVED, at(10, 15))
    behind = running.hear(1, Said.DANGER, at(10, 20), stop=1)
    assert behind.incident
    assert behind.incident.visit_id == running.visit(1, 1)
    wrong = running.hear(2, Said.DANGER, at(10, 30), stop=9)
    assert wrong.incident
    assert (wrong.incident.visit_id, wrong.fact.stop) == (None, 9)


def test_a_team_that_was_at_two_doors_is_well_and_comes_back(running: Running) -> None:
    running.hear(1, Said.ARRIVED, at(9, 15))
    running.hear(1, Said.ARRIVED, at(10, 15))
    assert running.hear(1, Said.ALL_WELL, at(10, 20)).fact.moment == at(10, 20)
    assert running.hear(1, Said.BACK, at(11)).next is None


def test_who_comes_back_after_midnight_is_of_the_day_before(running: Running) -> None:
    night = at(23, 50) + timedelta(minutes=40)
    assert running.hear(1, Said.BACK, night).next is None
    assert refused(running, 2, Said.BACK, at(5) + timedelta(days=1)) == "told_on_another_day"
