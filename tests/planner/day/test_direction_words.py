"""Directions in words: every maneuver that the engine knows is said, and what it does not know does no harm."""

from __future__ import annotations

import ctypes
import re
import sys
from pathlib import Path

import pytest

from planner.day.direction_words import GO_ON, SENTENCES, maneuver_words, steps
from routing.roads.directions import Maneuver, ManeuverType, read_maneuvers


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", ManeuverType)
def test_every_maneuver_is_said_with_a_street_and_without(kind: ManeuverType, language: str) -> None:
    alone = maneuver_words(Maneuver(kind, heading=90), language)
    along = maneuver_words(Maneuver(kind, ("Harbor Street", "A 7"), heading=90), language)
    assert alone
    assert not re.search(r"[{}]", alone + along)
    assert "Harbor Street / A 7" in along
    assert alone != along


def test_no_two_maneuvers_sound_the_same() -> None:
    starts = {ManeuverType.START_RIGHT, ManeuverType.START_LEFT}
    said = [maneuver_words(Maneuver(kind, heading=0)) for kind in ManeuverType if kind not in starts]
    assert len(set(said)) == len(said)
    assert set(SENTENCES) == set(ManeuverType)


def test_a_maneuver_of_a_newer_engine_says_that_the_way_goes_on() -> None:
    assert maneuver_words(Maneuver(99)) == GO_ON[0]
    assert maneuver_words(Maneuver(99, ("Mill Lane",))) == "Go on along Mill Lane."


def test_signs_exits_and_changing_names_are_told() -> None:
    told = {
        "type": 20,
        "street_names": ["B 2", "Ring"],
        "begin_street_names": ["Slip Road"],
        "length": 1.25,
        "time": 61.4,
        "bearing_after": 350,
        "begin_shape_index": 17,
        "sign": {
            "exit_number_elements": [{"text": "12a"}],
            "exit_toward_elements": [{"text": "Emberford"}, {"text": "Harbor"}],
        },
    }
    (exit_,) = read_maneuvers([told])
    assert (exit_.length, exit_.duration, exit_.heading, exit_.at) == (1250, 61, 350, 17)
    assert maneuver_words(exit_) == (
        "Take the exit on the right to Slip Road. It is signed as exit 12a. Follow the signs to Emberford / Harbor. "
        "Go on along B 2 / Ring."
    )
    roundabout = Maneuver(ManeuverType.ROUNDABOUT_ENTER, roundabout_exit=2)
    assert maneuver_words(roundabout) == "Enter the roundabout. Take exit 2, counted from where you enter."


@pytest.mark.parametrize(("degrees", "words"), [(0, "north"), (359, "north"), (44, "northeast"), (181, "south")])
def test_the_way_out_is_told_by_the_sky(degrees: int, words: str) -> None:
    assert maneuver_words(Maneuver(ManeuverType.START, heading=degrees)) == f"Go {words}."


def test_each_step_says_how_far_it_is_to_the_next() -> None:
    walk = (
        Maneuver(ManeuverType.START, ("Mill Lane",), heading=90, length=120),
        Maneuver(ManeuverType.DESTINATION_LEFT),
    )
    assert steps(walk) == (("Go east along Mill Lane.", "120 m"), ("You are there, on the left.", ""))


@pytest.mark.skipif(sys.platform != "linux", reason="reads the engine's own list of names from its library")
def test_the_engine_knows_no_maneuver_that_we_do_not_know() -> None:
    import importlib.util

    spec = importlib.util.find_spec("valhalla")
    assert spec
    assert spec.origin
    library = ctypes.CDLL(str(next(Path(spec.origin).parent.glob("_valhalla*.so"))))
    is_one = library["_ZN8valhalla35DirectionsLeg_Maneuver_Type_IsValidEi"]
    is_one.restype = ctypes.c_bool
    assert {number for number in range(1000) if is_one(number)} == set(ManeuverType)
