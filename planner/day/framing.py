"""Frames a day as a problem: within the law, by the office's choices, near to the plan that was issued last.

What these are is read once, as `Terms`; so many days, such as the ways out of an absence, are framed alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID

from planner.bootstrap import Office
from planner.day.at_one_door import lawful_pairs
from planner.day.carried import read_papers
from planner.day.conditions import Windows
from planner.day.factors import Factors, read_factors
from planner.day.locks import held
from planner.day.papers import Papers
from planner.day.travel import DayTravel
from planner.model import Day, Plan, Visit
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack
from planner.settings import Settings, read_settings
from planner.translate import DayProblem, make_problem, near, orders_of

type Lawful = tuple[Windows, Mapping[UUID, str]]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a day is planned by beside its roads.

    Parameters
    ----------
    day
        The day they were read for; other drafts of it are framed by them as well.
    lawful
        When its visits may start, and why others may not be planned.
    issued
        The plan to keep near, if the office wants that.
    factors
        Measured times that the office has accepted.
    papers
        Where the papers of the day's visits are, once some went out.
    """

    day: Day
    pack: Pack
    closed: ClosedDays
    settings: Settings
    issued: Plan | None
    lawful: Lawful
    factors: Factors
    papers: Papers | None = None

    def frame(self, day: Day, travel: DayTravel) -> DayProblem:
        """A draft of the day as a problem."""
        same = day.visits == self.day.visits and day.least_certain == self.day.least_certain
        windows, blocked = self.lawful if same else lawful(self.pack, self.closed, day)
        at_the_door = partial(self.factors.setup_time, usual=self.settings.setup_time)
        dp = make_problem(day, windows, blocked, travel, at_the_door, self.settings.weights)
        dp = replace(dp, papers=self.papers)
        return near(dp, self.issued, self.issued) if self.issued else dp

    def as_searched(self, dp: DayProblem, plan: Plan | None) -> DayProblem:
        """A framed day as a search sees it: within the plan's locks, and who may not be sent out gets nothing more.

        By hand that can be done, and is reported.
        """
        begun = {route.shift_id: route.begun for route in plan.routes} if plan else {}
        few = {str(shift): begun.get(shift, 0) for shift in gate.unfit(self.pack, dp.day)}
        dp = held(dp, plan, free=None)
        for _meeting, shift in dp.meetings.values():
            few |= {key: count + 1 for key, count in few.items() if key == str(shift)}
        vehicles = (replace(v, max_jobs=few[v.id]) if v.id in few else v for v in dp.problem.vehicles)
        problem = replace(dp.problem, vehicles=tuple(vehicles))
        orders = orders_of(dp, plan) if plan else {}
        return replace(dp, problem=lawful_pairs(self.pack, dp.day, problem, orders))

    def reasoned(self, day: Day, plan: Plan) -> Plan:
        """The plan, with the rule as the reason where no team of the day may be sent out."""
        unfit = gate.unfit_for(self.pack, day)
        if not unfit or len(unfit) < len(day.shifts):
            return plan
        rule = f"rule:{next(rule for rules in unfit.values() for rule in rules)}"
        left = (replace(each, reason=rule) if each.reason == "no_vehicle" else each for each in plan.unassigned)
        return replace(plan, unassigned=tuple(left))


def terms_of(office: Office, day: Day) -> Terms:
    """The terms of a day, as they are now."""
    with office.store.reading() as session:
        settings = read_settings(session)
        factors = read_factors(session)
        issued = session.issued(day.id) if settings.keep_plan else None
        papers = read_papers(session, day, office.clock())
    closed = office.closed(day)
    return Terms(day, office.pack, closed, settings, issued, lawful(office.pack, closed, day), factors, papers)


def lawful(pack: Pack, closed: ClosedDays, day: Day) -> Lawful:
    """When visits may start, and why others may not be planned; one that has begun stays where it was.

    What was told of a visit is a fact. Where something is dated back to before it, as the lender's files do, the gate
    judges the plan and says so, but the visit does not leave its route.
    """
    windows, blocked = gate.windows(pack, closed, day)
    told = {visit.id: since for visit in day.visits if visit.id in blocked and day.located(visit)
            if (since := _begun(closed, visit))}  # fmt: skip
    if not told:
        return windows, blocked
    fixed = {key: ((since, since),) for key, since in told.items()}
    return {**windows, **fixed}, {key: why for key, why in blocked.items() if key not in told}


def _begun(closed: ClosedDays, visit: Visit) -> datetime | None:
    standing = closed.standings.get(visit.customer.id)
    return standing.begun.get(visit.id) if standing else None
