"""A further visit that was approved here, and then a file of the lender: what it may say of it, and what it may not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.bootstrap import Office
from planner.cases.approving import approve, queue
from planner.cases.model import Approval, Stage
from planner.model import Visit
from planner.users import Role, User
from tests.builders import TUESDAY, at, day, visit
from tests.conftest import NOW
from tests.planner.cases.builders import a_case, a_customer
from tests.planner.cases.proposals import prepared
from tests.planner.day.test_accepting import HEAD, row, visits
from tests.planner.day.test_evidence import take
from tests.users import a_user


@pytest.fixture
def ines(office: Office) -> User:
    return a_user(office, Role.SUPERVISOR, "Ines Holm")


@pytest.fixture
def again(office: Office, ines: User) -> Visit:
    """Somebody was not at home; the further visit is there, and Ines has approved it."""
    tom = a_user(office, Role.COORDINATOR, "Tom Wren")
    customer = a_customer(office, reference="C-1")
    case = a_case(office, customer=customer, reference="K-1", stage=Stage.CONTACTED, days_past_due=60)
    one = replace(visit(1), customer=customer.customer, cases=(case.case,), location=at(300), approved_by="")
    with office.store.writing() as session:
        session.save_day(day(replace(one, approved_at=None)))
        session.add_facts(prepared(customer, case, TUESDAY))
        session.record("follow_up", tom.actor, NOW, visit=one.id, made=one.id, day=TUESDAY)
    (waiting,) = queue(office, by=ines)
    assert (waiting.proposer, waiting.green) == ("Tom Wren", True)
    (made,) = approve(office, [one.id], by=ines)
    office.seat.take(tom)
    return made


def read(office: Office, folder: Path, line: str) -> list[str]:
    head = f"Customer reference,{HEAD}"
    return [problem.code for problem in take(office, folder, f"C-1,{line}", head=head)]


def decisions(office: Office, made: Visit) -> list[str]:
    with office.store.reading() as session:
        return [fact.by for fact in session.facts(Approval, visits=[made.id])]


def test_a_file_does_not_speak_for_who_approved_it_here(office: Office, tmp_path: Path, again: Visit) -> None:
    moved = row(1, street="Birch Road").replace("R. Sorel", "ines  HOLM")
    assert read(office, tmp_path, moved) == ["approver_signs_in"]
    kept = visits(office)["V-1"]
    assert (kept.approved_by, kept.address.text) == ("Ines Holm", again.address.text)
    assert len(decisions(office, again)) == 1


def test_another_approver_of_the_lender_takes_it_over_and_both_are_kept(
    office: Office, tmp_path: Path, again: Visit, ines: User
) -> None:
    assert read(office, tmp_path, row(1)) == []
    assert visits(office)["V-1"].approved_by == "R. Sorel"
    assert decisions(office, again) == [ines.actor, "lender"]


def test_a_file_that_does_not_approve_it_takes_it_away(office: Office, tmp_path: Path, again: Visit) -> None:
    assert read(office, tmp_path, row(1, status="pending")) == []
    assert again.reference not in visits(office)
