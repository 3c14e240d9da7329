"""Nobody is sent to a place that is only nearly the one asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.model import Coordinates, Location, LocationSource, MatchClass

FOUND = Location(Coordinates(45.2, -30.4), MatchClass.HOUSE, LocationSource.REGION)


def test_a_house_is_sure_and_so_is_an_interpolated_one() -> None:
    assert FOUND.sure
    assert replace(FOUND, match=MatchClass.INTERPOLATED).sure


@pytest.mark.parametrize("match", [MatchClass.NEAR_NUMBER, MatchClass.STREET, MatchClass.PLACE])
def test_what_is_roughly_known_is_sure_only_when_a_person_says_so(match: MatchClass) -> None:
    rough = replace(FOUND, match=match)
    assert not rough.sure
    assert replace(rough, confirmed_by="R. Sorel").sure


def test_a_house_in_a_street_of_nearly_the_same_name_waits_for_a_person() -> None:
    nearly = replace(FOUND, differs=("street",))
    assert not nearly.sure
    assert replace(nearly, confirmed_by="R. Sorel").sure
