"""A team that is back at noon is given something more: new papers, and out it goes again."""

from __future__ import annotations

from dataclasses import replace

from planner.audit import ISSUED
from planner.day import edit
from planner.day.workday import judged
from planner.running.needs import NeedKind, needs
from planner.running.pending import ids_of, papers_due, pending_of
from planner.running.situation import situation
from planner.told import Said
from tests.planner.day.locks.conftest import at
from tests.planner.running.conftest import Running


def test_who_is_back_gets_papers_for_what_is_new_and_sets_out_again(running: Running) -> None:
    running.hear(1, Said.SET_OUT, at(8, 40))
    for stop in (1, 2):
        running.hear(1, Said.LEFT, at(9 + stop), stop=stop, code="B")
    running.hear(1, Said.BACK, at(11, 20))
    team, given = running.team(1), running.visit(2, 2)
    moved = edit.move(running.work.problem, running.plan, given, team)
    running.work = judged(running.office, running.work, moved)
    found = situation(running.office, running.work, running.now)
    (need,) = [each for each in needs(found) if each.kind is NeedKind.PAPERS]
    assert [shift.id for shift in need.about] == [team], "a telephone call is no paper"  # type: ignore[attr-defined]
    waiting = pending_of(running.work.day, moved, found.facts.held, running.now)
    assert team not in ids_of(waiting), "it sits in the office"
    running.now = at(11, 40)
    with running.office.store.writing() as session:
        issued = session.freeze(moved)
        session.record(ISSUED, "desk", running.now, plan=str(issued.id))
    again = situation(running.office, replace(running.work, plan=issued), running.now)
    assert papers_due(running.work.day, issued, again.facts.held, running.now) == ()
    assert given in again.facts.held[team].printed
    running.hear(1, Said.SET_OUT, at(11, 50))
    running.hear(1, Said.ARRIVED, at(12, 20))
    out = situation(running.office, running.work, running.now)
    assert (out.facts.held[team].home, out.team(team) and out.team(team).forecast.at.visit_id) == (False, given)  # type: ignore[union-attr]
