"""Plans a day: lawful windows, travel times, then the solver in its child, streaming better plans. Saves nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID

from planner.bootstrap import Office
from planner.day.travel import DayTravel, TravelSearch
from planner.model import Day, Plan
from planner.policy import gate
from planner.translate import DayProblem, make_problem, to_plan, to_solution
from routing.errors import Cancelled
from routing.solution import Solution
from routing.solvers import solve_in_child
from routing.solvers.settle import settle
from routing.worker import Better, Run, Worker


class Planning:
    """One search for a plan: polled from a timer or waited for; stopped at any moment with the best plan so far."""

    def __init__(
        self,
        office: Office,
        day: Day,
        start: Plan | None,
        worker: Worker,
        *,
        time_limit_s: float | None = None,
        seed: int = 0,
    ) -> None:
        self._office = office
        self._worker = worker
        self._start = start
        self._seed = seed
        self._limit = office.settings.time_limit_s if time_limit_s is None else time_limit_s
        self._locks = locks_of(start, day)
        self.day = day
        self.day_problem: DayProblem | None = None
        self.best: Plan | None = None
        self.finished = False
        self._travel: TravelSearch | None = TravelSearch(office, day, worker)
        self._run: Run[Solution] | None = None

    def poll(self) -> list[object]:
        """What came since the last poll: `Progress` of the travel times, then each better `Plan`."""
        if self.finished:
            return []
        if self._travel is not None:
            return self._poll_travel(self._travel)
        return self._poll_solver()

    def stop(self) -> None:
        """End the search now; `best` is the best plan so far, and there is always one."""
        if self._travel:
            self._travel.stop()
        if self._run:
            self._poll_solver()
            self._run.stop()
        if self.best is None:
            self._take(settle(self.day_problem.problem, {}, explained=False) if self.day_problem else None)
        self.finished = True

    def wait(self, on_message: Callable[[object], None] | None = None) -> Plan:
        """Block until the search has ended; its plan."""
        while not self.finished:
            for message in self.poll():
                if on_message:
                    on_message(message)
            time.sleep(0.01)
        assert self.best is not None
        return self.best

    def _poll_travel(self, travel: TravelSearch) -> list[object]:
        found = travel.poll()
        if travel.finished:
            self._travel = None
            dp = self.day_problem = frame(self._office, self.day, travel.result(), self._locks)
            start = to_solution(dp, self._start) if self._start else None
            self._run = self._worker.submit(solve_in_child, dp.problem, self._limit, self._seed, start)
        return found

    def _poll_solver(self) -> list[object]:
        assert self._run is not None
        ended = self._run.finished
        found: list[object] = []
        for message in self._run.poll():
            if isinstance(message, Better) and isinstance(message.value, Solution):
                found.append(self._take(message.value))
        if ended:
            self._end(self._run)
        return found

    def _end(self, run: Run[Solution]) -> None:
        try:
            self._take(run.result())
        except Cancelled:
            if self.best is None:
                self.stop()
        self.finished = True

    def _take(self, solution: Solution | None) -> Plan:
        if self.day_problem is None or solution is None:
            from planner.model import Unassigned

            left = tuple(Unassigned(visit.id, "stopped_early") for visit in self.day.visits)
            self.best = Plan(self.day.id, (), left, made_at=self._office.clock())
        else:
            self.best = to_plan(self.day_problem, solution, locked=frozenset(self._locks), made_at=self._office.clock())
        return self.best


def locks_of(plan: Plan | None, day: Day) -> dict[UUID, UUID]:
    """Locked visits of a plan by id, with the shift they stay with; for visits and shifts that the day has."""
    if plan is None:
        return {}
    visits, shifts = {visit.id for visit in day.visits}, {shift.id for shift in day.shifts}
    return {
        stop.visit_id: route.shift_id
        for route in plan.routes
        for stop in route.stops
        if stop.locked and stop.visit_id in visits and route.shift_id in shifts
    }


def frame(office: Office, day: Day, travel: DayTravel, locks: dict[UUID, UUID] | None = None) -> DayProblem:
    """The day as a problem, within the law."""
    windows, blocked = gate.windows(office.pack, office.closed(day), day)
    return make_problem(day, windows, blocked, travel, locks or {}, office.settings.setup_time)


def prepare(office: Office, day: Day, worker: Worker, on_message: Callable[[object], None] | None = None) -> DayProblem:
    """The day as a problem, without solving it: to judge and to edit plans."""
    return frame(office, day, TravelSearch(office, day, worker).wait(on_message))
