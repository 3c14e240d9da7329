"""Reads the ``steps`` of vehicles: a route that a person, or an earlier search, has laid down."""

from __future__ import annotations

from routing.errors import BadProblem
from routing.vroom.fields import MOST_ID, Field
from routing.vroom.request import AskedStep, Request

STEP = ("type", "id", "service_at", "service_after", "service_before")
ANSWERED = (
    *("description", "location", "location_index", "setup", "service", "waiting_time", "job", "load", "arrival"),
    *("duration", "distance", "violations"),
)
"""What an answer adds to its steps: it may stay when they are asked with again, and says nothing new."""
SHIPMENT_STEPS = ("pickup", "delivery")


def read_steps(field: Field) -> tuple[AskedStep, ...]:
    """The jobs and breaks, in their order. Where the vehicle starts and ends is already known."""
    found = []
    items = field.items()
    for number, item in enumerate(items):
        members = item.members((*STEP, *ANSWERED))
        if "type" not in members:
            raise BadProblem("key_missing", f"{item.where}.type is missing.", where=f"{item.where}.type")
        kind = members["type"]
        if kind.text() in SHIPMENT_STEPS:
            kind.refuse()
        if (kind.value, number) in (("start", 0), ("end", len(items) - 1)):
            for key in STEP[2:]:
                if key in members:
                    members[key].refuse()
            continue
        if kind.value not in ("job", "break"):
            raise BadProblem("step_unexpected", f"{kind.where} is not expected here.", where=kind.where)
        found.append(_step(item, members))
    return tuple(found)


def _step(item: Field, members: dict[str, Field]) -> AskedStep:
    if "id" not in members:
        raise BadProblem("key_missing", f"{item.where}.id is missing.", where=f"{item.where}.id")
    at, after, before = (members[key].whole() if key in members else None for key in STEP[2:])
    if at is not None and (after is not None or before is not None):
        members["service_at"].refuse()
    if after is not None and before is not None and after > before:
        where = members["service_before"].where
        raise BadProblem("bad_window", f"{where} is before service_after.", where=where)
    return AskedStep(
        is_break=members["type"].value == "break",
        id=members["id"].whole(most=MOST_ID),
        after=after if at is None else at,
        before=before if at is None else at,
    )


def check_steps(request: Request) -> None:
    """Every step names a job, or a break of its vehicle, and none is named twice.

    Raises
    ------
    BadProblem
        ``step_unknown``, ``step_twice``: with the vehicle and the id.
    """
    jobs = {job.id for job in request.jobs}
    placed: set[int] = set()
    for number, vehicle in enumerate(request.vehicles):
        breaks = {rest.id for rest in vehicle.breaks}
        rested: set[int] = set()
        for step in vehicle.steps or ():
            known, seen = (breaks, rested) if step.is_break else (jobs, placed)
            where = f"vehicles[{number}].steps"
            if step.id not in known:
                raise BadProblem("step_unknown", f"{where} names {step.id}.", where=where, id=step.id)
            if step.id in seen:
                raise BadProblem("step_twice", f"{where} names {step.id} again.", where=where, id=step.id)
            seen.add(step.id)
