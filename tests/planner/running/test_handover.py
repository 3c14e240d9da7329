"""On the road a visit changes teams only with its papers: by a meeting, from the office, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from planner.bootstrap import Office
from planner.day import edit, locking, outcomes
from planner.day.carried import read_papers
from planner.day.meetings import coming_of, resting
from planner.day.preview import Preview
from planner.day.rehearse import rehearse
from planner.day.travel import rounded
from planner.day.workday import work_on
from planner.errors import NotAllowed
from planner.model import Plan
from planner.running.handover import hand_over, ways_anew, ways_of_handover
from planner.running.handover_proof import law_of
from planner.running.held import Held
from planner.running.pending import StepKind, pending_of
from planner.storage.codec import dump, load
from planner.text import sentence
from planner.told import Said
from routing.drawn_days import Spread
from routing.worker import Worker
from tests.builders import visit
from tests.planner.day.locks.conftest import at
from tests.planner.running.conftest import Running
from tests.planner.running.roads import EIGHT, TEN, meeting_of, route_of, routed, town, under_way, visits_of


def test_a_visit_dragged_to_another_team_on_the_road_is_reported_until_the_teams_meet(
    office: Office, worker: Worker
) -> None:
    work = under_way(routed(office, worker, town()))
    dp, plan, (one, two) = work.problem, work.plan, work.day.shifts
    assert plan
    last = work.day.visits[3].id
    dragged = edit.move(dp, plan, last, two.id)
    assert [(v.kind, v.shift_id, v.visit_id) for v in edit.broken(dp, dragged)] == [("papers_elsewhere", two.id, last)]
    way = ways_of_handover(dp, plan, [last], two.id, TEN, law=law_of(office, work.day))[0]
    gives, takes = meeting_of(way.plan, one.id), meeting_of(way.plan, two.id)
    assert gives.start == takes.start == way.meets_at
    assert takes.start >= TEN + timedelta(minutes=10)
    assert next(stop.start for stop in route_of(way.plan, two.id).stops if stop.visit_id == last) >= takes.end
    assert edit.violations(dp, way.plan, office.pack, office.closed(work.day)) == ()
    assert edit.follow(dp, load(Plan, dump(way.plan))).routes == way.plan.routes
    back = edit.move(dp, way.plan, last, one.id)
    assert (back.meetings, [route.meetings for route in back.routes]) == ((), [(), ()]), "nobody has to meet any more"


def test_what_stands_before_the_meeting_may_change_and_the_visit_may_not_go_before_it(
    office: Office, worker: Worker
) -> None:
    work = under_way(routed(office, worker, town()))
    dp, (one, two), last = work.problem, work.day.shifts, work.day.visits[3].id
    assert work.plan
    plan = ways_of_handover(dp, work.plan, [last], two.id, TEN, law=law_of(office, work.day))[0].plan
    too_soon = edit.move(dp, plan, last, two.id, 0)
    assert {v.kind for v in edit.broken(dp, too_soon)} == {"papers_elsewhere"}
    other = work.day.visits[7].id
    preview = Preview(dp, plan, [other], office.pack, office.closed(work.day))
    for position in range(len(visits_of(plan, two.id))):
        moved = edit.move(dp, plan, other, two.id, position)
        assert visits_of(moved, two.id).index(other) == position
        shown = {route.shift_id: route for route in preview.at(two.id, position).routes}
        assert shown.get(two.id, route_of(plan, two.id)) == route_of(moved, two.id)
    less = edit.take_out(dp, plan, visits_of(plan, one.id)[-1])
    assert meeting_of(less, one.id).start == meeting_of(less, two.id).start


def test_once_the_team_has_gone_on_the_meeting_is_over_and_its_papers_stay_with_it(
    office: Office, worker: Worker
) -> None:
    work = under_way(routed(office, worker, town()))
    dp, (_one, two), last = work.problem, work.day.shifts, work.day.visits[3].id
    assert work.plan
    plan = ways_of_handover(dp, work.plan, [last], two.id, TEN, law=law_of(office, work.day))[0].plan
    behind = next(s for s in route_of(plan, two.id).stops if s.start >= meeting_of(plan, two.id).end)
    told = outcomes.begin(dp, plan, [behind.visit_id], behind.start)
    assert len(told.meetings) == 1
    assert coming_of(told) == ()
    assert edit.broken(dp, edit.follow(dp, told)) == ()
    undone = outcomes.unmark(dp, told, [behind.visit_id])
    assert edit.broken(dp, undone) == ()


def test_one_meeting_brings_several_and_the_next_one_costs_no_other_way_round(office: Office, worker: Worker) -> None:
    work = under_way(routed(office, worker, town()))
    dp, (_one, two) = work.problem, work.day.shifts
    assert work.plan
    third, last = (work.day.visits[n].id for n in (2, 3))
    both = ways_of_handover(dp, work.plan, [third, last], two.id, TEN, law=law_of(office, work.day))[0]
    assert both.meeting
    assert set(both.meeting.visits) == {third, last}
    first = ways_of_handover(dp, work.plan, [last], two.id, TEN, law=law_of(office, work.day))[0]
    then = ways_of_handover(dp, first.plan, [third], two.id, TEN, law=law_of(office, work.day))[0]
    assert [meeting.visits for meeting in then.plan.meetings] == [(last, third)]


def test_papers_of_a_new_visit_are_fetched_from_the_office(office: Office, worker: Worker) -> None:
    work = under_way(routed(office, worker, town(visit(9, north=2000, east=600))))
    assert work.plan
    ways = hand_over(work.problem, work.plan, [work.day.visits[8].id], TEN, law=law_of(office, work.day))
    assert len({way.to_shift for way in ways}) == len(ways) == 2
    for way in ways:
        assert way.meeting
        assert (way.meeting.from_shift, way.meeting.where) == (None, "Office")
        assert edit.broken(work.problem, way.plan) == ()


def test_a_team_that_is_still_in_the_office_needs_no_meeting(office: Office, worker: Worker) -> None:
    work = under_way(routed(office, worker, town()))
    dp, (_one, two), last = work.problem, work.day.shifts, work.day.visits[3].id
    assert work.plan
    assert dp.papers
    inside = replace(dp, papers=replace(dp.papers, leaves={**dp.papers.leaves, two.id: TEN + timedelta(hours=1)}))
    ways = ways_of_handover(inside, work.plan, [last], two.id, TEN, law=law_of(office, work.day))
    assert [way.meeting for way in ways] == [None]
    assert edit.broken(inside, edit.move(inside, work.plan, last, two.id)) == ()


def test_a_day_with_a_meeting_is_rehearsed_with_the_wait_for_the_other_team(office: Office, worker: Worker) -> None:
    work = under_way(routed(office, worker, town()))
    dp, (one, two), last = work.problem, work.day.shifts, work.day.visits[3].id
    assert work.plan
    plan = ways_of_handover(dp, work.plan, [last], two.id, TEN, law=law_of(office, work.day))[0].plan
    smooth = rehearse(dp, plan, runs=2, spread=Spread(0, 0, 0, 0, 0, 0))
    starts = {(r.shift_id, n): stop.start for r in plan.routes for n, stop in enumerate(r.stops, start=1)}
    assert {(each.shift_id, each.number): each.planned for each in smooth.stops} == starts
    assert {each.room for each in smooth.stops} == {timedelta(0)}, "with all factors 1 it is the plan, to the second"
    # Only the first team is delayed: by waiting for it the second one is as well.
    met = meeting_of(plan, one.id).start
    before = [stop.visit_id for stop in route_of(plan, one.id).stops if stop.start < met][-1]
    late = edit.follow(dp, locking.lock_start(dp, plan, [before], met + timedelta(hours=1)))
    assert meeting_of(late, two.id).start > met + timedelta(hours=1)
    rehearsed = rehearse(dp, late, runs=2, spread=Spread(0, 0, 0, 0, 0, 0))
    behind = [each.planned for each in rehearsed.stops if each.shift_id == two.id][-1]
    assert behind > met + timedelta(hours=1)
    everything_off = rehearse(dp, plan, runs=4, spread=Spread(0, 0, 0, 1, 0, 0))
    assert everything_off.all_well == 1, "the meeting itself is not called off"


def test_what_the_law_does_not_allow_is_not_offered(office: Office, worker: Worker) -> None:
    work = under_way(routed(office, worker, town()))
    dp, (_one, two), last = work.problem, work.day.shifts, work.day.visits[3].id
    assert work.plan
    law = law_of(office, work.day)
    (way, *_more) = ways_of_handover(dp, work.plan, [last], two.id, TEN, law=law)
    starts = next(stop.start for stop in route_of(way.plan, two.id).stops if stop.visit_id == last)
    until = (starts + timedelta(minutes=10)).time()
    # The numbers still have the hours of the morning: the pack was changed since, and the visit ends too late.
    shorter = law._replace(pack=replace(law.pack, hours=dict.fromkeys(law.pack.hours, ((time(8), until),))))
    assert ways_of_handover(dp, work.plan, [last], two.id, TEN, law=shorter) == ()


def test_a_meeting_at_a_door_that_leaves_the_day_is_gone_and_its_papers_with_it(office: Office, worker: Worker) -> None:
    work = under_way(routed(office, worker, town()))
    dp, (_one, two), last = work.problem, work.day.shifts, work.day.visits[3].id
    assert work.plan
    plan = ways_of_handover(dp, work.plan, [last], two.id, TEN, law=law_of(office, work.day))[0].plan
    (meeting,) = plan.meetings
    at_door = next(v for v in work.day.visits if v.location and rounded(v.location.coordinates) == meeting.place)
    others = tuple(visit for visit in work.day.visits if visit.id != at_door.id)
    less = replace(work.day, visits=others)
    held_back = replace(work.day, visits=(*others, replace(at_door, approved_by="")))
    papers = dp.papers
    assert papers
    for after in (
        replace(work_on(office, less, None, worker).problem, papers=papers),
        replace(work_on(office, held_back, None, worker).problem, papers=papers),
        replace(dp, papers=replace(papers, shut=frozenset({meeting.place}))),
    ):
        assert [v.kind for v in edit.broken(after, plan)] == ["papers_elsewhere"]
        followed = edit.follow(after, plan)
        assert (followed.meetings, [route.meetings for route in followed.routes]) == ((), [(), ()])
        assert [(v.kind, v.visit_id) for v in edit.broken(after, followed)] == [("papers_elsewhere", last)]
        assert edit.follow(after, followed).routes == followed.routes


def test_a_meeting_rests_while_a_team_stands_still_and_comes_back_with_it(office: Office, worker: Worker) -> None:
    work = under_way(routed(office, worker, town()))
    dp, (one, two), last = work.problem, work.day.shifts, work.day.visits[3].id
    assert work.plan
    assert dp.papers
    plan = ways_of_handover(dp, work.plan, [last], two.id, TEN, law=law_of(office, work.day))[0].plan
    assert edit.broken(dp, plan) == ()
    (meeting,) = plan.meetings
    held = {one.id: Held(one.id, meetings={meeting.id: meeting_of(plan, one.id).start}, leaves=EIGHT)}
    for stands in (one, two):
        still = replace(dp, papers=replace(dp.papers, paused=frozenset({stands.id})))
        rests = edit.follow(still, plan)
        assert [route.meetings for route in rests.routes] == [(), ()], "nobody waits for them"
        assert (resting(rests), coming_of(rests)) == ((meeting,), ())
        assert [(v.kind, v.visit_id) for v in edit.broken(still, rests)] == [("papers_elsewhere", last)]
        (waiting,) = pending_of(work.day, rests, held, TEN)
        assert StepKind.NO_MEETING in {step.kind for step in waiting.steps}
        again = edit.follow(dp, edit.follow(still, rests))
        assert coming_of(again) == (meeting,)
        assert [visits_of(again, each.id) for each in (one, two)] == [visits_of(plan, each.id) for each in (one, two)]
        assert edit.broken(dp, again) == ()
    elsewhere = edit.take_out(still, rests, last)
    assert elsewhere.meetings == (), "nobody needs it any more"


def test_nobody_is_sent_to_stand_at_the_door_where_a_team_was_in_danger(running: Running) -> None:
    running.hear(1, Said.ARRIVED, at(9, 30), stop=1)
    running.hear(1, Said.DANGER, at(9, 40), stop=1)
    door = running.work.day.visit(running.visit(1, 1)).location
    with running.office.store.reading() as session:
        papers = read_papers(session, running.work.day, at(10))
    assert papers
    assert door
    assert list(papers.shut) == [rounded(door.coordinates)]
    assert list(papers.paused) == [running.team(1)]


def test_papers_that_changed_hands_are_with_the_other_team_and_go_on_from_there(office: Office, worker: Worker) -> None:
    work = under_way(routed(office, worker, town()))
    dp, (one, two), last = work.problem, work.day.shifts, work.day.visits[3].id
    assert work.plan
    law = law_of(office, work.day)
    plan = ways_of_handover(dp, work.plan, [last], two.id, TEN, law=law)[0].plan
    there = meeting_of(plan, two.id)
    behind = next(s for s in route_of(plan, two.id).stops if s.start >= there.end and s.visit_id != last)
    told = outcomes.done(dp, plan, [behind.visit_id], there.end + timedelta(minutes=20))
    assert edit.broken(dp, told) == ()
    back = edit.move(dp, told, last, one.id)
    assert [(v.kind, v.shift_id) for v in edit.broken(dp, back)] == [("papers_elsewhere", one.id)]
    later = there.end + timedelta(minutes=20)
    ways = ways_of_handover(dp, told, [last], one.id, later, law=law)
    assert {way.meeting and way.meeting.from_shift for way in ways} <= {two.id, None}
    assert ways


@pytest.mark.parametrize(
    ("code", "bound"), [("handover_two_teams", {"two_teams": True}), ("handover_after", {"after": "V-1"})]
)
def test_what_cannot_follow_its_papers_as_a_whole_is_refused_with_a_sentence(
    office: Office, worker: Worker, code: str, bound: dict[str, Any]
) -> None:
    the_day = town()
    last = replace(the_day.visits[3], **bound)
    the_day = replace(the_day, visits=(*the_day.visits[:3], last, *the_day.visits[4:]))
    work = under_way(routed(office, worker, the_day))
    dp, plan, two, law = work.problem, work.plan, work.day.shifts[1], law_of(office, work.day)
    assert plan
    assert ways_of_handover(dp, plan, [last.id], two.id, TEN, law=law) == ()
    with pytest.raises(NotAllowed) as refused:
        ways_anew(dp, plan, [last.id], TEN, law=law)
    assert refused.value.code == code
    assert last.reference in sentence(refused.value)


def test_where_papers_cannot_reach_it_is_refused_with_what_else_there_is(office: Office, worker: Worker) -> None:
    # What begins within the next half hour is never moved, and at the end of its window nobody can be there.
    narrow = replace(town().visits[3], windows=visit(4, ("10:31", "10:40")).windows)
    the_day = town()
    the_day = replace(the_day, visits=(*the_day.visits[:3], narrow, *the_day.visits[4:]))
    work = under_way(routed(office, worker, the_day, (narrow, *the_day.visits[:3]), the_day.visits[4:8]))
    assert work.plan
    near = visits_of(work.plan, the_day.shifts[1].id)[1]
    law, dragged = law_of(office, work.day), edit.move(work.problem, work.plan, narrow.id, the_day.shifts[1].id)
    for visit_id in (narrow.id, near):
        with pytest.raises(NotAllowed) as refused:
            ways_anew(work.problem, work.plan, [visit_id], TEN, law=law)
        assert refused.value.code == "papers_reach_nobody"
    back = ways_anew(work.problem, dragged, [narrow.id], TEN, law=law)
    assert {way.to_shift for way in back} == {the_day.shifts[0].id}, "where a hand has put it they do not come"
