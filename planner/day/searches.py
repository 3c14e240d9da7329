"""The searches of a day that is open, with the day judged after them: a plan, and urgent visits into the plan there is.

They block, and are meant for a thread. Whoever asks may end one with the best so far (`stopped`), or want it no longer
(`cancelled`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from planner.bootstrap import Office
from planner.day.optimize import Planning
from planner.day.urgent import insert_urgent
from planner.day.wanted import AS_SET, Wanted
from planner.day.workday import Workday, work_on
from planner.errors import NotAllowed
from planner.model import Plan
from planner.text import listed
from routing.worker import Worker

type Listener = Callable[[object], None]
type Question = Callable[[], bool]


def search_plan(
    office: Office,
    worker: Worker,
    work: Workday,
    start: Plan | None,
    stopped: Question,
    *,
    wanted: Wanted = AS_SET,
    on_message: Listener,
    cancelled: Question,
) -> Workday:
    """The day with the best plan that was found; as it was where nobody wants it any longer."""
    planning = Planning(office, work.day, start, worker, wanted=wanted)
    plan = planning.wait(on_message, lambda: cancelled() or stopped())
    return work if cancelled() else work_on(office, work.day, plan, worker, at_once=True)


def search_urgent(
    office: Office,
    worker: Worker,
    work: Workday,
    plan: Plan,
    visit_ids: Collection[UUID],
    max_moved: int | None,
    stopped: Question,
    *,
    on_message: Listener,
    cancelled: Question,
) -> tuple[Workday, Exception | None]:
    """The day with the visits put into its plan, and what to say where there was no room for one."""

    def ended() -> bool:
        return cancelled() or stopped()

    found = insert_urgent(
        office, work.day, plan, visit_ids, worker, max_moved=max_moved, on_message=on_message, cancelled=ended
    )
    if cancelled():
        return work, None
    left = [work.day.visit(key).reference for key in visit_ids if key not in found.placed]
    problem = NotAllowed("no_room_for_urgent", visits=listed(left)) if left else None
    return work_on(office, work.day, found.plan, worker), problem
