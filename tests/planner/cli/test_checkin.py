"""``rounds checkin`` and ``rounds running``: a day is kept watch over from the command line alone."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from planner.bootstrap import open_office
from planner.cli import console
from tests.builders import TUESDAY
from tests.planner.cli.conftest import Rounds, row, staff, visits


def test_a_day_is_kept_watch_over(rounds: Rounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def it_is(hour: int, minute: int = 0) -> None:
        now = datetime(2026, 11, 24, hour, minute, tzinfo=UTC)
        monkeypatch.setattr(console, "open_office", partial(open_office, clock=lambda: now))

    it_is(7)
    rounds("import", visits(tmp_path, row(1), row(2)))
    rounds("import", staff(tmp_path, teams=1), "--kind", "staff", "--date", "2026-11-24")
    assert "2 of 2 visits planned" in rounds("plan", "2026-11-24", "--seconds", "1").said
    office = open_office(tmp_path / "data")
    with office.store.writing() as session:
        day = session.day(TUESDAY)
        draft = session.draft(day.id) if day else None
        assert draft
        session.freeze(draft)
    office.close()

    it_is(12)
    missed = rounds("running")
    assert missed.code == 1
    assert "! Team 1 is not heard: " in missed.said
    there = rounds("checkin", "arrived", "--team", "team 1", "--at", "-5")
    assert there.said.startswith("Team 1 is at stop 1, 11:55.\nNext: leaving stop 1, ")
    assert "The alarm is over." in there.said
    assert (there.code, rounds("running").code) == (0, 0)
    left = rounds("checkin", "left", "--team", "Team 1")
    assert (left.code, "Ask how stop 1 ended." in left.said) == (1, True)
    assert rounds("checkin", "left", "--team", "Team 1", "--stop", 1, "--code", "b").code == 0
    assert rounds("checkin", "arrived", "--team", "Team 1", "--at", "11:50").complained.startswith("By what was told")
    assert rounds("checkin", "left", "--team", "Team 1", "--take-back").said == "Taken back: Team 1, leaving stop 1.\n"
    danger = rounds("checkin", "danger", "--team", "Team 1", "--stop", 2)
    assert (danger.code, "The dwelling is held for all." in danger.said) == (1, True)
    assert rounds("running").said.startswith("! Team 1: danger.")
    assert rounds("checkin", "back", "--team", "Kites").code == 2
