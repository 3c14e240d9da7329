"""An approval that comes with a file: what it says for itself, what it cannot say, and what it never can."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planner.bootstrap import Office
from planner.cases.gates import At, CaseGate, Light, closed_gates
from planner.cases.gates_of_day import gates_of_visit
from planner.cases.model import Approval
from planner.day import importing
from planner.day.importing import Problem
from planner.day.workday import save_over
from planner.model import Visit
from planner.rules import settle_gates
from planner.users import Role
from tests.builders import TUESDAY
from tests.planner.cases.builders import a_case, a_customer
from tests.planner.day.test_accepting import HEAD, differences, row, visits
from tests.users import a_user

TOLD = "Reminder sent on,Customer spoken to on,Address checked on,Documents ready on,Staff IDs valid until"
GOOD = "2026-11-04,2026-11-20,2026-11-12,2026-11-20,2026-12-31"


def take(office: Office, folder: Path, *rows: str, head: str = f"{HEAD},{TOLD}") -> tuple[Problem, ...]:
    file = folder / "day.csv"
    file.write_text("\n".join((head, *rows)), encoding="utf-8")
    result = importing.read_visits(office, file)
    importing.apply(office, differences(office, result), result)
    return result.problems


def gates(office: Office, visit: Visit, at: At = At.ISSUE) -> dict[str, CaseGate]:
    town = importing.stored_day(office, TUESDAY)
    return {gate.id: gate for gate in gates_of_visit(office, town, visit, at)}


def approvals(office: Office, visit: Visit) -> list[Approval]:
    with office.store.reading() as session:
        return list(session.facts(Approval, visits=[visit.id]))


def test_evidence_that_comes_along_makes_gates_green_and_the_rest_stays_unknown(office: Office, tmp_path: Path) -> None:
    take(office, tmp_path, f"{row(1)},{GOOD}", f"{row(2)},,,,,")
    one, two = visits(office)["V-1"], visits(office)["V-2"]
    for gate in ("reminder_sent", "pre_contact", "address_verified", "documents_ready", "ids_valid"):
        told, silent = gates(office, one)[gate], gates(office, two)[gate]
        assert (told.light, told.why, told.open) == (Light.GREEN, "outside_evidence", True), gate
        assert (silent.light, silent.covered) == (Light.UNKNOWN, True), gate
    settle_gates(office, set())
    assert "reminder_sent" in {gate.id for gate in closed_gates(gates(office, two).values())}
    assert "reminder_sent" not in {gate.id for gate in closed_gates(gates(office, one).values())}


@pytest.mark.parametrize(
    ("told", "gate", "why"),
    [
        ("2026-11-17,2026-11-20,2026-11-12,2026-11-20,2026-12-31", "reminder_sent", "evidence_young"),
        ("2026-09-01,2026-11-20,2026-11-12,2026-11-20,2026-12-31", "reminder_sent", "evidence_old"),
        ("2026-11-04,2026-11-22,2026-11-12,2026-11-20,2026-12-31", "pre_contact", "evidence_young"),
        ("2026-11-04,2026-11-20,2026-08-12,2026-11-20,2026-12-31", "address_verified", "evidence_old"),
        ("2026-11-04,2026-11-20,2026-11-12,2026-11-20,2026-11-23", "ids_valid", "evidence_old"),
    ],
)
def test_evidence_of_the_wrong_day_is_red_and_nothing_covers_it(
    office: Office, tmp_path: Path, told: str, gate: str, why: str
) -> None:
    take(office, tmp_path, f"{row(1)},{told}")
    found = gates(office, visits(office)["V-1"])[gate]
    assert (found.light, found.why, found.open) == (Light.RED, why, False)


def test_what_a_file_says_is_kept_once_and_again_where_it_says_more(office: Office, tmp_path: Path) -> None:
    take(office, tmp_path, f"{row(1)},,,,,")
    take(office, tmp_path, f"{row(1)},,,,,")
    one = visits(office)["V-1"]
    assert len(approvals(office, one)) == 1
    take(office, tmp_path, f"{row(1)},{GOOD}")
    assert [fact.evidence.get("reminder_sent") for fact in approvals(office, one)] == [None, "2026-11-04"]
    assert visits(office)["V-1"].version == one.version, "the visit itself is as it was"
    with office.store.reading() as session:
        recorded = [json.loads(each["details"]) for each in session.records_of("approvals_imported")]
    assert [(each["changed"], each["evidence"]) for each in recorded] == [(1, 0), (1, 5)]


def test_a_file_does_not_approve_in_the_name_of_who_signs_in_here(office: Office, tmp_path: Path) -> None:
    a_user(office, Role.SUPERVISOR, "R. Sorel")
    boss = a_user(office, Role.COORDINATOR, "Tom")
    office.seat.take(boss)
    mine = row(2).replace("R. Sorel", " tom ")
    found = take(office, tmp_path, f"{row(1)},{GOOD}", f"{mine},{GOOD}")
    assert [(each.row, each.code) for each in found] == [(2, "approver_signs_in"), (3, "approver_signs_in")]
    with office.store.reading() as session:
        assert session.day(TUESDAY) is None


def test_nothing_was_done_on_a_day_to_come(office: Office, tmp_path: Path) -> None:
    tomorrow = GOOD.replace("2026-11-04", "2026-11-24")
    (problem,) = take(office, tmp_path, f"{row(1)},{tomorrow}")
    assert (problem.code, problem.column) == ("evidence_in_future", "Reminder sent on")


def test_an_edit_of_the_day_neither_gives_nor_renews_an_approval(office: Office, tmp_path: Path) -> None:
    take(office, tmp_path, f"{row(1)},{GOOD}")
    town = importing.stored_day(office, TUESDAY)
    with office.store.writing() as session:
        bare = session.save_day(
            replace(town, visits=tuple(replace(v, approved_by="", approved_at=None) for v in town.visits))
        )
    forged = replace(bare, visits=tuple(replace(v, approved_by="R. Sorel", note="Ring twice") for v in bare.visits))
    (kept,) = save_over(office, forged, bare).visits
    assert (kept.approved_by, kept.approved_at, kept.note) == ("", None, "Ring twice")


def test_what_the_lender_approved_of_a_case_that_lies_here_is_judged_by_both(office: Office, tmp_path: Path) -> None:
    case = a_case(office, customer=a_customer(office, reference="C-1"), reference="K-1", days_past_due=60)
    head = f"Customer reference,{HEAD},{TOLD}"
    take(office, tmp_path, f"C-1,{row(1)},{GOOD}", head=head)
    one = visits(office)["V-1"]
    assert one.cases[0].id == case.id
    found = gates(office, one)
    assert (found["four_eyes"].light, found["reminder_sent"].why) == (Light.GREEN, "outside_evidence")
    settle_gates(office, set())
    with office.store.writing() as session:
        session.save_case_file(replace(case, balance_at=case.balance_at - timedelta(days=9)))
    shut = {gate.id: gate.why for gate in closed_gates(gates(office, one).values())}
    assert shut["balance_fresh"] == "balance_old", "the balance of a case here is judged here"
