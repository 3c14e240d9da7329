"""Writes VROOM's answer: the same keys in the same order, and two of ours: why a job is left out, what was proven."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from routing.vroom.costs import route_cost
from routing.vroom.plan import TimedPlan
from routing.vroom.prove import Proven
from routing.vroom.request import AskedJob, AskedVehicle, Spot
from routing.vroom.timing import TimedStep

INTERNAL, INPUT, ROUTING = 1, 2, 3
"""VROOM's codes for what went wrong."""
TIMED = ("lead_time", "delay")


def error_answer(code: int, sentence: str) -> dict[str, Any]:
    """The answer where there is none."""
    return {"code": code, "error": sentence}


def proof_answer(proven: Proven) -> dict[str, Any]:
    """What stands as ``proof`` in an answer: whether it is the best, and what no plan undercuts."""
    return {
        "optimal": proven.optimal,
        "unassigned_priority": proven.priority,
        "unassigned": proven.jobs,
        "cost": math.floor(proven.cost + 1e-6),
    }


def answer(plan: TimedPlan, times_ms: Mapping[str, int], lines: Mapping[int, str] | None = None) -> dict[str, Any]:
    """The answer to a request.

    Parameters
    ----------
    times_ms
        ``loading``, ``solving`` and perhaps ``routing``, in milliseconds.
    lines
        The line on the roads of each vehicle's route, encoded, where it was asked for.
    """
    ground, lines = plan.ground, lines or {}
    jobs = {job.id: job for job in ground.request.jobs}
    routes = [
        _Route(plan, vehicle, plan.routes[vehicle.id], jobs).written(lines.get(vehicle.id))
        for vehicle in ground.request.vehicles
        if vehicle.id in plan.routes
    ]
    return {
        "code": 0,
        "summary": _summary(plan, routes, times_ms),
        "unassigned": [_left(jobs[number], str(reason)) for number, reason in plan.left.items()],
        "routes": routes,
    }


def _summary(plan: TimedPlan, routes: Sequence[dict[str, Any]], times_ms: Mapping[str, int]) -> dict[str, Any]:
    def total(key: str) -> int:
        return sum(route[key] for route in routes)

    found: dict[str, Any] = {"cost": total("cost"), "routes": len(routes), "unassigned": len(plan.left)}
    if plan.ground.request.dimensions:
        nothing = [0] * plan.ground.request.dimensions
        for key in ("delivery", "amount", "pickup"):
            found[key] = [sum(column) for column in zip(nothing, *(route[key] for route in routes), strict=True)]
    for key in ("setup", "service", "duration", "waiting_time", "priority"):
        found[key] = total(key)
    if _has_distances(plan):
        found["distance"] = total("distance")
    found["violations"] = _added_up([each for route in routes for each in route["violations"]])
    found["computing_times"] = dict(times_ms)
    return found


def _has_distances(plan: TimedPlan) -> bool:
    return all(plan.ground.distances_of(vehicle) is not None for vehicle in plan.ground.request.vehicles)


def _left(job: AskedJob, reason: str) -> dict[str, Any]:
    described = {"description": job.description} if job.description else {}
    return {"id": job.id, **_place(job.spot), "type": "job", **described, "reason": reason}


