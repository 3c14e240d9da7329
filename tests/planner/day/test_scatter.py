"""How much ways and stays differ is measured from what was told, once that is enough."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from math import exp

import pytest

from planner.day.measured import Leg, Seen, Stay
from planner.day.scatter import scatter
from tests.builders import TUESDAY, visit

USUAL = timedelta(minutes=4)


def told(days: int) -> Seen:
    """Forty ways and twenty stays a day, as they were drawn."""
    draw, legs, stays = random.Random(5), [], []
    for number in range(days):
        when = TUESDAY + timedelta(days=number)
        weather = exp(draw.gauss(0, 0.2))
        someone = replace(visit(1), date=when)
        for _ in range(40):
            road = draw.uniform(4, 25)
            legs.append(Leg(9, road * weather * exp(draw.gauss(0, 0.3)) + 4, road, someone))
        stays += [Stay(when, "home", 30 * exp(draw.gauss(0, 0.5)), 30) for _ in range(20)]
    return Seen(tuple(legs), tuple(stays))


def test_the_sigmas_are_those_that_the_days_were_drawn_by() -> None:
    found = scatter(told(90), USUAL)
    assert found
    assert found.day == pytest.approx(0.2, abs=0.04)
    assert found.travel == pytest.approx(0.3, abs=0.02)
    assert found.stay == pytest.approx(0.5, abs=0.03)


def test_too_little_says_nothing() -> None:
    assert scatter(told(4), USUAL) is None


def test_one_day_says_nothing_of_how_days_differ() -> None:
    found = told(5)
    same = replace(found, legs=tuple(leg._replace(visit=replace(leg.visit, date=TUESDAY)) for leg in found.legs))
    measured = scatter(same, USUAL)
    assert measured
    assert measured.day == 0
