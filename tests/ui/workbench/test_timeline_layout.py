"""What lies where on the timeline, in seconds; what is under a point; which words fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from planner.day.states import visit_rows
from planner.day.totals import load
from planner.model import Actual, Violation
from tests.ui.workbench.timed_day import LEGAL, H, at, rows_of, sheet, timed_day
from ui.workbench.timeline_layout import NEVER, Kind, Row, fitted, lay_out, name_choices
from ui.workbench.timeline_scale import Span


def strips(row: Row) -> list[tuple[str, float, float]]:
    return sorted(((s.kind.value, s.span.start / H, s.span.end / H) for s in row.strips), key=lambda each: each[1])


def test_a_team_has_a_row_with_its_hours_its_blocks_and_its_way() -> None:
    laid = sheet()
    first, second, third = laid.rows
    assert [block.number for block in first.blocks] == [1, 2, 3]
    assert first.blocks[1].span == Span(10 * H, 10.5 * H)
    assert first.hours == Span(8.5 * H, 17.5 * H)
    assert first.way == Span(8.75 * H, 12 * H + 50 * 60)
    assert (second.overtime, first.overtime) == (20 * 60, 0)
    assert third.way is None
    assert third.blocks == ()
    assert laid.legal == Span(8 * H, 20 * H)
    assert laid.extent == Span(7.5 * H, 20.5 * H)


def test_ways_waiting_and_breaks_fill_what_lies_between_the_stops() -> None:
    row = sheet().rows[0]
    assert strips(row) == [
        ("travel", 8.75, 9),
        ("travel", 9.5, 9.8),  # to the door, with parking
        ("waiting", 9.8, 10),
        ("travel", 10.5, 11),
        ("break", 11, 11.5),
        ("travel", 11.5, 12),
        ("travel", 12.5, 12.5 + 20 / 60),
    ]
    the_day, plan = timed_day()
    assert row.load == load(the_day, plan.routes[0]), "as the inspector and the fairness have it"


def test_a_day_on_which_nobody_may_be_visited_is_shaded_whole_and_no_longer() -> None:
    the_day, plan = timed_day()
    laid = lay_out(the_day, plan, rows_of(the_day, plan), NEVER, None)
    assert laid.legal == Span(0, 0)
    assert laid.extent == lay_out(the_day, plan, rows_of(the_day, plan), None, None).extent


def test_after_the_last_stop_what_is_not_the_way_home_is_waiting() -> None:
    day, plan = timed_day()
    route = replace(plan.routes[0], end=at("13:20"))
    laid = lay_out(day, replace(plan, routes=(route, *plan.routes[1:])), rows_of(day, plan), LEGAL, None)
    assert strips(laid.rows[0])[-2:] == [
        ("travel", 12.5, pytest.approx(12.5 + 20 / 60)),
        ("waiting", pytest.approx(12.5 + 20 / 60), pytest.approx(13 + 20 / 60)),
    ]


def test_bounds_of_a_window_count_while_they_are_near_or_missed() -> None:
    day, plan = timed_day()
    window = sheet().rows[0].blocks[1].bounds
    assert window == (10 * H, None)  # it may start until 11:00, an hour later
    late = replace(plan.routes[0].stops[1], start=at("11:10"))
    route = replace(plan.routes[0], stops=(plan.routes[0].stops[0], late, plan.routes[0].stops[2]))
    moved = lay_out(day, replace(plan, routes=(route, *plan.routes[1:])), rows_of(day, plan), LEGAL, None)
    assert moved.rows[0].blocks[1].bounds == (None, 11 * H)
    assert sheet().rows[0].blocks[0].bounds == (None, None)


def test_now_is_shown_only_within_the_day() -> None:
    day, plan = timed_day()
    assert sheet().now == 9.25 * H
    assert lay_out(day, plan, rows_of(day, plan), LEGAL, at("09:00") + timedelta(days=1)).now is None
    assert sheet().at(3 * H).now is None


def test_a_stop_that_was_visited_has_its_actual_times() -> None:
    day, plan = timed_day()
    there = replace(plan.routes[0].stops[0], actual=Actual(at("09:06"), at("09:40"), "done"))
    route = replace(plan.routes[0], stops=(there, *plan.routes[0].stops[1:]))
    laid = lay_out(day, replace(plan, routes=(route, *plan.routes[1:])), rows_of(day, plan), LEGAL, None)
    assert laid.rows[0].blocks[0].actual == Span(9.1 * H, pytest.approx(9 * H + 40 * 60))
    assert laid.rows[0].blocks[1].actual is None


def test_a_name_is_shown_whole_or_shorter_but_never_cut() -> None:
    assert name_choices("Noor Ambry") == ("Noor Ambry", "Ambry")
    assert name_choices("李娜") == ("李娜",)
    for room, shown in ((100, "Noor Ambry"), (60, "Ambry"), (20, "")):
        assert fitted(name_choices("Noor Ambry"), room, lambda text: 10.0 * len(text)) == shown


def test_what_passes_between_stops_is_one_of_three_kinds() -> None:
    assert {strip.kind for row in sheet().rows for strip in row.strips} == set(Kind)


def test_where_a_team_was_at_another_time_the_issued_one_is_told_as_well() -> None:
    day, plan = timed_day()
    told = plan.routes[0].stops[0]
    late = replace(told, start=at("09:20"), departure=at("09:55"), actual=Actual(at("09:20"), at("09:55"), "done"))
    route = replace(plan.routes[0], stops=(late, *plan.routes[0].stops[1:]))
    after = replace(plan, routes=(route, *plan.routes[1:]))
    laid = lay_out(day, after, visit_rows(day, after, issued=plan), LEGAL, None)
    assert laid.rows[0].blocks[0].told == Span(9 * H, 9.5 * H)
    assert laid.rows[0].blocks[1].told is None
    punctual = replace(told, actual=Actual(told.start, told.departure, "done"))
    same = replace(plan, routes=(replace(route, stops=(punctual,)), *plan.routes[1:]))
    assert lay_out(day, same, visit_rows(day, same, issued=plan), LEGAL, None).rows[0].blocks[0].told is None


def test_rows_that_did_not_change_are_laid_out_once() -> None:
    day, plan = timed_day()
    before = lay_out(day, plan, rows_of(day, plan), LEGAL, None)
    equal = replace(plan, routes=tuple(replace(route) for route in plan.routes))  # as an edit makes them: anew
    again = lay_out(day, equal, rows_of(day, equal), LEGAL, None, before)
    assert all(new is old for new, old in zip(again.rows, before.rows, strict=True))
    late = Violation("late", None, day.visits[3].id, 900)
    worse = lay_out(day, equal, rows_of(day, equal, late), LEGAL, None, before)
    assert [new is old for new, old in zip(worse.rows, before.rows, strict=True)] == [True, False, True]
    shorter = replace(day, shifts=(replace(day.shifts[0], end=time(16)), *day.shifts[1:]))
    ends = lay_out(shorter, equal, rows_of(day, equal), LEGAL, None, before)
    assert ends.rows[0].hours == Span(8.5 * H, 16 * H)
    gone = lay_out(day, None, rows_of(day, None), LEGAL, None, before)
    assert [row.blocks for row in gone.rows] == [(), (), ()]


def test_times_are_those_of_the_branch() -> None:
    day, plan = timed_day()
    there = replace(day, branch=replace(day.branch, time_zone="Asia/Shanghai"))
    late = replace(plan.routes[0].stops[0], start=at("01:00"), departure=at("01:30"))  # UTC
    route = replace(plan.routes[0], stops=(late,), breaks=())
    laid = lay_out(there, replace(plan, routes=(route,)), rows_of(there, replace(plan, routes=(route,))), LEGAL, None)
    assert laid.rows[0].blocks[0].span == Span(9 * H, 9.5 * H)
    assert laid.rows[0].hours == Span(8.5 * H, 17.5 * H)
    assert laid.legal == Span(8 * H, 20 * H)


def test_a_team_that_comes_home_after_midnight_is_shown_to_its_end() -> None:
    day, plan = timed_day()
    route = replace(plan.routes[1], end=at("00:40") + timedelta(days=1))
    laid = lay_out(day, replace(plan, routes=(plan.routes[0], route)), rows_of(day, plan), LEGAL, None)
    assert laid.extent.end == 25.5 * H
    assert laid.clock.words(laid.rows[1].way.end if laid.rows[1].way else 0) == "00:40"
