"""Plans the rest: routes that are there keep their jobs and their order, and others come in where there is room.

A human's order wins, so a route that breaks a rule is left as it is; only what this search has put in does it take out
again, to put it elsewhere (ruin and recreate, Schrimpf et al. 2000, doi:10.1006/jcph.1999.6413, on those jobs alone).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Set
from random import Random

from routing.explain import explain
from routing.insertion import Known
from routing.objective import score
from routing.problem import Problem
from routing.schedule import time_all
from routing.solution import Reason, Solution, Unassigned
from routing.solvers.settle import fill
from routing.worker import Better

MOST_RUINED = 8
"""So many jobs are taken out again at once."""
PATIENCE = 60, 12
"""So many tries in a row without a better plan end the search: in any case, and for each job it has put in."""


def fill_in_child(
    problem: Problem,
    time_limit_s: float,
    seed: int,
    start: Solution | None = None,
    *,
    report: Callable[[object], None],
) -> Solution:
    """Fill what was left out into the routes of `start`, reporting every better solution as `Better`."""
    orders = {vehicle.id: list[str]() for vehicle in problem.vehicles}
    orders |= {route.vehicle: [stop.job for stop in route.stops] for route in (start.routes if start else ())}
    search = _Search(problem, Solution(time_all(problem, orders)), Random(seed))
    report(Better(search.best))
    until = time.monotonic() + time_limit_s
    while not search.is_settled and time.monotonic() < until:
        if search.better():
            report(Better(search.best))
    return search.explained()


class _Search:
    # `best` holds the jobs of before in their order, and what has come in since.

    def __init__(self, problem: Problem, before: Solution, random: Random) -> None:
        self._problem = problem
        self._random = random
        self._known: Known = {}
        self._stay = _placed(before)
        self._left = [job.id for job in problem.jobs if job.id not in self._stay]
        filled, self._left = fill(problem, before, self._left, self._known)
        self.best = self._noted(filled, self._left)
        self._worth = score(problem, self.best)
        self._in_vain = 0

    @property
    def is_settled(self) -> bool:
        """Whether nothing better is to be expected."""
        added = len(_placed(self.best) - self._stay)
        return added == 0 or added + len(self._left) < 2 or self._in_vain > PATIENCE[0] + PATIENCE[1] * added

    def better(self) -> bool:
        """Take some out and put them in anew; whether that was better."""
        out = self._ruined()
        orders = {r.vehicle: [s.job for s in r.stops if s.job not in out] for r in self.best.routes}
        again = [*out, *self._left]
        self._random.shuffle(again)
        found, left = fill(self._problem, Solution(time_all(self._problem, orders)), again, self._known)
        worth = score(self._problem, found)
        if worth >= self._worth:
            self._in_vain += 1
            return False
        self.best, self._left, self._worth, self._in_vain = self._noted(found, left), left, worth, 0
        return True

    def explained(self) -> Solution:
        """The best, with the reason of each that found no room."""
        known, problem = self._known, self._problem
        left = (Unassigned(job, explain(problem, self.best, job, known)) for job in self._left)
        return Solution(self.best.routes, tuple(left))

    def _ruined(self) -> Set[str]:
        added = sorted(_placed(self.best) - self._stay)
        out = set(self._random.sample(added, self._random.randint(1, min(len(added), MOST_RUINED))))
        while more := {job for job in added if job not in out and self._hangs_on(job, out)}:
            out |= more
        return out

    def _hangs_on(self, job_id: str, out: Set[str]) -> bool:
        # The other side of a visit for two teams, and what comes after.
        job = self._problem.job(job_id)
        return job.after in out or bool(job.joint and any(self._problem.job(each).joint == job.joint for each in out))

    @staticmethod
    def _noted(solution: Solution, left: Iterable[str]) -> Solution:
        return Solution(solution.routes, tuple(Unassigned(job, Reason.NO_ROOM) for job in left))


def _placed(solution: Solution) -> set[str]:
    return {stop.job for route in solution.routes for stop in route.stops}
