"""What keeps a visit in beside its plan is named with its rule: before the approval, after it, and at the door out."""

from __future__ import annotations

from dataclasses import replace

from planner.bootstrap import Office
from planner.cases.approving import approve
from planner.cases.model import Channel, Contact, ContactResult, Purpose
from planner.day.importing.accept import stored_day
from planner.day.states import visit_rows
from planner.users import Role
from tests.builders import TUESDAY, day, visit
from tests.conftest import NOW
from tests.planner.cases.proposals import a_proposal
from tests.users import a_user
from ui.workbench.inspector_case import case_lines
from ui.workbench.inspector_gates import Line


def lines(office: Office) -> list[Line]:
    town = stored_day(office, TUESDAY)
    (row,) = visit_rows(town, None)
    return case_lines(office, town, row, None)


def test_a_visit_says_which_rule_of_its_case_keeps_it_in(office: Office) -> None:
    tom, ines = a_user(office, Role.COORDINATOR), a_user(office, Role.SUPERVISOR)
    office.seat.take(tom)
    made = a_proposal(office, tom, without=["staff_ids"])
    assert lines(office) == [], "it waits for approval, which another line says"
    approve(office, [made.id], by=ines)
    (line,) = lines(office)
    assert (line.title, line.mark) == ("Staff IDs", "dot")
    assert line.detail.startswith("Before it goes out: Not there yet")
    assert "H-gates" in line.detail
    no = Contact(
        customer_id=made.customer.id, at=NOW, by=tom.actor, channel=Channel.PHONE, purpose=Purpose.INCOMING,
        result=ContactResult.DECLINED,
    )  # fmt: skip
    with office.store.writing() as session:
        session.add_fact(no)
    assert [(line.title, line.mark) for line in lines(office)] == [("No refusal", "law"), ("Staff IDs", "dot")]


def test_one_that_was_prepared_elsewhere_and_not_approved_has_one_line(office: Office) -> None:
    with office.store.writing() as session:
        session.save_day(day(replace(visit(1), approved_by="")))
    (line,) = lines(office)
    assert line.title == "No evidence"
    assert "Bring its case in" in line.detail
