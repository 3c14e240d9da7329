"""Plays routes through many times, with ways and stays that take longer or shorter than planned. Plans nothing.

All runs go side by side, stop after stop, as arrays of one number a run. How they vary is told in
`routing.drawn_days`, what comes of it in `routing.rehearsed`. A team does what one with the plan in its hand does:

- It leaves when the plan says, keeps the order, and takes each break between the same two stops, once its window opens.
- A start that the plan puts later than need be (a time told, a wish) is kept: it waits for it.
- Teams that meet wait for each other; who comes after another waits for that one to leave.
- It drives past a stop that is called off, straight to the next one; where nobody is home it stays for a moment only.

With nothing drawn but ones the times are those of the routes, to the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from routing.drawn_days import Drawn, Factors, Marks, Step, nothing, steps_of
from routing.problem import Break, Job, Problem
from routing.solution import Route

type Seconds = npt.NDArray[np.int64]

ANYWHERE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """What came of it, as arrays (runs, steps): starts of service, and for a way home when the team is back.

    `travel` and `stay` are seconds spent, `waited` those for another team; nothing is in them where a stop is not
    `made`.
    """

    steps: tuple[Step, ...]
    starts: Seconds
    travel: Seconds
    stay: Seconds
    waited: Seconds
    made: Marks


def play(
    problem: Problem, routes: Sequence[Route], drawn: Drawn, begun: Mapping[tuple[str, str], int | None] | None = None
) -> Played:
    """The runs, one for each row of what is drawn.

    Parameters
    ----------
    routes
        As `routing.schedule.time_all` times them.
    begun
        By vehicle and job, the first stops of routes that are facts already: their starts stay, and so does the
        departure (seconds) where it is one.
    """
    facts = begun or {}
    plain = _Day(problem, routes, nothing(steps_of(problem, routes)), facts)
    floors = plain.go(learning=True)
    day = _Day(problem, routes, drawn, facts)
    day.go(floors)
    return Played(day.steps, day.starts, day.travel, day.stay, day.waited, day.made)


@dataclass(slots=True, eq=False)
class _Rest:
    rest: Break
    leg: int
    taken: Marks


class _Team:
    # Where a team is in each run, and from when on it could leave.

    def __init__(self, problem: Problem, route: Route, runs: int, begun: int) -> None:
        vehicle = problem.vehicle(route.vehicle)
        rests = {rest.id: rest for rest in vehicle.breaks}
        self.vehicle = vehicle
        self.route = route
        self.durations = problem.travel[vehicle.travel_mode].durations
        self.clock: Seconds = np.full(runs, route.start, dtype=np.int64)
        start = ANYWHERE if vehicle.start_place is None else vehicle.start_place
        self.place: Seconds = np.full(runs, start, dtype=np.int64)
        self.rests = [
            _Rest(rests[taken.id], taken.after, np.zeros(runs, dtype=np.bool_))
            for taken in route.breaks
            if taken.after >= begun and (taken.after or taken.start >= route.start)
        ]

    def way(self, place: int, factor: Factors) -> Seconds:
        # Seconds on the road to a place, each run from where it is.
        planned = self.durations[self.place, place]
        found = np.where(self.place == ANYWHERE, 0, np.rint(planned * factor))
        return found.astype(np.int64)

    def rested(self, leg: int, work: Seconds, on: Marks) -> Seconds:
        # When so much work is done, with the breaks that lie before it; those of a stop called off go on to the next.
        clock, left = self.clock, work
        for each in self.rests:
            if each.leg > leg:
                continue
            now = on & ~each.taken
            begin = np.maximum(clock, each.rest.earliest)
            left = np.where(now, left - np.minimum(left, begin - clock), left)
            clock = np.where(now, begin + each.rest.duration, clock)
            each.taken |= now
        return clock + left


class _Day:
    # All teams, step after step; what hangs on another step comes after it.

    def __init__(
        self, problem: Problem, routes: Sequence[Route], drawn: Drawn, facts: Mapping[tuple[str, str], int | None]
    ) -> None:
        self.steps = steps_of(problem, routes)
        runs, shape = len(drawn.travel), drawn.travel.shape
        self._drawn, self._facts = drawn, facts
        self._links = _Links.of(self.steps, {route.vehicle: route for route in routes})
        begun = {route.vehicle: sum((route.vehicle, s.job) in facts for s in route.stops) for route in routes}
        self._teams = {r.vehicle: _Team(problem, r, runs, begun[r.vehicle]) for r in routes if r.stops}
        self.starts, self.travel, self.stay, self.waited, self._over = (np.zeros(shape, np.int64) for _ in range(5))
        self.made = np.ones(shape, dtype=np.bool_)

    def go(self, floors: Mapping[int, int] | None = None, *, learning: bool = False) -> dict[int, int]:
        # Learning finds the starts that the plan puts later than need be.
        learned: dict[int, int] = {}
        for columns in self._links.in_order(self.steps):
            ready = [self._ready(column, floors or {}) for column in columns]
            at = ready[0] if len(ready) == 1 else np.maximum(*ready)
            for column, own in zip(columns, ready, strict=True):
                step = self.steps[column]
                start = at
                if learning and step.job:
                    planned = self._teams[step.vehicle].route.stops[step.number].start
                    if planned > at[0]:
                        learned[column] = planned
                        start = np.full_like(at, planned)
                self.waited[:, column] += np.where(self.made[:, column], at - own, 0)
                self._leave(column, start)
        return learned

    def _ready(self, column: int, floors: Mapping[int, int]) -> Seconds:
        step, team = self.steps[column], self._teams[self.steps[column].vehicle]
        if step.job is None:
            return self._home(column, team)
        stop = team.route.stops[step.number]
        if (step.vehicle, stop.job) in self._facts:
            return np.full_like(team.clock, stop.start)
        drawn = self._drawn
        on = self.made[:, column] = ~drawn.called_off[:, column]
        way = team.way(step.job.place, drawn.travel[:, column])
        door = np.rint(step.job.setup_time * drawn.stay[:, column]).astype(np.int64)
        door = np.where(team.place != step.job.place, door, 0)
        at = np.maximum(team.rested(step.number, way + door, on), floors.get(column, 0))
        self.travel[:, column] = np.where(on, way, 0)
        self.stay[:, column] = np.where(on, door, 0)
        after = self._links.before.get(column)
        if after is not None:  # of a visit that is called off nobody waits for the end
            over = np.where(self.made[:, after], self._over[:, after], 0)
            self.waited[:, column] = np.where(on, np.maximum(over - at, 0), 0)
            at = np.maximum(at, over)
        return _in_window(step.job, at)

    def _home(self, column: int, team: _Team) -> Seconds:
        end, on = team.vehicle.end_place, np.ones(len(team.clock), dtype=np.bool_)
        if end is not None:
            self.travel[:, column] = team.way(end, self._drawn.travel[:, column])
        return team.rested(self.steps[column].number, self.travel[:, column], on)

    def _leave(self, column: int, start: Seconds) -> None:
        step, team = self.steps[column], self._teams[self.steps[column].vehicle]
        self.starts[:, column] = start
        if step.job is None:
            return
        on, key = self.made[:, column], (step.vehicle, step.job.id)
        service = self._service(column)
        left = self._facts.get(key)
        if left is not None:
            service = np.full_like(start, left) - start
        self.stay[:, column] += np.where(on, service, 0)
        self._over[:, column] = start + service
        team.clock = np.where(on, start + service, team.clock)
        team.place = np.where(on, step.job.place, team.place)

    def _service(self, column: int) -> Seconds:
        job, drawn = self.steps[column].job, self._drawn
        assert job is not None
        service = np.rint(job.service_time * drawn.stay[:, column])
        shortened = np.where(drawn.nobody_home[:, column], np.minimum(service, drawn.moment), service)
        return shortened.astype(np.int64)


def _in_window(job: Job, at: Seconds) -> Seconds:
    # The first window that is not over; what comes too late for all of them starts at once, and is late.
    found = at
    for window in reversed(job.windows):
        found = np.where(at <= window.latest, np.maximum(at, window.earliest), found)
    return found


@dataclass(frozen=True, slots=True)
class _Links:
    # Between columns: the other side of a joint, and what a stop comes after on another route. A link that the plan
    # itself does not keep binds nobody; so what is left cannot go in a circle.
    partner: Mapping[int, int]
    before: Mapping[int, int]

    @classmethod
    def of(cls, steps: Sequence[Step], routes: Mapping[str, Route]) -> _Links:
        columns = {step.job.id: column for column, step in enumerate(steps) if step.job}
        starts = {
            column: routes[steps[column].vehicle].stops[steps[column].number].start for column in columns.values()
        }
        partner: dict[int, int] = {}
        before: dict[int, int] = {}
        sides: dict[str, int] = {}
        for column, step in enumerate(steps):
            if step.job is None:
                continue
            if step.job.joint:
                other = sides.setdefault(step.job.joint, column)
                if steps[other].vehicle != step.vehicle and starts[other] == starts[column]:
                    partner |= {column: other, other: column}
            first = columns.get(step.job.after) if step.job.after else None
            if first is not None and steps[first].vehicle != step.vehicle:
                service = steps[first].job.service_time  # type: ignore[union-attr]
                if starts[first] + service <= starts[column]:
                    before[column] = first
        return cls(partner, before)

    def in_order(self, steps: Sequence[Step]) -> Iterator[tuple[int, ...]]:
        """Steps one after the other, the two sides of a joint together, each after what it waits for."""
        queues: dict[str, list[int]] = {}
        for column, step in enumerate(steps):
            queues.setdefault(step.vehicle, []).append(column)
        done: set[int] = set()
        while queues := {vehicle: queue for vehicle, queue in queues.items() if queue}:
            heads = {queue[0] for queue in queues.values()}
            ready = next((group for head in sorted(heads) if (group := self._group(head, heads, done))), (min(heads),))
            for column in ready:
                done.add(queues[steps[column].vehicle].pop(0))
            yield ready

    def _group(self, head: int, heads: set[int], done: set[int]) -> tuple[int, ...] | None:
        both = (head, self.partner[head]) if head in self.partner else (head,)
        waits = {self.before[each] for each in both if each in self.before}
        return both if set(both) <= heads and waits <= done else None
