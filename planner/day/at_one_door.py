"""Which teams a search lets meet at a door: never so many people that they crowd it. Pure, and solves nothing.

The two sides of a visit for two teams are given to teams apart from each other, so each is bound by a size of its own:
whoever keeps both keeps the rule. The sizes are those that leave most pairs, and the pair there is, if it is lawful.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from planner.model import Day
from planner.policy.pack import Pack
from routing.problem import Job, Problem


def lawful_pairs(pack: Pack, day: Day, problem: Problem, orders: Mapping[str, Iterable[str]]) -> Problem:
    """The problem in which no two teams may meet that are too many at a door together.

    What is locked to a team stays there, and the other side is chosen by that.

    Parameters
    ----------
    orders
        The jobs of each route as it is, by vehicle.
    """
    if pack.most_at_door is None or not any(job.joint for job in problem.jobs):
        return problem
    sizes = {str(shift.id): len({each.id for each in shift.members} - day.absent) for shift in day.shifts}
    homes = {job: vehicle for vehicle, jobs in orders.items() for job in jobs}
    pairs: dict[str, list[Job]] = {}
    for job in problem.jobs:
        if job.joint:
            pairs.setdefault(job.joint, []).append(job)
    able = [sizes[each.id] for each in problem.vehicles if each.max_jobs != 0]
    bound = {
        job.id: job
        for both in pairs.values()
        if len(both) > 1
        for job in _bound(both, sizes, homes, _limits(able, pack.most_at_door), pack.most_at_door)
    }
    return replace(problem, jobs=tuple(bound.get(job.id, job) for job in problem.jobs))


def _limits(sizes: list[int], most: int) -> list[tuple[int, int]]:
    # How large the larger and the smaller team may be; those first by which most pairs may meet.
    found = {(large, most - large) for each in sizes if (large := max(each, most - each)) < most}

    def meeting(limits: tuple[int, int]) -> int:
        large, small = limits
        return sum(max(pair) <= large and min(pair) <= small for pair in combinations(sizes, 2))

    return sorted(found or {(most - most // 2, most // 2)}, key=lambda each: (-meeting(each), each))


def _bound(
    both: list[Job], sizes: Mapping[str, int], homes: Mapping[str, str], limits: list[tuple[int, int]], most: int
) -> Iterator[Job]:
    locked = [next(iter(job.vehicles)) if job.vehicles and len(job.vehicles) == 1 else "" for job in both]
    if any(locked):
        for job, other in zip(both, reversed(locked), strict=True):
            yield _at_most(job, sizes, most - sizes[other]) if other and not all(locked) else job
        return
    here = [sizes.get(homes.get(job.id, ""), 0) for job in both]
    large, small = max(here), min(here)
    kept = (each for each in limits if large <= each[0] and small <= each[1])
    larger, smaller = next(kept, limits[0])
    first = here[0] >= here[1]
    yield _at_most(both[0], sizes, larger if first else smaller)
    yield _at_most(both[1], sizes, smaller if first else larger)


def _at_most(job: Job, sizes: Mapping[str, int], most: int) -> Job:
    few = frozenset(key for key, size in sizes.items() if size <= most)
    return replace(job, vehicles=few if job.vehicles is None else job.vehicles & few)
