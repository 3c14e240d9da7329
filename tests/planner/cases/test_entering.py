"""In the evening how visits ended is entered once, and all that follows from it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from planner.bootstrap import Office
from planner.cases.called import Request, called
from planner.cases.day_at_once import read_day
from planner.cases.entering import Entry, enter, lines, missing, take_back
from planner.cases.model import Hold, HoldKind, Stage, Step
from planner.cases.outcomes import TABLE, Code, Next
from planner.cases.promises import promise
from planner.cases.ringing import to_phone
from planner.day import edit
from planner.day.workday import open_day
from planner.errors import BadInput, Conflict, NotFound
from planner.model import Day, Plan, Window
from planner.storage.tries import tries
from planner.users import ALONE
from routing.worker import Worker
from tests.builders import TUESDAY
from tests.conftest import NOW

TEN, QUARTER = datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 11, 24, 10, 15, tzinfo=UTC)
type Out = tuple[Day, Plan]


def test_every_code_says_what_follows() -> None:
    assert set(TABLE) == set(Code)
    assert len({code.value for code in Code}) == len(Code)
    assert all(follows.done or follows.reason for follows in TABLE.values())
    assert all(follows.hold == HoldKind.ADDRESS for follows in TABLE.values() if follows.doubt)
    assert all(follows.next == Next.NO_VISIT for f, follows in TABLE.items() if follows.hold == HoldKind.VISIT_REFUSED)


def test_the_papers_are_read_in_their_order_and_nothing_is_done_by_default(office: Office, out: Out) -> None:
    with office.store.reading() as session:
        found = lines(session, TUESDAY)
    as_printed = [
        (number, stop.visit_id) for route in out[1].routes for number, stop in enumerate(route.stops, start=1)
    ]
    assert [(line.number, line.visit.id) for line in found] == as_printed
    assert len(found) == 4
    assert missing(found) == found


def test_what_was_told_is_in_the_plan_and_in_the_case_and_counts(office: Office, out: Out, worker: Worker) -> None:
    the_day, _plan = out
    one, other = the_day.visits[0], the_day.visits[1]
    said = (Entry(one.id, Code.DISPUTES, TEN, QUARTER), Entry(other.id, Code.NOT_AT_HOME, TEN, QUARTER))
    enter(office, TUESDAY, said, worker, by=ALONE)
    with office.store.reading() as session:
        found = {line.visit.id: line.outcome for line in lines(session, TUESDAY)}
        draft = session.draft(the_day.id)
        met = tries(session, TUESDAY, TUESDAY.replace(day=30))
        (hold,) = session.facts(Hold, customers=[one.customer.id])
        steps = session.facts(Step, cases=[one.cases[0].id])
        (file,) = session.case_files([one.cases[0].id])
    assert draft
    went = {stop.visit_id: stop.actual for route in draft.routes for stop in route.stops}
    assert {code.code for code in found.values() if code} == {Code.DISPUTES, Code.NOT_AT_HOME}
    assert (went[one.id], went[other.id]) == tuple(each and each.actual for each in (found[one.id], found[other.id]))
    assert (met[one.customer.id], met[other.customer.id]) == (((TUESDAY, True),), ((TUESDAY, False),))
    assert (hold.kind, hold.source) == (HoldKind.DISPUTE, "outcome")
    assert ([step.why for step in steps], file.stage) == (["disputes"], Stage.VISITED)


def test_what_was_changed_while_somebody_thought_is_not_written_over(office: Office, out: Out, worker: Worker) -> None:
    one, other = out[0].visits[:2]
    thinking = read_day(office, TUESDAY, worker)
    enter(office, TUESDAY, [Entry(one.id, Code.TALKED, TEN, QUARTER)], worker, by=ALONE)
    for change in ("plan", "day"):
        with office.store.writing() as session, pytest.raises(Conflict) as refused:
            thinking.require_same(session)
        assert refused.value.code == "changed_meanwhile", change
        thinking = read_day(office, TUESDAY, worker)
        with office.store.writing() as session:
            thinking.require_same(session)
            promise(session, thinking.day, {other.id: Window(time(9), time(10))})


def test_a_wrong_one_is_entered_anew_and_its_hold_ends(office: Office, out: Out, worker: Worker) -> None:
    visit = out[0].visits[0]
    enter(office, TUESDAY, [Entry(visit.id, Code.UNWELL, TEN, QUARTER, group="serious_illness")], worker, by=ALONE)
    enter(office, TUESDAY, [Entry(visit.id, Code.TALKED, TEN, QUARTER)], worker, by=ALONE)
    with office.store.reading() as session:
        assert session.facts(Hold, customers=[visit.customer.id], open_only=True) == ()
        found = [line.outcome.code for line in lines(session, TUESDAY) if line.outcome]
    assert found == [Code.TALKED]


def test_what_was_taken_back_is_missing_again_and_its_hold_never_was(office: Office, out: Out, worker: Worker) -> None:
    visit, other = out[0].visits[:2]
    said = [Entry(each.id, Code.NEVER_AGAIN, TEN, QUARTER) for each in (visit, other)]
    enter(office, TUESDAY, said, worker, by=ALONE)
    take_back(office, TUESDAY, [visit.id], worker, by=ALONE)
    with office.store.reading() as session:
        assert [line.visit.id for line in missing(lines(session, TUESDAY))].count(visit.id) == 1
        (hold,) = session.facts(Hold, customers=[visit.customer.id])
        draft = session.draft(out[0].id)
        kept = session.facts(Hold, customers=[other.customer.id], open_only=True)
    assert (hold.open, hold.end_reason, len(kept)) == (False, "mistake", 1)
    assert draft
    assert {s.visit_id for r in draft.routes for s in r.stops if s.actual} == {other.id}


def test_what_was_said_at_the_door_stops_the_paper_of_another_day(office: Office, out: Out, worker: Worker) -> None:
    day, plan = out
    visit, shift = day.visits[0], day.shifts[0]
    (stop,) = [each for route in plan.routes for each in route.stops if each.visit_id == visit.id]
    next_visit, next_shift = replace(visit, id=uuid4(), reference="next", version=0), replace(shift, id=uuid4())
    after = replace(
        day, id=uuid4(), version=0, date=TUESDAY + timedelta(days=1), visits=(next_visit,),
        shifts=(replace(next_shift, version=0),),
    )  # fmt: skip
    route = replace(plan.routes[0], shift_id=next_shift.id, stops=(replace(stop, visit_id=next_visit.id),))
    with office.store.writing() as session:
        kept = session.save_day(after)
        session.freeze(replace(Plan(kept.id), routes=(route,)))
    enter(office, TUESDAY, [Entry(visit.id, Code.NEVER_AGAIN, TEN, QUARTER)], worker, by=ALONE)
    with office.store.reading() as session:
        assert [(phone.visit_id, phone.day) for phone in to_phone(session)] == [(next_visit.id, after.date)]


def test_a_hold_that_the_lender_dates_back_takes_no_begun_visit_off_its_route(
    office: Office, out: Out, worker: Worker
) -> None:
    visit = out[0].visits[0]
    enter(office, TUESDAY, [Entry(visit.id, Code.TALKED, TEN, QUARTER)], worker, by=ALONE)
    midnight = TEN.replace(hour=0)
    with office.store.writing() as session:
        hold = Hold(customer_id=visit.customer.id, at=midnight, by="user", kind=HoldKind.DISPUTE, source="file")
        session.add_fact(hold)
    work = open_day(office, TUESDAY, worker)
    assert work.plan
    assert work.plan.route_of(visit.id)
    enter(office, TUESDAY, [Entry(visit.id, Code.DISPUTES, TEN, QUARTER)], worker, by=ALONE)


def test_a_visit_that_the_plan_has_let_go_since_is_entered_where_the_paper_had_it(
    office: Office, out: Out, worker: Worker
) -> None:
    held, taken_out = out[0].visits[:2]
    with office.store.writing() as session:
        hold = Hold(customer_id=held.customer.id, at=NOW, by="user", kind=HoldKind.DISPUTE, source="call")
        session.add_fact(hold)
    work = open_day(office, TUESDAY, worker)
    assert work.plan
    with office.store.writing() as session:
        session.save_plan(edit.take_out(work.problem, work.plan, taken_out.id))
    said = [Entry(each.id, Code.TALKED, TEN, QUARTER) for each in (held, taken_out)]
    enter(office, TUESDAY, said, worker, by=ALONE)
    after = open_day(office, TUESDAY, worker)
    assert after.plan
    for visit in (held, taken_out):
        now, paper = after.plan.route_of(visit.id), out[1].route_of(visit.id)
        assert now
        assert paper
        assert now.shift_id == paper.shift_id
    assert [(each.kind, each.visit_id) for each in after.violations if each.legal] == [("customer_held", held.id)]


def test_a_visit_called_off_too_late_is_entered_and_none_other_is_asked_for(
    office: Office, out: Out, worker: Worker
) -> None:
    visit = out[0].visits[1]
    called(office, visit.customer.id, Request.CANCEL, by=ALONE)
    with office.store.reading() as session:
        (line,) = [each for each in lines(session, TUESDAY) if each.called_off]
        assert (line.visit.id, line.missing, len(missing(lines(session, TUESDAY)))) == (visit.id, False, 3)
    enter(office, TUESDAY, [Entry(visit.id, Code.TALKED, TEN, QUARTER)], worker, by=ALONE)
    work = open_day(office, TUESDAY, worker)
    assert work.plan
    assert work.plan.has_begun(visit.id)
    take_back(office, TUESDAY, [visit.id], worker, by=ALONE)
    assert all(each.id != visit.id for each in open_day(office, TUESDAY, worker).day.visits), (
        "it is called off as before"
    )


def test_where_nothing_is_kept_what_was_called_off_stays_so(office: Office, out: Out, worker: Worker) -> None:
    visit = out[0].visits[1]
    called(office, visit.customer.id, Request.CANCEL, by=ALONE)
    with pytest.raises(NotFound, match="no_such_visit"):
        enter(
            office, TUESDAY, [Entry(visit.id, Code.TALKED, TEN, QUARTER), Entry(uuid4(), Code.TALKED)], worker, by=ALONE
        )
    with office.store.reading() as session:
        day = session.day(TUESDAY)
    assert day
    assert all(each.id != visit.id for each in day.visits)


def test_what_cannot_be_is_refused_and_nothing_is_kept(office: Office, out: Out, worker: Worker) -> None:
    visit = out[0].visits[0]
    with pytest.raises(BadInput, match="left_before_arrived"):
        enter(office, TUESDAY, [Entry(visit.id, Code.TALKED, QUARTER, TEN)], worker, by=ALONE)
    with pytest.raises(NotFound):
        enter(office, TUESDAY, [Entry(replace(visit, id=out[0].id).id, Code.TALKED)], worker, by=ALONE)
    with office.store.reading() as session:
        assert len(missing(lines(session, TUESDAY))) == 4
