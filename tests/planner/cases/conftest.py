"""A day that went out on paper, with case files behind its visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.bootstrap import Office
from planner.cases.model import CaseFile, Stage
from planner.cases.money import Money
from planner.day import edit
from planner.day.optimize import prepare
from planner.model import Day, Plan
from routing.worker import Worker
from tests.builders import day, visit
from tests.conftest import NOW


@pytest.fixture
def drawn(office: Office, worker: Worker) -> tuple[Day, Plan]:
    """Four visits for two teams, planned; nothing is issued yet, though the case of each says so."""
    made = day(*(visit(n, north=700 * n, east=200 * n) for n in range(1, 5)))
    with office.store.writing() as session:
        branch = session.save_branch(replace(session.branch(), name="Emberford", time_zone="UTC"))
        kept = session.save_day(replace(made, branch=branch))
        for each in kept.visits:
            case = each.cases[0]
            owed = Money.of(100, "EUR")
            file = CaseFile(case, each.customer.id, date(2026, 10, 1), owed, NOW, stage=Stage.ISSUED)
            session.save_case_file(file)
    dp, plan = prepare(office, kept, worker), Plan(kept.id)
    for number, each in enumerate(kept.visits):
        plan = edit.move(dp, plan, each.id, kept.shifts[number % 2].id)
    return kept, plan


@pytest.fixture
def out(office: Office, drawn: tuple[Day, Plan]) -> tuple[Day, Plan]:
    """The same, issued."""
    with office.store.writing() as session:
        return drawn[0], session.freeze(drawn[1])
