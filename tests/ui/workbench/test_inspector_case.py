"""What keeps a visit in beside its plan is named with its rule: before the approval, after it, and at the door out."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot
from sqlalchemy import text

from planner.bootstrap import Office
from planner.cases.approving import approve
from planner.cases.looking import last_event
from planner.cases.model import Channel, Contact, ContactResult, Hold, HoldKind, Purpose
from planner.day.importing.accept import stored_day
from planner.day.states import visit_rows
from planner.users import Role
from tests.builders import TUESDAY, day, visit
from tests.conftest import NOW
from tests.planner.cases.proposals import a_proposal
from tests.users import a_user
from ui.workbench.inspector_case import CaseSection, case_lines
from ui.workbench.inspector_gates import Line
from ui.workbench.visits import VisitsView
from ui.workbench.visits_cells import GATE_CLOSED


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


def test_what_happened_last_stands_there_and_leads_to_the_file(qtbot: QtBot, office: Office) -> None:
    tom, auditor = a_user(office, Role.COORDINATOR), a_user(office, Role.AUDITOR)
    office.seat.take(tom)
    made = a_proposal(office, tom)
    section = CaseSection(office)
    wanted: list[object] = []
    qtbot.addWidget(section)
    section.file_wanted.connect(wanted.append)
    section.show_visit(made)
    qtbot.waitUntil(section.isVisible)
    assert section.words.text().endswith("Visit proposed")
    with office.store.reading() as session:
        assert not session.records_of("case_seen")  # a line is no look into the file
    section.file.click()
    assert wanted == [made.cases[0].id]
    section.show_visit(visit(2))  # of one that was prepared elsewhere no file lies here
    assert not section.isVisible()
    assert last_event(office, visit(2), tom) is None
    assert last_event(office, made, auditor) is not None
    section.close_down()


def test_the_table_marks_the_same_gates_once_they_are_known(qtbot: QtBot, office: Office) -> None:
    tom, ines = a_user(office, Role.COORDINATOR), a_user(office, Role.SUPERVISOR)
    office.seat.take(tom)
    made = a_proposal(office, tom, without=["staff_ids"])
    approve(office, [made.id], by=ines)
    town = stored_day(office, TUESDAY)
    view = VisitsView()
    qtbot.addWidget(view)
    view.show_rows(visit_rows(town, None))
    view.watch_gates(office, town, None)
    qtbot.waitUntil(lambda: made.id in view.model.gates)
    assert view.model.gates[made.id].words.startswith("Before it goes out: Staff IDs: Not there yet")
    assert view.chips.chips[GATE_CLOSED].accessibleName() == "Gate closed 1"
    hold = Hold(customer_id=made.customer.id, at=NOW, by=tom.actor, kind=HoldKind.DISPUTE, source="call")
    with office.store.writing() as session:
        session.add_fact(hold)
    view.gates.look_again()
    qtbot.waitUntil(lambda: view.model.gates[made.id].mark == "law")
    assert "Holds: " in view.model.gates[made.id].words
    view.gates.close_down()


def test_what_cannot_be_looked_up_is_said(qtbot: QtBot, office: Office) -> None:
    tom = a_user(office, Role.COORDINATOR)
    office.seat.take(tom)
    made = a_proposal(office, tom)
    town = stored_day(office, TUESDAY)
    with office.store.writing() as session:
        session.connection.execute(text("DROP TABLE fact"))
    view, section = VisitsView(), CaseSection(office)
    for each in (view, section):
        qtbot.addWidget(each)
    view.show_rows(visit_rows(town, None))
    view.watch_gates(office, town, None)
    section.show_visit(made)
    qtbot.waitUntil(lambda: view.foot.count.text().startswith("What keeps visits in is not known: "))
    qtbot.waitUntil(section.isVisible)
    assert section.words.text().startswith("The case could not be looked up: ")
    assert not section.file.isVisibleTo(section)
    view.gates.close_down()
    section.close_down()
