"""Directions in words, in the language of whoever goes: Valhalla knows no Chinese, so its maneuvers are worded here.

Street names are as they stand on the signs. What a maneuver is says `routing.roads.directions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.model import Day, Route, place_of
from planner.text import N_, distance
from planner.text import gettext as _
from planner.text import language as current
from routing.roads.directions import Maneuver
from routing.roads.directions import ManeuverType as T

HEADINGS = (
    N_("north"), N_("northeast"), N_("east"), N_("southeast"),
    N_("south"), N_("southwest"), N_("west"), N_("northwest"),
)  # fmt: skip
"""Clockwise, from 0 degrees on."""
MOST_NAMES = 2
"""A street with more names is known by the first ones."""

NO_WAY = N_("No directions: no road in the region leads there.")
GO_ON = N_("Go on."), N_("Go on along {street}.")
_RIDE = N_("Take public transport."), N_("Take public transport: {street}.")
_START = N_("Go {heading}."), N_("Go {heading} along {street}.")
_STRAIGHT_RAMP = N_("Go straight onto the ramp."), N_("Go straight onto the ramp to {street}.")
_EXIT_RIGHT = N_("Take the exit on the right."), N_("Take the exit on the right to {street}.")
_EXIT_LEFT = N_("Take the exit on the left."), N_("Take the exit on the left to {street}.")

SENTENCES: dict[int, tuple[str, str]] = {
    T.NONE: GO_ON,
    **dict.fromkeys((T.START, T.START_RIGHT, T.START_LEFT), _START),
    T.DESTINATION: (N_("You are there."), N_("You are there: {street}.")),
    T.DESTINATION_RIGHT: (N_("You are there, on the right."), N_("You are there, on the right: {street}.")),
    T.DESTINATION_LEFT: (N_("You are there, on the left."), N_("You are there, on the left: {street}.")),
    T.BECOMES: (N_("The street changes its name."), N_("The street becomes {street}.")),
    T.CONTINUE: (N_("Go straight on."), N_("Go straight on along {street}.")),
    T.SLIGHT_RIGHT: (N_("Bear right."), N_("Bear right onto {street}.")),
    T.RIGHT: (N_("Turn right."), N_("Turn right onto {street}.")),
    T.SHARP_RIGHT: (N_("Turn sharp right."), N_("Turn sharp right onto {street}.")),
    T.UTURN_RIGHT: (N_("Turn around to the right."), N_("Turn around to the right, back along {street}.")),
    T.UTURN_LEFT: (N_("Turn around to the left."), N_("Turn around to the left, back along {street}.")),
    T.SHARP_LEFT: (N_("Turn sharp left."), N_("Turn sharp left onto {street}.")),
    T.LEFT: (N_("Turn left."), N_("Turn left onto {street}.")),
    T.SLIGHT_LEFT: (N_("Bear left."), N_("Bear left onto {street}.")),
    T.RAMP_STRAIGHT: _STRAIGHT_RAMP,
    T.RAMP_RIGHT: (N_("Take the ramp on the right."), N_("Take the ramp on the right to {street}.")),
    T.RAMP_LEFT: (N_("Take the ramp on the left."), N_("Take the ramp on the left to {street}.")),
    T.EXIT_RIGHT: _EXIT_RIGHT,
    T.EXIT_LEFT: _EXIT_LEFT,
    T.STAY_STRAIGHT: (N_("Keep straight on at the fork."), N_("Keep straight on at the fork, along {street}.")),
    T.STAY_RIGHT: (N_("Keep right at the fork."), N_("Keep right at the fork, along {street}.")),
    T.STAY_LEFT: (N_("Keep left at the fork."), N_("Keep left at the fork, along {street}.")),
    T.MERGE: (N_("Merge."), N_("Merge onto {street}.")),
    T.ROUNDABOUT_ENTER: (N_("Enter the roundabout."), N_("Enter the roundabout {street}.")),
    T.ROUNDABOUT_EXIT: (N_("Leave the roundabout."), N_("Leave the roundabout onto {street}.")),
    T.FERRY_ENTER: (N_("Take the ferry."), N_("Take the ferry: {street}.")),
    T.FERRY_EXIT: (N_("Leave the ferry."), N_("Leave the ferry onto {street}.")),
    T.TRANSIT: _RIDE,
    T.TRANSIT_TRANSFER: (N_("Change to another line."), N_("Change to another line: {street}.")),
    T.TRANSIT_REMAIN_ON: (N_("Stay on board."), N_("Stay on board: {street}.")),
    T.TRANSIT_CONNECTION_START: (N_("Go into the station."), N_("Go into the station: {street}.")),
    T.TRANSIT_CONNECTION_TRANSFER: (N_("Change within the station."), N_("Change within the station: {street}.")),
    T.TRANSIT_CONNECTION_DESTINATION: (N_("Leave the station."), N_("Leave the station: {street}.")),
    T.POST_TRANSIT_CONNECTION_DESTINATION: (N_("Go on from the station."), N_("Go on from the station: {street}.")),
    T.MERGE_RIGHT: (N_("Merge to the right."), N_("Merge to the right onto {street}.")),
    T.MERGE_LEFT: (N_("Merge to the left."), N_("Merge to the left onto {street}.")),
    T.ELEVATOR_ENTER: (N_("Take the elevator."), N_("Take the elevator to {street}.")),
    T.STEPS_ENTER: (N_("Take the steps."), N_("Take the steps: {street}.")),
    T.ESCALATOR_ENTER: (N_("Take the escalator."), N_("Take the escalator: {street}.")),
    T.BUILDING_ENTER: (N_("Go into the building."), N_("Go into the building: {street}.")),
    T.BUILDING_EXIT: (N_("Leave the building."), N_("Leave the building onto {street}.")),
    T.LEVEL_CHANGE: (N_("Go to another level."), N_("Go to another level: {street}.")),
    T.PARK_VEHICLE: (N_("Park here."), N_("Park here: {street}.")),
}
"""By the type of a maneuver: without the name of a street, and with one."""


class Step(NamedTuple):
    """One line of directions: what to do, and how far it is to the next ("" at the end)."""

    text: str
    way: str

    @property
    def line(self) -> str:
        """Both in one line."""
        return f"{self.text} ({self.way})" if self.way else self.text


def route_steps(
    day: Day, route: Route, legs: Sequence[Sequence[Maneuver]], language: str | None = None
) -> Iterator[tuple[str, tuple[Step, ...]]]:
    """Each leg of a route: where it leads to, by the visit's reference, and its directions."""
    shift = day.shift(route.shift_id)
    names = [day.visit(stop.visit_id).reference for stop in route.stops]
    begins, ends = place_of(shift.start_at) is not None, place_of(shift.end_at) is not None
    names = names[not begins :] + [_("the end", language)] * ends
    for name, leg in zip(names, legs, strict=True):
        yield name, steps(leg, language)


