"""Where a visit comes to stand that is let go on a route (positions count the stops that stay), and its way there."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from planner.day.effect import Effect
from tests import builders
from tests.ui.test_map_view import planned_day
from ui.workbench.map_drops import effect_path, place_in_route

DAY, PLAN = planned_day()
FIRST, SECOND = PLAN.routes[0].shift_id, PLAN.routes[1].shift_id
ONE, TWO = (stop.visit_id for stop in PLAN.routes[0].stops)
OTHER = PLAN.routes[1].stops[0].visit_id


def test_on_a_leg_it_stands_before_the_stop_that_the_leg_leads_to() -> None:
    assert place_in_route(PLAN, FIRST, TWO, [OTHER], onto=False) == 1
    assert place_in_route(PLAN, FIRST, ONE, [OTHER], onto=False) == 0


def test_on_the_way_back_it_is_the_last() -> None:
    assert place_in_route(PLAN, FIRST, None, [OTHER], onto=False) == 2


def test_on_a_pin_it_takes_its_number() -> None:
    assert place_in_route(PLAN, FIRST, TWO, [OTHER], onto=True) == 1
    assert place_in_route(PLAN, FIRST, TWO, [ONE], onto=True) == 1, "it came from before it: then it stands after it"
    assert place_in_route(PLAN, FIRST, ONE, [TWO], onto=True) == 0


def test_on_the_leg_that_leads_to_itself_it_stays_where_it_is() -> None:
    assert place_in_route(PLAN, FIRST, TWO, [TWO], onto=False) == 1
    assert place_in_route(PLAN, FIRST, TWO, [ONE], onto=False) == 0


def test_a_route_that_is_gone_takes_nothing() -> None:
    assert place_in_route(PLAN, uuid4(), ONE, [OTHER], onto=True) is None
    assert place_in_route(replace(PLAN, routes=()), SECOND, ONE, [OTHER], onto=True) is None


def test_the_way_of_a_previewed_move_goes_from_the_place_before_to_the_place_after() -> None:
    left = DAY.visits[4]
    stops = PLAN.routes[0].stops
    new = replace(stops[0], visit_id=left.id)
    base, first, second, mine = (
        builders.OFFICE,
        *(DAY.visit(key).location.coordinates for key in (ONE, TWO, left.id)),  # type: ignore[union-attr]
    )
    for position, way in enumerate(([base, mine, first], [first, mine, second], [second, mine, base])):
        route = replace(PLAN.routes[0], stops=(*stops[:position], new, *stops[position:]))
        assert effect_path(DAY, PLAN, Effect(FIRST, position, routes=(route,))) == way
    assert effect_path(DAY, PLAN, Effect(None)) == []
