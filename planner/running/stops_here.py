"""A team's day ends where it is: what it has begun stays, the rest goes to others or is not made today."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from planner.day.edit import take_all_out
from planner.day.from_now import LEAD, freeze, thaw
from planner.day.searches import spread_team
from planner.day.urgent import insert_urgent
from planner.day.workday import Workday, judged
from planner.errors import NotAllowed
from planner.model import Plan
from planner.running.handover_proof import law_of
from planner.running.happened import Happened, Kind
from planner.running.reaching import bring, relying_on
from planner.running.scene import Draft, Scene

SPREAD_S = 1.5
"""The longest search for who can make the visits without papers from the field."""
HAND_OVER_S = 2.0
"""The longest search for who could take papers over, of all visits together."""


def ended(scene: Scene, shift_id: UUID, *, moves: bool = True) -> Iterator[Draft]:
    """The ways to go on where a team ends its day at its present stop.

    Parameters
    ----------
    moves
        Whether its papers may be fetched at its last door: it drives to no meeting.
    """
    open_ = _adrift(scene, shift_id)
    if not open_:
        return
    dropped = _at_end(scene, shift_id, take_all_out(scene.work.problem, scene.plan, open_))
    yield Draft(Kind.DROP, dropped)
    spread = _spread(scene, dropped, open_)
    if _gains(spread, dropped):
        yield Draft(Kind.SPREAD, spread)
    if moves:
        over = _handed_over(scene, shift_id, open_)
        if _gains(over, spread):
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
    # What was promised first; each behind a meeting of its new team with this one.
    until = time.monotonic() + HAND_OVER_S

    def stopped() -> bool:
        scene.pause()
        return time.monotonic() > until

    dp = scene.work.problem
    free = take_all_out(dp, scene.plan, open_)
    brought = bring(
        dp, free, open_, scene.now, law=law_of(scene.office, scene.work.day), but={shift_id, *scene.paused},
        still={shift_id}, stopped=stopped,
    )  # fmt: skip
    return _at_end(scene, shift_id, brought)


def _gains(one: Workday, other: Workday) -> bool:
    assert one.plan
    assert other.plan
    return one.plan.planned > other.plan.planned
