"""What is wanted of one search, beside the office's settings: the day's problem as that search shall see it. Pure."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from uuid import UUID

from planner.model import Plan
from planner.settings import LEVELS
from planner.translate import DayProblem, near, visit_of
from routing.problem import Problem


@dataclass(frozen=True, slots=True)
class Wanted:
    """Choices for one search.

    Parameters
    ----------
    engine
        The solver, by its name; empty for the office's.
    fair, keep
        Instead of `Settings.fair_days` and `keep_plan`. With `keep` it is the plan at hand that is kept near; without,
        the one that was issued last.
    max_moved
        So many visits of the plan at hand may go to another team, or lose their stop; None for any number.
    only
        Nothing else is planned than the visits of the plan at hand, which all keep a stop, and these; None for all.
    quick
        Travel times that are not there yet may be a quick estimate. No plan is issued on one.
    """

    engine: str = ""
    fair: int | None = None
    keep: int | None = None
    max_moved: int | None = None
    only: Set[UUID] | None = None
    quick: bool = False

    @property
    def keeps_at_hand(self) -> bool:
        """Whether it is the plan at hand that is kept near."""
        return self.keep is not None or self.max_moved is not None

    def problem(self, dp: DayProblem, plan: Plan | None) -> Problem:
        """The problem to solve, with a plan at hand."""
        problem, weights = dp.problem, dp.problem.weights
        if self.fair is not None:
            weights = replace(weights, fair_days=LEVELS[self.fair])
        if self.keep is not None:
            weights = replace(weights, keep_plan=LEVELS[self.keep])
        if plan and self.keeps_at_hand:
            told = {job: each.start for job, each in problem.before.items()}
            at_hand = near(dp, plan).problem.before
            before = {job: replace(each, start=told.get(job)) for job, each in at_hand.items()}
            problem = replace(problem, before=before, max_moved=self.max_moved)
        return self._chosen(replace(problem, weights=weights), plan)

    def _chosen(self, problem: Problem, plan: Plan | None) -> Problem:
        if self.only is None:
            return problem
        placed = {stop.visit_id for route in plan.routes for stop in route.stops} if plan else set()
        jobs = {job.id: job for job in problem.jobs if visit_of(job.id) in placed | self.only}
        # What comes after a visit that is not among them has to wait for that one.
        while waiting := [job for job in jobs.values() if job.after and job.after not in jobs]:
            jobs = {key: job for key, job in jobs.items() if job not in waiting}
        chosen = (replace(job, must=job.must or visit_of(job.id) in placed) for job in jobs.values())
        return replace(
            problem, jobs=tuple(chosen), before={key: each for key, each in problem.before.items() if key in jobs}
        )


AS_SET = Wanted()
"""As the office has set it."""
