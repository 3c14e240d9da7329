"""A file says that a case here was approved elsewhere: until somebody has settled that, the case's own way counts."""

from __future__ import annotations

from pathlib import Path

from planner.bootstrap import Office
from planner.cases.gates import Light
from planner.cases.gates_of_day import shut_of_visit
from planner.cases.model import Stage
from planner.rules import settle_gates
from planner.settings import COVERABLE
from tests.builders import TUESDAY
from tests.planner.cases.builders import a_case, a_customer
from tests.planner.day.test_accepting import HEAD, row, visits
from tests.planner.day.test_evidence import take


def shut(office: Office, reference: str) -> dict[str, Light]:
    with office.store.reading() as session:
        town = session.day(TUESDAY)
    assert town
    found = shut_of_visit(office, town, visits(office)[reference])
    return {gate.id: gate.light for gate in (*found.now, *found.later)}


def test_nobody_alone_brings_a_merely_reminded_case_to_a_door(office: Office, tmp_path: Path) -> None:
    customer = a_customer(office, reference="C-1")
    a_case(office, customer=customer, reference="K-1", stage=Stage.REMINDED, days_past_due=60)
    lines = (f"C-{number},{row(number)}" for number in (1, 2))
    assert not take(office, tmp_path, *lines, head=f"Customer reference,{HEAD}")
    found = shut(office, "V-1")
    assert {"pre_contact", "documents_ready", "address_verified"} <= found.keys()
    assert not shut(office, "V-2"), "nothing of it lies here: as before"
    settle_gates(office, COVERABLE - {"pre_contact"})
    assert shut(office, "V-1").keys() == shut(office, "V-2").keys() == {"pre_contact"}
