"""What the numbers of a plan are compared with: the plan before the last action, the issued one, or a snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from planner.day.snapshots import Snapshot
from planner.day.states import Totals, totals
from planner.model import Day, Plan, Violation
from planner.text import clock
from planner.text import gettext as _

LAST, ISSUED = "last", "issued"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A plan, what it comes to, and what it is called behind "Compared with"."""

    key: str
    title: str
    totals: Totals | None
    day: Day
    plan: Plan | None


def before_step(day: Day, plan: Plan | None, step: str, at: datetime, numbers: Totals | None) -> Comparison:
    """The plan before an action."""
    when = clock(at, day.zone)
    title = _("before “{step}”, {time}") if step else _("before the last step, {time}")
    return Comparison(LAST, title.format(step=step, time=when), numbers, day, plan)


def with_issued(day: Day, plan: Plan, broken: Sequence[Violation] = ()) -> Comparison:
    """The plan that went out, with what it broke."""
    title = _("the issued plan, version {version}").format(version=plan.version)
    return Comparison(ISSUED, title, totals(day, plan, broken, plan), day, plan)


def with_snapshot(day: Day, snapshot: Snapshot) -> Comparison:
    """A plan that was kept aside."""
    title = _("“{name}”").format(name=snapshot.name)
    return Comparison(f"snapshot:{snapshot.name}", title, snapshot.totals, day, snapshot.plan)
