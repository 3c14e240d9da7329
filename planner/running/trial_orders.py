"""Tries where visits and a meeting could go in the routes of those it concerns, timed as if they were alone. Pure.

What else hangs on these routes is left out here: whoever takes an order has the whole plan checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from uuid import UUID

from planner.day.job_ids import is_meeting, meeting_job, visit_of
from planner.day.meetings import A_DAY_S, jobs_of
from planner.model import Meeting
from planner.running.meeting_places import Trial, detours
from planner.translate import DayProblem
from routing.problem import Job, Problem
from routing.schedule import timed_all

MOST_GAPS = 2
"""So many places in a route are tried for each of what goes there, those with the least way round."""

type Orders = dict[str, list[str]]
type Price = tuple[int, int]
"""Seconds too late, and seconds at work."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Orders with the visits in them, behind a meeting or without one, and what they cost more than before."""

    meeting: Meeting | None
    to_shift: UUID
    orders: Orders
    price: Price


@dataclass(frozen=True, slots=True)
class Corner:
    """The routes of some teams alone.

    Parameters
    ----------
    whole, plain
        The day within its locks, and without asking who may go where.
    orders
        All routes without what is to go elsewhere.
    before
        The price of the teams' routes with it where it is now.
    heads
        Behind how many jobs of each route something may still change.
    """

    whole: DayProblem
    plain: DayProblem
    orders: Orders
    teams: tuple[str, ...]
    jobs: tuple[str, ...]
    before: Price
    heads: Mapping[str, int]

    def along(self, taker: str, meeting: Meeting | None, orders: Orders, first: int) -> Iterator[Draft]:
        """The jobs on the taker's route, from a place in it on, each where it costs least."""
        small = self._small(meeting, taker)
        if made := self._placed(small, taker, orders, first):
            yield self._draft(meeting, taker, *made)

    def behind(self, taker: str, trial: Trial) -> Iterator[Draft]:
        """The same behind a meeting that is new: at the gaps that are worth a look the best one."""
        small, meeting = self._small(trial.meeting, taker), trial.meeting
        tried = []
        for gaps in product(*(gaps[:MOST_GAPS] for gaps in trial.gaps.values())):
            orders = {**self.orders}
            for vehicle, gap in zip(trial.gaps, gaps, strict=True):
                job = meeting_job(meeting.id, UUID(vehicle))
                orders[vehicle] = [*orders[vehicle][:gap], job, *orders[vehicle][gap:]]
            first = orders[taker].index(meeting_job(meeting.id, UUID(taker))) + 1
            if made := self._placed(small, taker, orders, first):
                tried.append(made)
        if tried:
            yield self._draft(meeting, taker, *min(tried, key=lambda each: each[0]))

    def _draft(self, meeting: Meeting | None, taker: str, price: Price, orders: Orders) -> Draft:
        late, work = self.before
        return Draft(meeting, UUID(taker), orders, (price[0] - late, price[1] - work))

    def _placed(self, small: Problem, taker: str, orders: Orders, first: int) -> tuple[Price, Orders] | None:
        price = (0, 0)
        for job in self.jobs:
            order, place = orders[taker], small.job(job).place
            gaps = detours(small, taker, order, place, max(first, self.heads.get(taker, 0)))[:MOST_GAPS]
            tried = [{**orders, taker: [*order[:gap], job, *order[gap:]]} for _cost, gap in gaps]
            if not tried:
                return None
            price, orders = min(((price_of(small, each, self.teams), each) for each in tried), key=lambda pair: pair[0])
        return price, orders

    def _small(self, meeting: Meeting | None, taker: str) -> Problem:
        here = {job for team in self.teams for job in self.orders.get(team, ())}
        jobs = {job: self.whole.problem.job(job) for job in here}
        for job in self.jobs:
            own = self.whole.problem.job(job)
            after = meeting_job(meeting.id, UUID(taker)) if meeting and visit_of(job) in meeting.visits else own.after
            jobs[job] = replace(own, after=after)
        jobs |= {job.id: job for job in (jobs_of(self.plain, meeting) if meeting else ())}
        return alone(self.whole.problem, jobs, self.teams)


def alone(problem: Problem, jobs: Mapping[str, Job], teams: Iterable[str]) -> Problem:
    """The problem of some teams and jobs, without what hangs on others."""
    sides = Counter(job.joint for job in jobs.values())
    kept = tuple(
        replace(
            job,
            after=job.after if job.after in jobs else "",
            joint=job.joint if sides[job.joint] == 2 else "",
            group="",
        )
        for job in jobs.values()
    )
    patient = all(is_meeting(job.id) for job in kept if job.joint)
    vehicles = tuple(problem.vehicle(each) for each in teams)
    wait = A_DAY_S if patient else problem.joint_wait
    return replace(problem, jobs=kept, vehicles=vehicles, before={}, max_moved=None, joint_wait=wait)


def price_of(problem: Problem, orders: Mapping[str, Sequence[str]], teams: Iterable[str]) -> Price:
    """Seconds too late, then seconds at work, of the routes of some teams."""
    routes, late = timed_all(problem, {team: orders.get(team, ()) for team in teams})
    return late, sum(route.end - route.start for route in routes)
