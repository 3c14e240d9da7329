"""What is wanted of one search, beside the office's settings: the day's problem as that search shall see it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from planner.day.job_ids import is_meeting
from planner.day.locks import from_then
from planner.model import Plan
from planner.settings import LEVELS
from planner.translate import DayProblem, near, orders_of, visit_of
from routing.problem import Job, Problem, TimeWindow


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
    rest
        The routes of the plan at hand stay as they are, order and all; others come into them where there is room.
    same_teams
        Every visit of the plan at hand stays with its team.
    not_before
        What has not begun starts not before this moment; what cannot any more is not planned anew.
    room
        Seconds by which, in this search, a visit has to start or a shift to end sooner than it must, by its id. What is
        held to the second keeps its time.
    """

    engine: str = ""
    fair: int | None = None
    keep: int | None = None
    max_moved: int | None = None
    only: Set[UUID] | None = None
    quick: bool = False
    rest: bool = False
    same_teams: bool = False
    not_before: datetime | None = None
    room: Mapping[UUID, int] = field(default_factory=dict)

    @property
    def keeps_at_hand(self) -> bool:
        """Whether it is the plan at hand that is kept near."""
        return self.keep is not None or self.max_moved is not None

    @property
    def narrows(self) -> bool:
        """Whether there may be visits that the search is not given."""
        return self.only is not None or self.not_before is not None

    def problem(self, dp: DayProblem, plan: Plan | None) -> Problem:
        """The problem to solve, with a plan at hand."""
        problem, weights = self.later(dp, plan).problem, dp.problem.weights
        if self.fair is not None:
            weights = replace(weights, fair_days=LEVELS[self.fair])
        if self.keep is not None:
            weights = replace(weights, keep_plan=LEVELS[self.keep])
        if plan and self.keeps_at_hand:
            told = {job: each.start for job, each in problem.before.items()}
            at_hand = near(dp, plan).problem.before
            before = {job: replace(each, start=told.get(job)) for job, each in at_hand.items()}
            problem = replace(problem, before=before, max_moved=self.max_moved)
        if plan and self.same_teams:
            teams = {job: frozenset({key}) for key, order in orders_of(dp, plan).items() for job in order}
            problem = replace(
                problem, jobs=tuple(replace(job, vehicles=teams.get(job.id, job.vehicles)) for job in problem.jobs)
            )
        return self._chosen(self._roomy(replace(problem, weights=weights)), plan)

    def _roomy(self, problem: Problem) -> Problem:
        if not self.room:
            return problem
        jobs = (_sooner(job, self.room.get(visit_of(job.id), 0)) for job in problem.jobs)
        vehicles = (
            replace(each, shift_end=max(each.shift_start, each.shift_end - self.room.get(UUID(each.id), 0)))
            for each in problem.vehicles
        )
        return replace(problem, jobs=tuple(jobs), vehicles=tuple(vehicles))

    def later(self, dp: DayProblem, plan: Plan | None) -> DayProblem:
        """The day on which what has not begun by this plan starts `not_before`, as far as it still can."""
        if self.not_before is None:
            return dp
        first, begun = dp.seconds(self.not_before), _begun(plan)
        jobs = (job if visit_of(job.id) in begun else from_then(job, first) or job for job in dp.problem.jobs)
        return replace(dp, problem=replace(dp.problem, jobs=tuple(jobs)))

    def _chosen(self, problem: Problem, plan: Plan | None) -> Problem:
        if not self.narrows:
            return problem
        placed = {stop.visit_id for route in plan.routes for stop in route.stops} if plan else set()
        wanted = {visit_of(job.id) for job in problem.jobs} if self.only is None else self.only
        if self.not_before:
            first = round((self.not_before - problem.horizon_start).total_seconds())
            wanted = {visit_of(job.id) for job in problem.jobs if from_then(job, first)} & wanted
        jobs = {job.id: job for job in problem.jobs if is_meeting(job.id) or visit_of(job.id) in placed | wanted}
        # What comes after a visit that is not among them has to wait for that one.
        while waiting := [job for job in jobs.values() if job.after and job.after not in jobs]:
            jobs = {key: job for key, job in jobs.items() if job not in waiting}
        if self.not_before and not self.rest:
            # What can start in the past alone has no place with any team, wherever a hand has put it.
            past = (key for key, job in jobs.items() if from_then(job, first) is None and not is_meeting(key))
            jobs |= {key: replace(jobs[key], vehicles=frozenset[str]()) for key in past
                     if visit_of(key) not in _begun(plan)}  # fmt: skip
        chosen = (replace(job, must=job.must or visit_of(job.id) in placed) for job in jobs.values())
        return replace(
            problem, jobs=tuple(chosen), before={key: each for key, each in problem.before.items() if key in jobs}
        )


def _sooner(job: Job, seconds: int) -> Job:
    windows = tuple(TimeWindow(w.earliest, max(w.earliest, w.latest - seconds)) for w in job.windows)
    return replace(job, windows=windows) if seconds else job


def _begun(plan: Plan | None) -> set[UUID]:
    return {stop.visit_id for route in plan.routes for stop in route.stops if stop.begun} if plan else set()


AS_SET = Wanted()
"""As the office has set it."""
