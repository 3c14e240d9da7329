"""Has a solver search for a VROOM problem, and again where the first answer could not be kept to the second."""

from __future__ import annotations

from collections.abc import Callable

from routing.solution import Solution
from routing.solvers import ENGINES, solve_in_child
from routing.vroom.convert import SURE, make_problem, moved_windows
from routing.vroom.costs import worth
from routing.vroom.ground import Ground
from routing.vroom.mend import mended_plan
from routing.vroom.plan import start_solution


def search_in_child(
    ground: Ground,
    time_limit_s: float,
    seed: int,
    *,
    engine: str = ENGINES[0],
    threads: int | None = None,
    report: Callable[[object], None],
) -> Solution:
    """The best solution found, as `routing.solvers.solve_in_child` finds one; `mend.solved_plan` makes a plan of it.

    Where jobs share a place, half of the time is kept for a second search: from the first answer, and with the windows
    narrowed that it could not keep.

    Raises
    ------
    BadProblem
        ``steps_broken``; see `plan.start_solution`.
    """
    start, found, narrow = start_solution(ground), [], frozenset[int]()
    rounds = 2 if moved_windows(ground) else 1
    for number in range(rounds):
        solution = solve_in_child(
            make_problem(ground, dict.fromkeys(narrow, SURE)), time_limit_s / rounds, seed + number, start,
            engine=engine, threads=threads, report=report,
        )  # fmt: skip
        plan, late = mended_plan(ground, solution)
        found.append((worth(plan), number, solution))
        narrow, start = _at_their_places(ground, late), solution
    return min(found)[2]


def _at_their_places(ground: Ground, jobs: frozenset[int]) -> frozenset[int]:
    # Whoever shares a place with one that was late may be late in its stead.
    places = {job.spot.place for job in ground.request.jobs if job.id in jobs}
    return frozenset(job.id for job in ground.request.jobs if job.spot.place in places)
