"""The evening: who is not back keeps the day open, and what was told makes the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from planner.bootstrap import Office
from planner.cases.changes import Remedy
from planner.cases.entering import Entry, enter
from planner.cases.model import Channel, Contact, ContactResult, Hold, HoldKind, Purpose
from planner.cases.morning import ToDo, morning
from planner.cases.morning_words import to_do_words
from planner.cases.outcomes import Code, Next
from planner.errors import NotAllowed, NotFound
from planner.model import Day, Plan, Visit, Window
from planner.policy.standing import MISTAKE
from planner.running.call_sheet import call_sheet
from planner.running.calls_due import Why, called
from planner.running.day_report import print_report
from planner.running.evening import Open, close_day, evening, open_again
from planner.running.evening_words import figures, lead, open_words
from planner.running.happens_words import call_words
from planner.running.unkept import unkept
from planner.text import use_language
from planner.told import Alarm, CheckIn, Incident, IncidentKind, Said
from planner.users import ALONE
from routing.worker import Worker
from tests.builders import TUESDAY
from tests.planner.running.conftest import Running

TEN, QUARTER = datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 11, 24, 10, 15, tzinfo=UTC)
type Out = tuple[Day, Plan]


def come_back(office: Office, day: Day) -> None:
    with office.store.writing() as session:
        for shift in day.shifts:
            heard = CheckIn(day=TUESDAY, at=TEN, by="a", shift_id=shift.id, said=Said.BACK, moment=TEN)
            session.add_day_fact(heard)


def test_a_day_that_never_went_out_has_no_evening(office: Office) -> None:
    with pytest.raises(NotFound) as refused:
        evening(office, TUESDAY, by=ALONE)
    assert refused.value.code == "no_day"


def test_the_day_is_not_closed_while_anybody_is_out(office: Office, out: Out) -> None:
    found = evening(office, TUESDAY, by=ALONE)
    assert list(found.left) == [Open.TEAM_OUT, Open.OUTCOMES]
    with pytest.raises(NotAllowed) as refused:
        close_day(office, TUESDAY, by=ALONE)
    assert refused.value.code == "people_still_out"


def test_an_open_incident_or_alarm_keeps_it_open_too(office: Office, out: Out) -> None:
    come_back(office, out[0])
    with office.store.writing() as session:
        session.add_day_fact(Incident(day=TUESDAY, at=TEN, by="a", kind=IncidentKind.DANGER))
        alarm = session.add_day_fact(Alarm(day=TUESDAY, at=TEN, by="a", due=TEN))
    assert list(evening(office, TUESDAY, by=ALONE).left) == [Open.INCIDENT, Open.ALARM, Open.OUTCOMES]
    with office.store.writing() as session:
        session.change_day_fact(replace(alarm, ended_at=QUARTER, ended_by="a"))
    found = evening(office, TUESDAY, by=ALONE)
    assert not found.may_close
    assert Open.ALARM not in found.left


def test_what_was_left_is_counted_when_it_is_closed_and_it_may_be_opened_again(office: Office, out: Out) -> None:
    come_back(office, out[0])
    closed = close_day(office, TUESDAY, by=ALONE)
    assert closed.left == {"outcomes": 4}
    assert lead(evening(office, TUESDAY, by=ALONE)) == "The day is closed."
    with pytest.raises(NotAllowed) as refused:
        close_day(office, TUESDAY, by=ALONE)
    assert refused.value.code == "day_closed_already"
    open_again(office, TUESDAY, by=ALONE)
    assert evening(office, TUESDAY, by=ALONE).may_close


def told(office: Office, out: Out, worker: Worker) -> None:
    # The first begins in the hour that was promised, the second twenty minutes after its own.
    day, _plan = out
    one, two, three, _four = day.visits
    promised = replace(one, promised=Window(time(9, 30), time(11)))
    windowed = replace(two, windows=(Window(time(9), time(9, 40)),))
    with office.store.writing() as session:
        session.save_day(replace(day, visits=(promised, windowed, *day.visits[2:])))
    said = (Entry(one.id, Code.PLAN_AGREED, TEN, QUARTER), Entry(two.id, Code.NOT_AT_HOME, TEN, QUARTER))
    later = TEN + timedelta(hours=1)
    enter(office, TUESDAY, (*said, Entry(three.id, Code.SAYS_PAID, later, later)), worker, by=ALONE)


def test_the_numbers_are_those_that_were_told(office: Office, out: Out, worker: Worker) -> None:
    told(office, out, worker)
    found = evening(office, TUESDAY, by=ALONE)
    assert (found.planned, found.done, found.met, len(found.missing)) == (4, 2, 2, 1)
    assert (found.promised.kept, found.promised.outside, found.promised.not_made) == (1, 0, 0)
    assert found.late == {out[0].visits[1].id: timedelta(minutes=20)}
    assert found.to_follow == {Next.CONFIRM_PLAN: 1, Next.OTHER_TIME: 1, Next.CHECK_PAYMENT: 1}
    assert ("Begun late", "1 (at most 20 min)") in figures(found)
    assert ("Begun in the time that was told", "1 of 1") in figures(found)
    assert open_words(Open.OUTCOMES, 1) == "Of 1 visit nobody has told how it ended."


@pytest.fixture
def promised(office: Office, out: Out) -> Visit:
    """A customer who was promised ten to eleven, whom nobody reached."""
    day, _plan = out
    kept = replace(day.visits[2], promised=Window(time(10), time(11)))
    with office.store.writing() as session:
        session.save_day(replace(day, visits=(*day.visits[:2], kept, day.visits[3])))
    return kept


def later(office: Office, days: int) -> Office:
    return replace(office, clock=lambda: TEN + timedelta(days=days, hours=4))


def owed(office: Office) -> list[ToDo]:
    return [each for each in morning(office, by=ALONE).to_do if each.remedy == Remedy.CALLS]


def test_a_promise_that_nobody_kept_or_called_about_is_named_until_somebody_does(
    office: Office, out: Out, promised: Visit
) -> None:
    assert Open.CALLS not in evening(later(office, 0), TUESDAY, by=ALONE).left, "a team is out, and may still come"
    come_back(office, out[0])
    evening_of, next_day = later(office, 0), later(office, 1)
    assert evening(evening_of, TUESDAY, by=ALONE).left == {Open.CALLS: 1, Open.OUTCOMES: 4}
    assert open_words(Open.CALLS, 1) == "1 customer was promised a visit that nobody made, and was not called."
    assert close_day(evening_of, TUESDAY, by=ALONE).left == {"calls": 1, "outcomes": 4}
    assert owed(evening_of) == []
    (todo,) = owed(next_day)
    assert (todo.count, todo.named, todo.blocks) == (1, ("2026-11-24",), False)
    said = "1 customer was promised a visit on 2026-11-24 that nobody made, and was not called."
    assert to_do_words(todo) == said
    (call,) = unkept(next_day, TUESDAY)
    called(next_day, out[0], call, answered=False, by=ALONE)
    (call,) = unkept(next_day, TUESDAY)
    assert call.tries == 1
    called(next_day, out[0], call, by=ALONE)
    assert owed(next_day) == []
    assert Open.CALLS not in evening(next_day, TUESDAY, by=ALONE).left


def test_the_list_of_calls_of_a_day_that_is_over_holds_them_alone(running: Running) -> None:
    day, office = running.work.day, running.office
    kept = replace(day.visits[2], promised=Window(time(10), time(11)))
    with office.store.writing() as session:
        day = session.save_day(replace(day, visits=(*day.visits[:2], kept, day.visits[3])))
    running.now = TEN + timedelta(days=1)
    (line,) = call_sheet(office, replace(running.work, day=day), by=ALONE)
    assert line.call.visit.id == kept.id
    said = "Promised 10:00–11:00 on 2026-11-24. Nobody came: offer another day."
    assert call_words(line.call, day.zone, running.now) == said


def test_who_is_told_of_a_later_time_and_waits_in_vain_is_called_again(
    office: Office, out: Out, promised: Visit
) -> None:
    come_back(office, out[0])
    (call,) = unkept(later(office, 0), TUESDAY)
    called(later(office, 0), out[0], replace(call, why=Why.OTHERWISE, start=TEN + timedelta(hours=5)), by=ALONE)
    assert len(unkept(later(office, 1), TUESDAY)) == 1


def test_who_is_held_has_paid_or_was_spoken_to_is_not_called(office: Office, out: Out, promised: Visit) -> None:
    come_back(office, out[0])
    now, who = later(office, 0).clock(), promised.customer.id
    with office.store.writing() as session:
        hold = session.add_fact(Hold(customer_id=who, at=now, by="a", kind=HoldKind.PAID))
    assert unkept(later(office, 0), TUESDAY) == ()
    with office.store.writing() as session:
        session.change_fact(replace(hold, ended_at=now, ended_by="a", end_reason=MISTAKE))
    assert len(unkept(later(office, 1), TUESDAY)) == 1
    with office.store.writing() as session:
        session.add_fact(Contact(
            customer_id=who, at=now, by="a", channel=Channel.PHONE, purpose=Purpose.PROMISE, result=ContactResult.TALKED
        ))  # fmt: skip
    assert unkept(later(office, 1), TUESDAY) == ()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_is_one_page_and_names_nobody_visited(
    office: Office, out: Out, worker: Worker, tmp_path: Path, language: str
) -> None:
    told(office, out, worker)
    use_language(language)
    try:
        file = print_report(office, TUESDAY, tmp_path / "day.pdf", by=ALONE, worker=worker)
    finally:
        use_language("en")
    (page,) = PdfReader(file).pages
    text = page.extract_text()
    assert out[0].shifts[0].team.name in text
    for visit in out[0].visits:
        assert visit.customer.name not in text
        assert visit.reference not in text
        assert visit.address.text not in text
    with pytest.raises(NotAllowed) as refused:
        print_report(office, TUESDAY, file, by=ALONE, worker=worker)
    assert refused.value.code == "file_exists"
