"""Gives the steps of one route their times as VROOM does: early, then with as late a start as costs nothing.

The order is given, and with it between which stops each break lies: `routing.schedule`, which chooses that, is not
used here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from routing.travel import UNREACHABLE
from routing.vroom.ground import Ground
from routing.vroom.request import AskedJob, AskedStep, AskedVehicle, Spot


@dataclass(frozen=True, slots=True)
class TimedStep:
    """A step with its times, on its ground. `travel` and `distance` are the time on the road and the metres behind it.

    `arrival` at a break is when there is nothing left but to wait for it; at a job it is after the breaks before it.
    """

    kind: Literal["start", "job", "break", "end"]
    id: int
    spot: Spot | None
    arrival: int
    waiting: int = 0
    setup: int = 0
    service: int = 0
    travel: int = 0
    distance: int = 0
    reachable: bool = True
    before: int | None = None
    """When a person wants it to start at the latest."""

    @property
    def start(self) -> int:
        """When set-up, or the rest, begins."""
        return self.arrival + self.waiting

    @property
    def end(self) -> int:
        """When it is done."""
        return self.start + self.setup + self.service


class _Way(NamedTuple):
    travel: int = 0
    distance: int = 0
    reachable: bool = True


NO_WAY = _Way()


@dataclass(frozen=True, slots=True)
class _Untimed:
    # A step to be timed, with the way that leads to its place; a break lies on the way of the next.
    kind: Literal["job", "break", "end"]
    id: int = 0
    spot: Spot | None = None
    setup: int = 0
    service: int = 0
    windows: tuple[tuple[int, int], ...] = ()
    after: int | None = None
    before: int | None = None
    way: _Way = NO_WAY

    def opening(self, clock: int) -> int:
        """The first moment to start from a moment on: within a window if there is still one, and when a person asks."""
        clock = max(clock, self.after or 0)
        start = next((max(clock, first) for first, last in self.windows if clock <= last), clock)
        return start if self.before is None else max(clock, min(start, self.before))

    def closing(self, clock: int) -> int:
        """The last moment to start until a moment."""
        return next((min(clock, last) for first, last in reversed(self.windows) if first <= clock), -1)

    @property
    def wanted(self) -> bool:
        return self.after is not None or self.before is not None


def lay(ground: Ground, vehicle: AskedVehicle, steps: Sequence[AskedStep]) -> tuple[TimedStep, ...]:
    """The route from start to end; what cannot be in time is late, and nothing is left out."""
    jobs = {job.id: job for job in ground.request.jobs}
    untimed = _untimed(ground, vehicle, steps, jobs)
    first = vehicle.start or next((still.spot for still in untimed if still.kind == "job"), None)
    opens = ground.window(vehicle.window)[0]
    early = _forward(untimed, first, opens)
    return tuple(_forward(untimed, first, max(opens, _latest_start(untimed, early))))


def in_seconds(steps: Sequence[TimedStep], ticks: int) -> tuple[TimedStep, ...]:
    """The steps in whole seconds as VROOM tells them: moments rounded down, and what lies between taken from them."""
    if ticks == 1:
        return tuple(steps)
    found: list[TimedStep] = []
    for step in steps:
        arrival, setup, service = step.arrival // ticks, step.setup // ticks, step.service // ticks
        travel = found[-1].travel + arrival - found[-1].end if found else 0
        waiting = step.start // ticks - arrival
        found.append(replace(step, arrival=arrival, waiting=waiting, setup=setup, service=service, travel=travel))
    return tuple(found)


def _untimed(
    ground: Ground, vehicle: AskedVehicle, steps: Sequence[AskedStep], jobs: dict[int, AskedJob]
) -> list[_Untimed]:
    breaks = {rest.id: rest for rest in vehicle.breaks}
    untimed, here, ticks = [], vehicle.start, ground.ticks
    for step in steps:
        if step.is_break:
            rest = breaks[step.id]
            window = (ground.window(rest.window),)
            untimed.append(_Untimed("break", rest.id, None, 0, rest.service * ticks, window, *_wanted(ground, step)))
            continue
        job = jobs[step.id]
        setup = 0 if here is not None and here.place == job.spot.place else job.setup * ticks
        windows = tuple(ground.window(window) for window in job.windows)
        way = _way(ground, vehicle, here, job.spot)
        wanted = _wanted(ground, step)
        untimed.append(_Untimed("job", job.id, job.spot, setup, job.service * ticks, windows, *wanted, way))
        here = job.spot
    end = vehicle.end or here
    return [*untimed, _Untimed("end", spot=end, way=_way(ground, vehicle, here, end))]


def _wanted(ground: Ground, step: AskedStep) -> tuple[int | None, int | None]:
    after, before = (
        None if each is None else (each - ground.zero) * ground.ticks for each in (step.after, step.before)
    )
    return after, before


def _way(ground: Ground, vehicle: AskedVehicle, here: Spot | None, there: Spot | None) -> _Way:
    # No road is no time: it is told once, and what comes after is judged as if there were one.
    if here is None or there is None or here is there:  # from anywhere, or to end where the last job is
        return NO_WAY
    time = int(ground.travel_of(vehicle).durations[here.place, there.place])
    metres = ground.distances_of(vehicle)
    if time >= UNREACHABLE:
        return _Way(reachable=False)
    return _Way(time, 0 if metres is None else int(metres[here.place, there.place]))


def _forward(untimed: Sequence[_Untimed], first: Spot | None, start: int) -> list[TimedStep]:
    steps = [TimedStep("start", 0, first, start)]
    clock, travel, distance, left = start, 0, 0, _next_way(untimed, 0)
    for number, still in enumerate(untimed):
        if still.kind == "break":
            begin = still.opening(clock)
            done = min(left, begin - clock)
            left -= done
            behind = _part(untimed, number, distance, left)
        else:
            done, left = left, 0
            begin = clock + done if still.kind == "end" else still.opening(clock + done)
            distance += still.way.distance
            behind = distance
        travel += done
        steps.append(
            TimedStep(
                still.kind, still.id, still.spot, clock + done, begin - clock - done, still.setup, still.service,
                travel, behind, still.way.reachable, still.before,
            )
        )  # fmt: skip
        clock = begin + still.setup + still.service
        left = left if still.kind == "break" else _next_way(untimed, number + 1)
    return steps


def _next_way(untimed: Sequence[_Untimed], number: int) -> int:
    return next((still.way.travel for still in untimed[number:] if still.kind != "break"), 0)


def _part(untimed: Sequence[_Untimed], number: int, distance: int, left: int) -> int:
    # Metres behind a break on the road, in the share of its time.
    way = next(still.way for still in untimed[number:] if still.kind != "break")
    return distance + (round(way.distance * (way.travel - left) / way.travel) if way.travel else 0)


def _latest_start(untimed: Sequence[_Untimed], early: Sequence[TimedStep]) -> int:
    # From the earliest end backwards. What is late stays as late as it is, and what a person has set stays.
    by, left = early[-1].arrival, untimed[-1].way.travel
    for still, step in zip(reversed(untimed[:-1]), reversed(early[1:-1]), strict=True):
        clock = by - still.service - still.setup - (0 if still.kind == "break" else left)
        begin = step.start if still.wanted else max(step.start, still.closing(clock))
        if still.kind == "break":
            left -= min(left, clock - begin)
        else:
            left = still.way.travel
        by = begin
    return by - left
