"""A day that is under way: two teams of two, four visits, papers out, and a clock that is set by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import pytest

from planner.bootstrap import Office
from planner.cases.model import CaseFile, CustomerFile
from planner.cases.money import Money
from planner.day import edit
from planner.day.optimize import prepare
from planner.day.workday import Workday
from planner.model import Case, Customer, Plan
from planner.running.alarms import raise_alarms
from planner.running.check_ins import CheckedIn, check_in
from planner.told import Alarm, Said
from planner.users import ALONE
from routing.worker import Worker
from tests.builders import day, visit
from tests.planner.cases.conftest import drawn as drawn
from tests.planner.cases.conftest import out as out
from tests.planner.day.locks.conftest import at

LODGER = Customer("lender", "C-9", "Oda Wren")
"""Lives where customer 1 does, has a case, and is not to be visited."""


@dataclass
class Running:
    """The day as it goes on: what the coordinator's window would have."""

    office: Office
    work: Workday
    lodger: UUID
    worker: Worker

    def __post_init__(self) -> None:
        self.now = at(8)
        self.office = replace(self.office, clock=lambda: self.now)

    @property
    def plan(self) -> Plan:
        assert self.work.plan
        return self.work.plan

    def team(self, number: int) -> UUID:
        return self.work.day.shifts[number - 1].id

    def visit(self, team: int, stop: int) -> UUID:
        return next(r for r in self.plan.routes if r.shift_id == self.team(team)).stops[stop - 1].visit_id

    def hear(
        self, team: int, said: Said, now: datetime, *, stop: int = 0, code: str = "", moment: datetime | None = None
    ) -> CheckedIn:
        """A team rings up."""
        self.now = now
        done = check_in(
            self.office, self.work, self.team(team), said, stop=stop, code=code, moment=moment, by=ALONE
        )  # fmt: skip
        self.work = done.work
        return done

    def alarms(self, now: datetime) -> tuple[Alarm, ...]:
        """The clock ticks."""
        self.now = now
        return raise_alarms(self.office, self.work.day)


@pytest.fixture
def running(office: Office, worker: Worker) -> Running:
    """Visits 1 and 3 of team 1, 2 and 4 of team 2; `LODGER` lives where customer 1 does."""
    # Team 2 begins later: who is missed first is no matter of chance.
    made = [visit(n, *([] if n % 2 else [("10:00", "16:00")]), north=700 * n, east=200 * n) for n in range(1, 5)]
    the_day = day(*made)
    shifts = tuple(
        replace(each, members=tuple(replace(m, phone=f"0555 {m.reference}") for m in each.members))
        for each in the_day.shifts
    )
    staff = tuple(member for shift in shifts for member in shift.members)
    with office.store.writing() as session:
        branch = session.save_branch(replace(session.branch(), name="Emberford", time_zone="UTC"))
        kept = session.save_day(replace(the_day, branch=branch, shifts=shifts, staff=staff))
        (lodger,) = session.save_customer_files([CustomerFile(LODGER, made[0].address)])
        owed = Money.of(100, "EUR")
        session.save_case_file(CaseFile(Case("lender", "K-9"), lodger.id, date(2026, 10, 1), owed, at(7)))
    dp, plan = prepare(office, kept, worker), Plan(kept.id)
    for number, each in enumerate(kept.visits):
        plan = edit.move(dp, plan, each.id, kept.shifts[number % 2].id)
    with office.store.writing() as session:
        plan = session.freeze(plan)
    return Running(office, Workday(kept, plan, dp, ()), lodger.id, worker)
