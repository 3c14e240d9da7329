"""Whom a closed road concerns is told from the lines on the map: what lies behind a team does not count."""

from __future__ import annotations

from datetime import UTC, datetime

from planner.day.outcomes import done
from planner.running.held_up import crosses, held_up
from routing.travel import Leg
from tests.builders import TUESDAY, day, visit
from tests.planner.day.handmade import framed, planned

SQUARE = ((0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0))
THROUGH, BESIDE = ((-1.0, 0.5), (2.0, 0.5)), ((-1.0, 2.0), (2.0, 2.0))


def test_a_line_touches_an_area_also_between_its_points_and_from_within() -> None:
    assert crosses(THROUGH, SQUARE)
    assert crosses(((0.4, 0.4), (0.6, 0.6)), SQUARE)
    assert not crosses(BESIDE, SQUARE)
    assert not crosses(((-1.0, 0.5), (0.5, 2.0)), ((0.0, 0.0), (0.0, 0.9), (0.9, 0.0)))


def test_only_ways_that_are_still_to_be_made_count() -> None:
    dp = framed(day(visit(1), visit(2, north=500), teams=1))
    shift, (first, _second) = dp.day.shifts[0].id, dp.day.visits
    plan = planned(dp, {shift: [each.id for each in dp.day.visits]})
    legs = {shift: tuple(Leg(60, 100, path) for path in (THROUGH, BESIDE, BESIDE))}
    assert held_up(dp.day, plan, legs, SQUARE) == (shift,)
    ten = datetime(TUESDAY.year, TUESDAY.month, TUESDAY.day, 10, tzinfo=UTC)
    assert held_up(dp.day, done(dp, plan, [first.id], ten), legs, SQUARE) == ()
    assert held_up(dp.day, plan, {}, SQUARE) == ()
