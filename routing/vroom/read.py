"""Reads a VROOM problem. What Rounds cannot do, and what it does not know, is refused by name, never ignored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from routing.errors import BadProblem
from routing.problem import Coordinates
from routing.vroom.fields import MOST_ID, Field, is_number, parse
from routing.vroom.loads import loads_over_a_route
from routing.vroom.matrices import read_matrices
from routing.vroom.request import (
    ALWAYS,
    NOTHING_WANTED,
    AskedBreak,
    AskedJob,
    AskedVehicle,
    Matrices,
    Request,
    Spot,
    Wanted,
    Window,
    in_order,
)
from routing.vroom.steps import check_steps, read_steps
from routing.weights import PLAIN_COSTS, Costs

ROOT = ("jobs", "vehicles", "matrices", "matrix", "options")
JOB = (
    *("id", "description", "location", "location_index", "setup", "service", "amount", "delivery", "pickup"),
    *("skills", "priority", "time_windows"),
)
VEHICLE = (
    *("id", "profile", "description", "start", "start_index", "end", "end_index", "capacity", "costs", "skills"),
    *("type", "time_window", "breaks", "speed_factor", "max_tasks", "max_travel_time", "steps"),
)
BREAK = ("id", "time_windows", "service", "description")
MOST_TIMES_FASTER = 5.0
type Members = Mapping[str, Field]


def read_request(text: str) -> Request:
    """The problem that a JSON text asks for.

    Raises
    ------
    BadProblem
        With the place in the file, in ``where``.
    """
    root = parse(text).members(ROOT, unsupported=("shipments",))
    vehicles = _needed(root, "vehicles", "").items()
    matrices = read_matrices(root)
    spots = _Spots(bool(matrices))
    read = tuple(_vehicle(each, spots) for each in vehicles)
    jobs = tuple(_job(each, spots) for each in (root["jobs"].items() if "jobs" in root else ()))
    request = Request(jobs, read, matrices, tuple(spots.points), _wanted(root.get("options")))
    if not read:
        raise BadProblem("key_missing", "vehicles[0] is missing.", where="vehicles[0]")
    _unique(jobs, "jobs")
    _unique(read, "vehicles")
    _check_matrices(request)
    check_steps(request)
    return replace(request, jobs=loads_over_a_route(request))


def _needed(members: Members, key: str, where: str) -> Field:
    if key not in members:
        place = f"{where}.{key}" if where else key
        raise BadProblem("key_missing", f"{place} is missing.", where=place)
    return members[key]


class _Spots:
    # Places as the file names them. Without matrices equal coordinates are one place, as in VROOM.

    def __init__(self, has_matrices: bool) -> None:
        self.has_matrices = has_matrices
        self.points: list[Coordinates] = []
        self._known: dict[Coordinates, int] = {}

    def read(self, members: Members, key: str, where: str) -> Spot:
        index_key = f"{key}_index"
        location = _location(members[key]) if key in members else None
        index = members[index_key].whole() if index_key in members else None
        if self.has_matrices:
            needed = _needed(members, index_key, where)
            return Spot(needed.whole(), location, index)
        if index is not None and location is None:
            _needed({}, "matrices", "")
        _needed(members, key, where)
        assert location is not None
        lon, lat = location
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise BadProblem("bad_point", f"{members[key].where} is no place.", where=members[key].where)
        point = Coordinates(lat, lon)
        if point not in self._known:
            self._known[point] = len(self.points)
            self.points.append(point)
        return Spot(self._known[point], location, index)

    def end(self, members: Members, key: str, where: str) -> Spot | None:
        """The same for where a vehicle starts or ends, which may be nowhere."""
        return self.read(members, key, where) if key in members or f"{key}_index" in members else None


def _location(field: Field) -> tuple[float, float]:
    if not isinstance(field.value, list) or len(field.value) != 2 or not all(is_number(each) for each in field.value):
        raise BadProblem("bad_point", f"{field.where} is no place.", where=field.where)
    return field.value[0], field.value[1]


def _job(field: Field, spots: _Spots) -> AskedJob:
    members = field.members(JOB, unsupported=("setup_per_type", "service_per_type"))
    legacy = "amount" in members and "delivery" not in members and "pickup" not in members
    return AskedJob(
        id=_needed(members, "id", field.where).whole(most=MOST_ID),
        spot=spots.read(members, "location", field.where),
        setup=_whole(members, "setup"),
        service=_whole(members, "service"),
        delivery=_wholes(members, "amount" if legacy else "delivery"),
        pickup=_wholes(members, "pickup"),
        skills=frozenset(_wholes(members, "skills")),
        priority=members["priority"].whole(most=100) if "priority" in members else 0,
        windows=_windows(members),
        description=_text(members, "description"),
    )


def _vehicle(field: Field, spots: _Spots) -> AskedVehicle:
    members = field.members(VEHICLE, unsupported=("max_distance",))
    _text(members, "type")  # means nothing without *_per_type
    start, end = (spots.end(members, key, field.where) for key in ("start", "end"))
    if start is None and end is None:
        _needed(members, "start_index" if spots.has_matrices else "start", field.where)
    vehicle = AskedVehicle(
        id=_needed(members, "id", field.where).whole(most=MOST_ID),
        profile=_text(members, "profile") or "car",
        start=start,
        end=end,
        capacity=_wholes(members, "capacity"),
        costs=_costs(members.get("costs")),
        skills=frozenset(_wholes(members, "skills")),
        window=_window(members["time_window"]) if "time_window" in members else ALWAYS,
        breaks=_breaks(members.get("breaks")),
        speed_factor=members["speed_factor"].number(0, MOST_TIMES_FASTER) if "speed_factor" in members else 1.0,
        max_tasks=_limit(members, "max_tasks"),
        max_travel_time=_limit(members, "max_travel_time"),
        steps=read_steps(members["steps"]) if "steps" in members else None,
        description=_text(members, "description"),
    )
    if not vehicle.has_room_for_breaks():
        where = members["breaks"].where
        raise BadProblem("breaks_do_not_fit", f"{where} do not fit into the vehicle's hours.", where=where)
    return vehicle


def _costs(field: Field | None) -> Costs:
    if field is None:
        return PLAIN_COSTS
    members = field.members(("fixed", "per_hour", "per_km", "per_task_hour"))
    if "per_task_hour" in members and members["per_task_hour"].whole():
        members["per_task_hour"].refuse()
    return Costs(_whole(members, "fixed"), _whole(members, "per_hour", 3600), _whole(members, "per_km"))


def _breaks(field: Field | None) -> tuple[AskedBreak, ...]:
    found = []
    for each in field.items() if field else ():
        members = each.members(BREAK, unsupported=("max_load",))
        windows = members["time_windows"].items() if "time_windows" in members else []
        if len(windows) > 1:
            windows[1].refuse()
        number = _needed(members, "id", each.where).whole(most=MOST_ID)
        window = _windows(members)[0]
        found.append(AskedBreak(number, window, _whole(members, "service"), _text(members, "description")))
    if field:
        _unique(found, field.where)
    return tuple(sorted(found, key=lambda rest: (rest.window[0], -1 if rest.window[1] is None else rest.window[1])))


def _windows(members: Members) -> tuple[Window, ...]:
    field = members.get("time_windows")
    if field is None:
        return (ALWAYS,)
    windows = tuple(sorted(_window(each) for each in field.items()))
    if not windows:
        raise BadProblem("key_missing", f"{field.where}[0] is missing.", where=f"{field.where}[0]")
    if not in_order(windows):
        raise BadProblem("windows_cross", f"{field.where} overlap or touch.", where=field.where)
    return windows


def _window(field: Field) -> tuple[int, int]:
    items = field.items()
    bounds = [item.whole() for item in items]
    if len(bounds) != 2 or bounds[0] > bounds[1]:
        raise BadProblem("bad_window", f"{field.where} is no window.", where=field.where)
    return bounds[0], bounds[1]


def _whole(members: Members, key: str, otherwise: int = 0) -> int:
    return members[key].whole() if key in members else otherwise


def _wholes(members: Members, key: str) -> tuple[int, ...]:
    return members[key].wholes() if key in members else ()


def _limit(members: Members, key: str) -> int | None:
    return members[key].whole() if key in members else None


def _text(members: Members, key: str) -> str:
    return members[key].text() if key in members else ""


def _wanted(field: Field | None) -> Wanted:
    if field is None:
        return NOTHING_WANTED
    members = field.members(("c", "g", "t", "l"), unsupported=("x",))
    return Wanted(
        check="c" in members and members["c"].flag(),
        geometry="g" in members and members["g"].flag(),
        threads=members["t"].whole(least=1, most=1024) if "t" in members else None,
        seconds=members["l"].number(0, 1e6) if "l" in members else None,
    )


def _unique(things: Sequence[AskedJob | AskedVehicle | AskedBreak], where: str) -> None:
    seen: set[int] = set()
    for number, each in enumerate(things):
        if each.id in seen:
            place = f"{where}[{number}].id"
            raise BadProblem("id_twice", f"{place} is {each.id} again.", where=place, id=each.id)
        seen.add(each.id)


def _check_matrices(request: Request) -> None:
    # Every profile in use has one, every index lies inside, and costs are asked for in one way only.
    if not request.matrices:
        return
    for number, vehicle in enumerate(request.vehicles):
        if vehicle.profile not in request.matrices:
            where = f"matrices.{vehicle.profile}.durations"
            raise BadProblem("key_missing", f"{where} is missing.", where=where)
        _check_costs(f"vehicles[{number}].costs", vehicle, request.matrices[vehicle.profile])
    size = min(len(request.matrices[profile].durations) for profile in request.profiles)
    for where, spot in _all_spots(request):
        if spot.place >= size:
            raise BadProblem("index_outside", f"{where} is outside.", where=where, index=spot.place, size=size)


def _check_costs(where: str, vehicle: AskedVehicle, matrices: Matrices) -> None:
    if matrices.costs is not None:
        for key, value, plain in (("per_hour", vehicle.costs.per_hour, 3600), ("per_km", vehicle.costs.per_km, 0)):
            if value != plain:
                place = f"{where}.{key}"
                raise BadProblem("costs_twice", f"{place} is not for a profile with costs.", where=place)
    elif vehicle.costs.per_km and matrices.distances is None:
        place = f"matrices.{vehicle.profile}.distances"
        raise BadProblem("key_missing", f"{place} is missing.", where=place)


def _all_spots(request: Request) -> list[tuple[str, Spot]]:
    found = [(f"jobs[{number}].location_index", job.spot) for number, job in enumerate(request.jobs)]
    for number, vehicle in enumerate(request.vehicles):
        for key, spot in (("start_index", vehicle.start), ("end_index", vehicle.end)):
            if spot is not None:
                found.append((f"vehicles[{number}].{key}", spot))
    return found
