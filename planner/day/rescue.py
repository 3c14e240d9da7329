"""What an end that nobody wanted would lose: the plan as it was on the screen, kept beside the plans, and the mark of a
run that goes on. Whether the plan is taken back is the person's choice.

Both lie in the office's database, for plans tell where people are visited.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from planner.bootstrap import Office
from planner.model import Day, Plan
from planner.storage.codec import build, plain

RUNNING, AUTOSAVE = "running_since", "autosave"


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What a run that ended unexpectedly has left: when it was last heard of, and the plan it then showed.

    `kept` is the newest plan of that day that was kept, if any.
    """

    at: datetime
    day: Day | None = None
    plan: Plan | None = None
    kept: Plan | None = None

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose: the plan then is not the plan that was kept."""
        return self.plan is not None and (self.kept is None or not is_same(self.plan, self.kept))


def begin_run(office: Office) -> LeftBehind | None:
    """Mark that a run begins; what the one before has left, where it did not end by itself."""
    with office.store.reading() as session:
        since = session.setting(RUNNING)
    left = _left_behind(office, since) if since else None
    with office.store.writing() as session:
        session.set_setting(RUNNING, office.clock().isoformat())
    return left


def end_run(office: Office) -> None:
    """Mark that the run has ended by itself: nothing is left behind."""
    with office.store.writing() as session:
        session.set_setting(RUNNING, None)
        session.set_setting(AUTOSAVE, None)


def forget(office: Office) -> None:
    """Forget the plan that was left behind: the person has chosen."""
    with office.store.writing() as session:
        session.set_setting(AUTOSAVE, None)


def autosave(office: Office, day: Day, plan: Plan) -> None:
    """Keep the plan as it is on the screen, in place of the one before."""
    saved = {"at": office.clock().isoformat(), "date": day.date.isoformat(), "plan": plain(plan)}
    with office.store.writing() as session:
        session.set_setting(AUTOSAVE, saved)


def is_same(one: Plan, other: Plan) -> bool:
    """Whether two plans send the same teams to the same visits, in the same order and with the same locks."""
    return _orders(one) == _orders(other)


def _orders(plan: Plan) -> dict[object, list[object]]:
    return {
        route.shift_id: [(stop.visit_id, stop.lock, stop.actual) for stop in route.stops]
        for route in plan.routes
        if route.stops
    }


def _left_behind(office: Office, since: str) -> LeftBehind:
    with office.store.reading() as session:
        saved = session.setting(AUTOSAVE)
        if not saved:
            return LeftBehind(datetime.fromisoformat(since))
        plan = build(Plan, saved["plan"])
        day = session.day(datetime.fromisoformat(saved["date"]).date())
        if day is None or day.id != plan.day_id:
            return LeftBehind(datetime.fromisoformat(saved["at"]))
        return LeftBehind(datetime.fromisoformat(saved["at"]), day, plan, session.draft(day.id))
