"""``rounds import payments`` and ``rounds import holds``."""

from __future__ import annotations

from pathlib import Path

from planner.bootstrap import open_office
from tests.planner.cases.builders import a_case, a_customer
from tests.planner.cli.conftest import Rounds


def test_the_files_of_the_morning_are_read_by_name_of_what_they_hold(rounds: Rounds, tmp_path: Path) -> None:
    office = open_office(tmp_path / "data")
    a_case(office, customer=a_customer(office, reference="C-20310"), reference="K-5521", balance="120.00")
    office.close()
    paid, held = tmp_path / "paid.csv", tmp_path / "held.csv"
    paid.write_text("Payment reference,Case reference,Booked,Amount\nP-1,K-5521,2099-01-01,120\n", encoding="utf-8")
    held.write_text("Customer reference,Hold\nC-20310,disputes\nC-1,whatever\n", encoding="utf-8")
    assert "Nothing was changed." in rounds("import", "payments", paid, "--dry-run").said
    first = rounds("import", "payments", paid, "--as-of", "2026-11-24 06:50")
    assert first.code == 0
    assert "1 new, 0 known already" in first.said
    assert "Paid, and closed: 1" in first.said
    assert "0 new, 1 known already" in rounds("import", paid, "--kind", "payments").said
    second = rounds("import", "holds", held)
    assert second.code == 1
    assert "1 new or changed, 0 ended, 0 of customers not kept here." in second.said
    assert "Row 3, Hold, “whatever”: This is no known hold." in second.said
    assert rounds("import", "payments", paid, "--as-of", "soon").code == 2
