"""Who has left the office is named on no letter, whatever day their team was made for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planner.bootstrap import Office
from planner.day import edit
from planner.day.issue import issue
from planner.day.optimize import prepare
from planner.day.staff import remove_person
from planner.errors import NotAllowed
from planner.model import Plan
from routing.worker import Worker
from tests.builders import TUESDAY, day, visit


def test_a_team_of_tomorrow_with_somebody_who_left_today_is_not_sent_out(
    office: Office, worker: Worker, tmp_path: Path
) -> None:
    made = day(visit(1), visit(2), teams=1)
    with office.store.writing() as session:
        branch = session.save_branch(replace(session.branch(), name="Emberford", time_zone="UTC"))
        tomorrow = session.save_day(replace(made, branch=branch))
        shift = tomorrow.shifts[0]
        before = TUESDAY - timedelta(days=1)
        today = session.save_day(
            replace(tomorrow, date=before, visits=(), shifts=(), id=made.shifts[0].id, version=0, absent=frozenset())
        )
        session.save_day(remove_person(today, shift.members[0].id))
        tomorrow = session.day(TUESDAY) or tomorrow
    assert tomorrow.shifts[0].members[0].retired, "the day keeps whom it names"
    plan = edit.move(prepare(office, tomorrow, worker), Plan(tomorrow.id), tomorrow.visits[0].id, shift.id)
    with pytest.raises(NotAllowed, match="staff_left"):
        issue(office, tomorrow, plan, tmp_path / "out", worker=worker)
