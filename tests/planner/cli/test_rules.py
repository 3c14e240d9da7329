"""``rounds rules``: what holds on a day, by which source; and a year that is confirmed."""

from __future__ import annotations

from pathlib import Path

from tests.planner.cli.conftest import Rounds, row, staff, visits


def test_the_rules_of_a_day_are_said_with_their_sources(rounds: Rounds) -> None:
    answer = rounds("rules", "2026-11-24", "--place", "home")
    assert answer.code == 0
    lines = answer.said.splitlines()
    assert lines[0] == "Rules of 2026-11-24: floor 2026.11"
    assert "At home: a visiting day" in lines
    assert any("09:00–20:00" in line for line in lines)
    assert any("House floor 2026.11 · H-hours" in line for line in lines)


def test_a_closed_day_ends_with_one(rounds: Rounds) -> None:
    answer = rounds("rules", "2026-11-29")
    assert answer.code == 1
    assert "At home: No visits on Sundays (rule H-hours). The next open day is 2026-11-30." in answer.said


def test_a_year_is_confirmed_with_its_source_alone(rounds: Rounds) -> None:
    assert rounds("rules", "--confirm", "2027").code == 2
    assert rounds("rules", "--confirm", "2027", "--source", "Gazette 12").code == 0


def test_a_plan_for_a_closed_day_says_by_which_rule_and_when_to_come(rounds: Rounds, tmp_path: Path) -> None:
    sunday = "2026-11-29"
    places = tmp_path / "places.csv"
    places.write_text("Address,Latitude,Longitude\nHarbor Street 1,45.2,-30.4", encoding="utf-8")
    rounds("import", places, "--kind", "places")
    rounds("import", visits(tmp_path, row(1, date=sunday)))
    rounds("import", staff(tmp_path, teams=1), "--kind", "staff", "--date", sunday)
    told = "At home: No visits on Sundays (rule H-hours). The next open day is 2026-11-30."
    assert told in rounds("plan", sunday, "--seconds", "0.5").said.splitlines()
    assert told in rounds("check", sunday).said.splitlines()


def test_what_an_outside_approval_covers_is_settled_once_and_recorded(rounds: Rounds) -> None:
    wrong = rounds("rules", "--settle", "pre_contact,holds_clear")
    assert wrong.code == 2
    assert "holds_clear is no gate that an outside approval can cover" in wrong.complained
    answer = rounds("rules", "--settle", "pre_contact, documents_ready")
    assert (answer.code, "covers 2 gates" in answer.said) == (0, True)
    assert "Settled what outside approvals cover" in rounds("audit", "show").said
