"""Travel times for a day, remembered in the database between runs: only what was never asked for is computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.bootstrap import Office
from planner.model import Coordinates, Day, place_of
from planner.regions import network_spec
from routing.problem import Coordinates as Point
from routing.roads import NetworkSpec, compute_matrix, network_name
from routing.travel import UNREACHABLE, Seconds, TravelTimes
from routing.worker import Run, Worker

CELL = np.dtype([("lat", "<i4"), ("lon", "<i4"), ("seconds", "<i4"), ("metres", "<i4")])
"""A remembered cell of a row: to where, in 1e-5 degrees, and how far."""
type Cells = npt.NDArray[np.void]


@dataclass(frozen=True, slots=True, eq=False)
class DayTravel:
    """Travel times between all places of a day, by travel mode; `source` names the network they came from."""

    places: tuple[Coordinates, ...]
    by_mode: Mapping[str, TravelTimes]
    source: str


def rounded(place: Coordinates) -> Coordinates:
    """A place to about a metre: nearer ones are one place."""
    return Coordinates(round(place.lat, 5), round(place.lon, 5))


def day_places(day: Day) -> tuple[Coordinates, ...]:
    """Every place that a route of the day may touch, once."""
    ends = (place_of(end) for shift in day.shifts for end in (shift.start_at, shift.end_at))
    stops = (visit.location.coordinates for visit in day.visits if visit.location and visit.located)
    return tuple(dict.fromkeys(rounded(place) for place in (*(end for end in ends if end), *stops)))


def modes(day: Day) -> tuple[str, ...]:
    """The travel modes of the day's teams."""
    return tuple(dict.fromkeys(str(shift.travel_mode) for shift in day.shifts)) or ("car",)


class TravelSearch:
    """Travel times under way: what is remembered is read, what is missing is computed in the child, mode by mode."""

    def __init__(self, office: Office, day: Day, worker: Worker) -> None:
        self._office = office
        self._worker = worker
        self._spec: NetworkSpec = network_spec(office)
        self.places = day_places(day)
        self.source = network_name(self._spec)
        self._left = list(modes(day))
        self._by_mode: dict[str, TravelTimes] = {}
        self._run: Run[TravelTimes] | None = None
        self._asked: tuple[list[int], list[int]] = ([], [])
        self._advance()

    def poll(self) -> list[object]:
        """Progress since the last poll; goes on to the next mode when one is done."""
        found = self._run.poll() if self._run else []
        if self._run and self._run.finished:
            self._keep(self._run.result())
            self._advance()
        return found

    @property
    def finished(self) -> bool:
        """Whether all modes are there."""
        return not self._left

    def result(self) -> DayTravel:
        """All travel times; only when `finished`."""
        return DayTravel(self.places, self._by_mode, self.source)

    def stop(self) -> None:
        """Give up."""
        if self._run:
            self._run.stop()

    def wait(
        self, on_message: Callable[[object], None] | None = None, cancelled: Callable[[], bool] | None = None
    ) -> DayTravel:
        """Block until all are there; raises `Cancelled` where `cancelled` says so."""
        while not self.finished:
            if self._run:
                self._run.wait(on_message, cancelled)
            self.poll()
        return self.result()

    def _advance(self) -> None:
        while self._left:
            durations, distances, known = self._remembered(self._left[0])
            missing = [number for number, row in enumerate(known) if not row.all()]
            if not missing:
                self._by_mode[self._left.pop(0)] = TravelTimes(durations, distances)
                continue
            # New places first, to everywhere; then, in a second round, from everywhere to them.
            rows = [number for number in missing if known[number].sum() == 1] or missing
            columns = [number for number in range(len(known)) if not known[rows, number].all()]
            self._asked = rows, columns
            points = tuple(Point(*place) for place in self.places)
            self._run = self._worker.submit(compute_matrix, self._spec, points, self._left[0], rows, columns)
            return
        self._run = None

    def _remembered(self, mode: str) -> tuple[Seconds, Seconds, npt.NDArray[np.bool_]]:
        size = len(self.places)
        durations = np.full((size, size), UNREACHABLE, dtype=np.int32)
        distances, known = durations.copy(), np.eye(size, dtype=bool)
        np.fill_diagonal(durations, 0)
        np.fill_diagonal(distances, 0)
        keys = _keys(_cells(self.places))
        order = np.argsort(keys)
        with self._office.store.reading() as session:
            rows = session.travel_rows(self.source, mode, (_origin(place) for place in self.places))
        for number, place in enumerate(self.places):
            cells = np.frombuffer(rows.get(_origin(place), b""), CELL)
            found = np.searchsorted(keys, _keys(cells), sorter=order)
            columns = order[np.minimum(found, size - 1)]
            here = keys[columns] == _keys(cells)
            durations[number, columns[here]] = cells["seconds"][here]
            distances[number, columns[here]] = cells["metres"][here]
            known[number, columns[here]] = True
        return durations, distances, known

    def _keep(self, computed: TravelTimes) -> None:
        rows, columns = self._asked
        mode, cells = self._left[0], _cells([self.places[column] for column in columns])
        fresh = {}
        for row in rows:
            cells["seconds"], cells["metres"] = computed.durations[row, columns], computed.distances[row, columns]
            fresh[_origin(self.places[row])] = cells.copy()
        with self._office.store.writing() as session:
            old = session.travel_rows(self.source, mode, fresh)
            merged = {origin: _merged(old.get(origin, b""), new) for origin, new in fresh.items()}
            session.save_travel_rows(self.source, mode, merged)


def _merged(old: bytes, new: Cells) -> bytes:
    before = np.frombuffer(old, CELL)
    return np.concatenate([before[~np.isin(_keys(before), _keys(new))], new]).tobytes()


def _cells(places: Sequence[Coordinates]) -> Cells:
    cells = np.zeros(len(places), CELL)
    cells["lat"] = [round(place.lat * 1e5) for place in places]
    cells["lon"] = [round(place.lon * 1e5) for place in places]
    return cells


def _keys(cells: Cells) -> npt.NDArray[np.int64]:
    # One number for each place.
    keys: npt.NDArray[np.int64] = cells["lat"].astype(np.int64) * 2**32 + cells["lon"]
    return keys


def _origin(place: Coordinates) -> str:
    return f"{round(place.lat * 1e5)},{round(place.lon * 1e5)}"
