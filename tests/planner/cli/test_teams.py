"""``rounds teams form``: a proposal to read, kept only when asked to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planner.bootstrap import open_office
from tests.planner.cli.conftest import Rounds, row, staff, visits

TUESDAY = "2026-11-24"
HEAD = "Staff reference,Name,Team,Skills,In training"


def teams_of(tmp_path: Path) -> dict[str, set[str]]:
    office = open_office(tmp_path / "data")
    with office.store.reading() as session:
        day = session.day(date.fromisoformat(TUESDAY))
    office.close()
    assert day
    return {shift.team.name: {member.name for member in shift.members} for shift in day.shifts}


def test_teams_are_proposed_and_kept_when_asked_to(rounds: Rounds, tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"
    people = ("S-1,Mira Sol,Heron,,", "S-2,Tam Orr,Heron,,yes", "S-3,Ola Brandt,Marten,,x", "S-4,Ida Fen,,woman,")
    file.write_text("\n".join((HEAD, *people)), encoding="utf-8")
    rounds("import", visits(tmp_path, row(1)))
    rounds("import", file, "--kind", "staff", "--date", TUESDAY)
    proposed = rounds("teams", "form", TUESDAY)
    assert proposed.code == 0
    assert "Heron: Mira Sol, Tam Orr\n" in proposed.said
    assert "Marten: Ola Brandt, Ida Fen (+ Ida Fen)" in proposed.said
    assert "--apply" in proposed.said
    assert teams_of(tmp_path)["Marten"] == {"Ola Brandt"}
    assert rounds("teams", "form", TUESDAY, "--apply").code == 0
    assert teams_of(tmp_path)["Marten"] == {"Ola Brandt", "Ida Fen"}


def test_what_cannot_be_met_needs_a_person(rounds: Rounds, tmp_path: Path) -> None:
    rounds("import", staff(tmp_path), "--kind", "staff", "--date", TUESDAY)
    few = rounds("teams", "form", TUESDAY, "--teams", "5")
    assert few.code == 1
    assert "3 teams less than wanted: too few people are here." in few.said
    one = rounds("teams", "form", TUESDAY, "--teams", "1")
    assert one.code == 0
    assert "does not go out" in one.said
    assert "In the reserve: " in one.said


def test_a_day_nobody_works_on_is_refused(rounds: Rounds, tmp_path: Path) -> None:
    rounds("import", visits(tmp_path, row(1)))
    refused = rounds("teams", "form", TUESDAY)
    assert refused.code == 2
    assert "Import staff first" in refused.complained
