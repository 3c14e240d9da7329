"""Days drawn by chance, with all kinds of trouble: nothing unlawful, nothing forgotten, all of it can be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.bootstrap import Office
from planner.day.workday import day_at
from routing.worker import Worker
from tests.examples import THOROUGH
from tests.replay.morning import FRIDAY, Clock
from tests.replay.random_day import drawn
from tests.replay.random_play import played
from tests.replay.random_town import town

DAYS = range(40) if THOROUGH else (7, 8)


@pytest.mark.parametrize("number", DAYS)
def test_a_drawn_day_ends_without_a_complaint(office: Office, worker: Worker, number: int) -> None:
    clock = Clock(FRIDAY)
    morning = town(replace(office, clock=clock), clock, worker, number)
    teams = [shift.team.name for shift in day_at(morning.office, morning.day).shifts]
    done = played(morning, worker, drawn(number, teams), number)
    assert not done.faults, "\n".join((*done.log, *done.faults))
