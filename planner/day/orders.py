"""The jobs of a plan's routes, in their order, as the day's problem names them. Times nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from planner.day.job_ids import meeting_job, sides
from planner.model import Plan, Route, Stop

if TYPE_CHECKING:
    from planner.translate import DayProblem


def orders_of(dp: DayProblem, plan: Plan) -> dict[str, list[str]]:
    """The jobs of each route of a plan, by vehicle, as far as the day has them.

    The first two stops of a visit for two teams are its two sides; a stop too many is the first job once more.
    """
    jobs, told = {job.id for job in dp.problem.jobs}, set[str]()

    def job_of(visit_id: UUID) -> str:
        able = [job for job in sides(visit_id) if job in jobs]
        job = next((job for job in able if job not in told), next(iter(able), ""))
        told.add(job)
        return job

    def laid(route: Route) -> Iterator[str]:
        for each in route.in_order if route.meetings else route.stops:
            if isinstance(each, Stop):
                yield job_of(each.visit_id)
            elif (job := meeting_job(each.meeting_id, route.shift_id)) in jobs:
                yield job

    found = {str(route.shift_id): list(laid(route)) for route in plan.routes}
    return {vehicle: [job for job in order if job] for vehicle, order in found.items()}


def sides_of(dp: DayProblem, visit_id: UUID) -> list[str]:
    """The job of a visit, or both; none where no team may be sent to it."""
    jobs = {job.id for job in dp.problem.jobs}
    return [job for job in sides(visit_id) if job in jobs]
