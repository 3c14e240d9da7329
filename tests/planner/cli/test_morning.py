"""``rounds morning``, ``rounds promises`` and ``rounds cases called``."""

from __future__ import annotations

from pathlib import Path

from planner.cases.called import Request
from planner.cli.arguments_morning import REQUESTS
from tests.builders import TRAINED
from tests.planner.cli.conftest import Rounds, row, staff, visits


def test_a_morning_is_told_and_who_called_is_heard(rounds: Rounds, tmp_path: Path) -> None:
    assert tuple(Request) == REQUESTS
    rounds("import", visits(tmp_path, row(1, date="2099-11-24"), row(2, date="2099-11-24")))
    seen = rounds("morning", "2099-11-24")
    assert seen.code == 1
    assert "2099-11-24: 1 thing before you can issue." in seen.said
    assert "  * 2 visits wait for a plan." in seen.said
    assert rounds("promises", "2099-11-24").said == "0 of 0 were told, and it holds.\n"
    heard = rounds("cases", "called", "C-1", "no_visits")
    assert heard.code == 0
    assert "On hold now: Refuses visits. 1 visit is off: V-1 (2099-11-24). No paper is out" in heard.said
    assert "Called off: the customer called and wants no visits." in rounds("morning", "2099-11-24").said
    assert rounds("cases", "called", "C-99", "ill").code == 2


def test_what_came_off_overnight_is_taken_off_by_a_person_before_anything_is_issued(
    rounds: Rounds, tmp_path: Path
) -> None:
    when, held = "2099-11-24", tmp_path / "held.csv"
    places = tmp_path / "places.csv"
    places.write_text("Address,Latitude,Longitude\nHarbor Street 1,45.2,-30.4", encoding="utf-8")
    rounds("import", places, "--kind", "places")
    rounds("import", visits(tmp_path, row(1, date=when), row(2, date=when)))
    team = staff(tmp_path, teams=1)
    team.write_text(team.read_text(encoding="utf-8").replace(str(TRAINED), "2099-11-02"), encoding="utf-8")
    rounds("import", team, "--kind", "staff", "--date", when)
    assert "2 of 2 visits planned" in rounds("plan", when, "--seconds", "0.5").said
    held.write_text("Customer reference,Hold\nC-1,disputes\n", encoding="utf-8")
    rounds("import", "holds", held)
    assert "* 1 planned visit may not be made any more: V-1." in rounds("morning", when).said
    refused = rounds("issue", when, "--out", tmp_path / "out")
    assert refused.code == 2
    assert f"(1, V-1 first). Take them off with rounds morning {when} --take-off" in refused.complained
    assert "Taken off the plan: V-1\n" in rounds("morning", when, "--take-off").said
    assert "(1, V-1 first)" not in rounds("issue", when, "--out", tmp_path / "out").complained
