"""Why a visit has no stop, in one sentence: what most teams lack, and what stops the few that could go."""

from __future__ import annotations

from dataclasses import replace

from planner.day.states import VisitRow, visit_rows
from planner.day.ways_out import Answer, Obstacle
from planner.model import Day, Plan, Unassigned
from routing.explain import Against
from tests.builders import day, visit
from ui.workbench.unassigned_words import left_over, why_out

HOURS = [("09:15", "19:45")]
SIGN = frozenset({"sign"})


def row_of(town: Day, reason: str = "no_room") -> VisitRow:
    return visit_rows(town, Plan(town.id, unassigned=(Unassigned(town.visits[0].id, reason),)))[0]


def said(town: Day, *obstacles: Obstacle) -> str:
    row = row_of(town)
    return why_out(row, town, Answer(row.visit.id, obstacles, ()), HOURS)


def test_before_the_teams_are_asked_the_reason_of_the_plan_is_told() -> None:
    assert why_out(row_of(day(visit(1)), "new"), day(visit(1)), None, HOURS) == "Came after planning."


def test_where_one_team_alone_has_the_skill_its_own_obstacle_is_told() -> None:
    town = day(visit(1), teams=3)
    lacking = [Obstacle(Against.SKILL, shift.id, skills=SIGN) for shift in town.shifts[1:]]
    late = Obstacle(Against.SHIFT_END, town.shifts[0].id, amount=1320)
    assert said(town, *lacking, late) == "Needs sign: only Team 1 could go. Past the end of the shift (22 min)."


def test_what_stops_every_team_is_told_once() -> None:
    town = day(visit(1))
    late = [Obstacle(Against.SHIFT_END, shift.id, amount=600) for shift in town.shifts]
    assert said(town, *late) == "Past the end of the shift: so with every team."


def test_a_team_that_nothing_stops_is_named() -> None:
    town = day(visit(1))
    words = said(town, Obstacle(Against.SHIFT_END, town.shifts[0].id, amount=600))
    assert words == "Nothing stands in its way now: Team 2 could go."


def test_the_law_says_how_far_a_window_misses_it() -> None:
    early = day(visit(1, ("08:00", "08:30")))
    words = why_out(row_of(early, "rule:visiting_hours"), early, None, HOURS)
    assert words == "It must start by 08:30, before the lawful hours begin at 09:15."
    twice = day(visit(1, ("08:00", "08:30"), ("19:50", "20:00")))
    assert why_out(row_of(twice, "rule:visiting_hours"), twice, None, HOURS).startswith("A rule forbids it")


def test_they_are_numbered_in_the_order_of_the_plan() -> None:
    town = day(visit(1), visit(2), visit(3))
    first, second, third = (each.id for each in town.visits)
    plan = Plan(town.id, unassigned=(Unassigned(third, "no_room"), Unassigned(first, "no_room")))
    rows = visit_rows(town, replace(plan))
    assert [row.visit.id for row in left_over(rows, plan)] == [third, first]
    assert left_over(rows, None) == ()
    assert second not in {row.visit.id for row in left_over(rows, plan)}
