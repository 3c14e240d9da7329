"""Frames a day as a problem: within the law, by the office's choices, near to the plan that was issued last.

What these are is read once, as `Terms`; so many days, such as the ways out of an absence, are framed alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from planner.bootstrap import Office
from planner.day.conditions import Windows
from planner.day.locks import held
from planner.day.travel import DayTravel
from planner.model import Day, Plan
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack
from planner.settings import Settings, read_settings
from planner.translate import DayProblem, make_problem, near


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
    """

    day: Day
    pack: Pack
    closed: ClosedDays
    settings: Settings
    issued: Plan | None
    lawful: tuple[Windows, Mapping[UUID, str]]

    def frame(self, day: Day, travel: DayTravel) -> DayProblem:
        """A draft of the day as a problem."""
        same = day.visits == self.day.visits and day.least_certain == self.day.least_certain
        windows, blocked = self.lawful if same else gate.windows(self.pack, self.closed, day)
        dp = make_problem(day, windows, blocked, travel, self.settings.setup_time, self.settings.weights)
        return near(dp, self.issued, self.issued) if self.issued else dp

    def as_searched(self, dp: DayProblem, plan: Plan | None) -> DayProblem:
        """A framed day as a search sees it: within the plan's locks, and who may not be sent out gets nothing more.

        By hand that can be done, and is reported.
        """
        begun = {route.shift_id: route.begun for route in plan.routes} if plan else {}
        few = {str(shift): begun.get(shift, 0) for shift in gate.unfit(self.pack, dp.day)}
        dp = held(dp, plan)
        vehicles = (replace(v, max_jobs=few[v.id]) if v.id in few else v for v in dp.problem.vehicles)
        return replace(dp, problem=replace(dp.problem, vehicles=tuple(vehicles)))


def terms_of(office: Office, day: Day) -> Terms:
    """The terms of a day, as they are now."""
    with office.store.reading() as session:
        settings = read_settings(session)
        issued = session.issued(day.id) if settings.keep_plan else None
    closed = office.closed(day)
    return Terms(day, office.pack, closed, settings, issued, gate.windows(office.pack, closed, day))
