"""A nasty day of 120 events, by the use cases alone: judged afterwards by what the teams really did."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from planner.running.needs import NeedKind
from planner.told import AlarmStep
from routing.worker import Worker
from tests.replay.coordinator import BUDGET
from tests.replay.driver import Driver
from tests.replay.headless import ByUseCases
from tests.replay.judge import complaints
from tests.replay.morning import Morning
from tests.replay.script import read

MOST_MOOT, MOST_UNDONE = 15, 3
"""Calls of teams whose visits were called off, handed over or dropped; and what nobody could do, such as a call of a
customer of a team that has nothing more to do, or an urgent visit for which there is no room."""
SEEN = {NeedKind.ALARM, NeedKind.WARNING, NeedKind.RING_TEAM, NeedKind.PENDING, NeedKind.CALL_CUSTOMER}


def check_that_all_of_it_was_played(driver: Driver) -> None:
    """Within the budget, to the end, and nearly all of the script came true."""
    diary = driver.coordinator.diary
    assert driver.moved <= BUDGET
    assert all(crew.back for crew in driver.crews.values())
    assert sum(crew.moot for crew in driver.crews.values()) <= MOST_MOOT
    assert set(+diary.done) == {each.what for each in driver.script.office}
    assert diary.done.total() >= len(driver.script.office) - MOST_UNDONE
    assert set(+diary.seen) >= SEEN
    assert diary.ways.total() > 0


def test_the_script_has_a_hundred_and_twenty_events() -> None:
    script = read()
    assert script.count == 120
    wanted = {"called", "payments", "holds", "slow", "road_closed", "staff_ill", "car_out", "stops_here", "urgent"}
    assert wanted <= {each.what for each in script.office}
    words = {call.word for calls in script.teams.values() for call in calls}
    assert {"quiet", "danger", "C", "H", "I", "J", "K", "L"} <= words


def test_after_all_of_it_nothing_unlawful_was_made_and_every_promise_was_kept_or_called(
    morning: Morning, worker: Worker
) -> None:
    driver = Driver(morning, read(), ByUseCases(morning, worker))
    diary = driver.play()
    record = driver.record()
    assert driver.told(complaints(record)) == ""
    check_that_all_of_it_was_played(driver)
    assert set(AlarmStep) == set(diary.trials)
    first = record.made[0]
    wrong = replace(first, arrived=first.arrived - timedelta(hours=3), code="H", carried=False, staff=first.staff[:1])
    found = " ".join(complaints(replace(record, made=[wrong, *record.made[1:]])))
    words = ("visiting_hours", "least_staff", "longest_stay", "without its papers", "the plan says", "ended H")
    assert [word for word in words if word not in found] == [], "the judge sees what is wrong"
