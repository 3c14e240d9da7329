"""A visit goes to another team on a running day: only where its papers can reach that team, and how they do.

Each way is driven through the day's problem, checked, and judged by the law before it is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from planner.day import by_hand, edit
from planner.day.from_now import is_near
from planner.day.job_ids import meeting_job, visit_of
from planner.day.locks import held
from planner.day.meetings import brought, coming_of, papers_of
from planner.day.papers import at_moment, out_of_reach
from planner.errors import NotAllowed
from planner.model import Plan
from planner.running.handover_proof import Law, Proof
from planner.running.handover_proof import WayOver as WayOver
from planner.running.meeting_places import detours, trials
from planner.running.trial_orders import Corner, Draft, alone, price_of
from planner.text import listed
from planner.translate import DayProblem, sides_of

MOST = 3
MOST_TEAMS = 8
"""Of the other teams so many are asked, those with the least way round to the visit."""
SPARE = 4
"""So many ways more than are wanted are gone to their end: some may break something."""


def ways_of_handover(
    dp: DayProblem, plan: Plan, visit_ids: Iterable[UUID], to_shift: UUID, now: datetime, *, law: Law, most: int = MOST
) -> tuple[WayOver, ...]:
    """How visits can go to a team that is under way, what costs least first; nothing where papers cannot reach it.

    All of them go at once, behind one meeting. What has begun, or begins too soon, goes nowhere.
    """
    search = _search(dp, plan, visit_ids, now, law)
    if search is None or to_shift not in search.teams:
        return ()
    return search.verified(search.drafts(to_shift), most, lambda draft: draft.meeting and draft.meeting.place)


def hand_over(
    dp: DayProblem,
    plan: Plan,
    visit_ids: Iterable[UUID],
    now: datetime,
    *,
    law: Law,
    but: Collection[UUID] = (),
    still: Collection[UUID] = (),
    most: int = MOST,
) -> tuple[WayOver, ...]:
    """How visits can go to any other team, what costs least first; one way for each team.

    Teams that are `still` drive nowhere any more: whoever takes papers over from them comes to their last door.
    """
    search = _search(dp, plan, visit_ids, now, law, still)
    if search is None:
        return ()
    nearest = [each for each in search.nearest() if each not in but][:MOST_TEAMS]
    drafts = [draft for shift in nearest for draft in search.drafts(shift)]
    return search.verified(drafts, most, lambda draft: draft.to_shift)


def require_simple(dp: DayProblem, visit_ids: Iterable[UUID]) -> None:
    """Refuse what cannot follow its papers as a whole.

    Raises
    ------
    NotAllowed
        ``handover_two_teams``, ``handover_after``: a visit for two teams, or one that waits for another visit.
    """
    ids = tuple(visit_ids)
    if two := [each for each in ids if len(sides_of(dp, each)) > 1]:
        raise NotAllowed("handover_two_teams", visits=_named(dp, two))
    if waiting := [each for each in ids if _waits(dp, each)]:
        raise NotAllowed("handover_after", visits=_named(dp, waiting))


def _named(dp: DayProblem, visit_ids: Iterable[UUID]) -> str:
    return listed(dp.day.visit(each).reference for each in visit_ids)


def _waits(dp: DayProblem, visit_id: UUID) -> bool:
    # For another visit: it cannot wait for its papers as well.
    return any(dp.problem.job(job).after for job in sides_of(dp, visit_id))


def _search(
    dp: DayProblem, plan: Plan, visit_ids: Iterable[UUID], now: datetime, law: Law, still: Collection[UUID] = ()
) -> _Search | None:
    # A visit for two teams goes nowhere by itself: one of them would stay.
    near = {stop.visit_id for route in plan.routes for stop in route.stops if is_near(stop, now)}
    ids = tuple(dict.fromkeys(visit_ids))
    if not ids or by_hand.movable(dp, plan, ids) != list(ids) or not near.isdisjoint(ids):
        return None
    if any(len(sides_of(dp, each)) != 1 for each in ids):
        return None
    return _Search(Proof(at_moment(dp, now), plan, ids, now, law, frozenset(still)))


class _Search:
    # One question: some visits, now.

    def __init__(self, proof: Proof) -> None:
        self._proof = proof
        self.dp, self.plan, self.ids, self.now = dp, plan, ids, now = proof.dp, proof.plan, proof.ids, proof.now
        self._jobs = tuple(str(each) for each in ids)
        self._whole = held(dp, plan, free=ids)
        self._papers = papers_of(dp, plan)
        self._as_it_is = by_hand.known(dp, by_hand.orders_once(self._whole, plan))
        self._orders = {vehicle: [job for job in order if job not in self._jobs]
                        for vehicle, order in self._as_it_is.items()}  # fmt: skip
        near = {stop.visit_id for route in plan.routes for stop in route.stops if is_near(stop, now)}
        self._heads = {vehicle: _head(order, near) for vehicle, order in self._orders.items()}

    @property
    def teams(self) -> frozenset[UUID]:
        """Those that do not have all of the visits already."""
        has = {UUID(vehicle) for vehicle, order in self._as_it_is.items() if not set(self._jobs).isdisjoint(order)}
        able = frozenset(UUID(vehicle) for vehicle in self._as_it_is) - (has if len(has) == 1 else set())
        return able - (self.dp.papers.paused if self.dp.papers else frozenset())

    def nearest(self) -> list[UUID]:
        """The teams that may make them all, by the way round to the first."""
        problem, costs = self.dp.problem, []
        jobs = [problem.job(job) for job in self._jobs]
        for vehicle in problem.vehicles:
            able = all(j.skills <= vehicle.skills and (j.vehicles is None or vehicle.id in j.vehicles) for j in jobs)
            if able and UUID(vehicle.id) in self.teams:
                head, order = self._heads[vehicle.id], self._orders[vehicle.id]
                ways = detours(self._whole.problem, vehicle.id, order, jobs[0].place, head)
                costs += [(cost, vehicle.id) for cost, _gap in ways[:1]]
        return [UUID(vehicle) for _cost, vehicle in sorted(costs)]

    def drafts(self, to_shift: UUID) -> Iterator[Draft]:
        """What can be tried: at once, with a meeting that is planned anyway, or with a new one."""
        taker = str(to_shift)
        lacking = tuple(each for each in self.ids if not self._reaches(to_shift, each))
        if not lacking:
            yield from self._corner(taker, None).along(taker, None, self._orders, 0)
            return
        if any(_waits(self.dp, each) for each in lacking):
            return
        for giver in self._givers(to_shift, lacking):
            corner = self._corner(taker, giver)
            for meeting in coming_of(self.plan):
                job = meeting_job(meeting.id, to_shift)
                if (meeting.from_shift, meeting.to_shift) == (giver, to_shift) and job in self._orders[taker]:
                    fuller = replace(meeting, visits=(*meeting.visits, *lacking))
                    yield from corner.along(taker, fuller, self._orders, self._orders[taker].index(job) + 1)
            still = giver is not None and giver in self._proof.still
            for trial in trials(
                self._whole, self.plan, lacking, giver, to_shift, self._orders, self._heads, self.now, still=still
            ):
                yield from corner.behind(taker, trial)

    def verified(self, drafts: Iterable[Draft], most: int, kind: Callable[[Draft], object]) -> tuple[WayOver, ...]:
        """The best of each kind, gone to their end: what breaks anything that was whole is left out."""
        found: dict[object, WayOver] = {}
        tries = most + SPARE
        for draft in sorted(drafts, key=lambda each: each.price):
            if kind(draft) in found:
                continue
            if len(found) == most or not tries:
                break
            tries -= 1
            if way := self._proof.way(draft):
                found[kind(draft)] = way
        return tuple(sorted(found.values(), key=lambda way: way.added))

    def _reaches(self, to_shift: UUID, visit_id: UUID) -> bool:
        papers = self._papers
        return papers is None or papers.has(to_shift, visit_id) or (to_shift, visit_id) in brought(self.dp, self.plan)

    def _givers(self, to_shift: UUID, lacking: tuple[UUID, ...]) -> Iterator[UUID | None]:
        papers = self._papers
        carry = [set(papers.carriers(each)) if papers else set() for each in lacking]
        alive = {UUID(vehicle.id) for vehicle in self.dp.problem.vehicles} - {to_shift}
        yield from sorted(set.intersection(*carry) & alive)
        yield None

    def _corner(self, taker: str, giver: UUID | None) -> Corner:
        has = [vehicle for vehicle, order in self._as_it_is.items() if not set(self._jobs).isdisjoint(order)]
        teams = tuple(dict.fromkeys((taker, *([str(giver)] if giver else ()), *has)))
        jobs = {job: self._whole.problem.job(job) for team in teams for job in self._as_it_is[team]}
        before = price_of(alone(self._whole.problem, jobs, teams), self._as_it_is, teams)
        return Corner(self._whole, self.dp, self._orders, teams, self._jobs, before, self._heads)


def _head(order: Iterable[str], near: Collection[UUID]) -> int:
    # Behind how many jobs of a route something may still change.
    return max((number for number, job in enumerate(order, start=1) if visit_of(job) in near), default=0)


def ways_anew(dp: DayProblem, plan: Plan, visit_ids: Iterable[UUID], now: datetime, *, law: Law) -> tuple[WayOver, ...]:
    """The ways for visits wherever they are: also for those that a hand has put on a route without their papers.

    To the team on whose route they are put, if their papers can reach it; else one way for each of several.

    Raises
    ------
    NotAllowed
        ``papers_reach_nobody``, or as `require_simple`: with what else can be done.
    """
    ids, at = tuple(visit_ids), at_moment(dp, now)
    astray = {
        each.visit_id for each in out_of_reach(papers_of(at, plan), plan, brought(at, plan)) if each.visit_id in ids
    }
    base = edit.take_all_out(at, plan, astray) if astray else plan
    homes = {route.shift_id for each in astray for route in plan.routes_of(each)}
    wanted = homes.pop() if len(homes) == 1 else None
    ways = ways_of_handover(at, base, ids, wanted, now, law=law) if wanted else ()
    if not ways:
        ways = hand_over(at, base, ids, now, law=law)
        if len(ways) == 1:
            ways = ways_of_handover(at, base, ids, ways[0].to_shift, now, law=law)
    if not ways:
        require_simple(at, ids)
        raise NotAllowed("papers_reach_nobody")
    return ways
