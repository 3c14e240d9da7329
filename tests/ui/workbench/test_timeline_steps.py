"""The keys on the timeline: which stop is next, and where one would be put."""

from __future__ import annotations

from dataclasses import replace

from planner.model import Lock, Plan
from tests.ui.workbench.timed_day import LEGAL, H, at, rows_of, sheet, timed_day
from ui.workbench.timeline_layout import lay_out
from ui.workbench.timeline_steps import DOWN, END, HOME, LEFT, RIGHT, UP, Moved, Spot, followed, pushed, walked

NOON = 12 * H


def test_arrows_walk_along_the_stops_of_a_row_and_stay_at_its_ends() -> None:
    laid = sheet()
    first, second, third = (Spot(laid.rows[0].id, block.visit_id) for block in laid.rows[0].blocks)
    assert walked(laid, first, RIGHT, NOON) == second
    assert walked(laid, second, LEFT, NOON) == first
    assert walked(laid, first, LEFT, NOON) == first
    assert walked(laid, first, END, NOON) == third
    assert walked(laid, third, HOME, NOON) == first


def test_up_and_down_go_to_the_stop_nearest_in_time() -> None:
    laid = sheet()
    top, under, _empty = laid.rows
    assert walked(laid, Spot(top.id, top.blocks[2].visit_id), DOWN, NOON) == Spot(under.id, under.blocks[1].visit_id)
    assert walked(laid, Spot(under.id, under.blocks[0].visit_id), UP, NOON) == Spot(top.id, top.blocks[0].visit_id)
    assert walked(laid, Spot(top.id, top.blocks[0].visit_id), UP, NOON) == Spot(top.id, top.blocks[0].visit_id)


def test_a_team_without_stops_is_reached_as_well() -> None:
    laid = sheet()
    empty = Spot(laid.rows[2].id)
    assert walked(laid, Spot(laid.rows[1].id, laid.rows[1].blocks[1].visit_id), DOWN, NOON) == empty
    assert walked(laid, empty, RIGHT, NOON) == empty
    assert walked(laid, empty, UP, NOON) == Spot(laid.rows[1].id, laid.rows[1].blocks[1].visit_id)
    assert walked(laid, None, RIGHT, NOON) == Spot(laid.rows[0].id, laid.rows[0].blocks[2].visit_id)


def test_a_stop_is_pushed_one_place_earlier_or_later() -> None:
    laid = sheet()
    row = laid.rows[0]
    ids = [block.visit_id for block in row.blocks]
    assert pushed(laid, Spot(row.id, ids[1]), (), LEFT) == Moved((ids[1],), row.id, 0)
    assert pushed(laid, Spot(row.id, ids[1]), (), RIGHT) == Moved((ids[1],), row.id, 2)
    assert pushed(laid, Spot(row.id, ids[2]), (), RIGHT) is None
    assert pushed(laid, Spot(row.id, ids[0]), ids[:2], RIGHT) == Moved((ids[0], ids[1]), row.id, 1)


def test_a_stop_is_pushed_to_the_next_row_at_its_cheapest_place() -> None:
    laid = sheet()
    row = laid.rows[0]
    spot = Spot(row.id, row.blocks[1].visit_id)
    assert pushed(laid, spot, (), DOWN) == Moved((row.blocks[1].visit_id,), laid.rows[1].id)
    assert pushed(laid, spot, (), UP) is None
    assert pushed(laid, Spot(laid.rows[2].id), (), UP) is None


def test_what_has_begun_stays_and_nothing_goes_before_it() -> None:
    day, plan = timed_day()
    begun = replace(plan.routes[0].stops[0], lock=Lock(start=at("09:00"), begun=True))
    plan = replace(plan, routes=(replace(plan.routes[0], stops=(begun, *plan.routes[0].stops[1:])), *plan.routes[1:]))
    laid = lay_out(day, plan, rows_of(day, plan), LEGAL, None)
    row = laid.rows[0]
    assert pushed(laid, Spot(row.id, row.blocks[0].visit_id), (), RIGHT) is None
    assert pushed(laid, Spot(row.id, row.blocks[1].visit_id), (), LEFT) is None
    assert pushed(laid, Spot(row.id, row.blocks[2].visit_id), (), LEFT) is not None


def test_a_stop_that_is_not_chosen_is_pushed_alone() -> None:
    laid = sheet()
    row = laid.rows[0]
    ids = [block.visit_id for block in row.blocks]
    assert pushed(laid, Spot(row.id, ids[2]), (ids[0],), LEFT) == Moved((ids[2],), row.id, 1)


def test_a_visit_at_which_one_of_two_teams_has_begun_is_not_pushed() -> None:
    day, plan = timed_day()
    first, second, third = plan.routes
    begun = replace(second.stops[0], lock=Lock(begun=True))
    other = replace(second.stops[0], lock=None)
    plan = replace(plan, routes=(first, replace(second, stops=(begun,)), replace(third, stops=(other,))))
    laid = lay_out(day, plan, rows_of(day, plan), LEGAL, None)
    assert pushed(laid, Spot(third.shift_id, other.visit_id), (), UP) is None


def test_keys_follow_their_stop_and_stay_in_its_row_where_it_is_gone() -> None:
    day, plan = timed_day()
    first, second, third = plan.routes
    spot, bare = Spot(first.shift_id, first.stops[0].visit_id), Spot(first.shift_id)

    def laid(*routes: object) -> Spot | None:
        after = Plan(plan.day_id, routes)  # type: ignore[arg-type]
        return followed(lay_out(day, after, rows_of(day, after), LEGAL, None), spot)

    rest = replace(first, stops=first.stops[1:])
    assert laid(first, second, third) == spot
    assert laid(rest, second, replace(third, stops=first.stops[:1])) == Spot(third.shift_id, spot.visit_id)
    assert laid(rest, second, third) == bare
    assert followed(lay_out(day, plan, rows_of(day, plan), LEGAL, None), bare) == bare
    ill = replace(day, shifts=day.shifts[1:])
    after = replace(plan, routes=(second, third))
    assert followed(lay_out(ill, after, rows_of(ill, after), LEGAL, None), spot) is None
