"""The control sheet of a moment shows what each team really has, with the calls that were made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner.bootstrap import Office
from planner.cases.copies import copies_of
from planner.cases.copy_model import Paper
from planner.cases.copy_words import state_words
from planner.day import edit, outcomes
from planner.errors import NotAllowed
from planner.running.confirming import confirm
from planner.running.control import as_held, control_sheet_of_now
from planner.running.held import read_held
from planner.users import ALONE
from routing.worker import Worker
from tests.planner.documents.situations import pages
from tests.planner.running.roads import TEN, at, issued, routed, town, under_way, visits_of


def words_of(file: Path) -> str:
    return " ".join(" ".join(pages(file)).split())


def test_what_a_team_does_not_know_yet_is_not_on_it(office: Office, worker: Worker, tmp_path: Path) -> None:
    work = under_way(routed(office, worker, town()))
    assert work.plan
    now, (one, two) = at(office, TEN), work.day.shifts
    with pytest.raises(NotAllowed, match="nothing_issued"):
        control_sheet_of_now(now, work.day, work.plan, tmp_path / "none.pdf", by=ALONE, worker=worker)
    issued(office, work)
    told = outcomes.done(work.problem, work.plan, visits_of(work.plan, one.id)[:1], TEN)
    plan = edit.take_out(work.problem, told, visits_of(told, one.id)[2])
    with office.store.reading() as session:
        held = read_held(session, work.day)
    assert visits_of(as_held(work.day, plan, held), one.id) == visits_of(work.plan, one.id)
    sheet = control_sheet_of_now(now, work.day, plan, tmp_path / "a.pdf", by=ALONE, worker=worker)
    assert "version 1 a change waits" in words_of(sheet)
    assert "as the teams have it at 10:00" in words_of(sheet)
    confirm(now, work.day, plan, one.id, "Li Wen", by=ALONE)
    sheet = control_sheet_of_now(now, work.day, plan, tmp_path / "b.pdf", by=ALONE, worker=worker)
    assert "version 1 · 10:00" in words_of(sheet)
    assert "a change waits" not in words_of(sheet)
    assert re.search(r" 1 (\S+ )+V-1 2 (\S+ )+V-2 4 (\S+ )+V-4 ", words_of(sheet)), "by the numbers on their own paper"
    assert two.team.name in words_of(sheet)
    with office.store.reading() as session:
        assert len(session.records_of("control_sheet_now")) == 2
        first, second = copies_of(session, work.day.date)
    assert {first.paper, second.paper} == {Paper.CONTROL_SHEET}
    assert f"Stays here: control sheet {second.number}" in words_of(sheet)
    assert (second.number, second.replaced_by) == (first.number + 1, 0)
    assert state_words(first) == "to be destroyed: a newer one replaces it"
    assert {each.visit_id for each in first.held} == {stop.visit_id for r in work.plan.routes for stop in r.stops}
