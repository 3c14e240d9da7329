"""What a run that ended unexpectedly leaves to the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from planner.bootstrap import Office
from planner.day import rescue
from planner.model import Day, Lock, Plan, Route, Stop
from tests.builders import day, visit

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def tuesday(office: Office) -> Day:
    with office.store.writing() as session:
        return session.save_day(day(visit(1), visit(2)))


def plan_of(tuesday: Day, *numbers: int) -> Plan:
    """The first team goes to these visits, one an hour."""
    moments = [NINE + timedelta(hours=hour) for hour in range(len(numbers))]
    stops = tuple(
        Stop(tuesday.visits[number].id, when, when, when) for number, when in zip(numbers, moments, strict=True)
    )
    return Plan(tuesday.id, (Route(tuesday.shifts[0].id, stops, NINE, NINE),))


def test_the_first_run_finds_nothing(office: Office) -> None:
    assert rescue.begin_run(office) is None


def test_a_run_that_ended_by_itself_leaves_nothing(office: Office, tuesday: Day) -> None:
    rescue.begin_run(office)
    rescue.autosave(office, tuesday, plan_of(tuesday, 0))
    rescue.end_run(office)
    assert rescue.begin_run(office) is None


def test_what_was_on_the_screen_is_there_beside_what_was_kept(office: Office, tuesday: Day) -> None:
    rescue.begin_run(office)
    kept, shown = plan_of(tuesday, 0), plan_of(tuesday, 1, 0)
    with office.store.writing() as session:
        session.save_plan(kept)
    rescue.autosave(office, tuesday, shown)
    left = rescue.begin_run(office)
    assert left is not None
    assert left.at == office.clock()
    assert left.plan == shown
    assert left.kept == kept
    assert left.differs


def test_there_is_nothing_to_choose_where_both_are_the_same(office: Office, tuesday: Day) -> None:
    rescue.begin_run(office)
    kept = plan_of(tuesday, 0, 1)
    with office.store.writing() as session:
        session.save_plan(kept)
    rescue.autosave(office, tuesday, replace(kept, made_at=NINE))
    left = rescue.begin_run(office)
    assert left is not None
    assert not left.differs


def test_a_lock_is_worth_keeping(office: Office, tuesday: Day) -> None:
    plan = plan_of(tuesday, 0)
    stop = replace(plan.routes[0].stops[0], lock=Lock())
    locked = replace(plan, routes=(replace(plan.routes[0], stops=(stop,)),))
    assert not rescue.is_same(plan, locked)


def test_a_run_that_died_before_it_kept_anything_is_known_to_have_died(office: Office) -> None:
    rescue.begin_run(office)
    left = rescue.begin_run(office)
    assert left is not None
    assert not left.differs


def test_a_choice_once_made_is_not_asked_again(office: Office, tuesday: Day) -> None:
    rescue.begin_run(office)
    rescue.autosave(office, tuesday, plan_of(tuesday, 0))
    rescue.forget(office)
    left = rescue.begin_run(office)
    assert left is not None
    assert left.plan is None


def test_a_plan_of_a_day_that_is_gone_is_not_offered(office: Office, tuesday: Day) -> None:
    rescue.begin_run(office)
    rescue.autosave(office, tuesday, replace(plan_of(tuesday, 0), day_id=tuesday.visits[0].id))
    left = rescue.begin_run(office)
    assert left is not None
    assert left.plan is None
