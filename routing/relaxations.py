"""Ways out for a job that is in no route: found on the routes as they are, proved by the checker, priced and ranked.

What one is and what it does is told in `routing.way_out`. Legal windows are never left: whoever knows the law hands
them over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from itertools import islice

from routing.check import check
from routing.inquiry import Inquiry, Legal
from routing.objective import costs
from routing.problem import Problem
from routing.proposals import chains, proposals, stretched
from routing.proposals_joint import joint_proposals
from routing.solution import Solution, Violation
from routing.way_out import Means as Means
from routing.way_out import Placement as Placement
from routing.way_out import WayOut as WayOut
from routing.way_out import apply as apply

TIERS = {
    Means.INSERT: 0,
    **dict.fromkeys((Means.WINDOW, Means.OVERTIME, Means.MOVE), 1),
    **dict.fromkeys((Means.STRETCH, Means.ALLOW, Means.GROUP, Means.ORDER, Means.SKILL), 2),
    Means.DROP: 3,
}
"""What a coordinator would rather do: nothing else; an agreement or a move; a rule set aside; last, a visit lost."""
EACH = 2
"""So many ways of one means come before what there is of others; more only where there is room."""
TRIED, KEPT = 8, 5
"""So many of one means are tried at most, until so many hold; what is proposed nearly always does."""


def ways_out(
    problem: Problem, solution: Solution, job_id: str, *, most: int = 5, legal: Legal = None
) -> tuple[WayOut, ...]:
    """What would fit an unassigned job, what a coordinator would rather do first; each breaks no rule that is kept now.

    `legal` has the windows that the law leaves a job, and no window grows beyond them; a job that it does not name
    keeps its windows. Without it nothing is known of a law.
    """
    return ways_out_of(Inquiry(problem, solution, problem.job(job_id), legal), most=most)


def ways_out_of(inquiry: Inquiry, *, most: int = 5) -> tuple[WayOut, ...]:
    """The same, for who has more questions about this job."""
    proof, partner = _Proof(inquiry), inquiry.partner
    found = proof.kept(joint_proposals(inquiry, partner) if partner else proposals(inquiry))
    if len(found) < most and not partner:
        further = (chains(inquiry), stretched(inquiry))
        found += proof.kept(way for some in further for way in some)
    return _chosen(inquiry.problem, found, most)


def _chosen(problem: Problem, ways: Iterable[WayOut], most: int) -> tuple[WayOut, ...]:
    # Of each means a few; what is left over only where there is room.
    first: list[WayOut] = []
    over: list[WayOut] = []
    seen = Counter[Means]()
    for way in sorted(ways, key=lambda way: _rank(problem, way)):
        (first if seen[way.means] < EACH else over).append(way)
        seen[way.means] += 1
    return tuple(sorted((*first, *over)[:most], key=lambda way: _rank(problem, way)))


def _rank(problem: Problem, way: WayOut) -> tuple[float, ...]:
    # A window longer by a minute is as dear as a minute on the road: somebody has to ask, and somebody to wait.
    asked = way.amount if way.windows else 0
    lost = sum(problem.job(job).priority for job in way.dropped)
    return TIERS[way.means], lost, max(0, len(way.others) - 1), way.price + asked


class _Proof:
    # Nothing is offered that was not done and looked at.

    def __init__(self, inquiry: Inquiry) -> None:
        self._problem = inquiry.problem
        self._solution = inquiry.solution
        self._before = _amounts(check(inquiry.problem, inquiry.solution))
        self._cost = costs(inquiry.problem, inquiry.solution).total

    def kept(self, ways: Iterable[WayOut]) -> list[WayOut]:
        """The best few of each means that hold, no two alike but for where the others go."""
        by_means: dict[Means, dict[object, WayOut]] = {}
        for way in sorted(ways, key=partial(_rank, self._problem)):
            into = frozenset(each.vehicle for each in way.placed if each.job not in way.others)
            by_means.setdefault(way.means, {}).setdefault((into, way.others[:1]), way)
        tried = (islice(some.values(), TRIED) for some in by_means.values())
        return [proved for some in tried for proved in islice(filter(None, map(self._proved, some)), KEPT)]

    def _proved(self, way: WayOut) -> WayOut | None:
        problem, after = apply(self._problem, self._solution, way)
        for broken, amount in _amounts(check(problem, after)).items():
            if amount > self._before.get(broken, -1):
                return None
        starts = {stop.job: stop.start for route in after.routes for stop in route.stops}
        return replace(
            way,
            price=costs(problem, after).total - self._cost,
            added_time=after.travel_time - self._solution.travel_time,
            start=starts[way.job],
        )


def _amounts(violations: Iterable[Violation]) -> dict[tuple[str, str, str], int]:
    found: Counter[tuple[str, str, str]] = Counter()
    for each in violations:
        found[each.kind, each.vehicle, each.job] += each.amount
    return found
