"""Plans a day: lawful windows, travel times, then the solver in its child, streaming better plans. Saves nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from planner.bootstrap import Office
from planner.day.edit import follow
from planner.day.facts import as_it_went
from planner.day.framing import Terms, terms_of
from planner.day.locks import as_begun, locks_of, waiting
from planner.day.meetings import kept
from planner.day.papers import reasoned
from planner.day.travel import TravelSearch
from planner.day.wanted import AS_SET, Wanted
from planner.errors import NotFound
from planner.model import Day, Plan, Unassigned
from planner.translate import DayProblem, to_plan, to_solution
from routing.errors import Cancelled, RoutingError
from routing.solution import Solution
from routing.solvers import ENGINES, solve_in_child
from routing.solvers.rest import fill_in_child
from routing.worker import Better, Progress, Run, Worker


class Planning:
    """One search for a plan: polled from a timer or waited for; stopped at any moment with the best plan so far.

    It begins at `start`, whose locks hold. A day that is `framed` already is taken as it is.

    Raises
    ------
    NotFound
        ``no_engine``.
    """

    def __init__(
        self,
        office: Office,
        day: Day,
        start: Plan | None,
        worker: Worker,
        *,
        time_limit_s: float | None = None,
        seed: int = 0,
        wanted: Wanted = AS_SET,
        framed: DayProblem | None = None,
    ) -> None:
        self._terms: Terms = terms_of(office, day)
        settings = self._terms.settings
        self._office = office
        self._worker = worker
        self._start = start
        self._seed = seed
        self._wanted = wanted
        self._engine = wanted.engine or settings.engine or ENGINES[0]
        if self._engine not in ENGINES:
            raise NotFound("no_engine", name=self._engine, names=", ".join(ENGINES))
        self._limit = settings.time_limit_s if time_limit_s is None else time_limit_s
        self._locks = locks_of(start, day)
        self.day = day
        self.day_problem = framed
        self._held: DayProblem | None = None
        self.best: Plan | None = None
        self._taken: Solution | None = None
        self.finished = False
        self._travel: TravelSearch | None = None
        self._run: Run[Solution] | None = None
        if framed:
            self._submit(framed)
        else:
            self._travel = TravelSearch(office, day, worker, quick=wanted.quick)

    def poll(self) -> list[object]:
        """What came since the last poll: `Progress` of the travel times, then each better `Plan`.

        Raises
        ------
        routing.errors.RoutingError
            Once, where the child failed; the search is finished then, and `best` is the best plan before.
        """
        if self.finished:
            return []
        try:
            return self._poll_travel(self._travel) if self._travel is not None else self._poll_solver()
        except RoutingError:
            self._finish()
            raise

    def stop(self) -> None:
        """End the search now; `best` is the best plan so far, and there is always one."""
        if self.finished:
            return
        if self._travel:
            self._travel.stop()
        if self._run:
            self._poll_solver()
            self._run.stop()
        self._finish()

    def wait(
        self, on_message: Callable[[object], None] | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Plan:
        """Block until the search has ended, or until `cancelled` says to stop it; its plan."""
        while not self.finished:
            if cancelled and cancelled():
                self.stop()
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
            self.day_problem = self._terms.frame(self.day, travel.result())
            self._submit(self.day_problem)
        return found

    def _submit(self, dp: DayProblem) -> None:
        held = self._held = self._terms.as_searched(dp, self._start)
        asked = replace(held, problem=self._wanted.problem(held, self._start))
        start = to_solution(asked, self._start) if self._start else None
        search = fill_in_child if self._wanted.rest else partial(solve_in_child, engine=self._engine)
        self._run = self._worker.submit(search, asked.problem, self._limit, self._seed, start)

    def _poll_solver(self) -> list[object]:
        assert self._run is not None
        ended = self._run.finished
        found: list[object] = []
        for message in self._run.poll():
            if isinstance(message, Better) and isinstance(message.value, Solution):
                found.append(self._take(message.value))
            elif isinstance(message, Progress):
                found.append(message)
        if ended:
            self._end(self._run)
        return found

    def _end(self, run: Run[Solution]) -> None:
        with suppress(Cancelled):
            self._take(run.result())
        self._finish()

    def _take(self, solution: Solution) -> Plan:
        if self.best is not None and solution == self._taken:
            return self.best  # the last of the better ones is the answer
        self._taken = solution
        dp = self.day_problem
        assert dp is not None
        assert self._held is not None
        solution = as_begun(self._held, self._start, solution)
        plan = as_it_went(to_plan(self._held, solution, locks=self._locks, made_at=self._office.clock()), self._start)
        plan = reasoned(dp.papers, self._terms.reasoned(self.day, plan))
        if self._start:
            plan = kept(waiting(plan, self._start), self._start, dp)
        if self._start and self._wanted.narrows:
            plan = _completed(plan, self._start, self.day)
        # Whoever looks at the plan later knows nothing of what was wanted.
        self.best = follow(self._wanted.later(dp, plan), plan) if self._wanted.keeps_at_hand else plan
        return self.best

    def _finish(self) -> None:
        # Ended before anything was found, it leaves the plan there was, or one in which nobody is planned yet.
        if self.best is None:
            untried = tuple(Unassigned(visit.id, "stopped_early") for visit in self.day.visits)
            before = self._start or Plan(self.day.id, unassigned=untried, made_at=self._office.clock())
            self.best = follow(self.day_problem, before) if self.day_problem else _kept(before, self.day)
        self.finished = True


def _kept(plan: Plan, day: Day) -> Plan:
    # The plan as far as the day still has its visits and shifts; its times are as they were.
    visits, shifts = {visit.id for visit in day.visits}, {shift.id for shift in day.shifts}
    routes = tuple(
        replace(route, stops=tuple(stop for stop in route.stops if stop.visit_id in visits))
        for route in plan.routes
        if route.shift_id in shifts
    )
    return _completed(replace(plan, routes=routes, version=0), plan, day)


def _completed(plan: Plan, before: Plan, day: Day) -> Plan:
    # With the reasons of before for visits that the plan says nothing of.
    placed = {stop.visit_id for route in plan.routes for stop in route.stops}
    reasons = {left.visit_id: left.reason for left in (*before.unassigned, *plan.unassigned)}
    left = (Unassigned(v.id, reasons.get(v.id, "stopped_early")) for v in day.visits if v.id not in placed)
    return replace(plan, unassigned=tuple(left))


def prepare(office: Office, day: Day, worker: Worker, on_message: Callable[[object], None] | None = None) -> DayProblem:
    """The day as a problem, without solving it: to judge and to edit plans."""
    return terms_of(office, day).frame(day, TravelSearch(office, day, worker).wait(on_message))
