"""What a team has, what it does not know yet, and what is said to it; then it has confirmed, and nothing waits."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from planner.audit import keep_plan
from planner.bootstrap import Office
from planner.cases.called import Request, called
from planner.cases.ringing import to_phone
from planner.day import edit, locking, outcomes
from planner.day.carried import Version, read_papers
from planner.errors import BadInput, NotAllowed
from planner.model import Plan
from planner.running.confirming import answered, confirm
from planner.running.handover import ways_of_handover
from planner.running.handover_proof import law_of
from planner.running.held import held_of, read_held
from planner.running.pending import Pending, papers_due, pending_of
from planner.running.pending_words import near_words, read_out, short_words, since_words
from planner.running.waiting import since_when
from planner.told import CheckIn, Confirmed, Said
from planner.users import ALONE, NOBODY
from routing.worker import Worker
from tests.planner.running.roads import EIGHT, TEN, at, issued, routed, town, under_way, visits_of

NINE = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def test_a_version_that_was_issued_after_a_team_had_left_is_not_what_it_has(office: Office, worker: Worker) -> None:
    work = routed(office, worker, town())
    assert work.plan
    one, two = work.day.shifts
    first = replace(work.plan, version=1)
    second = replace(edit.move(work.problem, first, work.day.visits[0].id, two.id), version=2)
    early = held_of([Version(first, EIGHT), Version(second, EIGHT + timedelta(minutes=30))], (), ())
    assert {held.issue for held in early.values()} == {2}
    late = held_of([Version(first, EIGHT), Version(second, NINE)], (), ())
    assert [late[one.id].issue, late[one.id].visits] == [1, tuple(visits_of(first, one.id))]
    told = CheckIn(day=work.day.date, at=EIGHT, by="a", said=Said.SET_OUT, moment=EIGHT, shift_id=two.id)
    before = Confirmed(
        day=work.day.date, at=EIGHT, by="a", shift_id=one.id, who="Li Wen", issue=1, visits=(), starts=()
    )
    anew = held_of([Version(first, EIGHT), Version(second, EIGHT + timedelta(minutes=30))], (), [before])
    assert anew[one.id].visits == early[one.id].visits, "what was said of papers that it left behind"
    mixed = held_of([Version(first, EIGHT), Version(second, EIGHT + timedelta(minutes=30))], [told], ())
    assert [mixed[one.id].issue, mixed[two.id].issue] == [2, 1], "the second team had left sooner than planned"


def test_a_version_that_was_not_printed_for_a_team_is_not_what_it_has(office: Office, worker: Worker) -> None:
    work = routed(office, worker, town())
    assert work.plan
    one, two = work.day.shifts
    first = replace(work.plan, version=1)
    second = replace(edit.take_out(work.problem, first, visits_of(first, two.id)[3]), version=2)
    went = [Version(first, EIGHT), Version(second, EIGHT + timedelta(minutes=30), frozenset({two.id}))]
    held = held_of(went, (), ())
    assert [held[one.id].issue, held[two.id].issue] == [1, 2]
    assert pending_of(work.day, second, held, TEN) == ()
    assert papers_due(work.day, second, held, EIGHT) == ()
    # What was printed while it was out lies in the office: it takes that along when it goes out again.
    third = replace(edit.move(work.problem, second, visits_of(first, two.id)[3], one.id), version=3)
    out = [*went, Version(third, NINE, frozenset({one.id}))]
    assert held_of(out, (), ())[one.id].issue == 1
    home = CheckIn(day=work.day.date, at=TEN, by="a", said=Said.BACK, moment=TEN, shift_id=one.id)
    fourth = Version(replace(third, version=4), TEN + timedelta(minutes=5), frozenset({two.id}))
    again = held_of([*out, fourth], [home], ())[one.id]
    assert (again.issue, again.visits) == (3, tuple(visits_of(third, one.id)))


def test_only_what_a_team_has_to_know_is_said_to_it(office: Office, worker: Worker) -> None:
    work = under_way(routed(office, worker, town()))
    dp, plan, (one, two) = work.problem, work.plan, work.day.shifts
    assert plan
    held = held_of([Version(replace(plan, version=1), EIGHT)], (), ())

    def waiting(after: Plan, now: datetime = TEN) -> dict[str, Pending]:
        return {each.shift.team.name: each for each in pending_of(work.day, after, held, now)}

    late = outcomes.begin(dp, plan, visits_of(plan, one.id)[:2], TEN + timedelta(minutes=40))
    assert waiting(late) == {}, "that times moved by the road is forecast"
    gone = edit.take_out(dp, plan, visits_of(plan, one.id)[3])
    assert waiting(gone, EIGHT) == {}, "before it leaves it gets new papers"
    assert papers_due(work.day, gone, held, EIGHT) == (one,)
    assert papers_due(work.day, gone, held, TEN) == papers_due(work.day, plan, held, EIGHT) == ()
    assert read_out(work.day, waiting(gone)["Team 1"]) == ["Leave out stop 4 (11:10)."]
    assert near_words(waiting(gone)["Team 1"]) == ""
    ids = visits_of(plan, one.id)
    near = waiting(edit.take_out(dp, plan, ids[1]), TEN)["Team 1"]
    assert near.near == (ids[1],)
    assert near_words(near) == "Stop 2 is within the next 30 minutes: they may be there. Ring up now."
    swapped = waiting(edit.move(dp, plan, ids[3], one.id, 2))["Team 1"]
    assert read_out(work.day, swapped) == ["From now on in this order: 1, 2, 4, 3."]
    held_back = locking.lock_start(dp, plan, [ids[3]], TEN + timedelta(hours=4))
    assert read_out(work.day, waiting(held_back)["Team 1"]) == ["Stop 4 begins at 14:00, not 11:10."]
    met = waiting(ways_of_handover(dp, plan, [ids[3]], two.id, TEN, law=law_of(office, work.day))[0].plan)
    assert read_out(work.day, met["Team 2"]) == [
        "Meet Team 1 at Maple Road 3, about 10:32: they bring you the papers of 1 visit.",
        "New: stop 5, Maple Road 4, about 12:01.",
    ]
    assert short_words(met["Team 1"]) == "1 stop less, a meeting"


def test_who_confirmed_is_kept_by_name_and_time_and_nothing_waits_any_more(office: Office, worker: Worker) -> None:
    work = under_way(routed(office, worker, town()))
    issued(office, work)
    now = at(office, TEN)
    one, two = work.day.shifts
    assert work.plan
    after = ways_of_handover(
        work.problem, work.plan, [work.day.visits[3].id], two.id, TEN, law=law_of(office, work.day)
    )[0].plan
    with pytest.raises(BadInput, match="nobody_answered"):
        confirm(now, work.day, after, two.id, "  ", by=ALONE)
    with pytest.raises(NotAllowed, match="sign_in_first"):
        confirm(now, work.day, after, two.id, "Li Wen", by=NOBODY)
    confirm(now, work.day, after, two.id, " Li Wen ", by=ALONE)
    with office.store.reading() as session:
        held, records = read_held(session, work.day), session.records_of("route_confirmed")
        papers = read_papers(session, work.day, TEN)
    assert [each.shift.id for each in pending_of(work.day, after, held, TEN)] == [one.id]
    assert (held[two.id].who, held[two.id].issue, held[two.id].confirmed_at) == ("Li Wen", 1, TEN)
    assert held[two.id].label(ZoneInfo("UTC")) == "1 · 10:00"
    details = json.loads(records[0]["details"])
    assert (details["visits"], details["meetings"]) == (5, 1)
    assert "Li Wen" not in records[0]["details"], "the record names nobody"
    assert papers
    assert not papers.has(two.id, work.day.visits[3].id), "what is confirmed by telephone is no paper"
    with office.store.writing() as session:
        home = CheckIn(day=work.day.date, at=TEN, by="a", said=Said.BACK, moment=TEN, shift_id=two.id)
        session.add_day_fact(home)
        again = read_papers(session, work.day, TEN)
    assert again
    assert again.out == {one.id}, "who is back can take new papers"
    back = pending_of(work.day, work.plan, held, TEN)
    assert [read_out(work.day, each) for each in back] == [
        ["Leave out stop 5 (12:01).", "You meet nobody at 10:32 any more."]
    ]


def test_a_customer_who_called_off_is_ticked_once_in_whichever_list(office: Office, worker: Worker) -> None:
    work = under_way(routed(office, worker, town()))
    issued(office, work)
    now = at(office, TEN)
    one = work.day.shifts[0]
    assert work.plan
    for visit_, by_answer in ((work.day.visits[3], True), (work.day.visits[2], False)):
        called(now, visit_.customer.id, Request.CANCEL, by=ALONE)
        with office.store.reading() as session:
            day, (phone,) = session.day(work.day.date), to_phone(session)
        assert day
        if by_answer:
            answered(now, phone, "Li Wen", by=ALONE)
        else:
            confirm(now, day, work.plan, one.id, "Li Wen", by=ALONE)
        with office.store.reading() as session:
            assert to_phone(session) == ()
            assert pending_of(day, work.plan, read_held(session, day), TEN) == ()


def test_a_change_waits_since_it_came_into_the_plan(office: Office, worker: Worker) -> None:
    work = under_way(routed(office, worker, town()))
    issued(office, work)
    assert work.plan
    ids = visits_of(work.plan, work.day.shifts[0].id)
    gone = edit.take_out(work.problem, work.plan, ids[3])
    again = edit.take_out(work.problem, gone, ids[2])
    for minutes, plan in ((0, work.plan), (10, gone), (20, again)):
        keep_plan(at(office, TEN + timedelta(minutes=minutes)), plan)
    later = TEN + timedelta(minutes=30)
    with office.store.reading() as session:
        waiting = pending_of(work.day, again, read_held(session, work.day), later)
        (found,) = since_when(session, work.day, waiting, later)
    assert found.since == TEN + timedelta(minutes=10)
    assert since_words(found, ZoneInfo("UTC")) == "They have version 1 on paper. The change waits since 10:10."


def test_a_team_whose_day_stands_still_is_given_nothing(office: Office, worker: Worker) -> None:
    work = under_way(routed(office, worker, town()))
    assert work.plan
    assert work.problem.papers
    one, two = work.day.shifts
    ids = visits_of(work.plan, one.id)
    paused = replace(work.problem, papers=replace(work.problem.papers, paused=frozenset({two.id})))
    assert ways_of_handover(work.problem, work.plan, [ids[3]], two.id, TEN, law=law_of(office, work.day))
    assert ways_of_handover(paused, work.plan, [ids[3]], two.id, TEN, law=law_of(office, work.day)) == ()
    stopped = replace(work.problem, papers=replace(work.problem.papers, paused=frozenset({one.id})))
    ways = ways_of_handover(stopped, work.plan, [ids[3]], two.id, TEN, law=law_of(office, work.day))
    assert {way.meeting and way.meeting.from_shift for way in ways} == {None}, "who is in danger hands nothing over"
