"""What to do on the way from one place to the next, as values: a kind, names, a length. No words live here.

The numbers are those of Valhalla's ``DirectionsLeg.Maneuver.Type`` (proto/directions.proto, 3.9); how they are said is
the business of whoever shows them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any


class ManeuverType(IntEnum):
    """Valhalla's maneuver types, all that version 3.9 knows."""

    NONE = 0
    START = 1
    START_RIGHT = 2
    START_LEFT = 3
    DESTINATION = 4
    DESTINATION_RIGHT = 5
    DESTINATION_LEFT = 6
    BECOMES = 7
    CONTINUE = 8
    SLIGHT_RIGHT = 9
    RIGHT = 10
    SHARP_RIGHT = 11
    UTURN_RIGHT = 12
    UTURN_LEFT = 13
    SHARP_LEFT = 14
    LEFT = 15
    SLIGHT_LEFT = 16
    RAMP_STRAIGHT = 17
    RAMP_RIGHT = 18
    RAMP_LEFT = 19
    EXIT_RIGHT = 20
    EXIT_LEFT = 21
    STAY_STRAIGHT = 22
    STAY_RIGHT = 23
    STAY_LEFT = 24
    MERGE = 25
    ROUNDABOUT_ENTER = 26
    ROUNDABOUT_EXIT = 27
    FERRY_ENTER = 28
    FERRY_EXIT = 29
    TRANSIT = 30
    TRANSIT_TRANSFER = 31
    TRANSIT_REMAIN_ON = 32
    TRANSIT_CONNECTION_START = 33
    TRANSIT_CONNECTION_TRANSFER = 34
    TRANSIT_CONNECTION_DESTINATION = 35
    POST_TRANSIT_CONNECTION_DESTINATION = 36
    MERGE_RIGHT = 37
    MERGE_LEFT = 38
    ELEVATOR_ENTER = 39
    STEPS_ENTER = 40
    ESCALATOR_ENTER = 41
    BUILDING_ENTER = 42
    BUILDING_EXIT = 43
    LEVEL_CHANGE = 44
    PARK_VEHICLE = 45


@dataclass(frozen=True, slots=True)
class Maneuver:
    """One thing to do, and the way after it until the next.

    Parameters
    ----------
    type
        A `ManeuverType`, or a number that a newer engine uses.
    streets
        The names of the street that the way goes on along, as they are signed; empty where it has none.
    begin_streets
        Its names at the beginning, where they change on the way.
    length, duration
        Metres and seconds to the next maneuver.
    heading
        Degrees from north, clockwise, in which the way goes on; None at the end.
    roundabout_exit
        Which exit to take, counted from 1; 0 for none.
    exit_number, toward
        What the signs at an exit say: its number, and where to.
    at
        Where on the line of the leg it is: the index of a point.
    """

    type: int
    streets: tuple[str, ...] = ()
    begin_streets: tuple[str, ...] = ()
    length: int = 0
    duration: int = 0
    heading: int | None = None
    roundabout_exit: int = 0
    exit_number: str = ""
    toward: tuple[str, ...] = ()
    at: int = 0


def read_maneuvers(told: Sequence[Mapping[str, Any]]) -> tuple[Maneuver, ...]:
    """The maneuvers of one leg from Valhalla's answer."""
    return tuple(_maneuver(each) for each in told)


def _maneuver(told: Mapping[str, Any]) -> Maneuver:
    sign = told.get("sign", {})
    return Maneuver(
        type=told["type"],
        streets=tuple(told.get("street_names", ())),
        begin_streets=tuple(told.get("begin_street_names", ())),
        length=round(told.get("length", 0) * 1000),
        duration=round(told.get("time", 0)),
        heading=told.get("bearing_after"),
        roundabout_exit=told.get("roundabout_exit_count", 0),
        exit_number=", ".join(_texts(sign, "exit_number_elements")),
        toward=_texts(sign, "exit_branch_elements") + _texts(sign, "exit_toward_elements"),
        at=told.get("begin_shape_index", 0),
    )


def _texts(sign: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(element["text"] for element in sign.get(name, ()))