def steps(maneuvers: Sequence[Maneuver], language: str | None = None) -> tuple[Step, ...]:
    """The directions of one leg, in a language."""
    return tuple(
        Step(maneuver_words(each, language), distance(each.length, language) if each.length else "")
        for each in maneuvers
    )


def maneuver_words(maneuver: Maneuver, language: str | None = None) -> str:
    """One maneuver in a sentence or two; of a type that a newer engine may know, that the way goes on."""
    street = _names(maneuver.begin_streets or maneuver.streets)
    plain, along = SENTENCES.get(maneuver.type, GO_ON)
    told = [_(along if street else plain, language).format(street=street, heading=_heading(maneuver, language))]
    if maneuver.type == T.ROUNDABOUT_ENTER and maneuver.roundabout_exit:
        text = _("Take exit {number}, counted from where you enter.", language)
        told.append(text.format(number=maneuver.roundabout_exit))
    if maneuver.exit_number:
        told.append(_("It is signed as exit {number}.", language).format(number=maneuver.exit_number))
    if maneuver.toward:
        told.append(_("Follow the signs to {places}.", language).format(places=_names(maneuver.toward)))
    if maneuver.begin_streets and maneuver.streets:
        told.append(_(GO_ON[1], language).format(street=_names(maneuver.streets)))
    return ("" if (language or current()) == "zh" else " ").join(told)


def _names(names: Sequence[str]) -> str:
    return " / ".join(names[:MOST_NAMES])


def _heading(maneuver: Maneuver, language: str | None) -> str:
    return _(HEADINGS[round((maneuver.heading or 0) / 45) % len(HEADINGS)], language)
