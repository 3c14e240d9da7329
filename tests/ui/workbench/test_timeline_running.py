"""A running day on the timeline: what was to be, what was told, and what will be are three marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from planner.model import Actual, Lock, Meeting, Plan, Route, RouteMeeting
from tests.builders import OFFICE
from tests.ui.workbench.timed_day import LEGAL, H, at, rows_of, timed_day
from ui.workbench.timeline_layout import Sheet, lay_out
from ui.workbench.timeline_running import NO_MARKS, HeldStop, Late, Marks, TeamMark
from ui.workbench.timeline_scale import Span

DAY, PLAN = timed_day()


def late(route: Route, minutes: int) -> Route:
    """The same route, so much later."""
    by = timedelta(minutes=minutes)
    stops = tuple(
        replace(s, arrival=s.arrival + by, start=s.start + by, departure=s.departure + by) for s in route.stops
    )
    return replace(route, stops=stops, end=route.end + by)


def running(before: Sheet | None = None, minutes: int = 20, marks: Marks | None = None) -> Sheet:
    """Team 1 is late, has told of its first stop, and misses its second; team 2 is as planned."""
    the_day, plan = DAY, PLAN
    first, second, third = plan.routes
    held = {
        route.shift_id: tuple(HeldStop(s.visit_id, s.start, s.departure) for s in route.stops) for route in plan.routes
    }
    missed = {(first.shift_id, first.stops[1].visit_id): Late(at("10:15"), missed=True)}
    teams = {each.id: TeamMark(version="1", due="10:40") for each in the_day.shifts}
    there = late(first, minutes)
    told = replace(there.stops[0], actual=Actual(there.stops[0].start), lock=Lock(begun=True))
    forecast = Plan(plan.day_id, (replace(there, stops=(told, *there.stops[1:])), second, third))
    marks = Marks(held, missed, teams) if marks is None else marks
    return lay_out(the_day, forecast, rows_of(the_day, forecast), LEGAL, at("10:00"), before, marks)


def test_what_was_to_be_what_was_told_and_what_will_be_lie_beside_each_other() -> None:
    row = running().rows[0]
    assert row.held == (Span(9 * H, 9.5 * H), Span(10 * H, 10.5 * H), Span(12 * H, 12.5 * H))
    first, second, third = row.blocks
    assert first.actual == Span(9 * H + 1200, 9 * H + 1200)
    assert second.span == Span(10 * H + 1200, 10.5 * H + 1200)
    assert (second.due, second.missed) == (10.25 * H, True)
    assert third.due is None


def test_a_minute_later_only_the_rows_that_changed_are_others() -> None:
    before = running()
    after = running(before, minutes=21)
    assert after.rows[0] is not before.rows[0]
    assert after.rows[1] is before.rows[1]


def test_once_the_day_is_over_nothing_of_it_stays() -> None:
    row = running(running(), marks=NO_MARKS).rows[0]
    assert not row.is_marked
    assert not NO_MARKS


def test_where_papers_change_hands_both_rows_say_with_whom() -> None:
    first, second, third = PLAN.routes
    meeting = Meeting((DAY.visits[2].id,), first.shift_id, second.shift_id, OFFICE, "Maple Road 3", at("11:00"))
    lies = RouteMeeting(meeting.id, at("11:30"), at("11:32"), at("11:37"))
    routes = (replace(first, meetings=(lies,)), replace(second, meetings=(lies,)), third)
    plan = replace(PLAN, routes=routes, meetings=(meeting,))
    rows = lay_out(DAY, plan, rows_of(DAY, plan), LEGAL, None).rows
    (here,), (there,), nothing = (row.meets for row in rows)
    assert here.words == "Meets Team 2 at Maple Road 3, 11:32: papers of 1 visit"
    assert there.words.startswith("Meets Team 1 at")
    assert (here.sign, there.sign, nothing) == (2, 1, ())
    assert here.span == Span(11 * H + 32 * 60, 11 * H + 37 * 60)
