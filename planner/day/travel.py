"""Travel times for a day, remembered in the database between runs: only what was never asked for is computed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planner.bootstrap import Office
from planner.model import Coordinates, Day, Shift, place_of
from planner.regions import network_spec
from routing.errors import Cancelled
from routing.problem import Coordinates as Point
from routing.roads import Asked, Known, NetworkSpec, compute_missing, network_name
from routing.travel import UNREACHABLE, Part, Seconds, TravelTimes
from routing.worker import Run, Worker

CELL = np.dtype([("lat", "<i4"), ("lon", "<i4"), ("seconds", "<i4"), ("metres", "<i4")])
"""A remembered cell of a row: to where, in 1e-5 degrees, and how far."""
POLL_S = 0.02
QUICK_FROM = 400
"""With so many places their travel times take long enough for a quick estimate to be offered."""
type Cells = npt.NDArray[np.void]


@dataclass(frozen=True, slots=True, eq=False)
class DayTravel:
    """Travel times between all places of a day, by travel mode; `source` names the network they came from.

    What is not `complete` is `UNREACHABLE` where it is not known yet.
    """

    places: tuple[Coordinates, ...]
    by_mode: Mapping[str, TravelTimes]
    source: str
    complete: bool = True


def rounded(place: Coordinates) -> Coordinates:
    """A place to about a metre: nearer ones are one place."""
    return Coordinates(round(place.lat, 5), round(place.lon, 5))


def day_places(day: Day) -> tuple[Coordinates, ...]:
    """Every place that a route of the day may touch, once."""
    ends = (place_of(end) for shift in day.shifts for end in (shift.start_at, shift.end_at))
    stops = (visit.location.coordinates for visit in day.visits if visit.location and day.located(visit))
    return tuple(dict.fromkeys(rounded(place) for place in (*(end for end in ends if end), *stops)))


def modes(day: Day) -> tuple[str, ...]:
    """The travel modes of the day's teams."""
    return tuple(dict.fromkeys(str(shift.travel_mode) for shift in day.shifts)) or ("car",)


def travel_key(shift: Shift) -> str:
    """How a team travels today, as `routing` is told: its mode, and by how much it is slower."""
    return f"{shift.travel_mode}@{shift.slow_factor:g}" if shift.slow_factor > 1 else str(shift.travel_mode)


def by_key(travel: DayTravel, day: Day) -> dict[str, TravelTimes]:
    """The travel times of a day by `travel_key`, and by mode."""
    slow = {travel_key(shift): shift for shift in day.shifts if shift.slow_factor > 1}
    found = {key: _slowed(travel.by_mode[str(shift.travel_mode)], shift.slow_factor) for key, shift in slow.items()}
    return {**travel.by_mode, **found}


