"""No search on the road goes round the papers: what changes teams has a meeting first, or stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from planner.bootstrap import Office
from planner.day import edit, searches
from planner.day.travel import rounded
from planner.day.workday import Workday, work_on
from planner.running.handover import ways_of_handover
from planner.running.handover_proof import law_of
from planner.running.searches import search_urgent, spread_team
from planner.settings import Settings, save_settings
from routing.worker import Worker
from tests.builders import visit
from tests.planner.running.roads import TEN, at, issued, route_of, routed, town, visits_of


def never() -> bool:
    return False


def unheard(_message: object) -> None:
    pass


@pytest.fixture
def road(office: Office, worker: Worker) -> tuple[Office, Workday]:
    """Ten o'clock on the issued day, with a ninth visit that came since."""
    with office.store.writing() as session:
        save_settings(session, Settings(time_limit_s=0.4))
    the_day = town()
    # The first team has all the work.
    work = routed(office, worker, the_day, the_day.visits[:7], the_day.visits[7:])
    issued(office, work)
    with office.store.reading() as session:
        stored = session.day(the_day.date)
    assert stored
    urgent = replace(visit(9, north=2000, east=600), priority=90)
    now = at(office, TEN)
    return now, work_on(now, replace(stored, visits=(*stored.visits, urgent)), work.plan, worker)


def test_a_plan_anew_from_now_on_leaves_every_visit_with_the_team_that_has_its_papers(
    road: tuple[Office, Workday], worker: Worker
) -> None:
    office, work = road
    assert work.plan
    had = {shift.id: set(visits_of(work.plan, shift.id)) for shift in work.day.shifts}
    for found in (
        searches.replan(office, worker, work, work.plan, None, TEN, never, on_message=unheard, cancelled=never),
        searches.plan_rest(office, worker, work, work.plan, TEN, never, on_message=unheard, cancelled=never),
    ):
        assert found.plan
        assert {shift.id: set(visits_of(found.plan, shift.id)) for shift in work.day.shifts} == had
        assert found.violations == ()
        assert [each.reason for each in found.plan.unassigned] == ["papers_elsewhere"], "the one that came since"
    # The same plan before anybody has set out: the teams share the work.
    early = work_on(at(office, TEN - timedelta(hours=2)), work.day, work.plan, worker)
    assert early.plan
    before = searches.replan(
        at(office, TEN - timedelta(hours=2)), worker, early, early.plan, None, None, never, on_message=unheard,
        cancelled=never,
    )  # fmt: skip
    assert before.plan
    assert {shift.id: set(visits_of(before.plan, shift.id)) for shift in work.day.shifts} != had


def test_an_urgent_visit_is_placed_with_its_papers_fetched_on_the_way(
    road: tuple[Office, Workday], worker: Worker
) -> None:
    office, work = road
    assert work.plan
    urgent = work.day.visits[8].id
    found, problem = search_urgent(
        office, worker, work, work.plan, [urgent], 0, TEN, never, on_message=unheard, cancelled=never
    )
    assert problem is None
    assert found.plan
    assert found.violations == ()
    (meeting,) = found.plan.meetings
    assert (meeting.visits, meeting.from_shift) == ((urgent,), None)
    (there,) = route_of(found.plan, meeting.to_shift).meetings
    assert there.end <= next(
        stop.start for route in found.plan.routes for stop in route.stops if stop.visit_id == urgent
    )


def test_a_team_that_stops_hands_over_what_it_has_where_it_stands(road: tuple[Office, Workday], worker: Worker) -> None:
    office, work = road
    assert work.plan
    one, two = work.day.shifts
    open_ = [stop.visit_id for stop in route_of(work.plan, one.id).stops if stop.start >= TEN]
    found = spread_team(office, worker, work, work.plan, one.id, TEN, never, on_message=unheard, cancelled=never)
    assert found.plan
    assert found.violations == ()
    assert set(open_) <= set(visits_of(found.plan, two.id))
    assert {meeting.from_shift for meeting in found.plan.meetings} <= {one.id, None}
    assert set().union(*(meeting.visits for meeting in found.plan.meetings)) == set(open_)
    assert edit.follow(found.problem, found.plan).routes == found.plan.routes
    last = next(stop for stop in reversed(route_of(work.plan, one.id).stops) if stop.start < TEN)
    door = work.day.visit(last.visit_id).location
    assert door
    for meeting in found.plan.meetings:
        assert meeting.from_shift is None or meeting.place == rounded(door.coordinates), "it drives to nobody any more"


def test_what_the_team_that_stops_was_to_bring_to_others_is_fetched_elsewhere(
    road: tuple[Office, Workday], worker: Worker
) -> None:
    office, work = road
    assert work.plan
    one, two = work.day.shifts
    last = visits_of(work.plan, one.id)[-1]
    ways = ways_of_handover(work.problem, work.plan, [last], two.id, TEN, law=law_of(office, work.day))
    way = next(way for way in ways if way.meeting and way.meeting.from_shift == one.id)
    assert way.meeting
    found = spread_team(office, worker, work, way.plan, one.id, TEN, never, on_message=unheard, cancelled=never)
    assert found.plan
    assert found.violations == ()
    assert way.meeting.id not in {each.id for each in found.plan.meetings}
    assert last in visits_of(found.plan, two.id)
