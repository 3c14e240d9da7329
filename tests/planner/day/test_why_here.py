"""The price of a visit where it stands, and of the cheapest lawful places elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from planner.day import edit
from planner.day.why_here import WhyHere, why_here
from planner.model import Day, Plan
from planner.translate import DayProblem
from tests.builders import day, visit
from tests.planner.day.handmade import PACK, framed, planned


@pytest.fixture
def town() -> Day:
    """Four visits on a line north of the office, and two teams."""
    return day(*(visit(n, north=1000 * n) for n in (1, 2, 3, 4)))


def laid(town: Day, *orders: str) -> tuple[DayProblem, Plan]:
    """Routes in these orders, words being the numbers of visits."""
    ids = {each.reference.removeprefix("V-"): each.id for each in town.visits}
    dp = framed(town)
    routes = {
        shift.id: [ids[number] for number in order.split()] for shift, order in zip(town.shifts, orders, strict=False)
    }
    return dp, planned(dp, routes)


def asked(town: Day, number: int, *orders: str) -> WhyHere:
    dp, plan = laid(town, *orders)
    return why_here(dp, plan, town.visits[number - 1].id, PACK)


def test_where_it_stands_it_costs_what_leaving_it_out_would_save(town: Day) -> None:
    dp, plan = laid(town, "1 4", "2 3")
    found = why_here(dp, plan, town.visits[3].id, PACK)
    without = edit.take_out(dp, plan, town.visits[3].id)
    assert found.here
    assert found.here[:2] == (town.shifts[0].id, 1)
    assert found.here.travel_time == plan.travel_time - without.travel_time
    assert found.here.distance == plan.distance - without.distance


def test_another_team_s_place_costs_what_moving_it_there_adds(town: Day) -> None:
    dp, plan = laid(town, "1 4", "2 3")
    found = why_here(dp, plan, town.visits[3].id, PACK)
    (other,) = found.others
    assert other.shift_id == town.shifts[1].id
    moved = edit.move(dp, plan, town.visits[3].id, other.shift_id, other.stops)
    assert found.here
    assert moved.travel_time - plan.travel_time == other.travel_time - found.here.travel_time


def test_a_cheaper_place_in_its_own_route_is_told(town: Day) -> None:
    aside = replace(town, visits=(visit(1, east=3000), *town.visits[1:]))
    found = asked(aside, 1, "2 1 3", "4")
    assert found.here
    assert found.here.stops == 1
    own = next(place for place in found.others if place.shift_id == town.shifts[0].id)
    assert own.stops != 1
    assert own.travel_time < found.here.travel_time


def test_without_a_stop_there_are_only_other_places(town: Day) -> None:
    found = asked(town, 4, "1 2", "3")
    assert found.here is None
    assert {place.shift_id for place in found.others} == {shift.id for shift in town.shifts}
    assert found.others[0].travel_time <= found.others[1].travel_time


def test_a_team_that_may_not_be_sent_out_has_no_place(town: Day) -> None:
    alone = replace(town.shifts[1], members=town.shifts[1].members[:1])
    found = asked(replace(town, shifts=(town.shifts[0], alone)), 1, "1 2", "3")
    assert found.others == ()


def test_nothing_is_said_of_two_teams_or_of_what_the_law_forbids(town: Day) -> None:
    two, forbidden, *rest = town.visits
    changed = replace(town, visits=(replace(two, two_teams=True), replace(forbidden, approved_by=""), *rest))
    for number in (1, 2):
        found = asked(changed, number, "1 3", "1 4")
        assert found.here is None
        assert found.others == ()


def test_a_window_keeps_it_from_places_that_would_be_cheaper(town: Day) -> None:
    early = replace(visit(5, ("09:15", "09:15"), north=4500), service_time=timedelta(minutes=20))
    found = asked(replace(town, visits=(*town.visits, early)), 5, "1 2", "3 4")
    assert all(place.stops == 0 for place in found.others)