def _slowed(times: TravelTimes, factor: float) -> TravelTimes:
    # A hundredth is as fine as a factor is told; in whole hundredths nothing is rounded up that need not be.
    slower = -(-times.durations.astype(np.int64) * round(factor * 100) // 100)
    lost = (times.durations == UNREACHABLE) | (slower >= UNREACHABLE)
    return TravelTimes(np.where(lost, UNREACHABLE, slower).astype(np.int32), times.distances)


def spec_of(office: Office, day: Day, *, quick: bool = False) -> NetworkSpec:
    """Which roads are taken on a day, without those that are closed; quick ones only where there are roads at all."""
    rings = tuple(tuple(Point(*place) for place in road.ring) for road in day.closed)
    spec = replace(network_spec(office), closed=rings)
    return replace(spec, kind="quick") if quick and spec.kind == "valhalla" else spec


def is_quick(source: str) -> bool:
    """Whether travel times from this source are no more than a quick estimate."""
    return source.startswith("quick:")


def remembered(office: Office, day: Day, *, quick: bool = False) -> DayTravel:
    """The travel times of a day as far as they are known, without computing any."""
    known = _Remembered(office, day, quick=quick)
    return replace(known.travel(), complete=not known.missing())


def find_travel(
    office: Office,
    day: Day,
    worker: Worker,
    *,
    on_message: Callable[[object], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> DayTravel:
    """The travel times of a day; blocks until all are there. Raises `Cancelled` where `cancelled` says so."""
    return TravelSearch(office, day, worker).wait(on_message, cancelled)


class TravelSearch:
    """Travel times under way: what is remembered is read, what is missing is computed in a child that ends with it.

    Each part is remembered as soon as it is there, so that who stops and asks again waits only for the rest.
    """

    def __init__(self, office: Office, day: Day, worker: Worker, *, quick: bool = False) -> None:
        self._known = _Remembered(office, day, quick=quick)
        self.asked = self._known.missing()
        """What is not remembered."""
        self._run: Run[tuple[TravelTimes, ...]] | None = None
        if self.asked:
            points = tuple(Point(*place) for place in self._known.places)
            spec = spec_of(office, day, quick=quick)
            # A line takes no memory worth a child of its own.
            start = worker.submit if spec.kind == "straight_line" else worker.apart
            self._run = start(compute_missing, spec, points, self.asked, self._open(office, day, quick=quick))

    def _open(self, office: Office, day: Day, *, quick: bool) -> Mapping[str, TravelTimes] | None:
        # Ways that lead past a closed road are as long as on other days: mostly they were asked for in the morning.
        if not day.closed:
            return None
        usual = _Remembered(office, replace(day, closed=()), quick=quick)
        return None if usual.missing() else usual.travel().by_mode

    def poll(self) -> list[object]:
        """Progress since the last poll.

        Raises
        ------
        routing.errors.RoutingError
            The child failed, or was stopped.
        """
        run = self._run
        if run is None:
            return []
        ended, heard = run.finished, run.poll()
        self._known.keep((self.asked[m.number].mode, m.part) for m in heard if isinstance(m, Known))
        if ended:
            self._known.keep_whole(self.asked, run.result())
            self._run = None
        return [message for message in heard if not isinstance(message, Known)]

    @property
    def finished(self) -> bool:
        """Whether all modes are there."""
        return self._run is None

    def result(self) -> DayTravel:
        """All travel times; only when `finished`."""
        return self._known.travel()

    def stop(self) -> None:
        """Give up; what has come so far is remembered."""
        if self._run:
            self._run.stop()
            with suppress(Cancelled):
                self.poll()

    def wait(
        self, on_message: Callable[[object], None] | None = None, cancelled: Callable[[], bool] | None = None
    ) -> DayTravel:
        """Block until all are there; raises `Cancelled` where `cancelled` says so."""
        while not self.finished:
            if cancelled and cancelled():
                self.stop()
                raise Cancelled
            for message in self.poll():
                if on_message:
                    on_message(message)
            if not self.finished:
                time.sleep(POLL_S)
        return self.result()


class _Remembered:
    # What the database holds of a day's travel times, mode by mode, and what is added to it.

    def __init__(self, office: Office, day: Day, *, quick: bool) -> None:
        self._office = office
        self.places = day_places(day)
        self.source = network_name(spec_of(office, day, quick=quick))
        self._origins = [_origin(place) for place in self.places]
        self._cells = _cells(self.places)
        self._keys = _keys(self._cells)
        self._grids = {mode: self._read(mode) for mode in modes(day)}

    def travel(self) -> DayTravel:
        by_mode = {mode: TravelTimes(grid.durations, grid.distances) for mode, grid in self._grids.items()}
        return DayTravel(self.places, by_mode, self.source)

    def missing(self) -> tuple[Asked, ...]:
        return tuple(asked for mode, grid in self._grids.items() for asked in grid.missing(mode))

    def keep(self, parts: Iterable[tuple[str, Part]]) -> None:
        # A cell that no way leads through is not kept: it may be tried once more.
        fresh = [(mode, part, part.durations < UNREACHABLE) for mode, part in parts]
        if fresh:
            self._write(fresh)

    def keep_whole(self, asked: Sequence[Asked], computed: Sequence[TravelTimes]) -> None:
        fresh = []
        for each, times in zip(asked, computed, strict=True):
            here = np.ix_(each.rows, each.columns)
            left = ~self._grids[each.mode].known[here]
            if left.any():
                part = Part(1.0, each.rows, each.columns, times.durations[here], times.distances[here])
                fresh.append((each.mode, part, left))
        if fresh:
            self._write(fresh)

    def _read(self, mode: str) -> _Grid:
        grid = _Grid(len(self.places))
        order = np.argsort(self._keys)
        with self._office.store.reading() as session:
            rows = session.travel_rows(self.source, mode, self._origins)
        for number, origin in enumerate(self._origins):
            cells = np.frombuffer(rows.get(origin, b""), CELL)
            found = np.searchsorted(self._keys, _keys(cells), sorter=order)
            columns = order[np.minimum(found, len(self.places) - 1)]
            here = self._keys[columns] == _keys(cells)
            grid.fill(number, columns[here], cells["seconds"][here], cells["metres"][here])
        return grid

    def _write(self, parts: Sequence[tuple[str, Part, npt.NDArray[np.bool_]]]) -> None:
        for mode, part, chosen in parts:
            columns, fresh = np.array(part.columns, dtype=int), {}
            for row, seconds, metres, here in zip(part.rows, part.durations, part.distances, chosen, strict=True):
                self._grids[mode].fill(row, columns[here], seconds[here], metres[here])
                cells = self._cells[columns[here]]
                cells["seconds"], cells["metres"] = seconds[here], metres[here]
                fresh[self._origins[row]] = cells
            with self._office.store.writing() as session:
                old = session.travel_rows(self.source, mode, fresh)
                merged = {origin: _merged(old.get(origin, b""), new) for origin, new in fresh.items()}
                session.save_travel_rows(self.source, mode, merged)


class _Grid:
    # The cells of one mode, and which of them are known.

    def __init__(self, size: int) -> None:
        self.durations = np.full((size, size), UNREACHABLE, dtype=np.int32)
        np.fill_diagonal(self.durations, 0)
        self.distances = self.durations.copy()
        self.known = np.eye(size, dtype=bool)

    def fill(self, row: int, columns: Seconds, seconds: Seconds, metres: Seconds) -> None:
        self.durations[row, columns], self.distances[row, columns] = seconds, metres
        self.known[row, columns] = True

    def missing(self, mode: str) -> Iterator[Asked]:
        # New places first, to everywhere; then from everywhere to them: a new visit costs one row and one column.
        known = self.known.copy()
        while not known.all():
            lacking = np.flatnonzero(~known.all(axis=1))
            rows = lacking[known[lacking].sum(axis=1) == 1]
            rows = rows if len(rows) else lacking
            columns = np.flatnonzero(~known[rows].all(axis=0))
            known[np.ix_(rows, columns)] = True
            yield Asked(mode, tuple(rows.tolist()), tuple(columns.tolist()))


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
