"""Groups of features for the window: only what changed is worded anew, and what is worded is as if from nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from planner.documents.map_groups import MapGroups, plan_groups
from planner.documents.map_lanes import lanes
from planner.model import Day, Plan, Route, Stop, Unassigned
from routing.travel import Leg
from tests import builders

MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)


def two_routes() -> tuple[Day, Plan]:
    visits = [builders.visit(n, north=300 * n, east=250 * n) for n in range(1, 6)]
    day = builders.day(*visits)
    routes = tuple(
        Route(
            shift.id,
            tuple(
                Stop(visit.id, MORNING, MORNING, MORNING, travel_time=timedelta(minutes=7), distance=2400)
                for visit in pair
            ),
            MORNING,
            MORNING,
            last_travel_time=timedelta(minutes=9),
            last_distance=800,
        )
        for shift, pair in zip(day.shifts, (visits[:2], visits[2:4]), strict=True)
    )
    return day, Plan(day.id, routes, (Unassigned(visits[4].id, "no_skill"),))


def test_a_leg_says_from_where_to_where_how_long_how_far_and_whose_it_is() -> None:
    day, plan = two_routes()
    first, second = (str(stop.visit_id) for stop in plan.routes[0].stops)
    way, line = (each["properties"] for each in json.loads(plan_groups(day, plan, {})[str(day.shifts[0].id)])[:2])
    assert line["legs"] == [["1 → 2", "7 min · 2.4 km", second]]
    assert way["legs"] == [["→ 1", "7 min · 2.4 km", first], ["2 →", "9 min · 800 m", second]]
    assert way["begins"]


def test_an_edit_words_its_own_route_and_the_others_stay_the_same_text() -> None:
    day, plan = two_routes()
    groups = MapGroups()
    before = groups.word(day, plan, {}, "en")
    swapped = replace(plan.routes[0], stops=plan.routes[0].stops[::-1])
    after = groups.word(day, edited := replace(plan, routes=(swapped, plan.routes[1])), {}, "en")
    assert after == plan_groups(day, edited, {}, "en")
    assert after[str(day.shifts[0].id)] != before[str(day.shifts[0].id)]
    assert after[str(day.shifts[1].id)] is before[str(day.shifts[1].id)]


def test_whatever_a_pin_says_is_worded_anew_when_it_changes() -> None:
    day, plan = two_routes()
    groups = MapGroups()
    groups.word(day, plan, {}, "en")
    visit = replace(day.visits[0], customer=replace(day.visits[0].customer, name="Noor Ambry"))
    renamed = replace(day, visits=(visit, *day.visits[1:]))
    for changed in (
        (renamed, plan, {}, "en"),
        (day, plan, {}, "zh"),
        (day, plan, {day.shifts[0].id: (Leg(1, 1, ((45.2, -30.4), (45.21, -30.39), (45.2027, -30.3968))),) * 3}, "en"),
        (day, None, {}, "en"),
    ):
        assert groups.word(*changed) == plan_groups(*changed)  # type: ignore[arg-type]


def test_a_lane_is_free_again_where_roads_part() -> None:
    first, second, third, far = frozenset({1, 2}), frozenset({2, 3}), frozenset({3, 4}), frozenset({9})
    assert lanes([first, second, third, far]) == [0, 1, 0, 0]
    assert lanes([first] * 5) == [0, 1, 2, 3, 0]
