"""Plans of a day kept aside under a name ("Plan A", "before noon"), with their numbers, to be compared and taken again.

They lie in the office's database beside its choices, one entry a day: a few plans, read and written whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from planner.day.edit import follow
from planner.day.totals import Totals
from planner.model import Plan, Stop
from planner.storage.codec import build, plain
from planner.translate import DayProblem

if TYPE_CHECKING:
    from planner.storage.session import Session

MOST = 12
"""Kept of one day: one more, and the oldest goes."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A plan as it was when it was kept aside, with what it came to then: the day may have changed since."""

    name: str
    at: datetime
    plan: Plan
    totals: Totals


type Snapshots = tuple[Snapshot, ...]


def added(snapshots: Snapshots, snapshot: Snapshot) -> Snapshots:
    """With one more, as the newest; it takes the place of one of the same name."""
    return (*without(snapshots, snapshot.name), snapshot)[-MOST:]


def without(snapshots: Snapshots, name: str) -> Snapshots:
    """Without the one of this name."""
    return tuple(each for each in snapshots if each.name != name)


def named(snapshots: Snapshots, name: str) -> Snapshot | None:
    """The one of this name, if it is there."""
    return next((each for each in snapshots if each.name == name), None)


def free_name(snapshots: Snapshots, template: str) -> str:
    """A name that none has yet: the template with a letter A to Z for ``{letter}``."""
    taken = {each.name for each in snapshots}
    names = (template.format(letter=chr(code)) for code in range(ord("A"), ord("Z") + 1))
    return next((name for name in names if name not in taken), "")


def restored(dp: DayProblem, wanted: Plan, now: Plan) -> Plan:
    """A plan of before on the day as it is; what has begun by the plan of now stays where it is."""
    made = {stop.visit_id for route in now.routes for stop in route.stops if stop.begun}
    rest = {route.shift_id: [_open(stop) for stop in route.stops if stop.visit_id not in made]
            for route in wanted.routes}  # fmt: skip
    routes = tuple(
        replace(route, stops=(*route.stops[: route.begun], *rest.get(route.shift_id, ()))) for route in now.routes
    )
    return follow(dp, replace(now, routes=routes, unassigned=wanted.unassigned))


def _open(stop: Stop) -> Stop:
    # Told to have begun then, and no more: what was told has been taken back.
    return replace(stop, lock=None, actual=None) if stop.begun else stop


def kept(session: Session, day_id: UUID) -> Snapshots:
    """The snapshots of a day, oldest first."""
    return tuple(build(Snapshot, row) for row in session.setting(_key(day_id), []))


def keep(session: Session, day_id: UUID, snapshots: Snapshots) -> None:
    """Keep these as the snapshots of a day."""
    session.set_setting(_key(day_id), [plain(each) for each in snapshots])


def _key(day_id: UUID) -> str:
    return f"snapshots:{day_id}"
