"""Measures a plan of a small VROOM problem against all plans there are, by CP-SAT. Searches no plan, and judges none.

VROOM's windows bound the moment before set-up. Where jobs share a place the proof lets them be late by a set-up: then
what it says no plan can beat may be a little better than any plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from routing.errors import BadProblem
from routing.objective import score
from routing.solution import Solution
from routing.vroom.convert import LOOSE, Orders, make_problem
from routing.vroom.costs import worth
from routing.vroom.ground import Ground
from routing.vroom.mend import solved_plan
from routing.vroom.plan import TimedPlan

MOST_LEGS = 25_000
"""Legs that the model may have, over all vehicles: about 60 jobs and 6 vehicles, made in half a second. Beyond that
CP-SAT comes to no bound on the cost that is worth waiting for."""


@dataclass(frozen=True, slots=True)
class Proven:
    """What is known of the best plan.

    Parameters
    ----------
    priority, jobs, cost
        No plan leaves out less priority; none of those that leave out so little leaves out fewer jobs; none of these
        costs less, in seconds.
    optimal
        Whether the plan (`better`, or else the given one) is as good as that.
    better
        What is better than the given plan, if anything was found.
    """

    priority: int
    jobs: int
    cost: float
    optimal: bool
    better: Solution | None = None

    def cost_counts(self, plan: TimedPlan) -> bool:
        """Whether what the plan leaves out is the least there is, so that only its cost may still be too high."""
        return worth(plan)[:2] == (self.priority, self.jobs)


def check_provable(ground: Ground) -> None:
    """Whether a proof is worth beginning.

    Raises
    ------
    BadProblem
        ``too_large_to_prove``: with the number of jobs and of vehicles.
    """
    jobs, vehicles = len(ground.request.jobs), len(ground.request.vehicles)
    if (jobs + 1) ** 2 * vehicles > MOST_LEGS:
        raise BadProblem(
            "too_large_to_prove", f"{jobs} jobs and {vehicles} vehicles are too many to be proven.",
            jobs=jobs, vehicles=vehicles,
        )  # fmt: skip


def prove_in_child(
    ground: Ground,
    orders: Orders,
    time_limit_s: float,
    seed: int,
    *,
    threads: int | None = None,
    report: Callable[[object], None],
) -> Proven:
    """How good the plan of these orders is, measured against all others."""
    from routing.solvers.proof import TINY, prove
    from routing.solvers.ruin_recreate import cores
    from routing.solvers.settle import settle

    problem = make_problem(ground.fine(), others=LOOSE)
    given = settle(problem, _named(orders), explained=False)
    proof = prove(problem, given, time_limit_s, seed=seed, threads=threads or cores(), report=report)
    best, better = solved_plan(ground, given), None
    if proof.better:
        made = solved_plan(ground, proof.better)
        if worth(made) < worth(best):
            best, better = made, proof.better
    reached = score(problem, settle(problem, _named(orders_of(best)), explained=False))
    optimal = reached[:3] == proof.bound[:3] and reached.cost <= proof.bound.cost + TINY
    bound = proof.bound
    return Proven(bound.priority_left, bound.left, bound.cost / ground.fine().ticks, optimal, better)


def orders_of(plan: TimedPlan) -> Orders:
    """The jobs of each vehicle, in their order."""
    return {vehicle: [step.id for step in steps if step.kind == "job"] for vehicle, steps in plan.routes.items()}


def _named(orders: Orders) -> dict[str, list[str]]:
    return {str(vehicle): [str(job) for job in order] for vehicle, order in orders.items()}