def _place(spot: Spot | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if spot and spot.location is not None:
        found["location"] = list(spot.location)
    if spot and spot.index is not None:
        found["location_index"] = spot.index
    return found


def _added_up(violations: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    # One of each cause, with all its time.
    found: dict[str, dict[str, Any]] = {}
    for each in violations:
        kept = found.setdefault(each["cause"], {**each, "duration": 0} if "duration" in each else dict(each))
        if "duration" in each:
            kept["duration"] += each["duration"]
    return list(found.values())


class _Route:
    # One route: totals, then its steps.

    def __init__(
        self, plan: TimedPlan, vehicle: AskedVehicle, steps: Sequence[TimedStep], jobs: Mapping[int, AskedJob]
    ) -> None:
        self.plan, self.vehicle, self.steps, self.jobs = plan, vehicle, steps, jobs
        self.stops = [jobs[step.id] for step in steps if step.kind == "job"]

    def written(self, line: str | None) -> dict[str, Any]:
        written = self._steps()
        found: dict[str, Any] = {
            "vehicle": self.vehicle.id,
            "cost": route_cost(self.plan.ground, self.vehicle, self.steps),
        }
        if self.vehicle.description:
            found["description"] = self.vehicle.description
        if self.vehicle.capacity:
            delivery, pickup = self._sum("delivery"), self._sum("pickup")
            found |= {"delivery": delivery, "amount": list(delivery), "pickup": pickup}
        found |= {
            "setup": sum(step.setup for step in self.steps),
            "service": sum(step.service for step in self.steps),
            "duration": self.steps[-1].travel,
            "waiting_time": sum(step.waiting for step in self.steps),
            "priority": sum(job.priority for job in self.stops),
        }
        if _has_distances(self.plan):
            found["distance"] = self.steps[-1].distance
        missing = [{"cause": "missing_break"} for v in self._violations("break_missing")]
        found["steps"] = written
        found["violations"] = _added_up([*missing, *(each for step in written for each in step["violations"])])
        return found if line is None else {**found, "geometry": line}

    def _sum(self, key: str) -> list[int]:
        return [sum(column) for column in zip(*(getattr(job, key) for job in self.stops), strict=True)]

    def _violations(self, *kinds: str) -> list[Any]:
        name = str(self.vehicle.id)
        return [each for each in self.plan.violations if each.vehicle == name and each.kind in kinds]

    def _steps(self) -> list[dict[str, Any]]:
        load = self._sum("delivery")
        written, count = [], 0
        for step in self.steps:
            if step.kind == "job":
                count += 1
                job = self.jobs[step.id]
                load = [a - b + c for a, b, c in zip(load, job.delivery, job.pickup, strict=True)]
            written.append(self._step(step, load, count))
        return written

    def _step(self, step: TimedStep, load: Sequence[int], count: int) -> dict[str, Any]:
        found: dict[str, Any] = {"type": step.kind}
        if described := self._description(step):
            found["description"] = described
        found |= _place(step.spot)
        if step.kind in ("job", "break"):
            found["id"] = step.id
        found |= {"setup": step.setup, "service": step.service, "waiting_time": step.waiting}
        if step.kind == "job":
            found["job"] = step.id
        if self.vehicle.capacity:
            found["load"] = list(load)
        found |= {"arrival": step.arrival + self.plan.ground.zero, "duration": step.travel}
        found["violations"] = self._causes(step, load, count)
        return {**found, "distance": step.distance} if _has_distances(self.plan) else found

    def _description(self, step: TimedStep) -> str:
        if step.kind == "job":
            return self.jobs[step.id].description
        return next(
            (rest.description for rest in self.vehicle.breaks if step.kind == "break" and rest.id == step.id), ""
        )

    def _causes(self, step: TimedStep, load: Sequence[int], count: int) -> list[dict[str, Any]]:
        vehicle = self.vehicle
        found = self._timed_causes(step)
        if any(each > most for each, most in zip(load, vehicle.capacity, strict=True)):
            found.append({"cause": "load"})
        if step.kind == "job" and not self.jobs[step.id].skills <= vehicle.skills:
            found.append({"cause": "skills"})
        if step.kind == "job" and vehicle.max_tasks is not None and count > vehicle.max_tasks:
            found.append({"cause": "max_tasks"})
        if vehicle.max_travel_time is not None and step.travel > vehicle.max_travel_time:
            found.append({"cause": "max_travel_time"})
        if not step.reachable:
            found.append({"cause": "unreachable"})
        return found

    def _timed_causes(self, step: TimedStep) -> list[dict[str, Any]]:
        kinds = {"start": ("shift_start", ""), "end": ("", "shift_end"), "break": ("break_early", "break_late")}
        early, late = kinds.get(step.kind, ("early", "late"))
        name = {"job": str(step.id), "break": f"break:{step.id}"}.get(step.kind, "")
        return [
            {"cause": cause, "duration": each.amount}
            for cause, kind in zip(TIMED, (early, late), strict=True)
            for each in self._violations(kind)
            if each.job == name
        ]
