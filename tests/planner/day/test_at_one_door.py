"""Where two teams meet, any lawful pair of them may, and no other."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from planner.day.at_one_door import lawful_pairs
from planner.day.job_ids import sides
from planner.translate import DayProblem, to_solution
from routing.joint_insertion import cheapest_joint
from routing.problem import Job, Problem
from tests.builders import day, person, visit
from tests.planner.day.handmade import PACK, framed, planned

FIVE = replace(PACK, most_at_door=5)


def sized(*sizes: int) -> DayProblem:
    """A visit for two teams, and teams of so many people: more than the house's own rules let meet."""
    made = day(replace(visit(1, north=900), two_teams=True), teams=len(sizes))
    members = [tuple(person(10 * team + number) for number in range(size)) for team, size in enumerate(sizes)]
    shifts = tuple(replace(s, members=m) for s, m in zip(made.shifts, members, strict=True))
    return replace(framed(made), day=replace(made, shifts=shifts))


def bound(dp: DayProblem, at_home: tuple[int, ...] = (), locked: int | None = None) -> tuple[Problem, Job, Job]:
    """Within the rule; the first side and the second may be with a team already, by its number."""
    problem, keys = dp.problem, [str(shift.id) for shift in dp.day.shifts]
    names = sides(dp.day.visits[0].id)
    if locked is not None:
        first = replace(problem.job(names[0]), vehicles=frozenset({keys[locked]}))
        problem = replace(problem, jobs=tuple(first if job.id == first.id else job for job in problem.jobs))
    orders = {keys[team]: [names[side]] for side, team in enumerate(at_home)}
    found = lawful_pairs(FIVE, dp.day, problem, orders)
    one, two = (found.job(name) for name in names)
    return found, one, two


def pairs(dp: DayProblem, one: Job, two: Job) -> set[tuple[int, int]]:
    """The sizes of the teams that may meet."""
    sizes = {str(shift.id): len(shift.members) for shift in dp.day.shifts}
    able = product(one.vehicles or sizes, two.vehicles or sizes)
    return {(min(pair), max(pair)) for a, b in able if a != b and (pair := (sizes[a], sizes[b]))}


def test_a_team_of_three_meets_one_of_two_where_five_may_come() -> None:
    found, one, two = bound(dp := sized(3, 2))
    assert pairs(dp, one, two) == {(2, 3)}
    assert cheapest_joint(found, to_solution(replace(dp, problem=found), planned(dp, {})), one.id)


def test_every_pair_that_may_meet_is_lawful() -> None:
    dp = sized(3, 3, 2, 2)
    assert pairs(dp, *bound(dp)[1:]) == {(2, 3), (2, 2)}
    assert pairs(dp, *bound(dp, locked=0)[1:]) == {(2, 3)}


@pytest.mark.parametrize("home", [(0, 3), (3, 0), (1, 2), (2, 1)])
def test_a_lawful_pair_that_is_planned_stays(home: tuple[int, int]) -> None:
    dp = sized(4, 3, 2, 1)
    keys = [str(shift.id) for shift in dp.day.shifts]
    _found, one, two = bound(dp, home)
    assert keys[home[0]] in (one.vehicles or ())
    assert keys[home[1]] in (two.vehicles or ())
    assert all(sum(pair) <= 5 for pair in pairs(dp, one, two))
