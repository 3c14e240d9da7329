"""A team's day ends where it is: what it has begun stays, the rest goes to others or is not made today."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import replace
from uuid import UUID

from planner.day.edit import take_all_out
from planner.day.from_now import LEAD, freeze, thaw
from planner.day.urgent import insert_urgent
from planner.day.workday import Workday, judged
from planner.errors import NotAllowed
from planner.model import Plan
from planner.running.handover_proof import law_of
from planner.running.happened import Happened, Kind
from planner.running.reaching import bring, relying_on
from planner.running.scene import Draft, Scene
from planner.running.searches import spread_team

SPREAD_S = 1.5
"""The longest search for who can make the visits without papers from the field."""
HAND_OVER_S = 2.0
"""The longest search for who could take papers over, of all visits together."""


def ended(scene: Scene, shift_id: UUID) -> Iterator[Draft]:
    """The ways to go on where a team ends its day at its present stop.

    It drives to no meeting: whoever takes its papers over comes to its last door.
    """
    open_ = _adrift(scene, shift_id)
    if not open_:
        return
    dropped = _at_end(scene, shift_id, take_all_out(scene.work.problem, scene.plan, open_))
    yield Draft(Kind.DROP, dropped)
    spread = _spread(scene, dropped, open_)
    if gains(spread, dropped):
        yield Draft(Kind.SPREAD, spread)
    over = _handed_over(scene, shift_id, open_)
    if gains(over, spread):
        yield Draft(Kind.HAND_OVER, over)


def stops_here(scene: Scene, happened: Happened) -> Iterator[Draft]:
    """The team's day ends here; it goes home."""
    yield from ended(scene, _with_visits(scene, happened))


def gone(scene: Scene, happened: Happened) -> Iterator[Draft]:
    """The team is not there any more, nor are its people: its open visits are spread, or dropped."""
    shift_id = _with_visits(scene, happened)
    open_ = _adrift(scene, shift_id)
    yield Draft(Kind.DROP, _at_end(scene, shift_id, take_all_out(scene.work.problem, scene.plan, open_)))
    sealed = replace(scene.work, day=scene.sealed(scene.work.day))
    spread = spread_team(
        scene.office, scene.worker, sealed, scene.plan, shift_id, scene.now, lambda: False,
        on_message=scene.on_message, cancelled=scene.cancelled,
    )  # fmt: skip
    scene.pause()
    yield Draft(Kind.SPREAD, scene.fitted(_unsealed(scene, spread)))


def _unsealed(scene: Scene, work: Workday) -> Workday:
    if not scene.paused:
        return work
    own = {shift.id: shift for shift in scene.work.day.shifts if shift.id in scene.paused}
    return scene.on(replace(work.day, shifts=tuple(own.get(shift.id, shift) for shift in work.day.shifts)), work.plan)


def open_stops(plan: Plan, shift_id: UUID, scene: Scene) -> list[UUID]:
    """The visits that a team has not made.

    A team of which something was told has made what was told, and no more. Where nothing was told nobody knows, and no
    door is knocked at twice: what should have begun by now counts as made.
    """
    stops = plan.stops_of(shift_id)
    is_told = any(stop.begun for stop in stops)
    return [stop.visit_id for stop in stops if not stop.begun and (is_told or stop.start >= scene.now)]


def _adrift(scene: Scene, shift_id: UUID) -> list[UUID]:
    # With the visits of others whose papers it was to bring: they do not come.
    open_ = open_stops(scene.plan, shift_id, scene)
    return [*open_, *(each for each in relying_on(scene.plan, shift_id) if each not in open_)]


def _with_visits(scene: Scene, happened: Happened) -> UUID:
    # Raises where there is nothing to spread or drop.
    assert happened.shift_id is not None
    if not open_stops(scene.plan, happened.shift_id, scene):
        raise NotAllowed("team_has_nothing_left", team=scene.work.day.shift(happened.shift_id).team.name)
    return happened.shift_id


def _at_end(scene: Scene, shift_id: UUID, plan: Plan) -> Workday:
    made = plan.stops_of(shift_id)
    return scene.fitted(scene.on(scene.with_room(shift_id, len(made)), plan))


def _spread(scene: Scene, dropped: Workday, open_: list[UUID]) -> Workday:
    assert dropped.plan is not None
    first = scene.now + LEAD if scene.plan.not_before else None
    start = freeze(dropped.plan, scene.now) if first else dropped.plan
    found = insert_urgent(
        scene.office, scene.sealed(dropped.day), start, open_, scene.worker, not_before=first, time_limit_s=SPREAD_S,
        problem=dropped.problem if first else None, on_message=scene.on_message, cancelled=scene.cancelled,
    )  # fmt: skip
    scene.pause()
    return scene.fitted(judged(scene.office, dropped, thaw(found.plan, dropped.plan)))


def _handed_over(scene: Scene, shift_id: UUID, open_: list[UUID]) -> Workday:
    free = replace(scene.work, plan=take_all_out(scene.work.problem, scene.plan, open_))
    return _at_end(scene, shift_id, handed(scene, free, shift_id, open_, still={shift_id}))


def handed(
    scene: Scene, work: Workday, shift_id: UUID, visit_ids: Collection[UUID], *, still: Collection[UUID] = ()
) -> Plan:
    """The plan of `work` with as many of a team's visits with others as can be brought, each behind a meeting.

    What must be and what matters most goes first; teams that are `still` are met at their last door.
    """
    until = time.monotonic() + HAND_OVER_S

    def stopped() -> bool:
        scene.pause()
        return time.monotonic() > until

    assert work.plan is not None
    return bring(
        work.problem, work.plan, visit_ids, scene.now, law=law_of(scene.office, work.day),
        but={shift_id, *scene.paused}, still=still, stopped=stopped,
    )  # fmt: skip


def gains(one: Workday, other: Workday) -> bool:
    """Whether one has more visits with a stop than the other."""
    assert one.plan
    assert other.plan
    return one.plan.planned > other.plan.planned
