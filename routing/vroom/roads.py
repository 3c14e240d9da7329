"""What VROOM asks a routing engine for, asked of ours: travel modes for its profiles, and lines on the roads."""

from __future__ import annotations

from collections.abc import Iterable

from routing.errors import BadProblem
from routing.problem import Coordinates
from routing.vroom.plan import TimedPlan
from routing.vroom.request import Request

TRAVEL_MODES = {
    **dict.fromkeys(("car", "driving-car", "driving", "auto"), "car"),
    **dict.fromkeys(("scooter", "motor_scooter"), "scooter"),
    **dict.fromkeys(("bike", "bicycle", "cycling-regular"), "bicycle"),
    **dict.fromkeys(("foot", "foot-walking", "walking", "pedestrian"), "foot"),
}
"""The profiles of VROOM, openrouteservice, OSRM and Valhalla that mean one of our travel modes."""


def travel_modes(request: Request) -> dict[str, str]:
    """Our travel mode of each profile in use.

    Raises
    ------
    BadProblem
        ``profile_unknown``: at the first vehicle of a profile that is none of ours.
    """
    for number, vehicle in enumerate(request.vehicles):
        if vehicle.profile not in TRAVEL_MODES:
            where, names = f"vehicles[{number}].profile", ", ".join(TRAVEL_MODES)
            raise BadProblem("profile_unknown", f"{where} is not known.", where=where, names=names)
    return {profile: TRAVEL_MODES[profile] for profile in request.profiles}


def routes_to_draw(plan: TimedPlan) -> dict[int, tuple[tuple[Coordinates, ...], str]]:
    """The places of each route, in order, and its travel mode, by vehicle id.

    Raises
    ------
    BadProblem
        ``no_coordinates``: a place on the way is known by its index alone.
    """
    modes = travel_modes(plan.ground.request)
    vehicles = {vehicle.id: vehicle for vehicle in plan.ground.request.vehicles}
    found = {}
    for number, steps in plan.routes.items():
        places = []
        for spot in (step.spot for step in steps if step.spot is not None):
            if spot.location is None:
                raise BadProblem("no_coordinates", "options.g needs coordinates.", where="options.g")
            places.append(Coordinates(spot.location[1], spot.location[0]))
        found[number] = tuple(places), modes[vehicles[number].profile]
    return found


def encoded_line(points: Iterable[tuple[float, float]]) -> str:
    """Points (lat, lon) as an encoded polyline with five digits (Google's algorithm), as VROOM's ``geometry``."""
    text: list[str] = []
    before = (0, 0)
    for lat, lon in points:
        here = round(lat * 1e5), round(lon * 1e5)
        if here != before or not text:  # one leg begins where another has ended
            text += [_encoded(now - then) for now, then in zip(here, before, strict=True)]
        before = here
    return "".join(text)


def _encoded(value: int) -> str:
    left = ~(value << 1) if value < 0 else value << 1
    found = ""
    while left >= 0x20:
        found += chr((0x20 | (left & 0x1F)) + 63)
        left >>= 5
    return found + chr(left + 63)
