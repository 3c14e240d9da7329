"""What is under a point of the timeline, and which place is meant by a time."""

from __future__ import annotations

from tests.ui.workbench.timed_day import H, sheet
from ui.workbench.timeline_hits import gap_of, inside, position_at, row_at, stop_at
from ui.workbench.timeline_scale import Span


def test_the_row_and_the_stop_under_a_point_are_found() -> None:
    laid = sheet()
    row = row_at(laid, 29, 28)
    assert row is laid.rows[1]
    assert row_at(laid, -1, 28) is None
    assert row_at(laid, 84, 28) is None
    assert stop_at(row, 9.6 * H) is row.blocks[0]
    assert stop_at(row, 9.4 * H) is None
    assert stop_at(row, 9.4 * H, reach=0.2 * H) is row.blocks[0]
    assert stop_at(laid.rows[2], 9 * H) is None


def test_a_gap_means_its_place_and_the_middle_of_a_block_the_whole_row() -> None:
    row, reach = sheet().rows[0], 300.0
    assert position_at(row, 9.7 * H, reach) == 1
    assert position_at(row, 11.2 * H, reach) == 2
    assert position_at(row, 9.25 * H, reach) is None
    assert position_at(row, 12.6 * H, reach) == 3
    assert position_at(row, 8.9 * H, reach) == 0
    assert position_at(row, 16 * H, reach) is None
    assert position_at(sheet().rows[2], 10 * H, reach) is None


def test_in_the_row_it_comes_from_every_time_means_a_place_among_those_that_stay() -> None:
    row = sheet().rows[0]
    carried = {row.blocks[0].visit_id}
    assert position_at(row, 8 * H, 300, carried) == 0
    assert position_at(row, 10.4 * H, 300, carried) == 1
    assert position_at(row, 16 * H, 300, carried) == 2
    assert position_at(row, 16 * H, 300, {block.visit_id for block in row.blocks}) is None


def test_a_place_opens_between_its_neighbors() -> None:
    row = sheet().rows[0]
    assert gap_of(row, 1) == Span(9.5 * H, 10 * H)
    assert gap_of(row, 0).end == 9 * H
    assert gap_of(row, 3).start == 12.5 * H
    assert gap_of(row, 1, {row.blocks[1].visit_id}) == Span(9.5 * H, 12 * H)
    assert gap_of(sheet().rows[2], 0) == Span(8.5 * H, 17.5 * H)


def test_a_rectangle_takes_what_it_touches() -> None:
    laid = sheet()
    (first, second, _third) = laid.rows
    assert inside(laid, Span(9.4 * H, 9.6 * H), 0, 1) == (first.blocks[0].visit_id, second.blocks[0].visit_id)
    assert inside(laid, Span(11 * H, 11.5 * H), 0, 2) == ()
    assert inside(laid, Span(0, 24 * H), 5, 1) == tuple(block.visit_id for block in second.blocks)
