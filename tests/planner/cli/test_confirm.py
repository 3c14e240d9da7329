"""``rounds confirm``: what a team has to be told is read out, and who confirmed it is noted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from planner.bootstrap import open_office
from planner.cli import console
from planner.model import Unassigned
from tests.builders import TUESDAY
from tests.planner.cli.conftest import Rounds, row, staff, visits


def test_a_change_is_read_out_and_confirmed(rounds: Rounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def it_is(hour: int) -> None:
        now = datetime(2026, 11, 24, hour, tzinfo=UTC)
        monkeypatch.setattr(console, "open_office", partial(open_office, clock=lambda: now))

    it_is(7)
    rounds("import", visits(tmp_path, row(1), row(2)))
    rounds("import", staff(tmp_path, teams=1), "--kind", "staff", "--date", "2026-11-24")
    rounds("plan", "2026-11-24", "--seconds", "1")
    office = open_office(tmp_path / "data", clock=lambda: datetime(2026, 11, 24, 7, tzinfo=UTC))
    with office.store.writing() as session:
        day = session.day(TUESDAY)
        draft = session.draft(day.id) if day else None
        assert draft
        frozen = session.freeze(draft)
        session.record("issued", "test", office.clock(), plan=frozen.id)
        (route,) = draft.routes
        gone = Unassigned(route.stops[-1].visit_id, "taken_out")
        session.save_plan(replace(draft, routes=(replace(route, stops=route.stops[:-1]),), unassigned=(gone,)))
    office.close()
    it_is(10)
    told = rounds("confirm")
    assert told.code == 1
    assert told.said.startswith("Team 1 · Has version 1 · ")
    assert "  - Leave out stop 2 (" in told.said
    assert rounds("confirm", "--who", "Ada").complained.startswith("Say which team")
    assert rounds("confirm", "--team", "Team 9").code == 2
    done = rounds("confirm", "--team", "team 1", "--who", "Ada")
    assert (done.code, done.said.splitlines()[-1]) == (0, "Confirmed by Ada.")
    assert (rounds("confirm").code, rounds("confirm").said[:10]) == (0, "Every team")
    assert rounds("confirm", "--team", "team 1", "--who", "Ada").complained.startswith("team 1 has all")
