"""The gates of a visit: which are open, which are not and by how much, with and without a stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from planner.day import edit
from planner.day.gates import Gate, GateKind, gates, lawful_hours
from planner.day.states import VisitRow, visit_rows
from planner.model import Day, MatchClass, Visit
from planner.policy.closed import ClosedDays
from tests.builders import TUESDAY, day, person, visit
from tests.planner.day.handmade import OPEN, PACK, framed, planned


def row_of(town: Day, *, stops: bool = True) -> VisitRow:
    """The first visit of a day, first in the first team's route or without a stop."""
    dp = framed(town)
    plan = planned(dp, {town.shifts[0].id: [each.id for each in town.visits]} if stops else {})
    return visit_rows(town, plan, edit.violations(dp, plan, PACK, OPEN))[0]


def gates_of(town: Day, *, stops: bool = True) -> dict[GateKind, Gate]:
    return {each.kind: each for each in gates(PACK, OPEN, town, row_of(town, stops=stops))}


def with_first(town: Day, changed: Visit) -> Day:
    return replace(town, visits=(changed, *town.visits[1:]))


def test_a_plain_visit_passes_every_gate() -> None:
    found = gates_of(day(visit(1)))
    assert list(found) == list(GateKind)
    assert all(each.open for each in found.values())


def test_without_a_team_the_team_s_gates_are_open_questions() -> None:
    found = gates_of(day(replace(visit(1), skills=frozenset({"sign"})), teams=2), stops=False)
    assert found[GateKind.TEAM_SIZE] == Gate(GateKind.TEAM_SIZE, None, teams=2)
    assert found[GateKind.SKILLS] == Gate(GateKind.SKILLS, None, teams=0)
    assert found[GateKind.WINDOW].open is None
    assert found[GateKind.HOURS].open


def test_the_teams_that_could_are_counted() -> None:
    town = day(replace(visit(1), skills=frozenset({"sign"})), teams=2)
    able = replace(town.shifts[0], members=(person(1, "sign"), person(2)))
    assert gates_of(replace(town, shifts=(able, town.shifts[1])), stops=False)[GateKind.SKILLS].teams == 1


def test_approval_and_place_are_the_law_s() -> None:
    town = day(visit(1))
    vague = replace(town.visits[0], approved_by=" ", location=None)
    found = gates_of(with_first(town, vague), stops=False)
    assert not found[GateKind.APPROVED].open
    assert not found[GateKind.LOCATED].open
    assert found[GateKind.APPROVED].legal
    assert not found[GateKind.SKILLS].legal


def test_a_roughly_known_street_is_not_located() -> None:
    town = day(visit(1))
    location = town.visits[0].location
    assert location
    rough = replace(town.visits[0], location=replace(location, match=MatchClass.STREET))
    assert not gates_of(with_first(town, rough), stops=False)[GateKind.LOCATED].open


def test_a_window_outside_the_law_leaves_no_hours() -> None:
    found = gates_of(day(visit(1, ("19:30", "20:00"), minutes=40)), stops=False)
    assert not found[GateKind.HOURS].open


def test_a_missed_window_says_by_how_much() -> None:
    town = day(visit(1, ("09:15", "12:00"), minutes=60), visit(2, ("09:15", "09:30"), north=20))
    dp = framed(town)
    plan = planned(dp, {town.shifts[0].id: [each.id for each in town.visits]})
    rows = visit_rows(town, plan, edit.violations(dp, plan, PACK, OPEN))
    window = next(each for each in gates(PACK, OPEN, town, rows[1]) if each.kind == GateKind.WINDOW)
    assert not window.open
    assert window.amount >= timedelta(minutes=45).total_seconds()


def test_a_team_that_is_too_small_or_lacks_a_skill_is_told_with_its_amount() -> None:
    town = day(replace(visit(1), skills=frozenset({"sign", "swim"})))
    few = replace(town.shifts[0], members=(person(1, "sign"),))
    row = row_of(town)
    row = replace(row, places=(row.places[0]._replace(shift=few),)) if row.places else row
    found = {each.kind: each for each in gates(PACK, OPEN, replace(town, shifts=(few,)), row)}
    assert found[GateKind.TEAM_SIZE] == Gate(GateKind.TEAM_SIZE, False, 1)
    assert found[GateKind.SKILLS] == Gate(GateKind.SKILLS, False, 1)


def test_lawful_hours_are_those_of_the_place_without_the_margin() -> None:
    town = day(visit(1))
    assert lawful_hours(PACK, OPEN, town, town.visits[0]) == [("09:15", "19:45")]
    feast = ClosedDays(names={TUESDAY: "A feast"})
    assert lawful_hours(PACK, feast, town, town.visits[0]) == []
    assert not next(g for g in gates(PACK, feast, town, row_of(town)) if g.kind == GateKind.DAY).open
