"""Customers are told a span, it is hard from then on, and another one is another agreement."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from planner.bootstrap import Office
from planner.cases.gateway import COLUMNS
from planner.cases.messages import report
from planner.cases.model import Approval, Contact, ContactResult, Hold, HoldKind, Purpose
from planner.cases.promise_messages import export_promises
from planner.cases.promises import call_list, choose_span, not_reached, tell, to_tell
from planner.day import edit
from planner.day.optimize import prepare
from planner.errors import BadInput, NotAllowed, NotFound
from planner.model import Case, Day, Plan, Window
from planner.policy import gate
from planner.settings import read_settings, save_settings
from planner.users import ALONE
from routing.worker import Worker
from tests.builders import TUESDAY
from tests.conftest import NOW
from tests.planner.cases.speaking import reachable

type Out = tuple[Day, Plan]


def test_each_planned_visit_is_to_be_told_a_span_about_its_start(office: Office, out: Out) -> None:
    with office.store.reading() as session:
        found = call_list(session, TUESDAY)
    assert len(found) == 4
    for each in found:
        assert each.span.earliest <= each.stop.start.time() <= each.span.latest
        assert (each.span.earliest.minute % 15, each.told, each.kept) == (0, None, False)


def test_what_was_told_is_kept_and_a_new_agreement_is_told_again(office: Office, out: Out) -> None:
    visit = out[0].visits[0]
    first, second = Window(time(9, 15), time(10, 30)), Window(time(14), time(15, 30))
    assert tell(office, visit.id, TUESDAY, first, by=ALONE).promised == first
    assert tell(office, visit.id, TUESDAY, second, by=ALONE).promised == second
    with office.store.reading() as session:
        told = session.facts(Contact, visits=[visit.id])
        listed = call_list(session, TUESDAY)
        day = session.day(TUESDAY)
    assert day
    assert day.visit(visit.id).promised == second
    assert [(each.purpose, each.offered_from) for each in told] == [
        (Purpose.PROMISE, time(9, 15)),
        (Purpose.PROMISE, time(14)),
    ]
    assert [each.told for each in listed if each.visit.id == visit.id] == [second]


def test_one_call_about_two_cases_is_one(office: Office, out: Out) -> None:
    visit = out[0].visits[0]
    with office.store.writing() as session:
        (file,) = session.case_files([visit.cases[0].id])
        other = session.save_case_file(replace(file, case=Case("lender", "K-second"), version=0))
        day = session.day(TUESDAY)
        assert day
        both = replace(day.visit(visit.id), cases=(file.case, other.case))
        session.save_day(replace(day, visits=tuple(both if v.id == visit.id else v for v in day.visits)))
    tell(office, visit.id, TUESDAY, Window(time(9, 15), time(10, 30)), by=ALONE)
    with office.store.reading() as session:
        (told,) = session.facts(Contact, visits=[visit.id])
    assert all(told.concerns(case.id) for case in both.cases)


def test_what_cannot_be_told_is_refused(office: Office, out: Out) -> None:
    visit = out[0].visits[0]
    with pytest.raises(BadInput):
        tell(office, visit.id, TUESDAY, Window(time(11), time(10)), by=ALONE)
    with pytest.raises(NotFound):
        tell(office, out[0].id, TUESDAY, Window(time(9, 15), time(10)), by=ALONE)
    with pytest.raises(NotAllowed) as told:  # as they wished; without their consent on record nobody comes so late
        tell(office, visit.id, TUESDAY, Window(time(20, 30), time(21, 30)), by=ALONE)
    assert (told.value.code, told.value.details["first"]) == ("not_to_tell", "lawful_hours")
    with pytest.raises(NotAllowed, match="span_partly_lawful") as partly:
        tell(office, visit.id, TUESDAY, Window(time(18, 30), time(21)), by=ALONE)
    assert partly.value.details["lawful"] == "18:30–19:15"
    with office.store.writing() as session:
        session.add_fact(Hold(customer_id=visit.customer.id, at=NOW, by="user", kind=HoldKind.HOSPITAL))
    with pytest.raises(NotAllowed, match="not_to_tell"):
        tell(office, visit.id, TUESDAY, Window(time(9, 15), time(10)), by=ALONE)


def approve(office: Office, day: Day) -> None:
    """Somebody else has approved each of them."""
    with office.store.writing() as session:
        session.add_facts(
            Approval(
                customer_id=visit.customer.id, visit_id=visit.id, at=NOW, by="u2", approved=True, proposed_by="user"
            )
            for visit in day.visits
        )  # fmt: skip


def test_nobody_is_told_of_a_visit_that_is_not_approved_or_may_not_be(office: Office, out: Out) -> None:
    day = out[0]
    assert (to_tell(office, TUESDAY, by=ALONE).calls, to_tell(office, TUESDAY, by=ALONE).shut) == ((), 4)
    approve(office, day)
    with office.store.writing() as session:
        hold = Hold(customer_id=day.visits[0].customer.id, at=NOW, by="user", kind=HoldKind.DISPUTE)
        session.add_fact(hold)
    listed = to_tell(office, TUESDAY, by=ALONE)
    assert (len(listed.calls), listed.shut) == (3, 1)
    assert day.visits[0].id not in {each.visit.id for each in listed.calls}


def test_a_call_in_vain_stays_on_the_list_and_spans_are_as_long_as_the_office_says(office: Office, out: Out) -> None:
    visit = out[0].visits[0]
    not_reached(office, visit.id, TUESDAY, by=ALONE)
    choose_span(office, 60, by=ALONE)
    with pytest.raises(BadInput):
        choose_span(office, 10, by=ALONE)
    with office.store.reading() as session:
        found = {each.visit.id: each for each in call_list(session, TUESDAY)}
        assert [each.result for each in session.facts(Contact)] == [ContactResult.NO_ANSWER]
    assert (found[visit.id].not_reached, found[visit.id].told) == (1, None)
    longest = max(_minutes(each.span.latest) - _minutes(each.span.earliest) for each in found.values())
    assert longest == 60


def _minutes(when: time) -> int:
    return when.hour * 60 + when.minute


def test_outside_what_was_told_a_stop_breaks_a_rule_until_another_time_is_agreed(
    office: Office, out: Out, worker: Worker
) -> None:
    day, plan = out
    visit = day.visits[0]  # the second stop of its team

    def broken() -> list[str]:
        with office.store.reading() as session:
            stored = session.day(TUESDAY)
        assert stored
        dp = prepare(office, stored, worker)
        found = edit.violations(dp, plan, office.pack, office.closed(stored))
        return [each.kind for each in found if each.visit_id == visit.id]

    assert broken() == []
    tell(office, visit.id, TUESDAY, Window(time(9, 15), time(9, 20)), by=ALONE)
    assert broken() == ["late"]
    tell(office, visit.id, TUESDAY, Window(time(9, 15), time(17)), by=ALONE)
    assert broken() == []


def test_who_can_no_longer_be_told_in_time_is_not_planned_and_the_notice_runs_from_the_call(
    office: Office, out: Out
) -> None:
    day = out[0]
    with office.store.writing() as session:
        save_settings(session, replace(read_settings(session), jurisdiction="UK"))

    def refused(days: int) -> set[str]:
        at = datetime(2026, 11, 24, tzinfo=UTC) - timedelta(days=days)
        there = replace(office, clock=lambda: at)
        with office.store.reading() as session:
            now = session.day(TUESDAY)
        assert now
        _allowed, reasons = gate.windows(there.pack, there.closed(now), now)
        return {now.visit(key).reference for key, why in reasons.items() if why == "rule:visit_notice"}

    assert refused(14) == refused(6) == set()
    assert refused(4) == {visit.reference for visit in day.visits}
    early = replace(office, clock=lambda: datetime(2026, 11, 18, 12, tzinfo=UTC))
    tell(early, day.visits[0].id, TUESDAY, Window(time(9, 15), time(10, 30)), by=ALONE)
    assert refused(4) == {visit.reference for visit in day.visits[1:]}
    late = replace(office, clock=lambda: datetime(2026, 11, 20, 12, tzinfo=UTC))
    tell(late, day.visits[0].id, TUESDAY, Window(time(9, 15), time(10)), by=ALONE)
    with pytest.raises(NotAllowed, match="not_to_tell"):  # of another span they would be told too late
        tell(late, day.visits[0].id, TUESDAY, Window(time(14), time(15, 30)), by=ALONE)
    sooner = replace(office, clock=lambda: datetime(2026, 11, 18, 15, tzinfo=UTC))
    tell(sooner, day.visits[0].id, TUESDAY, Window(time(14), time(15, 30)), by=ALONE)
    assert refused(4) == {visit.reference for visit in day.visits[1:]}


def test_messages_for_the_gateway_say_the_span_and_promise_it(office: Office, out: Out, tmp_path: Path) -> None:
    day, there = out[0], reachable(office)
    approve(office, day)
    ids = [visit.id for visit in day.visits]
    tell(there, ids[0], TUESDAY, Window(time(16), time(17)), by=ALONE)  # it is planned at another time
    spans = {each.visit.id: each.span for each in to_tell(there, TUESDAY, by=ALONE).calls}
    assert min(span.earliest for span in spans.values()) == time(9, 15), "nobody is told of a time before it is lawful"
    file = tmp_path / "promises.csv"
    done = export_promises(there, TUESDAY, ids, file, by=ALONE)
    assert (done.count, [each.why for each in done.left_out]) == (3, ["agree_first"])
    text = file.read_text(encoding="utf-8-sig")
    assert text.startswith('"' + '","'.join(COLUMNS) + '"')
    with office.store.reading() as session:
        kept = session.day(TUESDAY)
        told = [each for each in session.facts(Contact) if each.result == ContactResult.SENT]
    assert kept
    assert {kept.visit(key).promised for key in ids[1:]} == {spans[key] for key in ids[1:]}
    assert {(each.purpose, each.offered_day) for each in told} == {(Purpose.VISIT_NOTICE, TUESDAY)}
    assert all(f"between {each.offered_from:%H:%M} and {each.offered_to:%H:%M}" in text for each in told)
    with pytest.raises(NotAllowed):
        export_promises(there, TUESDAY, ids, file, by=ALONE)
    report(there, [each.id for each in told if each.visit_id == ids[1]], ContactResult.FAILED, by=ALONE)
    again = {each.visit.id: each for each in to_tell(there, TUESDAY, by=ALONE).calls}[ids[1]]
    assert (again.told, again.lost, again.not_reached) == (None, True, 0)
