"""Measured times that were accepted change what comes in from then on, where everybody can see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from planner.bootstrap import Office
from planner.day.factors import Door, Factors, accept, forget, measured, read_factors
from planner.day.measured import Estimate, What
from planner.errors import BadInput
from planner.location import Coordinates
from planner.model import PlaceKind
from planner.users import ALONE
from tests.builders import OFFICE, at, visit

USUAL = timedelta(minutes=4)
LONGER = Estimate(What.STAY, "home", 1.2, 1.15, 1.25, 40, 1.0)
EARLY = Estimate(What.WAY, "08", 1.5, 1.4, 1.6, 40, 1.0)
HILL = Estimate(What.DOOR, "Hill", 8.2, 7.9, 8.5, 40, 4.0, Coordinates(*OFFICE), 500)


def test_what_is_accepted_is_kept_and_another_estimate_takes_its_place(office: Office) -> None:
    accept(office, [LONGER, EARLY, HILL], by=ALONE)
    accept(office, [LONGER._replace(mean=1.3), HILL._replace(mean=7)], by=ALONE)
    with office.store.reading() as session:
        kept = read_factors(session)
    assert (kept.stay, kept.way) == ({"home": 1.3}, {"08": 1.5})
    assert kept.door == (Door("Hill", Coordinates(*OFFICE), 500, 7),)
    forget(office, by=ALONE)
    with office.store.reading() as session:
        assert read_factors(session) == Factors()


def test_nothing_chosen_is_no_choice(office: Office) -> None:
    with pytest.raises(BadInput) as refused:
        accept(office, [], by=ALONE)
    assert refused.value.code == "nothing_chosen"


def test_stays_are_as_long_as_measured_by_the_kind_of_place() -> None:
    factors = Factors(stay={"home": 1.2})
    home, work = visit(1, minutes=30), replace(visit(2, minutes=30), place_kind=PlaceKind.WORKPLACE)
    assert [each.service_time for each in factors.stays([home, work])] == [timedelta(minutes=36), timedelta(minutes=30)]


def test_no_measuring_makes_a_stay_longer_than_the_rules_allow() -> None:
    factors, most = Factors(stay={"home": 2.0}), timedelta(minutes=45)
    asked = [visit(1, minutes=30), visit(2, minutes=50)]
    assert [each.service_time for each in factors.stays(asked, most)] == [most, timedelta(minutes=50)]


def test_the_time_at_the_door_is_that_of_the_nearest_area_it_lies_in() -> None:
    factors = Factors(door=(Door("Hill", Coordinates(*OFFICE), 500, 8.2),))
    assert factors.setup_time(visit(1), USUAL) == timedelta(minutes=8)
    assert factors.setup_time(replace(visit(1), location=at(900)), USUAL) == USUAL
    assert factors.setup_time(replace(visit(1), location=None), USUAL) == USUAL


@pytest.mark.parametrize(
    ("start", "end", "factor"), [("08:00", "10:00", 1.25), ("08:00", "09:00", 1.5), ("10:00", "18:00", 1.0)]
)
def test_a_team_is_as_slow_as_the_hours_it_is_out(start: str, end: str, factor: float) -> None:
    factors = Factors(way={"08": 1.5, "12": 0.8})
    assert factors.slow_factor(time.fromisoformat(start), time.fromisoformat(end)) == factor


def test_an_office_without_days_has_measured_nothing(office: Office) -> None:
    assert measured(office, by=ALONE) == ()
