"""What was issued has been told: the next plan keeps near it, and whoever times a plan means the same times."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.bootstrap import Office
from planner.day import edit
from planner.day.issue import issue
from planner.day.optimize import Planning
from planner.day.wanted import Wanted
from planner.day.workday import work_on
from planner.errors import NotFound
from planner.model import Day, Plan
from planner.settings import Settings, save_settings
from routing.worker import Worker
from tests.builders import day, visit


@pytest.fixture
def stored(office: Office) -> Day:
    """A day of eight visits along one road, kept."""
    with office.store.writing() as session:
        return session.save_day(day(*(visit(n, north=600 * n, minutes=20) for n in range(1, 9))))


def starts(plan: Plan) -> dict[object, object]:
    return {stop.visit_id: stop.start for route in plan.routes for stop in route.stops}


def teams(plan: Plan) -> dict[object, object]:
    return {stop.visit_id: route.shift_id for route in plan.routes for stop in route.stops}


def test_what_was_issued_is_kept_near_and_its_times_are_waited_for(
    office: Office, worker: Worker, stored: Day, tmp_path: Path
) -> None:
    first = Planning(office, stored, None, worker, time_limit_s=0.3).wait()
    told = issue(office, stored, first, tmp_path / "out", worker=worker).plan
    again = work_on(office, stored, told, worker)
    assert again.plan
    assert starts(again.plan) == starts(told), "nothing moves by being told"
    route = next(route for route in again.plan.routes if len(route.stops) > 1)
    shorter = edit.take_out(again.problem, again.plan, route.stops[0].visit_id)
    assert starts(shorter).items() <= starts(told).items(), "the others wait for their times"
    assert issue(office, stored, shorter, tmp_path / "out", worker=worker).version == 2
    afresh = Planning(office, stored, None, worker, time_limit_s=0.3).wait()
    assert issue(office, stored, afresh, tmp_path / "out", worker=worker).version == 3


def test_an_office_that_does_not_care_begins_anew(office: Office, worker: Worker, stored: Day, tmp_path: Path) -> None:
    first = Planning(office, stored, None, worker, time_limit_s=0.3).wait()
    told = issue(office, stored, first, tmp_path / "out", worker=worker).plan
    with office.store.writing() as session:
        save_settings(session, Settings(keep_plan=0))
    work = work_on(office, stored, told, worker)
    assert work.plan
    route = next(route for route in work.plan.routes if len(route.stops) > 1)
    shorter = edit.take_out(work.problem, work.plan, route.stops[0].visit_id)
    assert starts(shorter)[route.stops[1].visit_id] < route.stops[1].start  # type: ignore[operator]


def test_the_plan_at_hand_is_kept_where_that_is_wanted(office: Office, worker: Worker, stored: Day) -> None:
    alternating = Planning(office, stored, None, worker, time_limit_s=0.3)
    plan, dp = alternating.wait(), alternating.day_problem
    assert dp
    for number, each in enumerate(stored.visits):
        plan = edit.move(dp, plan, each.id, stored.shifts[number % 2].id)
    kept = Planning(office, stored, plan, worker, time_limit_s=0.3, wanted=Wanted(keep=3, fair=0)).wait()
    assert teams(kept) == teams(plan)
    one = Planning(office, stored, plan, worker, time_limit_s=0.3, wanted=Wanted(max_moved=1, keep=0, fair=0)).wait()
    assert sum(teams(one)[key] != team for key, team in teams(plan).items()) <= 1
    free = Planning(office, stored, plan, worker, time_limit_s=0.3, wanted=Wanted(fair=0)).wait()
    assert sum(route.travel_time.total_seconds() for route in free.routes) < sum(
        route.travel_time.total_seconds() for route in kept.routes
    )


def test_fair_days_spread_the_work(office: Office, worker: Worker, stored: Day) -> None:
    spread = {}
    for fair in (0, 3):
        plan = Planning(office, stored, None, worker, time_limit_s=0.3, wanted=Wanted(fair=fair)).wait()
        counts = sorted(len(route.stops) for route in plan.routes)
        spread[fair] = counts[-1] - counts[0]
    assert spread[3] <= 1 < spread[0]


def test_a_solver_that_is_not_there_is_named(office: Office, worker: Worker, stored: Day) -> None:
    with pytest.raises(NotFound, match="no_engine"):
        Planning(office, stored, None, worker, wanted=Wanted(engine="oracle"))
    other = Planning(office, stored, None, worker, time_limit_s=0.3, wanted=Wanted(engine="ortools_routing")).wait()
    assert other.planned == len(stored.visits)


def test_settings_keep_what_was_chosen_and_nothing_else(office: Office) -> None:
    with office.store.writing() as session:
        save_settings(session, replace(Settings(), fair_days=3))
        assert session.setting("settings") == {"fair_days": 3}
    assert office.settings == Settings(fair_days=3)
    assert office.settings.weights.fair_days == 3.0
